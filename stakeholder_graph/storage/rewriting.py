"""Rows in the place of others in an SQLite file, and the texts that are kept beside the graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import polars as pl

from stakeholder_graph.storage.statements import NODE, PROPERTY, Table, insert, quoted
from stakeholder_graph.storage.writing import insert_rows, update_rows

MEMO = "memo:"  # stands before the name of such a text among the database's properties
READ_MEMOS = "SELECT name, value FROM property WHERE name LIKE 'memo:%'"
FORGET_MEMO = "DELETE FROM property WHERE name = ?"


def put_nodes(connection: sqlite3.Connection, table: Table, rows: pl.DataFrame, known: pl.DataFrame) -> None:
    """Let nodes stand exactly as these rows, whether they are among the known ones or new. O(rows)."""
    new = rows.join(known, on="id", how="anti", maintain_order="left")
    insert_rows(connection, NODE, new.select("id", label=pl.lit(table.name)))
    insert_rows(connection, table, new)
    there = rows.join(known, on="id", how="semi", maintain_order="left")
    update_rows(connection, table, there.with_columns(key="id"))


def remove_nodes(connection: sqlite3.Connection, label: str, ids: pl.Series) -> None:
    """Remove these nodes; SQLite refuses where a relationship still hangs on one."""
    for table in (label, NODE.name):
        statement = f"DELETE FROM {quoted(table)} WHERE id = ?"  # noqa: S608 - a name of the ontology
        connection.executemany(statement, [(one,) for one in ids])


def remove_ties(connection: sqlite3.Connection, name: str, ties: pl.DataFrame) -> None:
    """Remove these relationships, by their place."""
    statement = f"DELETE FROM {quoted(name)} WHERE rowid = ?"  # noqa: S608 - a name of the ontology
    connection.executemany(statement, [(place,) for place in ties["rowid"]])


def keep_memos(connection: sqlite3.Connection, memos: Mapping[str, str | None]) -> None:
    """Keep these texts under their names; None lets go of one."""
    kept = [(MEMO + name, text) for name, text in memos.items() if text is not None]
    connection.executemany(insert(PROPERTY, ["name", "value"], replace=True), kept)
    gone = [(MEMO + name,) for name, text in memos.items() if text is None]
    connection.executemany(FORGET_MEMO, gone)


def kept_memos(connection: sqlite3.Connection) -> dict[str, str]:
    """All such texts by name."""
    return {name.removeprefix(MEMO): text for name, text in connection.execute(READ_MEMOS).fetchall()}
