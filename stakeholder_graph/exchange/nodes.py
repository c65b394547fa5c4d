"""Reading our own files of nodes: companies, people, contacts …, with ids and without doubles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import polars as pl

from stakeholder_graph.exchange.columns import ColumnReader
from stakeholder_graph.exchange.headers import Form, carried
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context, SourceTable
from stakeholder_graph.model.ontology import NodeKind, ontology
from stakeholder_graph.model.records import node_schema

INLINE = "@"
"""Stands before the name of a column that describes a link and not the node itself."""


@dataclass(frozen=True)
class NodeFile:
    """One file of nodes: `rows` has ORIGIN_FILE, ORIGIN_ROW, the node's columns, and its inline columns.

    Inline columns are text (`@organisation`), columns that they carry have their types (`@job_title`).
    `found` are the known columns that the file has.
    """

    table: SourceTable
    kind: NodeKind
    found: frozenset[str]
    rows: pl.DataFrame


def read_nodes(table: SourceTable, form: Form, ledger: Ledger, context: Context) -> NodeFile:
    """Read one file of nodes; what the file has no column for stays as the database has it."""
    kind = ontology().nodes[form.label or ""]
    found = form.found(table.header)
    reader = ColumnReader(table, ledger)
    rows = reader.read(kind.properties, found)
    ids = (
        table.cells[found["id"]]
        if "id" in found
        else pl.Series([None], dtype=pl.String()).new_from_index(0, rows.height)
    )
    rows = rows.with_columns(ids.alias("id"), pl.lit(table.file).alias(ORIGIN_FILE))
    rows = rows.with_columns(stated(table, found.keys(), context))
    rows = _completed(rows, kind, found.keys() & kind.properties.keys(), context, table.file, ledger)
    rows = _named(rows, kind, table.file, ledger)
    _report_missing(rows, kind, table.file, ledger)
    inline = _inline_columns(reader, kind, found)
    return NodeFile(table, kind, frozenset(found), rows.with_columns(inline))


def stated(table: SourceTable, found: Collection[str], context: Context) -> list[pl.Expr]:
    """Where and when the rows were recorded, for what the file has no column: its name, and today."""
    said = {"source": pl.lit(f"canonical: {table.short_name}"), "recorded_at": pl.lit(context.as_of)}
    return [value.alias(name) for name, value in said.items() if name not in found]


def _completed(
    rows: pl.DataFrame, kind: NodeKind, given: set[str], context: Context, file: str, ledger: Ledger
) -> pl.DataFrame:
    """The rows with what the database knows in the columns that the file does not have."""
    known = context.existing.node_table(kind.label)
    missing = [
        name for name in kind.properties if name not in given and name not in ("source", "recorded_at")
    ]
    order = [ORIGIN_FILE, ORIGIN_ROW, *node_schema(kind.label)]
    if not known.height or not missing:
        return rows.select(order)
    beside = known.select("id", *missing, pl.col("source").alias("source#known"))
    joined = rows.drop(missing).join(beside, on="id", how="left", maintain_order="left")
    if "valid_to" in missing:
        # An end that the file cannot give up, as it has no column for it, would last for ever.
        ended = (pl.col("source") == pl.col("source#known")) & (pl.col("valid_to") < context.as_of)
        again = joined.filter(ended)
        for row, name, day in again.select(ORIGIN_ROW, "name", "valid_to").iter_rows():
            problem = f"is there again; it had ended on {day}"
            ledger.add("note", file, [(row, name)], None, problem, "nothing to do")
        back = pl.when(~ended.fill_null(False)).then("valid_to").alias("valid_to")
        joined = joined.with_columns(back)
    return joined.select(order)


def _named(rows: pl.DataFrame, kind: NodeKind, file: str, ledger: Ledger) -> pl.DataFrame:
    """Every row with a name: its own, that of a contact's subject, a person's mail address; else a fault."""
    if kind.name_from:
        return rows.with_columns(pl.coalesce("name", kind.name_from).alias("name"))
    nameless = rows.filter(pl.col("name").is_null())
    if nameless.height and "email" in kind.properties:
        by_mail = nameless.filter(pl.col("email").is_not_null())
        found = by_mail.select(ORIGIN_ROW, "email").iter_rows()
        ledger.add("note", file, found, "name", "no name; called by the mail address", "give the name")
        rows = rows.with_columns(pl.coalesce("name", "email").alias("name"))
        nameless = rows.filter(pl.col("name").is_null())
    found = nameless.select(ORIGIN_ROW, "id").iter_rows()
    ledger.add("fault", file, found, "name", "no name", f"give the {kind.en.lower()} a name")
    return rows


def _report_missing(rows: pl.DataFrame, kind: NodeKind, file: str, ledger: Ledger) -> None:
    """A fault where a value is missing that the ontology requires, such as the day of a contact.

    A cell that is filled with what cannot be read has its fault already.
    """
    for item in kind.properties.values():
        if item.required:
            empty = rows.filter(pl.col(item.name).is_null())[ORIGIN_ROW]
            hint = f"give one of {', '.join(item.allowed)}" if item.allowed else f"give the {item.en.lower()}"
            found = [(row, None) for row in empty if item.name not in ledger.wrong_cells.get((file, row), ())]
            problem = f"a {kind.en.lower()} needs a {ledger.written(file, item.name)}"
            ledger.add("fault", file, found, item.name, problem, hint)


def _inline_columns(reader: ColumnReader, kind: NodeKind, found: dict[str, str]) -> list[pl.Series]:
    """The columns that describe links: the texts that name others, and the values that the links carry."""
    model = ontology()
    values = reader.read(carried(kind, model), found)
    columns = {name: values[name] for name in carried(kind, model) if name in found}
    for column in kind.inline:
        if column.column not in found:
            continue
        if column.names in ("start", "end"):
            columns[column.column] = reader.table.cells[found[column.column]]
            continue
        # The cell holds values of the link, several at once: each is checked as the ontology says.
        item = model.relationships[column.relationship].properties[column.names]
        several = replace(item, name=column.column, kind="texts", required=False)
        columns[column.column] = reader.read({column.column: several}, found)[column.column]
    return [values.alias(INLINE + name) for name, values in columns.items()]
