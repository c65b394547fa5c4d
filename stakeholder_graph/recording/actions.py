"""Actions: what follows from a report's finding, by when, by whom, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.names import find_person, find_record, plain_name
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import EntryRefused, UnknownName
from stakeholder_graph.model.records import Records
from stakeholder_graph.recording.entry import Entry, Row, Said, checked, id_for
from stakeholder_graph.recording.who import all_of_ours, names_of, outside

ADD, DONE, DROP = "action add", "action done", "action drop"


def action_add(
    situation: Situation, records: Records, text: str, responsible: Sequence[str], *, due: date | None = None,
    about: Sequence[str] = (), report: str | None = None,
) -> Entry:  # fmt: skip
    """Somebody of ours is to do something by a day; the same open action is changed in what is given.

    `report`: its id or result, or a person, whose latest report is meant then. Raises EntryRefused without
    text or somebody of ours who is responsible, and for a deadline before the report.
    """
    if not text.strip():
        raise EntryRefused(ADD, "an action without text", "say what is to be done")
    if not responsible:
        raise EntryRefused(f"action {text!r}", "nobody is responsible", "name one of ours with --responsible")
    snapshot = situation.snapshot
    ours = all_of_ours(situation, responsible, situation.as_of)
    people = [
        outside(situation, find_person(situation, one), "an action is about people outside") for one in about
    ]
    source = _report(situation, report) if report is not None else None
    _refuse_early(situation, text, source, due, "its deadline is")
    known = _same_action(situation, records, text, source, due)
    identity = known or id_for("Action", [text, due.isoformat() if due else ""], snapshot)
    status = None if known else "open"
    rows: list[tuple[str, Row]] = [("actions", {"id": identity, "text": text, "due": due, "status": status})]
    links = [("RESPONSIBLE_FOR", snapshot.id(one), identity) for one in ours]
    links += [("CONCERNS", identity, snapshot.id(one)) for one in people]
    links += [("LEADS_TO", snapshot.id(source), identity)] if source is not None else []
    rows += [
        ("relationships", {"from": start, "relationship": kind, "to": end}) for kind, start, end in links
    ]
    changed = checked(ADD, rows, records, situation.as_of, f"action {text!r}")
    values = {"text": text.strip(), "names": names_of(situation, ours), "due": due}
    said = [Said("action_added_due" if due else "action_added", values)]
    objecting = [one for one in people if one in set(situation.objectors["person"])]
    if objecting:
        said.append(Said("action_objectors", {"names": names_of(situation, objecting)}))
    return Entry(tuple(said), changed)


def action_done(
    situation: Situation, records: Records, which: str, *, effect: str | None = None, on: date | None = None
) -> Entry:
    """An action is done, today or `on` a day, and this was its effect; the effect may be told later.

    EntryRefused for one that was done or dropped already, on a day to come, or before its report.
    """
    number, row = _action(situation, which)
    name, day = situation.snapshot.name(number), on or situation.as_of
    where = f"action {name!r}"
    if row["status"] == "dropped":
        raise EntryRefused(where, "it was dropped", "add it again with action add if it was done after all")
    if row["status"] == "done":
        if on is not None or not effect or row["effect"] == effect.strip():
            when = f" on {row['done_on']}" if row["done_on"] else ""
            raise EntryRefused(
                where, f"it was done already{when}", "nothing to do; another --effect is taken"
            )
        changed = checked(
            DONE, [("actions", {"id": row["id"], "effect": effect})], records, situation.as_of, where
        )
        return Entry((Said("action_effect", {"text": name, "effect": effect.strip()}),), changed)
    if day > situation.as_of:
        raise EntryRefused(where, f"{day} is still to come", "what is done has happened; correct --on")
    _refuse_early(situation, name, _source(situation, number), day, "it was done")
    values = {"id": row["id"], "status": "done", "done_on": day, "effect": effect}
    changed = checked(DONE, [("actions", values)], records, situation.as_of, where)
    key = "action_done_effect" if effect else "action_done"
    return Entry((Said(key, {"text": name, "on": day, "effect": effect}),), changed)


def action_drop(situation: Situation, records: Records, which: str, reason: str) -> Entry:
    """An action will not be done, and why: that is an answer to its finding too."""
    number, row = _action(situation, which)
    name = situation.snapshot.name(number)
    where = f"action {name!r}"
    if row["status"] == "done":
        raise EntryRefused(where, "it was done, so it cannot be dropped", "nothing to do")
    if not reason.strip():
        raise EntryRefused(where, "no reason is given", "say why it is dropped with --reason")
    values = {"id": row["id"], "status": "dropped", "effect": reason}
    changed = checked(DROP, [("actions", values)], records, situation.as_of, where)
    return Entry((Said("action_dropped", {"text": name, "effect": reason.strip()}),), changed)


def _action(situation: Situation, which: str) -> tuple[int, dict[str, Any]]:
    actions = situation.snapshot.kinds["Action"]
    running = actions.filter(pl.col("status").fill_null("open") == "open")["number"].to_list()
    number = find_record(situation, "Action", which, first=running)
    return number, actions.row(by_predicate=pl.col("number") == number, named=True)


def _report(situation: Situation, text: str) -> int:
    """The report of that id or result; else the latest report about a person of that name."""
    try:
        return find_record(situation, "Report", text)
    except UnknownName as unknown:
        try:
            person = find_person(situation, text)
        except UnknownName:
            raise unknown from None
    reports = situation.snapshot.kind("Report").select("number", "id", "date")
    about = situation.snapshot.tie("ABOUT").filter(pl.col("end") == person)
    mine = reports.join(about, left_on="number", right_on="start", how="semi").sort(
        "date", "id", nulls_last=False
    )
    if mine.is_empty():
        name = situation.snapshot.name(person)
        raise EntryRefused(f"report about {name}", "there is none", "write one first with report add")
    return int(mine["number"][-1])


def _source(situation: Situation, action: int) -> int | None:
    """The report that an action comes from; of several the latest."""
    ties = situation.snapshot.tie("LEADS_TO", "all").filter(pl.col("end") == action)
    reports = situation.snapshot.kinds["Report"].join(ties, left_on="number", right_on="start", how="semi")
    return int(reports.sort("date", nulls_last=False)["number"][-1]) if reports.height else None


def _refuse_early(situation: Situation, text: str, report: int | None, day: date | None, what: str) -> None:
    if report is None or day is None:
        return
    written = situation.snapshot.kinds["Report"].row(by_predicate=pl.col("number") == report, named=True)[
        "date"
    ]
    if written is not None and day < written:
        problem = f"{what} {day}, before its report of {written}"
        raise EntryRefused(f"action {text!r}", problem, "give a later day")


def _same_action(
    situation: Situation, records: Records, text: str, report: int | None, due: date | None
) -> str | None:
    """An action of these words: one of the same deadline, else an open one, whose deadline changes."""
    table = records.node_table("Action")
    led = dict(records.relationship_table("LEADS_TO").select("end", "start").iter_rows())
    source = situation.snapshot.id(report) if report is not None else None
    same = [row for row in table.iter_rows(named=True) if plain_name(row["text"] or "") == plain_name(text)]
    same = [row for row in same if source is None or led.get(row["id"]) in (None, source)]
    running = [row["id"] for row in same if (row["status"] or "open") == "open"]
    again = [row["id"] for row in same if row["due"] == due]
    return min(again or running, default=None)
