// Names in the network: beside, below or above a symbol, where they cross the fewest lines, never over each other.

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** @typedef {{ x: number, y: number }} Point */

const WIDTHS = [[210, 0], [100, 0.8], [80, 1.8], [44, 4]];
const SIDES = { right: 0, left: 0.6, below: 0.4, above: 1.2 };
const CROSSED = 1.5;
const OUTSIDE = 4;

/**
 * Whether two boxes meet.
 * @param {Box} one
 * @param {Box} other
 * @returns {boolean}
 */
const meets = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/**
 * Whether a line from one point to another passes through a box.
 * @param {Box} box
 * @param {Point} from
 * @param {Point} to
 * @returns {boolean}
 */
function passes(box, from, to) {
  let [first, last] = [0, 1];
  const sides = [[from.x, to.x - from.x, box.left, box.right], [from.y, to.y - from.y, box.top, box.bottom]];
  for (const [start, way, low, high] of sides) {
    if (way === 0 && (start < low || start > high)) return false;
    const parts = way === 0 ? [0, 1] : [(low - start) / way, (high - start) / way];
    [first, last] = [Math.max(first, Math.min(...parts)), Math.min(last, Math.max(...parts))];
  }
  return first < last;
}

// The level is no place here, so it stands before what is said of a person.
/** @type {(person: any) => string} */
const belowName = (person) => [person.level ?? "?", inShort(person)].filter(Boolean).join(" · ");

/**
 * A person's name and what stands below it, no wider than allowed.
 * @param {CanvasRenderingContext2D} ctx
 * @param {any} person
 * @param {number} width
 * @param {boolean} twoLines
 */
function namedIn(ctx, person, width, twoLines) {
  const font = `${isBold(person) ? 700 : 500} 13px ${FONT}`;
  const name = cut(ctx, person.name, font, width);
  const second = twoLines ? cut(ctx, belowName(person), SMALL, width) : "";
  ctx.font = font;
  const wide = ctx.measureText(name).width;
  ctx.font = SMALL;
  return { name, second, font, wide: Math.max(wide, ctx.measureText(second).width), high: second ? 32 : 18 };
}

/**
 * Where a text of this size may stand, and how welcome that is: to the right, to the left, below, above.
 * @param {{ x: number, y: number, radius: number }} at
 * @param {{ wide: number, high: number }} size
 */
function sidesOf(at, { wide, high }) {
  const far = at.radius + 6;
  const level = { top: at.y - high / 2, bottom: at.y + high / 2 };
  const over = { left: at.x - wide / 2, right: at.x + wide / 2 };
  return [
    { cost: SIDES.right, align: "left", x: at.x + far, left: at.x + far, right: at.x + far + wide, ...level },
    { cost: SIDES.left, align: "right", x: at.x - far, left: at.x - far - wide, right: at.x - far, ...level },
    { cost: SIDES.below, align: "center", x: at.x, ...over, top: at.y + at.radius + 2, bottom: at.y + at.radius + 2 + high },
    { cost: SIDES.above, align: "center", x: at.x, ...over, top: at.y - at.radius - 2 - high, bottom: at.y - at.radius - 2 },
  ];
}

/**
 * The names of all who are shown, with their boxes. The chosen one, gaps and deciders choose first. Whoever finds no room for
 * the whole name has it cut, and whoever finds none at all stands without; the name of a decider for whom nobody cares is whole.
 * @param {CanvasRenderingContext2D} ctx measures
 * @param {any} now as drawNames has it, `segments`: the lines that are drawn, as pairs of points, and `bounds` of the drawing
 * @returns {any[]}
 */
