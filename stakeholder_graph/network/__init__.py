"""The graph as NetworkX knows it: for one account in a notebook, or a network that was built there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.network.building import OTHER_DAYS, among
from stakeholder_graph.network.reading import as_multigraph, fitting_ends, one_of, told
from stakeholder_graph.snapshot import Snapshot, take_snapshot

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(snapshot: Snapshot, around: str | Iterable[str] | None = None) -> nx.MultiDiGraph[str]:
    """The network as it stands on the snapshot's day, or only one node, or some, and their direct neighbours
    (`around`, an id or several).

    Nodes are ids with `label` and their filled properties; edges have the relationship's id as key, `kind`
    and its filled properties. Several values of one property are a tuple. Only what is valid is in it; what
    has ended or is to come, which `sg.gaps` needs too, is a network of its own in `graph["other_days"]`, the
    day in `graph["as_of"]`. O(nodes + edges).
    """
    several = [around] if isinstance(around, str) else around
    return among(snapshot, None if several is None else near(snapshot, list(several)))


def near(snapshot: Snapshot, node_ids: Collection[str]) -> set[int]:
    """The numbers of some nodes and of everything that a valid relationship ties to them."""
    centre = snapshot.nodes.filter(pl.col("id").is_in(list(node_ids))).select("number", "id")
    missing = set(node_ids) - set(centre["id"])
    if missing:
        raise StakeholderGraphError(
            "network", f"there is nothing with the id {min(missing)!r}", "see `info` and `person`"
        )
    found = set(centre["number"])
    for name in ontology().relationships:
        for one, other in (("start", "end"), ("end", "start")):
            found.update(snapshot.tie(name).join(centre, left_on=one, right_on="number", how="semi")[other])
    return found


def records_of(network: nx.DiGraph[Any]) -> Records:
    """The tables of a network that was built by hand: nodes need `label`, edges `kind`; see `to_networkx`.

    Days may be texts as 2026-11-23, empty values None or NaN; several values of one property a text with
    semicolons or any collection. An edge's key is the relationship's id where it is a text that no other
    edge of the kind has. What holds on other days only is read too, where the network keeps it.
    StakeholderGraphError names a node or edge whose label, kind, end, property or value the ontology does not
    know, with the nearest that it does. O(nodes + edges).
    """
    model, given = ontology(), _with_other_days(as_multigraph(network))
    nodes: dict[str, list[dict[str, Any]]] = {label: [] for label in model.nodes}
    labels = {}
    for node, attributes in given.nodes(data=True):
        where = f"node {node}"
        label = labels[node] = one_of(where, "label", attributes.get("label"), model.nodes)
        values = told(where, attributes, model.nodes[label].properties, "label")
        nodes[label].append({"id": str(node), **values})
    ties: dict[str, list[dict[str, Any]]] = {name: [] for name in model.relationships}
    for start, end, key, attributes in given.edges(keys=True, data=True):
        where = f"edge {start} - {end}"
        kind = one_of(where, "kind", attributes.get("kind"), model.relationships)
        fitting_ends(model.relationships[kind], (start, labels[start]), (end, labels[end]))
        values = told(where, attributes, model.relationships[kind].properties, "kind")
        own = key if isinstance(key, str) else None
        ties[kind].append({"id": own, "start": str(start), "end": str(end), **values})
    return Records(
        {label: nodes_of(label, rows) for label, rows in nodes.items() if rows},
        {name: _with_own_ids(name, rows) for name, rows in ties.items() if rows},
    )


def _with_other_days(network: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[Any]:
    """A network with what it keeps of other days, except about whom it was taken out of it since."""
    if OTHER_DAYS not in network.graph:
        return network
    other, both = as_multigraph(network.graph[OTHER_DAYS]), network.copy()
    for node, about in other.nodes(data=True):
        if about and node not in both:
            both.add_node(node, **about)
    for start, end, key, about in other.edges(keys=True, data=True):
        if start in both and end in both and not both.has_edge(start, end, key):
            both.add_edge(start, end, key, **about)
    return both


def _with_own_ids(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Relationships with an id each: a key that several edges have is none; what is told twice is one."""
    times = Counter(row["id"] for row in rows)
    own = [{**row, "id": row["id"] if times[row["id"]] == 1 else None} for row in rows]
    return relationships_of(name, own).unique("id", keep="first", maintain_order=True)


def from_networkx(network: nx.DiGraph[Any], as_of: date) -> Snapshot:
    """A network built in a notebook, as it stands on a day: every analysis runs on it as on a database.

    StakeholderGraphError as in `records_of`; `sg.gaps` takes such a network without this step.

    >>> import networkx as nx
    >>> from datetime import date
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("ada", label="Person", name="Ada Mohnrot")
    >>> from_networkx(network, date(2026, 11, 23)).kind("Person")["name"].to_list()
    ['Ada Mohnrot']
    """
    return take_snapshot(records_of(network), as_of)
