import assert from "node:assert/strict";
import { test } from "node:test";
import { account, load, plain } from "./load.mjs";

const people = ["Ada", "Bruno", "Cora"].map((name, at) => ({ id: `p${at}`, name, side: "account", coverage: "none" }));
const tie = (from, to, kind = "KNOWS") => ({ kind, from, to });
const relations = [tie(0, 1), tie(1, 0, "ADVISES"), tie(1, 2), tie(0, 1, "INFLUENCES")];
const data = account(people, { lines: [{ own: 0, other: 1 }], relations });
const files = ["common.js", "state.js", "past.js", "people.js", "around.js", "way.js", "network.js", "network_names.js"];
const names = ["bows", "bowOf", "bowed", "nearestBeyond", "passes", "meets", "signsOf"];
const page = load(files, names, { parts: { data, places: { spots: [], rows: [], columns: [], network: null }, network: {} } });

test("ties of two people lie beside each other, whichever way they point", () => {
  // care between 0 and 1 comes first, so their three relations bow; that of 1 and 2 is alone
  assert.deepEqual(plain(page.bows), [
    { type: "curvedCW", roundness: 0.2 }, { type: "curvedCW", roundness: 0.2 }, null, { type: "curvedCW", roundness: 0.4 },
  ]);
  const [from, to] = [{ x: 0, y: 0 }, { x: 100, y: 0 }];
  const middle = (one, other, bow) => page.bowed(one, other, bow)[6].map(Math.round);
  const [first, second] = [middle(from, to, page.bows[0]), middle(to, from, page.bows[1])];
  assert.deepEqual(plain([first, second]), [[54, -9], [46, 9]]);
  const other = middle(from, to, page.bowOf(2, true));
  assert.deepEqual(plain(other), [54, 9]);
});

test("a bow begins and ends at its people", () => {
  const points = plain(page.bowed({ x: 3, y: 4 }, { x: 50, y: 60 }, { type: "curvedCCW", roundness: 0.2 }));
  assert.deepEqual([points[0], points.at(-1)], [[3, 4], [50, 60]]);
});

test("up and down lead to the nearest one there, or nowhere", () => {
  const spots = [{ x: 0, y: 0 }, { x: 200, y: 88 }, { x: 76, y: 88 }, { x: 0, y: 176 }];
  assert.equal(page.nearestBeyond(spots, spots[0], 1), 3);
  assert.equal(page.nearestBeyond(spots.slice(0, 3), spots[0], 1), 2);
  assert.equal(page.nearestBeyond(spots, spots[3], -1), 0);
  assert.equal(page.nearestBeyond(spots, spots[0], -1), -1);
});

test("a line passes a box or does not", () => {
  const box = { left: 10, right: 20, top: 10, bottom: 20 };
  assert.equal(page.passes(box, { x: 0, y: 0 }, { x: 30, y: 30 }), true);
  assert.equal(page.passes(box, { x: 15, y: 0 }, { x: 15, y: 30 }), true);
  assert.equal(page.passes(box, { x: 0, y: 5 }, { x: 30, y: 5 }), false);
  assert.equal(page.passes(box, { x: 0, y: 0 }, { x: 9, y: 9 }), false);
  assert.equal(page.passes(box, { x: 0, y: 25 }, { x: 25, y: 0 }), true);
});

test("the name of somebody who is not on the map makes way for the names that are", () => {
  const points = [{ x: 100, y: 100, name: "Ada" }, { x: 200, y: 100, name: "Bruno" }];
  const all = { left: -999, right: 999, top: -999, bottom: 999 };
  const free = page.signsOf(points, [], () => 60, all);
  assert.deepEqual(plain(free[0]), { left: 64, right: 136, top: 73, bottom: 93 });
  const taken = [{ left: 0, right: 300, top: 60, bottom: 99 }];
  const signs = page.signsOf(points, taken, () => 60, all);
  assert.ok(signs.every((sign) => !page.meets(sign, taken[0])));
  assert.ok(!page.meets(signs[0], signs[1]));
  // where all is taken it stands where it would
  assert.deepEqual(plain(page.signsOf(points.slice(0, 1), [all], () => 60, all)[0]), { left: 64, right: 136, top: 73, bottom: 93 });
});

test("and it stands in sight where there is room", () => {
  const view = { left: 0, right: 300, top: 80, bottom: 300 };
  const points = [{ x: 100, y: 100, name: "Ada" }];
  assert.deepEqual(plain(page.signsOf(points, [], () => 60, view)[0]), { left: 64, right: 136, top: 107, bottom: 127 });
  const below = [{ left: 0, right: 300, top: 105, bottom: 400 }];
  // above is better than over another name
  assert.deepEqual(plain(page.signsOf(points, below, () => 60, view)[0]), { left: 64, right: 136, top: 73, bottom: 93 });
});
