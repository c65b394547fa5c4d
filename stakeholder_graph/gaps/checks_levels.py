"""Checks about levels: seller with buyer, top with top."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.levels import paired_levels, rung_makers
from stakeholder_graph.analysis.situation import Situation


def level_mismatch(situation: Situation) -> pl.DataFrame:
    """Who should have somebody as senior, has carers of known level, and none of these is senior enough.

    Carers of unknown level are left out and counted in `unknown_level`.
    """
    tolerance = situation.policy.get("levels.tolerance")
    levels = situation.care.group_by("person").agg(
        best=pl.col("level").min(), unknown_level=pl.col("level").is_null().sum(), present=pl.len(),
        only=pl.col("own").first(),
    )  # fmt: skip
    asked = situation.needs.filter("same_level").join(levels, on="person")
    wrong = asked.filter(pl.col("best") > pl.col("level") + tolerance)
    return wrong.with_columns(carer=pl.when(pl.col("present") == 1).then(pl.col("only")))


def missing_rung(situation: Situation) -> pl.DataFrame:
    """Levels of an account where people need somebody as senior, and nobody of ours on that level cares for
    anybody.
    """
    rungs = rung_makers(situation).group_by("account", "level", "tier").agg(makers=pl.col("person").sort())
    return rungs.join(paired_levels(situation), on=["account", "level"], how="anti")
