"""Measures: what is planned for whom, who of ours hosts it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.names import find_person, plain_name
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import EntryRefused
from stakeholder_graph.model.records import Records
from stakeholder_graph.recording.entry import Entry, Row, Said, checked, id_for
from stakeholder_graph.recording.who import all_of_ours, names_of, outside, willing

ADD = "measure add"


def measure_add(
    situation: Situation, records: Records, name: str, *, kind: str | None = None, on: date | None = None,
    status: str | None = None, purpose: str | None = None, hosts: Sequence[str] = (),
    guests: Sequence[str] = (), attended: Sequence[str] = (), value: float | str | None = None,
    hours: float | str | None = None, about: Sequence[str] = (),
) -> Entry:  # fmt: skip
    """A measure with its hosts and guests; one of that name and day gets what is new of them.

    A new one is planned unless `status` says otherwise. Raises EntryRefused without a name, for a host who is
    none of ours, a guest who objects to contact, and a measure done on a day to come.
    """
    if not name.strip():
        raise EntryRefused(ADD, "a measure without name", "say what it is called")
    if status == "done" and on is not None and on > situation.as_of:
        raise EntryRefused(
            f"measure {name!r}", f"{on} is still to come, so it is not done", "correct --status"
        )
    snapshot = situation.snapshot
    known = _same_measure(records, name, on)
    row = _new(kind) if known is None else {}
    row |= {"kind": kind or row.get("kind"), "status": status or row.get("status")}
    identity = known or id_for("Measure", [name, on.isoformat() if on else ""], snapshot)
    values = {"date": on, "value_per_head": value, "hours_per_head": hours, "purpose": purpose}
    rows: list[tuple[str, Row]] = [("measures", {"id": identity, "name": name, **row, **values})]
    hosting = all_of_ours(situation, hosts, min(on or situation.as_of, situation.as_of))
    people = [
        outside(situation, find_person(situation, one), "a measure is about people outside") for one in about
    ]
    links: list[Row] = [_link("HOSTS", snapshot.id(one), identity) for one in hosting]
    links += [_link("CONCERNS", identity, snapshot.id(one)) for one in dict.fromkeys(people)]
    invited = _invited(situation, guests)
    came = _invited(situation, attended)
    answers = _answers(records, identity)
    for person in dict.fromkeys([*invited, *came]):
        answer = "attended" if person in came else answers.get(snapshot.id(person), "invited")
        links.append({**_link("INVITED_TO", snapshot.id(person), identity), "answer": answer})
    rows += [("relationships", link) for link in links]
    changed = checked(ADD, rows, records, situation.as_of, f"measure {name!r}")
    said = Said("measure_added_on" if on else "measure_added", {"name": name.strip(), "on": on})
    people_said = [
        ("hosts", hosting),
        ("guests", [one for one in invited if one not in came]),
        ("came", came),
    ]
    more = [Said(f"measure_{key}", {"names": names_of(situation, some)}) for key, some in people_said if some]
    return Entry((said, *more), changed)


def _new(kind: str | None) -> dict[str, Any]:
    return {"kind": kind or "other", "status": "planned"}


def _link(kind: str, start: str, end: str) -> dict[str, Any]:
    return {"from": start, "relationship": kind, "to": end}


def _invited(situation: Situation, texts: Sequence[str]) -> list[int]:
    found = []
    for text in texts:
        person = outside(
            situation, find_person(situation, text), "guests come from outside; --host is for us"
        )
        found.append(willing(situation, person, "they may not be invited"))
    return list(dict.fromkeys(found))


def _same_measure(records: Records, name: str, on: date | None) -> str | None:
    """The measure of that name on that day; without a day one that has none, else the only one so called."""
    table = records.node_table("Measure")
    called = table.filter(
        pl.Series([plain_name(one or "") == plain_name(name) for one in table["name"]], dtype=pl.Boolean)
    )
    same = called.filter(pl.col("date").eq_missing(pl.lit(on, pl.Date)))
    if same.is_empty() and on is None and called.height == 1:
        same = called
    return min(same["id"].to_list(), default=None)


def _answers(records: Records, measure: str) -> dict[str, str]:
    ties = records.relationship_table("INVITED_TO").filter(pl.col("end") == measure)
    return dict(ties.select("start", "answer").iter_rows())
