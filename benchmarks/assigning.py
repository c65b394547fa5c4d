"""The best distribution of care: how long it takes, beside NetworkX's network simplex at the same cost."""

from __future__ import annotations

import random
from datetime import date
from functools import partial
from typing import Any

import networkx as nx
import numpy as np

from benchmarks.checking import OtherAnswer
from benchmarks.measuring import best, in_turn, ratio, run_function, told, verdict
from stakeholder_graph.analysis.assignment import Distribution, distribute
from stakeholder_graph.analysis.assignment_needs import Scope
from stakeholder_graph.analysis.assignment_places import Staffing
from stakeholder_graph.analysis.assignment_problem import Problem
from stakeholder_graph.analysis.assignment_solver import solve
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import Policy, load_policy, read_policy
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.snapshot import take_snapshot

DAY = date(2026, 3, 31)
LARGE, SMALL = (3_000, 150), (1_500, 100)
SECONDS, FASTER = 5.0, 20.0
EQUAL = """
[care.A.decider]
contacts_per_year = 4
[care.A.co_decider]
contacts_per_year = 4
[care.B.decider]
contacts_per_year = 4
[care.B.co_decider]
contacts_per_year = 4
[care.B.other]
contacts_per_year = 4
"""
WHOLE = 1_000_000  # network simplex wants whole numbers: costs are counted in millionths


def company(people: int, own: int, policy: Policy, seed: int = 7) -> Situation:
    """People of accounts in roles, two fifths with a carer, who know some of ours, and our own people."""
    chance = random.Random(seed)
    accounts = [f"a{number}" for number in range(people // 15)]
    firms: list[dict[str, Any]] = [{"id": "us", "name": "Pusteblume Probe", "party": "own"}]
    firms += [
        {"id": one, "name": f"Kunde {one}", "party": "customer", "tier": chance.choice("AB")}
        for one in accounts
    ]
    ours = [f"u{number}" for number in range(own)]
    theirs = [f"p{number}" for number in range(people)]
    nodes = [{"id": one, "name": f"Unsere Probe {one}", "capacity_hours": 330.0} for one in ours]
    nodes += [{"id": one, "name": f"Person Probe {one}"} for one in theirs]
    where = {one: chance.choice(accounts) for one in theirs}
    levels = [chance.choices([1, 2, 3, 4], [10, 20, 35, 35])[0] for _ in ours]
    jobs = [{"start": one, "end": "us", "level": level} for one, level in zip(ours, levels, strict=True)]
    jobs += [{"start": one, "end": where[one], "level": chance.choice([1, 2, 3, 4])} for one in theirs]
    roles = ["decider", "co_decider", "influencer", "buyer"]
    played = [{"start": one, "end": where[one], "role": chance.choice(roles)} for one in theirs]
    cares = [
        {"start": chance.choice(ours), "end": one, "duty": "carer"} for one in theirs if chance.random() < 0.4
    ]
    knows = [
        {"start": chance.choice(ours), "end": one, "weight": chance.randint(1, 5)}
        for one in theirs for _ in range(2)
    ]  # fmt: skip
    ties: dict[str, list[dict[str, Any]]] = {
        "WORKS_FOR": jobs,
        "PLAYS_ROLE": played,
        "CARES_FOR": cares,
        "KNOWS": _once(knows),
    }
    records = Records(
        {"Company": nodes_of("Company", firms), "Person": nodes_of("Person", nodes)},
        {kind: relationships_of(kind, rows) for kind, rows in ties.items()},
    )
    situation = Situation(take_snapshot(records, DAY), policy)
    assert situation.needs.height and situation.contacts.is_empty()  # worked out before anything is measured
    return situation


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(row["start"], row["end"]): row for row in rows}.values())


def network(problem: Problem) -> nx.MultiDiGraph[Any]:
    """A problem of equal hours as NetworkX knows it: people, ours, and one place where all arrive."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("end", demand=problem.people)
    costs = problem.costs(np.arange(problem.people))
    for person in range(problem.people):
        graph.add_node(("person", person), demand=-1)
        if np.isfinite(problem.nobody[person]):
            alone = round(problem.nobody[person] * WHOLE)
            graph.add_edge(("person", person), "end", weight=alone, capacity=1)
        for own in np.flatnonzero(np.isfinite(costs[person])).tolist():
            weight = round(costs[person, own] * WHOLE)
            graph.add_edge(("person", person), ("own", own), weight=weight, capacity=1)
    assert problem.equal_hours is not None and not problem.over.any()
    for own, hours in enumerate(problem.capacity.tolist()):
        graph.add_edge(("own", own), "end", weight=0, capacity=int(hours / problem.equal_hours + 1e-9))
    return graph


def measure_assign(rounds: int) -> None:
    """A large company, equal and different hours; a smaller one beside network simplex, at the same cost."""
    shipped, equal = load_policy(), read_policy(EQUAL, "equal hours")
    for name, policy in (("equal hours", equal), ("different hours", shipped)):
        here = company(*LARGE, policy)
        results: list[Distribution] = []
        run = partial(run_function, partial(_keep, results, here))
        costs, found = in_turn({name: run}, rounds)[name], results[-1]
        proof = "optimum proved" if not found.gap else f"at most {100 * found.gap:.3f} % above the optimum"
        size = f"{len(found.needed):,} people, {LARGE[1]} of ours"
        print(f"assign, {name}: {size}, {len(found.steps):,} changes, {proof}")
        print(f"    {verdict(best(costs).wall, SECONDS)}")
        print(told(f"assign, {name}", costs, of=best))
    _beside_network_simplex(equal, rounds)


def _keep(results: list[Distribution], situation: Situation) -> None:
    results.append(distribute(situation))


def _beside_network_simplex(policy: Policy, rounds: int) -> None:
    """The same problem solved by both; its numbers are at hand for ours, its graph for NetworkX."""
    problem = Staffing(company(*SMALL, policy), Scope()).carers_problem()
    graph = network(problem)
    theirs, found = nx.network_simplex(graph)[0] / WHOLE, solve(problem)
    if abs(theirs - found.cost) > 1e-6 * problem.people or found.gap:
        raise OtherAnswer(f"network simplex finds {theirs}, we {found.cost}")
    costs = in_turn(
        {
            "ours": lambda: run_function(lambda: solve(problem)),
            "networkx": lambda: run_function(lambda: nx.network_simplex(graph)),
        },
        min(2, rounds),
    )
    wall, processor = ratio(costs["networkx"], costs["ours"])
    pairs = graph.number_of_edges()
    print(f"assign: {wall:.1f} times as fast as nx.network_simplex by clock, {processor:.1f} by processor")
    print(
        f"    {problem.people} people, {problem.own} of ours, {pairs:,} arcs, cost {found.cost:,.2f} in both"
    )
    print(f"    {verdict(min(wall, processor), FASTER, at_least=True)}")
    for name, several in costs.items():
        print(told(name, several))
