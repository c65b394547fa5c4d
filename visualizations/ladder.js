// The level ladder, carried by vis-network: symbols and lines on the canvas, headings beside it in screen space.

const MARGIN = 8;
const SCALES = { least: 0.25, most: 2.2, narrow: 0.66, close: 0.78, wide: 1.15, tall: 1 };
const ladder = document.getElementById("ladder");
const holder = make("div", { "aria-hidden": "true" });
const tip = make("div", { class: "tip", hidden: true });
const zoomBox = make("div", { class: "zoom no-print", role: "group" });
const scrollMark = make("div", { class: "scroll no-print", "aria-hidden": "true" });
const canvas = make("div", { class: "canvas" }, holder, zoomBox, scrollMark, tip);
const columnStrip = make("div", { class: "columns", "aria-hidden": "true" });
const rowGutter = make("div", { class: "rows" });
const noNetwork = make("p", { class: "nobody", hidden: true });
ladder.append(make("div", { class: "corner" }), columnStrip, rowGutter, canvas, noNetwork);
/** @type {Record<string, Path2D>} */
const drawn = pathsOf(SHAPES);
/** @type {Record<string, Path2D>} */
const signs = pathsOf(SIGNS);
let graph = null;
let nodeSet, edgeSet, colours, rows = rowsNow(), focused = -1, hiddenEdges = new Set();

const ladderHeight = () => rows.reduce((sum, row) => sum + row.height, 0);
const spotOf = (index) => (inNetwork() && isPlaced(index) ? placeIn(index) : onLadder(index));
const onLadder = (index) => ({ x: network.nodes[index].x, y: network.nodes[index].y + rows[rowOf(index)].down });

function radiusOf(person) {
  if (person.coverage === "gap") return decides(person) ? 1.55 : 1.15;
  if (person.coverage === "none") return 0.62;
  return person.coverage === "objected" ? 0.8 : 1.05;
}

function drawPerson(ctx, index, x, y) {
  const person = people[index];
  const size = radiusOf(person);
  const hollow = person.coverage === "none" || person.coverage === "objected";
  const shape = drawn[person.side === "third" ? person.kind : person.side] ?? drawn.other;
  ctx.save();
  ctx.translate(x, y);
  ctx.globalAlpha = drawnAs(index) === "pale" ? 0.14 : 1;
  ctx.scale(size, size);
  ctx.fillStyle = hollow ? colours.surface : colours[person.coverage];
  ctx.fill(shape);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  if (hollow) {
    ctx.strokeStyle = colours[person.coverage];
    ctx.lineWidth = 3;
    ctx.stroke(shape);
  }
  if (signs[person.coverage]) {
    ctx.strokeStyle = hollow ? colours.none : colours.sign;
    ctx.lineWidth = 2.5;
    ctx.stroke(signs[person.coverage]);
  }
  if (decides(person)) {
    ctx.beginPath();
    ctx.arc(0, 0, person.side === "account" ? 13 : 15.5, 0, 2 * Math.PI);
    ctx.strokeStyle = person.coverage === "gap" ? colours.gap : colours.text;
    ctx.lineWidth = 1.6 / size;
    ctx.stroke();
  }
  ctx.restore();
}

function lineStyle(line, now) {
  const touched = line.own === now || line.other === now;
  const pair = people[line.own].level === people[line.other].level;
  const colour = touched ? colours.accent : now >= 0 ? colours["line-pale"] : colours.line;
  const seen = isShown(line.own) && isShown(line.other) && drawnAs(line.other) !== "pale" && drawnAs(line.own) !== "pale";
  return { seen, colour, width: touched ? 3 : line.duty ? (pair ? 2.4 : 1.6) : 1.3, dashes: line.duty === "deputy" ? [9, 6] : line.duty ? false : [2, 5] };
}

