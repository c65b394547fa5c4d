// The drawing as a picture: one list of shapes, written as SVG or drawn as PNG; and the link to what is shown.

const PICTURE = { gutter: 176, top: 92, right: 20, below: 56, small: 11.5 };

// Where the drawing stands on the paper, and how large the paper is for it.
function paper() {
  const { gutter, top, right, below } = PICTURE;
  const all = extent();
  if (inNetwork()) return { x: right - all.left, y: top - all.top, width: Math.max(all.width, 760) + 2 * right, height: top + all.height + below };
  return { x: gutter, y: top, width: gutter + places.width + right, height: top + ladderHeight() + below };
}

// The shapes of the whole drawing as it is now, in the order of drawing: rectangles, lines, symbols, texts.
function scene() {
  const found = [];
  const { x, y, width, height } = paper();
  const text = (string, left, top, size, colour, weight = 400, anchor = "start") => found.push({ kind: "text", string, x: left, y: top, size, colour, weight, anchor });
  found.push({ kind: "rect", x: 0, y: 0, width, height, colour: colours.surface });
  text(data.account.name, 16, 30, 20, colours.text, 650);
  text(document.getElementById("facts").textContent, 16, 52, 12, colours.muted);
  if (inNetwork()) text(say("legend_network"), 16, 72, PICTURE.small, colours.muted);
  else sceneGround(found, text, width);
  sceneLines(found, x, y);
  people.forEach((person, index) => { if (isShown(index)) sceneSymbol(found, person, index, x, y); });
  if (inNetwork()) sceneNetworkNames(text, x, y);
  else people.forEach((person, index) => { if (isShown(index) && drawnAs(index) !== "pale") sceneName(text, person, index, x, y); });
  sceneStrangers(text, x, y);
  sceneLegend(found, text, height - PICTURE.below + 26);
  return { width: Math.ceil(width), height: Math.ceil(height), shapes: found };
}

// Columns and rows of the ladder with their headings.
function sceneGround(found, text, width) {
  const { gutter, top } = PICTURE;
  places.columns.forEach((column) => {
    found.push({ kind: "rect", x: gutter + column.left - 2, y: top, width: column.width + 4, height: ladderHeight(), colour: colours.band });
    const mine = column.key === "own";
    text(columnName(column), gutter + column.left + (mine ? column.width - 11 : 11), top - 12, 13, colours.text, 650, mine ? "end" : "start");
  });
  for (const row of rows) {
    found.push({ kind: "line", points: [[0, top + row.top + row.height], [width, top + row.top + row.height]], colour: colours.border, width: 1, dashes: [] });
    const rung = data.rungs.find((item) => item.level === row.level);
    text(`${row.level ?? "?"}  ${levelName(row.level)}`, 12, top + row.top + 24, 12.5, colours.text, 650);
    if (rung?.needed) text(say("rung", { n: rung.cared, of: rung.needed }), 26, top + row.top + 42, 11.5, colours.muted);
    if (rung?.asked && !rung.paired) text(say("rung_missing"), 26, top + row.top + 58, 11.5, colours.gap, 650);
  }
}

function sceneLines(found, left, top) {
  const place = new Map(nodesNow().map((node) => [node.id, { x: left + node.x, y: top + node.y }]));
  for (const edge of edgesNow()) {
    if (edge.hidden) continue;
    const [from, to] = [place.get(edge.from), place.get(edge.to)];
    const points = edge.smooth ? bowed(from, to, edge.smooth) : [[from.x, from.y], [to.x, to.y]];
    found.push({ kind: "line", points, colour: edge.color.color, width: edge.width, dashes: edge.dashes || [] });
  }
  const way = wayOf(chosen());
  if (!way) return;
  const points = wayPoints(way, spotOf).map((point) => [left + point.x, top + point.y]);
  if (points.length > 1) found.push({ kind: "line", points, colour: colours.accent, width: 4, dashes: [1, 8] });
}

// Those on the way who are not on the map, by name.
function sceneStrangers(text, left, top) {
  const way = wayOf(chosen());
  const strangers = way ? wayPoints(way, spotOf).filter((point) => point.name) : [];
  for (const point of strangers) text(point.name, left + point.x, top + point.y - 10, 12, colours.accent, 600, "middle");
}

