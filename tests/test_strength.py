"""How strong a relationship is: by hand, and beside the definition on random networks."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.strength import warmth
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx
from tests.reference import ways
from tests.reference.day import Day
from tests.reference.drawing import AS_OF, Drawing, ago
from tests.reference.networks import networks
from tests.reference.policy import changed_policy
from tests.ways_drawn import acquainted, situation


def told(drawing: Drawing, **changes: Any) -> dict[tuple[str, str], Any]:
    """Both people of each relationship with strength, what it rests on, and how many contacts."""
    seen = situation(drawing, **changes)
    name = seen.snapshot.name
    return {
        (name(row["one"]), name(row["other"])): (row["strength"], row["basis"], row["contacts"])
        for row in seen.strengths.iter_rows(named=True)
    }


def known(tier: str | None = "B") -> Drawing:
    """Otto of ours and Dora of theirs, at an account of this tier."""
    return Drawing().customer("Musterwerk", tier).ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)


def met(days: int, channel: str, tier: str | None = "B", other: str = "Dora") -> Drawing:
    return known(tier).contact(ago(days), channel, organiser="Otto", participant=other)


def only(drawing: Drawing, **changes: Any) -> Any:
    found = told(drawing, **changes)
    assert set(found) == {("Otto", "Dora")}
    return found["Otto", "Dora"]


@pytest.mark.parametrize(
    ("channel", "weight"),
    [("visit", 1.0), ("meeting", 0.8), ("event", 0.6), ("call", 0.4), ("other", 0.2)],
)
def test_a_contact_of_today_counts_by_its_channel(channel: str, weight: float) -> None:
    assert only(met(0, channel)) == (pytest.approx(1 - math.exp(-weight), abs=1e-12), "contacts", 1)


@pytest.mark.parametrize(
    ("tier", "days", "left"),
    [("A", 120, 0.5), ("B", 180, 0.5), ("B", 360, 0.25), ("C", 365, 0.5), (None, 365, 0.5)],
)
def test_a_visit_fades_by_half_over_the_half_life_of_the_tier(
    tier: str | None, days: int, left: float
) -> None:
    # a customer without tier and without value is C
    assert only(met(days, "visit", tier))[0] == pytest.approx(1 - math.exp(-left), abs=1e-12)


def test_several_contacts_add_up_and_several_of_a_day_are_one() -> None:
    drawing = met(0, "visit").contact(ago(0), "call", organiser="Otto", participant="Dora")
    drawing.contact(ago(180), "meeting", organiser="Dora", participant="Otto")
    # 1.0 today (the call of that day adds nothing), 0.8 half faded
    assert only(drawing) == (pytest.approx(1 - math.exp(-1.4), abs=1e-12), "contacts", 2)


def test_a_measure_done_counts_as_an_event() -> None:
    assert only(known().measure(ago(0), "Otto", "Dora"))[0] == pytest.approx(1 - math.exp(-0.6), abs=1e-12)


def test_the_highest_tier_decides_where_somebody_has_a_role_too() -> None:
    # Dora works at B, has a role at A: half-life 120
    drawing = met(120, "visit").customer("Beispielbau", "A").role("Dora", "user", "Beispielbau")
    assert only(drawing)[0] == pytest.approx(1 - math.exp(-0.5), abs=1e-12)


def test_somebody_of_no_account_has_the_half_life_of_none() -> None:
    drawing = known().person("Ute").contact(ago(180), "visit", organiser="Otto", participant="Ute")
    assert told(drawing)["Otto", "Ute"][0] == pytest.approx(1 - math.exp(-0.5), abs=1e-12)


def test_what_is_very_old_is_next_to_nothing_but_not_nothing() -> None:
    strength = only(met(3600, "visit"))[0]
    assert strength == pytest.approx(2.0**-20, rel=1e-5)
    assert 0 < only(met(18_000, "visit"))[0] == pytest.approx(2.0**-100, rel=1e-9)


@pytest.mark.parametrize(("weight", "strength"), [(1, 1 / 6), (3, 0.5), (5, 5 / 6), (None, 0.5)])
def test_an_acquaintance_without_contacts_counts_by_its_weight(weight: int | None, strength: float) -> None:
    given_weight = {"weight": weight} if weight else {}
    for start, end in (("Otto", "Dora"), ("Dora", "Otto")):
        drawing = known().link(start, "KNOWS", end, **given_weight)
        assert only(drawing) == (pytest.approx(strength), "acquaintance", 0)


def test_contacts_count_before_an_acquaintance_and_that_before_an_assignment() -> None:
    drawing = met(0, "call").link("Dora", "KNOWS", "Otto", weight=5).cares("Otto", "Dora", current=4)
    assert only(drawing) == (pytest.approx(1 - math.exp(-0.4)), "contacts", 1)
    drawing = known().link("Dora", "KNOWS", "Otto", weight=1).cares("Otto", "Dora", current=4)
    assert only(drawing) == (pytest.approx(1 / 6), "acquaintance", 0)


@pytest.mark.parametrize(("current", "strength"), [(4, 4 / 6), (1, 1 / 6), (None, 1 / 6)])
def test_an_assignment_without_contacts_stands_for_the_recorded_relationship(
    current: int | None, strength: float
) -> None:
    quality: dict[str, Any] = {"current": current} if current else {}
    drawing = known().cares("Otto", "Dora", **quality)
    assert only(drawing) == (pytest.approx(strength), "assignment", 0)


def test_what_has_ended_or_not_begun_is_no_relationship() -> None:
    drawing = known().link("Otto", "KNOWS", "Dora", valid_to=ago(1)).cares("Otto", "Dora", valid_from=ago(-1))
    assert told(drawing) == {}
    assert told(met(-1, "visit")) == {}


def test_a_channel_that_the_policy_gives_no_weight_is_no_relationship() -> None:
    drawing = met(0, "mail").contact(ago(0), "mail", sender="Otto", recipient="Dora")
    assert told(drawing, **{"strength.weight.mail": 0}) == {}
    drawing.link("Otto", "KNOWS", "Dora", weight=2)
    assert only(drawing, **{"strength.weight.mail": 0})[1] == "acquaintance"


def test_a_half_life_of_nothing_leaves_only_the_contacts_of_today() -> None:
    changes = {"strength.half_life_days.B": 0}
    assert only(met(0, "visit"), **changes)[0] == pytest.approx(1 - math.exp(-1))
    assert told(met(1, "visit"), **changes) == {}


def test_contacts_of_one_who_has_left_us_are_no_longer_ours() -> None:
    # Lena(1), left yesterday, visited Dora;  Otto knows neither
    drawing = known().person("Lena").job("Lena", "Us", 1, valid_to=ago(1))
    assert told(drawing.contact(ago(9), "visit", organiser="Lena", participant="Dora")) == {}


def test_two_outside_and_two_of_ours_who_know_each_other() -> None:
    drawing = known().ours("Paula").theirs("Emil", "Musterwerk").link("Emil", "KNOWS", "Dora", weight=2)
    drawing.link("Emil", "KNOWS", "Dora", weight=4, topic="Ausbildung").link("Otto", "KNOWS", "Paula")
    found: dict[frozenset[str], Any] = {frozenset(pair): rest for pair, rest in told(drawing).items()}
    assert found == {
        frozenset(("Emil", "Dora")): (pytest.approx(4 / 6), "acquaintance", 0),
        frozenset(("Otto", "Paula")): (pytest.approx(0.5), "acquaintance", 0),
    }


def test_words_for_strengths() -> None:
    limits = [1.0, 0.6, 0.59, 0.3, 0.29, 0.1, 0.09, 0.0]
    words = ["close", "close", "warm", "warm", "cool", "cool", "cold", "cold"]
    assert list(map(warmth, limits)) == words


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(acquainted(networks()), st.booleans())
def test_every_strength_is_that_of_the_definition(
    network: tuple[nx.MultiDiGraph[str], date], group: bool
) -> None:
    graph, as_of = network
    policy = changed_policy({"strength.half_life_days.A": 60, "strength.weight.mail": 0.05})
    seen = Situation(from_networkx(graph, as_of), Policy(policy), group=group)
    identity = seen.snapshot.id
    ours = {
        frozenset((identity(row["one"]), identity(row["other"]))): row["strength"]
        for row in seen.strengths.iter_rows(named=True)
    }
    assert len(ours) == seen.strengths.height
    assert ours == pytest.approx(ways.strengths(Day(graph, policy, as_of, group)), rel=1e-9)


def test_the_day_is_that_of_the_drawings() -> None:
    assert situation(Drawing()).as_of == AS_OF
