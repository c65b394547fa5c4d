"""Checks about whom the hours go to: too many for one of ours, too many for somebody, unasked ones."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.main_accounts import at_main_account, with_standing
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.workload import ALMOST, care_shares, required_contacts, workload
from stakeholder_graph.analysis.yearly import yearly_contacts


def overloaded_carer(situation: Situation) -> pl.DataFrame:
    """Those of ours who have taken on more hours of care than they have; `makers`: with whom the hours go."""
    hours = workload(situation).filter(pl.col("hours") > pl.col("capacity") + ALMOST)
    people = care_shares(situation).filter(pl.col("hours") > 0).group_by("own")
    return hours.join(people.agg(makers=pl.col("person").sort()), on="own", how="left").rename(
        {"own": "carer"}
    )


def over_cared(situation: Situation) -> pl.DataFrame:
    """People of an account with more contacts in 365 days than the policy's limit and than is required,
    who have no role anywhere or belong only to C accounts.
    """
    limit = situation.policy.get("stale.over_care_contacts")
    often = yearly_contacts(situation).filter(pl.col("contacts") > limit)
    often = often.join(required_contacts(situation), on="person", how="left")
    often = often.with_columns(pl.col("required").fill_null(0)).filter(
        pl.col("contacts") > pl.col("required")
    )
    often = often.join(situation.objectors, on="person", how="anti")
    tiers = situation.accounts.select("account", "tier")
    better = situation.circle.join(tiers.filter(pl.col("tier") != "C"), on="account")
    weighty = situation.roles.join(better, on="person", how="semi").select("person").unique()
    often = often.join(weighty, on="person", how="anti")
    here = situation.employed.select("account", "person").join(often, on="person")
    return with_standing(situation, here).join(tiers, on="account")


def unassigned_care(situation: Situation) -> pl.DataFrame:
    """Care that shows in the contacts and was assigned to nobody: one row a person of an account, or one who
    needs care, at their main account; `makers`: who of ours is in contact.
    """
    care = situation.all_care
    asked = care.filter("assigned").select("person").unique()
    theirs = [situation.employed.select("person"), situation.needs.select("person")]
    wanted = pl.concat(theirs).unique().join(situation.objectors, on="person", how="anti")
    seen = care.filter("observed").join(asked, on="person", how="anti").join(wanted, on="person", how="semi")
    people = seen.group_by("person").agg(makers=pl.col("own").sort(), present=pl.len())
    only = pl.when(pl.col("present") == 1).then(pl.col("makers").list.first())
    return at_main_account(situation, people).with_columns(carer=only)
