import assert from "node:assert/strict";
import { test } from "node:test";
import { account, load, plain } from "./load.mjs";

const data = account([{ id: "p 1&2", name: "Ada" }, { id: "p2", name: "Bruno" }]);
const { stateFrom, addressOf } = load(["common.js", "state.js"], ["stateFrom", "addressOf"], { parts: { data } });

test("what an address says comes back from the address made of it", () => {
  const state = stateFrom("#person=p+1%262&level=2&around=1&layers=KNOWS&lang=de&theme=dark&sort=-name");
  assert.deepEqual(plain(stateFrom(addressOf(state))), plain(state));
  assert.equal(addressOf(state), "#person=p+1%262&level=2&around=1&layers=KNOWS&sort=-name&lang=de&theme=dark");
  assert.equal(addressOf(stateFrom("")), "#");
});

test("what a page does not know is left out", () => {
  const state = stateFrom("#view=<b>&person=nobody&lang=xx&theme=pink&around=3&__proto__=1&constructor=2");
  assert.equal(addressOf(state), "#");
});

test("a cell of the overview is a filter of the map", () => {
  assert.equal(addressOf(stateFrom("#need=2")), "#level=2&kind=account&coverage=need");
  assert.equal(addressOf(stateFrom("#need=third")), "#kind=third&coverage=need");
});
