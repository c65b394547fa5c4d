"""Who of ours stays with us, and who is at home at which account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation


def staying(situation: Situation) -> set[int]:
    """Those of ours who do not leave within the days in which the policy asks for a successor."""
    ours = situation.snapshot.kind("Company").filter(pl.col("party") == "own")["number"]
    here = (pl.col("state") == "valid") & pl.col("employer").is_in(ours.implode())
    return set(situation.jobs.filter(here & lasts(situation))["person"])


def lasts(situation: Situation) -> pl.Expr:
    """Whether a job or an assignment does not end within these days."""
    limit = situation.as_of + timedelta(days=int(situation.policy.get("stale.successor_days")))
    return pl.col("valid_to").is_null() | (pl.col("valid_to") > limit)


def in_touch(situation: Situation) -> pl.DataFrame:
    """Who of ours is in touch with whom at each account, by care or contacts in the policy's window.

    Columns: account, own, person; role holders of the account among its people. O(care + contacts).
    """
    window = int(situation.policy.get("observed.window_days"))
    since = pl.lit(situation.as_of - timedelta(days=window))
    met = situation.contacts.filter(pl.col("date") > since).select("own", "person")
    pairs = pl.concat([situation.care.select("own", "person"), met]).unique()
    return situation.circle.join(pairs, on="person").select("account", "own", "person")


def not_ours(situation: Situation, person: int, day: date) -> tuple[str, str] | None:
    """Why somebody is none of ours on a day, and what to do about it; None when they are."""
    companies = situation.snapshot.kinds["Company"].filter(pl.col("party") == "own")["number"]
    jobs = situation.jobs.filter((pl.col("person") == person) & pl.col("employer").is_in(companies.implode()))
    begun = jobs.filter(pl.col("valid_from").is_null() | (pl.col("valid_from") <= day))
    if jobs.is_empty():
        return "is none of ours", "name somebody who works for us"
    if begun.is_empty():
        first: Any = jobs["valid_from"].min()
        return f"works for us only from {first} on", "take a later day, or somebody else"
    if begun.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= day)).height:
        return None
    last: Any = begun["valid_to"].max()
    tense = "has left us" if last < situation.as_of else "leaves us"
    return f"{tense} (last day {last})", "name somebody who works for us then"
