"""The handover sheet in a real Chromium: everything that whoever takes over needs, and nothing that runs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from stakeholder_graph.analysis.departure import find_departure
from stakeholder_graph.analysis.names import find_person
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.network import records_of
from stakeholder_graph.pages.handover import handover
from stakeholder_graph.pages.handover_data import handover_data
from stakeholder_graph.snapshot import take_snapshot
from tests.pages.browser import OpenPage, axe_violations
from tests.pages.fixtures import PAYLOADS
from tests.reference.drawing import AS_OF, Drawing, ago

FOREIGN = """() => [...document.querySelectorAll('*')].filter(element =>
  element.matches('img, iframe, object, embed, base, form, a')
  || [...element.attributes].some(item => item.name.startsWith('on'))
).map(element => element.outerHTML)"""
"""Elements that the sheet never has, and attributes that would run something."""


def sheet(records: Records, who: str, day: date, language: str = "en") -> dict[str, Any]:
    situation = Situation(take_snapshot(records, day), load_policy())
    found = find_departure(situation, records, find_person(situation, who), find_gaps(situation))
    return handover_data(situation, found, language=language)


def written(folder: Path, data: dict[str, Any]) -> Path:
    path = folder / "handover.html"
    path.write_text(handover(data), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def example() -> dict[str, dict[str, Any]]:
    """The sheet of Nele Schafgarbe in both languages."""
    return {code: sheet(example_records(), "Nele Schafgarbe", DAY, code) for code in ("en", "de")}


def shown(text: str) -> str:
    """A text as a page shows it, which runs blanks together."""
    return re.sub(r"\s+", " ", text).strip()


def card(page: Page, name: str) -> Any:
    return page.locator("article.card", has=page.locator("h3", has_text=name))


# ---------------------------------------- what stands on it


def test_the_glance_names_everybody_with_a_proposal(
    open_page: OpenPage, tmp_path: Path, example: dict[str, dict[str, Any]]
) -> None:
    page = open_page(written(tmp_path, example["en"]))
    assert page.title() == "Handover: Nele Schafgarbe"
    opens = str(example["en"]["numbers"]["opens"])
    assert page.locator(".numbers dd").all_inner_texts() == ["7", "2", "5", opens]
    assert page.get_attribute(".numbers div:nth-child(4)", "class") == "alarm"
    rows = [row.split("\t")[:4] for row in page.locator(".glance tbody tr").all_inner_texts()]
    assert rows == [
        ["Isidor Türkis", "Karmesin Chemie AG", "carer", "Rufus Lehmbraun"],
        ["Hilde Smaragd", "Karmesin Chemie AG", "carer", "Gesa Quittengelb"],
        ["Rasmus Elfenbein", "Karmesin Chemie AG", "in regular contact, not assigned",
         "nobody: contact is not wanted"],
        ["Uwe Kobaltblau", "Karmesin Chemie AG", "carer, since 2025-02-01", "Mira Mohnrot"],
        ["Waldemar Ocker", "Karmesin Chemie AG", "deputy", "Rufus Lehmbraun"],
        ["Falk Schiefergrau", "Karmesin Chemie AG", "only contact of ours", "Rufus Lehmbraun"],
        ["Roswitha Pflaumenblau", "Butterblume Molkerei eG", "carer, since 2021-01-01", "Bosse Feldsalat"],
    ]  # fmt: skip


def test_a_card_tells_whoever_takes_over_what_they_need(
    open_page: OpenPage, tmp_path: Path, example: dict[str, dict[str, Any]]
) -> None:
    page = open_page(written(tmp_path, example["en"]))
    told = shown(card(page, "Waldemar Ocker").inner_text())
    for part in (
        "Werksleiter, Werk Rosenrot, Karmesin Chemie AG", "Level: management", "decider: Karmesin Chemie AG",
        "Language German", "Preferred channel visit", "Topics Anlagenverfügbarkeit",
        "Avoid Vergleiche mit seinem früheren Arbeitgeber", "waldemar.ocker@karmesin-chemie.example",
        "Rufus Lehmbraun management, 20 hours a year free, knows others there",
        "Terminabsprache Pumpstation Ost", "Last interim report, 2026-09-29 (Konrad Nordlicht)",
        "Er holt für die Pumpstation ein Vergleichsangebot von Tollkirsche ein", "Open actions None.",
        "should have a carer and a deputy, but has only Konrad Nordlicht.", "Joint visit on", "Taken over by",
    ):  # fmt: skip
        assert part in told, part
    assert "Only Nele Schafgarbe cares" not in told
    only = shown(card(page, "Isidor Türkis").inner_text())
    assert "Only Nele Schafgarbe cares, and nobody else of ours is in contact." in only
    assert "Nobody else of ours: let yourself be introduced before the last day." in only
    # a role at a place that was left is none to hand over
    assert "Karmesin" not in shown(card(page, "Roswitha Pflaumenblau").inner_text())
    assert "Open opportunities: Pumpstation Ost" in page.inner_text("main")


def test_german_is_german(open_page: OpenPage, tmp_path: Path, example: dict[str, dict[str, Any]]) -> None:
    page = open_page(written(tmp_path, example["de"]))
    assert page.get_attribute("html", "lang") == "de"
    told = page.inner_text("body")
    for part in ("Übergabe: Nele Schafgarbe", "Stand 23.11.2026", "Wer übernimmt wen", "Betreuungsprofil",
                 "12 Stunden im Jahr frei", "29.09.2026", "Klasse A", "Sprache", "Deutsch"):  # fmt: skip
        assert part in told, part
    english = re.compile(
        r"\b(?:the|of|and|is|are|with|who|nobody|cares?|carer|level|contacts?|account|people)\b"
    )
    assert english.findall(told) == []


def test_one_who_objects_is_marked_and_shows_no_way_to_them(
    open_page: OpenPage, tmp_path: Path, example: dict[str, dict[str, Any]]
) -> None:
    path = written(tmp_path, example["en"])
    page = open_page(path)
    told = shown(card(page, "Rasmus Elfenbein").inner_text())
    assert told.endswith("Objects to contact since 2026-05-04: do not approach.")
    for part in ("Last contacts", "Care profile", "Proposed", "Joint visit", "@"):
        assert part not in told
    # nothing of theirs is in the file either, hidden from sight
    people = example_records().node_table("Person").filter(id="p-rasmus-elfenbein").row(0, named=True)
    html = path.read_text(encoding="utf-8")
    assert not any(people[name] and people[name] in html for name in ("email", "phone", "topics", "avoid"))


def test_somebody_who_has_nothing_to_hand_over_gets_a_sheet_that_says_so() -> None:
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    html = handover(sheet(records_of(drawing.graph), "Otto", AS_OF))
    assert "Otto cares for nobody and is nobody&#39;s only contact: there is nothing to hand over." in html


def test_one_of_theirs_hands_nothing_over() -> None:
    with pytest.raises(
        StakeholderGraphError, match="Viktor Purpur: is not one of ours and hands nothing over"
    ):
        sheet(example_records(), "Viktor Purpur", DAY)


def test_an_acquaintance_who_is_cared_for_is_a_way_in_and_an_objector_is_none() -> None:
    # Otto ==> Dora; Pia ==> Emil -knows- Dora; Pia ==> Ina (objects) -knows- Dora; Rosa knows Dora herself
    drawing = Drawing().customer("Musterwerk", "C").ours("Otto", 1).ours("Pia", 2).ours("Rosa", 3)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).theirs("Emil", "Musterwerk", "user", 2)
    drawing.theirs("Ina", "Musterwerk", "user", 2, contact_allowed=False)
    drawing.cares("Otto", "Dora").cares("Pia", "Emil").cares("Pia", "Ina")
    drawing.link("Emil", "KNOWS", "Dora", weight=4).link("Dora", "KNOWS", "Ina", weight=5)
    drawing.link("Rosa", "KNOWS", "Dora", weight=3)
    (account,) = sheet(records_of(drawing.graph), "Otto", AS_OF)["accounts"]
    assert account["people"][0]["ways"] == [
        "Rosa: warm relationship",
        "Emil knows Dora and is cared for by Pia",
    ]


def test_actions_of_the_leaver_about_nobody_on_the_sheet_stand_at_its_end() -> None:
    drawing = Drawing().customer("Musterwerk", "C").ours("Otto", 1).ours("Pia", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).theirs("Emil", "Musterwerk", "user", 2).cares(
        "Otto", "Dora"
    )
    for name, about, status in (
        ("Call", "Dora", "open"),
        ("Visit", "Emil", "open"),
        ("Mail", "Emil", "done"),
    ):
        drawing.node(name, "Action", text=name, due=ago(3), status=status)
        drawing.link("Otto", "RESPONSIBLE_FOR", name).link(name, "CONCERNS", about)
    data = sheet(records_of(drawing.graph), "Otto", AS_OF)
    assert [action["text"] for action in data["actions"]] == ["Visit"]
    assert [action["text"] for action in data["accounts"][0]["people"][0]["actions"]] == ["Call"]
    assert data["actions"][0]["overdue"] is True


# ---------------------------------------- promises


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(
    open_page: OpenPage, tmp_path: Path, example: dict[str, dict[str, Any]], language: str, scheme: str
) -> None:
    page = open_page(written(tmp_path, example[language]), color_scheme=scheme)
    assert page.get_attribute("html", "data-theme") == scheme
    assert axe_violations(page) == []
    page.get_by_role("button", name={"en": "Light", "de": "Hell"}[language] if scheme == "dark" else
                     {"en": "Dark", "de": "Dunkel"}[language]).click()  # fmt: skip
    assert page.get_attribute("html", "data-theme") != scheme
    assert axe_violations(page) == []


def test_it_stands_without_any_script_and_fits_a_telephone(
    open_page: OpenPage, tmp_path: Path, example: dict[str, dict[str, Any]]
) -> None:
    path = written(tmp_path, example["en"])
    page = open_page(path, java_script_enabled=False)
    assert page.locator("article.card").count() == 7
    narrow = open_page(path, viewport={"width": 390, "height": 800})
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390


def test_in_print_no_card_is_cut_and_no_button_stands(
    open_page: OpenPage, tmp_path: Path, example: dict[str, dict[str, Any]]
) -> None:
    # A4 within its margins is 184 mm wide: 695 pixels of a browser
    page = open_page(written(tmp_path, example["de"]), viewport={"width": 695, "height": 1000})
    page.emulate_media(media="print")
    assert page.locator(".tools").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 695
    heights = page.locator("article.card").evaluate_all("cards => cards.map(one => one.offsetHeight)")
    assert max(heights) < 1000  # each fits one page
    breaks = page.locator("article.card").evaluate_all(
        "cards => cards.map(one => getComputedStyle(one).breakInside)"
    )
    assert set(breaks) == {"avoid"}
    assert page.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"


def test_equal_data_give_equal_bytes_and_a_small_file(example: dict[str, dict[str, Any]]) -> None:
    again = sheet(example_records(), "Nele Schafgarbe", DAY)
    assert handover(again) == handover(example["en"])
    assert len(handover(again).encode()) < 60_000


def hostile(payload: str) -> Records:
    """A network in which every text begins with a payload."""
    drawing = Drawing().customer(f"{payload} account", "A", industry=payload)
    account, own, other, via = f"{payload} account", f"{payload} own", f"{payload} other", f"{payload} via"
    drawing.person(own).job(own, "Us", 1, job_title=payload)
    drawing.person(f"{payload} next", capacity_hours=40).job(f"{payload} next", "Us", 1, job_title=payload)
    drawing.person(
        other, language=payload, topics=payload, avoid=payload, email=payload, phone=payload,
        preferred_channel="visit",
    )  # fmt: skip
    drawing.job(other, account, 1, job_title=payload, department=payload).role(other, "decider", account)
    drawing.person(via).job(via, account, 2).link(via, "KNOWS", other, weight=5)
    drawing.cares(own, other).cares(f"{payload} next", via)
    drawing.node(f"{payload} deal", "Opportunity", stage=payload, amount=5.0, currency=payload)
    drawing.link(account, "HAS_OPPORTUNITY", f"{payload} deal")
    drawing.node("met", "Interaction", date=ago(9), channel="visit", subject=payload)
    drawing.link(own, "TOOK_PART", "met", part="organiser").link(
        other, "TOOK_PART", "met", part="participant"
    )
    drawing.node("report", "Report", date=ago(5), trust=3, result=payload, finding=payload)
    drawing.link(own, "WROTE", "report").link("report", "ABOUT", other)
    for name, about in ((f"{payload} action", other), (f"{payload} more", via)):
        drawing.node(name, "Action", text=name, due=ago(1), status="open")
        drawing.link(own, "RESPONSIBLE_FOR", name).link(name, "CONCERNS", about)
    return records_of(drawing.graph)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_texts_run_nothing_and_are_shown_as_text(
    open_page: OpenPage, tmp_path: Path, payload: str
) -> None:
    records = hostile(payload)
    page = open_page(written(tmp_path, sheet(records, f"{payload} own", AS_OF)))
    assert page.evaluate("document.scripts.length") == 2
    assert page.evaluate(FOREIGN) == []
    assert page.evaluate("window.hacked") is None
    assert shown(page.inner_text("h1")) == shown(f"Handover: {payload} own")
    told = shown(page.inner_text("article.card"))
    assert told.count(shown(payload)) >= 12
    for part in ("next", "via", "action"):
        assert shown(f"{payload} {part}") in told
    assert shown(f"{payload} more") in shown(page.inner_text("main"))
    assert page.evaluate("window.hacked") is None
