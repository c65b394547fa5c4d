// The symbols of people: one shape a side or kind, one sign a coverage. The map, the list and the legend draw the same.

const SHAPES = {
  __proto__: null,
  account: "M10 0A10 10 0 1 1 -10 0A10 10 0 1 1 10 0Z",
  own: "M-7 -9H7Q9 -9 9 -7V7Q9 9 7 9H-7Q-9 9 -9 7V-7Q-9 -9 -7 -9Z",
  association: "M0 -12L12 0L0 12L-12 0Z",
  authority: "M0 -12L12 9.5H-12Z",
  institution: "M0 -11.5L11 -3.5L7 9.5H-7L-11 -3.5Z",
  media: "M-6 -9H12L6 9H-12Z",
  opinion_leader: "M0 -13L3.8 -4.6L12.6 -3.8L6 2.3L8 11.2L0 6.6L-8 11.2L-6 2.3L-12.6 -3.8L-3.8 -4.6Z",
  mandate_holder: "M-4.5 -11H4.5V-4.5H11V4.5H4.5V11H-4.5V4.5H-11V-4.5H-4.5Z",
  public_official: "M0 -12L12 9.5H-12Z",
  supplier: "M-11 0L-5.5 -9.5H5.5L11 0L5.5 9.5H-5.5Z",
  distributor: "M-12 -9.5H12L0 12Z",
  sales_partner: "M-9 -10H9V4L0 11L-9 4Z",
  competitor: "M-4.5 -10.5H4.5L10.5 -4.5V4.5L4.5 10.5H-4.5L-10.5 4.5V-4.5Z",
  other: "M-10 -6.5L-6.5 -10H6.5L10 -6.5V6.5L6.5 10H-6.5L-10 6.5Z",
};
const SIGNS = {
  __proto__: null,
  gap: "M0 -5.5V1M0 5V5.2",
  warning: "M0 -5V0L3.4 2.2",
  fine: "M-4.6 .4L-1.4 3.6L4.8 -3.4",
  objected: "M-4.2 4.2L4.2 -4.2",
};
/** @type {(ways: object) => Record<string, Path2D>} */
const pathsOf = (ways) => Object.assign(Object.create(null), Object.fromEntries(Object.entries(ways).filter(([, d]) => d).map(([name, d]) => [name, new Path2D(d)])));
const SVG = "http://www.w3.org/2000/svg";
const shapeOf = (person) =>
  person.side === "third" ? SHAPES[person.kind] ?? SHAPES.other : SHAPES[person.side];
const COLOURS = {
  gap: "--gap", warning: "--warning", fine: "--fine", none: "--none", own: "--own", objected: "--none",
};

// The colours of the theme, as the style sheet has them now.
function readColours() {
  const styles = getComputedStyle(root);
  const value = (name) => styles.getPropertyValue(name).trim();
  const found = Object.fromEntries(Object.entries(COLOURS).map(([name, variable]) => [name, value(variable)]));
  for (const name of ["surface", "band", "band-other", "border", "text", "muted", "focus", "sign", "line", "line-pale", "accent"]) {
    found[name] = value(`--${name}`);
  }
  return found;
}

function path(d, attributes) {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("d", d);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function picture(width, ...parts) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-width / 2 - 3} -15 ${width + 6} 30`);
  svg.setAttribute("width", String(Math.round(width * 0.7) + 4));
  svg.setAttribute("height", "20");
  svg.setAttribute("aria-hidden", "true");
  svg.append(...parts);
  return svg;
}

// A symbol beside words; its colour is that of its class.
function symbol(shape, coverage, ring = false) {
  const colour = `var(${COLOURS[coverage]})`;
  const hollow = coverage === "none" || coverage === "objected";
  const body = path(shape, { fill: hollow ? "none" : "currentColor", stroke: "currentColor", "stroke-width": hollow ? 2.5 : 0 });
  const parts = [body];
  if (SIGNS[coverage]) {
    parts.push(path(SIGNS[coverage], {
      fill: "none", stroke: hollow ? "currentColor" : "var(--sign)", "stroke-width": 2.6, "stroke-linecap": "round", "stroke-linejoin": "round",
    }));
  }
  if (ring) parts.push(path("M14 0A14 14 0 1 1 -14 0A14 14 0 1 1 14 0Z", { fill: "none", stroke: "var(--text)", "stroke-width": 1.6 }));
  const svg = picture(26, ...parts);
  svg.setAttribute("class", coverage);
  svg.setAttribute("color", colour);
  return svg;
}

const lineSample = (dashes, colour, width) =>
  picture(44, path("M-22 0H22", { stroke: `var(${colour})`, "stroke-width": width, "stroke-dasharray": dashes, fill: "none" }));

const symbolOf = (person) => symbol(shapeOf(person), person.coverage);
