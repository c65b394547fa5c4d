"""Who of ours cares for whom: the one definition that everything else uses."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import Snapshot


def find_care(
    snapshot: Snapshot, policy: Policy, own: pl.DataFrame, external: pl.DataFrame, contacts: pl.DataFrame
) -> pl.DataFrame:
    """Every pair of one of ours and somebody outside where care is assigned or can be observed.

    Columns: own, person, level (of ours), duty ("carer", "deputy", null when only observed), assigned,
    observed, counts (by the policy's `counts_as_care`), tie (id of the assignment), since (its start; of
    several the latest), begun (the earliest, if all are known),
    agreed (contacts a year), recent (contacts in the window), last_contact. O(assignments + contacts).
    """
    assigned = _assigned(snapshot, own, external)
    observed = _observed(policy, snapshot, contacts)
    pair = ["own", "person"]
    known = assigned.join(observed, on=pair, how="left")
    # most pairs in contact are too rarely so to be care: those never reach the long joins
    further = observed.filter("observed").join(assigned, on=pair, how="anti")
    both = pl.concat([known, further], how="diagonal").with_columns(
        pl.col("assigned", "observed").fill_null(False), pl.col("recent").fill_null(0)
    )
    choice = policy.get("observed.counts_as_care")
    counts = {"assigned": pl.col("assigned"), "observed": pl.col("observed"), "either": pl.lit(True)}[choice]
    levels = own.select("level", own="person")
    return both.with_columns(counts=counts).join(levels, on="own", how="left").sort("person", "own")


def earliest(column: str) -> pl.Expr:
    """The first of several days; null as soon as one of them is not known."""
    return pl.when(pl.col(column).is_not_null().all()).then(pl.col(column).min())


def _assigned(snapshot: Snapshot, own: pl.DataFrame, external: pl.DataFrame) -> pl.DataFrame:
    """Valid assignments of our people, one row a pair; the duty of a carer counts before that of a deputy."""
    ties = snapshot.tie("CARES_FOR").join(own, left_on="start", right_on="person", how="semi")
    ties = ties.join(external, left_on="end", right_on="person", how="semi").sort("duty", "valid_from", "id")
    return ties.group_by(own="start", person="end").agg(
        duty=pl.col("duty").first(), tie=pl.col("id").first(), since=pl.col("valid_from").max(),
        begun=earliest("valid_from"), agreed=pl.col("contacts_per_year").max(), assigned=pl.lit(True).first(),
    )  # fmt: skip


def _observed(policy: Policy, snapshot: Snapshot, contacts: pl.DataFrame) -> pl.DataFrame:
    """For each pair in contact: how many contacts in the window, by whom started, and the last of all."""
    rule = policy.get("observed")
    recent = pl.col("date") > pl.lit(snapshot.as_of - timedelta(days=rule["window_days"]))
    enough = pl.col("recent") >= rule["min_contacts"]
    if rule["both_sides_start"]:
        enough = enough & pl.col("ours") & pl.col("theirs")
    summed = contacts.group_by("own", "person").agg(
        recent=recent.sum().cast(pl.Int64), last_contact=pl.col("date").max(),
        ours=(recent & pl.col("ours_start")).any(), theirs=(recent & pl.col("theirs_start")).any(),
    )  # fmt: skip
    return summed.with_columns(observed=enough).drop("ours", "theirs")


def former_care(snapshot: Snapshot, own: pl.DataFrame, ever_own: pl.DataFrame) -> pl.DataFrame:
    """Assignments of the past: own, person, tie, since, until, left (the carer is none of ours any more).

    An assignment is of the past when it has ended or when its carer has left us; contacts that ceased are
    not.
    """
    ties = snapshot.tie("CARES_FOR", "all").filter(pl.col("state") != "future")
    ties = ties.join(ever_own, left_on="start", right_on="person", how="semi")
    today = own.select(start="person", present=pl.lit(True))
    ties = ties.join(today, on="start", how="left").with_columns(left=pl.col("present").is_null())
    past = ties.filter((pl.col("state") == "past") | pl.col("left"))
    return past.select(
        "left", own="start", person="end", tie="id", since="valid_from", until="valid_to", origin="source"
    )
