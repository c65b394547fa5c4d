// Who can introduce us: a chain of people in the panel, and the same drawn on the ladder.

// Whoever knows the person and cares already introduces nobody.
function wayOf(index) {
  const way = index < 0 ? null : people[index].way;
  const known = way && way.people.length === 2 && carersOf(index).some((line) => line.own === way.people[0].at);
  return known ? null : way;
}

// Ours who know the person need no introduction: the chain then has one step.
function wayBlock(index) {
  const way = wayOf(index);
  const person = people[index];
  if (!way) return person.needs && person.coverage === "gap" ? block(say("panel_way"), make("p", { class: "muted small" }, say("panel_way_none"))) : "";
  const steps = way.people.map((one, at) => {
    const step = way.steps[at];
    const notes = step ? [say(`warmth_${step.warmth}`), step.last ? say("care_last", { date: day(step.last) }) : ""].filter(Boolean).join(", ") : "";
    const name = one.at === null || one.at === index ? make("b", {}, one.name) : nameLink(one.at);
    return make("li", {}, name, one.where ? make("span", { class: "muted small" }, ` ${one.where}`) : "", notes ? make("div", { class: "small muted" }, `→ ${notes}`) : "");
  });
  return block(say(way.people.length > 2 ? "panel_way" : "panel_way_known"), make("ol", { class: "lines way" }, steps));
}

// The places of a way on the screen: of people on the map their own, of others one between their neighbours.
function wayPoints(way, placeOf) {
  const points = way.people.map((one) => (one.at === null || !isShown(one.at) ? null : { ...placeOf(one.at), name: "" }));
  const last = points.length - 1;
  return points.map((point, at) => {
    if (point) return point;
    const next = points.slice(at + 1).find(Boolean) ?? points[last];
    if (!next) return null;
    const rest = last - at;
    const name = way.people[at].name;
    // in the network between two rows, where no symbol stands, on the side where there is room
    if (inNetwork()) {
      const aside = 40 + 124 * (rest - 1);
      return { x: next.x + (next.x - aside < extent().left + 60 ? aside : -aside), y: next.y - 44, name };
    }
    const left = at ? next.x - 64 * rest : places.columns[0].left + places.columns[0].width - 22;
    // above the line, but never out of the drawing
    const over = next.y < 70 ? 24 : -26;
    return { x: left, y: next.y + (at ? over : 0), name };
  }).filter(Boolean);
}

const FARTHER = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((lines) => [-17 * lines, 17 * lines]);

/**
 * The places of the names of those who are not on the map: above or below their point, or farther off where somebody's name or
 * symbol is in the way; above where all is taken. In sight where the point is and there is room.
 * @param {{ x: number, y: number, name: string }[]} points
 * @param {Box[]} taken
 * @param {(name: string) => number} widthOf
 * @param {Box} view
 * @returns {Box[]}
 */
function signsOf(points, taken, widthOf, view) {
  const isInside = (box) => box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
  const signs = [];
  for (const point of points) {
    const half = widthOf(point.name) / 2 + 6;
    const spots = FARTHER.flatMap((down) => [0, -1, 1, -2, 2].map((aside) => {
      const [x, y] = [point.x + aside * (half + 4), point.y + down];
      return { left: x - half, right: x + half, top: y - 10, bottom: y + 10 };
    }));
    const dots = points.filter((one) => one !== point).map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
    const free = spots.filter((spot) => [...taken, ...signs, ...dots].every((other) => !meets(spot, other)));
    signs.push(free.find(isInside) ?? free[0] ?? spots[0]);
  }
  return signs;
}

// A name on a ground of its own: it stands where others may be.
function drawSign(ctx, name, box) {
  ctx.beginPath();
  ctx.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 6);
  ctx.fillStyle = colours.surface;
  ctx.fill();
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.fillStyle = colours.accent;
  ctx.fillText(name, (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 1);
}

function drawWay(ctx, points, scale, symbols) {
  if (points.length < 2) return;
  ctx.strokeStyle = colours.accent;
  ctx.fillStyle = colours.accent;
  ctx.lineWidth = 4;
  ctx.lineCap = "round";
  ctx.setLineDash([1, 8]);
  ctx.beginPath();
  points.forEach((point, at) => (at ? ctx.lineTo(point.x, point.y) : ctx.moveTo(point.x, point.y)));
  ctx.stroke();
  ctx.setLineDash([]);
  points.slice(1).forEach((point, at) => {
    const from = points[at];
    const angle = Math.atan2(point.y - from.y, point.x - from.x);
    const [x, y] = [point.x - Math.cos(angle) * 24 * scale, point.y - Math.sin(angle) * 24 * scale];
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - Math.cos(angle - 0.45) * 12, y - Math.sin(angle - 0.45) * 12);
    ctx.lineTo(x - Math.cos(angle + 0.45) * 12, y - Math.sin(angle + 0.45) * 12);
    ctx.fill();
  });
  ctx.font = `600 12px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const strangers = points.filter((one) => one.name);
  const view = { left: 2, right: holder.clientWidth - 2, top: 2, bottom: holder.clientHeight - 2 };
  signsOf(strangers, [...nameBoxes, ...symbols], (name) => ctx.measureText(name).width, view).forEach((sign, at) => {
    const point = strangers[at];
    ctx.beginPath();
    ctx.arc(point.x, point.y, 5, 0, 2 * Math.PI);
    ctx.fill();
    ctx.beginPath();
    ctx.lineWidth = 1.5;
    ctx.moveTo(point.x, point.y);
    ctx.lineTo((sign.left + sign.right) / 2, (sign.top + sign.bottom) / 2);
    ctx.stroke();
    drawSign(ctx, point.name, sign);
  });
}
