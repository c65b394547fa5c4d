// The list: a real table of everybody who fits, with all that the drawing shows; every column sorts.

const list = document.getElementById("list");
const COVERAGES = ["gap", "warning", "fine", "none", "objected", "own"];
const careLines = (index) => [...carersOf(index), ...caredBy(index)];
const careText = (index) => careLines(index).map((line) => people[partner(line, index)].name).join(", ");
const roleRank = (person) => {
  const ranks = person.roles.map((role) => Object.keys(texts.en.role).indexOf(role.role));
  return ranks.length ? Math.min(...ranks) : 99;
};
const SORTS = {
  __proto__: null,
  name: (a, b) => compare(people[a].name, people[b].name),
  side: (a, b) => columnOf(a) - columnOf(b) || compare(sideName(people[a]), sideName(people[b])),
  level: (a, b) => (people[a].level ?? 9) - (people[b].level ?? 9),
  role: (a, b) => roleRank(people[a]) - roleRank(people[b]),
  job: (a, b) => compare(people[a].job_title, people[b].job_title),
  coverage: (a, b) => COVERAGES.indexOf(people[a].coverage) - COVERAGES.indexOf(people[b].coverage),
  care: (a, b) => compare(careText(a), careText(b)),
  last: (a, b) => (people[b].last_contact ?? "").localeCompare(people[a].last_contact ?? ""),
  findings: (a, b) => findingsOf[b].length - findingsOf[a].length,
};

// The order asked for: "name" or "-name"; without any by level, then gaps first.
function inOrder(indices) {
  const name = state.sort.replace(/^-/, "");
  const turn = state.sort.startsWith("-") ? -1 : 1;
  const sort = SORTS[name] ? (a, b) => turn * SORTS[name](a, b) : (a, b) => SORTS.level(a, b) || SORTS.coverage(a, b) || SORTS.role(a, b);
  return indices.sort((a, b) => sort(a, b) || SORTS.name(a, b) || a - b);
}

function columnHead(name) {
  const sorted = state.sort.replace(/^-/, "") === name;
  const down = state.sort.startsWith("-");
  const press = () => {
    change({ sort: sorted && !down ? `-${name}` : sorted ? "" : name });
    focusOn(`[data-sort="${name}"]`, list);
  };
  const head = make("th", { scope: "col", "aria-sort": sorted ? (down ? "descending" : "ascending") : null });
  const arrow = make("span", { class: "arrow", "aria-hidden": "true" }, sorted ? (down ? "▼" : "▲") : "↕");
  const label = button(say(`column_${name}`), press, { "data-sort": name });
  label.append(arrow);
  head.append(label);
  return head;
}

function careCell(index) {
  const lines = careLines(index);
  return make("td", {}, lines.map((line) => {
    const other = partner(line, index);
    const notes = [line.duty === "carer" ? "" : dutyName(line)].filter(Boolean);
    return make("div", {}, make("button", { type: "button", class: "link", on: { click: () => openPerson(other) } }, people[other].name), notes.length ? ` (${notes.join(", ")})` : "");
  }));
}

function personRow(index) {
  const person = people[index];
  const name = make("button", { type: "button", class: "link", "data-person": index, on: { click: () => openPerson(index) } }, person.name);
  const level = make("td", {}, person.level ? `${person.level} ${levelName(person.level)}` : levelName(null));
  if (person.level_source === "read") level.append(make("div", { class: "small muted" }, say("level_read_short")));
  const place = person.side === "third" || (person.organisation && person.organisation !== data.account.name) ? person.organisation : "";
  return make("tr", { class: index === chosen() ? "chosen" : null },
    make("td", {}, name, person.job_title ? make("div", { class: "job small muted" }, person.job_title) : ""),
    make("td", {}, sideName(person), place ? make("div", { class: "small muted" }, place) : ""),
    level,
    make("td", {}, capital([...roleNames(person), ...person.standing.filter((value) => value !== person.kind).map((value) => word("standing", value))].join(", "))),
    make("td", {}, person.job_title),
    make("td", {}, make("span", { class: `state ${person.coverage}` }, symbolOf(person), say(`coverage_${person.coverage === "warning" ? "warning_short" : person.coverage}`))),
    careCell(index),
    make("td", {}, day(person.last_contact)),
    make("td", {}, findingsOf[index].length ? String(findingsOf[index].length) : ""));
}

function showList(now) {
  list.hidden = now.view !== "list";
  if (list.hidden) return;
  const indices = inOrder(people.map((_, index) => index).filter((index) => fits(people[index])));
  const table = make("table", {},
    make("caption", { class: "for-readers" }, say("list_caption")),
    make("thead", {}, make("tr", {}, Object.keys(SORTS).map(columnHead))),
    make("tbody", {}, indices.map(personRow)));
  list.replaceChildren(table, ...(indices.length ? [] : [make("p", { class: "nobody" }, say(people.length ? "nobody" : "empty"))]));
}
