"""Pages of odd sizes, on a laptop and on a tablet held upright: nothing cut or covered, the right words."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.overview import overview
from stakeholder_graph.pages.portfolio import portfolio
from tests.pages.browser import OpenPage, axe_violations, fail_if_broken, watched_context
from tests.pages.odd_sizes import LONG, MAKERS, odd
from tests.pages.test_account_map import RECORD, REDRAWN

SCREENS = {"en": (1280, 800), "de": (820, 1180)}
PEOPLE = {
    "no gaps": 3, "nobody": 0, "one person": 1, "400 people": 410, "no level": 6, "group": 37,
    "long names": 11,
}  # fmt: skip
# Words of headings and numbers that a line breaks in two, and boxes whose text does not fit
CUT = """() => {
  const found = [];
  const places = ".number span, .number b, .level, .rung, .more, .status, .legend span";
  for (const one of document.querySelectorAll(places)) {
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth) found.push(one.textContent);
    for (const node of [...one.childNodes].filter((child) => child.nodeType === 3)) {
      for (const word of node.textContent.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) found.push(word[0]);
      }
    }
  }
  return found;
}"""


@pytest.fixture(scope="module", params=list(MAKERS))
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder, made = tmp_path_factory.mktemp("odd"), odd(request.param)
    texts = {"map": account_map(made.map), "overview": overview(made.overview)}
    for name, text in {**texts, "portfolio": portfolio(made.portfolio)}.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8", newline="\n")
    return request.param, folder


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_map_is_fit_to_be_shown(browser: Browser, pages: tuple[str, Path], language: str) -> None:
    size, folder = pages
    width, height = SCREENS[language]
    context, watch = watched_context(browser, viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(f"{(folder / 'map.html').as_uri()}#lang={language}")
    page.wait_for_selector(".rows .row")
    assert fits(page)
    assert page.evaluate(CUT) == []
    right = page.locator(".canvas").bounding_box()
    assert right
    texts = sorted(page.evaluate(REDRAWN), key=lambda item: item["y"])
    boxes = list({(item["left"], item["y"]): item for item in texts}.values())
    for at, one in enumerate(boxes):
        assert one["left"] >= 0 and one["right"] <= right["width"] + 1, one
        for other in boxes[at + 1 :]:
            beside = one["right"] <= other["left"] + 0.5 or other["right"] <= one["left"] + 0.5
            assert beside or other["y"] - one["y"] >= 13, (one, other)
    told = page.inner_text(".status").split(",")[0]
    one, many = {"en": ("person", "people"), "de": ("Person", "Personen")}[language]
    assert told == f"{PEOPLE[size]} {one if PEOPLE[size] == 1 else many}"
    assert axe_violations(page) == []
    page.locator("[data-field=list]").click()
    assert fits(page)
    assert page.locator("#list tbody tr").count() == PEOPLE[size]
    context.close()
    fail_if_broken([watch])


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["overview", "portfolio"])
def test_the_other_pages_need_no_scrolling_to_the_side(
    open_page: OpenPage, pages: tuple[str, Path], name: str, language: str
) -> None:
    width, height = SCREENS[language]
    viewport = {"width": width, "height": height}
    page = open_page(pages[1] / f"{name}.html", f"#lang={language}", viewport=viewport)
    page.wait_for_selector("#tools button")
    assert fits(page)
    assert axe_violations(page) == []


def written(folder: Path, size: str) -> Path:
    path = folder / "map.html"
    path.write_text(account_map(odd(size).map), encoding="utf-8", newline="\n")
    return path


def test_where_nobody_is_known_the_map_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(written(tmp_path, "nobody"))
    page.wait_for_selector(".rows .row")
    assert page.inner_text(".canvas .empty") == "Nobody is known here yet."
    assert page.inner_text("[data-number=deciders]").split("\n")[-1] == "no decider known to need care"
    page.locator("[data-field=list]").click()
    assert page.inner_text("#list .nobody") == "Nobody is known here yet."
    page.locator("[data-tool=language]").click()
    assert page.inner_text("#list .nobody") == "Hier ist noch niemand bekannt."
    other = open_page(written(tmp_path, "one person"), "#coverage=fine&view=list")
    assert other.inner_text("#list .nobody") == "Nobody fits these filters."


def test_where_no_gap_is_found_the_panel_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(written(tmp_path, "no gaps"), "#lang=de")
    assert page.inner_text("[data-number=gaps]").split() == ["0", "Lücken"]
    assert "An diesem Tag keine Lücken gefunden." in page.inner_text("#panel")


def test_where_no_level_is_known_those_in_need_are_on_the_first_screen() -> None:
    from stakeholder_graph.pages.layout import arrange

    data = odd("no level").map
    ladder = arrange(data["people"], data["lines"])
    gaps = [at for at, who in enumerate(data["people"]) if who["coverage"] == "gap"]
    assert len(gaps) == 2
    assert {ladder.rows[ladder.spots[at].row].level for at in gaps} == {None}
    assert max(ladder.spots[at].y for at in gaps) < 480
    # our own person on the first rung keeps it whole
    assert [row.height for row in ladder.rows] == [108, 60, 60, 60, 172]


def test_people_of_a_group_say_which_company_they_belong_to(
    browser: Browser, open_page: OpenPage, tmp_path: Path
) -> None:
    data = odd("group").map
    assert len({who["organisation"] for who in data["people"] if who["side"] == "account"}) == 12
    page = open_page(written(tmp_path, "group"), "#view=list")
    row = page.locator("#list tbody tr", has_text="Bela Küste")
    assert "Wolkenbruch Küste GmbH" in row.locator("td").nth(1).inner_text()
    context, watch = watched_context(browser)
    ladder = context.new_page()
    ladder.add_init_script(RECORD)
    ladder.goto((tmp_path / "map.html").as_uri())
    ladder.wait_for_selector(".rows .row")
    texts = [item["text"] for item in ladder.evaluate(REDRAWN)]
    assert sum(text.startswith("Decider · Wolkenbruch ") for text in texts) >= 10
    context.close()
    fail_if_broken([watch])


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_longest_names_break_in_two_before_the_edge(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    width, height = SCREENS[language]
    context, watch = watched_context(browser, viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(written(tmp_path, "long names").as_uri())
    page.wait_for_selector(".rows .row")
    texts = [item["text"] for item in page.evaluate(REDRAWN)]
    first = [text for text in texts if text.startswith("Prof. Dr. Dr. h. c. Waltraud")]
    assert len(first) >= 3 and not any(text.endswith("…") for text in first)
    for text in first:
        second = texts[texts.index(text) - 1].rstrip("…")
        assert f"{LONG[0]} 1".replace(text, "").strip()[:12] == second[:12]
    context.close()
    fail_if_broken([watch])
