"""How often somebody outside was in contact with any of ours within a year."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from stakeholder_graph.analysis.situation import Situation

YEAR = 365


def in_a_year(situation: Situation) -> pl.DataFrame:
    """All contacts of ours in the last 365 days: own, person, date, channel, record …"""
    since = situation.as_of - timedelta(days=YEAR)
    return situation.contacts.filter(pl.col("date") > pl.lit(since))


def yearly_contacts(situation: Situation) -> pl.DataFrame:
    """How many contacts each person had with anybody of ours in the last 365 days: person, contacts.

    Several on one day count once, whoever of ours took part. O(contacts).
    """
    return in_a_year(situation).group_by("person").agg(contacts=pl.col("date").n_unique().cast(pl.Int64))
