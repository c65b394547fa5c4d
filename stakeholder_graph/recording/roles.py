"""Who no longer plays a role at an account or in a deal."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.names import find_person, find_record
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import EntryRefused, UnknownName
from stakeholder_graph.model.records import Records
from stakeholder_graph.recording.entry import Entry, Said

PLACES = ("Company", "Organisation", "Opportunity")


def role_end(
    situation: Situation, records: Records, who: str, where: str, *, role: str | None = None,
    on: date | None = None,
) -> Entry:  # fmt: skip
    """Somebody no longer plays a role at a company, organisation or opportunity; it stays as history.

    `role`: only this one, else all there; `on` is the last day, today where it is not given. Raises
    EntryRefused where no such role is recorded, or one only begins later.
    """
    person, place = find_person(situation, who), _place(situation, where)
    names = {"person": situation.snapshot.name(person), "place": situation.snapshot.name(place)}
    about = f"role of {names['person']} at {names['place']}"
    table = records.relationship_table("PLAYS_ROLE")
    known = table.filter(
        (pl.col("start") == situation.snapshot.id(person)) & (pl.col("end") == situation.snapshot.id(place))
    )
    wanted = known.filter(pl.col("role") == role) if role else known
    if wanted.is_empty():
        listed = ", ".join(sorted(set(known["role"].drop_nulls())))
        raise EntryRefused(about, "no such role is recorded", f"there is: {listed}" if listed else "")
    day = on or situation.as_of
    running = wanted.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    roles = tuple(sorted(set(wanted["role"].drop_nulls())))
    if running.is_empty():
        last: Any = wanted["valid_to"].max()
        return Entry((Said("role_ended", {**names, "roles": roles, "on": last}),))
    late = running.filter(pl.col("valid_from") > day)
    if late.height:
        first: Any = late["valid_from"].max()
        what = f"it begins on {first}, so it cannot end on {day}"
        raise EntryRefused(about, what, "give a later day with --on")
    roles = tuple(sorted(set(running["role"].drop_nulls())))
    ended = Records({}, {"PLAYS_ROLE": running.with_columns(valid_to=pl.lit(day))})
    said = Said("role_ended", {**names, "roles": roles, "on": day})
    return Entry((said,), ended, tuple(running["id"]), day)


def _place(situation: Situation, text: str) -> int:
    """The company, organisation or opportunity that is meant; an id before any name."""
    for label in PLACES:
        table = situation.snapshot.kinds[label]
        if text in table["id"]:
            return int(table.filter(pl.col("id") == text)["number"][0])
    misses: list[UnknownName] = []
    for label in PLACES:
        try:
            return find_record(situation, label, text)
        except UnknownName as miss:
            misses.append(miss)
    raise next((miss for miss in misses if "several" in miss.what), misses[0])
