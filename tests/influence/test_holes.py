"""Burt's constraint and effective size, and who cuts whom off: published numbers and plain formulas."""

from __future__ import annotations

import math

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.influence_numbers import cut_off, holes
from tests.influence import definitions
from tests.influence.published import burt
from tests.influence.test_key_players import graph_of, graphs


def test_burts_example_as_published() -> None:
    graph: nx.Graph[str] = burt()
    constraint, size = holes(graph)
    assert {node: round(value or 0, 4) for node, value in constraint.items()} == {
        "G": 0.4003, "A": 0.5955, "B": 0.6427, "D": 0.7847, "E": 0.7309, "F": 0.7309, "C": 1.0,
    }  # fmt: skip
    assert {node: round(value or 0, 4) for node, value in size.items()} == {
        "G": 4.6667, "A": 2.5, "B": 1.6667, "C": 1.0, "D": 1.0, "E": 1.0, "F": 1.0,
    }  # fmt: skip


def test_of_somebody_without_ties_nothing_is_defined() -> None:
    # 0 - 1      2
    assert holes(graph_of({(0, 1)}, 3)) == ({0: 1.0, 1: 1.0, 2: None}, {0: 1.0, 1: 1.0, 2: None})
    assert holes(graph_of(set(), 2)) == ({0: None, 1: None}, {0: None, 1: None})


def test_who_is_cut_off_from_the_rest() -> None:
    # 2 - 1 - 0 - 3 - 4 - 7 - 0      5 - 6
    ring = {(0, 3), (3, 4), (4, 7), (7, 0)}
    assert cut_off(graph_of({*ring, (0, 1), (1, 2), (5, 6)})) == {0: (1, 2), 1: (2,)}
    # 0 - 1 - 2: equal parts, the first one is the rest
    assert cut_off(graph_of({(0, 1), (1, 2)}, 3)) == {1: (2,)}
    assert cut_off(graph_of(set(), 3)) == {}


@settings(max_examples=150, deadline=None)
@given(graphs.map(lambda arcs: {(i, j) for i, j in arcs if i != j}))
def test_random_networks_by_definition(arcs: set[tuple[int, int]]) -> None:
    graph = graph_of(arcs)
    told, expected = (
        holes(graph),
        (
            definitions.constraint(range(8), arcs),
            definitions.effective_size(range(8), arcs),
        ),
    )
    for ours, theirs in zip(told, expected, strict=True):
        assert {node for node in ours if ours[node] is None} == {
            node for node in theirs if theirs[node] is None
        }
        assert all(math.isclose(ours[node] or 0, theirs[node] or 0, abs_tol=1e-9) for node in ours)
    cuts = cut_off(graph)
    assert set(cuts) == definitions.cut_people(list(range(8)), arcs)
    for node, others in cuts.items():
        left = [one for one in range(8) if one != node]
        after = definitions.distances(left, arcs)
        around = [one for one in left if definitions.distances(range(8), arcs)[node, one] < math.inf]
        rest = set(around) - set(others)
        assert rest and others
        assert all(after[one, other] == math.inf for one in rest for other in others)
        assert all(after[one, other] < math.inf for one in rest for other in rest)


@given(st.integers(1, 6))
def test_a_star_is_its_centre(leaves: int) -> None:
    constraint, size = holes(graph_of({(0, leaf) for leaf in range(1, leaves + 1)}, leaves + 1))
    assert math.isclose(constraint[0] or 0, 1 / leaves)
    assert (size[0], size[1]) == (leaves, 1)
