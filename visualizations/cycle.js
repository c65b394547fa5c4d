// The cycle of care below the head: seven steps, each with sign and word; opened, what is missing and what to do.

const cycle = /** @type {HTMLDetailsElement} */ (document.getElementById("cycle"));
const STEP_SIGNS = { done: "✓", partly: "◐", missing: "!", unknown: "?" };

const stepSign = (step) => make("i", { "aria-hidden": "true" }, STEP_SIGNS[step.state]);

cycle.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !cycle.open) return;
  cycle.open = false;
  document.getElementById("cycle-row").focus();
});

function showCycle(now, before) {
  for (const element of elements("[data-say]")) element.textContent = say(dataOf(element, "say"));
  document.getElementById("trend-text").textContent = both(data.trend.text);
  if (before && before.lang === now.lang) return;
  document.getElementById("cycle-row").replaceChildren(
    make("b", {}, say("cycle")),
    ...data.cycle.map((step) => make("span", { class: `step ${step.state}` }, stepSign(step), make("span", {}, both(step.step), make("span", { class: "for-readers" }, `: ${both(step.said)}`)))));
  const body = document.getElementById("cycle-body");
  body.setAttribute("aria-label", say("cycle"));
  document.getElementById("cycle-steps").replaceChildren(...data.cycle.map((step) => make("li", {},
    make("span", { class: `step ${step.state}` }, stepSign(step), make("span", {}, both(step.step), " ", make("small", {}, `(${both(step.said)})`))),
    make("div", {}, make("p", {}, both(step.text)), ...step.next.map((text) => make("p", { class: "next" }, both(text)))))));
}
