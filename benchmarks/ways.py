"""The warmest ways to all deciders of a large graph, beside NetworkX's Dijkstra from many sources."""

from __future__ import annotations

import gc
import math
from pathlib import Path

import networkx as nx
import polars as pl

from benchmarks.checking import OtherAnswer
from benchmarks.measuring import Cost, in_turn, middle, ratio, run_function, told, verdict
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.ways import find_warmest
from stakeholder_graph.graph import open_graph
from tests.reference.large_networks import AS_OF

LEAST_FACTOR = 30.0
ALIKE = 1e-9
Paths = dict[int, list[int]]


def measure_reach(database: Path, rounds: int) -> None:
    """Find the warmest way to every decider with both, hold the answers against each other, print the factor.

    Both begin with the strength of every relationship: ours with the table, NetworkX with its graph built.
    """
    with open_graph(database, as_of=AS_OF) as graph:
        situation = Situation(graph.snapshot, graph.policy)
    working_out = run_function(lambda: situation.strengths)
    network, sources = as_network(situation)
    deciders = reachable_deciders(situation)
    gc.collect()
    gc.freeze()  # NetworkX shall not pay for looking through what only the benchmark keeps
    found: list[pl.DataFrame] = []
    paths: list[Paths] = []
    costs = in_turn(
        {
            "ours": lambda: _product(situation, deciders, found),
            "theirs": lambda: run_function(
                lambda: paths.append(nx.multi_source_dijkstra_path(network, sources, weight="cost"))
            ),
        },
        rounds,
    )
    gc.unfreeze()
    same_answers(situation, network, deciders, found[-1], paths[-1])
    slower, processor = (1 / figure for figure in ratio(costs["ours"], costs["theirs"]))
    print(f"reach: {slower:.0f} times as fast as NetworkX by clock, {processor:.0f} by processor; over")
    people, pairs = situation.snapshot.kind("Person").height, situation.strengths.height
    print(
        f"    {people:,} people, {pairs:,} pairs with a relationship; equally warm ways to {len(deciders):,}"
    )
    print("    deciders in both")
    print(f"    {verdict(min(slower, processor), LEAST_FACTOR, at_least=True)}")
    print(told("the warmest way to everybody, scipy", costs["ours"], middle))
    print(told("the warmest way to everybody, NetworkX", costs["theirs"], middle))
    print(told("before: the strength of every relationship", [working_out]))


def as_network(situation: Situation) -> tuple[nx.DiGraph[int], set[int]]:
    """Who leads on to whom as NetworkX knows it, and our people as sources: the definition once more."""
    price = float(situation.policy.get("strength.intermediary"))
    objectors, ours = set(situation.objectors["person"]), set(situation.own["person"])
    network: nx.DiGraph[int] = nx.DiGraph()
    for one, other, strength in situation.strengths.select("one", "other", "strength").iter_rows():
        cost = price - math.log(strength)
        for start, end in ((one, other), (other, one)):
            if end not in ours and not {start, end} & objectors:
                network.add_edge(start, end, cost=cost)
    return network, {one for one in ours if one in network}


def reachable_deciders(situation: Situation) -> pl.Series:
    """Everybody who decides at any account and does not object to contact."""
    deciders = situation.roles.filter(pl.col("role") == "decider").select("person").unique()
    return deciders.join(situation.objectors, on="person", how="anti")["person"].sort()


def _product(situation: Situation, deciders: pl.Series, found: list[pl.DataFrame]) -> Cost:
    def find() -> None:
        warmest = find_warmest(situation.snapshot, situation.policy, situation.strengths, situation.own)
        found.append(warmest.filter(pl.col("person").is_in(deciders.implode())))

    return run_function(find)


def same_answers(
    situation: Situation, network: nx.DiGraph[int], deciders: pl.Series, found: pl.DataFrame, paths: Paths
) -> None:
    """OtherAnswer unless both reach the same deciders, as warm, over people between whom no tie is colder."""
    price = float(situation.policy.get("strength.intermediary"))
    scores = dict(found.select("person", "score").iter_rows())
    reached = {decider for decider in deciders if decider in paths}
    if scores.keys() != reached:
        raise OtherAnswer(f"{len(scores.keys() ^ reached)} deciders are reached in one answer only")
    for decider, score in scores.items():
        theirs = nx.path_weight(network, paths[decider], "cost") - price
        if abs(theirs - score) > ALIKE:
            raise OtherAnswer(f"the way to {situation.snapshot.id(decider)} costs {score} and {theirs}")
    walk_all(situation, network, found, price)


def walk_all(situation: Situation, network: nx.DiGraph[int], found: pl.DataFrame, price: float) -> None:
    """OtherAnswer unless each way of ours, walked person by person, costs what is told of it."""
    before = dict(situation.warmest.select("person", "before").iter_rows())
    for person, score, own, between in found.select("person", "score", "own", "between").iter_rows():
        way = [person]
        while way[-1] in before:
            way.append(before[way[-1]])
        cost = nx.path_weight(network, way[::-1], "cost") - price
        if way[-1] != own or len(way) != between + 2 or abs(cost - score) > ALIKE:
            raise OtherAnswer(f"the way to {situation.snapshot.id(person)} is not the one that is told")
