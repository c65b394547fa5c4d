"""Interim reports: what the care of somebody, or a measure, has brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from stakeholder_graph.analysis.names import find_person, find_record
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import EntryRefused, UnknownName
from stakeholder_graph.model.records import Records
from stakeholder_graph.recording.entry import Entry, Row, Said, checked, id_for
from stakeholder_graph.recording.who import names_of, one_of_ours, outside

ADD = "report add"
RATINGS = (
    "sympathy", "trust", "competence", "competitor_resistance", "loyalty", "price_tolerance",
    "negotiation_climate",
)  # fmt: skip


def report_add(
    situation: Situation, records: Records, about: Sequence[str], by: str, *, on: date | None = None,
    ratings: Mapping[str, int | str | None] | None = None, result: str | None = None,
    finding: str | None = None,
) -> Entry:  # fmt: skip
    """One of ours reports on one or several people, or on a measure; the same report of a day is corrected.

    `ratings` are 1 to 5 by name (RATINGS). What is not given stays as it was. Raises EntryRefused for a
    report about nobody, about one of ours, by nobody of ours, that says nothing, or from a day to come.
    """
    if not about:
        raise EntryRefused(ADD, "a report about nobody", "name the people, or the measure, that it is about")
    snapshot, day = situation.snapshot, on or situation.as_of
    author = one_of_ours(situation, by, min(day, situation.as_of))
    subjects = list(dict.fromkeys(_subject(situation, text) for text in about))
    given = {name: value for name, value in (ratings or {}).items() if value is not None}
    if not (given or result or finding):
        raise EntryRefused(ADD, "this report says nothing", "give a rating, --result or --finding")
    names = names_of(situation, subjects)
    writer = snapshot.name(author)
    known = _same_report(records, snapshot.id(author), {snapshot.id(one) for one in subjects}, day)
    identity = known or id_for("Report", [day.isoformat(), writer, *names], snapshot)
    rows: list[tuple[str, Row]] = [
        ("reports", {"id": identity, "date": day, "result": result, "finding": finding, **given})
    ]
    if known is None:
        link = {"from": snapshot.id(author), "relationship": "WROTE", "to": identity}
        rows.append(("relationships", link))
        links = [{"from": identity, "relationship": "ABOUT", "to": snapshot.id(one)} for one in subjects]
        rows += [("relationships", row) for row in links]
    changed = checked(ADD, rows, records, situation.as_of, f"report about {', '.join(names)}")
    told = {"own": writer, "about": names, "date": day}
    said = [Said("report_corrected" if known else "report_added", told)]
    if finding:
        said.append(Said("report_next", {"about": names[0]}))
    return Entry(tuple(said), changed)


def _subject(situation: Situation, text: str) -> int:
    """The measure of that id or whole name, else a person outside; a part of a measure's name comes last."""
    measures = situation.snapshot.kinds["Measure"]
    called = measures.filter((pl.col("id") == text) | (pl.col("name") == text.strip()))
    if called.height == 1:
        return int(called["number"][0])
    try:
        person = find_person(situation, text)
    except UnknownName as nobody:
        try:
            return find_record(situation, "Measure", text)
        except UnknownName:
            raise nobody from None
    return outside(situation, person, "a report is about people outside, or a measure")


def _same_report(records: Records, author: str, about: set[str], day: date) -> str | None:
    """The report of that day by the same author about the same, if there is one."""
    dated = records.node_table("Report").filter(pl.col("date") == day)["id"]
    wrote = records.relationship_table("WROTE").filter(pl.col("end").is_in(dated.implode()))
    by_author = wrote.filter(pl.col("start") == author)["end"].to_list()
    ties = records.relationship_table("ABOUT")
    same = [one for one in by_author if set(ties.filter(pl.col("start") == one)["end"]) == about]
    return min(same) if same else None
