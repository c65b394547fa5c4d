"""Every question gives the rows of its definition, all columns in their order, on 200 random networks.

The definitions are those of tests/reference/questions, which share no code with the product.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, given, settings

from stakeholder_graph.catalogue.find import find_queries
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import records_of
from stakeholder_graph.storage.embedded_cypher import CypherGraph
from tests.catalogue.networks import agree, has_several_currencies, questions, readings
from tests.reference.day import Day
from tests.reference.networks_questions import networks_to_ask, read
from tests.reference.policy import changed_policy, policy_changes
from tests.reference.questions.answers import ANSWERS

ASKED: Counter[str] = Counter()
ANSWERED: Counter[str] = Counter()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks_to_ask(), policy_changes())
def test_every_question_has_the_rows_of_its_definition(
    drawn: tuple[nx.MultiDiGraph[str], date, random.Random], changes: dict[str, Any]
) -> None:
    network, as_of, chance = drawn
    policy = changed_policy(changes)
    day = Day(read(network), policy, as_of)
    if has_several_currencies(day):
        return
    graph = CypherGraph(records_of(network), readings(network), ontology())
    for name, values in questions(day, chance):
        ASKED[name] += 1
        ANSWERED[name] += bool(agree(graph.ask, day, Policy(policy), name, values))


def test_every_question_has_a_definition_and_was_answered_in_many_networks() -> None:
    """Stands behind the other: a question to which the networks hold no answer would prove nothing."""
    assert {query.name for query in find_queries() if query.topic != "gaps"} == ANSWERS.keys()
    rarely = {name: ANSWERED[name] for name in ANSWERS if ANSWERED[name] < 20}
    assert sum(ASKED.values()) > 10_000
    assert rarely == {}
