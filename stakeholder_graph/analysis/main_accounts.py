"""To which accounts a person belongs, and at which of them something about the person is told."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.needs import strictest_roles
from stakeholder_graph.analysis.situation import Situation

NEEDS, HOLDS_ROLE, WORKS = 0, 1, 2


def all_accounts(situation: Situation, people: pl.DataFrame) -> pl.DataFrame:
    """All accounts of these people: where they need care, have a role, or work.

    `people`: person. Columns: person, account, place (0 needs care there, 1 has a role, 2 works there); an
    account may stand there several times. O(needs + roles + jobs).
    """
    chosen = people.select("person").unique()
    parts = (
        (NEEDS, situation.needs.filter(pl.col("account").is_not_null())),
        (HOLDS_ROLE, situation.roles),
        (WORKS, situation.employed),
    )
    rows = [
        table.select("person", "account", place=pl.lit(place, pl.Int32)).join(chosen, on="person", how="semi")
        for place, table in parts
    ]
    return pl.concat(rows)


def main_accounts(situation: Situation, people: pl.DataFrame) -> pl.DataFrame:
    """The one account at which something about a person is told that is about no account: person, account.

    It is where the person needs care, else has a role, else works; of several the highest tier, then the
    first by name. Who belongs to no account is left out. O(accounts of these people).
    """
    ordered = situation.accounts.sort("tier", "name", "id").select("account")
    ranked = ordered.with_row_index("rank").with_columns(pl.col("rank").cast(pl.Int64))
    # one number for place and rank: its minimum is the main account, and only the accounts are sorted
    many = max(ordered.height, 1)
    order = pl.col("place").cast(pl.Int64) * many + pl.col("rank")
    first = (
        all_accounts(situation, people).join(ranked, on="account").group_by("person").agg(rank=order.min())
    )
    return first.with_columns(pl.col("rank") % many).join(ranked, on="rank").select("person", "account")


def at_main_account(situation: Situation, found: pl.DataFrame) -> pl.DataFrame:
    """Findings about people (person, …) put at each person's main account.

    Adds account, tier, level, role, presumed and third_party there; account and tier are null for people
    without account.
    """
    placed = found.join(main_accounts(situation, found), on="person", how="left")
    return with_standing(situation, placed).join(
        situation.accounts.select("account", "tier"), on="account", how="left"
    )


def with_standing(situation: Situation, found: pl.DataFrame) -> pl.DataFrame:
    """The same rows (account, person, …) with level, employee, role, presumed and third_party there."""
    keys = ["account", "person"]
    chosen = found.select(keys).unique()
    roles = strictest_roles(situation.roles.join(chosen, on=keys, how="semi"))
    thirds = situation.third_parties.join(chosen, on=keys, how="semi")
    thirds = thirds.select(*keys, third_party=pl.lit(True))
    joined = situation.with_levels(found).join(roles, on=keys, how="left").join(thirds, on=keys, how="left")
    return joined.with_columns(pl.col("presumed", "third_party").fill_null(False))
