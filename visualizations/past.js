// Earlier days: the page holds of them what was otherwise than today. Whichever day is shown stands where today stood.

/** @type {any[]} */
const EARLIER = data.past?.days ?? [];
/** @type {any[]} */
const AS_TODAY = people.map((/** @type {any} */ person) => ({ ...person }));
const ALL_RELATIONS = [...data.relations, ...(data.past?.relations ?? [])];
const CARE = ["own", "other", "duty", "observed", "since", "last_contact"];
// what is worked out from the day's people and ties: done anew when the day changes
/** @type {(() => void)[]} */
const derived = [];
/** @type {any} */
let today = null;
let shownDay = "";

// The earlier day that is shown; null for today.
const pastNow = () => EARLIER.find((one) => one.date === state.at) ?? null;
/** @type {() => any[]} */
const those = () => people.filter((/** @type {any} */ person) => person.there);

/**
 * People as they were on a day: today's with what was otherwise, and whether they were there.
 * @param {any[]} all as they are today
 * @param {any} past null for today
 * @returns {any[]}
 */
function peopleOn(all, past) {
  if (!past) return all;
  const [absent, present] = [new Set(past.absent), new Set(past.present)];
  return all.map((person, index) => ({
    ...person, actions: [], way: null, ...(past.people[index] ?? {}), there: person.there ? !absent.has(index) : present.has(index),
  }));
}

/**
 * The places of a day: rows, columns and spots as the page has them for today; whoever was not there stands nowhere.
 * @param {any} past
 * @param {any[]} all people as they were on the day
 * @returns {any}
 */
function placesOn(past, all) {
  const { width, height, rows: bands, columns, spots } = past.places;
  let at = 0;
  return {
    width, height,
    rows: bands.map((/** @type {any[]} */ [level, top, high, extra]) => ({ level, top, height: high, extra })),
    columns: columns.map((/** @type {any[]} */ [key, left, wide]) => ({ key, left, width: wide })),
    spots: all.map((person) => (person.there ? spots[(at += 1) - 1] : [0, 0, 0, 0, 0])),
  };
}

/**
 * Nodes and edges of a day, in the shape in which the page has them for today.
 * @param {any} past
 * @param {number[][]} spots
 * @param {any[]} cares lines of care
 * @param {any[]} relations
 * @returns {{ nodes: any[], edges: any[] }}
 */
function drawnOn(past, spots, cares, relations) {
  const turns = new Map(past.places.turns.map((/** @type {number[]} */ [line, x, y]) => [line, { id: `turn${line}`, line, x, y }]));
  const nodes = [...spots.map((spot, id) => ({ id, x: spot[3], y: spot[4] })), ...turns.values()];
  const edges = cares.flatMap((line, number) => {
    const turn = turns.get(number)?.id;
    const whole = { id: `line${number}`, line: number, from: turn ?? line.own, to: line.other };
    return turn ? [whole, { id: `start${number}`, line: number, from: line.own, to: turn }] : [whole];
  });
  return { nodes, edges: [...edges, ...relations.map((one, number) => ({ id: `relation${number}`, relation: number, from: one.from, to: one.to }))] };
}

// Put the day that the state asks for in the place of the one that is shown.
function takeDay() {
  today ??= { lines: data.lines, relations: data.relations, rungs: data.rungs, numbers: data.numbers, places: { ...places }, network: { ...network } };
  if (state.at === shownDay) return;
  shownDay = state.at;
  const past = pastNow();
  peopleOn(AS_TODAY, past).forEach((person, index) => Object.assign(people[index], person));
  data.lines = past?.lines?.map((/** @type {any[]} */ line) => Object.fromEntries(CARE.map((name, at) => [name, line[at]]))) ?? today.lines;
  data.relations = past?.relations?.map((/** @type {number} */ number) => ALL_RELATIONS[number]) ?? today.relations;
  data.rungs = past?.rungs ?? today.rungs;
  data.numbers = past?.numbers ?? today.numbers;
  Object.assign(places, past ? placesOn(past, people) : today.places);
  Object.assign(network, past ? drawnOn(past, places.spots, data.lines, data.relations) : today.network);
  for (const derive of derived) derive();
}
