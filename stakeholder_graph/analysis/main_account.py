"""The account at which somebody counts most: where findings that are about no account are listed."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.needs import strictest_roles
from stakeholder_graph.analysis.situation import Situation


def at_main_account(situation: Situation, people: pl.DataFrame) -> pl.DataFrame:
    """The same rows with the account at which the person counts most, and what they are there.

    That is where they need care, else have a role, else work; of several the one of the highest tier, then
    by name. `people` has a column `person` and none of those that are added: account (null: nowhere), tier,
    role, presumed, third_party, level, employee. O(needs + roles + jobs).
    """
    asked = people.select("person").drop_nulls().unique(maintain_order=True)
    columns = ("account", "person")
    places = pl.concat([
        situation.needs.select(*columns, place=pl.lit(0)),
        situation.roles.select(*columns, place=pl.lit(1)),
        situation.employed.select(*columns, place=pl.lit(2)),
    ]).drop_nulls("account")  # fmt: skip
    accounts = situation.accounts.select("account", "tier", pl.coalesce("name", "id").alias("name"), "id")
    here = places.join(asked, on="person", how="semi").join(accounts, on="account")
    main = here.sort("place", "tier", "name", "id").group_by("person", maintain_order=True)
    placed = asked.join(main.agg(pl.col("account", "tier").first()), on="person", how="left")
    roles = strictest_roles(situation.roles.join(asked, on="person", how="semi"))
    thirds = situation.needs.select(*columns, "third_party")
    told = placed.join(roles, on=columns, how="left").join(thirds, on=columns, how="left")
    told = told.with_columns(pl.col("presumed", "third_party").fill_null(False))
    return people.join(situation.with_levels(told), on="person", how="left", maintain_order="left")
