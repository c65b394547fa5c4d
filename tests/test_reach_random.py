"""Ways and access are those of the NetworkX definitions, on random networks."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.reach import Reach, find_reach
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.told_ways import warmest_ways
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx
from tests.reference import ways
from tests.reference.accounts import own_people
from tests.reference.day import Day
from tests.reference.networks import as_graph, networks, random_network
from tests.reference.policy import changed_policy
from tests.ways_drawn import acquainted

PRICES = st.sampled_from([0.35, 0.1, 1.0])
CAREFUL = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])


def both(network: tuple[nx.MultiDiGraph[str], date], price: float) -> tuple[Situation, Day]:
    graph, as_of = network
    policy = changed_policy({"strength.intermediary": price})
    return Situation(from_networkx(graph, as_of), Policy(policy)), Day(graph, policy, as_of)


def same_way(found: Any, expected: ways.Way) -> None:
    assert tuple(person.id for person in found.people) == expected.people
    assert found.score == pytest.approx(expected.score, abs=1e-9)


@CAREFUL
@given(acquainted(networks()), PRICES)
def test_the_warmest_way_to_everybody(network: tuple[nx.MultiDiGraph[str], date], price: float) -> None:
    seen, day = both(network, price)
    identity = seen.snapshot.id
    scores = {identity(row["person"]): row["score"] for row in seen.warmest.iter_rows(named=True)}
    assert scores == pytest.approx(ways.scores(day), abs=1e-9)
    found = warmest_ways(seen, seen.external["person"])
    assert len(found) == len(scores)
    rows = {row["person"]: row for row in seen.warmest.iter_rows(named=True)}
    for number, way in found.items():
        same_way(way, ways.all_ways(day, identity(number), own_people(day))[0])
        row = rows[number]
        assert [row["own"], row["before"]] == [way.people[0].number, way.people[-2].number]
        assert row["between"] == len(way.people) - 2


@CAREFUL
@given(acquainted(networks()), PRICES, st.data())
def test_the_few_best_ways_to_one_of_all_of_ours_and_of_one(
    network: tuple[nx.MultiDiGraph[str], date], price: float, data: st.DataObject
) -> None:
    seen, day = both(network, price)
    ours, theirs = (table["person"].sort().to_list() for table in (seen.own, seen.external))
    if not theirs:
        return
    person = data.draw(st.sampled_from(theirs))
    name = seen.snapshot.id(person)
    found = find_reach(seen, person)
    expected = ways.best_ways(day, name, own_people(day))
    same_ways(found, expected)
    on_whom_it_hangs(found, seen, day, name, expected)
    if ours:
        start = data.draw(st.sampled_from(ours))
        found = find_reach(seen, person, start)
        expected = ways.best_ways(day, name, {seen.snapshot.id(start)})
        same_ways(found, expected)
        of_all = ways.scores(day).get(name)
        warmer = of_all is not None and (not expected or of_all < expected[0].score - 1e-9)
        assert (found.elsewhere is not None) == warmer
        if found.elsewhere:
            assert found.elsewhere.score == pytest.approx(of_all, abs=1e-9)


def same_ways(found: Reach, expected: list[ways.Way]) -> None:
    assert len(found.ways) == len(expected)
    for way, other in zip(found.ways, expected, strict=True):
        same_way(way, other)
    known = any(len(way.people) == 2 for way in expected)
    assert found.as_dict()["reachable"] is bool(expected)
    if expected:
        assert found.state == ("known" if known else "introduced")
    else:
        assert found.state in ("no path", "no network", "objects")


def on_whom_it_hangs(found: Reach, seen: Situation, day: Day, name: str, expected: list[ways.Way]) -> None:
    assert (found.access is None) == (not expected)
    if found.access is None:
        return
    cut = [seen.snapshot.id(one) for one in found.access.cut]
    assert found.access.ways == ways.independent_ways(day, name)
    if found.access.ways == 1:
        alone = [one for one in expected[0].people[:-1] if not ways.can_be_reached(day, name, {one})]
        assert sorted(cut) == sorted(alone)
    else:
        assert len(cut) == found.access.ways
        assert not ways.can_be_reached(day, name, set(cut))


def test_a_larger_network() -> None:
    network = random_network(seed=11, size=2_000)
    seen, day = both((as_graph(network), network.as_of), 0.35)
    identity = seen.snapshot.id
    scores = {identity(row["person"]): row["score"] for row in seen.warmest.iter_rows(named=True)}
    assert scores == pytest.approx(ways.scores(day), abs=1e-9)
    assert len(scores) > 1_000


def test_the_ways_that_are_compared_are_of_every_sort() -> None:
    sorts = set()

    @settings(CAREFUL, max_examples=60)
    @given(acquainted(networks()))
    def look(network: tuple[nx.MultiDiGraph[str], date]) -> None:
        seen, _ = both(network, 0.35)
        for person in seen.external["person"]:
            found = find_reach(seen, person)
            sorts.update({found.state, f"{len(found.ways)} ways"})
            sorts.update(f"{len(way.people)} people" for way in found.ways)
            sorts.add(f"access {found.access.ways if found.access else 0}")

    look()
    # without any network at all is drawn by hand: of these networks hardly one has nobody in contact
    assert {"known", "introduced", "no path", "objects"} <= sorts
    assert {"3 ways", "2 people", "3 people", "4 people", "access 1", "access 2"} <= sorts
