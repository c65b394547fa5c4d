"""The account on earlier days: each is what a map made on that day would show."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.graph import StakeholderGraph
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.history import past_days
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.past import past_day
from stakeholder_graph.snapshot import take_snapshot
from tests.pages.browser import OpenPage, axe_violations
from tests.pages.fixtures import PAYLOADS, example_data, poisoned
from tests.pages.test_export import saved

QUARTERS = (
    "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30",
    "2026-09-30",
)  # fmt: skip
TOLD = (
    "side",
    "kind",
    "level",
    "roles",
    "coverage",
    "job_title",
    "organisation",
    "department",
    "last_contact",
)


def seen(records: Records, day: date) -> tuple[Situation, list[Finding]]:
    situation = Situation(take_snapshot(records, day), load_policy())
    gaps = find_gaps(situation)
    counted = gaps.table.filter(gaps.table["replaced_by"].is_null())
    return situation, explain(situation, gaps, counted)


def as_told(who: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(str(who[name]) for name in TOLD)


def test_each_day_is_what_a_map_of_that_day_shows() -> None:
    records = example_records()
    today, findings = seen(records, DAY)
    past = [Situation(take_snapshot(records, day), load_policy()) for day in past_days(records, DAY)]
    days = [past_day(then, find_gaps(then), today) for then in past]
    compared = 0
    for number, account in enumerate(today.accounts["account"]):
        data = map_data(today, findings, account, days=days)
        assert [day["date"] for day in data["past"]["days"]] == list(QUARTERS), number
        everybody = [*data["people"], *data["past"]["people"]]
        relations = [*data["relations"], *data["past"]["relations"]]
        for day in data["past"]["days"]:
            then, found = seen(records, date.fromisoformat(day["date"]))
            same = map_data(then, found, account)
            states = {
                index: {**everybody[index], **day["people"].get(str(index), {})} for index in day["there"]
            }
            assert {who["id"]: as_told(who) for who in states.values()} == {
                who["id"]: as_told(who) for who in same["people"]
            }
            assert day["numbers"] == same["numbers"] and day["rungs"] == same["rungs"]
            name = [who["name"] for who in everybody]
            then_name = [who["name"] for who in same["people"]]
            lines = {
                (name[one["own"]], name[one["other"]], one["duty"], one["since"]) for one in day["lines"]
            }
            assert lines == {
                (then_name[one["own"]], then_name[one["other"]], one["duty"], one["since"])
                for one in same["lines"]
            }
            ties = {(relations[at]["kind"], name[relations[at]["from"]]) for at in day["relations"]}
            assert ties == {(one["kind"], then_name[one["from"]]) for one in same["relations"]}
            assert Counter(kind for kind, _, _ in day["gaps"]) == Counter(
                one["kind"] for one in same["findings"]
            )
            compared += len(states)
    assert compared > 1000


def test_without_dates_there_are_no_earlier_days(open_page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text(account_map(example_data()), encoding="utf-8")
    page = open_page(path, "#at=2026-06-30")
    page.wait_for_selector(".rows .row")
    assert not page.locator("#time").is_visible()
    assert page.inner_text("#facts").endswith("as of 23 Nov 2026")


@pytest.fixture(scope="module")
def karmesin(graph: StakeholderGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("past") / "map.html"
    path.write_text(graph.map_page("Karmesin"), encoding="utf-8", newline="\n")
    return path


def drawn(page: Page) -> None:
    page.wait_for_selector(".ladder > [role=group] button", state="attached")


def people_in(page: Page) -> set[str]:
    return {text.split(",")[0] for text in page.locator(".ladder > [role=group] button").all_text_contents()}


def status(page: Page) -> str:
    return page.locator(".fields [role=status]").inner_text()


def numbers(page: Page) -> list[str]:
    return page.locator("#numbers button b").all_inner_texts()


def test_the_slider_goes_from_day_to_day_by_keyboard_and_the_address_keeps_it(
    open_page: OpenPage, karmesin: Path
) -> None:
    page = open_page(karmesin)
    drawn(page)
    slider = page.get_by_role("slider", name="Day shown")
    assert slider.get_attribute("aria-valuetext") == "today, 23 Nov 2026"
    assert numbers(page) == ["14", "3 of 4", "13 Nov 2026"] and status(page) == "31 people, 6 folded"
    today = people_in(page)
    assert "Roswitha Pflaumenblau" not in today
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    for _ in range(2):
        assert page.url.endswith("#at=2026-03-31")
        assert page.get_by_role("slider").get_attribute("aria-valuetext") == "31 Mar 2026"
        assert page.inner_text("#time output") == "31 Mar 2026"
        assert "Rests on dated facts only" in page.inner_text("#time")
        assert page.inner_text("#facts").endswith("as of 31 Mar 2026, by dated facts")
        assert numbers(page) == ["19", "4 of 5", "31 Mar 2026"]
        assert "Roswitha Pflaumenblau" in people_in(page) and "Falk Schiefergrau" not in people_in(page)
        assert not page.locator("#cycle").is_visible()
        page.reload()
        drawn(page)
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    assert page.url.endswith("#at=2024-12-31")
    page.get_by_role("button", name="Back to today").click()
    assert "at=" not in page.url and page.evaluate("document.activeElement.id") == "day"
    assert people_in(page) == today and numbers(page) == ["14", "3 of 4", "13 Nov 2026"]
    assert page.locator("#cycle").is_visible()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["levels", "network", "list"])
def test_axe_has_nothing_to_say(
    open_page: OpenPage, karmesin: Path, language: str, scheme: str, view: str
) -> None:
    page = open_page(karmesin, f"#view={view}&at=2026-03-31&lang={language}", color_scheme=scheme)
    page.wait_for_selector("tbody tr" if view == "list" else ".canvas canvas", state="attached")
    assert page.get_attribute("html", "lang") == language
    assert axe_violations(page) == []


def test_the_list_of_a_day_holds_whom_the_day_had(
    open_page: OpenPage, karmesin: Path, graph: StakeholderGraph
) -> None:
    page = open_page(karmesin, "#view=list&at=2026-03-31")
    then, found = seen(graph.records, date(2026, 3, 31))
    account = next(
        row["account"] for row in then.accounts.iter_rows(named=True) if row["name"].startswith("Karm")
    )
    same = map_data(then, found, account)
    names = page.locator("tbody tr td:first-child button").all_inner_texts()
    assert sorted(names) == sorted(who["name"] for who in same["people"])
    assert status(page) == f"{len(names)} people"
    needing = [who for who in same["people"] if who["coverage"] in ("gap", "warning", "fine")]
    page.locator("select[data-field=coverage]").select_option("need")
    assert status(page) == f"{len(needing)} of {len(names)} people"


def test_the_panel_tells_the_gaps_of_the_day_and_says_what_it_does_not_tell(
    open_page: OpenPage, karmesin: Path
) -> None:
    page = open_page(karmesin, "#at=2026-03-31")
    drawn(page)
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Gaps on 31 Mar 2026"
    assert "Evidence and next steps stand with the gaps of today." in panel.inner_text()
    assert panel.locator("h3").first.inner_text() == "Decider without care (1)"
    assert panel.locator(".past-gaps li").count() == 19
    assert panel.locator(".finding").count() == 0
    panel.get_by_role("button", name="Roswitha Pflaumenblau").first.click()
    assert panel.locator("h2").inner_text() == "Roswitha Pflaumenblau"
    text = panel.inner_text()
    assert "Gaps on 31 Mar 2026" in text and "Carer not senior enough" in text and "Nele Schafgarbe" in text
    assert "Profile, contacts, reports, jobs and ways of introduction are shown with today." in text
    # whoever is not there today is nobody's choice then, and is it again on the day
    page.get_by_role("button", name="Back to today").click()
    assert panel.locator("h2").inner_text() == "Gaps of this account"
    page.get_by_role("slider").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert panel.locator("h2").inner_text() == "Roswitha Pflaumenblau"


def test_search_finds_whom_the_day_had_and_nobody_else(open_page: OpenPage, karmesin: Path) -> None:
    for address, found in (("", "Nobody of that name"), ("#at=2026-03-31", "1 found")):
        page = open_page(karmesin, address)
        drawn(page)
        page.get_by_role("combobox", name="Find a person").fill("roswitha")
        assert page.locator(".search [role=status]").inner_text() == found


def test_the_network_of_a_day_keeps_everybody_in_place(
    open_page: OpenPage, karmesin: Path, tmp_path: Path
) -> None:
    page = open_page(karmesin, "#view=network&at=2026-03-31")
    drawn(page)
    assert "Roswitha Pflaumenblau" in people_in(page) and "Falk Schiefergrau" not in people_in(page)
    picture = saved(page, "svg", tmp_path).read_text(encoding="utf-8")
    assert "as of 31 Mar 2026, by dated facts" in picture and "Roswitha Pflaumenblau" in picture
    page.get_by_role("button", name="Levels").click()
    assert page.locator(".rows .row").count() >= 4
    assert "Roswitha Pflaumenblau" in people_in(page)


def test_a_day_of_an_address_that_the_page_does_not_have_is_today(
    open_page: OpenPage, karmesin: Path
) -> None:
    page = open_page(karmesin, "#at=2026-04-01")
    drawn(page)
    assert page.inner_text("#facts").endswith("as of 23 Nov 2026")


@pytest.mark.parametrize("payload", PAYLOADS[:6])
def test_hostile_texts_of_an_earlier_day_stay_texts(
    open_page: OpenPage, graph: StakeholderGraph, payload: str, tmp_path: Path
) -> None:
    data = graph._map_data("Karmesin", "en", False, past=True)
    keep = ("side", "coverage", "class", "language", "level_source", "duty", "date", "kind", "state", "way")
    past = {**data["past"], "people": poisoned(data["past"]["people"], payload, keep)}
    past["days"] = [
        {
            **day,
            "people": poisoned(day["people"], payload, keep),
            "gaps": [[k, p, payload] for k, p, _ in day["gaps"]],
        }
        for day in past["days"]
    ]
    path = tmp_path / "map.html"
    path.write_text(account_map({**data, "past": past}), encoding="utf-8")
    for view in ("levels", "network", "list"):
        page = open_page(path, f"#at=2026-03-31&view={view}")
        page.wait_for_selector("tbody tr" if view == "list" else ".canvas canvas", state="attached")
        assert page.evaluate("window.hacked") is None


def test_equal_data_give_equal_bytes_and_stay_small(graph: StakeholderGraph) -> None:
    with_days = graph.map_page("Karmesin")
    assert with_days == graph.map_page("Karmesin")
    assert len(with_days.encode()) < 450_000
