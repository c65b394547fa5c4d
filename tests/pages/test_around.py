"""Steps around a person, layers of relations, and the way of introduction on the account map."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from stakeholder_graph.pages.account_map import account_map
from tests.pages.browser import OpenPage, axe_violations, fail_if_broken, watched_context
from tests.pages.fixtures import WriteMap, example_data, large_data

STROKES = """
window.strokes = [];
const stroke = CanvasRenderingContext2D.prototype.stroke;
CanvasRenderingContext2D.prototype.stroke = function () {
  window.strokes.push({width: this.lineWidth, dashes: this.getLineDash().join(' ')});
  return stroke.apply(this, arguments);
};
window.texts = [];
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text) {
  window.texts.push(text);
  return fill.apply(this, arguments);
};
"""
REDRAWN = """() => {
  window.strokes.length = 0;
  window.texts.length = 0;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.strokes))));
}"""
# The drawing as it is, or drawn anew.
PICTURE = """anew => {
  if (anew) window.dispatchEvent(new HashChangeEvent('hashchange'));
  const picture = () => document.querySelector('.canvas canvas').toDataURL();
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(picture()))));
}"""


def status(page: Page) -> str:
    return page.locator(".fields [role=status]").inner_text()


def within(data: dict[str, Any], start: int, steps: int) -> set[int]:
    """Who is so many ties away, worked out anew."""
    ties = [(line["own"], line["other"]) for line in data["lines"]]
    ties += [(one["from"], one["to"]) for one in data["relations"]]
    found = {start}
    for _ in range(steps):
        found |= {b for a, b in ties if a in found} | {a for a, b in ties if b in found}
    return found


@pytest.mark.parametrize("who", ["p-jürgen-erfunden", "p-dr.-gesine-platzhalter-oldendorf", "p-uwe-garnicht"])
@pytest.mark.parametrize("steps", [1, 2])
def test_steps_show_exactly_those_who_are_so_near(
    open_page: OpenPage, example: Path, who: str, steps: int
) -> None:
    data = example_data()
    start = [person["id"] for person in data["people"]].index(who)
    near = within(data, start, steps)
    way = data["people"][start]["way"] or {"people": []}
    near |= {one["at"] for one in way["people"] if one["at"] is not None}
    page = open_page(example, f"#person={who}&view=list")
    page.locator(f"[data-around='{steps}']").click()
    names = page.locator("tbody tr td:first-child button").all_inner_texts()
    assert sorted(names) == sorted(data["people"][index]["name"] for index in near)
    assert status(page) == f"{len(near)} of 25 people"
    page.reload()
    assert status(page) == f"{len(near)} of 25 people"
    page.locator("[data-around='']").click()
    assert status(page) == "25 people"


def test_without_a_chosen_person_there_are_no_steps(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#around=1&view=list")
    assert page.locator(".around").count() == 0
    assert status(page) == "25 people"


def test_a_layer_draws_its_relations_and_the_address_keeps_it(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    page.wait_for_selector(".rows .row")
    page.locator(".layers summary").click()
    labels = [text.strip() for text in page.locator(".layers label").all_inner_texts()]
    assert labels == ["Influences (1)", "Reports to (1)"]
    assert page.locator("#legend", has_text="other relation").count() == 0
    page.locator(".layers label", has_text="Reports to").locator("input").check()
    assert "layers=REPORTS_TO" in page.url
    assert page.locator("#legend", has_text="other relation").count() == 1
    page.reload()
    assert page.locator(".layers summary").inner_text() == "Relations (1)"
    page.locator(".layers summary").click()
    assert page.locator(".layers input:checked").count() == 1
    assert axe_violations(page) == []


def test_the_way_is_told_and_leads_on(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#person=p-dr.-gesine-platzhalter-oldendorf")
    block = page.locator("#panel section", has=page.locator("h3", has_text="Who can introduce me"))
    assert [text.split("\n") for text in block.locator("li").all_inner_texts()] == [
        ["Henriette Vorlage Beispielwerk GmbH", "→ warm relationship, last contact 19 Aug 2026"],
        ["Prof. Ewald Erdacht Hochschule Irgendwo", "→ cool relationship"],
        ["Dr. Gesine Platzhalter-Oldendorf Musterwerke Nordsee AG"],
    ]
    block.get_by_role("button", name="Prof. Ewald Erdacht").click()
    assert page.inner_text("#panel h2") == "Prof. Ewald Erdacht"


def test_the_way_is_drawn_also_over_people_who_are_not_on_the_map(browser: Browser, example: Path) -> None:
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(STROKES)
    page.goto(example.as_uri())
    page.wait_for_selector(".rows .row")
    dotted = [stroke for stroke in page.evaluate(REDRAWN) if stroke["dashes"] == "1 8"]
    assert dotted == []
    page.evaluate("location.hash = '#person=p-thilo-nirgendwo'")
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'Thilo Nirgendwo'")
    dotted = [stroke for stroke in page.evaluate(REDRAWN) if stroke["dashes"] == "1 8"]
    assert len(dotted) >= 1
    assert {stroke["width"] for stroke in dotted} == {4}
    assert {"Bodo Abwesend", "Karla Fernab"} <= set(page.evaluate("window.texts"))
    assert page.locator("#legend", has_text="way of introduction").count() == 1
    context.close()
    fail_if_broken([watch])


def test_of_whoever_nobody_leads_to_it_is_said(open_page: OpenPage, tmp_path: Path) -> None:
    data = deepcopy(example_data())
    for person in data["people"]:
        person["way"] = None
    path = tmp_path / "map.html"
    path.write_text(account_map(data), encoding="utf-8")
    page = open_page(path, "#person=p-thilo-nirgendwo&lang=de")
    assert "Es ist kein Weg dorthin bekannt." in page.inner_text("#panel")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(open_page: OpenPage, example: Path, language: str, scheme: str) -> None:
    address = f"#person=p-thilo-nirgendwo&around=2&layers=REPORTS_TO&lang={language}"
    page = open_page(example, address, color_scheme=scheme)
    page.wait_for_selector(".rows .row")
    page.locator(".layers summary").click()
    assert axe_violations(page) == []


def related_far_apart() -> dict[str, Any]:
    """A long ladder on which each tenth person advises somebody far away, and all of it is unfolded."""
    data = large_data()
    first, count = 8, len(data["people"]) - 8
    pairs = [(first + at, first + (at * 37 + 90) % count) for at in range(0, count, 10)]
    words = {"verb": {"en": "advises", "de": "berät"}, "back": {"en": "is advised by", "de": "wird beraten"}}
    more = [{"kind": "ADVISES", "from": one, "to": two, "topic": "", **words} for one, two in pairs]
    return {**data, "relations": [*data["relations"], *more]}


def test_what_is_drawn_after_a_choice_stays(open_page: OpenPage, write_map: WriteMap) -> None:
    """Lines end at symbols that come into sight for the first time as they do ever after."""
    page = open_page(write_map(related_far_apart()), "#open=1.2.3.4&layers=ADVISES")
    page.wait_for_selector(".ladder > [role=group] button", state="attached")
    for number in (95, 190, 5, 140, 33, 170, 61, 118):
        page.locator("#search").fill(f"Nummer {number:05d}")
        page.locator("#search").press("Enter")
        assert page.inner_text("#panel h2") == f"Person Nummer {number:05d}"
        assert page.evaluate(PICTURE, False) == page.evaluate(PICTURE, True), number


def test_the_drawing_has_the_colours_of_the_theme_after_printing_and_when_the_system_changes(
    open_page: OpenPage, example: Path
) -> None:
    light, dark = (open_page(example, color_scheme=scheme) for scheme in ("light", "dark"))
    for page in (light, dark):
        page.wait_for_selector(".ladder > [role=group] button", state="attached")
    in_light, in_dark = (page.evaluate(PICTURE, False) for page in (light, dark))
    assert in_light != in_dark
    dark.evaluate("for (const name of ['beforeprint', 'afterprint']) window.dispatchEvent(new Event(name))")
    assert dark.evaluate(PICTURE, False) == in_dark
    light.emulate_media(color_scheme="dark")
    assert light.evaluate(PICTURE, False) == in_dark
