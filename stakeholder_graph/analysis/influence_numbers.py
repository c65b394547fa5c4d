"""The people of one account with the numbers that their ties give: brokers, holes, cuts, key players."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.analysis.account_network import AccountNetwork, Group, account_network
from stakeholder_graph.analysis.brokerage import Brokerage, Node, find_brokerage
from stakeholder_graph.analysis.key_players import KeyPlayers, find_key_players
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import Policy

if TYPE_CHECKING:
    import networkx as nx

LARGEST_SET = 3


@dataclass(frozen=True)
class Member:
    """One of the account's people and what the ties tell of them.

    `constraint` and `effective_size` (Burt) are None for somebody without ties: not defined. `cut_off`: the
    numbers of those who without this one would have no way to the rest.
    """

    number: int
    id: str
    name: str
    group: Group | None
    ties: int
    constraint: float | None
    effective_size: float | None
    brokerage: Brokerage
    cut_off: tuple[int, ...]
    objects: bool

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "name": self.name, "constraint": self.constraint,
            "effective_size": self.effective_size, "brokerage": self.brokerage.as_dict(),
            "cut": bool(self.cut_off),
        }  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """The numbers on the people of an account; `people` in order, who can introduce most others first.

    `network`: the people and their ties. `key_players`: one set of each size up to LARGEST_SET, as far as
    there are so many who have more than one tie, and two others are left. `parts`: the sizes of the groups
    without a tie to each other, the largest first; people without any tie are groups of one.
    """

    account: Mapping[str, Any]
    policy: Policy
    network: AccountNetwork
    people: tuple[Member, ...]
    key_players: tuple[KeyPlayers[int], ...]
    parts: tuple[int, ...]

    def member(self, number: int) -> Member:
        return next(member for member in self.people if member.number == number)


def measure(situation: Situation, account: int) -> dict[str, Any]:
    """The fields of `Measured` for one account. O(n m), and the search for key players."""
    import networkx as nx

    network = account_network(situation, account)
    both = network.graph.to_undirected()
    parts = tuple(sorted((len(part) for part in nx.connected_components(both)), reverse=True))
    about = situation.accounts.filter(pl.col("account") == account).select("id", "name", "tier")
    row = about.row(0, named=True)
    linking = sum(1 for node in both if both.degree[node] > 1)
    largest = min(LARGEST_SET, len(both) - 2, linking)
    return {
        "account": {**row, "name": row["name"] or row["id"]},
        "policy": situation.policy,
        "network": network,
        "people": _members(situation, network, both),
        "key_players": tuple(find_key_players(both, size) for size in range(1, largest + 1)),
        "parts": parts,
    }


def _members(situation: Situation, network: AccountNetwork, both: nx.Graph[int]) -> tuple[Member, ...]:
    constraints, sizes = holes(both)
    brokers = find_brokerage(network.graph, network.groups)
    cuts = cut_off(both)
    objectors = set(situation.objectors["person"])
    snapshot = situation.snapshot
    members = [
        Member(
            number, snapshot.id(number), snapshot.name(number), network.groups[number], both.degree[number],
            constraints[number], sizes[number], brokers[number], cuts.get(number, ()), number in objectors,
        )
        for number in both
    ]  # fmt: skip
    return tuple(sorted(members, key=lambda one: (-one.brokerage.total, one.name, one.id)))


def holes(graph: nx.Graph[Node]) -> tuple[dict[Node, float | None], dict[Node, float | None]]:
    """Burt's constraint and effective size of every node; None for one without ties, where neither is
    defined. O(sum of squared degrees).
    """
    import networkx as nx

    tied = [node for node in graph if graph.degree[node]]
    nothing: dict[Node, float | None] = dict.fromkeys(graph)
    if not tied:
        return nothing, dict(nothing)
    among = graph.subgraph(tied)
    return nothing | nx.constraint(among), nothing | nx.effective_size(among)


def cut_off(graph: nx.Graph[Node]) -> dict[Node, tuple[Node, ...]]:
    """Each cut person, and those who without them would have no way to the rest: all but the largest part of
    those whom they join. O(cut people times (n + m)).
    """
    import networkx as nx

    order = {node: place for place, node in enumerate(graph)}
    found = {}
    for node in nx.articulation_points(graph):
        around = nx.node_connected_component(graph, node) - {node}
        parts = sorted(
            nx.connected_components(graph.subgraph(around)),
            key=lambda part: (-len(part), min(order[one] for one in part)),
        )
        found[node] = tuple(sorted((one for part in parts[1:] for one in part), key=order.__getitem__))
    return found
