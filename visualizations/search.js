// Finding a person by name: the beginning of a name first, then anything inside; arrow keys and Enter.

const MOST = 10;
const searchable = people.map((person) => [fold(person.name), fold(person.name, true)]);

/**
 * Positions of the people whose name fits, best first.
 * @param {string} query
 * @returns {number[]}
 */
function search(query) {
  const asked = unique([fold(query.trim()), fold(query.trim(), true)]).filter(Boolean);
  const found = [];
  searchable.forEach((forms, index) => {
    if (!people[index].there) return;
    let rank = 9;
    for (const form of forms) {
      for (const part of asked) {
        if (form.startsWith(part)) rank = Math.min(rank, 0);
        else if (form.split(/[\s\-.,]+/).some((piece) => piece.startsWith(part))) rank = Math.min(rank, 1);
        else if (form.includes(` ${part}`)) rank = Math.min(rank, 1);
        else if (form.includes(part)) rank = Math.min(rank, 2);
      }
    }
    if (rank < 9) found.push([rank, index]);
  });
  found.sort((one, other) => one[0] - other[0] || compare(people[one[1]].name, people[other[1]].name));
  return found.map((pair) => pair[1]);
}

const searchField = make("input", {
  type: "search", id: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
});
const foundList = make("ul", { id: "found", role: "listbox", hidden: true });
const searchStatus = make("span", { class: "for-readers", role: "status" });
const searchBox = make("div", { class: "search" }, searchField, foundList, searchStatus);
bar.append(searchBox);
let found = [];
let active = -1;

function closeSearch() {
  found = [];
  active = -1;
  foundList.hidden = true;
  searchField.setAttribute("aria-expanded", "false");
  searchField.removeAttribute("aria-activedescendant");
}

function take(index) {
  closeSearch();
  searchField.value = "";
  searchStatus.textContent = "";
  choose(index);
  reveal(index);
}

function mark(position) {
  active = position;
  [...foundList.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === position)));
  if (position >= 0) {
    foundList.children[position].scrollIntoView({ block: "nearest" });
    searchField.setAttribute("aria-activedescendant", `found-${position}`);
  }
}

function look() {
  const query = searchField.value;
  if (!query.trim()) {
    searchStatus.textContent = "";
    return closeSearch();
  }
  const all = search(query);
  found = all.slice(0, MOST);
  foundList.replaceChildren(...found.map((index, position) =>
    make("li", { id: `found-${position}`, role: "option", "aria-selected": "false", on: { pointerdown: (event) => { event.preventDefault(); take(index); } } },
      symbolOf(people[index]),
      make("span", {}, make("span", {}, people[index].name), make("span", { class: "small muted" }, inShort(people[index]) || sideName(people[index]))))));
  searchStatus.textContent = all.length ? say("search_found", { n: all.length }) : say("search_nobody");
  foundList.hidden = !found.length;
  searchField.setAttribute("aria-expanded", String(found.length > 0));
  if (found.length) mark(0);
  else closeSearch();
}

searchField.addEventListener("input", look);
searchField.addEventListener("blur", closeSearch);
searchField.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!found.length) look();
    else mark((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
  } else if (event.key === "Enter" && active >= 0) {
    take(found[active]);
  } else if (event.key === "Escape") {
    searchField.value = "";
    closeSearch();
  }
});

function showSearch() {
  searchField.setAttribute("aria-label", say("search"));
  searchField.setAttribute("placeholder", `${say("search")} …`);
  foundList.setAttribute("aria-label", say("search"));
}
