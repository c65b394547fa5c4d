"""Who stands between whom: published counts, a drawing for each role, and the definition triple by triple."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.brokerage import Brokerage, find_brokerage
from tests.influence import definitions
from tests.influence.published import ARCS, ARCS_GROUPS, clubs, karate

#                 a -> v -> c
DRAWN = {
    ("x", "x", "x"): "coordinator",
    ("x", "y", "x"): "itinerant",
    ("x", "y", "y"): "gatekeeper",
    ("x", "x", "y"): "representative",
    ("x", "y", "z"): "liaison",
}


def counts(found: dict[Any, Brokerage]) -> dict[Any, tuple[int, ...]]:
    return {
        node: (one.coordinator, one.itinerant, one.gatekeeper, one.representative, one.liaison)
        for node, one in found.items()
    }


@pytest.mark.parametrize(("groups", "role"), DRAWN.items())
def test_each_role_by_direction(groups: tuple[str, str, str], role: str) -> None:
    graph = nx.DiGraph([("a", "v"), ("v", "c")])
    found = find_brokerage(graph, dict(zip("avc", groups, strict=True)))
    assert {node: one.as_dict() for node, one in found.items() if one.total} == {
        "v": {**dict.fromkeys(definitions.ROLES, 0), role: 1}
    }


@pytest.mark.parametrize(
    ("arcs", "why"),
    [
        ([("a", "v"), ("v", "c"), ("a", "c")], "a has a tie to c"),
        ([("a", "v"), ("c", "v")], "nobody gets from v to c"),
        ([("a", "v"), ("v", "a")], "only two"),
        ([("v", "v"), ("a", "v"), ("v", "a")], "a loop is nobody else"),
        ([], "nobody is tied"),
    ],
)
def test_nobody_stands_between(arcs: list[tuple[str, str]], why: str) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph(arcs)
    graph.add_nodes_from("avc")
    assert set(counts(find_brokerage(graph, dict.fromkeys("avc", "x"))).values()) == {(0,) * 5}, why


def test_whoever_has_no_known_group_makes_no_role() -> None:
    # a -> v -> c, v -> d: nothing is known of c
    graph = nx.DiGraph([("a", "v"), ("v", "c"), ("v", "d")])
    found = find_brokerage(graph, {"a": "x", "v": "x", "c": None, "d": "x"})
    assert found["v"] == Brokerage(coordinator=1)
    assert find_brokerage(graph, {"a": "x", "v": "x", "d": "x"})["v"] == Brokerage(coordinator=1)


def test_the_karate_club_as_published() -> None:
    found = counts(find_brokerage(karate().to_directed(), clubs()))
    assert tuple(map(sum, zip(*found.values(), strict=True))) == (510, 20, 128, 128, 0)
    assert (found[0], found[33], found[2]) == (
        (174, 0, 15, 15, 0), (156, 6, 40, 40, 0), (10, 12, 23, 23, 0),
    )  # fmt: skip


def test_the_arcs_as_published() -> None:
    # 0 -> 1, 0 -> 2, 1 -> 2, 1 -> 3, 2 -> 3, 3 -> 0; groups 1 1 2 2
    assert counts(find_brokerage(nx.DiGraph(ARCS), ARCS_GROUPS)) == {
        0: (0, 1, 1, 0, 0), 1: (0, 0, 0, 1, 0), 2: (0, 0, 1, 0, 0), 3: (0, 1, 0, 1, 0),
    }  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=24),
    st.lists(st.sampled_from(["x", "y", "z", None]), min_size=7, max_size=7),
)
def test_random_networks_by_definition(arcs: set[tuple[int, int]], groups: list[str | None]) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(7))
    graph.add_edges_from(arcs)
    by_node = dict(enumerate(groups))
    found = counts(find_brokerage(graph, by_node))
    assert found == definitions.brokerage(range(7), arcs, by_node)
    # turned round, gatekeepers are representatives
    turned = counts(find_brokerage(graph.reverse(), by_node))
    assert {node: (c, i, r, g, li) for node, (c, i, g, r, li) in turned.items()} == found


def test_the_total_is_the_sum_of_the_roles() -> None:
    assert Brokerage(1, 2, 3, 4, 5).total == 15
    assert Counter(Brokerage(1, 2, 3, 4, 5).as_dict()).total() == 15
