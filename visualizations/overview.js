// The overview's table stands in the page as it is; this sorts and filters it, and changes language and theme.

const hints = read("hints");
const NOTHING = { __proto__: null, tier: "", industry: "", unit: "", gap: "", sort: "", lang: root.lang, theme: "" };
const table = /** @type {HTMLTableElement} */ (document.getElementById("table"));
const body = table.tBodies[0];
const rows = [...body.rows].map((row, number) => ({
  row, number, tier: row.cells[1].textContent, industry: row.cells[2].textContent, gap: hints.rows[number].map((kind) => hints.kinds[kind]), unit: hints.units[number].map((unit) => hints.unit_names[unit]),
}));
const FIELDS = ["tier", "industry", "unit", "gap"];
/** @type {Record<string, any>} */
let state = { ...NOTHING };

function stateFrom(hash) {
  /** @type {Record<string, string>} */
  const found = Object.assign(Object.create(null), NOTHING);
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) if (name in NOTHING) found[name] = value;
  if (!["en", "de"].includes(found.lang)) found.lang = NOTHING.lang;
  if (!["", "light", "dark"].includes(found.theme)) found.theme = "";
  return found;
}

function change(changes) {
  state = { ...state, ...changes };
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value !== NOTHING[name]) parts.set(name, value);
  keep(`#${parts}`);
  show();
}

const has = (item, field, value) => (Array.isArray(item[field]) ? item[field].includes(value) : item[field] === value);
const fits = (item) => FIELDS.every((field) => !state[field] || has(item, field, state[field]));

function filterField(name) {
  const label = say(`filter_${name}`);
  const select = make("select", { "aria-label": label, "data-field": name, class: state[name] ? "chosen" : null, on: { change: (event) => change({ [name]: event.target.value }) } });
  const values = [...new Set(rows.flatMap((item) => item[name]))].filter(Boolean);
  const named = values.map((value) => [value, name === "gap" ? word("kinds", value) : value]).sort((a, b) => compare(a[1], b[1]));
  select.append(make("option", { value: "" }, `${label}: ${say("all")}`));
  for (const [value, text] of named) {
    const count = rows.filter((item) => has(item, name, value)).length;
    select.append(make("option", { value, selected: value === state[name] }, `${text} (${count})`));
  }
  if (state[name] && select.value !== state[name]) select.append(make("option", { value: state[name], selected: true }, state[name]));
  return select;
}

// What a column sorts by: names as words, numbers as numbers, cells by their share and then by their size.
function sortValue(item, column, kind) {
  const text = item.row.cells[column].textContent.trim();
  if (kind === "name" || kind === "text") return text;
  if (kind === "cell") {
    const [cared, needed] = text.split("/").map(Number);
    return needed ? cared / needed - needed / 1e6 : 2;
  }
  return text === "–" ? 101 : Number.parseFloat(text);
}

function sortRows() {
  const column = Number.parseInt(state.sort.replace("-", ""), 10);
  const heads = [...table.rows[0].cells];
  const turn = state.sort.startsWith("-") ? -1 : 1;
  heads.forEach((head, number) => {
    if (number === column) head.setAttribute("aria-sort", turn < 0 ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  const kind = heads[column]?.dataset.sort;
  const order = (a, b) => {
    if (!kind) return 0;
    const [one, other] = [sortValue(a, column, kind), sortValue(b, column, kind)];
    return turn * (typeof one === "string" ? compare(one, other) : one - other);
  };
  body.append(...[...rows].sort((a, b) => order(a, b) || a.number - b.number).map((item) => item.row));
}

function showWords() {
  for (const element of elements("[data-say]")) element.textContent = say(dataOf(element, "say"));
  for (const element of elements("[data-level]")) element.textContent = capital(hints.levels[language][dataOf(element, "level")]);
  document.title = say("title");
  document.getElementById("facts").textContent = [say("as_of", { date: day(hints.as_of) }), hints.anonymous ? say("anonymous") : ""].filter(Boolean).join(" · ");
  const history = document.getElementById("history-text");
  if (history) history.textContent = both(hints.history);
  document.getElementById("trend-text").textContent = both(hints.trend);
  if (hints.not_run.length) document.getElementById("not-run").textContent = notRunInWords(hints.not_run);
  for (const element of elements("[data-said]")) element.textContent = both(hints.said[dataOf(element, "said")]);
  // links into the maps keep the language and the theme
  for (const link of document.querySelectorAll("main a[href]")) {
    const [file, hash] = String(link.getAttribute("href")).split("#");
    const parts = new URLSearchParams(hash);
    parts.set("lang", state.lang);
    if (state.theme) parts.set("theme", state.theme);
    else parts.delete("theme");
    link.setAttribute("href", `${file}#${parts}`);
  }
}

function show() {
  language = state.lang;
  root.lang = language;
  showTheme(state.theme);
  showTools(state, change);
  showWords();
  const filters = document.getElementById("filters");
  const heldField = filters.contains(document.activeElement) ? focusData("field") : null;
  filters.setAttribute("aria-label", say("filters"));
  const clear = FIELDS.some((field) => state[field]) ? [button(say("reset"), () => change({ tier: "", industry: "", unit: "", gap: "" }), { "data-field": "reset" })] : [];
  filters.replaceChildren(...FIELDS.filter((name) => state[name] || rows.some((item) => item[name].length)).map(filterField), ...clear);
  if (heldField) (elements(`[data-field="${heldField}"]`, filters)[0] ?? filters.querySelector("select")).focus();
  sortRows();
  for (const item of rows) item.row.hidden = !fits(item);
  const count = rows.filter(fits).length;
  document.getElementById("nobody").hidden = count > 0;
  document.getElementById("status").textContent = say(count < rows.length ? "status_some" : count === 1 ? "status_one" : "status_all", { n: count, of: rows.length });
}

[...table.rows[0].cells].forEach((head, number) => {
  head.querySelector("button")?.addEventListener("click", () => {
    change({ sort: state.sort === String(number) ? `-${number}` : state.sort === `-${number}` ? "" : String(number) });
  });
});
system.addEventListener("change", show);
window.addEventListener("hashchange", () => { state = stateFrom(location.hash); show(); });
state = stateFrom(location.hash);
show();
