"""Networks whose numbers are published."""

from __future__ import annotations

import networkx as nx

BURT = ("AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC")
"""Burt (1992), Structural Holes, the example around G."""
ARCS = ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (3, 0))
ARCS_GROUPS = {0: 1, 1: 1, 2: 2, 3: 2}


def burt() -> nx.Graph[str]:
    return nx.Graph([(edge[0], edge[1]) for edge in BURT])


def karate() -> nx.Graph[int]:
    """Zachary's karate club without weights, its members in order."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(34))
    graph.add_edges_from(nx.karate_club_graph().edges())
    return graph


def clubs() -> dict[int, str]:
    return dict(nx.karate_club_graph().nodes(data="club"))


def kite() -> nx.Graph[int]:
    """Krackhardt's kite."""
    return nx.krackhardt_kite_graph()
