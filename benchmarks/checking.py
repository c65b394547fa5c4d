"""All checks over a large graph, beside the definitions of the same checks on NetworkX."""

from __future__ import annotations

import gc
import json
import tomllib
from pathlib import Path
from typing import Any

from benchmarks.measuring import Cost, middle, run_function, told, verdict
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.find import Gaps, find_gaps
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.policy import Policy, default_policy_text
from stakeholder_graph.snapshot import Snapshot
from tests.reference import definitions
from tests.reference.finding import Reference
from tests.reference.large_networks import AS_OF, LargeNetwork, as_graph

LEAST_FACTOR = 50.0
Identities = set[tuple[Any, ...]]


class OtherAnswer(Exception):
    """The product and the definitions found different gaps: then their times cannot be compared."""


def found_by_product(situation: Situation, gaps: Gaps) -> Identities:
    """Every gap by what it is about, with its severity and the kind of the gap that replaces it."""
    ids: dict[int | None, str | None] = dict(enumerate(situation.snapshot.nodes["id"].to_list()))
    kinds = gaps.table["kind"].to_list()
    return {
        (
            row["kind"], ids.get(row["account"]), ids.get(row["person"]), ids.get(row["carer"]), row["level"],
            ids.get(row["about"]), row["severity"],
            None if row["replaced_by"] is None else kinds[row["replaced_by"]],
        )
        for row in gaps.table.iter_rows(named=True)
    }  # fmt: skip


def found_by_definition(found: list[Reference]) -> Identities:
    """The same of the definitions' findings."""
    return {(*one.identity, one.severity, one.replaced_by[0] if one.replaced_by else None) for one in found}


def measure_checks(network: LargeNetwork, database: Path, rounds: int) -> None:
    """Run both over the same data, hold their answers against each other, and print the factor.

    `database` was filled from the files of this network. The definitions take minutes and run once; ours run
    before and after them, so that both meet the same moments of the machine.
    """
    with open_graph(database, as_of=AS_OF) as graph:
        reading = run_function(lambda: graph.records)
        taking = run_function(lambda: graph.snapshot)
        snapshot, policy = graph.snapshot, graph.policy
    graph_of_networkx = as_graph(network)
    gc.collect()
    gc.freeze()  # the definitions shall not pay for looking through what only the benchmark keeps
    found: list[Identities] = []
    ours = [_product(snapshot, policy, found) for _ in range(rounds)]
    theirs = _definitions(graph_of_networkx, found)
    ours += [_product(snapshot, policy, found) for _ in range(rounds)]
    gc.unfreeze()
    _same(found)
    mine, other = middle(ours), middle([theirs])
    wall, processor = other.wall / mine.wall, other.processor / mine.processor
    people = sum(record["label"] == "Person" for _, record in network.nodes)
    print(f"checks: {wall:.0f} times as fast as NetworkX by clock, {processor:.0f} by processor; over")
    print(
        f"    {people:,} people, {len(network.relationships):,} relationships; {len(found[0]):,} gaps in both"
    )
    print(f"    {verdict(min(wall, processor), LEAST_FACTOR, at_least=True)}")
    print(told("all checks, polars", ours))
    print(told("all checks, NetworkX", [theirs]))
    print(told("before the checks: reading the database", [reading]))
    print(told("before the checks: taking the snapshot", [taking]))


def _product(snapshot: Snapshot, policy: Policy, found: list[Identities]) -> Cost:
    """The cost of all checks over a situation of which nothing is worked out yet."""
    situation = Situation(snapshot, policy)
    gaps: list[Gaps] = []
    cost = run_function(lambda: gaps.append(find_gaps(situation)))
    found.append(found_by_product(situation, gaps[0]))
    return cost


def _definitions(graph: Any, found: list[Identities]) -> Cost:
    policy = tomllib.loads(default_policy_text())
    answer: list[Reference] = []
    cost = run_function(lambda: answer.extend(definitions.findings(graph, policy, AS_OF)))
    found.append(found_by_definition(answer))
    return cost


def _same(found: list[Identities]) -> None:
    """OtherAnswer unless all runs of both found the same gaps."""
    for other in found[1:]:
        if other != found[0]:
            counts = f"{len(other - found[0])} gaps in one answer only, {len(found[0] - other)} in the other"
            raise OtherAnswer(counts)


def only_gaps(database: Path) -> None:
    """Find the gaps of a database and print how many: a process whose memory is measured."""
    with open_graph(database, as_of=AS_OF) as graph:
        print(json.dumps({"gaps": graph.found.table.height}))
