// The panel at the side: the account's gaps and last contacts, or everything about the chosen person.

const panel = document.getElementById("panel");

const block = (title, ...content) => make("section", {}, make("h3", {}, title), ...content);
const lines = (items) => make("ul", { class: "lines" }, items);
const nameLink = (index) => make("button", { type: "button", class: "link", on: { click: () => openPerson(index) } }, people[index].name);

function pairs(entries) {
  const list = make("dl");
  for (const [term, value] of entries) if (value !== "" && value !== null && value !== undefined) list.append(make("dt", {}, term), make("dd", {}, value));
  return list;
}

function contactLine(contact) {
  return make("li", {}, make("span", { class: "muted" }, `${day(contact.date)} · `), capital(word("channel", contact.channel)),
    contact.subject ? `: ${contact.subject}` : "", contact.with.length ? make("div", { class: "small muted" }, say("with", { names: contact.with.join(", ") })) : "");
}

function careBlock(index, title, lineList, empty) {
  if (!lineList.length && !empty) return "";
  const items = lineList.map((line) => {
    const notes = [
      line.duty ? dutyName(line) : "", line.observed ? say(line.duty ? "care_observed" : "care_unassigned") : "",
      line.since ? say("care_since", { date: day(line.since) }) : "",
      line.last_contact ? say("care_last", { date: day(line.last_contact) }) : say("care_never"),
    ].filter(Boolean);
    return make("li", {}, nameLink(partner(line, index)), make("div", { class: "small muted" }, notes.join(", ")));
  });
  return block(title, items.length ? lines(items) : make("p", { class: "muted small" }, empty));
}

function needsBlock(person) {
  const needs = person.needs;
  if (!needs) return "";
  return block(say("panel_needs"), pairs([
    [say("need_carers"), String(needs.carers)], [say("need_deputy"), say(needs.deputy ? "yes" : "no")],
    [say("need_contacts"), needs.contacts_per_year === null ? "" : String(needs.contacts_per_year)], [say("need_level"), say(needs.same_level ? "yes" : "no")],
  ]));
}

function profileBlock(person) {
  const names = ["preferred_channel", "topics", "avoid", "profile_updated", "language", "email", "phone"];
  const shown = (name) => (name === "profile_updated" ? day(person.profile[name]) : name === "preferred_channel" ? word("channel", person.profile[name]) : person.profile[name]);
  const known = names.filter((name) => person.profile[name]).map((name) => [say(`profile_${name}`), shown(name)]);
  return known.length ? block(say("panel_profile"), pairs(known)) : "";
}

function employmentBlock(person) {
  if (!person.employment.length) return "";
  return block(say("panel_employment"), lines(person.employment.map((job) => {
    const dates = [job.since ? say("job_since", { date: day(job.since) }) : "", job.until ? say("job_until", { date: day(job.until) }) : ""];
    const rest = [job.department, job.job_title ? job.organisation : "", ...dates].filter(Boolean).join(", ");
    return make("li", {}, job.job_title || job.organisation, make("div", { class: "small muted" }, rest));
  })));
}

function reportEntry(report) {
  const ratings = Object.keys(texts.en.rating).filter((name) => report.ratings[name])
    .map((name) => `${word("rating", name)} ${report.ratings[name]}/5`).join(", ");
  const head = [day(report.date), say("timeline_report"), report.author ? say("by", { names: report.author }) : ""];
  return make("li", { class: "report" }, make("time", { datetime: report.date }, head.filter(Boolean).join(" · ")),
    report.result ? make("p", {}, report.result) : "", report.finding ? make("p", {}, report.finding) : "", ratings ? make("p", { class: "small muted" }, ratings) : "");
}

function contactEntry(contact) {
  const head = `${day(contact.date)} · ${capital(word("channel", contact.channel))}`;
  return make("li", {}, make("time", { datetime: contact.date }, contact.subject ? `${head}: ${contact.subject}` : head),
    contact.with.length ? make("div", { class: "small muted" }, say("with", { names: contact.with.join(", ") })) : "");
}

// Contacts and interim reports in one line of time, newest first; a report stands before a contact of its day.
function timelineBlock(person) {
  const entries = [
    ...person.reports.map((report) => [report.date ?? "", reportEntry(report)]), ...person.contacts.map((contact) => [contact.date ?? "", contactEntry(contact)]),
  ].sort((one, other) => other[0].localeCompare(one[0]));
  return entries.length ? block(say("panel_timeline"), make("ol", { class: "timeline" }, entries.map((entry) => entry[1]))) : "";
}

function actionsBlock(person) {
  if (!person.actions.length) return "";
  return block(say("panel_actions"), lines(person.actions.map((action) => {
    const due = action.due ? say("due", { date: day(action.due) }) : "";
    const notes = [action.overdue ? `${due} (${say("overdue")})` : due, action.responsible.join(", ")].filter(Boolean).join(", ");
    return make("li", {}, action.text, make("div", { class: action.overdue ? "small late" : "small muted" }, notes));
  })));
}

