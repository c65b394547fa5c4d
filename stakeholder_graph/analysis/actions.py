"""What is under way: actions that exist on the day, measures ahead, and whom they are about."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.snapshot import Snapshot

AHEAD = ("planned", "approved")


def has_text(column: str) -> pl.Expr:
    """Whether somebody wrote something there."""
    return pl.col(column).fill_null("").str.strip_chars() != ""


def report_actions(snapshot: Snapshot) -> pl.DataFrame:
    """Which report led to which action: report, action. Reports dated after the day are not there yet."""
    leads = snapshot.tie("LEADS_TO", "all").filter(pl.col("state") != "future")
    return leads.select(report="start", action="end")


def find_actions(snapshot: Snapshot) -> pl.DataFrame:
    """The actions that exist: action, status (open where none is given), due, effect.

    An action that only reports dated after the day lead to does not exist yet. O(actions).
    """
    leads = (
        snapshot.tie("LEADS_TO", "all").group_by(action="end").agg(ahead=(pl.col("state") == "future").all())
    )
    actions = snapshot.kind("Action").select(
        "due", "effect", action="number", status=pl.col("status").fill_null("open")
    )
    return actions.join(leads.filter("ahead"), on="action", how="anti")


def action_people(snapshot: Snapshot) -> pl.DataFrame:
    """Whom each action is about: action, person; where it names nobody, whom its reports are about."""
    named = snapshot.tie("CONCERNS", "all").select(action="start", person="end")
    about = snapshot.tie("ABOUT", "all").select(report="start", person="end")
    by_report = report_actions(snapshot).join(about, on="report").select("action", "person")
    return pl.concat([named, by_report.join(named, on="action", how="anti")]).unique(maintain_order=True)


def measures_ahead(situation: Situation) -> pl.DataFrame:
    """Measures planned or approved, dated from the day on or without date: measure, kind, date, status."""
    ahead = pl.col("date").is_null() | (pl.col("date") >= pl.lit(situation.as_of))
    measures = situation.snapshot.kinds["Measure"].filter(pl.col("status").is_in(AHEAD) & ahead)
    return measures.select("kind", "date", "status", measure="number")


def invited(snapshot: Snapshot) -> pl.DataFrame:
    """Who is invited to which measure and has not declined: measure, person, answer."""
    coming = pl.col("answer").fill_null("invited") != "declined"
    return snapshot.tie("INVITED_TO", "all").filter(coming).select("answer", measure="end", person="start")
