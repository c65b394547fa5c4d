"""The whole catalogue on a server gives the rows of the definitions and the gaps of the product.

On 3 random networks: each is written to the server and asked some 120 questions there; to plan each of them
takes the server seconds. The other engine is asked about 200 in tests/catalogue and tests/queries.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, Phase, given, settings

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import records_of
from stakeholder_graph.snapshot import take_snapshot
from stakeholder_graph.storage import open_store
from tests.catalogue.networks import agree, has_several_currencies, questions, readings
from tests.neo4j.claiming import Claim
from tests.queries.gap_answers import answered, by_the_product
from tests.reference.day import Day
from tests.reference.networks_questions import networks_to_ask, read
from tests.reference.policy import changed_policy, policy_changes


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(networks_to_ask(), policy_changes())
def test_a_server_gives_the_rows_of_the_definitions_and_the_gaps_of_the_product(
    server_without_nodes: str,
    neo4j_claim: Claim,
    drawn: tuple[nx.MultiDiGraph[str], date, random.Random],
    changes: dict[str, Any],
) -> None:
    network, as_of, chance = drawn
    policy = changed_policy(changes)
    day = Day(read(network), policy, as_of)
    if has_several_currencies(day):
        return
    neo4j_claim.remove_nodes()
    with open_store(server_without_nodes, create=True) as store:
        store.write(records_of(network), readings=readings(network))
        for name, values in questions(day, chance):
            agree(store.ask, day, Policy(policy), name, values)
        found = answered(store.ask, Policy(policy), as_of)
    situation = Situation(take_snapshot(records_of(without_titles(day.graph)), as_of), Policy(policy))
    assert found == by_the_product(situation)


def without_titles(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Levels and functions were read from the titles already; the product would read more from them."""
    for _, _, record in network.edges(data=True):
        record.pop("job_title", None)
    return network
