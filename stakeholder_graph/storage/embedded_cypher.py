"""Cypher without a server: the records in the memory of an engine that then only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import kglite
import polars as pl

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, Property
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.cypher_text import WHERE, check_single
from stakeholder_graph.storage.readings import READ, read_jobs
from stakeholder_graph.storage.store import Answer

PIECE = 50_000  # rows a statement
OF_THE_ENGINE = ("title", "type")  # it adds them to the properties of every node and relationship
REFUSED = "it writes, and questions only read"
TOO_LONG = 180_000  # milliseconds


class CypherGraph:
    """The whole graph in memory, frozen: whatever is asked of it, it stays as it is."""

    def __init__(self, records: Records, readings: pl.DataFrame, model: Ontology) -> None:
        kglite.set_query_warning_policy("silent")  # a kind without rows is no misspelling here
        graph = kglite.KnowledgeGraph()
        labels = []
        for label, kind in model.nodes.items():
            table = records.node_table(label)
            labels.append(table.select("id", label=pl.lit(label)))
            _add_nodes(graph, label, kind.properties, table)
        label_of = pl.concat(labels)
        read = read_jobs(records, readings)
        for name, tie in model.relationships.items():
            table = records.relationship_table(name)
            if name == "WORKS_FOR":
                table = table.join(read, on="id", how="left")
            _add_ties(graph, name, tie.properties, table, label_of)
        self._graph = graph.freeze()

    def ask(self, text: str, parameters: Mapping[str, Any]) -> Answer:
        """Answer one reading text; StorageError in one line for whatever the engine objects to."""
        check_single(text)
        try:
            found = self._graph.cypher(text, params=dict(parameters), timeout_ms=TOO_LONG)
        except (kglite.KgError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise _in_plain_words(error) from error
        if isinstance(found, str):
            raise StorageError(WHERE, "FORMAT CSV is no Cypher", "take it out, and give --format csv")
        rows = tuple(tuple(map(_plain, row.values())) for row in found.to_dicts())
        return Answer(tuple(found.columns), rows)


def _add_nodes(
    graph: kglite.KnowledgeGraph, label: str, properties: Mapping[str, Property], table: pl.DataFrame
) -> None:
    columns = _filled(table, properties)
    for rows in _pieces(table.select("id", *columns), properties):
        graph.cypher(f"UNWIND $rows AS row CREATE (:{label} {_map(['id', *columns])})", params={"rows": rows})


def _add_ties(
    graph: kglite.KnowledgeGraph, name: str, properties: Mapping[str, Property], table: pl.DataFrame,
    label_of: pl.DataFrame,
) -> None:  # fmt: skip
    """Add one type; the engine finds an end by its id only within a label."""
    columns = _filled(table, [*properties, *READ.values()])
    table = table.join(label_of.rename({"id": "start", "label": "start_label"}), on="start")
    table = table.join(label_of.rename({"id": "end", "label": "end_label"}), on="end")
    for (start, end), group in table.group_by("start_label", "end_label", maintain_order=True):
        text = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.`start`}}) MATCH (b:{end} {{id: row.`end`}}) "
            f"CREATE (a)-[:{name} {_map(['id', *columns])}]->(b)"
        )
        for rows in _pieces(group.select("id", "start", "end", *columns), properties):
            graph.cypher(text, params={"rows": rows})


def _filled(table: pl.DataFrame, names: Iterable[str]) -> list[str]:
    """The columns that hold anything: what is empty is absent in a graph."""
    return [name for name in names if name in table.columns and table[name].null_count() < table.height]


def _map(columns: Iterable[str]) -> str:
    return "{" + ", ".join(f"`{name}`: row.`{name}`" for name in columns) + "}"


def _pieces(table: pl.DataFrame, properties: Mapping[str, Property]) -> Iterator[list[dict[str, Any]]]:
    several = [n for n in table.columns if n in properties and properties[n].kind == "texts"]
    table = table.with_columns(pl.col(name).str.split(";") for name in several)
    for piece in table.iter_slices(PIECE):
        yield piece.to_dicts()


def _plain(value: Any) -> Any:
    """A value as every engine gives it."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = value.get("properties")
    if isinstance(inner, dict):
        own = {name: _plain(item) for name, item in sorted(inner.items()) if name not in OF_THE_ENGINE}
        if value.keys() == {"id", "labels", "properties"}:
            return {"label": value["labels"][0], **own}
        if value.keys() == {"id", "start", "end", "type", "properties"}:
            return {"kind": value["type"], **own}
    return {name: _plain(item) for name, item in value.items()}


def _in_plain_words(error: Exception) -> StorageError:
    if isinstance(error, kglite.ReadOnlyError):
        return StorageError(WHERE, REFUSED, "change the graph with import, or with a command that writes")
    if isinstance(error, kglite.CypherTimeoutError):
        return StorageError(WHERE, f"no answer in {TOO_LONG // 1000} seconds", "ask for less, or add a LIMIT")
    told = str(error).strip()
    what = told.splitlines()[0].strip() if told else type(error).__name__
    return StorageError(WHERE, what.rstrip(".;"), "correct the Cypher; `queries NAME` shows texts that run")
