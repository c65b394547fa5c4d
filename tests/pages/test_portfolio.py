"""The portfolio in a real Chromium: bubbles that do not touch, and the people of the one that is opened."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Page

from stakeholder_graph.analysis.coverage import find_coverage
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import example_records
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.portfolio import placed, portfolio, portfolio_data
from stakeholder_graph.pages.portfolio_people import STATES
from tests.pages.browser import OpenPage, axe_violations
from tests.pages.fixtures import PAYLOADS, example_data
from tests.pages.test_folder import Known, known
from tests.reference.networks import networks
from tests.reference.policy import default_policy


@pytest.fixture(scope="module")
def example() -> Known:
    return known(example_records())


def account(
    name: str, tier: str, size: float | None, people: list[list[Any]], cared: int = 0
) -> dict[str, Any]:
    needing = sum(1 for one in people if one[2] < 3)
    return {
        "id": f"c-{name}", "name": name, "tier": tier, "industry": "Wetter", "file": f"map-{name}.html",
        "size": size, "all": [cared, needing], "gaps": needing - cared, "people": people,
    }  # fmt: skip


def data(accounts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "as_of": "2026-11-23", "language": "en", "overview": None, "valued": True,
        "levels": example_data()["levels"], "accounts": accounts,
    }  # fmt: skip


def large(people: int) -> dict[str, Any]:
    chance = random.Random(3)
    accounts = []
    for number in range(people // 40):
        here = [
            [f"Rosa Ahorn {number}-{at}", at % 5, 3 if at > 7 else 2 if at > 1 else 0, f"p-{number}-{at}"]
            for at in range(40)
        ]
        accounts.append(
            account(f"Wolkenbruch {number} AG", "ABC"[number % 3], chance.uniform(0, 1e6), here, 6)
        )
    return data(accounts)


def written(folder: Path, told: dict[str, Any]) -> Path:
    path = folder / "portfolio.html"
    path.write_text(portfolio(told), encoding="utf-8", newline="\n")
    return path


def listed(page: Page) -> list[str]:
    page.wait_for_selector("#panel section li")
    return page.locator("#panel section").first.locator("li").all_inner_texts()


def test_no_bubble_touches_another_and_the_order_does_not_matter() -> None:
    accounts = large(4000)["accounts"]
    bubbles, height = placed(accounts)
    assert len(bubbles) == 100
    for at, one in enumerate(bubbles):
        assert one["r"] <= one["x"] <= 1180 - one["r"] + 1 and one["r"] <= one["y"] <= height - one["r"]
        for other in bubbles[:at]:
            apart = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
            assert apart >= one["r"] + other["r"], (one["name"], other["name"])
    assert placed(accounts[::-1]) == (bubbles, height)
    sizes = [(one["tier"], -one["size"]) for one in bubbles]
    assert sizes == sorted(sizes)


def test_the_examples_bubbles_say_what_coverage_says(
    open_page: OpenPage, tmp_path: Path, example: Known
) -> None:
    situation, findings = example
    page = open_page(written(tmp_path, portfolio_data(situation, findings, {})))
    told = {one.get_attribute("aria-label") for one in page.locator(".bubble").all()}
    gaps = Counter(one.account.id for one in findings if one.account)
    assert told == {
        f"{row.name}, {row.total.cared} of {row.total.needed} cared for, gaps: {gaps[row.id]}"
        for row in find_coverage(situation)
    }


def words_compared(situation: Situation, findings: Sequence[Finding]) -> set[str]:
    """Hold the people of every bubble against those of the map, and return how well they are cared for."""
    told = {one["id"]: one["people"] for one in portfolio_data(situation, findings, {})["accounts"]}
    words = set()
    for number, identity in situation.accounts.select("account", "id").iter_rows():
        people = [one for one in map_data(situation, findings, number)["people"] if one["side"] != "own"]
        expected = [
            [one["name"], one["level"] or 0, STATES.index(one["coverage"]), one["id"]] for one in people
        ]
        expected.sort(key=lambda one: (one[2], one[1] or 9, one[0], one[3]))
        none = STATES.index("none")
        assert told[identity] == [[*one[:3], "" if one[2] == none else one[3]] for one in expected]
        words |= {one["coverage"] for one in people}
    return words


def test_a_bubbles_people_are_those_of_the_map_in_the_same_words(example: Known) -> None:
    assert words_compared(*example) == set(STATES)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks())
def test_so_they_are_on_any_network(drawn: tuple[Any, date]) -> None:
    network, as_of = drawn
    situation = Situation(from_networkx(network, as_of), Policy(default_policy()))
    gaps = find_gaps(situation)
    told = explain(situation, gaps, gaps.table.filter(pl.col("replaced_by").is_null()))
    words_compared(situation, told)


def test_a_bubble_opens_to_its_people(open_page: OpenPage, tmp_path: Path) -> None:
    people = [
        ["Ada Mohnrot", 1, 0, "p 1&2"], ["Bela Tau", 2, 1, "p2"], ["Cora Hagel", 0, 2, "p3"],
        ["Dana Reif", 4, 3, ""], ["Egon Firn", 4, 3, ""],
    ]  # fmt: skip
    told = data([account("Nebel AG", "A", 9.0, people, 2), account("Tau KG", "B", None, [])])
    page = open_page(written(tmp_path, told))
    assert page.inner_text("#panel p") == "Open a bubble to see its people."
    page.locator(".bubble").first.click()
    assert listed(page) == [
        "!Ada Mohnrot Top, nobody cares", "◷Bela Tau Management, late or not on the level",
        "✓Cora Hagel level unknown, cared for",
    ]  # fmt: skip
    assert (
        page.locator("#panel li a").first.get_attribute("href") == "map-Nebel AG.html#person=p+1%262&lang=en"
    )
    assert page.locator("#panel .rest").inner_text().split("\n")[0] == "Not known to need care: 2"
    assert "Operative: 2" in page.locator("#panel .rest").inner_text()
    page.reload()
    assert len(listed(page)) == 3
    page.locator(".bubble").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'Tau KG'")
    assert "Nobody here is known to need care." in page.inner_text("#panel")
    page.locator("[data-tool=language]").click()
    assert page.inner_text("h1") == "Unser Portfolio"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(open_page: OpenPage, tmp_path: Path, language: str, scheme: str) -> None:
    page = open_page(written(tmp_path, large(800)), f"#account=3&lang={language}", color_scheme=scheme)
    listed(page)
    assert axe_violations(page) == []


@pytest.mark.parametrize(("people", "most", "seconds"), [(10_000, 500_000, 1.0), (50_000, 2_000_000, 1.5)])
def test_large_portfolios_stay_small(
    open_page: OpenPage, tmp_path: Path, people: int, most: int, seconds: float
) -> None:
    path = written(tmp_path, large(people))
    assert path.stat().st_size < most
    page = open_page(path)
    page.locator(".bubble").first.dispatch_event("click")
    assert len(listed(page)) == 8
    took = page.evaluate("performance.now() / 1000")
    print(f"{people} people: {path.stat().st_size} bytes, {took:.2f} s, aim {seconds} s")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_run_nothing(open_page: OpenPage, tmp_path: Path, payload: str) -> None:
    told = data([account(payload, "A", 3.0, [[payload, 1, 0, payload]])])
    told["accounts"][0]["industry"] = payload
    page = open_page(written(tmp_path, told), "#account=0")
    assert len(listed(page)) == 1
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("#panel img, #panel script, #panel svg, main script, main img").count() == 0
    assert page.locator("#panel a[href^='javascript']").count() == 0


def test_nobody_and_nothing(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(written(tmp_path, data([])))
    assert page.locator(".bubble").count() == 0
    assert axe_violations(page) == []


def test_equal_data_give_equal_bytes() -> None:
    assert portfolio(large(400)) == portfolio(large(400))
