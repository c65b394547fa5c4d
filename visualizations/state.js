// What the page shows: one flat state, kept in the address after #, so that a link or a reload brings it back.

const data = read("data");
const EMPTY = {
  kind: "", level: null, organisation: "", job_title: "", department: "", roles: [], standing: [], needs: null,
  profile: {}, employment: [], contacts: [], last_contact: null, reports: [], actions: [], way: null,
};
const people = [
  ...data.people.map((person) => ({ ...EMPTY, ...person, there: true })),
  // those who are there on an earlier day only
  ...(data.past?.people ?? []).map((person) => ({ ...EMPTY, ...person, there: false })),
];
const NOTHING = {
  __proto__: null,
  view: "levels", person: "", level: "", role: "", kind: "", coverage: "", open: "", around: "", layers: "", sort: "", at: "", lang: data.language, theme: "",
};
const ALLOWED = {
  __proto__: null,
  view: ["levels", "network", "list"], around: ["", "1", "2"], at: ["", ...(data.past?.days ?? []).map((one) => one.date)], lang: ["en", "de"], theme: ["", "light", "dark"],
};
const listeners = [];
/** @type {Record<string, any>} */
let state = { ...NOTHING };

/**
 * Values of the address that this page does not know are left out.
 * @param {string} hash
 * @returns {Record<string, string>}
 */
function stateFrom(hash) {
  /** @type {Record<string, string>} */
  const found = Object.assign(Object.create(null), NOTHING);
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (name in NOTHING && (!ALLOWED[name] || ALLOWED[name].includes(value))) found[name] = value;
  }
  // the overview's cells: #need=2 are those of level 2 who need care, #need=third the third parties who do
  const need = new URLSearchParams(hash.replace(/^#/, "")).get("need");
  if (need === "third") Object.assign(found, { kind: "third", coverage: "need" });
  else if (need) Object.assign(found, { level: need, kind: "account", coverage: "need" });
  if (!people.some((person) => person.id === found.person)) found.person = "";
  return found;
}

/**
 * @param {Record<string, string>} now
 * @returns {string}
 */
function addressOf(now) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(now)) if (value !== NOTHING[name]) parts.set(name, value);
  const text = String(parts);
  return text ? `#${text}` : "#";
}

function change(changes) {
  const before = state;
  state = { ...state, ...changes };
  keep(addressOf(state));
  show(before);
}

function show(before) {
  language = state.lang;
  takeDay();
  root.lang = language;
  showTheme(state.theme);
  for (const listener of listeners) listener(state, before);
}

const openRows = () => new Set(state.open ? state.open.split(".") : []);
const chosen = () => people.findIndex((person) => person.id === state.person && person.there);
const choose = (index) => change({ person: index < 0 ? "" : people[index].id });
