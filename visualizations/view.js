// Moving over the ladder: what part of it is in sight, wheel and buttons, what is under the pointer.

// `left` and `top` are the place of the ladder that stands at the view's upper left corner.
function setView(scale, left, top) {
  const [width, height] = [holder.clientWidth / scale, holder.clientHeight / scale];
  const all = extent();
  const inside = (at, start, size, seen) => (size <= seen ? start + (size - seen) / 2 : Math.max(start, Math.min(at, start + size - seen)));
  const x = inside(left, all.left, all.width, width);
  // a ladder that is lower than the view begins at its top
  const y = !inNetwork() && all.height <= height ? 0 : inside(top, all.top, all.height, height);
  graph.moveTo({ position: { x: x + width / 2, y: y + height / 2 }, scale, animation: false });
}

function viewNow() {
  const corner = graph.DOMtoCanvas({ x: 0, y: 0 });
  return { scale: graph.getScale(), left: corner.x, top: corner.y };
}

// First all columns, then as many rows as stay readable; the rest is a turn of the wheel away.
function fittingScale(whole = false) {
  const all = extent();
  const wide = holder.clientWidth / all.width;
  const tall = holder.clientHeight / all.height;
  const narrow = inNetwork() ? SCALES.close : SCALES.narrow;
  return whole
    ? Math.max(SCALES.least, Math.min(wide, tall, SCALES.wide))
    : Math.max(narrow, Math.min(wide, inNetwork() ? tall : Math.max(tall, SCALES.tall), SCALES.wide));
}

function fitView(whole = false) {
  const { left, top } = extent();
  setView(fittingScale(whole), left, top);
}

function zoom(factor) {
  const now = viewNow();
  const scale = Math.max(SCALES.least, Math.min(now.scale * factor, SCALES.most));
  const shift = (1 / now.scale - 1 / scale) / 2;
  setView(scale, now.left + holder.clientWidth * shift, now.top + holder.clientHeight * shift);
}

// Bring a person into sight; whoever is folded is unfolded for it.
function reveal(index) {
  if (!isUnfolded(index)) {
    change({ open: [...openRows(), rowKey(rowOf(index))].sort().join(".") });
  }
  if (!graph || ladder.hidden || !isShown(index)) return;
  const at = graph.canvasToDOM(spotOf(index));
  const now = viewNow();
  const over = (value, size) => (value < 70 ? value - 70 : value > size - 70 ? value - size + 70 : 0);
  const [x, y] = [over(at.x, holder.clientWidth), over(at.y, holder.clientHeight)];
  if (x || y) setView(now.scale, now.left + x / now.scale, now.top + y / now.scale);
}

// The person whose symbol or name is there, else -1.
function personAt(point) {
  const scale = graph.getScale();
  const named = nameBoxes.find((box) => point.x >= box.left - 4 && point.x <= box.right + 4 && point.y >= box.top && point.y <= box.bottom);
  if (named) return named.index;
  return people.findIndex((person, index) => {
    if (!isShown(index) || drawnAs(index) === "pale") return false;
    const at = graph.canvasToDOM(spotOf(index));
    return Math.hypot(at.x - point.x, at.y - point.y) <= Math.max(12, 14 * radiusOf(person) * scale);
  });
}

function edgeInWords(id) {
  const edge = network.edges.find((one) => one.id === id);
  if (edge.line === undefined) {
    const relation = data.relations[edge.relation];
    return [`${people[relation.from].name} ${both(relation.verb)} ${people[relation.to].name}`, relation.topic];
  }
  const line = data.lines[edge.line];
  const pair = people[line.own].level === people[line.other].level && people[line.own].level;
  const last = line.last_contact ? say("care_last", { date: day(line.last_contact) }) : say("care_never");
  return [`${people[line.own].name} → ${people[line.other].name}`, [dutyName(line), pair ? say("tip_same") : "", last].filter(Boolean).join(", ")];
}

