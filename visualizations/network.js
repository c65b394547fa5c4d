// The network: the same people laid out by their relations instead of their levels. What differs from the ladder: where
// people stand, no headings, lines from one to the other.

const NETWORK = { left: 104, right: 150, top: 46, bottom: 58 };
const inNetwork = () => state.view === "network" && places.network !== null;
/** @type {(index: number) => boolean} */
const isPlaced = (index) => Boolean(places.network?.[index]);
/** @type {(index: number) => { x: number, y: number }} */
const placeIn = (index) => ({ x: places.network[index][0], y: places.network[index][1] });

// What the drawing takes up: the ladder, or everybody who is shown in the network, with room for their names.
function extent() {
  if (!inNetwork()) return { left: -MARGIN, top: 0, width: places.width + 2 * MARGIN, height: ladderHeight() };
  const spots = [...people.keys()].filter(isShown).map(placeIn);
  if (!spots.length) return { left: 0, top: 0, width: 1, height: 1 };
  const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
  const [left, top] = [Math.min(...xs) - NETWORK.left, Math.min(...ys) - NETWORK.top];
  return { left, top, width: Math.max(...xs) + NETWORK.right - left, height: Math.max(...ys) + NETWORK.bottom - top };
}

// Too many people for a network, or everybody folded: said in words where it would be. True where the drawing comes back.
function showNoNetwork() {
  const isEmpty = inNetwork() && ![...people.keys()].some(isShown);
  const was = canvas.hidden;
  ladder.classList.toggle("network", state.view === "network");
  canvas.hidden = state.view === "network" && (isEmpty || !inNetwork());
  noNetwork.hidden = !canvas.hidden;
  const count = those().length;
  noNetwork.textContent = noNetwork.hidden ? "" : say(!isEmpty ? "network_none" : count ? "network_folded" : "nobody", { n: count });
  return was && !canvas.hidden;
}

// Without headings of rows there is one button for all who are folded.
function foldButton() {
  if (!inNetwork()) return "";
  const folded = [...people.keys()].filter((index) => isFolded(index) && isPlaced(index) && fits(people[index])).length;
  if (!folded) return "";
  const all = /** @type {string[]} */ (unique([...people.keys()].filter((index) => people[index].there && isFolded(index)).map((index) => rowKey(rowOf(index))))).sort();
  const open = all.every((key) => openRows().has(key));
  const label = say(open ? "network_fewer" : "network_more", { n: folded });
  return button(open ? say("fewer") : `+ ${say("more", { n: folded })}`, () => change({ open: open ? "" : all.join(".") }), { "aria-label": label, "aria-expanded": String(open), "data-field": "fold" });
}

// Ties of the same two people lie beside each other: care straight, then each relation in a wider bow to either side.
/** @type {({ type: string, roundness: number }|null)[]} */
let bows = [];
function readBows() {
  /** @type {Map<string, number>} */
  const ties = new Map();
  /** @type {(one: number, other: number) => number} */
  const nth = (one, other) => {
    const pair = one < other ? `${one}-${other}` : `${other}-${one}`;
    const count = (ties.get(pair) ?? -1) + 1;
    ties.set(pair, count);
    return count;
  };
  for (const line of data.lines) nth(line.own, line.other);
  bows = data.relations.map((/** @type {{ from: number, to: number }} */ relation) => bowOf(nth(relation.from, relation.to), relation.from < relation.to));
}
derived.push(readBows);
readBows();

/**
 * How the tie that is the nth of two people bows: to one side, to the other, wider; whichever way it points.
 * @param {number} nth
 * @param {boolean} forward
 * @returns {{ type: string, roundness: number }|null}
 */
function bowOf(nth, forward) {
  if (!nth) return null;
  return { type: (nth % 2 === 1) === forward ? "curvedCW" : "curvedCCW", roundness: 0.2 * Math.ceil(nth / 2) };
}

/**
 * Where the line of a bow passes, from one point to another, as the drawing library bows it.
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 * @param {{ type: string, roundness: number }} bow
 * @returns {number[][]}
 */
function bowed(from, to, bow) {
  const [dx, dy] = [to.x - from.x, from.y - to.y];
  const angle = Math.atan2(dy, dx) + Math.PI * (0.5 + (bow.type === "curvedCW" ? 0.5 : -0.5) * bow.roundness);
  const far = (bow.roundness * 0.5 + 0.5) * Math.hypot(dx, dy);
  const via = { x: from.x + far * Math.sin(angle), y: from.y + far * Math.cos(angle) };
  return Array.from({ length: 13 }, (_, at) => at / 12).map((part) => [from, via, to].reduce((sum, point, nth) => {
    const share = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2][nth];
    return [sum[0] + share * point.x, sum[1] + share * point.y];
  }, [0, 0]));
}

/**
 * The nearest of some spots that lies above (-1) or below (1) another; -1 where none does.
 * @param {{ x: number, y: number }[]} spots
 * @param {{ x: number, y: number }} from
 * @param {number} direction
 * @returns {number}
 */
function nearestBeyond(spots, from, direction) {
  let [best, least] = [-1, Infinity];
  spots.forEach((spot, at) => {
    const down = (spot.y - from.y) * direction;
    const cost = down + 2 * Math.abs(spot.x - from.x);
    if (down > 1 && cost < least) [best, least] = [at, cost];
  });
  return best;
}
