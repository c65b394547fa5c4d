"""A network without direction as whole numbers, on which sets of people are tried fast."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import networkx as nx

Node = TypeVar("Node", bound=Hashable)


class Masks(Generic[Node]):
    """An undirected network as one whole number a node: its neighbours as bits, which Python joins fast."""

    def __init__(self, graph: nx.Graph[Node]) -> None:
        self.graph = graph
        self.nodes = list(graph)
        self.place = {node: place for place, node in enumerate(self.nodes)}
        self.near = [
            sum(1 << self.place[other] for other in graph.neighbors(node) if other != node)
            for node in self.nodes
        ]
        self.all = (1 << len(self.nodes)) - 1

    def without(self, removed: Iterable[int]) -> int:
        return self.all & ~sum(1 << place for place in removed)

    def ties(self, places: Iterable[int]) -> int:
        """How many ties these have together."""
        return sum(self.near[place].bit_count() for place in places)

    def candidates(self, size: int) -> list[int]:
        """Whom it can be worth to take out, if there are enough of them: of those who have one tie only, it
        is never better than to take out whom it leads to; of those without ties, never at all.
        """
        several = sum(1 << place for place, near in enumerate(self.near) if near.bit_count() > 1)
        worth = [
            place
            for place, near in enumerate(self.near)
            if near and (near.bit_count() > 1 or not near & several)
        ]
        return worth if len(worth) >= size else list(range(len(self.nodes)))

    def rings(self, start: int, alive: int) -> Iterator[int]:
        """The nodes in one step from `start`, in two, in three …, among those alive."""
        seen = ring = start & alive
        while ring:
            near, rest = 0, ring
            while rest:
                low = rest & -rest
                near |= self.near[low.bit_length() - 1]
                rest ^= low
            ring = near & alive & ~seen
            seen |= ring
            if ring:
                yield ring

    def within(self, steps: int, chosen: Iterable[int]) -> int:
        """The others within so many steps of those chosen."""
        start = sum(1 << place for place in chosen)
        return sum(ring for _, ring in zip(range(steps), self.rings(start, self.all), strict=False))

    def sizes(self, alive: int) -> Iterator[int]:
        """The sizes of the parts into which those alive fall."""
        while alive:
            part = alive & -alive
            for ring in self.rings(part, alive):
                part |= ring
            yield part.bit_count()
            alive &= ~part

    def joined(self, alive: int) -> int:
        """Pairs of those alive who can reach each other, each counted in both directions."""
        return sum(size * (size - 1) for size in self.sizes(alive))

    def closeness(self, alive: int) -> float:
        """The sum of 1 / distance over all pairs of those alive, in both directions."""
        total, rest = 0.0, alive
        while rest:
            low = rest & -rest
            total += sum(
                ring.bit_count() / steps for steps, ring in enumerate(self.rings(low, alive), start=1)
            )
            rest ^= low
        return total

    def cuts(self, alive: int) -> set[int]:
        """Those alive without whom the others alive fall into more parts. O(n + m)."""
        import networkx as nx

        rest = self.graph.subgraph(node for node, place in self.place.items() if alive >> place & 1)
        return {self.place[node] for node in nx.articulation_points(nx.Graph(rest))}

    def today(self, alive: int) -> Iterator[int]:
        """How many of those alive are in each part of the whole network."""
        rest = self.all
        while rest:
            part = rest & -rest
            for ring in self.rings(part, self.all):
                part |= ring
            yield (part & alive).bit_count()
            rest &= ~part
