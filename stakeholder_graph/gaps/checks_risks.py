"""Checks about what could cost us a relationship: competitors, objections, carers who go, fewer visits."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from stakeholder_graph.analysis.contacts import find_contacts
from stakeholder_graph.analysis.main_accounts import at_main_account
from stakeholder_graph.analysis.objections import contacts_after_objection
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.succession import find_ends, successors_recorded
from stakeholder_graph.gaps.checks_cycle import deciding
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import Snapshot

PERSONAL = ("visit", "meeting", "event")
YEAR = 365


def competitor_ties(snapshot: Snapshot) -> pl.DataFrame:
    """Who is tied to which competitor: person, rival, weight, tie, valid_from, note, origin."""
    rivals = snapshot.kind("Company").filter(pl.col("party") == "competitor").select(rival="number")
    ties = snapshot.tie("TIED_TO").select(
        "weight", "valid_from", "note", person="start", rival="end", tie="id", origin="source"
    )
    return ties.join(rivals, on="rival", how="semi")


def competitor_tie(situation: Situation) -> pl.DataFrame:
    """Deciders and co-deciders who are tied to competitors; one row a person and account."""
    return deciding(situation).join(competitor_ties(situation.snapshot), on="person", how="semi")


def contact_despite_objection(situation: Situation) -> pl.DataFrame:
    """People whom ours contacted on a day after they objected to contact; one row a person.

    `carer` is the one of ours who did, if there is only one.
    """
    met = contacts_after_objection(situation).group_by("person")
    found = met.agg(ours=pl.col("own").n_unique(), only=pl.col("own").first())
    only = found.select("person", carer=pl.when(pl.col("ours") == 1).then(pl.col("only")))
    return at_main_account(situation, only)


def objectors_without_day(situation: Situation) -> list[int]:
    """Who objected to contact, nobody wrote down when: contacts after it cannot be told from those before."""
    undated = situation.snapshot.kind("Person").filter(pl.col("objected_on").is_null())
    without = situation.objectors.join(undated, left_on="person", right_on="number", how="semi")
    return without["person"].sort().to_list()


def successor_missing(situation: Situation) -> pl.DataFrame:
    """Who needs care, and all who care for them go soon on a known day, and nobody is recorded to follow.

    `ends_on` is the last day on which somebody still cares.
    """
    limit = situation.as_of + timedelta(days=int(situation.policy.get("stale.successor_days")))
    ends = situation.care.select("own", "person").join(find_ends(situation), on=["own", "person"], how="left")
    summed = ends.group_by("person").agg(
        present=pl.len(), only=pl.col("own").first(), ends_on=pl.col("ends_on").max(),
        soon=(pl.col("ends_on") <= pl.lit(limit)).fill_null(False).all(),
    )  # fmt: skip
    going = situation.needs.join(summed.filter("soon"), on="person")
    missing = going.join(successors_recorded(situation, limit), on="person", how="anti")
    return missing.with_columns(carer=pl.when(pl.col("present") == 1).then(pl.col("only")))


def thinning_contact(situation: Situation) -> pl.DataFrame:
    """A and B accounts whose deciders ours met in person much more rarely in the last year than before.

    `recent` and `before`: visits, meetings and events of ours with them in the last 365 days and in the 365
    before, each pair once a day. Who objects to contact is left out on both sides.
    """
    share, least = (situation.policy.get(f"stale.thinning_{name}") for name in ("share", "min"))
    met = personal_contacts(situation)
    recent = pl.col("date") > pl.lit(situation.as_of - timedelta(days=YEAR))
    counted = met.group_by("account", "tier").agg(
        recent=recent.sum().cast(pl.Int64), before=(~recent).sum().cast(pl.Int64)
    )
    return counted.filter((pl.col("before") >= least) & (pl.col("recent") < share * pl.col("before")))


def personal_contacts(situation: Situation) -> pl.DataFrame:
    """Visits, meetings and events of ours with deciders of A and B accounts in two years, each pair once a
    day: account, tier, own, person, date, channel, record.
    """
    deciders = (
        deciding(situation).filter(pl.col("tier").is_in(["A", "B"])).select("account", "tier", "person")
    )
    deciders = deciders.join(situation.objectors, on="person", how="anti")
    since = situation.as_of - timedelta(days=2 * YEAR)
    columns = ("own", "person", "date", "channel", "record")
    if _outweigh_all_others(situation.policy):
        recent = pl.col("channel").is_in(PERSONAL) & (pl.col("date") > since)
        met = situation.contacts.join(deciders, on="person", how="semi").filter(recent)
    else:
        met = find_contacts(
            situation.snapshot, situation.policy, situation.own, deciders.select("person").unique(),
            channels=PERSONAL, since=since,
        )  # fmt: skip
    return deciders.join(met.select(columns), on="person")


def _outweigh_all_others(policy: Policy) -> bool:
    """Whether a day with a personal contact is always told as one; by the policy as shipped it is."""
    weights = policy.numbers("strength.weight")
    others = [weight for channel, weight in weights.items() if channel not in PERSONAL]
    return min(weights.get(channel, 0.0) for channel in PERSONAL) > max(others, default=0.0)
