// Names beside the symbols: drawn by us at a constant size, cut with an ellipsis to their room, never over each other.
// The name of a decider for whom nobody cares is never cut: it wraps, or runs on and others make way.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';
// from a symbol to the end of its column
const SLOT = { own: 170, account: 218, third: 198 };
const SMALL = `11.5px ${FONT}`;
const cuts = new Map();
let nameBoxes = [];

// The name of somebody whose name no file told is an id, and ids differ at their ends.
const looksLikeId = (text) => /^\S*\d\S*$/.test(text) && text.length > 9;
const withoutEnd = (text, kept) => `${text.slice(0, kept).trimEnd()}…`;
const withoutMiddle = (text, kept) => `${text.slice(0, Math.floor(kept / 2))}…${text.slice(text.length - Math.ceil(kept / 2))}`;

function cut(ctx, text, font, width) {
  const key = `${font}|${Math.round(width)}|${text}`;
  if (!cuts.has(key)) {
    ctx.font = font;
    let kept = text;
    if (ctx.measureText(text).width > width) {
      const shorten = looksLikeId(text) ? withoutMiddle : withoutEnd;
      let [low, high] = [0, text.length];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (ctx.measureText(shorten(text, middle)).width <= width) low = middle;
        else high = middle - 1;
      }
      kept = shorten(text, low);
    }
    if (cuts.size > 20000) cuts.clear();
    cuts.set(key, kept);
  }
  return cuts.get(key);
}

const isBold = (person) => person.coverage === "gap" && decides(person);

// Those whose name goes first where there is not room for all: the chosen one, gaps, deciders, ours.
function nameRank(index, now) {
  const person = people[index];
  if (index === now.chosen || index === now.focused) return 0;
  if (person.coverage === "gap") return decides(person) ? 1 : 2;
  if (decides(person)) return 3;
  return person.side === "own" ? 4 : person.coverage === "none" ? 6 : 5;
}

function drawText(ctx, text, x, y, colour, halo) {
  ctx.strokeStyle = halo;
  ctx.lineWidth = 4;
  ctx.lineJoin = "round";
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

// How wide a name may be: to the end of its column, and beyond it as far as no symbol stands beside it there.
function roomFor(at, now) {
  const gapTo = at.radius + 8;
  const slot = SLOT[people[at.index].side] * now.scale - gapTo;
  if (people[at.index].side === "own") return Math.max(slot, at.x - gapTo - 4);
  let edge = now.width - 9;
  for (const other of now.shown) {
    if (other.x > at.x + 1 && Math.abs(other.y - at.y) < 30) edge = Math.min(edge, other.x - other.radius - 6);
  }
  const free = edge - at.x - gapTo;
  return Math.max(slot, isBold(people[at.index]) ? free : Math.min(free, 1.4 * slot));
}

// A name in two lines, broken where both fit; else null.
function inTwo(ctx, name, width) {
  for (const [sign, kept] of [[" ", 0], ["-", 1]]) {
    for (let at = name.lastIndexOf(sign); at > 0; at = name.lastIndexOf(sign, at - 1)) {
      const parts = [name.slice(0, at + kept), name.slice(at + 1)];
      if (parts.every((part) => part && ctx.measureText(part).width <= width)) return parts;
    }
  }
  return null;
}

// As many words as fit, and below them as much as fits of the rest: for a name of which even two lines are too long.
function broken(ctx, name, font, width) {
  const words = name.split(" ");
  let first = words.shift();
  while (words.length && ctx.measureText(`${first} ${words[0]}`).width <= width) first += ` ${words.shift()}`;
  return { name: cut(ctx, first, font, width), second: cut(ctx, words.join(" "), font, width), wrapped: true };
}

// The two lines of text of a person: the name, and what stands below it; `end` is how wide the view has room.
function linesFor(ctx, person, font, width, end, twoLines) {
  ctx.font = font;
  if (isBold(person) && ctx.measureText(person.name).width > width) {
    const isLonger = ctx.measureText(person.name).width > end;
    const parts = twoLines ? inTwo(ctx, person.name, width) ?? (isLonger ? inTwo(ctx, person.name, end) : null) : null;
    if (parts) return { name: parts[0], second: parts[1], wrapped: true };
    if (twoLines && isLonger) return broken(ctx, person.name, font, end);
    return { name: person.name, second: twoLines ? cut(ctx, inShort(person), SMALL, width) : "", wrapped: false };
  }
  return { name: cut(ctx, person.name, font, width), second: twoLines ? cut(ctx, inShort(person), SMALL, width) : "", wrapped: false };
}

// `now`: chosen, focused, colours, scale, shown (positions with place on the screen), width and height of the view.
function drawNames(ctx, now) {
  nameBoxes = [];
  // where uncut names stand: others that would meet them are left out
  const kept = [];
  const taken = new Map();
  const twoLines = now.scale * 48 >= 33;
  const order = now.shown.map((at) => [nameRank(at.index, now), at]).sort((a, b) => a[0] - b[0] || a[1].index - b[1].index);
  ctx.textBaseline = "middle";
  for (const [, at] of order) {
    const person = people[at.index];
    const mine = person.side === "own";
    const column = taken.get(at.x) ?? [];
    taken.set(at.x, column);
    // so far beyond the edge the symbol is drawn too
    const visible = at.y > -20 && at.y < now.height + 20;
    if (!visible || at.as === "pale" || column.some((y) => Math.abs(y - at.y) < 15)) continue;
    const gapTo = at.radius + 8;
    const nameFont = `${isBold(person) ? 700 : 500} 13px ${FONT}`;
    const { name, second, wrapped } = linesFor(ctx, person, nameFont, roomFor(at, now), now.width - at.x - gapTo, twoLines);
    const x = mine ? at.x - gapTo : at.x + gapTo;
    const y = second ? at.y - 8 : at.y;
    ctx.font = nameFont;
    let wide = ctx.measureText(name).width;
    ctx.font = wrapped ? nameFont : SMALL;
    wide = Math.max(wide, ctx.measureText(second).width);
    const half = second ? 16 : 9;
    const box = { index: at.index, left: mine ? x - wide : x, right: mine ? x : x + wide, top: at.y - half, bottom: at.y + half };
    if (kept.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
    if (isBold(person)) kept.push(box);
    column.push(at.y);
    ctx.textAlign = mine ? "right" : "left";
    ctx.globalAlpha = at.as === "context" ? 0.75 : 1;
    const strong = isBold(person) ? now.colours.gap : now.colours.text;
    if (second) drawText(ctx, second, x, at.y + 9, wrapped ? strong : now.colours.muted, now.colours[at.ground]);
    ctx.font = nameFont;
    drawText(ctx, name, x, y, strong, now.colours[at.ground]);
    ctx.globalAlpha = 1;
    nameBoxes.push({ ...box, top: at.y - 16, bottom: at.y + 16 });
  }
}
