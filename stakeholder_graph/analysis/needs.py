"""Who is owed care, how much of it, and on whose account."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.model.policy import TIERS, Policy

NEED = [
    "account",
    "person",
    "role",
    "presumed",
    "third_party",
    "carers",
    "deputy",
    "contacts_per_year",
    "same_level",
]


def care_table(policy: Policy) -> pl.DataFrame:
    """The policy's care table: tier, care_role, carers, deputy, contacts_per_year, same_level."""
    rows = [
        (tier, role, need.carers, need.deputy, need.contacts_per_year, need.same_level)
        for tier in TIERS
        for role in ("decider", "co_decider", "other")
        if (need := policy.need(tier, role)).carers > 0
    ]
    schema = {"tier": pl.String, "care_role": pl.String, "carers": pl.Int64, "deputy": pl.Boolean}
    return pl.DataFrame(
        rows, schema={**schema, "contacts_per_year": pl.Int64, "same_level": pl.Boolean}, orient="row"
    )


def care_role(policy: Policy) -> pl.Expr:
    """The row of the care table in which a role is looked up; null for roles that are owed nothing."""
    return pl.col("role").replace_strict(policy.care_role, default=None, return_dtype=pl.String)


RANK = {
    "decider": 0,
    "co_decider": 1,
    "influencer": 2,
    "champion": 3,
    "blocker": 4,
    "gatekeeper": 5,
    "buyer": 6,
    "user": 7,
    "initiator": 8,
}


def strictest_roles(roles: pl.DataFrame) -> pl.DataFrame:
    """The weightiest role of each person at each account: account, person, role, presumed."""
    rank = pl.col("role").replace_strict(RANK, default=9, return_dtype=pl.Int64)
    ordered = roles.sort(rank, "presumed")
    return ordered.group_by("account", "person", maintain_order=True).agg(pl.col("role", "presumed").first())


def find_needs(
    policy: Policy, accounts: pl.DataFrame, roles: pl.DataFrame, thirds: pl.DataFrame,
    agreements: pl.DataFrame, circle: pl.DataFrame, objectors: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    """What care each person is owed at each account; the strictest of several roles wins, value by value.

    Columns: account (null for an agreement with somebody outside all accounts), person, role, presumed,
    third_party, carers, deputy, contacts_per_year, same_level, agreed. Objectors are owed nothing.
    """
    tiers = accounts.select("account", "tier")
    by_role = roles.with_columns(care_role=care_role(policy)).join(tiers, on="account")
    by_role = by_role.join(care_table(policy), on=["tier", "care_role"])
    third = policy.third_party
    as_third = thirds.join(tiers.filter(pl.col("tier").is_in(["A", "B"])), on="account").select(
        "account", "person", carers=pl.lit(third.carers, pl.Int64), deputy=pl.lit(third.deputy),
        contacts_per_year=pl.lit(third.contacts_per_year, pl.Int64), same_level=pl.lit(third.same_level),
        third_party=pl.lit(True),
    ).filter(pl.col("carers") > 0)  # fmt: skip
    columns = ["account", "person", "carers", "deputy", "contacts_per_year", "same_level", "third_party"]
    listed = pl.concat(
        [by_role.with_columns(third_party=pl.lit(False)).select(columns), as_third.select(columns)]
    )
    summed = listed.group_by("account", "person").agg(
        pl.col("carers", "contacts_per_year").max(), pl.col("deputy", "same_level", "third_party").any()
    )
    summed = summed.join(agreements, on="person", how="left")
    summed = summed.with_columns(contacts_per_year=pl.coalesce("agreed", "contacts_per_year"))
    alone = _agreed_only(agreements, summed, circle)
    both = pl.concat([summed, alone.select(summed.columns)]).join(objectors, on="person", how="anti")
    named = both.join(strictest_roles(roles), on=["account", "person"], how="left", nulls_equal=False)
    return (
        named.with_columns(pl.col("presumed").fill_null(False))
        .select(*NEED, "agreed")
        .sort("account", "person")
    )


def _agreed_only(agreements: pl.DataFrame, listed: pl.DataFrame, circle: pl.DataFrame) -> pl.DataFrame:
    """An agreement with somebody to whom the table asks nothing: a need of its own, one carer, so many
    contacts.
    """
    alone = agreements.filter(pl.col("agreed") > 0).join(listed, on="person", how="anti")
    at = alone.join(circle, on="person", how="left")
    return at.with_columns(
        carers=pl.lit(1, pl.Int64), deputy=pl.lit(False), contacts_per_year=pl.col("agreed"),
        same_level=pl.lit(False), third_party=pl.lit(False),
    )  # fmt: skip
