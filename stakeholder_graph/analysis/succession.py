"""When those of ours who care for somebody will stop, and who is recorded to follow them."""

from __future__ import annotations

from datetime import date

import polars as pl

from stakeholder_graph.analysis.situation import Situation

NEVER = date.max


def _own_jobs(situation: Situation) -> pl.DataFrame:
    """Jobs with us, past and future ones too: own, state, until (null: open)."""
    snapshot = situation.snapshot
    people = snapshot.kinds["Person"].select(own="number", person_until="valid_to")
    ours = snapshot.kinds["Company"].filter(pl.col("party") == "own")
    ours = ours.select(employer="number", company_until="valid_to")
    jobs = situation.jobs.select("state", "valid_to", "employer", own="person").join(ours, on="employer")
    until = pl.min_horizontal("valid_to", "person_until", "company_until")
    return jobs.join(people, on="own").select("own", "state", until=until)


def leaving(situation: Situation) -> pl.DataFrame:
    """Those of ours whose last day with us is known: own, leaves_on; with a next job with us they stay."""
    jobs = _own_jobs(situation)
    staying = jobs.filter(pl.col("state") == "future").select("own")
    last = jobs.filter(pl.col("state") == "valid").group_by("own").agg(
        leaves_on=pl.col("until").fill_null(NEVER).max()
    )  # fmt: skip
    return last.filter(pl.col("leaves_on") < NEVER).join(staying, on="own", how="anti")


def find_ends(situation: Situation) -> pl.DataFrame:
    """The last day of each care that counts: own, person, ends_on (null: not known), why, tie, origin.

    The earlier of the carer's last day with us ("job") and the end of the assignment ("assignment"); of
    several assignments of a pair the one that ends last (`tie`). O(care).
    """
    ties = situation.snapshot.tie("CARES_FOR").sort("valid_to", "id", nulls_last=True)
    ties = ties.group_by(own="start", person="end").agg(
        over_on=pl.col("valid_to").fill_null(NEVER).last(), tie=pl.col("id").last(),
        origin=pl.col("source").last(),
    )  # fmt: skip
    pairs = situation.care.select("own", "person").join(ties, on=["own", "person"], how="left")
    both = pairs.join(leaving(situation), on="own", how="left")
    known = pl.when(pl.col("over_on") < NEVER).then(pl.col("over_on"))
    by_job = pl.col("leaves_on").is_not_null() & (known.is_null() | (pl.col("leaves_on") <= known))
    return both.select(
        "own", "person", "tie", "origin", ends_on=pl.min_horizontal(known, "leaves_on"),
        why=pl.when(by_job).then(pl.lit("job")).otherwise(pl.lit("assignment")),
    )  # fmt: skip


def successors_recorded(situation: Situation, limit: date) -> pl.DataFrame:
    """For whom an assignment still to begin is recorded, to one of ours who stays beyond `limit`: person."""
    jobs = _own_jobs(situation).filter(pl.col("state") != "past").select("own").unique()
    going = leaving(situation).filter(pl.col("leaves_on") <= limit)
    staying = jobs.join(going, on="own", how="anti")
    planned = situation.snapshot.tie("CARES_FOR", "all").filter(pl.col("state") == "future")
    followed = planned.select(own="start", person="end").join(staying, on="own", how="semi")
    return followed.select("person").unique()