function showTip(point) {
  const index = personAt(point);
  const edge = index < 0 ? graph.getEdgeAt(point) : undefined;
  const hasEdge = edge !== undefined && !hiddenEdges.has(edge);
  canvas.style.cursor = index >= 0 ? "pointer" : "";
  tip.hidden = index < 0 && !hasEdge;
  if (tip.hidden) return;
  if (index >= 0) {
    const person = people[index];
    const parts = [inNetwork() ? levelName(person.level) : "", inShort(person), say(`coverage_${person.coverage}`), careInWords(index)];
    tip.replaceChildren(make("b", {}, person.name), ...parts.filter(Boolean).map((part) => make("div", { class: "muted" }, part)));
  } else {
    const [first, second] = edgeInWords(edge);
    tip.replaceChildren(make("b", {}, first), make("div", { class: "muted" }, second));
  }
  const right = point.x + 18 + tip.offsetWidth > canvas.clientWidth;
  tip.style.left = `${Math.max(4, right ? point.x - tip.offsetWidth - 14 : point.x + 18)}px`;
  tip.style.top = `${Math.max(4, Math.min(point.y + 14, canvas.clientHeight - tip.offsetHeight - 4))}px`;
}

function listenToPointer() {
  const pointOf = (event) => {
    const box = holder.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  holder.addEventListener("pointermove", (event) => (event.buttons ? (tip.hidden = true) : showTip(pointOf(event))));
  holder.addEventListener("pointerleave", () => { tip.hidden = true; });
  graph.on("click", (event) => choose(personAt(event.pointer.DOM)));
  // the wheel moves over the ladder like over any page; with Ctrl it comes closer
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    event.stopPropagation();
    tip.hidden = true;
    if (event.ctrlKey) return zoom(Math.exp(-event.deltaY / 300));
    const unit = event.deltaMode === 1 ? 16 : 1;
    const now = viewNow();
    setView(now.scale, now.left + (event.deltaX * unit) / now.scale, now.top + (event.deltaY * unit) / now.scale);
  }, { capture: true, passive: false });
  const settle = () => { const now = viewNow(); setView(Math.max(SCALES.least, Math.min(now.scale, SCALES.most)), now.left, now.top); };
  graph.on("dragEnd", settle);
  graph.on("zoom", settle);
}

let filledDay = "";
function makeGraph() {
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  // before the library listens: each change that it hears of it draws anew
  holdFirst();
  graph = new vis.Network(holder, { nodes: nodeSet, edges: edgeSet }, network.options);
  holder.firstElementChild.setAttribute("tabindex", "-1");
  graph.on("beforeDrawing", holdView);
  graph.on("beforeDrawing", drawGround);
  graph.on("afterDrawing", drawOver);
  let size = "";
  graph.on("resize", () => {
    const now = `${holder.clientWidth}x${holder.clientHeight}`;
    if (now !== size && holder.clientWidth) fitView();
    size = now;
  });
  listenToPointer();
}

let isBack = false;
function showLadder(now, before) {
  ladder.hidden = now.view === "list";
  if (ladder.hidden) return;
  isBack = showNoNetwork();
  if (window.vis) return drawLadder(now, before);
  library().then(() => { if (!graph && state.view !== "list") drawLadder(state, null); });
}

// Whether somebody else was chosen, and nothing else is otherwise. Where nothing is, colours or sizes may be.
const isChoice = (now, before) => Boolean(before) && !now.around
  && Object.keys(now).every((name) => (name === "person") === (now[name] !== before[name]));

function drawLadder(now, before) {
  if (graph && !isBack && isChoice(now, before)) return holdChoice();
  colours = readColours();
  const first = !graph;
  if (first) makeGraph();
  else if (filledDay !== now.at) holdAnew();
  else paint();
  filledDay = now.at;
  showHeadings();
  // what nobody sees follows the first drawing
  if (first) setTimeout(showKeys);
  else showKeys();
  zoomBox.setAttribute("aria-label", say(`views_${now.view}`));
  const zoomButton = (sign, name, act) => button(sign, act, { "aria-label": say(name), title: say(name) });
  zoomBox.replaceChildren(
    zoomButton("+", "zoom_in", () => zoom(1.2)), zoomButton("−", "zoom_out", () => zoom(1 / 1.2)), zoomButton("⤢", inNetwork() ? "zoom_network" : "zoom_fit", () => fitView(true)));
  if (first) {
    fitView();
    if (chosen() >= 0) reveal(chosen());
  } else if (!before || isBack || before.view !== now.view) {
    graph.setSize("100%", "100%");
    fitView();
    if (chosen() >= 0) reveal(chosen());
  } else if (before.open !== now.open || before.at !== now.at) {
    const view = viewNow();
    setView(view.scale, view.left, view.top);
  }
  graph.redraw();
}
