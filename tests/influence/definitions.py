"""Influence by plain definition: sets, loops and formulas as published, nothing of the product."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

import networkx as nx

from tests.reference.accounts import account_of, jobs, people
from tests.reference.day import Day, dated_nodes, links
from tests.reference.roles import circle, third_parties

Arcs = set[tuple[Any, Any]]
ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage(nodes: Iterable[Any], arcs: Arcs, group: Mapping[Any, Any]) -> dict[Any, tuple[int, ...]]:
    """Gould and Fernandez, triple by triple, in the order of ROLES."""
    found = {node: dict.fromkeys(ROLES, 0) for node in nodes}
    for a, v, c in product(found, repeat=3):
        if len({a, v, c}) < 3 or (a, v) not in arcs or (v, c) not in arcs or (a, c) in arcs:
            continue
        if any(group[node] is None for node in (a, v, c)):
            continue
        ga, gv, gc = group[a], group[v], group[c]
        if ga == gv == gc:
            found[v]["coordinator"] += 1
        if ga == gc != gv:
            found[v]["itinerant"] += 1
        if ga != gv == gc:
            found[v]["gatekeeper"] += 1
        if ga == gv != gc:
            found[v]["representative"] += 1
        if len({ga, gv, gc}) == 3:
            found[v]["liaison"] += 1
    return {node: tuple(counts[role] for role in ROLES) for node, counts in found.items()}


def distances(nodes: Iterable[Any], arcs: Arcs) -> dict[tuple[Any, Any], float]:
    """Floyd and Warshall, without direction."""
    some = list(nodes)
    steps = {(i, j): 0.0 if i == j else math.inf for i, j in product(some, repeat=2)}
    for i, j in arcs:
        if (i, j) in steps and i != j:
            steps[i, j] = steps[j, i] = 1.0
    for k, i, j in product(some, repeat=3):
        steps[i, j] = min(steps[i, j], steps[i, k] + steps[k, j])
    return steps


def fragmentations(nodes: Iterable[Any], arcs: Arcs, removed: Iterable[Any]) -> tuple[float, float] | None:
    """F and DF of what is left, pair by pair; None for fewer than two."""
    left = [node for node in nodes if node not in set(removed)]
    if len(left) < 2:
        return None
    steps = distances(left, arcs)
    pairs = [(i, j) for i, j in product(left, repeat=2) if i != j]
    joined = sum(steps[pair] < math.inf for pair in pairs)
    close = sum(1 / steps[pair] for pair in pairs)
    return 1 - joined / len(pairs), 1 - close / len(pairs)


def best_fragmentations(nodes: list[Any], arcs: Arcs, size: int) -> tuple[float, float, float]:
    """Over all sets of a size: the highest F, the highest DF among those, and the highest DF at all."""
    both = [fragmentations(nodes, arcs, some) for some in combinations(nodes, size)]
    known = [one for one in both if one is not None]
    best = max(f for f, _ in known)
    return best, max(df for f, df in known if f == best), max(df for _, df in known)


def constraint(nodes: Iterable[Any], arcs: Arcs) -> dict[Any, float | None]:
    """Burt (1992): sum over contacts j of (p_ij + sum over q of p_iq p_qj) squared."""
    some = list(nodes)
    near = {i: {j for j in some if i != j and ((i, j) in arcs or (j, i) in arcs)} for i in some}

    def p(i: Any, j: Any) -> float:
        return 1 / len(near[i]) if j in near[i] else 0.0

    return {
        i: sum((p(i, j) + sum(p(i, q) * p(q, j) for q in near[i] - {j})) ** 2 for j in near[i])
        if near[i]
        else None
        for i in some
    }


def effective_size(nodes: Iterable[Any], arcs: Arcs) -> dict[Any, float | None]:
    """Borgatti (1997): contacts minus the average number of ties that each has to the other contacts."""
    some = list(nodes)
    near = {i: {j for j in some if i != j and ((i, j) in arcs or (j, i) in arcs)} for i in some}
    return {
        i: len(near[i]) - sum(len(near[j] & near[i]) for j in near[i]) / len(near[i]) if near[i] else None
        for i in some
    }


def parts(nodes: Iterable[Any], arcs: Arcs) -> list[set[Any]]:
    """Groups of nodes that reach each other: each starts alone, and an arc joins two."""
    groups = [{node} for node in nodes]
    for arc in arcs:
        touched = [group for group in groups if group & set(arc)]
        if all(any(end in group for group in touched) for end in arc):
            groups = [group for group in groups if group not in touched] + [set().union(*touched)]
    return groups


def cut_people(nodes: list[Any], arcs: Arcs) -> set[Any]:
    """Without whom there are more parts than before."""
    before = len(parts(nodes, arcs))
    return {node for node in nodes if len(parts([one for one in nodes if one != node], arcs)) > before}


def ties(day: Day, account: str) -> tuple[set[str], dict[str, Arcs]]:
    """The people who count at an account, and the arcs between them by relationship."""
    theirs = circle(day)[account] | third_parties(day)[account]
    found: dict[str, Arcs] = {}
    for kind in ("INFLUENCES", "ADVISES", "REPORTS_TO", "KNOWS"):
        arcs = {(link.start, link.end) for link in links(day, kind)}
        if kind in ("REPORTS_TO", "KNOWS"):
            arcs |= {(end, start) for start, end in arcs}
        found[kind] = {(a, b) for a, b in arcs if a in theirs and b in theirs and a != b}
    found["TOOK_PART"] = set()
    observed = day.policy["observed"]
    for record, about in dated_nodes(day, "Interaction").items():
        if about["channel"] not in ("visit", "meeting", "call"):
            continue
        if about["date"] <= day.date - timedelta(days=observed["window_days"]):
            continue
        there = {link.start for link in links_of_contacts(day) if link.end == record}
        if len(there) <= observed["max_participants"].get(about["channel"], math.inf):
            found["TOOK_PART"] |= {(a, b) for a in there & theirs for b in there & theirs if a != b}
    return theirs, found


def links_of_contacts(day: Day) -> list[Any]:
    """Who took part in what: links to dated records go by the record's date alone."""
    from tests.reference.day import all_links

    return all_links(day)["TOOK_PART"]


def group(day: Day, account: str, person: str) -> tuple[str, str] | None:
    """The area of one of the account's people; departments are written in one way only."""
    here = [job for one in people(day)[account] for job in jobs(day)[one] if at(day, job, account)]

    def area(job: Any) -> tuple[str, str] | None:
        function, department = job.record.get("function"), job.record.get("department")
        if function:
            return "function", function
        known = {
            other.record["function"]
            for other in here
            if department and other.record.get("department") == department and other.record.get("function")
        }
        if len(known) == 1:
            return "function", known.pop()
        return ("department", department) if department else None

    own = [job for job in jobs(day)[person] if at(day, job, account)]
    if own and person in people(day)[account]:
        last = "\U0010ffff"
        own.sort(
            key=lambda job: (
                job.record.get("level") or 9,
                job.record.get("function") or last,
                job.record.get("department") or last,
            )
        )
        return next((found for job in own if (found := area(job))), None)
    for kind in ("WORKS_FOR", "HOLDS_OFFICE"):
        names = {day.graph.nodes[link.end]["name"] for link in links(day, kind) if link.start == person}
        if names:
            return "employer", min(names)
    return None


def at(day: Day, job: Any, account: str) -> bool:
    return account_of(day).get(job.end) == account


def as_day(network: nx.MultiDiGraph[str], policy: Mapping[str, Any], on: date, group: bool) -> Day:
    return Day(network, policy, on, group)
