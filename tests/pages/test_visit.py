"""The sheet before a visit in a real Chromium: what to raise and what to avoid, and nothing that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.graph import StakeholderGraph
from stakeholder_graph.pages.visit import needing_care, visit
from tests.pages.browser import OpenPage, axe_violations
from tests.pages.fixtures import PAYLOADS, example_data, poisoned

KEEP = (
    "side", "coverage", "class", "language", "level_source", "duty", "as_of", "date", "since", "until", "due",
    "last", "last_contact", "profile_updated", "warmth", "basis",
)  # fmt: skip


def written(folder: Path, data: dict[str, Any], people: list[int] | None = None) -> Path:
    path = folder / "visit.html"
    path.write_text(visit(data, people), encoding="utf-8", newline="\n")
    return path


def position(data: dict[str, Any], name: str) -> int:
    return [person["name"] for person in data["people"]].index(name)


def part(page: Page, heading: str) -> str:
    """A part of the sheet as lines, the heading first."""
    text = page.locator(".parts > div", has=page.locator("h3", has_text=heading)).inner_text()
    return "\n".join(line for line in text.split("\n") if line)


def test_the_sheet_of_one_person_tells_what_a_visit_needs(open_page: OpenPage, tmp_path: Path) -> None:
    data = example_data()
    page = open_page(written(tmp_path, data, [position(data, "Jürgen Erfunden")]), java_script_enabled=False)
    assert page.title() == "Before the visit: Jürgen Erfunden"
    assert page.locator("article").count() == 1
    assert page.locator("article header p").inner_text() == "Leiter Einkauf, Einkauf, Musterwerke Nordsee AG"
    pills = page.locator(".pill").all_inner_texts()
    assert pills == ["Level: Management", "Decider: Neubau Halle 4", "Cared for"]
    raised = part(page, "What to raise").split("\n")
    assert raised[1:] == [
        "Bring the drawings of hall 4 due 2026-11-01, Malte Mustermann (overdue)",
        "Möchte früher in Planungen einbezogen werden. finding of the report of 2026-09-30",
        "Segeln, Logistik topics",
    ]
    assert part(page, "What to avoid").split("\n")[1] == "Anrufe vor neun"
    cares = part(page, "Who of ours cares")
    assert "Malte Mustermann carer, last contact 2026-10-12" in cares
    assert "Ayşe Beispiel deputy, last contact 2026-10-12" in cares
    assert "2026-10-12\tvisit\tJahresgespräch\tMalte Mustermann" in part(page, "Last contacts")
    assert "reports to Konrad Fiktivus" in part(page, "Who else is tied to them")
    assert "Sees" not in page.inner_text("main") and "Sieht uns als ersten" in page.inner_text("main")


def test_whoever_has_no_carer_gets_a_way_in_and_next_steps(open_page: OpenPage, tmp_path: Path) -> None:
    data = {**example_data(), "language": "de"}
    page = open_page(written(tmp_path, data, [position(data, "Dr. Gesine Platzhalter-Oldendorf")]))
    assert page.title() == "Vor dem Besuch: Dr. Gesine Platzhalter-Oldendorf"
    assert part(page, "Wer von uns betreut").split("\n")[1:] == ["Niemand von uns betreut."]
    assert part(page, "Wer mich vorstellen kann").split("\n")[1:] == [
        "Henriette Vorlage Beispielwerk GmbH → warme Beziehung, letzter Kontakt 19.08.2026",
        "Prof. Ewald Erdacht Hochschule Irgendwo → kühle Beziehung",
        "Dr. Gesine Platzhalter-Oldendorf",
    ]
    assert "Jemanden derselben Ebene als Betreuer benennen." in part(page, "Lücken und nächste Schritte")


def test_one_who_objects_is_only_marked(open_page: OpenPage, tmp_path: Path) -> None:
    data = example_data()
    petra = position(data, "Petra Widerspruch")
    data["people"][petra]["profile"] = {"topics": "Tauben", "email": "petra@example.com"}
    page = open_page(written(tmp_path, data, [petra]))
    text = page.inner_text("main")
    assert "Objects to contact: do not approach." in text
    assert "Tauben" not in text and "petra@" not in page.content()


def test_the_sheets_of_an_account_are_those_who_need_care_by_level(
    open_page: OpenPage, tmp_path: Path
) -> None:
    data = example_data()
    page = open_page(written(tmp_path, data))
    people = [data["people"][index] for index in needing_care(data)]
    assert len(people) == sum(1 for person in data["people"] if person["needs"]) == 9
    assert page.locator("article h2").all_inner_texts() == [person["name"] for person in people]
    levels = [person["level"] for person in people]
    assert levels == sorted(levels)
    page.locator("nav a", has_text="Sabine Müßig").click()
    assert page.evaluate("document.querySelector(':target h2').textContent") == "Sabine Müßig"


def test_nobody_in_need_is_said(open_page: OpenPage, tmp_path: Path) -> None:
    data = example_data()
    for person in data["people"]:
        person["needs"] = None
    page = open_page(written(tmp_path, data))
    assert page.inner_text("main").strip() == "Nobody here is known to need care."


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(open_page: OpenPage, tmp_path: Path, language: str, scheme: str) -> None:
    page = open_page(written(tmp_path, {**example_data(), "language": language}), color_scheme=scheme)
    assert axe_violations(page) == []


def test_it_fits_a_telephone_and_each_person_has_a_sheet_of_paper(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(written(tmp_path, example_data()), viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    breaks = page.locator("article").evaluate_all("all => all.map(one => getComputedStyle(one).breakBefore)")
    assert breaks == ["auto", *["page"] * 8]
    assert not page.locator("nav").is_visible() and not page.locator("#tools").is_visible()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_run_nothing(open_page: OpenPage, tmp_path: Path, payload: str) -> None:
    data = poisoned(example_data(), payload, KEEP)
    for person in data["people"]:
        person["roles"] = [{**role, "role": "decider"} for role in person["roles"]]
    page = open_page(written(tmp_path, data))
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("main script, main img, main iframe, main svg").count() == 0
    assert " ".join(payload.split())[:40].strip() in " ".join((page.text_content("main") or "").split())


def test_equal_data_give_equal_bytes() -> None:
    assert visit(example_data()) == visit(example_data())


def test_a_person_of_the_example_and_those_who_have_no_sheet(graph: StakeholderGraph, tmp_path: Path) -> None:
    path = graph.visit("Sigrid Zitronengelb", tmp_path / "sigrid.html")
    text = path.read_text(encoding="utf-8")
    assert "Before the visit: Sigrid Zitronengelb" in text and "Hedwig Kornrade" in text
    with pytest.raises(StakeholderGraphError, match=r"is one of ours.*handover sheet"):
        graph.visit("Anke Birnbaum", tmp_path / "anke.html")
    assert not (tmp_path / "anke.html").exists()
