"""Columns out of a server: collected there, fetched in pieces, and brought into the form of the ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, LiteralString

import polars as pl
from neo4j import ManagedTransaction, Record

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, PropertyKind
from stakeholder_graph.model.records import TYPES
from stakeholder_graph.storage.cypher_statements import (
    count_nodes,
    count_ties,
    nodes_after,
    nodes_of_ids,
    ties_after,
    ties_of_ids,
)

PIECE = 20_000  # rows at a time: bounds what the server holds in memory
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
        asked = _asked(columns)
        rows = self._rows(nodes_of_ids(label), nodes_after(label), ids, asked)
        kinds = {name: columns[name] for name in (*asked["columns"], *asked["days"])}
        pieces = [self._piece(label, kinds, found[0], found[2]) for found in rows]
        return pl.concat([empty, *(piece.select(empty.columns) for piece in pieces)])

    def ties(
        self, name: str, ids: pl.Series | None = None, columns: Mapping[str, PropertyKind] | None = None
    ) -> pl.DataFrame:
        """The relationships of one type, or those with these ids: id, start, end and the columns."""
        kind = self._model.relationships[name]
        if columns is None:
            columns = {prop: item.kind for prop, item in kind.properties.items()}
        schema = {**dict.fromkeys(("id", "start", "end"), pl.String()), **_types(columns)}
        if self._is_empty(count_ties(name), ids):
            return pl.DataFrame(schema=schema)
        key = list(kind.key) if set(kind.key) <= columns.keys() else []
        asked = _asked(columns)
        kinds = {column: columns[column] for column in (*asked["columns"], *asked["days"])}
        pieces = []
        wanted = {**asked, "key": key, "starts": kind.starts, "ends": kind.ends}
        for _, _, lists, length, own_ids in self._rows(ties_of_ids(name), ties_after(name), ids, wanted):
            if not length:
                continue
            piece = self._piece(name, {"start": "text", "end": "text", **kinds}, length, lists)
            parts = [pl.col(part).cast(pl.String).fill_null("") for part in ("start", "end", *key)]
            derived = pl.concat_str(pl.lit(name), *parts, separator="|")
            identity = pl.Series("id", own_ids, dtype=pl.String) if own_ids else derived.alias("id")
            pieces.append(piece.with_columns(identity).select(list(schema)))
        return pl.concat([pl.DataFrame(schema=schema), *pieces]).drop_nulls(["start", "end"])

    def _is_empty(self, text: LiteralString, ids: pl.Series | None) -> bool:
        if ids is not None and ids.is_empty():
            return True
        return not self._transaction.run(text).single(strict=True).value()

    def _rows(
        self, of_ids: LiteralString, after: LiteralString, ids: pl.Series | None, asked: dict[str, Any]
    ) -> Iterator[Record]:
        """How many, the last id, and a list a column, piece by piece."""
        if ids is not None and len(ids) <= FEW:
            found = self._transaction.run(of_ids, asked, ids=ids.unique().to_list()).single(strict=True)
            if found[0]:
                yield found
            return
        last, length = "", PIECE
        while length == PIECE:
            found = self._transaction.run(after, asked, after=last, piece=PIECE).single(strict=True)
            length, last = found[0], found[1]
            if length:
                yield found

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


def _asked(columns: Mapping[str, PropertyKind]) -> dict[str, list[str]]:
    """The parameters that name the columns; days come as text, a tenth of the driver's work for days."""
    days = [name for name, kind in columns.items() if kind == "date"]
    return {"columns": [name for name in columns if name not in days], "days": days}


def _series(column: str, kind: PropertyKind, values: list[Any]) -> pl.Series:
    """One column in its type; ValueError or TypeError for what is of another one."""
    if kind == "texts":
        values = [";".join(value) if isinstance(value, list) else value for value in values]
    if kind == "date":
        texts = pl.Series(column, values, dtype=pl.String)
        days = texts.str.to_date("%Y-%m-%d", strict=False)
        if days.null_count() > texts.null_count():
            raise ValueError(column)
        return days
    if kind == "number":
        values = [float(value) if isinstance(value, int) else value for value in values]
    series = pl.Series(column, values, dtype=TYPES[kind], strict=True)
    return series.replace("", None) if kind in ("text", "texts") else series
