"""Columns out of a server: collected there, fetched in pieces, and brought into the form of the ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, LiteralString

import polars as pl
from neo4j import ManagedTransaction

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, PropertyKind
from stakeholder_graph.model.records import TYPES
from stakeholder_graph.storage.cypher_reading import (
    count_nodes,
    count_ties,
    nodes_after,
    nodes_of_ids,
    ties_after,
    ties_of_ids,
)
from stakeholder_graph.storage.server_pages import Kind, Page, pages

FEW = 20_000  # up to so many ids are looked up; for more, reading all is faster


class ServerReader:
    """Reads kinds of the ontology within one transaction."""

    def __init__(self, transaction: ManagedTransaction, model: Ontology, where: str) -> None:
        self._transaction, self._model, self._where = transaction, model, where

    def nodes(
        self, label: str, ids: pl.Series | None = None, columns: Mapping[str, PropertyKind] | None = None
    ) -> pl.DataFrame:
        """The nodes of one kind, or those with these ids: id and the columns, all of them if not named."""
        if columns is None:
            columns = {name: item.kind for name, item in self._model.nodes[label].properties.items()}
        columns = {"id": "text", **columns}
        empty = pl.DataFrame(schema=_types(columns))
        if self._is_empty(count_nodes(label), ids):
            return empty
        names, days = _names(columns)
        asked = {"columns": names, "days": days}
        kind = Kind(label, tuple(names), tuple(days), _texts(columns), nodes_after(label), asked)
        found = self._pages(kind, nodes_of_ids(label), ids)
        kinds = {name: columns[name] for name in kind.all_columns}
        pieces = [self._piece(label, kinds, page.length, page.lists) for page in found]
        return pl.concat([empty, *(piece.select(empty.columns) for piece in pieces)])

    def ties(
        self, name: str, ids: pl.Series | None = None, columns: Mapping[str, PropertyKind] | None = None
    ) -> pl.DataFrame:
        """The relationships of one type, or those with these ids: id, start, end and the columns."""
        tie = self._model.relationships[name]
        if columns is None:
            columns = {prop: item.kind for prop, item in tie.properties.items()}
        schema = {**dict.fromkeys(("id", "start", "end"), pl.String()), **_types(columns)}
        if self._is_empty(count_ties(name), ids):
            return pl.DataFrame(schema=schema)
        key = tie.key if set(tie.key) <= columns.keys() else ()
        names, days = _names(columns)
        asked = {"columns": names, "days": days, "key": list(key), "starts": tie.starts, "ends": tie.ends}
        kind = Kind(
            name, tuple(names), tuple(days), _texts(columns), ties_after(name), asked,
            (tuple(tie.starts), tuple(tie.ends)), tuple(key),
        )  # fmt: skip
        kinds: dict[str, PropertyKind] = {"start": "text", "end": "text", **columns}
        kinds = {column: kinds[column] for column in kind.all_columns}
        pieces = []
        for page in self._pages(kind, ties_of_ids(name), ids):
            if not page.rows:
                continue
            piece = self._piece(name, kinds, page.rows, page.lists)
            parts = [pl.col(part).cast(pl.String).fill_null("") for part in ("start", "end", *key)]
            derived = pl.concat_str(pl.lit(name), *parts, separator="|")
            identity = pl.Series("id", page.ids, dtype=pl.String) if page.ids else derived.alias("id")
            pieces.append(piece.with_columns(identity).select(list(schema)))
        return pl.concat([pl.DataFrame(schema=schema), *pieces]).drop_nulls(["start", "end"])

    def _is_empty(self, text: LiteralString, ids: pl.Series | None) -> bool:
        if ids is not None and ids.is_empty():
            return True
        return not self._transaction.run(text).single(strict=True).value()

    def _pages(self, kind: Kind, of_ids: LiteralString, ids: pl.Series | None) -> Iterator[Page]:
        """All rows of a kind, or those with these ids: a few are looked up, of many the rest is read too."""
        if ids is None or len(ids) > FEW:
            yield from pages(self._transaction, kind)
            return
        found = self._transaction.run(of_ids, dict(kind.parameters), ids=ids.unique().to_list())
        length, last, lists, *more = found.single(strict=True)
        if length:
            yield Page(length, last, lists, *(more or (length, [])))

    def _piece(
        self, name: str, columns: Mapping[str, PropertyKind], length: int, lists: list[list[Any]]
    ) -> pl.DataFrame:
        made = []
        for (column, kind), values in zip(columns.items(), lists, strict=True):
            if not values:
                made.append(pl.Series(column, [None], dtype=TYPES[kind]).new_from_index(0, length))
                continue
            try:
                series = _series(column, kind, values)
            except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError) as error:
                what = f"{name}.{column} holds a value that is no {kind} there"
                raise StorageError(self._where, what, "correct it where it was entered") from error
            made.append(series.new_from_index(0, length) if len(values) < length else series)
        return pl.DataFrame(made)


def _types(columns: Mapping[str, PropertyKind]) -> dict[str, pl.DataType]:
    return {name: TYPES[kind] for name, kind in columns.items()}


def _names(columns: Mapping[str, PropertyKind]) -> tuple[list[str], list[str]]:
    """The columns but for days, and the days: they come as text, a tenth of the driver's work for days."""
    days = [name for name, kind in columns.items() if kind == "date"]
    return [name for name in columns if name not in days], days


def _texts(columns: Mapping[str, PropertyKind]) -> frozenset[str]:
    return frozenset(name for name, kind in columns.items() if kind == "text")


def _series(column: str, kind: PropertyKind, values: list[Any]) -> pl.Series:
    """One column in its type; ValueError or TypeError for what is of another one."""
    if kind not in ("text", "texts", "date") and "" in values:
        values = [None if value == "" else value for value in values]
    if kind == "texts":
        values = [";".join(value) if isinstance(value, list) else value for value in values]
    if kind == "date":
        texts = pl.Series(column, values, dtype=pl.String).replace("", None)
        days = texts.str.to_date("%Y-%m-%d", strict=False)
        if days.null_count() > texts.null_count():
            raise ValueError(column)
        return days
    if kind == "number":
        values = [float(value) if isinstance(value, int) else value for value in values]
    series = pl.Series(column, values, dtype=TYPES[kind], strict=True)
    return series.replace("", None) if kind in ("text", "texts") else series
