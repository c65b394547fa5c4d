"""The same data by LOAD CSV: what somebody writes who knows Neo4j and has the server's import folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import polars as pl
from neo4j import Driver

from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.cypher_statements import rules
from tests.neo4j.claiming import DATABASE

ROWS = 10_000  # rows a transaction
TYPED = {
    "text": "row.{0}",
    "texts": "split(row.{0}, ';')",
    "integer": "toInteger(row.{0})",
    "number": "toFloat(row.{0})",
    "boolean": "toBoolean(row.{0})",
    "date": "date(row.{0})",
}


@dataclass(frozen=True)
class Loading:
    """A file in the import folder, and the statement that loads it."""

    file: str
    statement: LiteralString


def write_files(records: Records, folder: Path) -> list[Loading]:
    """Write a file for each kind of node, and one for each relationship and the kinds at its ends."""
    model = ontology()
    loads = []
    for label, nodes in records.nodes.items():
        if nodes.height:
            rows = _filled(nodes)
            created = f"CREATE (:`{label}` {{{_values(rows.columns, model.nodes[label].properties)}}})"
            loads.append(_write(folder / f"{label}.csv", rows, created))
    kinds = pl.concat(table.select("id", label=pl.lit(label)) for label, table in records.nodes.items())
    for name, ties in records.relationships.items():
        for start, end, rows in _by_ends(ties, kinds):
            columns = [column for column in rows.columns if column not in ("start", "end")]
            values = _values(columns, model.relationships[name].properties)
            created = (
                f"MATCH (a:`{start}` {{id: row.start}}) MATCH (b:`{end}` {{id: row.end}}) "
                f"CREATE (a)-[:`{name}` {{{values}}}]->(b)"
            )
            loads.append(_write(folder / f"{name}-{start}-{end}.csv", rows, created))
    return loads


def load_csv(driver: Driver, loads: list[Loading]) -> None:
    """Make the rules of our own store, then load file after file."""
    with driver.session(database=DATABASE) as session:
        with session.begin_transaction() as transaction:
            for text in rules(ontology()).values():
                transaction.run(text).consume()
            transaction.commit()
        for load in loads:
            session.run(load.statement, url=f"file:///{load.file}").consume()


def _write(path: Path, rows: pl.DataFrame, created: str) -> Loading:
    rows.write_csv(path)
    statement = (
        f"LOAD CSV WITH HEADERS FROM $url AS row CALL (row) {{ {created} }} IN TRANSACTIONS OF {ROWS} ROWS"
    )
    return Loading(path.name, _text(statement))


def _by_ends(ties: pl.DataFrame, kinds: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """The relationships by the kinds of their ends, which a statement names to find them by their index."""
    placed = ties.join(kinds.rename({"label": "start label"}), left_on="start", right_on="id")
    placed = placed.join(kinds.rename({"label": "end label"}), left_on="end", right_on="id")
    for (start, end), group in placed.group_by("start label", "end label", maintain_order=True):
        yield str(start), str(end), _filled(group.drop("start label", "end label"))


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(name for name in rows.columns if rows[name].null_count() < rows.height)


def _values(columns: list[str], properties: Mapping[str, Property]) -> str:
    kinds = {name: properties[name].kind if name in properties else "text" for name in columns}
    return ", ".join(f"`{name}`: {TYPED[kind].format(f'`{name}`')}" for name, kind in kinds.items())


def _text(text: str) -> LiteralString:
    """The driver takes literal texts alone; ours hold nothing but names of the ontology."""
    return text
