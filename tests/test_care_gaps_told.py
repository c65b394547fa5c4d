"""What is told of care that is there, on the example: sentences, evidence, next steps, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl
import pytest

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.choosing import Choice, choose
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.network import from_networkx
from stakeholder_graph.pages.overview import overview_data
from stakeholder_graph.snapshot import take_snapshot
from tests.reference.drawing import AS_OF, Drawing
from tests.reference.policy import changed_policy


@cache
def findings(language: str) -> list[dict[str, Any]]:
    situation = Situation(take_snapshot(example_records(), DAY), load_policy())
    gaps = find_gaps(situation)
    return [one.as_dict(language) for one in explain(situation, gaps, gaps.table)]


def about(kind: str, name: str, language: str) -> dict[str, Any]:
    """The finding of a kind about somebody or something."""
    subjects = ("person", "about", "carer")
    return next(
        one
        for one in findings(language)
        if one["kind"] == kind
        and next(one[what]["name"] for what in subjects if one[what] is not None) == name
    )


TOLD = {
    ("overloaded-carer", "Nele Schafgarbe"): (
        "Nele Schafgarbe has taken on 52 hours of care a year, but has only 48 hours for it.",
        "Nele Schafgarbe hat Betreuung für 52 Stunden im Jahr übernommen, hat dafür aber nur 48 Stunden.",
        [
            "Hand Uwe Kobaltblau over (24 hours a year); at home at Karmesin Chemie AG and with hours left: "
            "Gesa Quittengelb, Fiete Nieselregen and Pia Taubenblau.",
            "Hand Isidor Türkis over (16 hours a year); at home at Karmesin Chemie AG and with hours left: "
            "Rufus Lehmbraun.",
            "Or give Nele Schafgarbe 4 hours more for care.",
        ],
    ),
    ("under-cared", "Quirin Gerstengold"): (
        "Quirin Gerstengold (decider at Hagelkorn Brauerei GmbH) had 4 contacts with us in the last "
        "365 days; "
        "due: 6 a year; cared for by Till Graupel.",
        "Quirin Gerstengold (Hagelkorn Brauerei GmbH, Rolle: Entscheider) hatte in den letzten 365 Tagen 4 "
        "Kontakte mit uns; vorgesehen: 6 im Jahr; betreut von Till Graupel.",
        [
            "Let Till Graupel plan the contacts of the next twelve months: 6 a year are due; missing so far: "
            "2 contacts.",
            "Quirin Gerstengold prefers: call.",
        ],
    ),
    ("weak-relationship", "Leopold Ringelblum"): (
        "The relationship of Konrad Nordlicht with Leopold Ringelblum (decider at Sonnentau Kliniken AG) is "
        "that of a credible source, and should be that of a problem solver.",
        "Die Beziehung von Konrad Nordlicht zu Leopold Ringelblum (Sonnentau Kliniken AG, Rolle: "
        "Entscheider) "
        "steht heute auf der Stufe „glaubwürdige Quelle“, gewünscht ist „Problemlöser“.",
        [
            "Agree with Konrad Nordlicht what makes the relationship with Leopold Ringelblum that of "
            "a problem "
            "solver, and by when.",
            "What Leopold Ringelblum cares about: Energiekosten, Leasing.",
            "To be avoided with Leopold Ringelblum: Technikdetails.",
        ],
    ),
    ("unreported-care", "Marlene Donnerwetter"): (
        "The last report on Marlene Donnerwetter (decider at Windstille Energie AG) is of "
        "2026-04-09, 228 days "
        "ago; cared for by Jasper Kornblum.",
        "Der letzte Bericht über Marlene Donnerwetter (Windstille Energie AG, Rolle: Entscheider) ist vom "
        "09.04.2026, vor 228 Tagen; betreut von Jasper Kornblum.",
        [
            "Let Jasper Kornblum report on Marlene Donnerwetter: what the care has brought, and what should "
            "change."
        ],
    ),
    ("unreported-care", "Kongress für Tropfenkunde"): (
        "“Kongress für Tropfenkunde” took place on 2026-09-23, 61 days ago, and nobody has reported on it.",
        "„Kongress für Tropfenkunde“ war am 23.09.2026, vor 61 Tagen, und niemand hat darüber berichtet.",
        [
            "Let Rufus Lehmbraun report on “Kongress für Tropfenkunde”: what it has brought, and what should "
            "change."
        ],
    ),
    ("missing-profile", "Bruno Haselnuss"): (
        "The care profile of Bruno Haselnuss (co-decider at Sonnentau Kliniken AG) is of 2025-03-10, "
        "more than "
        "18 months old.",
        "Das Betreuungsprofil von Bruno Haselnuss (Sonnentau Kliniken AG, Rolle: Mitentscheider) ist vom "
        "10.03.2025, über 18 Monate alt.",
        [
            "Let Jasper Kornblum, Mira Mohnrot, Rufus Lehmbraun and Thea Morgenrot check whether the profile "
            "of Bruno Haselnuss still holds."
        ],
    ),
    ("missing-profile", "Sigrid Zitronengelb"): (
        "Nothing is recorded of Sigrid Zitronengelb (decider at Karmesin Chemie AG) that helps in care: no "
        "preferred channel, no topics, nothing to avoid.",
        "Über Sigrid Zitronengelb (Karmesin Chemie AG, Rolle: Entscheider) ist nichts erfasst, was bei der "
        "Betreuung hilft: kein bevorzugter Weg, keine Themen, nichts, was zu vermeiden ist.",
        ["Find out how Sigrid Zitronengelb likes to be approached, which topics count, and what to avoid."],
    ),
    ("over-cared", "Gregor Molkenbach"): (
        "Gregor Molkenbach (Butterblume Molkerei eG) had 14 contacts with us in the last 365 days; "
        "no care is "
        "required.",
        "Gregor Molkenbach (Butterblume Molkerei eG) hatte in den letzten 365 Tagen 14 Kontakte mit uns; "
        "Betreuung ist nicht vorgesehen.",
        [
            "Agree with Bosse Feldsalat how often Gregor Molkenbach is to be seen, and what the "
            "hours are better "
            "used for."
        ],
    ),
    ("unassigned-care", "Knut Raureif"): (
        "Nobody was asked to care for Knut Raureif (user at Windstille Energie AG); in regular "
        "contact: Fiete "
        "Nieselregen.",
        "Niemand hat den Auftrag, Knut Raureif (Windstille Energie AG, Rolle: Anwender) zu betreuen; "
        "regelmäßig "
        "in Kontakt: Fiete Nieselregen.",
        [
            "Make it official and name Fiete Nieselregen as carer of Knut Raureif, or decide that it is not "
            "needed."
        ],
    ),
}


@pytest.mark.parametrize(("kind", "name"), TOLD)
def test_each_kind_is_told_in_whole_sentences(kind: str, name: str) -> None:
    english, german, steps = TOLD[kind, name]
    found = about(kind, name, "en")
    assert found["text"] == english
    assert found["next_steps"] == steps
    assert about(kind, name, "de")["text"] == german


def records(kind: str, name: str) -> list[tuple[str, str | None, str]]:
    return [(item["record"], item["id"], item["text"]) for item in about(kind, name, "en")["evidence"]]


def test_the_hours_of_a_carer_are_told_one_by_one() -> None:
    assert records("overloaded-carer", "Nele Schafgarbe") == [
        ("Person", "p-nele-schafgarbe", "48 hours a year for care"),
        (
            "CARES_FOR", "CARES_FOR|p-nele-schafgarbe|p-uwe-kobaltblau|carer|2025-02-01",
            "Uwe Kobaltblau: 12 contacts a year as agreed, 24 hours",
        ),
        (
            "CARES_FOR", "CARES_FOR|p-nele-schafgarbe|p-isidor-tuerkis|carer|",
            "Isidor Türkis: 8 contacts a year, 16 hours",
        ),
        (
            "CARES_FOR", "CARES_FOR|p-nele-schafgarbe|p-hilde-smaragd|carer|",
            "Hilde Smaragd: 4 contacts a year, 8 hours",
        ),
        (
            "CARES_FOR", "CARES_FOR|p-nele-schafgarbe|p-roswitha-pflaumenblau|carer|2021-01-01",
            "Roswitha Pflaumenblau: 2 contacts a year, 4 hours",
        ),
    ]  # fmt: skip


def test_contacts_that_were_counted_are_told_one_by_one() -> None:
    assert records("under-cared", "Quirin Gerstengold")[2:] == [
        ("Interaction", "i-2025-12-03-2", "call with Till Graupel on 2025-12-03"),
        ("Interaction", "i-2026-03-24-1", "mail with Till Graupel on 2026-03-24"),
        ("Interaction", "i-2026-06-26-1", "meeting with Till Graupel on 2026-06-26"),
        ("Interaction", "i-2026-09-22-1", "call with Till Graupel on 2026-09-22"),
    ]


def test_what_was_looked_for_in_vain_is_told() -> None:
    assert records("unreported-care", "Kongress für Tropfenkunde")[1] == (
        "Report", None,
        "no report about it, nor since 2026-09-23 about Ella Veilchenblau, Isidor Türkis, Prof. Dr. Ottilie "
        "Schachtelhalm and Rosa Altweibersommer",
    )  # fmt: skip
    assert records("unreported-care", "Marlene Donnerwetter")[2:] == [
        ("Report", None, "no report on Marlene Donnerwetter in 180 days"),
        ("Report", "b-marlene-donnerwetter-2026-04", "last report by Jasper Kornblum on 2026-04-09"),
    ]
    assert records("over-cared", "Gregor Molkenbach")[:2] == [
        (
            "Interaction", "i-2026-11-19-1",
            "Bosse Feldsalat: 14 contacts in 365 days, last: visit on 2026-11-19",
        ),
        ("PLAYS_ROLE", None, "no role at Butterblume Molkerei eG or any other account"),
    ]  # fmt: skip
    assert records("unassigned-care", "Knut Raureif")[1] == (
        "CARES_FOR", None, "nobody of ours is carer or deputy of Knut Raureif",
    )  # fmt: skip


def test_hours_that_nobody_recorded_are_said_to_be_assumed() -> None:
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    drawing.cares("Otto", "Dora")
    policy = Policy(changed_policy({"effort.default_capacity_hours": 20}))
    situation = Situation(from_networkx(drawing.graph, AS_OF), policy)
    gaps = find_gaps(situation)
    chosen = gaps.table.filter(pl.col("kind") == "overloaded-carer")
    told = explain(situation, gaps, chosen)[0].as_dict("en")
    assert told["text"] == "Otto has taken on 24 hours of care a year, but has only 20 hours for it."
    assert told["evidence"][0]["text"] == "no hours for care recorded: 20 hours a year assumed"
    assert told["next_steps"] == ["Hand over care for 4 hours, or give Otto as many more."]
    assert told["facts"]["rule"] == {
        "effort.planned_hours_per_contact": 2,
        "effort.default_capacity_hours": 20,
    }


def test_what_is_told_at_the_main_account_shows_at_each_of_the_persons_accounts() -> None:
    """Otto ==1, wanted 2==> Dora, decider at Gross [A], who works at Klein [C] too; nobody works at Fremd."""
    drawing = Drawing().customer("Gross", "A").customer("Klein", "C").customer("Fremd", "C").ours("Otto", 1)
    drawing.theirs("Dora", "Gross", "decider", 1).job("Dora", "Klein", 2)
    drawing.cares("Otto", "Dora", current=1, desired=2)
    policy = Policy(changed_policy({"effort.default_capacity_hours": 0}))
    situation = Situation(from_networkx(drawing.graph, AS_OF), policy)
    table = find_gaps(situation).table
    shown = {
        name: set(choose(situation, table, Choice(account=name))["kind"])
        for name in ("Gross", "Klein", "Fremd")
    }
    assert shown == {
        "Gross": {"single-threaded-person", "weak-relationship", "overloaded-carer"},
        "Klein": {"weak-relationship", "overloaded-carer"},
        "Fremd": set(),
    }


def test_the_page_for_leadership_names_no_carer_with_too_few_hours() -> None:
    situation = Situation(take_snapshot(example_records(), DAY), load_policy())
    gaps = find_gaps(situation)
    chosen = gaps.table.filter(pl.col("kind").is_in(["overloaded-carer", "over-cared"]))
    worst = overview_data(situation, explain(situation, gaps, chosen), {})["worst"]
    assert [one["text"]["en"][:17] for one in worst] == ["Gregor Molkenbach"]