function relationStyle(relation, now) {
  const touched = now >= 0 && (relation.from === now || relation.to === now);
  // two of one column: the line bows into the clear space to the left of them, not through those between
  const down = spotOf(relation.to).y > spotOf(relation.from).y;
  const aside = columnOf(relation.from) === columnOf(relation.to) ? { type: down ? "curvedCCW" : "curvedCW", roundness: 0.3 } : null;
  const bow = inNetwork() ? bows[data.relations.indexOf(relation)] : aside;
  const layer = layersNow().has(relation.kind) && drawnAs(relation.from) !== "pale" && drawnAs(relation.to) !== "pale";
  return { seen: (touched || layer) && isShown(relation.from) && isShown(relation.to), colour: colours.muted, width: touched ? 2 : 1.4, dashes: [5, 4], bow };
}

function edgesNow() {
  const now = chosen();
  hiddenEdges = new Set();
  return network.edges.map((edge) => {
    const style = edge.line === undefined ? relationStyle(data.relations[edge.relation], now) : lineStyle(data.lines[edge.line], now);
    // in the network a line of care goes straight from one to the other: its part before the turn is not drawn
    const straight = inNetwork() && edge.line !== undefined;
    const hidden = !style.seen || (straight && typeof edge.to !== "number");
    if (hidden) hiddenEdges.add(edge.id);
    return {
      ...edge, from: straight ? data.lines[edge.line].own : edge.from, hidden, width: style.width, dashes: style.dashes, color: { color: style.colour, inherit: false },
      arrows: { to: { enabled: typeof edge.to === "number", scaleFactor: edge.line === undefined ? 0.45 : 0.5 } },
      smooth: style.bow ? { enabled: true, ...style.bow } : false,
    };
  });
}

// How far down a node stands with the rows above it open: a person's, or that of the person a line goes to.
const downOf = (node) => rows[rowOf(node.line === undefined ? node.id : data.lines[node.line].other)].down;

function nodesNow() {
  rows = rowsNow();
  return network.nodes.map((node) => {
    const isTurn = node.line !== undefined;
    const spot = isTurn ? { x: node.x, y: node.y + downOf(node) } : spotOf(node.id);
    return { id: node.id, ...spot, size: sizeOf(node), hidden: !isTurn && !isShown(node.id) };
  });
}

function paint() {
  holdShown();
}

// Lanes of the columns and lines between the rows, as wide as the view.
function drawGround(ctx) {
  if (inNetwork()) return;
  const from = graph.DOMtoCanvas({ x: 0, y: 0 });
  const to = graph.DOMtoCanvas({ x: holder.clientWidth, y: holder.clientHeight });
  const bottom = ladderHeight();
  for (const column of places.columns) {
    ctx.fillStyle = colours.band;
    ctx.fillRect(column.left - 2, 0, column.width + 4, bottom);
  }
  ctx.fillStyle = colours.border;
  for (const row of rows) ctx.fillRect(from.x, row.top + row.height, to.x - from.x, 1 / graph.getScale());
}

function drawRings(ctx, shown) {
  for (const [index, colour, width] of [[chosen(), colours.accent, 2.5], [focused, colours.focus, 3]]) {
    const at = shown.find((spot) => spot.index === index);
    if (!at) continue;
    const box = nameBoxes.find((name) => name.index === index) ?? { left: at.x, right: at.x, top: at.y - 16, bottom: at.y + 16 };
    const left = Math.min(box.left, at.x - at.radius) - 7;
    const right = Math.max(box.right, at.x + at.radius) + 7;
    const top = Math.min(box.top, at.y - at.radius) - 2;
    const bottom = Math.max(box.bottom, at.y + at.radius) + 2;
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, 8);
    ctx.stroke();
  }
}

