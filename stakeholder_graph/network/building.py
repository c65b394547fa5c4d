"""Tables of a snapshot as a NetworkX network."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.model.ontology import Property, ontology

if TYPE_CHECKING:
    import networkx as nx

    from stakeholder_graph.snapshot import Snapshot

AS_OF = "as_of"
OTHER_DAYS = "other_days"
"""Where a network keeps what does not hold on its day: NetworkX must not see it, the checks must."""


def among(snapshot: Snapshot, numbers: Collection[int] | None) -> nx.MultiDiGraph[str]:
    """The nodes with these numbers, without `numbers` all, and what is between them; as `to_networkx`."""
    import networkx as nx

    valid = snapshot.nodes.filter("valid")["number"]
    here = set(valid) if numbers is None else set(valid) & set(numbers)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add(network, snapshot, here, here, pl.col("state") == "valid")
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    every = set(snapshot.nodes["number"]) if numbers is None else _on_other_days(snapshot, set(numbers))
    inside = pl.col("start").is_in(list(here)) & pl.col("end").is_in(list(here))
    _add(other, snapshot, every - here, every, ~inside | (pl.col("state") != "valid"))
    network.graph |= {AS_OF: snapshot.as_of, OTHER_DAYS: other}
    return network


def _on_other_days(snapshot: Snapshot, numbers: set[int]) -> set[int]:
    """Some nodes, those that were or will be tied to one of them, and where these work or worked."""
    near = set(numbers)
    for name in ontology().relationships:
        table = snapshot.tie(name, "all").filter(pl.col("state") != "valid")
        for one, other in (("start", "end"), ("end", "start")):
            near.update(table.filter(pl.col(one).is_in(list(numbers)))[other])
    jobs = snapshot.tie("WORKS_FOR", "all")
    return near | set(jobs.filter(pl.col("start").is_in(list(near)))["end"])


def _add(
    network: nx.MultiDiGraph[str], snapshot: Snapshot, nodes: set[int], ends: set[int], wanted: pl.Expr
) -> None:
    """Put nodes into a network, and the wanted ties whose two ends are among `ends`."""
    for label, kind in ontology().nodes.items():
        for row in snapshot.kinds[label].filter(pl.col("number").is_in(list(nodes))).iter_rows(named=True):
            network.add_node(row["id"], label=label, **_filled(row, kind.properties))
    ids = snapshot.nodes["id"].to_list()
    both = pl.col("start").is_in(list(ends)) & pl.col("end").is_in(list(ends))
    for name, tie in ontology().relationships.items():
        for row in snapshot.tie(name, "all").filter(both & wanted).iter_rows(named=True):
            start, end = ids[row["start"]], ids[row["end"]]
            network.add_edge(start, end, key=row["id"], kind=name, **_filled(row, tie.properties))


def _filled(row: Mapping[str, Any], properties: Mapping[str, Property]) -> dict[str, Any]:
    filled = {name: row[name] for name in properties if row[name] is not None}
    several = {name: tuple(filled[name].split(";")) for name in filled if properties[name].kind == "texts"}
    return {**filled, **several}
