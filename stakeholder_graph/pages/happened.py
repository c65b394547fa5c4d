"""Interim reports and open actions by the person they are about, each gathered once for all pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.actions import action_people, find_actions
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.background import grouped
from stakeholder_graph.model.ontology import ontology

Row = dict[str, Any]


def iso(day: date | None) -> str | None:
    """A date as ISO text; none stays none."""
    return day.isoformat() if day else None


def reports_by_person(situation: Situation) -> dict[int, list[Row]]:
    """Interim reports by the person they are about, newest first: date, author, ratings, result, finding."""
    snapshot = situation.snapshot
    authors = grouped(snapshot.tie("WROTE"), "end")
    properties = ontology().nodes["Report"].properties.values()
    ratings = [item.name for item in properties if item.kind == "integer"]
    kinds = {row["number"]: row for row in snapshot.kind("Report").iter_rows(named=True)}
    about = snapshot.tie("ABOUT").select("start", "end").unique().sort("start", "end")
    found: dict[int, list[Row]] = {}
    for report, person in about.iter_rows():
        row = kinds.get(report)
        if row:
            wrote = sorted({snapshot.name(tie["start"]) for tie in authors.get(report, ())})
            given = {name: row[name] for name in ratings if row[name] is not None}
            texts = {"result": row["result"] or "", "finding": row["finding"] or ""}
            found.setdefault(person, []).append(
                {"date": iso(row["date"]), "author": ", ".join(wrote), "ratings": given, **texts}
            )
    return {
        person: sorted(rows, key=lambda row: row["date"] or "", reverse=True)
        for person, rows in found.items()
    }


def open_actions(situation: Situation) -> dict[int, list[Row]]:
    """Open actions by the person they concern, else by the one whom the report behind them is about.

    text, due, overdue, responsible; the first due on top. What follows from a report of a later day does not
    exist yet. O(actions + reports).
    """
    snapshot = situation.snapshot
    still_open = find_actions(snapshot).filter(pl.col("status") == "open").select("action")
    told = snapshot.kind("Action").select("id", "text", "name", "due", action="number")
    both = action_people(snapshot).join(still_open, on="action").join(told, on="action")
    rows = both.sort("due", "id", "person", nulls_last=True)
    responsible = grouped(snapshot.tie("RESPONSIBLE_FOR"), "end")
    found: dict[int, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        names = sorted({snapshot.name(tie["start"]) for tie in responsible.get(row["action"], ())})
        found.setdefault(row["person"], []).append(
            {
                "text": row["text"] or row["name"] or "", "due": iso(row["due"]),
                "overdue": bool(row["due"] and row["due"] < situation.as_of), "responsible": names,
            }
        )  # fmt: skip
    return found
