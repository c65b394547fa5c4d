"""How strong relationships are, and the warmest ways from us to a person (definition 12)."""

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

import networkx as nx

from .accounts import external_people, own_people, tier
from .care import assignments, pairs_of
from .day import Day, all_links, dated_nodes, links, nodes, once
from .roles import circle

Pair = frozenset[str]


class Way(NamedTuple):
    """One of ours first, the person last; the smaller the score, the warmer."""

    score: float
    people: tuple[str, ...]


def met(day: Day) -> Iterator[tuple[date, str, str, str]]:
    """Day, channel and both people of every contact in interactions and measures."""
    parts = defaultdict(list)
    for link in all_links(day)["TOOK_PART"]:
        parts[link.end].append((link.start, link.record.get("part", "participant")))
    for name, record in dated_nodes(day, "Interaction").items():
        for one, other in pairs_of(day, record, parts[name])[0]:
            yield record["date"], record["channel"], one, other
    for name, record in dated_nodes(day, "Measure").items():
        hosts = {link.start for link in all_links(day)["HOSTS"] if link.end == name}
        guests = {
            link.start
            for link in all_links(day)["INVITED_TO"]
            if link.end == name and link.record.get("answer") == "attended"
        }
        for host, guest in product(hosts, guests) if record.get("status") == "done" else ():
            yield record["date"], "event", host, guest


@once
def weights_of_days(day: Day) -> dict[tuple[str, str], dict[date, float]]:
    """(one of ours, one of theirs) -> day -> the weight of the weightiest contact of that day."""
    weight = day.policy["strength"]["weight"]
    found: dict[tuple[str, str], dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for on, channel, one, other in met(day):
        for ours, theirs in ((one, other), (other, one)):
            if ours in own_people(day) and theirs in external_people(day):
                days = found[ours, theirs]
                days[on] = max(days[on], weight[channel])
    return found


def half_life(day: Day, person: str) -> float:
    """By the highest tier of the accounts where somebody works or has a role."""
    held = [tier(day, account) for account, there in circle(day).items() if person in there]
    days: dict[str, float] = day.policy["strength"]["half_life_days"]
    return days[min(held, default="none")]


@once
def strengths(day: Day) -> dict[Pair, float]:
    """Two people who have anything to do with each other -> 0..1."""
    found: dict[Pair, float] = {}
    for link in assignments(day):
        pair = frozenset((link.start, link.end))
        found[pair] = max(found.get(pair, 0), link.record.get("current", 1) / 6)
    known: dict[Pair, float] = {}
    for link in links(day, "KNOWS"):
        pair = frozenset((link.start, link.end))
        known[pair] = max(known.get(pair, 0), link.record.get("weight", 3) / 6)
    found |= known
    for (ours, theirs), days in weights_of_days(day).items():
        half = half_life(day, theirs)
        total = sum(weight * 2 ** (-(day.date - on).days / half) for on, weight in days.items())
        if total:
            found[frozenset((ours, theirs))] = 1 - math.exp(-total)
    return found


def objectors(day: Day) -> set[str]:
    return {name for name, record in nodes(day, "Person").items() if record.get("contact_allowed") is False}


def roads(day: Day, sources: set[str]) -> "nx.DiGraph[str]":
    """Who leads on to whom: nobody outside to one of ours, nobody to the sources, and no objector at all."""
    ours = own_people(day)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes(day, "Person"))
    barred = objectors(day) - sources
    for pair, strength in strengths(day).items():
        for start, end in (tuple(pair), tuple(pair)[::-1]):
            leads_to_us = end in sources or (end in ours and start not in ours)
            if not leads_to_us and not {start, end} & barred:
                graph.add_edge(start, end, cost=-math.log(strength))
    return graph


def all_ways(day: Day, person: str, sources: set[str]) -> list[Way]:
    """Every way to a person, the warmest first; of ways alike the smallest ids, seen from the person."""
    graph, price = roads(day, sources), day.policy["strength"]["intermediary"]
    found = []
    for source in sources:
        for way in nx.all_simple_paths(graph, source, person):
            steps = nx.path_weight(graph, way, "cost")
            found.append(Way(steps + price * (len(way) - 2), tuple(way)))
    return sorted(found, key=lambda way: (round(way.score, 9), way.people[::-1]))


def best_ways(day: Day, person: str, sources: set[str], most: int = 3) -> list[Way]:
    """The warmest way for each who stands before the person; none that only makes a warmer one longer."""
    first: dict[str, Way] = {}
    for way in all_ways(day, person, sources):
        first.setdefault(way.people[-2], way)
    kept: list[Way] = []
    for way in first.values():
        if not any(set(other.people) <= set(way.people) for other in kept):
            kept.append(way)
    return kept[:most]


def scores(day: Day) -> dict[str, float]:
    """Everybody outside who can be reached -> the score of the warmest way, by Dijkstra's algorithm."""
    price, ours = day.policy["strength"]["intermediary"], own_people(day)
    if not ours:
        return {}
    graph = roads(day, ours)
    found = nx.multi_source_dijkstra_path_length(graph, ours, weight=lambda u, v, tie: tie["cost"] + price)
    return {person: score - price for person, score in found.items() if person not in ours}


def independent_ways(day: Day, person: str) -> int:
    """How many ways to a person have nobody in common."""
    graph = roads(day, own_people(day))
    graph.add_edges_from(("", ours) for ours in own_people(day))
    return int(nx.node_connectivity(graph, "", person))


def can_be_reached(day: Day, person: str, without: set[str]) -> bool:
    graph = roads(day, own_people(day))
    graph.remove_nodes_from(without)
    return any(nx.has_path(graph, ours, person) for ours in own_people(day) - without)
