"""From the ontology to SQL: tables, and the statements that fill and read them. Values are parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stakeholder_graph.model.ontology import Ontology, RelationshipKind
from stakeholder_graph.model.records import node_schema, relationship_schema

# ruff: noqa: S608 - the names in these statements come from the ontology and are quoted
APPLICATION_ID = 0x53746B47  # "StkG", by which `file` and we know our databases
SCHEMA_VERSION = 1
SQL_TYPES: Mapping[type[pl.DataType], str] = {
    pl.String: "TEXT",
    pl.Date: "TEXT",  # ISO, so that it sorts as days do
    pl.Int64: "INTEGER",
    pl.Float64: "REAL",
    pl.Boolean: "INTEGER",
}
VALUES_A_STATEMENT = 900  # below the smallest limit of any SQLite


@dataclass(frozen=True)
class Table:
    """One table of the database: its columns as stored, and what tells one row from another.

    `key`: the column by which rows are found again. `references`: the columns that hold the id of a node.
    """

    name: str
    schema: Mapping[str, pl.DataType]
    key: str = "id"
    references: tuple[str, ...] = ()
    primary: tuple[str, ...] = ("id",)

    def sql_type(self, column: str) -> str:
        return SQL_TYPES[self.schema[column].base_type()]


NODE = Table("node", {"id": pl.String(), "label": pl.String()})
"""One id space over all kinds: which ids there are, and of what kind."""
PROPERTY = Table("property", {"name": pl.String(), "value": pl.String()}, "name", primary=("name",))
TITLE_KEY = ("job_title", "department", "employer", "industry", "rules")
TITLE_READING = Table(
    "title_reading",
    {
        **dict.fromkeys(("job_title", "department", "employer", "industry"), pl.String()),
        "level": pl.Int64(),
        "function": pl.String(),
        "former": pl.Boolean(),
        "standing": pl.String(),
        "rules": pl.String(),
    },
    key="rowid",
    primary=TITLE_KEY,
)
"""A cache of what the job titles say; `rules` is the fingerprint of the rules that read them."""


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def node_table(label: str, model: Ontology) -> Table:
    """Return the table of one kind of node."""
    return Table(label, node_schema(label, model), references=("id",))


def relationship_table(kind: RelationshipKind, model: Ontology) -> Table:
    """Return the table of one relationship type.

    An id that follows from the ends and the key is not stored (`given_id` is empty then): that halves the
    time and the size of a million rows.
    """
    schema = dict(relationship_schema(kind.name, model))
    schema.pop("id")
    stored = {"given_id": pl.String(), **schema}
    return Table(kind.name, stored, "rowid", ("start", "end"), ())


def all_tables(model: Ontology) -> dict[str, Table]:
    """Return every table of the database by name, those that others refer to first."""
    kinds = [node_table(label, model) for label in model.nodes]
    ties = [relationship_table(kind, model) for kind in model.relationships.values()]
    return {table.name: table for table in (PROPERTY, NODE, *kinds, *ties, TITLE_READING)}


def create(table: Table) -> str:
    """Return the statement that makes a table."""
    required = {*table.references, *table.primary}
    columns = [column_definition(table, name, name in required) for name in table.schema]
    if table.primary:
        columns.append(f"PRIMARY KEY ({_names(table.primary)})")
    options = "STRICT, WITHOUT ROWID" if table.key != "rowid" else "STRICT"
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(columns)}) {options}"


def column_definition(table: Table, name: str, required: bool = False) -> str:
    """Return the definition of one column, for a new table or for one that lacks it."""
    text = f"{quoted(name)} {table.sql_type(name)}{' NOT NULL' if required else ''}"
    return f"{text} REFERENCES node(id)" if name in table.references else text


def add_column(table: Table, name: str) -> str:
    """Return the statement that widens a table by one column."""
    return f"ALTER TABLE {quoted(table.name)} ADD COLUMN {column_definition(table, name)}"


def insert(table: Table, columns: Sequence[str], rows: int = 1, *, replace: bool = False) -> str:
    """Return the statement that inserts so many rows at once."""
    row = f"({', '.join('?' * len(columns))})"
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    return f"{verb} INTO {quoted(table.name)} ({_names(columns)}) VALUES {', '.join([row] * rows)}"


def update(table: Table, columns: Sequence[str]) -> str:
    """Return the statement that sets these columns in the row of one key."""
    settings = ", ".join(f"{quoted(name)} = ?" for name in columns)
    return f"UPDATE {quoted(table.name)} SET {settings} WHERE {table.key} = ?"


def has_rows(table: Table) -> str:
    """Return the statement that tells whether there is any row."""
    return f"SELECT EXISTS (SELECT 1 FROM {quoted(table.name)})"


def count(table: Table) -> str:
    """Return the statement that counts the rows, and the values in each column."""
    values = ", ".join(f"count({quoted(name)})" for name in table.schema)
    return f"SELECT count(*), {values} FROM {quoted(table.name)}"


def select(table: Table, columns: Iterable[str], condition: str = "") -> str:
    """Return the statement for a piece of the table in the order of its key.

    Parameters: the key after which the piece begins, those of the condition, and the piece's length.
    """
    where = f"{table.key} > ? AND ({condition})" if condition else f"{table.key} > ?"
    return f"SELECT {_names(columns)} FROM {quoted(table.name)} WHERE {where} ORDER BY {table.key} LIMIT ?"


def select_packed(table: Table, columns: Sequence[str], condition: str = "") -> str:
    """Return the statement that gives the same piece as one row: length, last key, a JSON list a column.

    A row at a time costs Python four times as much as parsing such lists.
    """
    lists = "".join(f", json_group_array({quoted(name)})" for name in columns)
    names = list(dict.fromkeys((table.key, *columns)))
    return f"SELECT count(*), max({quoted(table.key)}){lists} FROM ({select(table, names, condition)})"


def having(table: Table, ids: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the condition for the rows that may have these ids, and its parameters.

    The id of a relationship mostly stands in no column. But it begins with type and start, and few rows
    have one of these starts, so that nobody needs an index over the ids of a million rows.
    """
    listed = "IN (SELECT value FROM json_each(?))"
    if "given_id" not in table.schema:
        return f"{quoted(table.key)} {listed}", (json.dumps(ids),)
    beginning = re.compile(re.escape(table.name) + r"\|((?:[^|\\]|\\.)*)\|", re.DOTALL)
    found = [match[1] for match in map(beginning.match, ids) if match]
    starts = [re.sub(r"\\(.)", r"\1", start, flags=re.DOTALL) for start in found]
    condition = f'given_id {listed} OR (given_id IS NULL AND "start" {listed})'
    return condition, (json.dumps(ids), json.dumps(starts))


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(quoted, columns))
