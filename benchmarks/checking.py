"""The ten checks over a large graph, beside the definitions of the same checks on NetworkX."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from benchmarks.measuring import Cost, in_turn, middle, run_function, told, verdict
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.find import Gaps, find_gaps
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.policy import Policy, default_policy_text
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


def measure_checks(network: LargeNetwork, database: Path, rounds: int, rounds_of_definitions: int) -> None:
    """Run both over the same data, hold their answers against each other, and print the factor.

    `database` was filled from the files of this network.
    """
    with open_graph(database, as_of=AS_OF) as graph:
        reading = run_function(lambda: graph.records)
        taking = run_function(lambda: graph.snapshot)
        answers: list[tuple[Situation, Gaps]] = []
        ours = in_turn({"ours": lambda: _product(graph.snapshot, graph.policy, answers)}, rounds)["ours"]
    theirs, found = _definitions(network, rounds_of_definitions)
    mine, reference = found_by_product(*answers[-1]), found_by_definition(found)
    if mine != reference:
        counts = f"{len(mine - reference)} gaps only ours, {len(reference - mine)} only by definition"
        raise OtherAnswer(counts)
    factor = middle(theirs).wall / middle(ours).wall
    people = sum(record["label"] == "Person" for _, record in network.nodes)
    print(f"checks: {factor:.0f} times as fast as the NetworkX definitions, over {people:,} people")
    print(f"    and {len(network.relationships):,} relationships; the same {len(mine):,} gaps in both")
    print(f"    {verdict(factor, LEAST_FACTOR, at_least=True)}")
    print(told("the ten checks, polars", ours))
    print(told("the ten checks, NetworkX", theirs))
    print(told("before the checks: reading the database", [reading]))
    print(told("before the checks: taking the snapshot", [taking]))


def _product(snapshot: Any, policy: Policy, answers: list[tuple[Situation, Gaps]]) -> Cost:
    def work() -> None:
        situation = Situation(snapshot, policy)
        answers[:] = [(situation, find_gaps(situation))]

    return run_function(work)


def _definitions(network: LargeNetwork, rounds: int) -> tuple[list[Cost], list[Reference]]:
    graph = as_graph(network)
    policy = tomllib.loads(default_policy_text())
    found: list[Reference] = []

    def work() -> None:
        found[:] = definitions.findings(graph, policy, AS_OF)

    return in_turn({"theirs": lambda: run_function(work)}, rounds)["theirs"], found


def only_gaps(database: Path) -> None:
    """Find the gaps of a database and print how many: a process whose memory is measured."""
    with open_graph(database, as_of=AS_OF) as graph:
        print(json.dumps({"gaps": graph.found.table.height}))
