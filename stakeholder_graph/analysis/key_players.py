"""Without whom a network falls apart, and with whom one reaches most of it: key players after Borgatti."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Generic

from stakeholder_graph.analysis.masks import Masks, Node

if TYPE_CHECKING:
    import networkx as nx

ALL_SETS = 6_000
"""Up to so many sets, all are tried: 3 of 34 people, 2 of 110."""
ALL_STEPS = 8_000_000
"""Up to so many steps, all equally good sets are compared by distance."""
SHORTLIST = 10
LARGE = 300
"""In a network of more people not everybody is tried at each step."""


@dataclass(frozen=True)
class KeyPlayers(Generic[Node]):
    """A set of people without whom the others lose each other most.

    `fragmentation`: F of what is left. `lost` of `pairs`: pairs of the others who can reach each other today
    and then no longer could. `all_tried`: whether all sets were compared.
    """

    people: tuple[Node, ...]
    fragmentation: float
    lost: int
    pairs: int
    all_tried: bool


def _share(part: float, count: int) -> float | None:
    """1 - part / (n (n - 1)); None for fewer than two nodes, which can neither reach nor lose each other."""
    return 1 - part / (count * (count - 1)) if count > 1 else None


def fragmentation(graph: nx.Graph[Node], removed: Collection[Node] = ()) -> float | None:
    """F: the share of pairs of those who are left that cannot reach each other; None for fewer than two.

    F = 1 - sum of s (s - 1) over all parts / (n (n - 1)), n after removal (Borgatti 2006). O(n + m).

    >>> import networkx as nx
    >>> fragmentation(nx.path_graph(3), [1])
    1.0
    """
    masks = Masks(graph)
    alive = masks.without(masks.place[node] for node in set(removed))
    return _share(masks.joined(alive), alive.bit_count())


def distance_fragmentation(graph: nx.Graph[Node], removed: Collection[Node] = ()) -> float | None:
    """DF: like F, but a pair counts the less as joined the longer its way is: 1 / distance. O(n (n + m))."""
    masks = Masks(graph)
    alive = masks.without(masks.place[node] for node in set(removed))
    return _share(masks.closeness(alive), alive.bit_count())


def reached(graph: nx.Graph[Node], chosen: Collection[Node], steps: int = 1) -> set[Node]:
    """The others whom a set of people reaches within so many steps. O(n + m)."""
    masks = Masks(graph)
    found = masks.within(steps, (masks.place[node] for node in set(chosen)))
    return {node for node, place in masks.place.items() if found >> place & 1}


def best_reach(
    graph: nx.Graph[Node], size: int, among: Sequence[Node], steps: int = 1, *, at_most: int = ALL_SETS
) -> tuple[tuple[Node, ...], int]:
    """With whom one reaches most: a set of this size out of `among`, and how many others it reaches.

    Of equally good sets the first in their order. All sets are tried where there are `at_most` so many; else
    the one who adds most is added, one by one. ValueError where there are fewer to choose from. O(n + m) a
    set.
    """
    if not 0 < size <= len(among):
        raise ValueError(f"{size} of {len(among)} cannot be chosen")
    masks = Masks(graph)
    places = [masks.place[node] for node in among]

    def count(chosen: tuple[int, ...]) -> int:
        return masks.within(steps, chosen).bit_count()

    best: tuple[int, ...] = ()
    if comb(len(places), size) <= at_most:
        best = max(combinations(places, size), key=count)
    while len(best) < size:
        best = max(((*best, place) for place in places if place not in best), key=count)
    return tuple(masks.nodes[place] for place in best), count(best)


def find_key_players(
    graph: nx.Graph[Node], size: int, *, by_distance: bool = False, at_most: int = ALL_SETS
) -> KeyPlayers[Node]:
    """The people without whom the others lose each other most: the set of this size with the highest F.

    Of equally good sets the one with the highest DF (`by_distance`: DF alone decides), then the one with most
    ties, then the first in the graph's order. All sets are tried where there are `at_most` so many; else one
    is built up one by one and improved by exchanges. ValueError where fewer than two would be left.
    O(n + m) a set, and O(n (n + m)) for each that is compared by distance.
    """
    masks = Masks(graph)
    if not 0 < size <= len(masks.nodes) - 2:
        raise ValueError(f"{size} of {len(masks.nodes)} cannot be taken out: two must be left")
    candidates = masks.candidates(size)
    if comb(len(candidates), size) <= at_most and (size > 1 or len(candidates) <= LARGE):
        best, all_tried = _best(masks, list(combinations(candidates, size)), by_distance=by_distance)
    else:
        best, all_tried = _step_by_step(masks, candidates, size, by_distance=by_distance), False
    alive = masks.without(best)
    today = sum(count * (count - 1) for count in masks.today(alive))
    joined = masks.joined(alive)
    share = _share(joined, alive.bit_count())
    return KeyPlayers(
        tuple(masks.nodes[place] for place in sorted(best)),
        0.0 if share is None else share, (today - joined) // 2, today // 2, all_tried,
    )  # fmt: skip


def _best(
    masks: Masks[Node], sets: Sequence[tuple[int, ...]], *, by_distance: bool
) -> tuple[tuple[int, ...], bool]:
    """The best of these sets, and whether all that are equally good could be compared by distance."""
    if not by_distance:
        joined = [masks.joined(masks.without(one)) for one in sets]
        least = min(joined)
        sets = [one for one, count in zip(sets, joined, strict=True) if count == least]
    all_tried = len(sets) == 1 or len(sets) * len(masks.nodes) ** 2 <= ALL_STEPS
    if not all_tried:
        few = min(SHORTLIST, max(ALL_STEPS // len(masks.nodes) ** 2, 1))
        sets = sorted(sets, key=lambda one: -masks.ties(one))[:few]
        if few == 1:
            return sets[0], all_tried

    def worth(one: tuple[int, ...]) -> tuple[float, int, tuple[int, ...]]:
        # rounded: sums of the same fractions in another order are equally good
        return round(masks.closeness(masks.without(one)), 9), -masks.ties(one), one

    return min(sets, key=worth), all_tried


def _step_by_step(
    masks: Masks[Node], candidates: Sequence[int], size: int, *, by_distance: bool
) -> tuple[int, ...]:
    """The best one, the best one beside it …; then each is exchanged as long as that is better."""
    chosen: tuple[int, ...] = ()
    for _ in range(size):
        chosen = _best(masks, _beside(masks, candidates, chosen), by_distance=by_distance)[0]
    measure = masks.closeness if by_distance else masks.joined
    left = measure(masks.without(chosen))
    better = True
    while better:
        better = False
        for out in chosen:
            stay = tuple(place for place in chosen if place != out)
            other = min(_beside(masks, candidates, stay), key=lambda one: measure(masks.without(one)))
            if measure(masks.without(other)) < left - 1e-9:
                chosen, left, better = other, measure(masks.without(other)), True
                break
    return chosen


def _beside(masks: Masks[Node], candidates: Sequence[int], chosen: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The sets of one more; in a large network only with those without whom the rest has more parts, and
    with those who have most ties: without any other the rest stays as it is.
    """
    beside = [place for place in candidates if place not in chosen]
    if len(beside) > LARGE:
        cuts = masks.cuts(masks.without(chosen))
        most = sorted(beside, key=lambda place: -masks.ties([place]))[:SHORTLIST]
        beside = [place for place in beside if place in cuts or place in most]
    return [(*chosen, place) for place in beside]