function networkNames(ctx, now) {
  const twoLines = now.scale >= 0.7;
  /** @type {(Box & { index: number })[]} */
  const symbols = now.shown.map((/** @type {any} */ at) => ({ index: at.index, left: at.x - at.radius, right: at.x + at.radius, top: at.y - at.radius, bottom: at.y + at.radius }));
  /** @type {any[]} */
  const boxes = [];
  /** @type {(box: Box, index: number) => boolean} */
  const isFree = (box, index) => boxes.every((other) => !meets(box, other)) && symbols.every((other) => other.index === index || !meets(box, other));
  /** @type {(box: Box) => boolean} */
  const isInside = (box) => box.left >= now.bounds.left && box.right <= now.bounds.right && box.top >= now.bounds.top && box.bottom <= now.bounds.bottom;
  /** @type {(box: Box) => number} */
  const costOf = (box) => CROSSED * now.segments.filter((/** @type {Point[]} */ [from, to]) => passes(box, from, to)).length + (isInside(box) ? 0 : OUTSIDE);
  /** @type {(at: any, width: number, less: number) => any[]} */
  const spotsOf = (at, width, less) => {
    const text = namedIn(ctx, people[at.index], width, twoLines);
    return sidesOf(at, text).filter((box) => isFree(box, at.index)).map((box) => ({ ...text, ...box, cost: box.cost + less + costOf(box), index: at.index, as: at.as }));
  };
  /** @type {any[]} */
  const named = now.shown.filter((/** @type {any} */ at) => at.as !== "pale");
  const order = named.sort((a, b) => nameRank(a.index, now) - nameRank(b.index, now) || a.index - b.index);
  for (const at of order) {
    const widths = isBold(people[at.index]) ? [[600, -9], ...WIDTHS] : WIDTHS;
    const free = widths.flatMap(([width, less]) => spotsOf(at, width, less)).sort((a, b) => a.cost - b.cost);
    if (free.length) boxes.push(free[0]);
  }
  return boxes;
}

// Moving over the network moves its names along: they are placed anew only where something else has changed.
let namesKey = "";
/** @type {{ x: number, y: number, boxes: any[] }} */
let namesAt = { x: 0, y: 0, boxes: [] };

/** @type {(ctx: CanvasRenderingContext2D, now: any) => any[]} */
function placedNames(ctx, now) {
  const corner = graph.canvasToDOM({ x: 0, y: 0 });
  const key = [addressOf(state), now.scale, now.focused].join("|");
  if (key !== namesKey) {
    namesKey = key;
    /** @type {(point: Point) => Point} */
    const onScreen = (point) => graph.canvasToDOM(point);
    namesAt = { ...corner, boxes: networkNames(ctx, { ...now, segments: segmentsNow(onScreen), bounds: boundsNow(onScreen) }) };
  }
  const [dx, dy] = [corner.x - namesAt.x, corner.y - namesAt.y];
  return namesAt.boxes.map((box) => ({ ...box, x: box.x + dx, left: box.left + dx, right: box.right + dx, top: box.top + dy, bottom: box.bottom + dy }));
}

/**
 * The lines that are drawn now, the way of introduction among them; `placed` says where a point stands on screen or paper.
 * @param {(point: Point) => Point} placed
 * @returns {Point[][]}
 */
function segmentsNow(placed) {
  /** @type {any[]} */
  const edges = edgesNow();
  const ties = edges.filter((edge) => !edge.hidden).map((edge) => [placeIn(edge.from), placeIn(edge.to)]);
  const way = wayOf(chosen());
  /** @type {Point[]} */
  const points = way ? wayPoints(way, spotOf) : [];
  return [...ties, ...points.slice(1).map((point, at) => [points[at], point])].map((pair) => pair.map(placed));
}

/** @type {(placed: (point: Point) => Point) => Box} */
function boundsNow(placed) {
  const all = extent();
  const [from, to] = [placed({ x: all.left, y: all.top }), placed({ x: all.left + all.width, y: all.top + all.height })];
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

/** @type {(ctx: CanvasRenderingContext2D, now: any) => void} */
function drawNetworkNames(ctx, now) {
  nameBoxes = placedNames(ctx, now);
  ctx.textBaseline = "middle";
  for (const box of nameBoxes) {
    ctx.globalAlpha = box.as === "context" ? 0.75 : 1;
    ctx.textAlign = box.align;
    ctx.font = SMALL;
    if (box.second) drawText(ctx, box.second, box.x, box.top + 25, now.colours.muted, now.colours.surface);
    ctx.font = box.font;
    drawText(ctx, box.name, box.x, box.top + 8, isBold(people[box.index]) ? now.colours.gap : now.colours.text, now.colours.surface);
    ctx.globalAlpha = 1;
  }
}
