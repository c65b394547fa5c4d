"""The columns of the product and the NetworkX definitions name the same gaps, on every network."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.situation import Situation, count
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx, records_of, to_networkx
from stakeholder_graph.snapshot import take_snapshot
from tests.reference import definitions
from tests.reference.drawing import AS_OF
from tests.reference.handmade import NETWORKS
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, default_policy, policy_changes


def both(
    network: nx.MultiDiGraph[str], policy: dict[str, Any], as_of: date, group: bool
) -> tuple[set[Any], set[Any]]:
    """The product's findings and the definition's, in the same form."""
    situation = Situation(from_networkx(network, as_of), Policy(policy), group=group)
    gaps = find_gaps(situation)
    ids = situation.snapshot.nodes["id"].to_list()

    def name(number: int | None) -> str | None:
        return None if number is None else ids[number]

    rows = gaps.table.rows(named=True)
    identities = [
        (
            row["kind"],
            name(row["account"]),
            name(row["person"]),
            name(row["carer"]),
            row["level"],
            name(row["about"]),
        )
        for row in rows
    ]
    ours = {
        (
            *identity,
            row["severity"],
            None if row["replaced_by"] is None else identities[row["replaced_by"]][0],
        )
        for identity, row in zip(identities, rows, strict=True)
    }
    assert len(ours) == len(rows), "a gap is listed twice"
    theirs = {
        (*one.identity, one.severity, one.replaced_by[0] if one.replaced_by else None)
        for one in definitions.findings(network, policy, as_of, group=group)
    }
    silent = {(one.kind, one.person.id if one.person else None) for one in gaps.not_run}
    assert silent == definitions.not_run(network, policy, as_of)
    counted = count(situation)
    assert vars(counted) == definitions.counts(network, policy, as_of, group=group)
    return ours, theirs


@pytest.mark.parametrize("case", NETWORKS, ids=lambda case: case.name)
def test_the_hand_made_networks_give_exactly_their_findings(case: Any) -> None:
    ours, theirs = both(case.graph, changed_policy(case.policy), AS_OF, case.group)
    assert ours == theirs
    assert ours == {
        (*one.identity, one.severity, one.replaced_by[0] if one.replaced_by else None)
        for one in case.expected
    }


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), policy_changes(), st.booleans())
def test_product_and_definition_agree_on_random_networks(
    drawn: Any, changes: dict[str, Any], group: bool
) -> None:
    network, as_of = drawn
    ours, theirs = both(network, changed_policy(changes), as_of, group)
    assert ours == theirs


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), st.booleans())
def test_every_finding_has_evidence_and_sentences_in_both_languages(drawn: Any, group: bool) -> None:
    network, as_of = drawn
    situation = Situation(from_networkx(network, as_of), Policy(default_policy()), group=group)
    gaps = find_gaps(situation)
    for finding in explain(situation, gaps, gaps.table):
        assert finding.evidence and finding.steps
        for language in ("en", "de"):
            told = finding.as_dict(language)
            assert told["text"].endswith(".") and "{" not in told["text"]
            assert all(item["text"] for item in told["evidence"]) and all(told["next_steps"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks())
def test_a_network_goes_into_a_snapshot_and_comes_back_as_it_stands_that_day(drawn: Any) -> None:
    network, as_of = drawn
    once = to_networkx(take_snapshot(records_of(network), as_of))
    again = to_networkx(from_networkx(once, as_of))
    # what holds on other days is a network of its own, which comes back too
    assert nx.utils.graphs_equal(once.graph.pop("other_days"), again.graph.pop("other_days"))
    assert nx.utils.graphs_equal(once, again)
    assert set(once.nodes) <= set(network.nodes)
