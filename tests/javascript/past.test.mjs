import assert from "node:assert/strict";
import { test } from "node:test";
import { account, load, plain } from "./load.mjs";

const person = (id, side, coverage, more = {}) => ({ id, name: id, side, coverage, level: 2, ...more });
const places = { width: 1, height: 1, rows: [{ level: 2, top: 0, height: 9, extra: 0 }], columns: [], spots: [[0, 0, 0], [0, 1, 0]], network: null };
const network = { nodes: [{ id: 0, x: 1, y: 1 }, { id: 1, x: 2, y: 1 }], edges: [{ id: "line0", line: 0, from: 0, to: 1 }] };
const tie = { kind: "KNOWS", from: 2, to: 1, topic: "" };
// today Ada cares for Bruno; on the day Cora did, who is gone, and Ada was not there yet
const past = {
  people: [person("cora", "own", "own")], relations: [tie],
  days: [{
    date: "2026-03-31", numbers: { gaps: 3 }, gaps: [["stale-care", 1, ""], ["missing-role", null, ""]],
    people: { 1: { coverage: "warning", level: 3 } }, absent: [0], present: [2],
    lines: [[2, 1, "carer", false, null, "2026-01-01"]], relations: [0],
    places: { width: 7, height: 8, rows: [[3, 0, 9, 4]], columns: [["own", 0, 5]], spots: [[0, 1, 0, 20, 10], [0, 0, 0, 5, 10]], turns: [[0, 15, 10]] },
  }],
};
const data = { ...account([person("ada", "own", "own"), person("bruno", "account", "fine")], { lines: [{ own: 0, other: 1, duty: "carer" }] }), rungs: [], numbers: { gaps: 1 }, past };
const files = ["common.js", "state.js", "past.js", "people.js", "around.js", "places.js"];
const names = ["people", "data", "places", "network", "takeDay", "those", "within", "addressOf", "stateFrom"];

// the state is a variable of the scripts: what changes it comes from a text of theirs
function page() {
  const loaded = load([...files], [...names, "findingsOf: () => findingsOf", "linesOf: () => linesOf", "at: (day) => { state = { ...state, at: day }; takeDay(); }"], { parts: { data, places, network } });
  return loaded;
}

test("a day stands in the place of today, and today comes back", () => {
  const one = page();
  assert.deepEqual(plain(one.those().map((who) => who.id)), ["ada", "bruno"]);
  const before = plain([one.people, one.data, one.places, one.network]);
  one.at("2026-03-31");
  assert.deepEqual(plain(one.those().map((who) => [who.id, who.coverage, who.level])), [["bruno", "warning", 3], ["cora", "own", 2]]);
  assert.deepEqual(plain(one.data.lines), [{ own: 2, other: 1, duty: "carer", observed: false, since: null, last_contact: "2026-01-01" }]);
  assert.equal(one.data.numbers.gaps, 3);
  assert.deepEqual(plain(one.data.relations), [tie]);
  assert.deepEqual(plain(one.findingsOf()), [[], [{ kind: "stale-care", person: 1 }], []]);
  assert.deepEqual(plain([...one.within(1, 1)].sort()), [1, 2]);
  one.at("");
  assert.deepEqual(plain([one.people, one.data, one.places, one.network]), before);
  assert.deepEqual(plain([...one.within(1, 1)].sort()), [0, 1]);
});

test("places, nodes and edges of a day have the shape of today's", () => {
  const one = page();
  one.at("2026-03-31");
  assert.deepEqual(plain(one.places.rows), [{ level: 3, top: 0, height: 9, extra: 4 }]);
  assert.deepEqual(plain(one.places.columns), [{ key: "own", left: 0, width: 5 }]);
  assert.deepEqual(plain(one.places.spots.slice(1)), [[0, 1, 0, 20, 10], [0, 0, 0, 5, 10]]);
  assert.deepEqual(plain(one.network), {
    nodes: [{ id: 0, x: 0, y: 0 }, { id: 1, x: 20, y: 10 }, { id: 2, x: 5, y: 10 }, { id: "turn0", line: 0, x: 15, y: 10 }],
    edges: [
      { id: "line0", line: 0, from: "turn0", to: 1 }, { id: "start0", line: 0, from: 2, to: "turn0" }, { id: "relation0", relation: 0, from: 2, to: 1 },
    ],
  });
});

test("the address keeps a day that the page has, and no other", () => {
  const one = page();
  assert.equal(one.addressOf(one.stateFrom("#at=2026-03-31")), "#at=2026-03-31");
  assert.equal(one.addressOf(one.stateFrom("#at=2026-04-01&at=<b>")), "#");
});
