"""Checks about an account as a whole: a role that nobody is known in, a relationship on one thread."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.situation import Situation


def missing_role(situation: Situation) -> pl.DataFrame:
    """Open opportunities, and A and B accounts without one, where nobody is known in a role that the policy
    asks for.

    One row an opportunity (`about`) or account, with the roles missing in `missing`; a presumed role is none.
    """
    rule = situation.policy.get("missing_role")
    accounts = situation.accounts.select("account", "tier")
    open_ones = situation.opportunities.select("account", about="opportunity").join(accounts, on="account")
    without = accounts.filter(pl.col("tier").is_in(rule["tiers_without_opportunity"]))
    without = without.join(open_ones, on="account", how="anti").with_columns(about=pl.lit(None, pl.Int32))
    asked = pl.concat([open_ones, without.select(open_ones.columns)])
    asked = asked.join(pl.DataFrame({"role": rule["roles"]}, schema={"role": pl.String}), how="cross")
    known = situation.roles.filter(~pl.col("presumed"))
    at_account = known.filter(pl.col("opportunity").is_null()).select("account", "role").unique()
    at_opportunity = known.select("account", "role", about="opportunity").drop_nulls("about").unique()
    nobody = asked.join(at_account, on=["account", "role"], how="anti")
    nobody = nobody.join(at_opportunity, on=["account", "role", "about"], how="anti")
    return nobody.group_by("account", "about", "tier").agg(missing=pl.col("role").sort())


def single_threaded_account(situation: Situation) -> pl.DataFrame:
    """Accounts with two or more people in need of care where all care runs through one of ours, or reaches
    one of theirs.

    `side`: "ours" (one of ours for several of theirs), "theirs" (several of ours for one of theirs), "both".
    """
    theirs = situation.circle
    needing = situation.needs.select("account", "person").join(theirs, on=["account", "person"], how="semi")
    many = needing.group_by("account").len("needing").filter(pl.col("needing") >= 2)
    care = theirs.join(situation.care.select("own", "person"), on="person")
    threads = care.group_by("account").agg(
        ours=pl.col("own").n_unique(), theirs=pl.col("person").n_unique(),
        only_ours=pl.col("own").first(), only_theirs=pl.col("person").first(),
    )  # fmt: skip
    thin = threads.join(many, on="account").filter((pl.col("ours") == 1) | (pl.col("theirs") == 1))
    one_of_ours, one_of_theirs = pl.col("ours") == 1, pl.col("theirs") == 1
    side = pl.when(one_of_ours & one_of_theirs).then(pl.lit("both")).when(one_of_ours).then(pl.lit("ours"))
    return thin.with_columns(
        side=side.otherwise(pl.lit("theirs")),
        carer=pl.when(one_of_ours).then(pl.col("only_ours")),
        reached=pl.when(one_of_theirs).then(pl.col("only_theirs")),
    ).join(situation.accounts.select("account", "tier"), on="account")
