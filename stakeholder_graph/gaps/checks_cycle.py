"""Checks about the cycle of care: findings without answer, deciders against us, measures that do not fit."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.actions import (
    action_people,
    find_actions,
    has_text,
    invited,
    measures_ahead,
    report_actions,
)  # fmt: skip
from stakeholder_graph.analysis.main_accounts import at_main_account
from stakeholder_graph.analysis.needs import RANK, strictest_roles
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import DECIDING
from stakeholder_graph.snapshot import NUMBER


def deciding(situation: Situation) -> pl.DataFrame:
    """Deciders and co-deciders, presumed ones too: account, person, role (the weightiest), presumed, level,
    tier.
    """
    roles = strictest_roles(situation.roles.filter(pl.col("role").is_in(DECIDING)))
    return situation.with_levels(roles).join(situation.accounts.select("account", "tier"), on="account")


def under_way(situation: Situation) -> pl.DataFrame:
    """About whom an action is open, or a measure planned or approved lies ahead: person."""
    snapshot = situation.snapshot
    still_open = find_actions(snapshot).filter(pl.col("status") == "open")
    acted = action_people(snapshot).join(still_open, on="action", how="semi")
    ahead = measures_ahead(situation)
    guests = invited(snapshot).join(ahead, on="measure", how="semi")
    meant = snapshot.tie("CONCERNS", "all").select(measure="start", person="end")
    meant = meant.join(ahead, on="measure", how="semi")
    return pl.concat([part.select("person") for part in (acted, guests, meant)]).unique()


def opposed_decider(situation: Situation) -> pl.DataFrame:
    """Deciders and co-deciders who are against us in such a role, where nothing is under way about them.

    `stance` is the worst of theirs in such a role.
    """
    stances = situation.snapshot.tie("PLAYS_ROLE").select("stance", tie="id").filter(pl.col("stance") < 0)
    against = situation.roles.filter(pl.col("role").is_in(DECIDING)).join(stances, on="tie")
    worst = against.group_by("account", "person").agg(pl.col("stance").min())
    return (
        deciding(situation).join(worst, on=["account", "person"])
        .join(under_way(situation), on="person", how="anti")
    )  # fmt: skip


def open_finding(situation: Situation) -> pl.DataFrame:
    """Reports whose finding no action answers, and open actions past their due date.

    `about` is the report or action; `person` whom it is about: of several the one at the account of the
    highest tier, then in the weightiest role, then by name. `makers` names all.
    """
    snapshot = situation.snapshot
    actions = snapshot.kind("Action").select("effect", "status", action="number")
    answers = actions.filter((pl.col("status").fill_null("open") != "dropped") | has_text("effect"))
    answered = report_actions(snapshot).join(answers, on="action", how="semi").select("report")
    reports = snapshot.kind("Report").filter(has_text("finding")).select(report="number")
    unanswered = reports.join(answered, on="report", how="anti").select(about="report")
    late = pl.col("due") < pl.lit(situation.as_of)
    overdue = find_actions(snapshot).filter((pl.col("status") == "open") & late).select(about="action")
    about_people = snapshot.tie("ABOUT", "all").select(about="start", person="end")
    concerned = pl.concat([about_people, action_people(snapshot).rename({"action": "about"})])
    open_ones = pl.concat([unanswered, overdue])
    people = concerned.join(open_ones, on="about", how="semi").join(
        situation.external, on="person", how="semi"
    )
    first = _weightiest_first(situation, people).group_by("about", maintain_order=True)
    told = first.agg(
        pl.col("account", "tier", "role", "presumed", "third_party", "level").first(),
        makers=pl.col("person"), person=pl.col("person").first(),
    )  # fmt: skip
    return open_ones.join(told, on="about", how="left")


def _weightiest_first(situation: Situation, people: pl.DataFrame) -> pl.DataFrame:
    """People at their main accounts: by tier, then by role, then by name."""
    names = situation.snapshot.nodes.select("name", "id", person="number")
    placed = at_main_account(situation, people.unique(maintain_order=True)).join(names, on="person")
    rank = pl.col("role").replace_strict(RANK, default=9, return_dtype=pl.Int64)
    return placed.sort(pl.col("tier").fill_null("none"), rank, pl.coalesce("name", "id"), "id")


def wrong_measure(situation: Situation) -> pl.DataFrame:
    """People invited to a measure ahead whose kind does not belong to their level, by the care policy.

    One row a measure (`about`) and person. `invited_level` is the level over all jobs, which decides; kinds
    that the policy does not list fit everybody, and nobody of unknown level is found.
    """
    fits = [
        (kind, level) for kind, levels in situation.policy.get("measures.fits").items() for level in levels
    ]
    fitting = pl.DataFrame(fits, schema={"kind": pl.String, "invited_level": pl.Int64}, orient="row")
    ruled = list(situation.policy.get("measures.fits"))
    guests = invited(situation.snapshot).join(measures_ahead(situation), on="measure")
    guests = guests.join(situation.levels.rename({"any_level": "invited_level"}), on="person").filter(
        pl.col("kind").is_in(ruled) & pl.col("invited_level").is_not_null()
    )
    wrong = guests.join(fitting, on=["kind", "invited_level"], how="anti")
    wrong = wrong.select("person", "invited_level", about=pl.col("measure").cast(NUMBER)).unique()
    return at_main_account(situation, wrong)
