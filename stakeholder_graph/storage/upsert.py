"""What a write changes: compared with what is there, as whole tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import polars as pl

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.model.records import Records, node_schema, relationship_schema
from stakeholder_graph.storage.statements import TITLE_READING

STORED = "stored:"  # no property's name holds a colon
SAMPLE = 3


class Difference(NamedTuple):
    """The rows that are new; the rows that change, as they will be, with their `key`; and how many stay."""

    added: pl.DataFrame
    changed: pl.DataFrame
    unchanged: int


def difference(incoming: pl.DataFrame, stored: pl.DataFrame, key: str) -> Difference:
    """Return what a write of the incoming rows does to the stored ones of the same ids.

    An empty value overwrites only where both rows name the same source. `recorded_at` alone makes no change:
    else a file imported again on another day would change every row. O(rows).
    """
    if stored.is_empty():
        return Difference(incoming, incoming.clear(), 0)
    columns = [name for name in incoming.columns if name != "id"]
    renamed = stored.rename({name: STORED + name for name in stored.columns if name != "id"})
    both = incoming.join(renamed, on="id", how="inner", maintain_order="left")
    same_source = pl.col("source").eq_missing(pl.col(STORED + "source"))
    merged = both.with_columns(
        pl.when(same_source | pl.col(name).is_not_null()).then(name).otherwise(STORED + name)
        for name in columns
    )
    differs = [pl.col(name).ne_missing(pl.col(STORED + name)) for name in columns if name != "recorded_at"]
    changed = merged.filter(pl.any_horizontal(differs))
    row_key = pl.col("id") if key == "id" else pl.col(STORED + key)
    return Difference(
        incoming.join(stored, on="id", how="anti", maintain_order="left"),
        changed.select("id", *columns, row_key.alias("key")),
        both.height - changed.height,
    )


def prepared_records(records: Records, model: Ontology, location: str) -> Records:
    """Return the tables in the form of the ontology; StorageError for kinds and values that cannot be."""
    unknown = [*(records.nodes.keys() - model.nodes), *(records.relationships.keys() - model.relationships)]
    if unknown:
        raise StorageError(location, f"there is no kind {', '.join(unknown)}", "compare with the ontology")
    nodes = {
        name: prepared(table, node_schema(name, model), name, location)
        for name, table in records.nodes.items()
    }
    ties = {
        name: prepared(table, relationship_schema(name, model), name, location)
        for name, table in records.relationships.items()
    }
    return Records(nodes, ties)


def prepared(
    table: pl.DataFrame, schema: Mapping[str, pl.DataType], name: str, location: str
) -> pl.DataFrame:
    """Return the rows in the form of the ontology; StorageError for what the database cannot hold."""

    def refuse(what: str, next_step: str) -> StorageError:
        return StorageError(location, f"{name}: {what}", next_step)

    unknown = [column for column in table.columns if column not in schema]
    if unknown:
        raise refuse(f"there is no property {', '.join(unknown)}", "leave it out, or add it to the ontology")
    try:
        table = table.select(
            pl.col(column).cast(kind) if column in table.columns else pl.lit(None, dtype=kind).alias(column)
            for column, kind in schema.items()
        )
    except pl.exceptions.PolarsError as error:
        raise refuse(f"a value is of the wrong kind ({str(error).splitlines()[0]})", "correct it") from error
    table = table.with_columns(pl.col(pl.String).replace("", None))
    for column in ("id", "start", "end"):
        if column in schema and table[column].null_count():
            raise refuse(f"a row without {column}", f"give every row its {column}")
    if table["id"].n_unique() < table.height:
        twice = table.filter(pl.col("id").is_duplicated())["id"].unique(maintain_order=True)
        raise refuse(f"the id {sample(twice)} stands in several rows", "give each row an id of its own")
    flawed = table.select(
        pl.col(pl.String).str.contains("\0", literal=True).any(), (~pl.col(pl.Float64).is_finite()).any()
    ).row(0, named=True)
    for column in (name for name, found in flawed.items() if found):
        if schema[column] == pl.String:
            raise refuse(f"{column} holds a NUL character", "take it out of the text")
        raise refuse(f"{column} holds a value that is no number", "leave it empty")
    return table


def prepared_readings(readings: pl.DataFrame) -> pl.DataFrame:
    """Return readings in the cache's form: the texts that were read are never empty but ""."""
    keys = [
        pl.col(name).fill_null("")
        for name, kind in TITLE_READING.schema.items()
        if name in TITLE_READING.primary
    ]
    return readings.select(
        pl.col(name).cast(kind) for name, kind in TITLE_READING.schema.items()
    ).with_columns(keys)


def sample(ids: pl.Series) -> str:
    """Return the first few of these ids for a message."""
    more = f" and {len(ids) - SAMPLE} more" if len(ids) > SAMPLE else ""
    return ", ".join(ids.head(SAMPLE).to_list()) + more


def check_one_kind(incoming: pl.DataFrame, stored: pl.DataFrame, location: str) -> None:
    """Raise StorageError where an id names things of two kinds (columns id, label)."""
    kinds = pl.concat([incoming, stored]).unique()
    twice = kinds.filter(pl.col("id").is_duplicated()).sort("id")["id"].unique(maintain_order=True)
    if len(twice):
        raise StorageError(
            location, f"the id {sample(twice)} names things of two kinds", "give each an id of its own"
        )


def check_ends(
    table: pl.DataFrame, name: str, ends: Mapping[str, Collection[str]], known: pl.DataFrame, location: str
) -> None:
    """Raise StorageError where an end (column: allowed kinds) is not among the known nodes (id, label)."""
    for column, labels in ends.items():
        fitting = known.filter(pl.col("label").is_in(list(labels)))["id"]
        lost = table.filter(~pl.col(column).is_in(fitting.implode()))[column].unique(maintain_order=True)
        if len(lost):
            kinds = " or ".join(labels)
            what = f"{name}: its {column} {sample(lost)} is no {kinds} in the database"
            raise StorageError(location, what, "import these first, or correct the id")
