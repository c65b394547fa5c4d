"""What findings about risks and the cycle say on the example, word for word, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.snapshot import take_snapshot


@cache
def findings() -> tuple[Finding, ...]:
    situation = Situation(take_snapshot(example_records(), DAY), load_policy())
    gaps = find_gaps(situation)
    return tuple(explain(situation, gaps, gaps.table))


def told(kind: str, language: str, place: int = 0) -> dict[str, Any]:
    return [finding for finding in findings() if finding.kind == kind][place].as_dict(language)


SENTENCES = [
    (
        "competitor-tie",
        0,
        "Waldemar Ocker (decider at Karmesin Chemie AG) is tied to our competitor Tollkirsche Pumpen SE.",
        "Waldemar Ocker (Karmesin Chemie AG, Rolle: Entscheider) hat eine Verbindung zu unserem Wettbewerber "
        "Tollkirsche Pumpen SE.",
    ),
    (
        "opposed-decider",
        0,
        "Marlene Donnerwetter (decider at Windstille Energie AG) is strongly against us, and "
        "nothing is under "
        "way: no open action, no measure ahead.",
        "Marlene Donnerwetter (Windstille Energie AG, Rolle: Entscheider) ist entschieden gegen "
        "uns, und es ist "
        "nichts im Gange: keine offene Anpassung, keine anstehende Maßnahme.",
    ),
    (
        "open-finding",
        0,
        "The report of 2026-09-29 on Waldemar Ocker says “Er holt für die Pumpstation ein "
        "Vergleichsangebot von "
        "Tollkirsche ein”, and no action follows from it.",
        "Im Bericht vom 29.09.2026 über Waldemar Ocker steht „Er holt für die Pumpstation ein "
        "Vergleichsangebot "
        "von Tollkirsche ein“, und keine Anpassung folgt daraus.",
    ),
    (
        "open-finding",
        1,
        "The action “Ersatzteilpaket für das Sudhaus anbieten” for Quirin Gerstengold was due on "
        "2026-10-15 and "
        "is still open, 39 days late; responsible: Till Graupel.",
        "Die Anpassung „Ersatzteilpaket für das Sudhaus anbieten“ für Quirin Gerstengold war am 15.10.2026 "
        "fällig und ist noch offen, seit 39 Tagen; verantwortlich: Till Graupel.",
    ),
    (
        "wrong-measure",
        0,
        "Waldemar Ocker (decider at Karmesin Chemie AG) stands on level management and is invited to "
        "“Pumpenschulung für Anwender”; a training is meant for level lead and operative.",
        "Waldemar Ocker (Karmesin Chemie AG, Rolle: Entscheider) steht auf der Ebene Management und ist zu "
        "„Pumpenschulung für Anwender“ eingeladen; eine solche Maßnahme (Schulung) ist für die Ebene Leitung "
        "und die Ebene Operativ gedacht.",
    ),
    (
        "thinning-contact",
        0,
        "In the last 365 days we had 4 personal contacts with those who decide at Windstille "
        "Energie AG, in the "
        "365 days before it was 9.",
        "In den letzten 365 Tagen gab es 4 persönliche Kontakte mit denen, die bei Windstille Energie AG "
        "entscheiden, in den 365 Tagen davor waren es 9.",
    ),
    (
        "contact-despite-objection",
        0,
        "Rasmus Elfenbein (buyer at Karmesin Chemie AG) objected to contact on 2026-05-04, but "
        "Gesa Quittengelb "
        "had contact with them on 2026-09-17 (mail).",
        "Rasmus Elfenbein (Karmesin Chemie AG, Rolle: Einkäufer) hat am 04.05.2026 dem Kontakt "
        "widersprochen, "
        "doch Gesa Quittengelb hatte am 17.09.2026 noch Kontakt mit der Person (Mail).",
    ),
    (
        "successor-missing",
        0,
        "After 2027-01-31 nobody of ours cares for Alma Sahneweiß (decider at Butterblume Molkerei eG): Ole "
        "Himmelblau leaves us on 2027-01-31. No successor is recorded.",
        "Nach dem 31.01.2027 betreut niemand von uns mehr Alma Sahneweiß (Butterblume Molkerei eG, Rolle: "
        "Entscheider): Ole Himmelblau verlässt uns am 31.01.2027. Eine Nachfolge ist nicht erfasst.",
    ),
]


@pytest.mark.parametrize(("kind", "place", "english", "german"), SENTENCES)
def test_the_sentence_in_both_languages(kind: str, place: int, english: str, german: str) -> None:
    assert told(kind, "en", place)["text"] == english
    assert told(kind, "de", place)["text"] == german


def records(kind: str, place: int = 0) -> list[tuple[str, str | None]]:
    return [(item["record"], item["id"]) for item in told(kind, "en", place)["evidence"]]


def test_the_records_that_each_rests_on() -> None:
    assert records("competitor-tie") == [
        ("PLAYS_ROLE", "PLAYS_ROLE|p-waldemar-ocker|c-karmesin-chemie|decider|"),
        ("TIED_TO", "TIED_TO|p-waldemar-ocker|c-tollkirsche-pumpen|"),
    ]
    # the evidence of an absence is what was looked through
    assert records("opposed-decider") == [
        ("PLAYS_ROLE", "PLAYS_ROLE|p-marlene-donnerwetter|c-windstille-energie|decider|"),
        ("Action", "a-lieferplan-windstille"),
        ("Action", None),
    ]
    assert records("open-finding") == [("Report", "b-waldemar-ocker-2026-09"), ("LEADS_TO", None)]
    assert records("open-finding", 1) == [
        ("Action", "a-ersatzteilpaket"),
        ("Report", "b-quirin-gerstengold-2026-08"),
    ]
    assert records("wrong-measure") == [
        ("Measure", "m-pumpenschulung-2027"),
        ("INVITED_TO", "INVITED_TO|p-waldemar-ocker|m-pumpenschulung-2027"),
        ("PLAYS_ROLE", "PLAYS_ROLE|p-waldemar-ocker|c-karmesin-chemie|decider|"),
        ("WORKS_FOR", "WORKS_FOR|p-waldemar-ocker|c-karmesin-chemie|"),
    ]
    assert records("contact-despite-objection") == [
        ("Person", "p-rasmus-elfenbein"),
        ("Interaction", "i-2026-09-17-2"),
    ]
    assert records("successor-missing")[2:] == [
        ("CARES_FOR", "CARES_FOR|p-ole-himmelblau|p-alma-sahneweiss|carer|"),
        ("WORKS_FOR", "WORKS_FOR|p-ole-himmelblau|c-pusteblume-pumpenwerke|1998-09-01"),
        ("CARES_FOR", None),
    ]
    thinning = records("thinning-contact")
    assert thinning[:2] == [("Interaction", None), ("Measure", "m-kongress-tropfenkunde-2026")]
    assert len(thinning) == 1 + 4 + 9


@pytest.mark.parametrize(
    ("kind", "place", "about", "carer"),
    [
        ("competitor-tie", 0, None, None),
        ("open-finding", 0, ("Report", "Probelauf vereinbart"), None),
        ("open-finding", 1, ("Action", "Ersatzteilpaket für das Sudhaus anbieten"), None),
        ("wrong-measure", 0, ("Measure", "Pumpenschulung für Anwender"), None),
        ("contact-despite-objection", 0, None, "Gesa Quittengelb"),
        ("successor-missing", 0, None, "Ole Himmelblau"),
    ],
)
def test_what_a_finding_is_about_and_whom_of_ours_it_concerns(
    kind: str, place: int, about: tuple[str, str] | None, carer: str | None
) -> None:
    found = told(kind, "en", place)
    assert (found["about"] and (found["about"]["kind"], found["about"]["name"])) == about
    assert (found["carer"] and found["carer"]["name"]) == carer


def test_the_next_steps_name_who_can_do_it() -> None:
    assert told("competitor-tie", "en")["next_steps"][0] == (
        "Let Konrad Nordlicht and Nele Schafgarbe find out how close Waldemar Ocker is to Tollkirsche Pumpen "
        "SE, and record it."
    )
    assert told("wrong-measure", "en")["next_steps"][1:] == [
        "On level management this would suit: congress and visit.",
        "Tell the hosts: Fiete Nieselregen and Jonte Windröschen.",
    ]
    assert told("successor-missing", "en")["next_steps"] == [
        "Name a successor for Alma Sahneweiß before 2027-01-31; possible: Bosse Feldsalat.",
        "Let Ole Himmelblau introduce the successor: profile, open topics, a joint visit.",
    ]
    assert told("contact-despite-objection", "en")["next_steps"] == [
        "Make sure that nobody contacts Rasmus Elfenbein any more, and tell Gesa Quittengelb.",
        "If Rasmus Elfenbein has asked for contact again since, record that the objection is over.",
    ]