function sceneSymbol(found, person, index, left, top) {
  const spot = spotOf(index);
  const hollow = person.coverage === "none" || person.coverage === "objected";
  found.push({
    kind: "symbol", x: left + spot.x, y: top + spot.y, scale: radiusOf(person), faint: drawnAs(index) === "pale", d: shapeOf(person),
    fill: hollow ? colours.surface : colours[person.coverage], stroke: hollow ? colours[person.coverage] : "",
    sign: SIGNS[person.coverage] ?? "", signColour: hollow ? colours.none : colours.sign,
    ring: decides(person) ? (person.side === "account" ? 13 : 15.5) : 0, ringColour: person.coverage === "gap" ? colours.gap : colours.text,
  });
}

function sceneName(text, person, index, left, top) {
  const spot = spotOf(index);
  const mine = person.side === "own";
  const gapTo = 13.5 * radiusOf(person) + 8;
  const x = left + spot.x + (mine ? -gapTo : gapTo);
  const room = SLOT[person.side] - gapTo;
  const bold = isBold(person);
  const second = cut(measuring, inShort(person), SMALL, room);
  const name = bold ? person.name : cut(measuring, person.name, `500 13px ${FONT}`, room);
  text(name, x, top + spot.y - (second ? 4 : -4), 13, bold ? colours.gap : colours.text, bold ? 700 : 500, mine ? "end" : "start");
  if (second) text(second, x, top + spot.y + 13, PICTURE.small, colours.muted, 400, mine ? "end" : "start");
}

function sceneNetworkNames(text, left, top) {
  const placed = (point) => ({ x: left + point.x, y: top + point.y });
  const shown = people.map((_, index) => index).filter(isShown)
    .map((index) => ({ index, ...placed(spotOf(index)), radius: Math.max((decides(people[index]) ? 13.5 : 11) * radiusOf(people[index]), 8), as: drawnAs(index) }));
  const anchors = { left: "start", right: "end", center: "middle" };
  const boxes = networkNames(measuring, { shown, segments: segmentsNow(placed), bounds: boundsNow(placed), chosen: chosen(), focused: -1, scale: 1 });
  for (const box of boxes) {
    const bold = isBold(people[box.index]);
    text(box.name, box.x, box.top + 13, 13, bold ? colours.gap : colours.text, bold ? 700 : 500, anchors[box.align]);
    if (box.second) text(box.second, box.x, box.top + 29, PICTURE.small, colours.muted, 400, anchors[box.align]);
  }
}

function sceneLegend(found, text, y) {
  let x = 26;
  for (const coverage of ["own", "gap", "warning", "fine", "none", "objected"]) {
    if (coverage !== "own" && !those().some((person) => person.coverage === coverage)) continue;
    const hollow = coverage === "none" || coverage === "objected";
    const colour = colours[coverage];
    found.push({ kind: "symbol", x, y, scale: 0.8, faint: false, d: coverage === "own" ? SHAPES.own : SHAPES.account, fill: hollow ? colours.surface : colour, stroke: hollow ? colour : "", sign: SIGNS[coverage] ?? "", signColour: hollow ? colours.none : colours.sign, ring: 0, ringColour: "" });
    const words = coverage === "own" ? say("side_own") : say(`coverage_${coverage === "warning" ? "warning_short" : coverage}`);
    text(words, x + 16, y + 4, PICTURE.small, colours.text);
    measuring.font = SMALL;
    x += 46 + measuring.measureText(words).width;
  }
}

const measuring = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

function shapeElement(shape) {
  const element = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    made.append(...children);
    return made;
  };
  if (shape.kind === "rect") return element("rect", { x: shape.x, y: shape.y, width: shape.width, height: shape.height, fill: shape.colour });
  if (shape.kind === "line") {
    return element("polyline", {
      points: shape.points.map((point) => point.join(",")).join(" "), fill: "none", stroke: shape.colour, "stroke-width": shape.width,
      "stroke-dasharray": shape.dashes.join(" ") || "none", "stroke-linecap": shape.dashes[0] === 1 ? "round" : "butt",
    });
  }
  if (shape.kind === "text") {
    return element("text", { x: shape.x, y: shape.y, "font-size": shape.size, "font-weight": shape.weight, fill: shape.colour, "text-anchor": shape.anchor, "font-family": FONT }, shape.string);
  }
  const parts = [element("path", { d: shape.d, fill: shape.fill, stroke: shape.stroke || "none", "stroke-width": shape.stroke ? 3 : 0 })];
  if (shape.sign) parts.push(element("path", { d: shape.sign, fill: "none", stroke: shape.signColour, "stroke-width": 2.5, "stroke-linecap": "round", "stroke-linejoin": "round" }));
  if (shape.ring) parts.push(element("circle", { r: shape.ring, fill: "none", stroke: shape.ringColour, "stroke-width": 1.6 / shape.scale }));
  return element("g", { transform: `translate(${shape.x} ${shape.y}) scale(${shape.scale})`, opacity: shape.faint ? 0.14 : 1 }, ...parts);
}

