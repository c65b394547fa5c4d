// The head of the map, and what happens when: the state changes, the parts show it.

const tools = document.getElementById("tools");
const numbers = document.getElementById("numbers");

function numberButton(value, label, act, attributes = {}) {
  const element = button("", act, { class: "number", ...attributes });
  element.append(make("b", {}, value), make("span", {}, label));
  return element;
}

function showNumbers() {
  const { gaps, deciders, deciders_cared: cared, last_contact: last } = data.numbers;
  const account = (place) => () => {
    change({ person: "" });
    document.querySelector(".work").classList.remove("alone");
    const target = place ? document.getElementById(place) : panel;
    target?.scrollIntoView({ block: "start" });
    panel.focus({ preventScroll: true });
  };
  const pressed = state.role === "deciders" && state.coverage === "need";
  numbers.setAttribute("aria-label", say("numbers"));
  numbers.replaceChildren(
    numberButton(String(gaps), say(gaps === 1 ? "number_gaps_one" : "number_gaps"), account(""), { "data-number": "gaps" }),
    numberButton(deciders ? say("number_deciders_of", { n: cared, of: deciders }) : "–", say(deciders ? "number_deciders" : "number_deciders_none"),
      () => change(pressed ? { role: "", coverage: "" } : { role: "deciders", coverage: "need" }), { "aria-pressed": String(pressed), "data-number": "deciders" }),
    numberButton(last ? day(last) : "–", say(last ? "number_contact" : "number_contact_none"), account("contacts"), { "data-number": "contact" }));
}

function showHead(now, before) {
  const { tier, kind, industry } = data.account;
  const facts = [tier ? say("tier", { tier }) : "", capital(both(kind)), industry, now.at ? say("as_was", { date: day(now.at) }) : say("as_of", { date: day(data.as_of) }), data.anonymous ? say("anonymous") : ""];
  document.getElementById("facts").textContent = facts.filter(Boolean).join(" · ");
  document.querySelector("h1").setAttribute("title", data.account.name);
  document.title = `${data.account.name} · ${say("page")}`;
  const heldNumber = document.activeElement?.closest("#numbers") ? focusData("number") : null;
  showNumbers();
  if (heldNumber) focusOn(`[data-number="${heldNumber}"]`, numbers);
  if (before && before.lang === now.lang && before.theme === now.theme) return;
  const heldTool = focusData("tool");
  const dark = themeOf(now.theme) === "dark";
  const other = now.lang === "de" ? "en" : "de";
  showSearch();
  const crumb = document.getElementById("crumb");
  crumb.hidden = !data.overview;
  if (data.overview) crumb.replaceChildren("‹ ", make("a", { href: `${data.overview}${addressOf({ lang: now.lang, theme: now.theme })}` }, say("overview")));
  tools.replaceChildren(
    exportMenu(),
    button(say(dark ? "light" : "dark"), () => change({ theme: dark ? "light" : "dark" }), { "data-tool": "theme" }),
    button(say("language"), () => change({ lang: other }), { lang: other, "data-tool": "language" }));
  if (heldTool) focusOn(`[data-tool="${heldTool}"]`, tools);
}

listeners.push(showHead, showCycle, showTime, showBar, showLadder, showList, showPanel, showLegend);
system.addEventListener("change", () => show(state));
window.addEventListener("hashchange", () => {
  const before = state;
  state = stateFrom(location.hash);
  show(before);
});

// On paper: light, and the whole ladder on one sheet of A3.
const SHEET = { width: 1490, height: 860 };
let printing = null;
window.addEventListener("beforeprint", () => {
  root.setAttribute("data-theme", "light");
  if (state.view === "list" || !graph || canvas.hidden) return;
  printing = viewNow();
  root.classList.add("paper");
  const all = extent();
  const wide = (SHEET.width - rowGutter.offsetWidth) / all.width;
  const scale = Math.max(0.4, Math.min(wide, SHEET.height / all.height, 1.1));
  ladder.style.height = `${Math.ceil(all.height * scale) + columnStrip.offsetHeight + 2}px`;
  colours = readColours();
  paint();
  graph.setSize("100%", "100%");
  setView(scale, all.left, all.top);
  graph.redraw();
});
window.addEventListener("afterprint", () => {
  root.classList.remove("paper");
  ladder.style.height = "";
  if (graph) graph.setSize("100%", "100%");
  show(state);
  if (printing) setView(printing.scale, printing.left, printing.top);
  printing = null;
});

state = stateFrom(location.hash);
show(null);
