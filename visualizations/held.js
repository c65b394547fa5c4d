// What vis-network is given: whoever is in sight, a screen more, and to whom their lines lead. A long ladder takes
// it longer to set up than all else of the page together; so the rest follows when somebody goes there.

const renderers = new Map();
let heldTo = -Infinity;

function rendererOf(node) {
  const draw = ({ ctx, x, y }) => {
    const isTurn = node.line !== undefined;
    const size = isTurn ? 0 : 2 * 13.5 * radiusOf(people[node.id]);
    return { drawNode: () => isTurn || drawPerson(ctx, node.id, x, y), nodeDimensions: { width: size, height: size } };
  };
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

function holdShown() {
  const nodes = nodesNow();
  const held = new Set(nodes.filter((node) => !node.hidden && (inNetwork() || node.y <= heldTo)).map((node) => node.id));
  const edges = edgesNow().filter((edge) => !edge.hidden && endsOf(edge).some((index) => held.has(index)));
  for (const edge of edges) held.add(edge.from).add(edge.to);
  hold(nodeSet, nodes.map((node, at) => ({ ...node, ctxRenderer: rendererOf(network.nodes[at]) })).filter((node) => held.has(node.id)));
  hold(edgeSet, edges);
}

// Another day has other people and lines: the drawing library gets all of them anew.
function holdAnew() {
  nodeSet.clear();
  edgeSet.clear();
  renderers.clear();
  holdShown();
}

// Before anything is drawn: hold what the view shows by now, down to a screen below it. A network is small.
function holdView() {
  if (inNetwork()) return;
  const bottom = graph.DOMtoCanvas({ x: 0, y: holder.clientHeight }).y;
  if (bottom <= heldTo) return;
  heldTo = bottom + holder.clientHeight / graph.getScale();
  holdShown();
}
