"""Tables of the database as columns: out of it, and into the form in which it keeps them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from stakeholder_graph.storage.statements import Table, count, has_rows, having, select, select_packed

PIECE = 50_000  # rows at a time: keeps each list far below the longest text that SQLite makes
FEW = 20_000  # up to so many ids are looked up; for more, reading the whole table is faster


def read_table(
    connection: sqlite3.Connection, table: Table, ids: pl.Series | None = None, *, places: bool = False
) -> pl.DataFrame:
    """Return the rows of a table, or at least those with these ids. O(rows).

    With `places`, the table of a relationship gets the column rowid, by which its rows are found again.
    """
    condition: tuple[str, tuple[str, ...]] = ("", ())
    if ids is not None and len(ids) <= FEW:
        # of many ids the condition takes long to make: not where there is nothing yet
        some = len(ids) and connection.execute(has_rows(table)).fetchone()[0]
        columns = list(table.schema) if some else []
        condition = having(table, ids.to_list()) if some else condition
    else:
        # empty columns are not read; where a few rows are looked up, this count would take longest
        _, *filled = connection.execute(count(table)).fetchone()
        columns = [name for name, values in zip(table.schema, filled, strict=True) if values]
    schema = {"rowid": pl.Int64(), **table.schema} if places and table.key == "rowid" else dict(table.schema)
    if not columns:
        return pl.DataFrame(schema=schema)
    columns = [name for name in schema if name in columns or name == table.key]
    pieces = list(_pieces(connection, table, schema, columns, condition))
    return pl.concat(pieces) if len(pieces) != 1 else pieces[0]


def _pieces(
    connection: sqlite3.Connection,
    table: Table,
    schema: Mapping[str, pl.DataType],
    columns: Sequence[str],
    condition: tuple[str, tuple[str, ...]],
) -> Iterator[pl.DataFrame]:
    """Read piece by piece; numbers one by one, because SQLite's JSON would round them."""
    where, values = condition
    numbers = [name for name in columns if schema[name] == pl.Float64]
    packed = [name for name in columns if name not in numbers]
    after: object = 0 if table.key == "rowid" else ""
    while True:
        parameters = (after, *values, PIECE)
        length, after, *lists = connection.execute(select_packed(table, packed, where), parameters).fetchone()
        found: dict[str, list[Any]] = {
            name: json.loads(text) for name, text in zip(packed, lists, strict=True)
        }
        for name in numbers:
            rows = connection.execute(select(table, [name], where), parameters).fetchall()
            found[name] = [value for (value,) in rows]
        read = pl.DataFrame([_column(name, schema[name], values) for name, values in found.items()])
        yield read.select(
            name if name in found else pl.lit(None, kind).alias(name) for name, kind in schema.items()
        )
        if length < PIECE:
            return


def _column(name: str, kind: pl.DataType, values: list[Any]) -> pl.Series:
    """Return one column that was read in its type."""
    if kind == pl.Boolean:
        values = [None if value is None else bool(value) for value in values]
    if kind == pl.Date:
        texts = pl.Series(name, values, dtype=pl.String)
        days = texts.str.to_date("%Y-%m-%d", strict=False)
        if days.null_count() > texts.null_count():  # somebody has edited the file with another tool
            wrong = texts.filter(days.is_null() & texts.is_not_null())[0]
            raise sqlite3.DataError(f"{name} holds a text that is no day: {wrong}")
        return days
    return pl.Series(name, values, dtype=kind)


def as_stored(table: pl.DataFrame) -> pl.DataFrame:
    """Return the same table with days as ISO text and yes or no as 1 or 0."""
    return table.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"), pl.col(pl.Boolean).cast(pl.Int8))
