// The scripts of a page without a browser: read as one text, with stand-ins for what a page gives them.
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

const FOLDER = new URL("../../visualizations/", import.meta.url);

const TEXTS = { en: {}, de: {} };

/** Names of the scripts, after they have run in this order; `parts` are the JSON elements of the page by id. */
export function load(files, names, { parts = {}, lang = "en", hash = "" } = {}) {
  const root = { lang, setAttribute() {} };
  const elements = { texts: TEXTS, ...parts };
  const world = {
    document: {
      documentElement: root,
      getElementById: (id) => (id in elements ? { textContent: JSON.stringify(elements[id]) } : { append() {} }),
    },
    window: { matchMedia: () => ({ matches: false, addEventListener() {} }) },
    location: { hash }, history: { replaceState() {} }, URLSearchParams, Intl,
  };
  const text = files.map((file) => readFileSync(new URL(file, FOLDER), "utf8")).join("\n");
  return runInNewContext(`"use strict";\n${text}\n({ ${names.join(", ")} })`, world);
}

/** An account of a few people; what is not said is left out, as the page leaves it out. */
export function account(people, { lines = [], relations = [] } = {}) {
  return { language: "en", people, lines, relations, findings: [], levels: { en: ["top", "management", "lead", "operative"], de: [] } };
}

// what comes out of another world has prototypes of its own
export const plain = (value) => JSON.parse(JSON.stringify(value));
