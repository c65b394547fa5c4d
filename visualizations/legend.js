// The legend stands below the drawing, never on it, and names only what this account has.

const legend = document.getElementById("legend");

function showLegend() {
  const items = [];
  const add = (svg, text) => items.push(make("li", {}, svg, make("span", {}, text)));
  const has = (test) => those().some(test);
  add(symbol(SHAPES.own, "own"), say("side_own"));
  for (const coverage of ["gap", "warning", "fine", "none", "objected"]) {
    if (has((person) => person.coverage === coverage)) add(symbol(SHAPES.account, coverage), say(`coverage_${coverage}`));
  }
  if (has(decides)) add(symbol(SHAPES.account, "fine", true), say("legend_ring"));
  for (const kind of unique(those().filter((person) => person.side === "third").map((person) => person.kind)).sort()) {
    add(symbol(SHAPES[kind] ?? SHAPES.other, "none"), capital(kindName(kind)));
  }
  if (data.lines.some((line) => line.duty === "carer")) add(lineSample("none", "--line", 3), say("legend_carer"));
  if (data.lines.some((line) => line.duty === "deputy")) add(lineSample("9 6", "--line", 3), say("legend_deputy"));
  if (data.lines.some((line) => !line.duty)) add(lineSample("2 5", "--line", 3), say("legend_observed"));
  if (state.view !== "list" && ((chosen() >= 0 && relationsOf[chosen()].length) || layersNow().size)) add(lineSample("5 4", "--muted", 2), say("legend_relation"));
  if (wayOf(chosen())) add(lineSample("1 7", "--accent", 4), say("legend_way"));
  if (inNetwork()) items.push(make("li", { class: "muted words" }, say("legend_network")));
  legend.setAttribute("aria-label", say("legend"));
  legend.replaceChildren(...items);
}
