// What can be said of a person, and who cares for whom: read from the data once.

const DECIDES = ["decider", "co_decider"];
const decides = (person) => person.roles.some((role) => DECIDES.includes(role.role));
/** @type {any[][]} */
let linesOf = [];
/** @type {any[][]} */
let findingsOf = [];
/** @type {any[][]} */
let relationsOf = [];

function readTies() {
  [linesOf, findingsOf, relationsOf] = [people.map(() => []), people.map(() => []), people.map(() => [])];
  for (const line of data.lines) {
    linesOf[line.own].push(line);
    linesOf[line.other].push(line);
  }
  const past = pastNow();
  const findings = past ? past.gaps.map(([kind, person]) => ({ kind, person })) : data.findings;
  for (const finding of findings) if (finding.person !== null) findingsOf[finding.person].push(finding);
  for (const relation of data.relations) {
    relationsOf[relation.from].push({ person: relation.to, verb: relation.verb, topic: relation.topic });
    if (relation.to !== relation.from) relationsOf[relation.to].push({ person: relation.from, verb: relation.back, topic: relation.topic });
  }
}
derived.push(readTies);
readTies();

const carersOf = (index) => linesOf[index].filter((line) => line.other === index);
const caredBy = (index) => linesOf[index].filter((line) => line.own === index);
const partner = (line, index) => (line.own === index ? line.other : line.own);

const levelName = (level) => (level ? capital(data.levels[language][level - 1]) : say("level_unknown"));
const kindName = (kind) => {
  if (kind === "further") return say("side_further");
  if (kind === "other") return say("side_third");
  for (const group of ["category", "party", "standing"]) {
    const name = word(group, kind);
    if (name !== kind) return name;
  }
  return kind;
};
const sideName = (person) => {
  if (person.side === "third") return capital(kindName(person.kind));
  return person.side === "own" ? say("side_ours") : capital(both(data.account.kind));
};

function roleNames(person) {
  const named = new Map();
  for (const role of person.roles) {
    const name = word("role", role.role);
    named.set(name, (named.get(name) ?? true) && role.presumed);
  }
  return [...named].map(([name, presumed]) => (presumed ? `${name} (${say("presumed")})` : name));
}

const hasOwnColumn = (person) => person.side !== "third" || places.columns.some((column) => column.key === person.kind);

// Role, standing and position in one line, as it stands below a name; the kind where the column does not tell it.
function inShort(person) {
  const standing = person.side === "own" ? [] : person.standing.filter((value) => value !== person.kind).map((value) => word("standing", value));
  const elsewhere = person.organisation === data.account.name ? "" : person.organisation;
  const job = person.side === "account" ? [elsewhere, person.job_title] : [person.job_title, person.side === "third" ? person.organisation : ""];
  const kind = hasOwnColumn(person) ? [] : [kindName(person.kind)];
  return [...kind, ...roleNames(person), ...standing, ...job].filter(Boolean).map((part, index) => (index ? part : capital(part))).join(" · ");
}

const dutyName = (line) => (line.duty ? word("duty", line.duty) : say("care_unassigned"));

function careInWords(index) {
  const named = (lines) => lines.map((line) => people[partner(line, index)].name).join(", ");
  const [carers, cared] = [carersOf(index), caredBy(index)];
  return [
    carers.length ? say("tip_carers", { names: named(carers) }) : "",
    cared.length ? say("tip_cares", { names: named(cared) }) : "",
  ].filter(Boolean).join("; ");
}

// Everything that the drawing shows of a person, in words.
function inWords(index) {
  const person = people[index];
  return [
    person.name, sideName(person), levelName(person.level), inShort(person), say(`coverage_${person.coverage}`), careInWords(index),
  ].filter(Boolean).join(", ");
}
