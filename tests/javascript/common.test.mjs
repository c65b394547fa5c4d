import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { fold, day } = load(["common.js"], ["fold", "day"]);

test("umlauts and accents fold, in the German way where that is asked for", () => {
  assert.equal(fold("Müller"), "muller");
  assert.equal(fold("Müller", true), "mueller");
  assert.equal(fold("Łukasz Ørsted ßtraße"), "lukasz orsted sstrasse");
  assert.equal(fold("İpek ILGIN"), "ipek ilgin");
});

test("a day is written as the language writes it, and what is no day stays", () => {
  assert.equal(day("2026-11-23"), "23 Nov 2026");
  assert.equal(load(["common.js"], ["day"], { lang: "de" }).day("2026-11-23"), "23. Nov. 2026");
  assert.equal(day("soon"), "soon");
  assert.equal(day(null), "");
});
