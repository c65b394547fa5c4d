"""What an import changes: its records beside those of the database, value by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from stakeholder_graph.exchange.folding import BOTH
from stakeholder_graph.exchange.known_as import ALIAS
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Reading, SourceTable
from stakeholder_graph.exchange.report import FileReport
from stakeholder_graph.model.aliases import ALIASES, ALSO_CALLED
from stakeholder_graph.model.records import Records, node_schema, relationship_schema

ABOUT_THE_RECORD = ("source", "recorded_at")
OLD = "#old"
CHANGED = "#changed"


@dataclass
class Merged:
    """`changed` holds the rows to write, `everything` the database as it will be.

    `unchanged_rows` says for each file how many of its rows brought nothing new.
    """

    changed: Records = field(default_factory=Records)
    everything: Records = field(default_factory=Records)
    unchanged_rows: dict[str, int] = field(default_factory=dict)


def merge(existing: Records, reading: Reading, system: str, names: Mapping[str, str], today: date) -> Merged:
    """Put what was read beside what the database holds.

    Values of the same source replace each other, also by an empty one. Otherwise an empty value leaves the
    other alone; where both are filled, the files win when the reading prevails or the row came from the same
    system before, else the database wins, so that nothing made by hand is lost. What two have told (`source`
    "A + B") is emptied by neither of them. `names` gives for each file the name that stands in `source`.
    O(rows).
    """
    merged = Merged(everything=Records(dict(existing.nodes), dict(existing.relationships)))
    origins: list[pl.DataFrame] = []
    kinds = [(name, table, True) for name, table in reading.records.nodes.items()]
    kinds += [(name, table, False) for name, table in reading.records.relationships.items()]
    for name, table, is_node in kinds:
        schema = node_schema(name) if is_node else relationship_schema(name)
        old = (existing.nodes if is_node else existing.relationships).get(name, pl.DataFrame(schema=schema))
        # Our own files say themselves where their rows come from, as an export of ours may leave that empty.
        stated = table if reading.prevails else _stated(table, system, names, today)
        rows = _beside(stated, old.select(list(schema)), reading.prevails, system)
        changed = rows.filter(CHANGED).select(list(schema))
        if ORIGIN_ROW in table.columns:
            origins.append(rows.select(pl.col(ORIGIN_FILE).cast(pl.String), ORIGIN_ROW, CHANGED))
        kept = old.join(changed, on="id", how="anti") if old.height else old
        for records, part in ((merged.changed, changed), (merged.everything, pl.concat([kept, changed]))):
            if part.height:
                (records.nodes if is_node else records.relationships)[name] = part
    if existing.counts():
        merged.unchanged_rows = _unchanged_rows(origins)
    return merged


def replaced(records: Records, by: Records) -> Records:
    """All these records, those with the same id replaced by the others."""
    parts: list[dict[str, pl.DataFrame]] = []
    for before, after in ((records.nodes, by.nodes), (records.relationships, by.relationships)):
        together = dict(before)
        for name, rows in after.items():
            kept = [before[name].join(rows, on="id", how="anti")] if name in before else []
            together[name] = pl.concat([*kept, rows])
        parts.append(together)
    return Records(*parts)


def _stated(table: pl.DataFrame, system: str, names: Mapping[str, str], today: date) -> pl.DataFrame:
    """Every row with its source and day: those it names, else the system with its file, and today."""
    table = table.with_columns(pl.col("recorded_at").fill_null(today))
    if ORIGIN_FILE not in table.columns:
        return table.with_columns(pl.col("source").fill_null(f"{system}:"))
    said = {file: f"{system}: {name}" for file, name in names.items()}
    files = table[ORIGIN_FILE].unique().to_list()
    if len(files) == 1:
        return table.with_columns(pl.col("source").fill_null(said.get(files[0], f"{system}:")))
    source = pl.col(ORIGIN_FILE).replace_strict(said, default=f"{system}:", return_dtype=pl.String())
    return table.with_columns(pl.coalesce("source", source).alias("source"))


def _beside(rows: pl.DataFrame, old: pl.DataFrame, prevails: bool, system: str) -> pl.DataFrame:
    """The rows as they will stand, with CHANGED: whether anything but source and day of recording differs."""
    if not old.height:
        return rows.with_columns(pl.lit(True).alias(CHANGED))
    joined = rows.join(
        old.with_columns(pl.lit(True).alias("#known")), on="id", how="left", suffix=OLD, maintain_order="left"
    )
    known = pl.col("#known").fill_null(False)
    same_source = pl.col("source").eq_missing(pl.col("source" + OLD))
    wins = pl.lit(True) if prevails else pl.col("source" + OLD).str.starts_with(f"{system}:").fill_null(True)
    several = pl.col("source" + OLD).str.contains(BOTH, literal=True).fill_null(False)
    # what stands under a merged id alone completes the kept one, and only its own list says better
    alias = pl.col(ALIAS) if ALIAS in rows.columns else pl.lit(False)
    if prevails:
        wins = ~alias | same_source
    names = [name for name in old.columns if name not in ("id", *ABOUT_THE_RECORD)]
    values = [
        pl.when(~known | (same_source & ~alias & ~several & pl.lit(name not in (ALIASES, ALSO_CALLED))))
        .then(name)
        .when(wins)
        .then(pl.coalesce(name, name + OLD))
        .otherwise(pl.coalesce(name + OLD, name))
        .alias(name)
        for name in names
    ]
    joined = joined.with_columns(values)
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name + OLD)) for name in names)
    source = _source(known, wins, several, [name for name in names if name not in (ALIASES, ALSO_CALLED)])
    return joined.with_columns((~known | differs).alias(CHANGED), source)


def _source(known: pl.Expr, wins: pl.Expr, several: pl.Expr, names: list[str]) -> pl.Expr:
    """Where a row comes from: what a second system completed, the next import of the first does not empty."""
    old = pl.col("source" + OLD)
    new = (pl.col(name + OLD).is_null() & pl.col(name).is_not_null() for name in names)
    completes = pl.any_horizontal(new)
    named = old.str.contains(pl.col("source"), literal=True)
    both = known & ~wins & completes & old.is_not_null() & ~named
    return (
        pl.when(both)
        .then(pl.concat_str(old, pl.lit(BOTH), "source"))
        .when(several | ~wins)
        .then(pl.coalesce(old, "source"))
        .otherwise("source")
        .alias("source")
    )


def _unchanged_rows(origins: list[pl.DataFrame]) -> dict[str, int]:
    """How many rows of each file brought only records that were there already."""
    if not origins:
        return {}
    rows = pl.concat(origins).filter(pl.col(ORIGIN_FILE).is_not_null())
    counts: dict[str, int] = {}
    for (file,), part in rows.partition_by(ORIGIN_FILE, as_dict=True).items():
        changed = part.filter(CHANGED)[ORIGIN_ROW].n_unique()
        counts[str(file)] = part[ORIGIN_ROW].n_unique() - changed
    return counts


def accounted(file: FileReport, table: SourceTable, merged: Merged) -> FileReport:
    """The account of a file, with the rows that were in the database already and those that hold no data."""
    same = min(merged.unchanged_rows.get(file.file, 0), file.taken)
    no_data = sum(table.left_out.values())
    return replace(
        file,
        rows=file.rows + no_data,
        taken=file.taken - same,
        unchanged=file.unchanged + same,
        left_out=file.left_out + no_data,
        why_left_out={**file.why_left_out, **table.left_out},
    )
