"""Rows into tables, as fast as SQLite takes them."""

from __future__ import annotations

import itertools
import sqlite3

import polars as pl

from stakeholder_graph.storage.reading import as_stored
from stakeholder_graph.storage.statements import VALUES_A_STATEMENT, Table, insert, update

ROWS_A_STATEMENT = 50  # more bring nothing; one by one takes half as long again
ROWS_AT_ONCE = 10_000


def insert_rows(
    connection: sqlite3.Connection, table: Table, rows: pl.DataFrame, *, replace: bool = False
) -> None:
    """Insert these rows; columns that hold nothing are left out. O(rows)."""
    if rows.is_empty():
        return
    if table.key != "rowid":
        rows = rows.sort(table.key)  # rows in the order of the key are appended, not sorted in
    rows = as_stored(rows.select([column.name for column in rows if column.null_count() < rows.height]))
    several = max(1, min(ROWS_A_STATEMENT, VALUES_A_STATEMENT // rows.width))
    even = rows.height // several * several
    pieces = (piece.rows() for piece in rows[:even].iter_slices(ROWS_AT_ONCE))
    cells = itertools.chain.from_iterable(itertools.chain.from_iterable(pieces))
    statements = zip(*[cells] * (several * rows.width), strict=True)
    connection.executemany(insert(table, rows.columns, several, replace=replace), statements)
    connection.executemany(insert(table, rows.columns, replace=replace), rows[even:].iter_rows())


def update_rows(connection: sqlite3.Connection, table: Table, rows: pl.DataFrame) -> None:
    """Set all columns of the rows whose key stands in the column `key`."""
    if rows.is_empty():
        return
    columns = [name for name in table.schema if name in rows.columns]
    connection.executemany(update(table, columns), as_stored(rows).select(*columns, "key").iter_rows())
