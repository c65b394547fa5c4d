// The portfolio's bubbles stand in the page as they are; this opens one: its people, those in need first.

const { accounts, levels, as_of: asOf, anonymous } = read("accounts");
const NOTHING = { __proto__: null, account: "", lang: root.lang, theme: "" };
const STATES = ["gap", "warning", "fine", "none", "objected"];
const SIGNS = ["!", "◷", "✓", "·", "⊘"];
// so many people are listed one by one; the rest is counted by level
const MOST = 500;
const bubbles = elements(".bubble");
const panel = document.getElementById("panel");
const levelName = (level) => (level ? capital(levels[language][level - 1]) : say("level_unknown"));
/** @type {Record<string, any>} */
let state = { ...NOTHING };
let unpacked = null;

async function unpack() {
  const packed = atob(document.getElementById("people").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text());
}

/** @type {() => Promise<[string, number, number, string][][]>} */
const people = () => (unpacked ??= unpack());

function stateFrom(hash) {
  /** @type {Record<string, string>} */
  const found = Object.assign(Object.create(null), NOTHING);
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) if (name in NOTHING) found[name] = value;
  if (!["en", "de"].includes(found.lang)) found.lang = NOTHING.lang;
  if (!["", "light", "dark"].includes(found.theme)) found.theme = "";
  if (!accounts[Number(found.account)] || found.account === "") found.account = "";
  return found;
}

function addressOf(now) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(now)) if (value !== NOTHING[name]) parts.set(name, String(value));
  return `#${parts}`;
}

function change(changes) {
  state = { ...state, ...changes };
  keep(addressOf(state));
  show();
}

function personLine(account, [name, level, place, id]) {
  const hash = new URLSearchParams({ person: id, lang: state.lang });
  const named = account.file && id ? make("a", { href: `${account.file}#${hash}` }, name) : name;
  return make("li", { class: STATES[place] }, make("i", { "aria-hidden": "true" }, SIGNS[place]), named,
    make("span", { class: "muted small" }, ` ${levelName(level)}, ${say(`coverage_${STATES[place]}`)}`));
}

async function showPanel() {
  const at = state.account;
  const account = accounts[Number(at)];
  if (at === "") return panel.replaceChildren(make("h2", {}, say("panel")), make("p", { class: "muted small" }, say("panel_hint")));
  const here = (await people())[Number(at)];
  if (at !== state.account) return undefined;
  const listed = here.filter((one) => STATES[one[2]] !== "none").slice(0, MOST);
  const rest = here.length - listed.length;
  const counts = [1, 2, 3, 4, 0].map((level) => [level, here.slice(listed.length).filter((one) => one[1] === level).length]).filter((one) => one[1]);
  const hash = new URLSearchParams({ lang: state.lang });
  return panel.replaceChildren(
    make("h2", {}, account.name),
    make("p", { class: "muted small" }, [say("tier", { tier: account.tier }), account.industry, say("cared", { n: account.all[0], of: account.all[1] }), say("gaps", { n: account.gaps })].filter(Boolean).join(" · ")),
    account.file ? make("p", {}, make("a", { href: `${account.file}#${hash}` }, say("to_map"))) : "",
    make("section", {}, listed.length ? make("ul", {}, listed.map((one) => personLine(account, one))) : make("p", { class: "muted" }, say("nobody"))),
    rest ? make("section", { class: "rest muted small" }, make("p", {}, say("rest", { n: rest })), make("ul", {}, counts.map(([level, count]) => make("li", {}, `${levelName(level)}: ${count}`)))) : "");
}

const label = (account, at) =>
  bubbles[at].setAttribute("aria-label", `${account.name}, ${say("cared", { n: account.all[0], of: account.all[1] })}, ${say("gaps", { n: account.gaps })}`);
let labelled = "";

function show() {
  language = state.lang;
  root.lang = language;
  showTheme(state.theme);
  showTools(state, change);
  document.title = say("title");
  for (const element of elements("[data-say]")) element.textContent = say(dataOf(element, "say"));
  for (const element of elements("[data-tier]")) element.textContent = say("tier", { tier: element.dataset.tier });
  document.getElementById("facts").textContent = [say("as_of", { date: day(asOf) }), anonymous ? say("anonymous") : ""].filter(Boolean).join(" · ");
  panel.setAttribute("aria-label", say("panel"));
  if (labelled !== language) accounts.forEach(label);
  labelled = language;
  for (const bubble of bubbles.filter((one) => one.getAttribute("aria-pressed") === "true")) bubble.setAttribute("aria-pressed", "false");
  if (state.account !== "") bubbles[Number(state.account)].setAttribute("aria-pressed", "true");
  showPanel();
}

// One bubble is in the order of the tab key; arrows lead on from it.
function go(at) {
  for (const bubble of bubbles) bubble.setAttribute("tabindex", "-1");
  bubbles[at].setAttribute("tabindex", "0");
  bubbles[at].focus();
}

bubbles.forEach((bubble, at) => {
  const pick = () => change({ account: state.account === String(at) ? "" : String(at) });
  bubble.addEventListener("click", pick);
  bubble.addEventListener("keydown", (event) => {
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: bubbles.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick();
    } else if (next !== undefined) {
      event.preventDefault();
      if (bubbles[next]) go(next);
    }
  });
});
system.addEventListener("change", show);
window.addEventListener("hashchange", () => { state = stateFrom(location.hash); show(); });
state = stateFrom(location.hash);
show();
