"""Activities: a whole table at once where its rows name one of theirs and one of ours by id."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from stakeholder_graph.exchange.mapping.activities import NOBODY, TO_COME, add_one_by_one
from stakeholder_graph.exchange.mapping.days import AS_WRITTEN
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.looking_up import each_once, linked_once
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.targets import PARTS
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW

ONE_BY_ONE = frozenset({*PARTS, "person_name", "owner_name", "about_name", "start_time", "end_time"})
"""Targets whose rows are looked at one by one: a name may mean several, and times have many forms."""
PLACES = ("Company", "Organisation", "Opportunity")
SECONDS = pl.col("seconds")
IN_MINUTES = pl.max_horizontal((SECONDS / 60).round(mode="half_to_even"), 1)
MINUTES = pl.when(SECONDS != 0).then(IN_MINUTES).cast(pl.Int64)


def add_activities(register: Register, own: OwnSide, tables: Iterable[Fields]) -> None:
    """One Interaction for each activity that has happened, with those who took part. O(rows)."""
    for fields in tables:
        rest = _add_plain(register, own, fields)
        add_one_by_one(register, own, fields, fields.rows_of(rest))


def _add_plain(register: Register, own: OwnSide, fields: Fields) -> pl.DataFrame:
    """Put in all rows of a table that can be told from its columns; returns the others."""
    by_id = "id" in fields.written and not fields.written.keys() & ONE_BY_ONE
    if not by_id or register.source.personal:
        return fields.values
    rows = _with_days(fields)
    if rows["person"].is_in(rows["owner"].unique().implode()).any():
        return fields.values  # who an owner is may depend on the rows before
    plain = pl.col("day").is_not_null() & ~pl.col(ORIGIN_ROW).is_in(list(fields.changed))
    done = pl.lit(bool(fields.description.done))
    if fields.description.past_counts:
        done = pl.col(ORIGIN_ROW).is_in(list(fields.done))
    ahead = pl.col("day") > register.context.as_of
    rest = fields.values.filter(rows.select(~plain | (ahead & done)).to_series())
    rows = rows.filter(plain & ~(ahead & done))
    reasons = pl.when(ahead).then(pl.lit(TO_COME)).when(pl.col("person").is_null()).then(pl.lit(NOBODY))
    left_out = rows.select(ORIGIN_ROW, reasons.alias("why")).drop_nulls()
    register.ledger.left_out[fields.file] |= dict(left_out.iter_rows())
    rows = rows.filter(~ahead & pl.col("person").is_not_null())
    if rows.height:
        _add(register, own, fields, rows)
    return rest


def _with_days(fields: Fields) -> pl.DataFrame:
    """The rows with every column that is used, and the day on which it was."""
    empty = {
        "start": pl.Date(), "start" + AS_WRITTEN: pl.Date(), "date": pl.Date(), "all_day": pl.Boolean(),
        "minutes": pl.Int64(), "seconds": pl.Float64(),
    }  # fmt: skip
    texts = dict.fromkeys(("person", "owner", "about", "channel", "subject", "name", "inbound"), pl.String())
    missing = {name: kind for name, kind in {**empty, **texts}.items() if name not in fields.values.columns}
    rows = fields.values.with_columns(pl.lit(None, kind).alias(name) for name, kind in missing.items())
    whole_day = pl.coalesce("date", "start" + AS_WRITTEN)
    return rows.with_columns(
        pl.when("all_day").then(whole_day).otherwise(pl.coalesce("start", "date")).alias("day")
    )


def _add(register: Register, own: OwnSide, fields: Fields, rows: pl.DataFrame) -> None:
    theirs = linked_once(register, fields, rows, "person", ("Person",))
    ours = each_once(rows, "owner", own.known_of, lambda row: own.owner(fields, row))
    starts = register.source.id_starts
    checked = (*starts.get("company", ()), *starts.get("opportunity", ()))
    about = rows.filter(pl.any_horizontal(pl.lit(False), *map(pl.col("about").str.starts_with, checked)))
    linked_once(register, fields, about, "about", PLACES)
    rows = rows.select(
        "id",
        "inbound",
        "subject",
        ORIGIN_ROW,
        pl.lit(fields.file).alias(ORIGIN_FILE),
        pl.coalesce("name", "subject").alias("name"),
        pl.col("day").alias("date"),
        pl.col("channel").fill_null("other"),
        pl.when(~pl.col("all_day").fill_null(False)).then(pl.coalesce("minutes", MINUTES)).alias("minutes"),
    )
    register.add_nodes("Interaction", rows)
    outward = pl.col("inbound").fill_null("") != "true"
    sides = [(ours, outward), (theirs, ~outward)]
    register.add_ties("TOOK_PART", pl.concat(_took_part(rows, people, first) for people, first in sides))


def _took_part(rows: pl.DataFrame, people: pl.Series, starts: pl.Expr) -> pl.DataFrame:
    """One of the two who took part in each row; `starts` says whether it was this one who began it."""
    is_mail = pl.col("channel") == "mail"
    began = pl.when(is_mail).then(pl.lit("sender")).otherwise(pl.lit("organiser"))
    joined = pl.when(is_mail).then(pl.lit("recipient")).otherwise(pl.lit("participant"))
    part = pl.when(starts).then(began).otherwise(joined).alias("part")
    ties = rows.select(people.alias("start"), pl.col("id").alias("end"), part, ORIGIN_FILE, ORIGIN_ROW)
    return ties.filter(pl.col("start").is_not_null())
