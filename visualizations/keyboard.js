// The ladder by keyboard and screen reader: a button a person, which nobody sees; the drawing shows where one is.

const keys = make("div", { class: "for-readers", role: "group" });
ladder.prepend(keys);
let current = 0;

// From top to bottom: on the ladder column by column, in the network as one reads.
const inLadderOrder = (a, b) => rowOf(a) - rowOf(b) || columnOf(a) - columnOf(b) || spotOf(a).x - spotOf(b).x || spotOf(a).y - spotOf(b).y;
const asOneReads = (a, b) => spotOf(a).y - spotOf(b).y || spotOf(a).x - spotOf(b).x;
const shownInOrder = () => people.map((_, index) => index).filter((index) => isShown(index) && drawnAs(index) !== "pale")
  .sort(inNetwork() ? asOneReads : inLadderOrder);

function showKeys() {
  const held = keys.contains(document.activeElement);
  const order = shownInOrder();
  if (!order.includes(current)) current = order[0] ?? 0;
  keys.setAttribute("aria-label", say(inNetwork() ? "drawing_network" : "drawing"));
  keys.replaceChildren(...order.map((index) => button(inWords(index), () => openPerson(index), { tabindex: index === current ? "0" : "-1", "data-index": index })));
  if (held) keyOf(current)?.focus({ preventScroll: true });
}

const keyOf = (index) => keys.querySelector(`[data-index="${index}"]`);

// Open a person in the panel and go there; closing comes back.
function openPerson(index) {
  choose(index);
  reveal(index);
  document.getElementById("panel").focus();
}

function go(index) {
  keyOf(current)?.setAttribute("tabindex", "-1");
  current = index;
  const key = keyOf(index);
  key.setAttribute("tabindex", "0");
  key.focus({ preventScroll: true });
}

// The nearest one to the left or right on the same level.
function beside(index, direction) {
  const from = spotOf(index);
  const others = shownInOrder().filter((other) => rowOf(other) === rowOf(index) && (spotOf(other).x - from.x) * direction > 1);
  const cost = (other) => Math.abs(spotOf(other).x - from.x) + 3 * Math.abs(spotOf(other).y - from.y);
  return others.sort((a, b) => cost(a) - cost(b))[0];
}

function beyond(order, direction) {
  const at = nearestBeyond(order.map(spotOf), spotOf(current), direction);
  return at < 0 ? undefined : order[at];
}

keys.addEventListener("keydown", (event) => {
  const order = shownInOrder();
  const at = order.indexOf(current);
  const arrows = inNetwork()
    ? { ArrowRight: order[at + 1], ArrowLeft: order[at - 1], ArrowDown: beyond(order, 1), ArrowUp: beyond(order, -1) }
    : { ArrowDown: order[at + 1], ArrowUp: order[at - 1], ArrowRight: beside(current, 1), ArrowLeft: beside(current, -1) };
  const next = { ...arrows, Home: order[0], End: order[order.length - 1] };
  if (!(event.key in next)) return;
  event.preventDefault();
  if (next[event.key] !== undefined) go(next[event.key]);
});
keys.addEventListener("focusin", (event) => {
  focused = +event.target.dataset.index;
  reveal(focused);
  graph.redraw();
});
keys.addEventListener("focusout", () => {
  focused = -1;
  graph.redraw();
});
