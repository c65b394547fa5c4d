"""What is sent of rows to a server: nothing twice, nothing that it can work out itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from stakeholder_graph.model.ontology import Property, RelationshipKind
from stakeholder_graph.storage.cypher_statements import Columns


def sent_once(
    rows: pl.DataFrame, properties: Mapping[str, Property], first: tuple[str, ...]
) -> tuple[pl.DataFrame, Columns, dict[str, Any]]:
    """The rows to send, what stands in them, and the values that are the same in all of them.

    `first` are the columns at the head of a row. Columns that hold nothing are left out. Days go as text: the
    driver takes ten times as long for a day. O(cells).
    """
    others = [name for name in rows.columns if name not in first]
    filled = [name for name in others if rows[name].null_count() < rows.height]
    single = [name for name in filled if rows.height > 1 and rows[name].n_unique() == 1]
    in_rows = [name for name in filled if name not in single]
    days = frozenset(name for name in in_rows if rows.schema[name] == pl.Date)
    told = as_sent(rows.head(1).select(single), properties)
    sent = as_sent(rows.select(*first, *in_rows), properties)
    sent = sent.with_columns(pl.col(name).cast(pl.String) for name in days)
    same = dict(zip(told.columns, told.row(0), strict=True)) if single else {}
    return sent, Columns(tuple(in_rows), days, tuple(single)), same


def as_sent(rows: pl.DataFrame, properties: Mapping[str, Property]) -> pl.DataFrame:
    """Several values in one cell become a list."""
    several: Iterable[str] = [
        name for name in rows.columns if name in properties and properties[name].kind == "texts"
    ]
    return rows.with_columns(pl.col(name).str.split(";") for name in several)


def follows_from_ends(ties: pl.DataFrame, kind: RelationshipKind) -> bool:
    """Whether the server can make the id of each of these itself, from type, ends and key.

    It puts them together as they are; an id in which a separator had to be marked is sent. O(rows).
    """
    if any(kind.properties[name].kind not in ("text", "date") for name in kind.key):
        return False
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in ("start", "end", *kind.key)]
    derived = pl.concat_str(pl.lit(kind.name), *parts, separator="|")
    return bool(ties.select((derived == pl.col("id")).all()).item())
