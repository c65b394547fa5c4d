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
    const left = at ? next.x - 64 * rest : places.columns[0].left + places.columns[0].width - 22;
    // above the line, but never out of the drawing
    const over = next.y < 70 ? 24 : -26;
    return { x: left, y: next.y + (at ? over : 0), below: at > 0 && over > 0, name: way.people[at].name };
  }).filter(Boolean);
}

// A name on a ground of its own: it stands where others may be.
function drawSign(ctx, name, x, y) {
  const half = ctx.measureText(name).width / 2 + 6;
  ctx.beginPath();
  ctx.roundRect(x - half, y - 10, 2 * half, 20, 6);
  ctx.fillStyle = colours.surface;
  ctx.fill();
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.fillStyle = colours.accent;
  ctx.fillText(name, x, y + 1);
}

function drawWay(ctx, points, scale) {
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
  for (const point of points.filter((one) => one.name)) {
    ctx.beginPath();
    ctx.arc(point.x, point.y, 5, 0, 2 * Math.PI);
    ctx.fill();
    drawSign(ctx, point.name, point.x, point.y + (point.below ? 17 : -17));
  }
}
