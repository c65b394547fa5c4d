"""What the nodes and edges of a network built by hand tell, checked against the ontology."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.model.ontology import Property, RelationshipKind

if TYPE_CHECKING:
    import networkx as nx

HOW = "build it as networkx.MultiDiGraph: add_node(id, label='Person', name=…), add_edge(a, b, kind='KNOWS')"
WANTED = {
    "text": "is no text",
    "texts": "is neither a text nor several",
    "integer": "is no whole number",
    "number": "is no number",
    "boolean": "is neither True nor False",
    "date": "is no date",
}


def as_multigraph(network: Any) -> nx.MultiDiGraph[Any]:
    """The same network as MultiDiGraph; StakeholderGraphError where it is none, or has no directions."""
    import networkx as nx

    if not isinstance(network, nx.Graph):
        raise StakeholderGraphError("network", f"{type(network).__name__} is no NetworkX graph", HOW)
    if not network.is_directed():
        raise StakeholderGraphError("network", "its edges have no direction: who cares for whom?", HOW)
    known: dict[str, Any] = {}
    for node in network:
        if known.setdefault(str(node), node) is not node:
            what = f"there is another one that is written {str(node)!r}"
            raise StakeholderGraphError(f"node {node!r}", what, "give each its own id, as text")
    return network if isinstance(network, nx.MultiDiGraph) else nx.MultiDiGraph(network)


def one_of(where: str, what: str, value: Any, allowed: Iterable[str]) -> str:
    """The value, if it is one of these; else StakeholderGraphError with the nearest spelling."""
    names = list(allowed)
    if isinstance(value, str) and value in names:
        return value
    if value is None:
        wrong = f"has no {what}"
        if what == "label":
            wrong += ", or was made only by an edge that names it"
    else:
        wrong = f"has the {what} {value!r}"
    raise StakeholderGraphError(where, wrong, f"{_nearest(value, names)}give one of {', '.join(names)}")


def _nearest(value: Any, names: list[str]) -> str:
    from rapidfuzz import process, utils  # only where something is wrong

    if not isinstance(value, str):
        return ""
    hit = process.extractOne(value, names, processor=utils.default_process, score_cutoff=70)
    return f"did you mean {hit[0]}? Else " if hit else ""


def told(
    where: str, attributes: Mapping[str, Any], properties: Mapping[str, Property], marker: str
) -> dict[str, Any]:
    """The properties of a node or edge; empty ones (None, NaN) are left out, as are those of pandas.

    StakeholderGraphError names a property that is not there, lacks, or has a value that it cannot have.
    """
    values = {}
    for name, value in attributes.items():
        if name == marker:
            continue
        one_of(where, "property", name, properties)
        if not _is_empty(value):
            values[name] = _checked(where, properties[name], value)
    for name, item in properties.items():
        if item.required and item.default is None and name not in values:
            raise StakeholderGraphError(where, f"has no {name}", _allowed(item) or f"give it a {item.kind}")
    return values


def _is_empty(value: Any) -> bool:
    """None, and what is not even equal to itself: NaN and the missing day of pandas."""
    return value is None or (isinstance(value, (Real, date)) and value != value)  # noqa: PLR0124


def _checked(where: str, item: Property, value: Any) -> Any:
    """The value in the type of the property; else StakeholderGraphError."""
    plain = _plain(item, value)
    if plain is None:
        raise StakeholderGraphError(where, f"{item.name} {value!r} {WANTED[item.kind]}", _allowed(item))
    several = plain.split(";") if item.kind == "texts" else [plain]
    for one in several:
        if item.allowed and one not in item.allowed:
            one_of(where, item.name, one, item.allowed)
        low = item.minimum is not None and one < item.minimum
        if low or (item.maximum is not None and one > item.maximum):
            raise StakeholderGraphError(where, f"{item.name} {value!r} cannot be", _allowed(item))
    return plain


def _plain(item: Property, value: Any) -> Any:
    """The value as the tables hold it; None where it is of another sort."""
    if item.kind == "text":
        return value if isinstance(value, str) else None
    if item.kind == "texts":
        several = value.split(";") if isinstance(value, str) else value
        if not isinstance(several, Iterable) or not all(isinstance(one, str) for one in several):
            return None
        return ";".join(sorted({one.strip() for one in several}))
    if item.kind == "date":
        return _day(value)
    # the truth values of numpy are of no type of Python's, but have its name
    is_truth = isinstance(value, bool) or type(value).__name__ in ("bool_", "bool")
    if item.kind == "boolean":
        return bool(value) if is_truth else None
    if is_truth or not isinstance(value, Real) or not math.isfinite(value):
        return None
    if item.kind == "integer":
        if isinstance(value, Integral):
            return int(value)
        return int(float(value)) if float(value).is_integer() else None
    return float(value)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _allowed(item: Property) -> str:
    """What may be written instead."""
    if item.allowed:
        return f"give one of {', '.join(item.allowed)}"
    if item.kind == "date":
        return "give a datetime.date, or a text as 2026-11-23"
    if item.minimum is not None and item.maximum is not None:
        return f"give a number from {item.minimum:g} to {item.maximum:g}"
    return f"give a number from {item.minimum:g} on" if item.minimum is not None else ""


def fitting_ends(kind: RelationshipKind, start: tuple[Any, str], end: tuple[Any, str]) -> None:
    """StakeholderGraphError where a relationship leads from or to what it cannot; ends as (node, label)."""
    where = f"edge {start[0]} - {end[0]}"
    for (node, label), allowed, verb in ((start, kind.starts, "starts at"), (end, kind.ends, "leads to")):
        if label not in allowed:
            what = f"{kind.name} {verb} {node}, which is a {label}"
            raise StakeholderGraphError(where, what, f"only {' or '.join(allowed)} can be there")
    if kind.same_label and start[1] != end[1]:
        what = f"{kind.name} leads from a {start[1]} to a {end[1]}"
        raise StakeholderGraphError(where, what, "both must be of one kind")
