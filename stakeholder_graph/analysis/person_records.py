"""The dated records about one person: contacts, interim reports, and what followed from them."""

from __future__ import annotations

from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.ontology import ontology

Row = dict[str, Any]


def named(situation: Situation, number: int) -> dict[str, str]:
    """Somebody or something by its number: id and name."""
    return {"id": situation.snapshot.id(number), "name": situation.snapshot.name(number)}


def contacts_with(situation: Situation, person: int, *, ours: bool) -> list[Row]:
    """Contacts, newest first: date, channel, subject, with (those of the other side who were there).

    As contacts are counted: each pair once a day, no mass mail. O(contacts).
    """
    mine, other = ("own", "person") if ours else ("person", "own")
    rows = situation.contacts.filter(pl.col(mine) == person)
    held, done = situation.snapshot.kinds["Interaction"], situation.snapshot.kinds["Measure"]
    subjects = pl.concat(
        [
            held.select(record="number", subject=pl.coalesce("subject", "name")),
            done.select(record="number", subject=pl.coalesce("name", "purpose")),
        ]
    )
    told = rows.join(subjects, on="record", how="left").group_by("date", "record", "channel", "subject")
    listed = told.agg(pl.col(other).sort()).sort("date", "record", descending=[True, False])
    return [
        {
            "date": row["date"], "channel": row["channel"], "subject": row["subject"],
            "with": sorted((named(situation, one) for one in row[other]), key=lambda one: one["name"]),
        }
        for row in listed.iter_rows(named=True)
    ]  # fmt: skip


def reports_about(situation: Situation, person: int) -> list[Row]:
    """Interim reports about them, newest first: date, author, ratings, result, finding, actions."""
    snapshot = situation.snapshot
    about = snapshot.tie("ABOUT").filter(pl.col("end") == person)["start"].unique()
    table = snapshot.kind("Report").filter(pl.col("number").is_in(about.implode()))
    ratings = [item.name for item in ontology().nodes["Report"].properties.values() if item.kind == "integer"]
    found = []
    for row in table.sort("date", "id", descending=[True, False], nulls_last=True).iter_rows(named=True):
        authors = snapshot.tie("WROTE").filter(pl.col("end") == row["number"])["start"].to_list()
        actions = snapshot.tie("LEADS_TO").filter(pl.col("start") == row["number"])["end"].to_list()
        found.append(
            {
                "id": row["id"], "date": row["date"],
                "authors": [named(situation, author) for author in authors],
                "ratings": {name: row[name] for name in ratings if row[name] is not None},
                "result": row["result"], "finding": row["finding"],
                "actions": [named(situation, action) for action in actions],
            }
        )  # fmt: skip
    return found


def actions_about(situation: Situation, person: int) -> list[Row]:
    """What was decided to change about them, open ones first; by CONCERNS, else by the report it follows.

    An action of a report dated after the as-of date does not exist yet.
    """
    snapshot = situation.snapshot
    concerns = snapshot.tie("CONCERNS")
    direct = concerns.filter(pl.col("end") == person)["start"]
    reports = snapshot.tie("ABOUT").filter(pl.col("end") == person)["start"]
    leads = snapshot.tie("LEADS_TO").filter(pl.col("start").is_in(reports.implode()))
    from_reports = leads.filter(~pl.col("end").is_in(concerns["start"].implode()))["end"]
    return _actions(situation, pl.concat([direct, from_reports]))


def actions_of(situation: Situation, own: int) -> list[Row]:
    """What one of ours is responsible for, open ones first."""
    ties = situation.snapshot.tie("RESPONSIBLE_FOR")
    return _actions(situation, ties.filter(pl.col("start") == own)["end"])


def _actions(situation: Situation, numbers: pl.Series) -> list[Row]:
    snapshot = situation.snapshot
    later = snapshot.tie("LEADS_TO", "all").filter(pl.col("state") == "future")["end"]
    wanted = pl.col("number").is_in(numbers.implode()) & ~pl.col("number").is_in(later.implode())
    rows = (
        snapshot.kind("Action").filter(wanted).with_columns(done=pl.col("status").fill_null("open") != "open")
    )
    responsible = snapshot.tie("RESPONSIBLE_FOR")
    return [
        {
            "id": row["id"], "text": row["text"] or row["name"], "due": row["due"],
            "status": row["status"] or "open", "done_on": row["done_on"], "effect": row["effect"],
            "overdue": bool(not row["done"] and row["due"] and row["due"] < situation.as_of),
            "responsible": [
                named(situation, one)
                for one in responsible.filter(pl.col("end") == row["number"])["start"].to_list()
            ],
        }
        for row in rows.sort("done", "due", "id", nulls_last=True).iter_rows(named=True)
    ]  # fmt: skip
