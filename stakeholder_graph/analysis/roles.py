"""Who decides at an account: known roles, presumed deciders, and third parties that count there."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.model.policy import DECIDING, Policy
from stakeholder_graph.snapshot import Snapshot

ROLE_COLUMNS = ["account", "person", "role", "presumed", "opportunity", "tie"]


def open_opportunities(snapshot: Snapshot, members: pl.DataFrame) -> pl.DataFrame:
    """Open opportunities of accounts: opportunity, account, id, name, close_date, tie."""
    is_open = snapshot.kind("Opportunity").filter(pl.col("is_open").fill_null(True))
    has = snapshot.tie("HAS_OPPORTUNITY").select(company="start", opportunity="end", tie="id")
    return (
        has.join(members, on="company")
        .join(is_open.select("number", "id", "name", "close_date"), left_on="opportunity", right_on="number")
        .unique(["opportunity", "account"], keep="first", maintain_order=True)
        .drop("company")
    )


def played_roles(
    snapshot: Snapshot, members: pl.DataFrame, opportunities: pl.DataFrame, external: pl.DataFrame
) -> pl.DataFrame:
    """All valid roles of external people at accounts and their open opportunities, leavers' included.

    Columns: account, person, role, presumed (false), opportunity (null: at the account itself), tie.
    """
    plays = snapshot.tie("PLAYS_ROLE").join(external, left_on="start", right_on="person", how="semi")
    plays = plays.select("role", person="start", target="end", tie="id")
    at_account = plays.join(members, left_on="target", right_on="company")
    at_opportunity = plays.join(
        opportunities.select("opportunity", "account"), left_on="target", right_on="opportunity"
    )
    columns = [pl.lit(False).alias("presumed")]
    return pl.concat(
        [
            at_account.with_columns(columns)
            .with_columns(opportunity=pl.lit(None, pl.Int32))
            .select(ROLE_COLUMNS),
            at_opportunity.with_columns(columns).rename({"target": "opportunity"}).select(ROLE_COLUMNS),
        ]
    )


def left_people(jobs: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """People whose jobs at an account have all ended: account, person, left_on, tie (of the last job)."""
    here = jobs.join(members, left_on="employer", right_on="company")
    over = pl.col("state") == "past"
    gone = here.filter(over).join(here.filter(~over), on=["account", "person"], how="anti")
    ordered = gone.sort("valid_to", nulls_last=False)
    return ordered.group_by("account", "person", maintain_order=True).agg(
        left_on=pl.col("valid_to").last(), tie=pl.col("tie").last()
    )


def presumed_roles(roles: pl.DataFrame, jobs_at: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Deciders presumed from level and function, only for accounts with people where nobody has a role."""
    rules = policy.get("roles.presume")
    nobody = jobs_at.join(roles, on="account", how="anti")
    parts = []
    for role, patterns in rules.items():
        if role == "enabled" or not rules["enabled"]:
            continue
        for pattern in patterns:
            fits = pl.all_horizontal(pl.col(name) == value for name, value in pattern.items())
            parts.append(nobody.filter(fits).select("account", "person", "tie", role=pl.lit(role)))
    if not parts:
        return roles.clear()
    found = pl.concat(parts).unique(["account", "person", "role"], keep="first", maintain_order=True)
    return found.with_columns(presumed=pl.lit(True), opportunity=pl.lit(None, pl.Int32)).select(ROLE_COLUMNS)


def third_parties(
    snapshot: Snapshot, members: pl.DataFrame, roles: pl.DataFrame, jobs: pl.DataFrame, external: pl.DataFrame
) -> pl.DataFrame:
    """External people who do not work for an account and yet count there, each once.

    Columns: account, person, because ("advises", "influences", "knows" with a standing, "oversees": office
    or level 1, 2 in a body that regulates the account or that it is a member of), target (whom they advise,
    influence, know; the body), kind and tie (the relationship that says so).
    """
    deciding = roles.filter(pl.col("role").is_in(DECIDING)).select("account", target="person").unique()
    deciders = roles.filter(pl.col("role") == "decider").select("account", target="person").unique()
    influence, advice = _ties(snapshot, "INFLUENCES", "influences"), _ties(snapshot, "ADVISES", "advises")
    to_people = pl.concat([influence, advice]).join(deciding, on="target")
    to_account = advice.join(members.rename({"company": "target"}), on="target")
    standing = snapshot.kind("Person").filter(pl.col("standing").is_not_null()).select(person="number")
    knows = _ties(snapshot, "KNOWS", "knows")
    turned = knows.rename({"person": "target", "target": "person"}).select(knows.columns)
    acquainted = pl.concat([knows, turned]).join(standing, on="person").join(deciders, on="target")
    columns = ["account", "person", "because", "target", "kind", "tie"]
    parts = [to_people, to_account, acquainted, _overseers(snapshot, members, jobs)]
    found = pl.concat([part.select(columns) for part in parts]).join(external, on="person", how="semi")
    employed = jobs.filter(pl.col("state") == "valid").join(members, left_on="employer", right_on="company")
    found = found.join(employed, on=["account", "person"], how="anti")
    return found.sort(columns).unique(["account", "person"], keep="first", maintain_order=True)


def _ties(snapshot: Snapshot, kind: str, because: str) -> pl.DataFrame:
    return snapshot.tie(kind).select(
        person="start", target="end", tie="id", because=pl.lit(because), kind=pl.lit(kind)
    )


def _overseers(snapshot: Snapshot, members: pl.DataFrame, jobs: pl.DataFrame) -> pl.DataFrame:
    """Office holders and seniors of bodies that regulate an account or that it is a member of."""
    regulates = snapshot.tie("REGULATES").select(target="start", company="end")
    member_of = snapshot.tie("MEMBER_OF").select(target="end", company="start")
    bodies = pl.concat([regulates, member_of]).join(members, on="company")
    offices = _ties(snapshot, "HOLDS_OFFICE", "oversees")
    seniors = jobs.filter((pl.col("state") == "valid") & (pl.col("level") <= 2))
    in_jobs = seniors.select(
        "person", "tie", target="employer", because=pl.lit("oversees"), kind=pl.lit("WORKS_FOR")
    )
    return pl.concat([offices, in_jobs.select(offices.columns)]).join(bodies, on="target")
