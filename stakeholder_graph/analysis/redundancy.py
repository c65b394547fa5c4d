"""On how few people our access to a person hangs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stakeholder_graph.analysis.ways import Ways

if TYPE_CHECKING:
    import networkx as nx

US = -1  # all of ours as one place from which ways begin


@dataclass(frozen=True)
class Access:
    """How many ways to a person have nobody in common, and without whom no way is left.

    `cut`, as numbers of people: with one way, each of them alone cuts every way; with several, only all of
    them together do.
    """

    ways: int
    cut: tuple[int, ...]


def find_access(ways: Ways, person: int) -> Access:
    """How many ways from us to a person have nobody in common, and without whom none is left.

    By Menger's theorem both are one number. It is worked out by maximum flow (NetworkX) on the people around
    the person; if the people found do not cut every way of the whole network, the surroundings grow by
    another ring. Then as many ways exist and no more can. O(surroundings), mostly one or two rings.
    """
    import networkx as nx

    target = ways.place(person)
    inside, edge = {target}, {target}
    while True:
        edge = {start for one in edge for start, _, ours in ways.into(one) if not ours} - inside
        inside |= edge
        near = _near(ways, inside)
        if near.has_node(US) and nx.has_path(near, US, target):
            cut = sorted(nx.minimum_node_cut(near, US, target))
            if not way_left(ways, target, set(cut)):
                break
        if not edge:
            return Access(0, ())  # nobody of ours leads there
    number = len(cut)
    if number == 1:
        on_the_way = nx.shortest_path(near, US, target)[1:-1]
        cut = [one for one in on_the_way if not way_left(ways, target, {one})]
    return Access(number, tuple(ways.number(one) for one in cut))


def _near(ways: Ways, inside: set[int]) -> nx.DiGraph[int]:
    """Who of these people, and of ours who know any of them, leads to whom."""
    import networkx as nx

    near: nx.DiGraph[int] = nx.DiGraph()
    for one in sorted(inside):
        for start, _, ours in ways.into(one):
            if ours:
                near.add_edge(US, start)
            if ours or start in inside:
                near.add_edge(start, one)
    return near


def way_left(ways: Ways, target: int, without: set[int]) -> bool:
    """Whether any way of the whole network leads to a person (a place) over none of those people."""
    seen, waiting = {target}, [target]
    while waiting:
        for start, _, ours in ways.into(waiting.pop()):
            if start in without or start in seen:
                continue
            if ours:
                return True
            seen.add(start)
            waiting.append(start)
    return False
