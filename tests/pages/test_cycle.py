"""The cycle of care and the chart of contacts on the pages, in a real Chromium."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.overview import overview
from stakeholder_graph.pages.trend import trend_chart
from tests.pages.browser import OpenPage, axe_violations
from tests.pages.fixtures import PAYLOADS, example_data, hostile_data, overview_example, trend_example

NOTHING: dict[str, Any] = {
    "months": [],
    "personal": [],
    "remote": [],
    "last_year": {"personal": 0, "remote": 0},
    "year_before": None,
}


def page_of(folder: Path, html: str) -> Path:
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return page_of(tmp_path, account_map(example_data()))


def row(page: Page) -> list[str]:
    """What a screen reader hears of each step."""
    told: list[str] = page.locator("#cycle-row .step > span").evaluate_all(
        "all => all.map(one => one.textContent)"
    )
    return told


def test_the_row_names_all_steps_with_sign_and_word(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    assert page.locator("#cycle-row .step i").all_inner_texts() == ["✓", "✓", "◐", "◐", "✓", "!", "?"]
    assert row(page) == [
        "Value known: done", "People identified: done", "Profiles made: partly", "Care distributed: partly",
        "Contacts kept: done", "Reports in: missing", "Findings acted upon: not known",
    ]  # fmt: skip
    page.get_by_role("button", name="Deutsch").click()
    assert row(page)[:2] == ["Wert bekannt: erledigt", "Personen ermittelt: erledigt"]


def test_the_keyboard_opens_and_closes_it_and_the_ladder_keeps_its_size(
    open_page: OpenPage, example: Path
) -> None:
    page = open_page(example)
    page.wait_for_selector(".rows .row")
    before = page.locator("#ladder").bounding_box()
    expect(page.locator("#cycle-steps")).to_be_hidden()
    page.locator("#cycle-row").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#cycle-steps")).to_be_visible()
    steps = page.locator("#cycle-steps > li").all_inner_texts()
    assert [re.sub(r"\s+", " ", text) for text in steps][5:] == [
        "! Reports in (missing) Reports in: 1 of 2. Do reports.",
        "? Findings acted upon (not known) Findings acted upon: 1 of 2. Do changes.",
    ]
    assert page.locator("#ladder").bounding_box() == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "cycle-body"
    page.keyboard.press("Escape")
    expect(page.locator("#cycle-steps")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "cycle-row"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 820])
def test_axe_has_nothing_to_say_about_what_opens(
    open_page: OpenPage, example: Path, language: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800 if width == 1280 else 1180}
    page = open_page(example, f"#lang={language}", color_scheme=scheme, viewport=size)
    page.wait_for_selector(".rows .row")
    page.locator("#cycle-row").click()
    page.locator(".trend summary").click()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_payloads_in_the_steps_are_text(open_page: OpenPage, tmp_path: Path, payload: str) -> None:
    page = open_page(page_of(tmp_path, account_map(hostile_data(payload))))
    page.wait_for_selector(".rows .row")
    page.locator("#cycle-row").click()
    assert page.locator("#cycle-steps > li").count() == 7
    shown = page.locator("#cycle-steps > li").first.locator("p").first.inner_text()
    assert re.sub(r"\s+", " ", shown).strip().endswith("Value known: 1 of 2.")
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('#cycle img, #cycle iframe, #cycle script').length") == 0


def test_the_chart_says_in_words_and_as_a_table_what_it_draws(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(page_of(tmp_path, overview(overview_example())))
    words = "In the last 365 days: personal 16, remote 20. In the 365 days before: personal 30, remote 9."
    assert page.inner_text("#trend-text") == words
    assert page.get_by_role("img", name=words).count() == 1
    assert (page.locator("rect.personal").count(), page.locator("rect.remote").count()) == (7, 7)
    page.locator(".trend summary").click()
    rows = page.locator(".trend [role=row]").all()
    told = [one.locator("span").all_inner_texts() for one in rows]
    assert told[:3] == [["Month", "personal", "remote"], ["2026-11", "1", "0"], ["2026-10", "0", "5"]]
    assert len(told) == 9
    page.get_by_role("button", name="Deutsch").click()
    assert page.inner_text("#trend-text").startswith(
        "In den letzten 365 Tagen: persönlich 16, aus der Ferne 20."
    )
    assert axe_violations(page) == []


def test_without_contacts_there_is_a_sentence_and_no_chart(open_page: OpenPage, tmp_path: Path) -> None:
    data = {**example_data(), "trend": trend_chart(NOTHING)}
    page = open_page(page_of(tmp_path, account_map(data)))
    page.locator("#cycle-row").click()
    assert page.inner_text(".trend") == "Contacts month by month\nNo contact is recorded."
    assert page.locator(".trend svg").count() == 0
    assert axe_violations(page) == []


def test_the_columns_stand_on_each_other_and_reach_the_top() -> None:
    chart = trend_example()
    assert (chart["top"], len(chart["columns"])) == (6, 8)
    # 102 units of height for 6 contacts: 17 each; the axis stands at 110
    assert [chart["columns"][at]["personal"] for at in (0, 6)] == [[42.0, 68.0], [110.0, 0.0]]
    assert [chart["columns"][at]["remote"] for at in (4, 7)] == [[8.0, 68.0], [93.0, 0.0]]
    assert [label["text"] for label in chart["labels"]] == ["2026-05", "2026-11"]
    ends = [column["x"] + column["width"] for column in chart["columns"]]
    assert all(one < other["x"] for one, other in zip(ends, chart["columns"][1:], strict=False))
    assert ends[-1] <= 384


def test_the_examples_pages_tell_what_the_commands_tell(open_page: OpenPage, tmp_path: Path) -> None:
    with load_example(tmp_path, DAY) as graph:
        graph.overview(tmp_path)
        steps = graph.cycle("Windstille").steps
        trend: dict[str, Any] = graph.trend("Windstille")
        policy = graph.policy
    page = open_page(tmp_path / "map-windstille-energie-ag.html")
    page.locator("#cycle-row").click()
    shown = page.locator("#cycle-steps > li").evaluate_all(
        "all => all.map(one => one.querySelector('p').textContent)"
    )
    assert shown == [step.text("en", policy) for step in steps]
    assert page.locator(".trend rect.personal").count() == sum(number > 0 for number in trend["personal"])
    assert date.fromisoformat(trend["as_of"]) == DAY
