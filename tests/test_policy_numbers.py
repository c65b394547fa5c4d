"""Whole and broken numbers stand side by side in a care policy, and each is taken as it is written."""

from datetime import date
from typing import Any

import pytest

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx
from tests.reference.drawing import AS_OF, Drawing
from tests.reference.policy import changed_policy

# k (1,000 EUR), l (1,000 USD): customers; mia is ours; dora and udo decide there and have nobody
DRAWING = (
    Drawing()
    .customer("k", earnings_value=1000, currency="EUR")
    .customer("l", earnings_value=1000, currency="USD")
    .ours("mia")
    .theirs("dora", "k")
    .role("dora", "decider", "k")
    .theirs("udo", "l")
    .role("udo", "decider", "l")
    .contact(date(2026, 3, 1), "other", organiser="mia", participant="dora udo")
)


def situation(**changes: Any) -> Situation:
    policy = changed_policy({path.replace("__", "."): value for path, value in changes.items()})
    return Situation(from_networkx(DRAWING.graph, AS_OF), Policy(policy))


def test_a_broken_weight_beside_whole_ones() -> None:
    rates = {"EUR": 1, "USD": 0.5}
    found = find_gaps(situation(severity__tier__A=2.5, severity__kind__lost_carer=1, tiers__rate=rates)).table
    deciders = found.filter(found["kind"] == "uncovered-decider")
    told = dict(deciders.select("tier", "tier_factor").iter_rows())
    assert told == {"A": 2.5, "B": 2.0}


def test_a_broken_rate_beside_a_whole_one() -> None:
    accounts = situation(tiers__rate={"EUR": 1, "USD": 0.5}).accounts
    assert dict(accounts.select("id", "value").iter_rows()) == {"k": 1000.0, "l": 500.0}


@pytest.mark.parametrize(("most", "contacts"), [(2.5, 0), (3.5, 2)])
def test_a_broken_limit_of_participants_beside_whole_ones(most: float, contacts: int) -> None:
    rates = {"EUR": 1, "USD": 0.5}
    here = situation(observed__max_participants__other=most, tiers__rate=rates)
    assert here.contacts.height == contacts
