// What both pages share: words, dates, making elements, theme and language. All text goes in as text, never as HTML.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const texts = read("texts");
const root = document.documentElement;
let language = root.lang === "de" ? "de" : "en";

/**
 * The words for a key, with {name} filled in.
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
function say(key, values = {}) {
  return texts[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

// The word for a value of the data: ("role", "decider"); an unknown value is shown as it is.
function word(group, value) {
  const words = texts[language][group];
  return Object.prototype.hasOwnProperty.call(words, value) ? words[value] : String(value);
}

// A text of the data that comes in both languages, or in one for both.
const both = (text) => (text && typeof text === "object" ? text[language] : text ?? "");

const LOCALES = { en: "en-GB", de: "de-DE" };
/** @type {Record<string, Intl.DateTimeFormat>} */
const dayFormats = {};
/** @type {Record<string, Intl.NumberFormat>} */
const numberFormats = {};
// A format takes as long to make as a hundred to use: each is made once, when it is first needed.
const dayFormat = () => (dayFormats[language] ??= new Intl.DateTimeFormat(LOCALES[language], { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }));
const numberFormat = () => (numberFormats[language] ??= new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }));

/**
 * A date of the data (ISO) as people of the language write it.
 * @param {string|null|undefined} iso
 * @returns {string}
 */
function day(iso) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso ?? "");
  if (!parts) return iso ?? "";
  return dayFormat().format(new Date(Date.UTC(+parts[1], +parts[2] - 1, +parts[3])));
}

/**
 * An element with attributes and children; strings become text. `on` holds listeners.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {any}
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const button = (label, listener, attributes = {}) =>
  make("button", { type: "button", ...attributes, on: { click: listener } }, label);

// Umlauts and accents folded: "Müller" is found by muller and by mueller, "Łukasz" by lukasz.
const SINGLE = { ß: "ss", ł: "l", ø: "o", đ: "d", ı: "i", æ: "ae", œ: "oe", þ: "th" };
/** @type {Record<string, string>} */
const GERMAN = { ä: "ae", ö: "oe", ü: "ue" };
/**
 * @param {unknown} text
 * @param {boolean} [german]
 * @returns {string}
 */
function fold(text, german = false) {
  let folded = String(text).toLowerCase().normalize("NFC");
  if (german) folded = folded.replace(/[äöü]/g, (letter) => GERMAN[letter]);
  folded = folded.replace(/[ßłøđıæœþ]/g, (letter) => SINGLE[letter]);
  return folded.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

// The checks that could not run, and why: a gap that nobody looked for is not absent.
const notRunInWords = (checks) =>
  say("not_run", { checks: checks.map((check) => `${word("kinds", check.kind)} (${both(check.missing)})`).join(", ") });

// The address keeps the state; in a frame without an address of its own there is none to keep it in.
function keep(address) {
  try {
    history.replaceState(null, "", address);
  } catch {
    // a notebook's cell: the state lasts as long as the cell
  }
}

const compare = (one, other) => one.localeCompare(other, language, { sensitivity: "base", numeric: true });

// All elements of a kind, and where the keyboard is.
/** @type {(selector: string, inside?: ParentNode) => HTMLElement[]} */
const elements = (selector, inside = document) => /** @type {HTMLElement[]} */ ([...inside.querySelectorAll(selector)]);
const dataOf = (element, name) => String(element.dataset[name] ?? "");
const focusData = (name) => /** @type {HTMLElement|null} */ (document.activeElement)?.dataset?.[name];
/** @type {(selector: string, inside?: ParentNode) => void} */
const focusOn = (selector, inside = document) => elements(selector, inside)[0]?.focus();

// The theme that holds now: the chosen one, else that of the system.
const system = window.matchMedia("(prefers-color-scheme: dark)");
const themeOf = (chosen) => chosen || (system.matches ? "dark" : "light");
const showTheme = (chosen) => root.setAttribute("data-theme", themeOf(chosen));

const capital = (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

/**
 * The buttons at the top: print, light or dark and, where the page has two, the other language. The keyboard stays.
 * @param {Record<string, any>} now
 * @param {(changes: Record<string, string>) => void} alter
 */
function showTools(now, alter) {
  const heldTool = focusData("tool");
  const dark = themeOf(now.theme) === "dark";
  const other = now.lang === "de" ? "en" : "de";
  const tools = document.getElementById("tools");
  tools.replaceChildren(
    button(say("print"), () => window.print(), { "data-tool": "print" }),
    button(say(dark ? "light" : "dark"), () => alter({ theme: dark ? "light" : "dark" }), { "data-tool": "theme" }),
    ...(now.lang ? [button(say("language"), () => alter({ lang: other }), { lang: other, "data-tool": "language" })] : []));
  if (heldTool) focusOn(`[data-tool="${heldTool}"]`, tools);
}
