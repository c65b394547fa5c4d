import assert from "node:assert/strict";
import { test } from "node:test";
import { account, load } from "./load.mjs";

// 0 – 1 – 2 – 3, and 4 alone
const people = ["Ada", "Bruno", "Cora", "Dana", "Egon"].map((name, at) => ({ id: `p${at}`, name, side: "account", coverage: "none" }));
const data = account(people, { lines: [{ own: 0, other: 1 }], relations: [{ kind: "KNOWS", from: 2, to: 1 }, { kind: "KNOWS", from: 2, to: 3 }] });
const files = ["common.js", "state.js", "past.js", "people.js", "around.js"];
const { within } = load(files, ["within"], { parts: { data, places: { spots: [], rows: [], columns: [] }, network: {} } });

test("steps go over care and relations, whichever way they point", () => {
  const near = (start, steps) => [...within(start, steps)].sort();
  assert.deepEqual(near(0, 1), [0, 1]);
  assert.deepEqual(near(0, 2), [0, 1, 2]);
  assert.deepEqual(near(1, 1), [0, 1, 2]);
  assert.deepEqual(near(3, 2), [1, 2, 3]);
  assert.deepEqual(near(4, 2), [4]);
});