function drawOver(ctx) {
  const scale = graph.getScale();
  const ratio = ctx.getTransform().a / scale;
  const shown = [];
  people.forEach((person, index) => {
    if (!isShown(index)) return;
    const at = graph.canvasToDOM(spotOf(index));
    const big = decides(person) ? 13.5 : 11;
    shown.push({ index, ...at, radius: Math.max(big * radiusOf(person), 8) * scale, as: drawnAs(index), ground: "band" });
  });
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const drawAll = inNetwork() ? drawNetworkNames : drawNames;
  drawAll(ctx, { chosen: chosen(), focused, colours, scale, shown, width: holder.clientWidth, height: holder.clientHeight });
  drawRings(ctx, shown);
  const way = wayOf(chosen());
  if (way) {
    const symbols = shown.map(({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
    drawWay(ctx, wayPoints(way, spotOf).map((point) => ({ ...point, ...graph.canvasToDOM(point) })), scale, symbols);
  }
  ctx.restore();
  placeHeadings(scale);
}

// How much of the ladder is in sight, and where.
function placeScrollMark(scale) {
  const [view, whole] = [holder.clientHeight, ladderHeight() * scale];
  scrollMark.hidden = inNetwork() || whole <= view + 1;
  scrollMark.style.height = `${(view * view) / whole}px`;
  scrollMark.style.top = `${(-graph.canvasToDOM({ x: 0, y: 0 }).y * view) / whole}px`;
}

function placeHeadings(scale) {
  placeScrollMark(scale);
  if (inNetwork()) return;
  [...columnStrip.children].forEach((heading, number) => {
    const column = places.columns[number];
    const left = graph.canvasToDOM({ x: column.left, y: 0 }).x;
    heading.style.left = `${left + (number ? 11 * scale : 0)}px`;
    heading.style.width = `${(column.width + (number ? -3 : -11)) * scale}px`;
  });
  const view = holder.clientHeight;
  [...rowGutter.children].forEach((heading, number) => {
    const top = graph.canvasToDOM({ x: 0, y: rows[number].top }).y;
    const bottom = top + rows[number].height * scale;
    // a heading stays in sight as long as any part of its row does
    const at = Math.max(top + 14 * Math.min(1, scale), Math.min(12, bottom - heading.offsetHeight - 8));
    heading.style.top = `${at}px`;
    heading.style.visibility = bottom < 0 || top > view ? "hidden" : "";
  });
}

function columnName(column) {
  if (column.key === "own") return say("side_own");
  return column.key === "account" ? data.account.name : capital(kindName(column.key));
}

const nobodyHere = make("p", { class: "nobody empty", hidden: people.length > 0 });
canvas.append(nobodyHere);

function showHeadings() {
  nobodyHere.textContent = say("empty");
  columnStrip.replaceChildren(...places.columns.map((column) => {
    const text = columnName(column);
    return make("span", { class: column.key === "own" ? "ours" : null, title: text }, text);
  }));
  rowGutter.replaceChildren(...rows.map((row) => {
    const rung = data.rungs.find((item) => item.level === row.level);
    const name = levelName(row.level);
    const parts = [make("span", { class: "level" }, row.level ? make("i", {}, String(row.level)) : "", name)];
    if (rung?.needed) parts.push(make("span", { class: "rung" }, say("rung", { n: rung.cared, of: rung.needed })));
    if (rung?.asked && !rung.paired) parts.push(make("span", { class: "rung missing" }, say("rung_missing")));
    const folded = foldedIn(row.number);
    if (folded) {
      const toggle = () => {
        const open = openRows();
        if (!open.delete(rowKey(row.number))) open.add(rowKey(row.number));
        change({ open: [...open].sort().join(".") });
        rowGutter.children[row.number].querySelector("button")?.focus();
      };
      const label = say(row.open ? "fewer_on" : "more_on", { n: folded, level: name });
      parts.push(button(row.open ? say("fewer") : `+ ${say("more", { n: folded })}`, toggle, { class: "more", "aria-label": label, "aria-expanded": String(row.open) }));
    }
    return make("div", { class: "row" }, parts);
  }));
}
