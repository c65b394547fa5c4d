// Who is near the chosen person: one step, two steps, or all; and which kinds of relations are drawn for everybody.

const KINDS = [...new Set(ALL_RELATIONS.map((relation) => relation.kind).filter(Boolean))].sort();

/**
 * The kinds that are drawn for everybody: on the ladder those that were asked for, in the network all but those left out.
 * @returns {Set<string>}
 */
function layersNow() {
  if (!state.layers) return new Set(state.view === "network" ? KINDS : []);
  return new Set(state.layers.split(".").filter((kind) => KINDS.includes(kind)));
}

/**
 * The same as it stands in the address; what holds anyhow is left out.
 * @param {Set<string>} kinds
 * @returns {string}
 */
function layersText(kinds) {
  if (state.view === "network") return kinds.size === KINDS.length ? "" : [...kinds].sort().join(".") || "none";
  return [...kinds].sort().join(".");
}
/** @type {Set<number>[]} */
let tiesOf = [];
function readNeighbours() {
  tiesOf = people.map(() => new Set());
  for (const [one, other] of [
    ...data.lines.map((line) => [line.own, line.other]), ...data.relations.map((relation) => [relation.from, relation.to]),
  ]) {
    tiesOf[one].add(other);
    tiesOf[other].add(one);
  }
}
derived.push(readNeighbours);
readNeighbours();

/**
 * Positions of all within so many steps of somebody, themselves among them.
 * @param {number} start
 * @param {number} steps
 * @returns {Set<number>}
 */
function within(start, steps) {
  const found = new Set([start]);
  let edge = [start];
  for (let step = 0; step < steps; step += 1) {
    edge = edge.flatMap((index) => [...tiesOf[index]]).filter((index) => !found.has(index));
    for (const index of edge) found.add(index);
  }
  return found;
}

let nearKey = "";
let near = null;

// Whoever is on the way of introduction stays in sight with the person to whom it leads.
const wayPeople = (index) => (wayOf(index)?.people ?? []).map((one) => one.at).filter((at) => at !== null);

// Who is near now; null where everybody is.
function nearNow() {
  const key = `${state.person}|${state.around}|${state.at}`;
  if (key !== nearKey) {
    nearKey = key;
    near = state.around && chosen() >= 0 ? new Set([...within(chosen(), Number(state.around)), ...wayPeople(chosen())].map((index) => people[index])) : null;
  }
  return near;
}

// Buttons for the steps around the chosen person; nothing while nobody is chosen.
function aroundField() {
  if (chosen() < 0) return "";
  return make("div", { class: "views around", role: "group", "aria-label": say("around") },
    ["1", "2", ""].map((steps) => button(say(`around_${steps || "all"}`), () => change({ around: steps }), { "aria-pressed": String(state.around === steps), "data-around": steps })));
}

function markAround() {
  for (const one of panel.querySelectorAll("[data-around]")) one.setAttribute("aria-pressed", String(state.around === one.getAttribute("data-around")));
}

const kindVerb = (kind) => capital(both(ALL_RELATIONS.find((relation) => relation.kind === kind).verb));

function layersField() {
  if (!KINDS.length || state.view === "list") return "";
  const on = layersNow();
  const boxes = KINDS.map((kind) => {
    const count = data.relations.filter((relation) => relation.kind === kind).length;
    const box = make("input", {
      type: "checkbox", checked: on.has(kind), "data-field": `layer-${kind}`,
      on: { change: (event) => {
        const now = layersNow();
        if (event.target.checked) now.add(kind);
        else now.delete(kind);
        change({ layers: layersText(now) });
      } },
    });
    return make("label", {}, box, ` ${kindVerb(kind)} (${count})`);
  });
  const summary = make("summary", { "data-field": "layers" }, on.size ? `${say("layers")} (${on.size})` : say("layers"));
  return make("details", { class: state.layers ? "layers chosen" : "layers", open: layersOpen, on: { toggle: (event) => { layersOpen = event.target.open; } } }, summary, make("div", {}, boxes));
}
let layersOpen = false;
