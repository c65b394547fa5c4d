// What vis-network is given: whoever is in sight, a screen more, and to whom their lines lead. A long ladder takes
// it longer to set up than all else of the page together; so the rest follows when somebody goes there.

const renderers = new Map();
let heldTo = -Infinity;

// Half as wide as a symbol; a turn of a line has none. The library is told before it draws: else lines would end
// short of a symbol until it draws the next time.
const sizeOf = (node) => (node.line === undefined ? 13.5 * radiusOf(people[node.id]) : 0);

function rendererOf(node) {
  const wide = 2 * sizeOf(node);
  const draw = ({ ctx, x, y }) => ({
    drawNode: () => node.line !== undefined || drawPerson(ctx, node.id, x, y), nodeDimensions: { width: wide, height: wide },
  });
  if (!renderers.has(node.id)) renderers.set(node.id, draw);
  return renderers.get(node.id);
}

// Exactly these are held afterwards.
function hold(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(items);
}

// Between whom a line runs, also where it is a part of one that turns on its way.
const endsOf = (edge) => (edge.line === undefined ? [edge.from, edge.to] : [data.lines[edge.line].own, data.lines[edge.line].other]);

// Whoever is in sight or near it; others are held for the lines that lead to them.
let sighted = new Set();
const edgesHeld = () => edgesNow().filter((edge) => !edge.hidden && endsOf(edge).some((index) => sighted.has(index)));

function holdShown() {
  const nodes = nodesNow();
  sighted = new Set(nodes.filter((node) => !node.hidden && (inNetwork() || node.y <= heldTo)).map((node) => node.id));
  const edges = edgesHeld();
  const held = new Set(sighted);
  for (const edge of edges) held.add(edge.from).add(edge.to);
  hold(nodeSet, nodes.map((node, at) => ({ ...node, ctxRenderer: rendererOf(network.nodes[at]) })).filter((node) => held.has(node.id)));
  hold(edgeSet, edges);
}

// Somebody else was chosen: other lines show, or in another colour. The library draws anew when it hears of one.
function holdChoice() {
  const edges = edgesHeld();
  const held = new Set(nodeSet.getIds());
  if (!edges.length || edges.some((edge) => !held.has(edge.from) || !held.has(edge.to))) holdShown();
  else hold(edgeSet, edges);
}

// Another day has other people and lines: the drawing library gets all of them anew.
function holdAnew() {
  nodeSet.clear();
  edgeSet.clear();
  renderers.clear();
  holdShown();
}

function holdTo(bottom, scale) {
  heldTo = bottom + holder.clientHeight / scale;
  holdShown();
}

// As much as the first view shows.
function holdFirst() {
  rows = rowsNow();
  const scale = fittingScale();
  holdTo(extent().top + holder.clientHeight / scale, scale);
}

// Before anything is drawn: hold what the view shows by now, down to a screen below it. A network is small.
function holdView() {
  if (inNetwork()) return;
  const bottom = graph.DOMtoCanvas({ x: 0, y: holder.clientHeight }).y;
  if (bottom <= heldTo) return;
  holdTo(bottom, graph.getScale());
}
