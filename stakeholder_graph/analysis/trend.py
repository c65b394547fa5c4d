"""Contacts month by month: whether visits and meetings turn into mails and calls."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation

PERSONAL, REMOTE = ("visit", "meeting", "event"), ("call", "mail")
CHANNELS = (*PERSONAL, *REMOTE, "other")
LEVELS = ("1", "2", "3", "4", "unknown")
MONTHS, YEAR = 24, 365
KEYS = ["month", "tier", "level", "channel", "way"]


def daily_contacts(situation: Situation) -> pl.DataFrame:
    """Who at an account was in contact with somebody of ours on which day: one row a person and day.

    Columns: account, person, date, month (its first day), tier, level (at that account), channel (the
    weightiest of the day), way ("personal": visit, meeting, event; "remote": call, mail; "other"). The
    account's own people and its role holders count. O(contacts).
    """
    people = situation.with_levels(situation.circle).join(
        situation.accounts.select("account", "tier"), on="account"
    )
    weights = situation.policy.numbers("strength.weight")
    weight = pl.col("channel").replace_strict(weights, default=0.0, return_dtype=pl.Float64)
    ordered = situation.contacts.sort("person", "date", -weight, "channel")
    daily = ordered.unique(["person", "date"], keep="first", maintain_order=True)
    way = (
        pl.when(pl.col("channel").is_in(PERSONAL)).then(pl.lit("personal"))
        .when(pl.col("channel").is_in(REMOTE)).then(pl.lit("remote")).otherwise(pl.lit("other"))
    )  # fmt: skip
    joined = daily.select("person", "date", "channel").join(people, on="person")
    return joined.select(
        "account", "person", "date", "tier", "level", "channel",
        month=pl.col("date").dt.truncate("1mo"), way=way,
    )  # fmt: skip


def of_all(daily: pl.DataFrame) -> pl.DataFrame:
    """The same over all accounts: whoever belongs to several counts once, at the one of the highest tier."""
    ordered = daily.sort("tier", "account", "person", "date")
    return ordered.unique(["person", "date"], keep="first", maintain_order=True)


def find_trend(situation: Situation, account: int | None = None) -> pl.DataFrame:
    """How many contacts there were with the people of an account, or of all, month by month.

    Columns: month, tier, level, channel, way, contacts; see `daily_contacts` for what one contact is.
    """
    daily = daily_contacts(situation)
    chosen = of_all(daily) if account is None else daily.filter(pl.col("account") == account)
    return chosen.group_by(KEYS).agg(contacts=pl.len().cast(pl.Int64)).sort(KEYS, nulls_last=True)


def trend_of(situation: Situation, account: int | None = None) -> dict[str, Any]:
    """The trend of an account, or of all, as lists for a chart or a script; see `shape_of`."""
    daily = daily_contacts(situation)
    return shape_of(situation, of_all(daily) if account is None else daily.filter(account=account))


def shape_of(situation: Situation, daily: pl.DataFrame) -> dict[str, Any]:
    """One number a month and none left out, from rows of `daily_contacts`.

    `months` ("2026-11", at most 24, none before the first contact of the whole database, as nobody knows of
    it; the last goes up to `as_of`), `personal`, `remote` and `other` by month, and the same by `channels`,
    `tiers` and `levels`. `last_year` and `year_before`: sums of the 365 days up to the as-of date and of
    those before; the latter is None where the database does not reach back so far. O(rows).
    """
    months, last = _months(situation), situation.as_of
    told = daily.with_columns(pl.col("level").cast(pl.String).fill_null("unknown"))
    years = (pl.lit(last) - pl.col("date")).dt.total_days() // YEAR
    # counted at once, then added up: an account has few rows, and a call for each list costs more than they
    rows = told.group_by(*KEYS, years=years).len().rows()
    ways, sums = Counter[tuple[str, str, str, date]](), Counter[tuple[int, str]]()
    channels = Counter[tuple[str, date]]()
    for month, tier, rung, channel, way, year, number in rows:
        channels[channel, month] += number
        sums[year, way] += number
        for part, name in (("all", ""), ("tier", tier), ("level", rung)):
            ways[part, name, way, month] += number

    def by_way(part: str, name: str = "") -> dict[str, list[int]]:
        return {way: [ways[part, name, way, month] for month in months] for way in ("personal", "remote")}

    def in_year(number: int) -> dict[str, int]:
        return {way: sums[number, way] for way in ("personal", "remote")}

    return {
        "as_of": last.isoformat(),
        "months": [f"{month:%Y-%m}" for month in months],
        **by_way("all"),
        "other": [ways["all", "", "other", month] for month in months],
        "channels": {name: [channels[name, month] for month in months] for name in CHANNELS},
        "tiers": {tier: by_way("tier", tier) for tier in ("A", "B", "C")},
        "levels": {level: by_way("level", level) for level in LEVELS},
        "last_year": in_year(0),
        "year_before": in_year(1) if _reaches_back(situation) else None,
    }


def _reaches_back(situation: Situation) -> bool:
    first: Any = situation.contacts["date"].min()
    return first is not None and first <= situation.as_of - timedelta(days=2 * YEAR - 1)


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
