"""The overview's numbers: counted where something is known, and never a zero for what nobody recorded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.numbers import in_words, overview_numbers
from stakeholder_graph.pages.overview import overview
from stakeholder_graph.snapshot import take_snapshot
from tests.pages.browser import OpenPage
from tests.pages.fixtures import overview_example

# Boss (level 1) of A was met long ago, of B lately; C has nobody of level 1, D nobody at all.
# Titles make deciders of Boss A and Boss B; Lead C decides by record; nobody at D.
COMPANIES = {"own": "Wir GmbH", "a": "A AG", "b": "B AG", "c": "C AG", "d": "D AG"}
PEOPLE = {
    "we": ("own", 1, ""), "boss-a": ("a", 1, "CEO"), "boss-b": ("b", 1, "CEO"), "lead-c": ("c", 3, "Lead"),
}  # fmt: skip


def numbers(contacts: dict[str, date]) -> dict[str, Any]:
    companies = [
        {"id": key, "name": name, "party": "own" if key == "own" else "customer", "tier": "A"}
        for key, name in COMPANIES.items()
    ]
    jobs = [
        {"start": who, "end": firm, "level": level, "job_title": title or None}
        for who, (firm, level, title) in PEOPLE.items()
    ]
    visits = [{"id": f"visit-{who}", "date": day, "channel": "visit"} for who, day in contacts.items()]
    met = [{"start": who, "end": f"visit-{other}"} for other in contacts for who in ("we", other)]
    records = Records(
        {
            "Company": nodes_of("Company", companies),
            "Person": nodes_of("Person", [{"id": who, "name": who.title()} for who in PEOPLE]),
            "Interaction": nodes_of("Interaction", visits),
        },
        {
            "WORKS_FOR": relationships_of("WORKS_FOR", jobs),
            "TOOK_PART": relationships_of("TOOK_PART", met),
            "PLAYS_ROLE": relationships_of(
                "PLAYS_ROLE", [{"start": "lead-c", "end": "c", "role": "decider"}]
            ),
        },
    )
    return overview_numbers(Book(Situation(take_snapshot(records, DAY), load_policy())))


def test_only_accounts_with_a_known_top_are_asked_for_contact_with_it() -> None:
    found = numbers({"boss-a": date(2024, 5, 6), "boss-b": date(2026, 10, 1)})
    assert (found["top_without_contact"], found["top_known"], found["window_days"]) == (1, 2, 365)
    assert in_words(found)["top"] == {
        "en": "of 2 accounts with a known top had no contact with it in 365 days",
        "de": "von 2 Kunden mit bekannter Spitze ohne Kontakt zu ihr in 365 Tagen",
    }


def test_without_any_contact_in_the_data_nobody_is_said_to_be_without() -> None:
    found = numbers({})
    assert (found["top_without_contact"], found["top_known"]) == (None, 2)
    assert in_words(found)["top"]["en"] == "contact at the top: no contact is recorded"


def test_deciders_without_care_say_how_many_of_them_are_only_presumed() -> None:
    found = numbers({})
    assert (found["deciders_uncovered"], found["deciders_presumed"]) == (3, 2)
    assert in_words(found)["deciders"] == {
        "en": "deciders without care, 2 of them presumed",
        "de": "Entscheider ohne Betreuung, davon 2 vermutet",
    }
    told = [
        in_words({**found, "deciders_uncovered": all_of_them, "deciders_presumed": presumed})["deciders"][
            "en"
        ]
        for all_of_them, presumed in ((6, 6), (6, 0), (0, 0))
    ]
    assert told == ["deciders without care, all presumed", "deciders without care", "deciders without care"]


def test_accounts_where_nobody_is_known_to_decide_are_counted() -> None:
    found = numbers({})
    assert (found["without_decider"], found["accounts"]) == (1, 4)


@pytest.mark.parametrize(
    ("changes", "shown", "words"),
    [
        ({"top_without_contact": None}, "–", "contact at the top: no contact is recorded"),
        (
            {"top_known": 0, "top_without_contact": 0},
            "–",
            "contact at the top: nobody of that level is known",
        ),
        ({}, "1", "of 2 accounts with a known top had no contact with it in 365 days"),
    ],
)
def test_the_page_says_what_is_not_recorded(
    open_page: OpenPage, tmp_path: Path, changes: dict[str, Any], shown: str, words: str
) -> None:
    data = overview_example()
    data["numbers"].update(changes)
    path = tmp_path / "overview.html"
    path.write_text(overview(data), encoding="utf-8", newline="\n")
    page = open_page(path)
    assert page.locator(".numbers dd").nth(2).inner_text() == shown
    assert page.inner_text("[data-said=top]") == words
    line = "At 1 of 3 accounts nobody is known or presumed to decide: record job titles or roles."
    assert page.inner_text("#deciding") == line
    assert "nobody known to need care" in page.inner_text(".signs")
    page.get_by_role("button", name="Deutsch").click()
    assert page.inner_text("#deciding").startswith("Bei 1 von 3 Kunden ist niemand als Entscheider bekannt")
    assert "niemand mit bekanntem Bedarf" in page.inner_text(".signs")


def test_where_everywhere_somebody_decides_no_line_asks_for_titles() -> None:
    data = overview_example()
    data["numbers"]["without_decider"] = 0
    assert 'id="deciding"' not in overview(data)
