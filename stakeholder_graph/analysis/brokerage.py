"""Who stands between whom: the five roles of a broker after Gould and Fernandez."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import networkx as nx

Node = TypeVar("Node", bound=Hashable)


@dataclass
class Brokerage:
    """How often somebody stands between two others who have no tie of their own, by groups.

    a → v → c: `coordinator` all of one group; `itinerant` a and c of one group, v of another; `gatekeeper` a
    from outside, v and c of one group; `representative` a and v of one group, c outside; `liaison` all three
    of different groups.
    """

    coordinator: int = 0
    itinerant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0

    @property
    def total(self) -> int:
        return sum(self.as_dict().values())

    def as_dict(self) -> dict[str, int]:
        return {role.name: getattr(self, role.name) for role in fields(self)}


def role_of(source: object, broker: object, target: object) -> str:
    """The broker's role, by the groups of the three: from whom, over whom, to whom."""
    if source == target:
        return "coordinator" if broker == source else "itinerant"
    if broker == target:
        return "gatekeeper"
    return "representative" if broker == source else "liaison"


def introductions(graph: nx.DiGraph[Node]) -> Iterator[tuple[Node, Node, Node]]:
    """All (a, v, c) in which v can bring a to c: a → v and v → c, but not a → c.

    O(sum of in-degree times out-degree).
    """
    for broker in graph:
        targets = [node for node in graph.successors(broker) if node != broker]
        for source in graph.predecessors(broker):
            if source == broker:
                continue
            known = graph.succ[source]
            for target in targets:
                if target != source and target not in known:
                    yield source, broker, target


def find_brokerage(graph: nx.DiGraph[Node], groups: Mapping[Node, object]) -> dict[Node, Brokerage]:
    """Who stands between whom, and in which role: each node's five counts, by direction.

    Gould and Fernandez (1989), "Structures of mediation". Chains in which somebody's group is unknown (None)
    are not counted: they could be of any role. O(sum of in-degree times out-degree).

    >>> import networkx as nx
    >>> graph = nx.DiGraph([("Ada", "Bert"), ("Bert", "Cleo")])
    >>> find_brokerage(graph, {"Ada": "sales", "Bert": "purchasing", "Cleo": "purchasing"})["Bert"]
    Brokerage(coordinator=0, itinerant=0, gatekeeper=1, representative=0, liaison=0)
    """
    found = {node: Brokerage() for node in graph}
    for source, broker, target in introductions(graph):
        three = groups.get(source), groups.get(broker), groups.get(target)
        if None in three:
            continue
        role = role_of(*three)
        setattr(found[broker], role, getattr(found[broker], role) + 1)
    return found
