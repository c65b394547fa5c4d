"""What is told of care that began within the year: what is due since then, in both languages."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.network import from_networkx
from tests.reference.drawing import AS_OF, Drawing, ago


def too_few(contacts: int) -> Finding:
    """Otto =since 183 days=> Dora, decider [A], twelve contacts a year: six of them are due."""
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).ours("Paula", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora", valid_from=ago(183))
    drawing.contact(ago(1), "visit", organiser="Otto", participant="Paula")
    for days in range(1, contacts + 1):
        drawing.contact(ago(days), "visit", organiser="Otto", participant="Dora")
    situation = Situation(from_networkx(drawing.graph, AS_OF), load_policy())
    gaps = find_gaps(situation)
    return explain(situation, gaps, gaps.table.filter(pl.col("kind") == "under-cared"))[0]


@pytest.mark.parametrize(
    ("contacts", "english", "german"),
    [
        (
            4,
            "Dora (decider at Musterwerk) had 4 contacts with us in the last 365 days; due since care began "
            "on 2025-12-29: 6 (12 a year); cared for by Otto.",
            "Dora (Musterwerk, Rolle: Entscheider) hatte in den letzten 365 Tagen 4 Kontakte mit uns; "
            "vorgesehen seit Beginn der Betreuung am 29.12.2025: 6 (12 im Jahr); betreut von Otto.",
        ),
        (
            0,
            "Dora (decider at Musterwerk) had no contact with us in the last 365 days; due since care began "
            "on 2025-12-29: 6 (12 a year); cared for by Otto.",
            "Dora (Musterwerk, Rolle: Entscheider) hatte in den letzten 365 Tagen keinen Kontakt mit uns; "
            "vorgesehen seit Beginn der Betreuung am 29.12.2025: 6 (12 im Jahr); betreut von Otto.",
        ),
    ],
)
def test_only_what_was_due_since_care_began_is_missed(contacts: int, english: str, german: str) -> None:
    told = too_few(contacts).as_dict("en")
    assert told["text"] == english
    assert too_few(contacts).as_dict("de")["text"] == german
    facts = {name: told["facts"][name] for name in ("contacts", "required_contacts", "due", "missing")}
    assert facts == {"contacts": contacts, "required_contacts": 12, "due": 6, "missing": 6 - contacts}
    assert told["facts"]["care_since"] == date(2025, 12, 29).isoformat()
    assert f"missing so far: {6 - contacts} contacts" in told["next_steps"][0]
