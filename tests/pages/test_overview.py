"""The overview in a real Chromium: a table that stands by itself, sorts, filters and links into the maps."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from stakeholder_graph.gaps.texts import words
from stakeholder_graph.pages.history import chart
from stakeholder_graph.pages.overview import look, overview, share
from tests.pages.browser import OpenPage, axe_violations
from tests.pages.fixtures import large_overview, overview_example


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "overview.html"
    path.write_text(overview(overview_example()), encoding="utf-8", newline="\n")
    return path


def names(page: Page) -> list[str]:
    return page.locator("tbody tr:visible th").all_inner_texts()


def test_it_stands_without_any_script(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, java_script_enabled=False)
    assert page.title() == "Coverage of our accounts"
    rows = [[cell.strip() for cell in row.split("\t")] for row in page.locator("tbody tr").all_inner_texts()]
    first = ["Musterwerke Nordsee AG", "A", "Anlagenbau", "3", "42 %", "0/2", "1/3", "2/2", "–", "–", "–"]
    assert rows[0] == first
    assert [row[0] for row in rows] == ["Musterwerke Nordsee AG", "Beispielbrauerei GmbH", "Platzhalter KG"]
    assert page.locator(".worst li").all_inner_texts()[0].startswith("Nobody of ours cares for Dr. Gesine")


def test_numbers_and_links(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    assert page.locator(".numbers dd").all_inner_texts() == ["2", "60 %", "1", "4"]
    assert "(6 of 10)" in page.inner_text("[data-said=share]")
    links = [link.get_attribute("href") for link in page.locator("tbody tr").first.locator("a").all()]
    assert links == [
        "map-22.html#lang=en",
        "map-22.html#need=1&lang=en",
        "map-22.html#need=2&lang=en",
        "map-22.html#need=3&lang=en",
    ]
    assert page.get_attribute(".worst a", "href") == "map-22.html#person=p+1%262&lang=en"
    classes = (
        page.locator("tbody tr")
        .first.locator("td")
        .evaluate_all("cells => cells.map(cell => cell.className)")
    )
    assert classes[4:8] == ["g", "s", "f", "e"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(open_page: OpenPage, example: Path, language: str, scheme: str) -> None:
    page = open_page(example, f"#lang={language}", color_scheme=scheme)
    assert page.get_attribute("html", "lang") == language
    assert axe_violations(page) == []


def test_filters_show_what_fits_and_say_how_many(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    options = page.locator("select[data-field=industry] option").all_inner_texts()
    assert options == ["Industry: all", "Anlagenbau (1)", "Getränke (2)"]
    page.locator("select[data-field=industry]").select_option("Getränke")
    assert names(page) == ["Beispielbrauerei GmbH", "Platzhalter KG"]
    assert page.inner_text("#status") == "2 of 3 accounts"
    page.locator("select[data-field=gap]").select_option("stale-care")
    assert names(page) == []
    assert page.inner_text("#nobody") == "No account fits these filters."
    page.get_by_role("button", name="Show all").click()
    page.locator("select[data-field=tier]").select_option("A")
    assert names(page) == ["Musterwerke Nordsee AG"]


def test_columns_sort_and_the_address_keeps_it(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    page.get_by_role("button", name="Account").click()
    assert names(page) == ["Beispielbrauerei GmbH", "Musterwerke Nordsee AG", "Platzhalter KG"]
    page.get_by_role("button", name="Top").click()
    assert names(page) == ["Musterwerke Nordsee AG", "Beispielbrauerei GmbH", "Platzhalter KG"]
    page.get_by_role("button", name="Cared for").click()
    page.get_by_role("button", name="Cared for").click()
    page.locator("select[data-field=industry]").select_option("Getränke")
    page.get_by_role("button", name="Dark").click()
    page.get_by_role("button", name="Deutsch").click()
    page.reload()
    assert names(page) == ["Platzhalter KG", "Beispielbrauerei GmbH"]
    assert page.get_attribute("html", "lang") == "de"
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.locator("th[aria-sort=descending]").inner_text().strip() == "Betreut"


def test_a_hundred_accounts_with_their_past_stay_below_100_kb() -> None:
    data = large_overview()
    days = [f"202{5 + at // 4}-0{1 + at % 4}-28" for at in range(8)]
    points = [{"date": one, "cared": 60, "needed": 100, "deciders": 9} for one in days]
    told = {"since": "2026-08-24", "before": 44, "after": 39, "appeared": 10, "closed": 15, "moved": 0}
    changes = {
        **told, "new": data["worst"][:5], "gone": data["worst"][:5],
        "undated": {code: words("changed", "undated", code) for code in ("en", "de")},
    }  # fmt: skip
    assert len(overview({**data, "changes": changes, "history": chart(points)}).encode()) < 100_000


def test_a_hundred_accounts_stay_below_100_kb_and_equal_data_give_equal_bytes() -> None:
    html = overview(large_overview(100))
    assert len(html.encode()) < 100_000
    assert html == overview(large_overview(100))


def test_shares_are_rounded_down_and_cells_say_how_much_is_cared_for() -> None:
    assert [share(cell) for cell in ([0, 0], [0, 3], [2, 3], [199, 200], [3, 3])] == [
        "–",
        "0 %",
        "66 %",
        "99 %",
        "100 %",
    ]
    assert [look(cell) for cell in ([0, 0], [0, 3], [2, 3], [3, 3])] == ["e", "g", "s", "f"]


def test_one_account_is_said_as_one(open_page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "overview.html"
    data = overview_example()
    path.write_text(overview({**data, "accounts": data["accounts"][:1]}), encoding="utf-8", newline="\n")
    assert open_page(path).inner_text("#status") == "1 account"
    assert open_page(path, "#lang=de").inner_text("#status") == "1 Kunde"