// The drawing as the text of an SVG file, which needs nothing beside it.
function asSvg() {
  const { width, height, shapes } = scene();
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": data.account.name })) svg.setAttribute(name, String(value));
  svg.append(...shapes.map(shapeElement));
  // signs that XML does not know would make the whole file unreadable
  return new XMLSerializer().serializeToString(svg).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

function paintShape(ctx, shape) {
  ctx.save();
  if (shape.kind === "rect") {
    ctx.fillStyle = shape.colour;
    ctx.fillRect(shape.x, shape.y, shape.width, shape.height);
  } else if (shape.kind === "line") {
    ctx.strokeStyle = shape.colour;
    ctx.lineWidth = shape.width;
    ctx.lineCap = shape.dashes[0] === 1 ? "round" : "butt";
    ctx.setLineDash(shape.dashes);
    ctx.stroke(new Path2D(`M${shape.points.map((point) => point.join(" ")).join("L")}`));
  } else if (shape.kind === "text") {
    ctx.font = `${shape.weight} ${shape.size}px ${FONT}`;
    ctx.textAlign = { start: "left", middle: "center", end: "right" }[shape.anchor];
    ctx.fillStyle = shape.colour;
    ctx.fillText(shape.string, shape.x, shape.y);
  } else {
    ctx.translate(shape.x, shape.y);
    ctx.scale(shape.scale, shape.scale);
    ctx.globalAlpha = shape.faint ? 0.14 : 1;
    ctx.lineCap = "round";
    ctx.lineJoin = "round";
    ctx.fillStyle = shape.fill;
    ctx.fill(new Path2D(shape.d));
    const strokes = [[shape.d, shape.stroke, 3], [shape.sign, shape.signColour, 2.5]];
    for (const [d, colour, thick] of strokes) {
      if (!d || !colour) continue;
      ctx.strokeStyle = colour;
      ctx.lineWidth = thick;
      ctx.stroke(new Path2D(d));
    }
    if (shape.ring) {
      ctx.strokeStyle = shape.ringColour;
      ctx.lineWidth = 1.6 / shape.scale;
      ctx.beginPath();
      ctx.arc(0, 0, shape.ring, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }
  ctx.restore();
}

// Twice as fine as the screen, but within what a browser can hold.
function asPng() {
  const { width, height, shapes } = scene();
  const scale = Math.min(2, 16000 / Math.max(width, height));
  const sheet = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  const ctx = sheet.getContext("2d");
  ctx.scale(scale, scale);
  for (const shape of shapes) paintShape(ctx, shape);
  return new Promise((done) => { sheet.toBlob(done, "image/png"); });
}

// What a picture needs is there once the ladder was drawn; from the list it is drawn first.
async function ready() {
  await library();
  colours = readColours();
  rows = rowsNow();
}

function save(blob, ending) {
  const address = URL.createObjectURL(blob);
  const name = fold(data.account.name, true).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40) || "map";
  const link = make("a", { href: address, download: `${name}.${ending}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function exportMenu() {
  const menu = make("details", { class: "menu" },
    make("summary", { "data-tool": "export" }, say("export")),
    make("div", {},
      button(say("save_png"), savePng, { "data-tool": "png" }), button(say("save_svg"), saveSvg, { "data-tool": "svg" }),
      button(say("copy_link"), copyLink, { "data-tool": "link" }), button(say("print"), () => window.print(), { "data-tool": "print" })));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  return menu;
}

const saveSvg = () => ready().then(() => save(new Blob([asSvg()], { type: "image/svg+xml" }), "svg"));
const savePng = () => ready().then(asPng).then((blob) => save(blob, "png"));

const said = make("span", { class: "for-readers", role: "status" });
document.body.append(said);

// Into the clipboard; where the browser does not let a page do that, the address line has the same link.
function copyLink(event) {
  const pressed = event.currentTarget;
  const tell = (key) => {
    said.textContent = say(key);
    pressed.textContent = say(key);
    setTimeout(() => { pressed.textContent = say("copy_link"); }, 2500);
  };
  const written = navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject(new Error("no clipboard"));
  written.then(() => tell("link_copied"), () => tell("link_in_address"));
}
