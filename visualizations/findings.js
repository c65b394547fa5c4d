// A finding in the panel: what is wrong, what it rests on, how it is weighed, what to do next.

const number = (value) => numberFormat().format(value);

function evidenceLine(item) {
  const origin = [item.id, item.source ? say("evidence_source", { source: item.source }) : ""].filter(Boolean).join(", ");
  const date = item.date ? `${day(item.date)}: ` : "";
  return make("li", {}, `${date}${both(item.text)}`, origin ? make("span", { class: "muted" }, ` (${origin})`) : "");
}

function section(title, items) {
  return items.length ? [make("h4", {}, title), make("ul", {}, items)] : [];
}

// What stands folded is made when it is first opened: an account may have hundreds.
function whenOpened(details, contents) {
  details.addEventListener("toggle", () => details.append(...contents()), { once: true });
  return details;
}

function evidenceOf(finding) {
  const { tier, role, kind } = finding.factors;
  const values = { severity: number(finding.severity), tier: number(tier), role: number(role), kind: number(kind), class: say(finding.class) };
  return [
    ...section(say("evidence_next"), finding.next_steps.map((step) => make("li", {}, both(step)))),
    ...section(say("evidence_rests"), finding.evidence.map(evidenceLine)),
    ...section(say("evidence_includes"), finding.includes.map((item) => make("li", {}, both(item.text)))),
    ...section(say("evidence_rule"), [make("li", {}, say("evidence_factors", values))]),
  ];
}

function findingCard(finding, withPerson) {
  const person = withPerson && finding.person !== null ? people[finding.person] : null;
  const details = whenOpened(make("details", {}, make("summary", {}, say("evidence"))), () => evidenceOf(finding));
  return make("article", { class: `finding ${finding.class}` },
    make("div", { class: "kind" }, make("b", {}, word("kinds", finding.kind)), make("span", {}, say(finding.class))),
    make("p", {}, both(finding.text)),
    person ? make("p", { class: "small" }, make("button", { type: "button", class: "link", on: { click: () => openPerson(finding.person) } }, person.name)) : "",
    // whoever has left is not on the map
    finding.person === null && finding.who ? make("p", { class: "small who" }, make("b", {}, finding.who)) : "",
    details);
}

// Of one kind more than so many stand below one heading, folded.
const MANY = 3;

function findingGroup(same, withPerson) {
  const title = make("b", {}, `${word("kinds", same[0].kind)} (${same.length})`);
  const group = make("details", { class: `group ${same[0].class}` }, make("summary", {}, title, " ", make("span", {}, say(same[0].class))));
  return whenOpened(group, () => same.map((finding) => findingCard(finding, withPerson)));
}

// Findings as cards in their order; a group stands where the gravest of it would.
function findingCards(findings, withPerson) {
  const groups = new Map();
  for (const finding of findings) groups.set(finding.kind, []);
  for (const finding of findings) groups.get(finding.kind).push(finding);
  return findings.map((finding) => {
    const same = groups.get(finding.kind);
    if (same.length <= MANY) return findingCard(finding, withPerson);
    return same[0] === finding ? findingGroup(same, withPerson) : "";
  });
}