// The sheet to print before a visit, where a site has one.
const sheetLink = (index) => (data.sheets && (index < 0 || people[index].needs)
  ? make("p", { class: "small no-print" }, make("a", { href: index < 0 ? data.sheets : `${data.sheets}#person-${index}` }, say(index < 0 ? "panel_sheets" : "panel_sheet")))
  : "");

function relationsBlock(index) {
  if (!relationsOf[index].length) return "";
  return block(say("panel_relations"), lines(relationsOf[index].map((relation) =>
    make("li", {}, make("span", { class: "muted" }, `${both(relation.verb)} `), nameLink(relation.person), relation.topic ? make("span", { class: "muted" }, ` (${relation.topic})`) : ""))));
}

function rolesBlock(person) {
  if (!person.roles.length) return "";
  return block(say("panel_roles"), lines(person.roles.map((role) =>
    make("li", {}, capital(word("role", role.role)), role.presumed ? ` (${say("presumed")})` : "", role.about ? make("span", { class: "muted" }, ` · ${role.about}`) : ""))));
}

function personPanel(index) {
  const person = people[index];
  const level = person.level ? `${person.level} ${levelName(person.level)}` : levelName(null);
  const marks = [sideName(person), level, ...person.standing.map((value) => word("standing", value))];
  const where = [person.job_title, person.department, person.organisation].filter(Boolean).join(", ");
  return [
    make("header", {}, make("div", {}, make("h2", {}, person.name), where ? make("p", { class: "muted small" }, where) : ""), button(say("close"), closePanel, { class: "close" })),
    make("div", { class: "pills" }, marks.filter(Boolean).map((text) => make("span", { class: "pill" }, text)), person.level_source === "read" ? make("span", { class: "pill" }, say("level_read")) : ""),
    make("p", { class: `verdict ${person.coverage}` }, symbolOf(person), make("span", {}, capital(say(`coverage_${person.coverage}`)))),
    aroundField(), sheetLink(index),
    findingsOf[index].length ? block(`${say("panel_findings")} (${findingsOf[index].length})`, ...findingCards(findingsOf[index], false)) : "",
    careBlock(index, say("panel_care"), carersOf(index), person.needs ? say("care_nobody") : ""),
    careBlock(index, say("panel_cares"), caredBy(index), ""),
    wayBlock(index), actionsBlock(person),
    needsBlock(person), rolesBlock(person), profileBlock(person), timelineBlock(person), relationsBlock(index), employmentBlock(person),
  ];
}

// The account's last contacts: those of all its people, each once.
function accountContacts() {
  const known = new Map();
  for (const person of people) {
    for (const contact of person.side === "own" ? [] : person.contacts) {
      const key = [contact.date, contact.channel, contact.subject].join("|");
      known.set(key, { ...contact, with: unique([...(known.get(key)?.with ?? []), person.name]) });
    }
  }
  return [...known.values()].sort((a, b) => b.date.localeCompare(a.date) || compare(a.subject, b.subject)).slice(0, 8);
}

function accountPanel() {
  const contacts = accountContacts();
  return [
    make("header", {}, make("div", {}, make("h2", {}, say("panel_account")), make("p", { class: "muted small no-print" }, say("panel_hint")), sheetLink(-1))),
    ...(data.findings.length ? findingCards(data.findings, true) : [make("p", { class: "muted" }, say("panel_account_none"))]),
    data.not_run.length ? make("p", { class: "muted small not-run" }, notRunInWords(data.not_run)) : "",
    contacts.length ? make("section", { id: "contacts" }, make("h3", {}, say("panel_contacts")), lines(contacts.map(contactLine))) : "",
  ];
}

function closePanel() {
  const before = chosen();
  choose(-1);
  const back = state.view === "list" ? list.querySelector(`[data-person="${before}"]`) : keyOf(before);
  if (back && state.view !== "list") go(before);
  else back?.focus();
}

panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen() >= 0) closePanel();
});

function showPanel(now, before) {
  // the list has the whole width while nobody is chosen
  document.querySelector(".work").classList.toggle("alone", now.view === "list" && chosen() < 0);
  if (before && before.person === now.person && before.lang === now.lang && before.at === now.at) return markAround();
  const index = chosen();
  const past = pastNow();
  panel.setAttribute("aria-label", index < 0 ? say("panel_account") : people[index].name);
  const told = past ? (index < 0 ? pastAccountPanel(past) : pastPersonPanel(index, past)) : index < 0 ? accountPanel() : personPanel(index);
  panel.replaceChildren(...told.filter(Boolean));
  // not at the beginning: to ask for it makes the browser place everything, which the drawing will ask for again
  if (before) panel.scrollTop = 0;
}
