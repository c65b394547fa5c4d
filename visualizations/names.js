// Names beside the symbols: drawn by us at a constant size, cut with an ellipsis to their slot, never over each other.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';
const NAME_WIDTH = { own: 158, account: 190, third: 146 };
const cuts = new Map();
let nameBoxes = [];

function cut(ctx, text, font, width) {
  const key = `${font}|${Math.round(width)}|${text}`;
  if (!cuts.has(key)) {
    ctx.font = font;
    let kept = text;
    if (ctx.measureText(text).width > width) {
      let [low, high] = [0, text.length];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (ctx.measureText(`${text.slice(0, middle).trimEnd()}…`).width <= width) low = middle;
        else high = middle - 1;
      }
      kept = `${text.slice(0, low).trimEnd()}…`;
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

// `now`: chosen, focused, colours, scale, shown (positions with place on the screen), width and height of the view.
function drawNames(ctx, now) {
  nameBoxes = [];
  const taken = new Map();
  const twoLines = now.scale * 48 >= 33;
  const order = now.shown.map((at) => [nameRank(at.index, now), at]).sort((a, b) => a[0] - b[0] || a[1].index - b[1].index);
  ctx.textBaseline = "middle";
  for (const [, at] of order) {
    const person = people[at.index];
    const mine = person.side === "own";
    const column = taken.get(at.x) ?? [];
    taken.set(at.x, column);
    const visible = at.y > -40 && at.y < now.height + 40;
    if (!visible || at.as === "pale" || column.some((y) => Math.abs(y - at.y) < 15)) continue;
    const gapTo = at.radius + 8;
    const width = NAME_WIDTH[person.side] * now.scale;
    const nameFont = `${isBold(person) ? 700 : 500} 13px ${FONT}`;
    const second = twoLines ? inShort(person) : "";
    const name = cut(ctx, person.name, nameFont, width);
    const job = second ? cut(ctx, second, `11.5px ${FONT}`, width) : "";
    const x = mine ? at.x - gapTo : at.x + gapTo;
    const y = job ? at.y - 8 : at.y;
    column.push(at.y);
    ctx.textAlign = mine ? "right" : "left";
    ctx.globalAlpha = at.as === "context" ? 0.75 : 1;
    ctx.font = nameFont;
    const long = ctx.measureText(name).width;
    drawText(ctx, name, x, y, isBold(person) ? now.colours.gap : now.colours.text, now.colours[at.ground]);
    let wide = long;
    if (job) {
      ctx.font = `11.5px ${FONT}`;
      wide = Math.max(long, ctx.measureText(job).width);
      drawText(ctx, job, x, at.y + 9, now.colours.muted, now.colours[at.ground]);
    }
    ctx.globalAlpha = 1;
    nameBoxes.push({ index: at.index, left: mine ? x - wide : x, right: mine ? x : x + wide, top: at.y - 16, bottom: at.y + 16 });
  }
}
