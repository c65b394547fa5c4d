"""Without whom a network falls apart: published numbers, drawings, and all sets by definition."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.key_players import (
    best_reach,
    distance_fragmentation,
    find_key_players,
    fragmentation,
    reached,
)
from tests.influence import definitions
from tests.influence.published import karate, kite

graphs = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14)


def graph_of(arcs: set[tuple[int, int]], nodes: int = 8) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(arcs)
    return graph


def rounded(value: float | None, digits: int) -> float:
    assert value is not None
    return round(value, digits)


def test_the_kite_as_published() -> None:
    graph = kite()
    assert rounded(fragmentation(graph, [7]), 4) == 0.3889
    assert rounded(distance_fragmentation(graph, [7]), 4) == 0.4861
    assert (rounded(fragmentation(graph, [5, 6]), 4), rounded(distance_fragmentation(graph, [5, 6]), 4)) == (
        0.5357, 0.6071,
    )  # fmt: skip
    assert rounded(distance_fragmentation(graph, [3, 5, 6]), 4) == 0.6746
    for best, size in (((7,), 1), ((5, 6), 2), ((3, 5, 6), 3)):
        for by_distance in (False, True):
            found = find_key_players(graph, size, by_distance=by_distance)
            assert (found.people, found.all_tried) == (best, True)


def test_the_karate_club_as_published() -> None:
    graph = karate()
    single = [rounded(distance_fragmentation(graph, [node]), 6) for node in range(4)]
    assert single == [0.641540, 0.514804, 0.525253, 0.510701]
    assert rounded(distance_fragmentation(graph, [0, 1]), 7) == 0.6844086
    assert rounded(distance_fragmentation(graph, [0, 32, 33]), 7) == 0.7968100
    for best, share in (((0,), 0.316288), ((0, 1), 0.423387), ((0, 32, 33), 0.569892)):
        found = find_key_players(graph, len(best))
        assert (found.people, rounded(found.fragmentation, 6), found.all_tried) == (best, share, True)
        assert find_key_players(graph, len(best), by_distance=True).people == best


def test_whom_the_karate_club_reaches_as_published() -> None:
    graph, everybody = karate(), range(34)
    assert (len(reached(graph, [33])), len(reached(graph, [0, 33])), len(reached(graph, [31], 2))) == (
        17, 29, 32,
    )  # fmt: skip
    assert best_reach(graph, 1, everybody) == ((33,), 17)
    assert best_reach(graph, 2, everybody) == ((0, 33), 29)
    assert best_reach(graph, 3, everybody)[1] == 30
    assert best_reach(graph, 1, everybody, steps=2) == ((31,), 32)


def test_a_line_of_three_hangs_on_the_middle() -> None:
    # 0 - 1 - 2      3
    found = find_key_players(graph_of({(0, 1), (1, 2)}, 4), 1)
    assert (found.people, found.fragmentation, found.lost, found.pairs) == ((1,), 1.0, 1, 1)


def test_who_is_left_alone_is_no_key_player() -> None:
    # 0 - 1    2 - 3 - 4    5: without 3 as many pairs are left as without 0, and 3 has more ties
    found = find_key_players(graph_of({(0, 1), (2, 3), (3, 4)}, 6), 1)
    assert (found.people, found.lost, found.pairs) == ((3,), 1, 2)


def test_a_ring_loses_nobody_and_the_first_is_named() -> None:
    # 0 - 1 - 2 - 3 - 0
    found = find_key_players(graph_of({(0, 1), (1, 2), (2, 3), (3, 0)}, 4), 1)
    assert (found.people, found.fragmentation, found.lost, found.pairs) == ((0,), 0.0, 0, 3)


@pytest.mark.parametrize("size", [0, -1, 3, 4])
def test_two_must_be_left(size: int) -> None:
    with pytest.raises(ValueError, match="two must be left"):
        find_key_players(graph_of({(0, 1)}, 4), size)


@pytest.mark.parametrize("removed", [[0, 1, 2, 3], [0, 1, 2]])
def test_one_alone_is_neither_whole_nor_in_parts(removed: list[int]) -> None:
    graph = graph_of({(0, 1)}, 4)
    assert (fragmentation(graph, removed), distance_fragmentation(graph, removed)) == (None, None)


def test_nobody_can_be_chosen_from_too_few() -> None:
    with pytest.raises(ValueError, match="2 of 1 cannot be chosen"):
        best_reach(graph_of({(0, 1)}), 2, [0])


@settings(max_examples=150, deadline=None)
@given(graphs, st.sets(st.integers(0, 7), max_size=8))
def test_fragmentation_by_definition(arcs: set[tuple[int, int]], removed: set[int]) -> None:
    graph = graph_of(arcs)
    told = fragmentation(graph, removed), distance_fragmentation(graph, removed)
    expected = definitions.fragmentations(range(8), arcs, removed)
    if expected is None:
        assert told == (None, None)
        return
    assert None not in told
    assert all(math.isclose(one, other, abs_tol=1e-12) for one, other in zip(told, expected, strict=True))  # type: ignore[arg-type]


@settings(max_examples=120, deadline=None)
@given(graphs, st.integers(1, 3))
def test_no_set_is_better_than_the_one_that_is_found(arcs: set[tuple[int, int]], size: int) -> None:
    graph = graph_of(arcs)
    share, distance, any_distance = definitions.best_fragmentations(list(range(8)), arcs, size)
    found = find_key_players(graph, size)
    assert found.all_tried and len(set(found.people)) == size
    assert math.isclose(found.fragmentation, share, abs_tol=1e-12)
    assert math.isclose(distance_fragmentation(graph, found.people) or 0, distance, abs_tol=1e-9)
    by_distance = find_key_players(graph, size, by_distance=True).people
    assert math.isclose(distance_fragmentation(graph, by_distance) or 0, any_distance, abs_tol=1e-9)
    left = [node for node in range(8) if node not in found.people]
    today, then = definitions.distances(range(8), arcs), definitions.distances(left, arcs)
    pairs = [(i, j) for i in left for j in left if i < j and today[i, j] < math.inf]
    assert (found.pairs, found.lost) == (len(pairs), sum(then[pair] == math.inf for pair in pairs))


@settings(max_examples=100, deadline=None)
@given(graphs, st.integers(1, 3), st.integers(1, 3))
def test_whom_a_set_reaches_by_definition(arcs: set[tuple[int, int]], size: int, steps: int) -> None:
    graph, ways = graph_of(arcs), definitions.distances(range(8), arcs)

    def others(chosen: Any) -> set[int]:
        return {i for i in range(8) if i not in chosen and any(ways[i, j] <= steps for j in chosen)}

    chosen, count = best_reach(graph, size, range(8), steps)
    assert reached(graph, chosen, steps) == others(chosen)
    assert count == max(len(others(some)) for some in combinations(range(8), size))


@settings(max_examples=100, deadline=None)
@given(graphs, st.integers(1, 3), st.booleans())
def test_step_by_step_never_claims_to_have_tried_all(
    arcs: set[tuple[int, int]], size: int, by_distance: bool
) -> None:
    graph, expected = graph_of(arcs), definitions.best_fragmentations(list(range(8)), arcs, size)
    found = find_key_players(graph, size, by_distance=by_distance, at_most=0)
    assert not found.all_tried and len(set(found.people)) == size
    assert found.fragmentation <= expected[0] + 1e-12
    if size == 1 and not by_distance:
        assert math.isclose(found.fragmentation, expected[0], abs_tol=1e-12)
    # one by one reaches at least 1 - 1/e of the most (Nemhauser 1978)
    chosen, count = best_reach(graph, size, range(8), at_most=0)
    assert count == len(reached(graph, chosen))
    assert count + size >= (1 - 1 / math.e) * (best_reach(graph, size, range(8))[1] + size)


def test_a_large_network_is_searched_step_by_step_and_exchanged() -> None:
    # three stars of 20 on a line of hubs 0 - 1 - 2: all hubs
    graph = graph_of({(0, 1), (1, 2)}, 3)
    for hub in range(3):
        graph.add_edges_from((hub, 100 * (hub + 1) + leaf) for leaf in range(20))
    graph.add_edges_from((1000 + one, 1001 + one) for one in range(60))
    graph.add_edge(1060, 1000)
    found = find_key_players(graph, 3)
    assert not found.all_tried
    assert set(found.people) == {0, 1, 2}
    # 63 people in the line of stars and 61 in the ring; the hubs gone, 60 stand alone
    assert (found.lost, found.pairs) == (60 * 59 // 2, 60 * 59 // 2 + 61 * 60 // 2)


def test_a_very_large_network_is_searched_where_it_falls_apart() -> None:
    # 400 people in a ring; beside it two trunks 1000 - 1001 ... of a star of 200 each, hung up by one tie
    graph = graph_of({(one, (one + 1) % 400) for one in range(400)}, 400)
    for hub, at in ((1000, 0), (2000, 200)):
        graph.add_edge(hub, at)
        graph.add_edges_from((hub, hub + leaf) for leaf in range(1, 201))
    found = find_key_players(graph, 2)
    assert (set(found.people), found.all_tried) == ({1000, 2000}, False)
    # 400 in the ring still reach each other, 400 leaves reach nobody
    assert (found.pairs, found.lost) == (800 * 799 // 2, 800 * 799 // 2 - 400 * 399 // 2)
