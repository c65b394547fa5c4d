// The slider over the as-of date: today and the ends of the quarters before; and what the panel says of an earlier day.

const time = /** @type {HTMLElement} */ (document.getElementById("time"));
const slider = make("input", {
  type: "range", id: "day", min: "0", max: String(EARLIER.length), step: "1", autocomplete: "off",
  on: { input: () => change({ at: EARLIER[+slider.value]?.date ?? "" }) },
});
const sliderLabel = make("label", { for: "day" });
const dayText = make("output", { for: "day" });
const toToday = button("", () => {
  change({ at: "" });
  slider.focus();
}, { class: "to-today" });
const restsOn = make("p", { class: "small" });
time.append(sliderLabel, slider, dayText, toToday, restsOn);

/** @type {(now: Record<string, string>) => void} */
function showTime(now) {
  time.hidden = !EARLIER.length;
  const past = pastNow();
  cycle.hidden = past !== null;
  time.classList.toggle("past", past !== null);
  time.setAttribute("aria-label", say("time"));
  sliderLabel.textContent = say("time");
  slider.value = String(past ? EARLIER.indexOf(past) : EARLIER.length);
  const text = past ? day(now.at) : say("time_today", { date: day(data.as_of) });
  slider.setAttribute("aria-valuetext", text);
  dayText.textContent = text;
  toToday.textContent = say("time_back");
  toToday.hidden = past === null;
  restsOn.hidden = past === null;
  restsOn.textContent = past ? say("time_rests") : "";
}

/**
 * The gaps of a day by kind, in the order in which `gaps` lists them; with whom they are about.
 * @param {[string, number|null, string][]} gaps
 */
function pastGaps(gaps) {
  /** @type {Map<string, [string, number|null, string][]>} */
  const kinds = new Map();
  for (const gap of gaps) kinds.set(gap[0], [...(kinds.get(gap[0]) ?? []), gap]);
  return make("section", { class: "past-gaps" }, [...kinds].map(([kind, same]) => [
    make("h3", {}, `${word("kinds", kind)} (${same.length})`),
    lines(same.map(([, person, name]) =>
      make("li", {}, person === null ? name || make("span", { class: "muted" }, say("past_account")) : nameLink(person)))),
  ]).flat());
}

/** @type {(past: any) => any[]} */
function pastAccountPanel(past) {
  return [
    make("header", {}, make("div", {}, make("h2", {}, say("past_gaps", { date: day(past.date) })), make("p", { class: "muted small" }, say("past_hint")))),
    past.gaps.length ? pastGaps(past.gaps) : make("p", { class: "muted" }, say("panel_account_none")),
  ];
}

/**
 * Of a person what was so on that day; all else is told with today, and said to be.
 * @param {number} index
 * @param {any} past
 * @returns {any[]}
 */
function pastPersonPanel(index, past) {
  const person = people[index];
  const level = person.level ? `${person.level} ${levelName(person.level)}` : levelName(null);
  const where = [person.job_title, person.department, person.organisation].filter(Boolean).join(", ");
  /** @type {[string, number|null, string][]} */
  const gaps = past.gaps.filter((/** @type {[string, number|null, string]} */ gap) => gap[1] === index);
  return [
    make("header", {}, make("div", {}, make("h2", {}, person.name), where ? make("p", { class: "muted small" }, where) : ""), button(say("close"), closePanel, { class: "close" })),
    make("div", { class: "pills" }, [sideName(person), level].map((text) => make("span", { class: "pill" }, text))),
    make("p", { class: `verdict ${person.coverage}` }, symbolOf(person), make("span", {}, capital(say(`coverage_${person.coverage}`)))),
    aroundField(),
    gaps.length ? block(say("past_gaps", { date: day(past.date) }), lines(gaps.map(([kind]) => make("li", {}, word("kinds", kind))))) : "",
    careBlock(index, say("panel_care"), carersOf(index), NEED.includes(person.coverage) ? say("care_nobody") : ""),
    careBlock(index, say("panel_cares"), caredBy(index), ""),
    rolesBlock(person), relationsBlock(index),
    make("p", { class: "muted small rest" }, say("past_rest", { date: day(past.date) })),
  ];
}
