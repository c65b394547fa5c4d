// The four filters: who fits, how many fit each value, and the fields in the bar.

const FIELDS = ["level", "role", "kind", "coverage"];
const NEED = ["gap", "warning", "fine"];
const TESTS = {
  level: (person, value) => (value === "unknown" ? person.level === null : String(person.level) === value),
  role: (person, value) => person.roles.some((role) => role.role === value || (value === "deciders" && DECIDES.includes(role.role))),
  kind: (person, value) => person.side === value || person.kind === value,
  coverage: (person, value) => (value === "need" ? NEED.includes(person.coverage) : person.coverage === value),
};

const isFiltered = () => FIELDS.some((field) => state[field]) || nearNow() !== null;
const fits = (person) => person.there && FIELDS.every((field) => !state[field] || TESTS[field](person, state[field])) && (nearNow()?.has(person) ?? true);
const unique = (values) => [...new Set(values)];

// The values that a field offers here, with the words for them: only those that somebody has.
function choices(field) {
  if (field === "level") {
    return ["1", "2", "3", "4", "unknown"].map((value) => [value, value === "unknown" ? say("level_unknown") : `${value} ${levelName(+value)}`]);
  }
  if (field === "role") {
    const roles = unique(those().flatMap((person) => person.roles.map((role) => role.role)));
    const together = those().some(decides) ? [["deciders", say("role_deciders")]] : [];
    const named = Object.keys(texts.en.role).filter((role) => roles.includes(role)).map((role) => [role, capital(word("role", role))]);
    return [...together, ...named];
  }
  if (field === "kind") {
    const kinds = unique(those().filter((person) => person.side === "third").map((person) => person.kind));
    const named = kinds.filter((kind) => kind !== "other").map((kind) => [kind, capital(kindName(kind))]).sort((a, b) => compare(a[1], b[1]));
    return [["own", say("side_own")], ["account", say("side_account")], ["third", capital(say("kind_third"))], ...named];
  }
  return ["need", "gap", "warning", "fine", "none", "objected"].map((value) => [value, capital(say(`coverage_${value === "warning" ? "warning_short" : value}`))]);
}

function field(name) {
  const label = say(`filter_${name}`);
  const select = make("select", {
    "aria-label": label, "data-field": name, class: state[name] ? "chosen" : null,
    on: { change: (event) => change({ [name]: event.target.value }) },
  });
  select.append(make("option", { value: "" }, `${label}: ${say("all")}`));
  for (const [value, text] of choices(name)) {
    const count = those().filter((person) => TESTS[name](person, value)).length;
    if (count || value === state[name]) {
      select.append(make("option", { value, selected: value === state[name] }, `${text} (${count})`));
    }
  }
  if (state[name] && select.value !== state[name]) select.append(make("option", { value: state[name], selected: true }, state[name]));
  return select;
}

const bar = document.getElementById("bar");
const fields = make("div", { class: "fields" });
bar.append(fields);
const statusLine = make("p", { class: "status", role: "status" });

function showStatus() {
  const matching = people.filter(fits).length;
  const all = those().length;
  const parts = [isFiltered() ? say("status_some", { n: matching, of: all }) : say(all === 1 ? "status_one" : "status_all", { n: all })];
  const folded = state.view === "list" ? 0 : foldedNow();
  if (folded) parts.push(say("status_folded", { n: folded }));
  const without = inNetwork() ? people.filter((person, index) => isUnfolded(index) && !isPlaced(index) && fits(person)).length : 0;
  if (without) parts.push(say("status_without", { n: without }));
  statusLine.textContent = parts.join(", ");
}

function showBar() {
  const heldField = document.activeElement?.closest(".fields") ? focusData("field") : null;
  bar.setAttribute("aria-label", say("filters"));
  const views = make("div", { class: "views", role: "group", "aria-label": say("view") },
    ["levels", "network", "list"].map((view) =>
      button(say(`views_${view}`), () => change({ view }), { "aria-pressed": String(state.view === view), "data-field": view })));
  const clear = isFiltered() ? button(say("reset"), () => change({ level: "", role: "", kind: "", coverage: "", around: "" }), { "data-field": "reset" }) : "";
  fields.replaceChildren(...[views, ...FIELDS.map(field), layersField(), clear, statusLine, foldButton()].filter(Boolean));
  showStatus();
  if (heldField) (elements(`[data-field="${CSS.escape(heldField)}"]`, fields)[0] ?? fields.querySelector("select")).focus();
}
