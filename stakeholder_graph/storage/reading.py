"""Tables of the database as columns: out of it, and into the form in which it keeps them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import polars as pl

from stakeholder_graph.storage.statements import Table, count, having, select, select_packed

PIECE = 50_000  # rows at a time: keeps each list far below the longest text that SQLite makes
FEW = 20_000  # up to so many ids are looked up; for more, reading the whole table is faster


def read_table(
    connection: sqlite3.Connection, table: Table, ids: pl.Series | None = None, *, places: bool = False
) -> pl.DataFrame:
    """Return the rows of a table, or at least those with these ids. O(rows).

    With `places`, the table of a relationship gets the column rowid, by which its rows are found again.
    """
    condition: tuple[str, tuple[str, ...]] = ("", ())
    columns = list(table.schema)
    if ids is not None and len(ids) <= FEW:
        if ids.is_empty():
            return _completed([], table, places)
        condition = having(table, ids.to_list())
    else:
        # empty columns are not read; where a few rows are looked up, this count would take longest
        _, *filled = connection.execute(count(table)).fetchone()
        columns = [name for name, values in zip(table.schema, filled, strict=True) if values]
    if places or not columns:
        columns = list(dict.fromkeys((table.key, *columns)))
    return _completed(list(_pieces(connection, table, columns, condition)), table, places)


def _pieces(
    connection: sqlite3.Connection,
    table: Table,
    columns: Sequence[str],
    condition: tuple[str, tuple[str, ...]],
) -> Iterator[pl.DataFrame]:
    """Read piece by piece; numbers one by one, because SQLite's JSON would round them."""
    where, values = condition
    numbers = [name for name in columns if name in table.schema and table.schema[name] == pl.Float64]
    packed = [name for name in columns if name not in numbers]
    after: object = 0 if table.key == "rowid" else ""
    while True:
        parameters = (after, *values, PIECE)
        length, after, *lists = connection.execute(select_packed(table, packed, where), parameters).fetchone()
        if length:
            series = [_unpacked(name, text, table) for name, text in zip(packed, lists, strict=True)]
            for name in numbers:
                rows = connection.execute(select(table, [name], where), parameters).fetchall()
                series.append(pl.Series(name, [value for (value,) in rows], dtype=pl.Float64))
            yield pl.DataFrame(series)
        if length < PIECE:
            return


def _unpacked(name: str, text: str, table: Table) -> pl.Series:
    kind = pl.Int64() if name == "rowid" or table.sql_type(name) == "INTEGER" else pl.String()
    values = pl.Series(name, [text]).str.json_decode(pl.List(kind)).explode(empty_as_null=False)
    return values


def _completed(pieces: Sequence[pl.DataFrame], table: Table, places: bool) -> pl.DataFrame:
    """Give the columns their types and order; those without any value were not read."""
    schema = {"rowid": pl.Int64(), **table.schema} if places and table.key == "rowid" else dict(table.schema)
    if not pieces:
        return pl.DataFrame(schema=schema)
    rows = pl.concat(pieces)
    columns = []
    for name, kind in schema.items():
        if name not in rows.columns:
            columns.append(pl.lit(None, dtype=kind).alias(name))
        elif kind == pl.Date:
            columns.append(pl.col(name).str.to_date("%Y-%m-%d"))
        else:
            columns.append(pl.col(name).cast(kind))
    return rows.select(columns)


def as_stored(table: pl.DataFrame) -> pl.DataFrame:
    """Return the same table with days as ISO text and yes or no as 1 or 0."""
    return table.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"), pl.col(pl.Boolean).cast(pl.Int8))
