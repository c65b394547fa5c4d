"""The graph as NetworkX knows it: for one account in a notebook, or a network that was built there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.records import Records, node_schema, relationship_schema, with_ids
from stakeholder_graph.snapshot import Snapshot, take_snapshot

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(snapshot: Snapshot, around: str | None = None) -> nx.MultiDiGraph[str]:
    """The network as it stands on the snapshot's day, or only one node and its direct neighbours (`around`,
    an id).

    Nodes are ids with `label` and their filled properties; edges have the relationship's id as key, `kind`
    and its filled properties. Several values of one property are a tuple. Only what is valid is in it.
    O(nodes + edges).
    """
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    wanted = None if around is None else _near(snapshot, around)
    for label, kind in ontology().nodes.items():
        for row in snapshot.kind(label).iter_rows(named=True):
            if wanted is None or row["number"] in wanted:
                network.add_node(row["id"], label=label, **_filled(row, kind.properties))
    ids = snapshot.nodes["id"].to_list()
    for name, tie in ontology().relationships.items():
        for row in snapshot.tie(name).iter_rows(named=True):
            start, end = ids[row["start"]], ids[row["end"]]
            if network.has_node(start) and network.has_node(end):
                network.add_edge(start, end, key=row["id"], kind=name, **_filled(row, tie.properties))
    return network


def _near(snapshot: Snapshot, node_id: str) -> set[int]:
    """The numbers of a node and of everything that a valid relationship ties to it."""
    numbers = snapshot.nodes.filter(pl.col("id") == node_id)["number"].to_list()
    if not numbers:
        raise StakeholderGraphError(
            "network", f"there is nothing with the id {node_id!r}", "see `info` and `person`"
        )
    centre, near = numbers[0], {numbers[0]}
    for name in ontology().relationships:
        tie = snapshot.tie(name)
        near.update(tie.filter(pl.col("start") == centre)["end"])
        near.update(tie.filter(pl.col("end") == centre)["start"])
    return near


def _filled(row: Mapping[str, Any], properties: Mapping[str, Property]) -> dict[str, Any]:
    filled = {name: row[name] for name in properties if row[name] is not None}
    several = {name: tuple(filled[name].split(";")) for name in filled if properties[name].kind == "texts"}
    return {**filled, **several}


def records_of(network: nx.MultiDiGraph[str]) -> Records:
    """The tables of a network that was built by hand: nodes need `label`, edges `kind`; see `to_networkx`.

    StakeholderGraphError names a node or edge whose label, kind or property the ontology does not know.
    """
    model = ontology()
    nodes: dict[str, list[dict[str, Any]]] = {label: [] for label in model.nodes}
    for node, attributes in network.nodes(data=True):
        label = attributes.get("label")
        if label not in nodes:
            raise StakeholderGraphError(
                f"node {node}", f"has the label {label!r}", f"give one of {', '.join(nodes)}"
            )
        nodes[label].append(
            {"id": str(node), **_told(f"node {node}", attributes, model.nodes[label].properties, "label")}
        )
    ties: dict[str, list[dict[str, Any]]] = {name: [] for name in model.relationships}
    for start, end, key, attributes in network.edges(keys=True, data=True):
        kind = attributes.get("kind")
        if kind not in ties:
            raise StakeholderGraphError(
                f"edge {start} - {end}", f"has the kind {kind!r}", f"give one of {', '.join(ties)}"
            )
        values = _told(f"edge {start} - {end}", attributes, model.relationships[kind].properties, "kind")
        ties[kind].append(
            {"id": key if isinstance(key, str) else None, "start": str(start), "end": str(end), **values}
        )
    return Records(
        {
            label: pl.DataFrame(rows, schema=node_schema(label), orient="row")
            for label, rows in nodes.items()
            if rows
        },
        {
            name: with_ids(
                pl.DataFrame(rows, schema=relationship_schema(name), orient="row"), model.relationships[name]
            )
            for name, rows in ties.items()
            if rows
        },
    )


def _told(
    where: str, attributes: Mapping[str, Any], properties: Mapping[str, Property], kind: str
) -> dict[str, Any]:
    values = {}
    for name, value in attributes.items():
        if name == kind:
            continue
        if name not in properties:
            raise StakeholderGraphError(
                where, f"has the property {name!r}", f"give one of {', '.join(properties)}"
            )
        values[name] = (
            ";".join(sorted(set(value)))
            if properties[name].kind == "texts" and not isinstance(value, str)
            else value
        )
    return values


def from_networkx(network: nx.MultiDiGraph[str], as_of: date) -> Snapshot:
    """A network built in a notebook, as it stands on a day: every analysis runs on it as on a database."""
    return take_snapshot(records_of(network), as_of)
