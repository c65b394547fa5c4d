"""Records: what files hold and what the store holds, as one table a kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from stakeholder_graph.model.ontology import Ontology, PropertyKind, RelationshipKind, ontology

TYPES: Mapping[PropertyKind, pl.DataType] = {
    "text": pl.String(),
    "texts": pl.String(),  # several values stand in one cell, separated by ";", sorted
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """What brings records: `digest` is the same for the same content, `name` is what one reads of it."""

    digest: str
    name: str


def node_schema(label: str, model: Ontology | None = None) -> dict[str, pl.DataType]:
    """Columns and types of a node table: id, then the properties in the ontology's order."""
    properties = (model or ontology()).nodes[label].properties
    return {"id": pl.String(), **{name: TYPES[item.kind] for name, item in properties.items()}}


def relationship_schema(name: str, model: Ontology | None = None) -> dict[str, pl.DataType]:
    """Columns and types of a relationship table: id, start, end, then the properties."""
    properties = (model or ontology()).relationships[name].properties
    ends: dict[str, pl.DataType] = {"id": pl.String(), "start": pl.String(), "end": pl.String()}
    return {**ends, **{prop: TYPES[item.kind] for prop, item in properties.items()}}


def relationship_id(kind: RelationshipKind) -> pl.Expr:
    """The id that a relationship gets from its type, ends and key, readable and always the same.

    `|` separates; a `|` or `\\` inside an id is written with a `\\` before it, so that no two ties share an
    id.
    """

    def safe(column: pl.Expr) -> pl.Expr:
        text = column.cast(pl.String).fill_null("")
        return text.str.replace_all("\\", "\\\\", literal=True).str.replace_all("|", "\\|", literal=True)

    parts = [
        pl.lit(kind.name),
        safe(pl.col("start")),
        safe(pl.col("end")),
        *(safe(pl.col(key)) for key in kind.key),
    ]
    return pl.concat_str(parts, separator="|")


@dataclass
class Records:
    """Tables of nodes by label and of relationships by type; a kind without rows may be left out.

    Node tables: id, name, properties, valid_from, valid_to, source, recorded_at. Relationship tables: id,
    start, end (ids of nodes), properties, valid_from, valid_to, note, source, recorded_at.
    """

    nodes: dict[str, pl.DataFrame] = field(default_factory=dict)
    relationships: dict[str, pl.DataFrame] = field(default_factory=dict)

    def node_table(self, label: str) -> pl.DataFrame:
        return self.nodes.get(label, pl.DataFrame(schema=node_schema(label)))

    def relationship_table(self, name: str) -> pl.DataFrame:
        return self.relationships.get(name, pl.DataFrame(schema=relationship_schema(name)))

    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind and relationship that has any."""
        tables = {**self.nodes, **self.relationships}
        return {name: table.height for name, table in tables.items() if table.height}


def nodes_of(label: str, rows: Sequence[Mapping[str, Any]], model: Ontology | None = None) -> pl.DataFrame:
    """A node table from one mapping a row; what a row does not name is empty. O(rows)."""
    return pl.DataFrame(list(rows), schema=node_schema(label, model), orient="row")


def relationships_of(
    name: str, rows: Iterable[Mapping[str, Any]], model: Ontology | None = None
) -> pl.DataFrame:
    """A relationship table from one mapping a row (start, end, properties); ids are derived where not
    given.
    """
    kind = (model or ontology()).relationships[name]
    table = pl.DataFrame(list(rows), schema=relationship_schema(name, model), orient="row")
    return with_ids(table, kind)


def with_ids(table: pl.DataFrame, kind: RelationshipKind) -> pl.DataFrame:
    """The same table with an id in every row: the given one, else the one derived from ends and key."""
    defaults = [
        pl.col(p.name).fill_null(p.default) for p in kind.properties.values() if p.default is not None
    ]
    return table.with_columns(defaults).with_columns(pl.coalesce("id", relationship_id(kind)).alias("id"))
