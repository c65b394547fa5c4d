"""Contacts month by month: whether visits and meetings turn into mails and calls."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation

PERSONAL, REMOTE = ("visit", "meeting", "event"), ("call", "mail")
MONTHS = 24
CHANNELS = (*PERSONAL, *REMOTE, "other")


def find_trend(situation: Situation, account: int | None = None) -> pl.DataFrame:
    """How many contacts there were with the people of an account, or of all, month by month.

    Columns: month (its first day), tier, level, channel, way ("personal": visit, meeting, event; "remote":
    call, mail; "other"), contacts. One person in contact with somebody of ours on one day is one contact, by
    its weightiest channel; of all accounts a person counts once, at the one of the highest tier. Levels are
    those of that account. Whole months, the last one up to the as-of date. O(contacts).
    """
    people = situation.with_levels(situation.circle).join(
        situation.accounts.select("account", "tier"), on="account"
    )
    if account is None:
        people = people.sort("tier", "account").unique("person", keep="first", maintain_order=True)
    else:
        people = people.filter(pl.col("account") == account)
    weights = situation.policy.numbers("strength.weight")
    weight = pl.col("channel").replace_strict(weights, default=0.0, return_dtype=pl.Float64)
    contacts = situation.contacts.join(people.select("person", "tier", "level"), on="person")
    daily = contacts.sort("person", "date", -weight, "record").unique(
        ["person", "date"], keep="first", maintain_order=True
    )
    way = (
        pl.when(pl.col("channel").is_in(PERSONAL)).then(pl.lit("personal"))
        .when(pl.col("channel").is_in(REMOTE)).then(pl.lit("remote")).otherwise(pl.lit("other"))
    )  # fmt: skip
    months = daily.with_columns(month=pl.col("date").dt.truncate("1mo"), way=way)
    keys = ["month", "tier", "level", "channel", "way"]
    return months.group_by(keys).agg(contacts=pl.len().cast(pl.Int64)).sort(keys, nulls_last=True)


def trend_of(situation: Situation, account: int | None = None) -> dict[str, Any]:
    """The same as lists for a chart or a script, one number a month and none left out.

    `months` ("2026-11", the first not before the first contact of all, at most 24, the last up to `as_of`),
    `personal`, `remote` and `other` (lists), and the same by `channels`, `tiers` and `levels` ("unknown" for
    no level), each name with its lists of personal and remote contacts. O(contacts).
    """
    table = find_trend(situation, account)
    months = _months(situation)
    table = table.filter(pl.col("month").is_in(pl.Series(months, dtype=pl.Date).implode()))
    table = table.with_columns(pl.col("level").cast(pl.String).fill_null("unknown"))

    def counted(rows: pl.DataFrame) -> list[int]:
        found = dict(rows.group_by("month").agg(pl.col("contacts").sum()).iter_rows())
        return [found.get(month, 0) for month in months]

    def by_way(rows: pl.DataFrame) -> dict[str, list[int]]:
        return {way: counted(rows.filter(pl.col("way") == way)) for way in ("personal", "remote")}

    return {
        "as_of": situation.as_of.isoformat(),
        "months": [f"{month:%Y-%m}" for month in months],
        **by_way(table),
        "other": counted(table.filter(pl.col("way") == "other")),
        "channels": {name: counted(table.filter(pl.col("channel") == name)) for name in CHANNELS},
        "tiers": {tier: by_way(table.filter(pl.col("tier") == tier)) for tier in ("A", "B", "C")},
        "levels": {
            level: by_way(table.filter(pl.col("level") == level)) for level in ("1", "2", "3", "4", "unknown")
        },
    }


def _months(situation: Situation) -> list[date]:
    """The first days of the months to tell of: what lies before all records is unknown, not empty."""
    last = situation.as_of.replace(day=1)
    first: Any = situation.contacts["date"].min()
    if first is None:
        return []
    begin = max(first.replace(day=1), _back(last, MONTHS - 1))
    count = (last.year - begin.year) * 12 + last.month - begin.month
    return [_back(last, count - number) for number in range(count + 1)]


def _back(month: date, count: int) -> date:
    whole = month.year * 12 + month.month - 1 - count
    return date(whole // 12, whole % 12 + 1, 1)
