"""At which accounts a person counts, the main one first."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from stakeholder_graph.analysis.main_accounts import all_accounts
from stakeholder_graph.analysis.situation import Situation


def accounts_of(situation: Situation, people: Iterable[int]) -> dict[int, list[int]]:
    """The accounts of people: where they need care, then where they have a role, then where they work.

    Of several of a kind the highest tier comes first, then the name. O(needs + roles + jobs).
    """
    wanted = pl.DataFrame({"person": list(people)}, schema={"person": pl.Int32})
    found = all_accounts(situation, wanted).group_by("account", "person").agg(pl.col("place").min())
    named = found.join(situation.accounts.select("account", "tier", "name", "id"), on="account")
    ordered = named.sort("place", "tier", "name", "id", nulls_last=True)
    grouped = ordered.group_by("person", maintain_order=True).agg("account")
    return dict(grouped.iter_rows())


def account_named(situation: Situation, account: int | None) -> dict[str, str | None] | None:
    """An account as it is told: id, name, tier; None stays None."""
    if account is None:
        return None
    row = situation.accounts.filter(pl.col("account") == account).row(0, named=True)
    return {"id": row["id"], "name": row["name"] or row["id"], "tier": row["tier"]}
