"""The network view in a real Chromium: the same people, filters, layers and ways as on the ladder."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from stakeholder_graph.pages.network_view import spread
from tests.pages.browser import OpenPage, axe_violations, fail_if_broken, watched_context
from tests.pages.fixtures import (
    PAYLOADS,
    WriteMap,
    example_data,
    hostile_data,
    large_data,
    needs,
    person,
    role,
)
from tests.pages.test_around import status, within
from tests.pages.test_export import SVG, saved

TEXTS = """
window.texts = [];
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const width = this.measureText(text).width;
  const left = {right: x - width, center: x - width / 2}[this.textAlign] ?? x;
  window.texts.push({text, left, right: left + width, y, scale: this.getTransform().a});
  return fill.apply(this, arguments);
};
window.dashes = [];
const stroke = CanvasRenderingContext2D.prototype.stroke;
CanvasRenderingContext2D.prototype.stroke = function () {
  window.dashes.push(this.getLineDash().join(' '));
  return stroke.apply(this, arguments);
};
"""
ARCS = """
window.arcs = [];
const arc = CanvasRenderingContext2D.prototype.arc;
CanvasRenderingContext2D.prototype.arc = function (x, y, ...rest) {
  const now = this.getTransform();
  const spot = [Math.round(now.a * x + now.e), Math.round(now.d * y + now.f)];
  if (!window.arcs.some(([left, top]) => left === spot[0] && top === spot[1])) window.arcs.push(spot);
  return arc.call(this, x, y, ...rest);
};
"""
REDRAWN = """() => {
  window.texts.length = 0;
  window.dashes.length = 0;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.texts))));
}"""


def drawn(page: Page) -> None:
    page.wait_for_selector(".ladder > [role=group] button", state="attached")


def people_in(page: Page) -> list[str]:
    buttons = page.locator(".ladder > [role=group] button").all_text_contents()
    return [text.split(",")[0] for text in buttons]


def spots() -> dict[str, tuple[float, float]]:
    """Where everybody stands, in the measure of the drawing."""
    data = example_data()
    places = spread(data["people"], data["lines"], data["relations"]) or []
    return {who["name"]: (at[0], at[1]) for who, at in zip(data["people"], places, strict=True) if at}


def unfolded() -> list[str]:
    names = [who["name"] for who in example_data()["people"]]
    return sorted(name for name in names if not name.startswith(("Nadine", "Vera")))


def test_the_three_views_stand_beside_each_other_and_the_address_keeps_the_one(
    open_page: OpenPage, example: Path
) -> None:
    page = open_page(example)
    page.wait_for_selector(".rows .row")
    assert page.locator(".views").first.locator("button").all_inner_texts() == ["Levels", "Network", "List"]
    page.get_by_role("button", name="Network").click()
    assert page.url.endswith("#view=network")
    for _ in range(2):
        drawn(page)
        assert page.get_attribute("[data-field=network]", "aria-pressed") == "true"
        assert not page.locator(".rows").is_visible() and not page.locator(".columns").is_visible()
        assert sorted(people_in(page)) == unfolded()
        assert status(page) == "25 people, 8 folded"
        page.reload()
    page.get_by_role("button", name="Levels").click()
    assert page.locator(".rows .row").count() == 5 and page.locator(".rows").is_visible()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(open_page: OpenPage, example: Path, language: str, scheme: str) -> None:
    address = f"#view=network&lang={language}&person=p-thilo-nirgendwo&around=2"
    page = open_page(example, address, color_scheme=scheme)
    drawn(page)
    page.locator(".layers summary").click()
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "data-theme") == scheme
    assert axe_violations(page) == []


def test_filters_and_steps_show_exactly_those_whom_they_do_on_the_ladder(
    open_page: OpenPage, example: Path
) -> None:
    data = example_data()
    page = open_page(example, "#view=network&coverage=need&kind=account")
    drawn(page)
    asked = [who["name"] for who in data["people"] if who["side"] == "account" and who["needs"]]
    assert status(page) == f"{len(asked)} of 25 people"
    on_ladder = open_page(example, "#coverage=need&kind=account")
    on_ladder.wait_for_selector(".rows .row")
    assert sorted(people_in(page)) == sorted(people_in(on_ladder)) and set(asked) < set(people_in(page))
    names = [who["name"] for who in data["people"]]
    start = names.index("Jürgen Erfunden")
    page = open_page(example, "#view=network&around=1&person=p-jürgen-erfunden")
    drawn(page)
    near = {names[index] for index in within(data, start, 1)}
    assert near <= set(people_in(page))
    assert status(page).startswith(f"{len(near)} of 25 people")


def test_folded_people_come_out_with_one_button_and_nobody_else_moves(
    browser: Browser, example: Path
) -> None:
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(TEXTS)
    page.goto(example.as_uri() + "#view=network")
    drawn(page)
    button = page.locator("[data-field=fold]")
    assert button.inner_text() == "+ 8 more"
    assert button.get_attribute("aria-label") == "Show 8 more people without role or care"
    button.click()
    assert "open=4.unknown" in page.url or "open=2.4" in page.url
    assert len(people_in(page)) == 25
    assert status(page) == "25 people"
    assert page.evaluate("document.activeElement.dataset.field") == "fold"
    button.click()
    assert sorted(people_in(page)) == unfolded()
    context.close()
    fail_if_broken([watch])


def related(page: Page, folder: Path) -> int:
    """How many relations are drawn: the dashed lines of the picture."""
    tree = ElementTree.parse(saved(page, "svg", folder)).getroot()
    return sum(item.get("stroke-dasharray") == "5 4" for item in tree.iter(f"{SVG}polyline"))


def test_relations_are_drawn_from_the_first_and_layers_take_them_away(
    open_page: OpenPage, example: Path, tmp_path: Path
) -> None:
    page = open_page(example, "#view=network")
    drawn(page)
    assert related(page, tmp_path) == 2
    assert page.locator(".layers summary").inner_text() == "Relations (2)"
    page.locator(".layers summary").click()
    page.locator(".layers label", has_text="Reports to").locator("input").uncheck()
    assert page.url.endswith("#view=network&layers=INFLUENCES")
    assert related(page, tmp_path) == 1
    page.locator(".layers label", has_text="Influences").locator("input").uncheck()
    assert page.url.endswith("#view=network&layers=none")
    page.reload()
    drawn(page)
    assert related(page, tmp_path) == 0
    assert page.locator(".layers summary").inner_text() == "Relations"
    page.get_by_role("button", name="Levels").click()
    assert related(page, tmp_path) == 0


def test_the_keyboard_alone_reaches_every_person(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#view=network&open=2.4.unknown")
    drawn(page)
    page.locator("body").press("Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.dataset.index !== undefined"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Home")
    reached = [page.evaluate("document.activeElement.textContent")]
    for _ in range(len(people_in(page)) - 1):
        page.keyboard.press("ArrowRight")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert sorted(text.split(",")[0] for text in reached) == sorted(people_in(page))
    first = spots()[reached[0].split(",")[0]]
    lower = {name: (x, y) for name, (x, y) in spots().items() if name in people_in(page) and y > first[1]}
    nearest = min(lower, key=lambda name: lower[name][1] - first[1] + 2 * abs(lower[name][0] - first[0]))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    below = page.evaluate("document.activeElement.textContent")
    assert below.split(",")[0] == nearest
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == nearest
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == below
    label = page.locator(".ladder > [role=group]").first.get_attribute("aria-label") or ""
    assert label.startswith("The network. Left and right")


@pytest.mark.parametrize("size", ["example", "large"])
@pytest.mark.parametrize("person_id", ["", "p-thilo-nirgendwo"])
def test_no_name_is_drawn_over_another(
    browser: Browser, write_map: WriteMap, size: str, person_id: str
) -> None:
    path = write_map(example_data() if size == "example" else large_data(120))
    context, watch = watched_context(browser, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(TEXTS)
    page.goto(f"{path.as_uri()}#view=network&person={person_id}")
    drawn(page)
    for presses in (0, 3, 4):
        for _ in range(presses):
            page.get_by_role("button", name="Farther").click()
        texts = page.evaluate(REDRAWN)
        last = {(item["text"], item["left"], item["y"]): item for item in texts}.values()
        assert len(last) >= 8
        assert {round(item["scale"], 3) for item in last} == {1}
        boxes = sorted(last, key=lambda item: item["y"])
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                beside = one["right"] <= other["left"] + 0.5 or other["right"] <= one["left"] + 0.5
                assert beside or other["y"] - one["y"] >= 13, (one, other)
    context.close()
    fail_if_broken([watch])


def test_the_name_of_a_decider_without_care_is_whole_and_the_level_stands_below(
    browser: Browser, example: Path
) -> None:
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(TEXTS)
    page.goto(example.as_uri() + "#view=network")
    drawn(page)
    texts = {item["text"] for item in page.evaluate(REDRAWN)}
    assert {
        "Dr. Gesine Platzhalter-Oldendorf",
        "1 · Decider · Vorstandsvorsitzende",
        "Henriette Vorlage",
    } <= texts
    assert "number below a name is the level" in page.inner_text("#legend")
    page.get_by_role("button", name="Levels").click()
    assert "number below a name" not in page.inner_text("#legend")
    context.close()
    fail_if_broken([watch])


def test_the_way_is_drawn_with_whoever_is_not_on_the_map(browser: Browser, example: Path) -> None:
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(TEXTS)
    page.goto(example.as_uri() + "#view=network&person=p-thilo-nirgendwo")
    drawn(page)
    texts = {item["text"] for item in page.evaluate(REDRAWN)}
    assert {"Bodo Abwesend", "Karla Fernab"} <= texts
    assert "1 8" in page.evaluate("window.dashes")
    context.close()
    fail_if_broken([watch])


def test_a_click_on_a_symbol_opens_the_person(browser: Browser, example: Path) -> None:
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(ARCS)
    page.goto(example.as_uri() + "#view=network")
    drawn(page)
    page.wait_for_timeout(200)
    box = page.locator(".canvas").bounding_box()
    assert box
    found = set()
    for x, y in page.evaluate("window.arcs"):
        page.mouse.click(box["x"] + x, box["y"] + y)
        found.add(page.inner_text("#panel h2"))
        page.mouse.click(box["x"] + 3, box["y"] + box["height"] - 4)
        assert page.inner_text("#panel h2") == "Gaps of this account"
    with_a_ring = {"Dr. Gesine Platzhalter-Oldendorf", "Konrad Fiktivus", "Monika Ausgedacht"}
    assert with_a_ring <= found
    context.close()
    fail_if_broken([watch])


def test_the_picture_is_that_of_the_network(open_page: OpenPage, example: Path, tmp_path: Path) -> None:
    page = open_page(example, "#view=network&lang=de")
    drawn(page)
    tree = ElementTree.parse(saved(page, "svg", tmp_path)).getroot()
    texts = [item.text or "" for item in tree.iter(f"{SVG}text")]
    assert "Henriette Vorlage" in texts and "1 · Geschäftsführerin" in texts
    assert not any("Ebene unbekannt" in text for text in texts)
    assert any(text.startswith("wer in Beziehung steht") for text in texts)
    for name in unfolded():
        assert any(text and name.startswith(text.rstrip("…")) for text in texts), name
    # nine lines of care and two relations, and none of the ladder's rows
    lines = example_data()["lines"]
    assert len(list(tree.iter(f"{SVG}polyline"))) == len(lines) + 2
    again = saved(open_page(example, "#view=network&lang=de"), "svg", tmp_path / "again")
    assert (tmp_path / "musterwerke-nordsee-ag.svg").read_bytes() == again.read_bytes()


@pytest.mark.parametrize("payload", PAYLOADS[:6])
def test_hostile_texts_stay_texts(
    open_page: OpenPage, write_map: WriteMap, payload: str, tmp_path: Path
) -> None:
    page = open_page(write_map(hostile_data(payload)), "#view=network")
    drawn(page)
    saved(page, "svg", tmp_path)
    assert page.evaluate("window.hacked") is None


def test_on_paper_stands_the_whole_network(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#view=network&theme=dark")
    drawn(page)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.get_attribute("html", "data-theme") == "light"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_of_too_many_it_is_said_why_there_is_no_network(open_page: OpenPage, write_map: WriteMap) -> None:
    data = example_data()
    many = [
        person(f"Wolke {number}", "account", 2, "gap", roles=role("user"), needs=needs())
        for number in range(301)
    ]
    path = write_map({**data, "people": many, "lines": [], "relations": [], "findings": []})
    page = open_page(path, "#view=network")
    note = page.locator(".ladder .nobody:not(.empty)")
    assert note.inner_text().startswith("Of 301 people a network is a tangle")
    assert axe_violations(page) == []
    assert (
        open_page(path, "#view=network&lang=de")
        .locator(".ladder .nobody:not(.empty)")
        .inner_text()
        .startswith("Von 301")
    )
    page.get_by_role("button", name="Levels").click()
    page.wait_for_selector(".rows .row")
    assert not note.is_visible()
    assert status(page) == "301 people"


def test_where_all_are_folded_it_is_said_and_one_button_shows_them(
    open_page: OpenPage, write_map: WriteMap
) -> None:
    data = example_data()
    alone = [person(f"Wolke {number}", "account", 2, "none") for number in range(3)]
    path = write_map({**data, "people": alone, "lines": [], "relations": [], "findings": []})
    page = open_page(path, "#view=network")
    note = page.locator(".ladder .nobody:not(.empty)")
    assert note.inner_text() == "Nobody here has a role or care yet; the button above shows all 3."
    assert axe_violations(page) == []
    page.locator("[data-field=fold]").click()
    assert not note.is_visible() and sorted(people_in(page)) == ["Wolke 0", "Wolke 1", "Wolke 2"]
    assert page.locator(".canvas canvas").is_visible()


def test_whom_the_network_leaves_out_is_counted(open_page: OpenPage, write_map: WriteMap) -> None:
    page = open_page(write_map(large_data(400)), "#view=network&open=1.2.3.4")
    drawn(page)
    assert status(page) == "408 people, 320 not in the network"
    assert page.locator("[data-field=fold]").count() == 0
