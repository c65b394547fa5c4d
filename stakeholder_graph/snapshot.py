"""The graph as it stands on one day: the only thing that analyses read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import polars as pl

from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

DATED = {"Interaction": "date", "Measure": "date", "Report": "date"}
"""Kinds whose ties go by the record's own date instead of a validity of their own."""
State = Literal["valid", "past", "all"]
NUMBER = pl.Int32()
STATE = pl.Enum(["future", "past", "valid"])
FUTURE, PAST, VALID = (pl.lit(state, STATE) for state in ("future", "past", "valid"))
TOGETHER = 2_000_000
"""Relationships whose ends are looked up at once: for each time all ids of nodes are hashed anew."""


@dataclass(frozen=True)
class Snapshot:
    """What holds on the as-of date, and what has ended before it.

    `nodes`: one row a node with `number` (its position by kind and id, int32), id, label, name, valid.
    `kinds`: the same numbers with the properties of one kind. `ties`: one table a relationship type with
    `start` and `end` as numbers, its properties and `state` ("valid", "past", or "future").
    """

    as_of: date
    nodes: pl.DataFrame
    kinds: Mapping[str, pl.DataFrame]
    ties: Mapping[str, pl.DataFrame]
    readings: pl.DataFrame | None = field(default=None, compare=False)

    @cached_property
    def _ids(self) -> list[str]:
        return self.nodes["id"].to_list()

    @cached_property
    def _names(self) -> list[str | None]:
        return self.nodes["name"].to_list()

    def id(self, number: int) -> str:
        """The id of a node, by its number."""
        return self._ids[number]

    def name(self, number: int) -> str:
        """The name of a node, or the id of somebody whose name no file told."""
        return self._names[number] or self._ids[number]

    def kind(self, label: str) -> pl.DataFrame:
        """The nodes of one kind that are valid on the as-of date: number, id, name, properties."""
        return self.kinds[label].filter("valid")

    def tie(self, name: str, state: State = "valid") -> pl.DataFrame:
        """The relationships of one type: id, start, end (numbers), properties, state."""
        table = self.ties[name]
        return table if state == "all" else table.filter(pl.col("state") == state)


def take_snapshot(records: Records, as_of: date, readings: pl.DataFrame | None = None) -> Snapshot:
    """The records as they stand on a day; validity is decided here and nowhere else.

    A tie is valid when it and both its ends are; "past" when it or an end has ended. Ties of contacts,
    measures and reports go by the date of these. O(nodes + relationships).
    """
    kinds: dict[str, pl.DataFrame] = {}
    offset = 0
    for label in ontology().nodes:
        table = _by_id(records.node_table(label)).with_row_index("number", offset)
        offset += table.height
        state = _state(as_of, table.columns)
        if label in DATED:
            state = _dated(DATED[label], as_of)
        kinds[label] = table.with_columns(pl.col("number").cast(NUMBER), state=state).with_columns(
            valid=pl.col("state") == "valid"
        )
    columns = ["number", "id", "name", "state", "valid"]
    nodes = pl.concat([kinds[label].select(columns).with_columns(label=pl.lit(label)) for label in kinds])
    return Snapshot(as_of, nodes, kinds, _ties(records, nodes, as_of), readings)


def _by_id(table: pl.DataFrame) -> pl.DataFrame:
    """The nodes by their ids: much is ordered by their numbers, which shall not follow from the store."""
    return table if table["id"].is_sorted() else table.sort("id")


def _ties(records: Records, nodes: pl.DataFrame, as_of: date) -> dict[str, pl.DataFrame]:
    """All relationships with numbers for ids; many types are looked up at once, because start-up is felt."""
    ties: dict[str, pl.DataFrame] = {}
    for tables in _batches(records):
        ends = pl.concat([table.select("start", "end") for table in tables.values()])
        for end in ("start", "end"):
            known = nodes.select(pl.col("id").alias(end), pl.col("number").alias(f"{end}_number"),
                                 pl.col("state").alias(f"{end}_state"))  # fmt: skip
            ends = ends.join(known, on=end, how="left", maintain_order="left").drop(end)
        offset = 0
        for name, table in tables.items():
            ties[name] = _tie(table, ends[offset : offset + table.height], name, as_of)
            offset += table.height
    return ties


def _batches(records: Records) -> Iterator[dict[str, pl.DataFrame]]:
    """The types of relationships in their order, so many together that memory stays within bounds."""
    batch: dict[str, pl.DataFrame] = {}
    for name in ontology().relationships:
        table = records.relationship_table(name)
        if sum(one.height for one in batch.values()) + table.height > TOGETHER and batch:
            yield batch
            batch = {}
        batch[name] = table
    yield batch


def _state(as_of: date, columns: list[str]) -> pl.Expr:
    day = pl.lit(as_of)
    if "valid_to" not in columns:
        return VALID
    ended = (pl.col("valid_to") < day).fill_null(False)
    ahead = (pl.col("valid_from") > day).fill_null(False)
    return pl.when(ahead).then(FUTURE).when(ended).then(PAST).otherwise(VALID)


def _dated(column: str, as_of: date) -> pl.Expr:
    ahead = (pl.col(column) > pl.lit(as_of)).fill_null(False)
    return pl.when(ahead).then(FUTURE).otherwise(VALID)


def _tie(table: pl.DataFrame, ends: pl.DataFrame, name: str, as_of: date) -> pl.DataFrame:
    """One type of relationships with numbers for ids and the state on the as-of date."""
    if table.is_empty():
        return table.cast({"start": NUMBER, "end": NUMBER}).with_columns(state=pl.lit("valid", STATE))
    kind = ontology().relationships[name]
    dated = (
        "start_state"
        if set(kind.starts) & set(DATED)
        else "end_state"
        if set(kind.ends) & set(DATED)
        else None
    )
    both = pl.concat([table, ends], how="horizontal")
    three = (_state(as_of, table.columns), pl.col("start_state"), pl.col("end_state"))
    ahead = pl.any_horizontal(item == "future" for item in three)
    ended = pl.any_horizontal(item == "past" for item in three)
    state = pl.when(ahead).then(FUTURE).when(ended).then(PAST).otherwise(VALID)
    if ends["start_number"].null_count() or ends["end_number"].null_count():  # else nothing is copied
        both = both.drop_nulls(["start_number", "end_number"])
    return both.select(
        "id",
        pl.col("start_number").alias("start"),
        pl.col("end_number").alias("end"),
        *table.columns[3:],
        state=pl.col(dated) if dated else state,
    )
