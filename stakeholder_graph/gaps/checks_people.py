"""Checks about one person at one account: nobody cares, nobody any more, too few, too long ago, gone."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.care import earliest
from stakeholder_graph.analysis.needs import RANK
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import DECIDING


def carers(situation: Situation) -> pl.DataFrame:
    """For each person who is cared for: person, carers (how many), only (the carer if there is just one),
    last_contact and since (the latest of all present carers), begun (the earliest, if all are known)."""
    counted = situation.care.group_by("person").agg(
        carers=pl.len(),
        only=pl.col("own").first(),
        last_contact=pl.col("last_contact").max(),
        since=pl.col("since").max(),
        begun=earliest("begun"),
    )
    return counted.with_columns(only=pl.when(pl.col("carers") == 1).then(pl.col("only")))


def uncared(situation: Situation) -> pl.DataFrame:
    """Needs of people for whom nobody of ours cares today; `ever`: somebody once did."""
    once = situation.former.select("person", ever=pl.lit(True)).unique()
    alone = situation.needs.join(situation.care, on="person", how="anti").join(once, on="person", how="left")
    return alone.with_columns(pl.col("ever").fill_null(False))


def cared(situation: Situation) -> pl.DataFrame:
    """Needs of people for whom somebody of ours cares, with the carers counted."""
    return situation.needs.join(carers(situation).rename({"carers": "present"}), on="person")


def uncovered_decider(situation: Situation) -> pl.DataFrame:
    """Deciders and co-deciders who need care and for whom nobody of ours cares, nor ever did."""
    return uncared(situation).filter(~pl.col("ever") & pl.col("role").is_in(DECIDING))


def lost_carer(situation: Situation) -> pl.DataFrame:
    """Who needs care, has no carer now, and had one whose care has ended or who has left us."""
    return uncared(situation).filter("ever")


def uncovered_influencer(situation: Situation) -> pl.DataFrame:
    """Any other role, or relevant third party, that needs care, has none and never had."""
    other = pl.col("role").is_not_null() & ~pl.col("role").is_in(DECIDING) | pl.col(
        "role"
    ).is_null() & pl.col("third_party")
    return uncared(situation).filter(~pl.col("ever") & other)


def left_contact(situation: Situation) -> pl.DataFrame:
    """People with a role at an account where all their jobs have ended; of several roles the weightiest."""
    rank = pl.col("role").replace_strict(RANK, default=9, return_dtype=pl.Int64)
    left = situation.played.join(situation.left.drop("tie"), on=["account", "person"])
    left = (
        left.sort(rank)
        .group_by("account", "person", maintain_order=True)
        .agg(pl.col("role", "left_on").first())
    )
    levels = situation.with_levels(left)
    return levels.join(situation.accounts.select("account", "tier"), on="account")


def single_threaded_person(situation: Situation) -> pl.DataFrame:
    """Who has a carer, but fewer than carers and deputy together should be."""
    required = pl.col("carers") + pl.col("deputy").cast(pl.Int64)
    return cared(situation).filter(pl.col("present") < required).with_columns(carer="only")


def stale_care(situation: Situation) -> pl.DataFrame:
    """Who has carers, and the last contact with any of them is longer ago than the rhythm allows.

    The clock starts at the later of that contact and the start of the assignment; where there is neither,
    there never was a contact, and that is found too.
    """
    slack = situation.policy.get("stale.slack")
    rhythm = cared(situation).filter(pl.col("contacts_per_year") > 0)
    clock = rhythm.with_columns(
        clock=pl.max_horizontal("last_contact", "since"), days=365 * slack / pl.col("contacts_per_year")
    )
    age = (pl.lit(situation.as_of) - pl.col("clock")).dt.total_days()
    over = age * pl.col("contacts_per_year") > 365 * slack
    return clock.filter(pl.col("clock").is_null() | over).with_columns(carer="only")
