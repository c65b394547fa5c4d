"""How many hours of care each of ours has taken on, and how many are left."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.situation import Situation

ALMOST = 1e-9  # hours are sums of shares: what the last digits of these make is no overload


def required_contacts(situation: Situation) -> pl.DataFrame:
    """How many contacts a year each person is owed, at whichever account most: person, required."""
    return situation.needs.group_by("person").agg(required=pl.col("contacts_per_year").max())


def care_shares(situation: Situation) -> pl.DataFrame:
    """Who of ours carries how many contacts a year with whom, and how many hours these take.

    The carers of a person share the contacts that are required, deputies carry none. Where a number was
    agreed, whoever agreed it (the highest, of several) carries it, carer or deputy, and nobody else; so it
    is with those who object to contact, for whom nothing else is required. Columns: own, person, contacts,
    hours (a year), agreed (whether the number was agreed). O(assignments).
    """
    assigned = situation.all_care.filter("assigned").select("own", "person", "duty", "agreed")
    highest = pl.col("agreed").max().over("person")
    by_agreement = assigned.filter(pl.col("agreed") == highest).with_columns(
        required=pl.col("agreed"), by_agreement=pl.lit(True)
    )
    carers = assigned.filter(highest.is_null() & (pl.col("duty").fill_null("carer") == "carer"))
    by_table = carers.join(required_contacts(situation), on="person").with_columns(by_agreement=pl.lit(False))
    both = pl.concat([by_agreement.select(by_table.columns), by_table])
    contacts = pl.col("required") / pl.len().over("person")
    hours_each = float(situation.policy.get("effort.planned_hours_per_contact"))
    return both.select(
        "own", "person", contacts=contacts, hours=contacts * hours_each, agreed=pl.col("by_agreement")
    ).sort("own", "person")


def workload(situation: Situation) -> pl.DataFrame:
    """The hours of care a year that each of ours has taken on, and what is left of the hours for it.

    One row for each of ours: own, hours (of assigned care), capacity (own `capacity_hours`, else the
    policy's default), free (capacity − hours; below zero where more is assigned than there are hours for).
    O(own people + assignments).
    """
    default = float(situation.policy.get("effort.default_capacity_hours"))
    given = situation.snapshot.kind("Person").select(own="number", capacity="capacity_hours")
    hours = care_shares(situation).group_by("own").agg(pl.col("hours").sum())
    ours = (
        situation.own.select(own="person").join(given, on="own", how="left").join(hours, on="own", how="left")
    )
    filled = ours.with_columns(
        pl.col("hours").fill_null(0.0), capacity=pl.col("capacity").cast(pl.Float64).fill_null(default)
    )
    return filled.select("own", "hours", "capacity", free=pl.col("capacity") - pl.col("hours")).sort("own")
