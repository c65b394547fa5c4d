"""The Cypher twins of the gap checks name exactly the gaps that the product finds, on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from neo4j import Driver

from stakeholder_graph.analysis.jobs import read_titles
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.registry import KINDS
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.network import records_of
from stakeholder_graph.snapshot import take_snapshot
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.embedded_cypher import CypherGraph
from tests.queries.gap_answers import answered, by_the_product
from tests.reference.drawing import AS_OF
from tests.reference.handmade import NETWORKS
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, policy_changes

HAND_MADE = [case for case in NETWORKS if not case.group]


def in_memory(records: Records, policy: Policy, as_of: date) -> CypherGraph:
    readings = read_titles(take_snapshot(records, as_of), policy)
    return CypherGraph(records, readings, ontology())


def agree_in_memory(records: Records, policy: Policy, as_of: date) -> None:
    situation = Situation(take_snapshot(records, as_of), policy)
    assert answered(in_memory(records, policy, as_of).ask, policy, as_of) == by_the_product(situation)


def test_the_queries_find_what_the_example_tells() -> None:
    records, policy = example_records(), load_policy()
    found = answered(in_memory(records, policy, DAY).ask, policy, DAY)
    assert found == by_the_product(Situation(take_snapshot(records, DAY), policy))
    assert {gap[0] for gap in found} == set(KINDS)


@pytest.mark.parametrize("case", HAND_MADE, ids=lambda case: case.name)
def test_the_queries_find_what_was_drawn_by_hand(case: Any) -> None:
    agree_in_memory(records_of(case.graph), Policy(changed_policy(case.policy)), AS_OF)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), policy_changes())
def test_queries_and_product_agree_on_random_networks(drawn: Any, changes: dict[str, Any]) -> None:
    network, as_of = drawn
    agree_in_memory(records_of(network), Policy(changed_policy(changes)), as_of)


@pytest.mark.parametrize("choice", ["account", "tier"])
def test_an_account_or_a_tier_chooses_from_the_same_list(choice: str) -> None:
    records, policy = example_records(), load_policy()
    graph, situation = in_memory(records, policy, DAY), Situation(take_snapshot(records, DAY), policy)
    everything = by_the_product(situation)
    parts = dict(situation.accounts.select("id", "tier").iter_rows())
    for value in sorted(parts)[2:4] if choice == "account" else ("A", "C"):
        chosen = {gap for gap in everything if value in (gap[1], parts.get(str(gap[1])))}
        assert answered(graph.ask, policy, DAY, **{choice: value}) == chosen


def test_a_server_answers_the_same(neo4j_driver: Driver, server_without_nodes: str) -> None:
    records, policy = example_records(), load_policy()
    with open_store(server_without_nodes, create=True) as store:
        store.write(records, readings=read_titles(take_snapshot(records, DAY), policy))
        found = answered(store.ask, policy, DAY)
    assert found == by_the_product(Situation(take_snapshot(records, DAY), policy))
