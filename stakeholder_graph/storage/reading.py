"""Tables of the database as columns: out of it, and into the form in which it keeps them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import polars as pl

from stakeholder_graph.storage.statements import Table, count, select, select_packed

PIECE = 50_000  # rows at a time: keeps each list far below the longest text that SQLite makes
FEW = 20_000  # up to so many ids are looked up; for more, reading the whole table is faster


def read_table(connection: sqlite3.Connection, table: Table, ids: pl.Series | None = None) -> pl.DataFrame:
    """Return the rows of a table (those with these ids), with its key as first column. O(rows)."""
    total, *filled = connection.execute(count(table)).fetchone()
    columns = [name for name, values in zip(table.schema, filled, strict=True) if values]
    few = ids is not None and len(ids) <= FEW
    if not total or (ids is not None and ids.is_empty()):
        return _completed(pl.DataFrame(), table, 0)
    pieces = []
    after: object = 0 if table.key == "rowid" else ""
    parameters = [json.dumps(ids.to_list())] if ids is not None and few else []
    while True:
        length, last, piece = _piece(connection, table, columns, (after, *parameters, PIECE), few)
        pieces.append(piece)
        if length < PIECE:
            return _completed(pl.concat(pieces), table, sum(part.height for part in pieces))
        after = last


def _piece(
    connection: sqlite3.Connection,
    table: Table,
    columns: Sequence[str],
    parameters: Sequence[object],
    by_ids: bool,
) -> tuple[int, object, pl.DataFrame]:
    """Read one piece; numbers one by one, because SQLite's JSON would round them."""
    numbers = [name for name in columns if table.schema[name] == pl.Float64]
    packed = list(dict.fromkeys((table.key, *(name for name in columns if name not in numbers))))
    row = connection.execute(select_packed(table, packed, by_ids), parameters).fetchone()
    length, last, *lists = row
    series = [_unpacked(name, text, table) for name, text in zip(packed, lists, strict=True)]
    for name in numbers:
        values = connection.execute(select(table, [name], by_ids), parameters).fetchall()
        series.append(pl.Series(name, [value for (value,) in values], dtype=pl.Float64))
    return length, last, pl.DataFrame(series)


def _unpacked(name: str, text: str, table: Table) -> pl.Series:
    kind = pl.Int64() if name == "rowid" or table.sql_type(name) == "INTEGER" else pl.String()
    values = pl.Series(name, [text]).str.json_decode(pl.List(kind)).explode(empty_as_null=False)
    return values


def _completed(pieces: pl.DataFrame, table: Table, height: int) -> pl.DataFrame:
    """Give the columns their types and order; those without any value were not read."""
    schema = {"rowid": pl.Int64(), **table.schema} if table.key == "rowid" else dict(table.schema)
    columns = []
    for name, kind in schema.items():
        if name not in pieces.columns:
            columns.append(pl.lit(None, dtype=kind).alias(name))
        elif kind == pl.Date:
            columns.append(pl.col(name).str.to_date("%Y-%m-%d"))
        else:
            columns.append(pl.col(name).cast(kind))
    if not height:
        return pl.DataFrame(schema=schema)
    return pieces.select(columns)


def as_stored(table: pl.DataFrame) -> pl.DataFrame:
    """Return the same table with days as ISO text and yes or no as 1 or 0."""
    return table.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"), pl.col(pl.Boolean).cast(pl.Int8))
