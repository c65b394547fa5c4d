"""Who of ours cares for whom from now on, and who no longer does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from stakeholder_graph.analysis.names import find_person
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import EntryRefused
from stakeholder_graph.model.records import Records
from stakeholder_graph.recording.entry import Entry, Row, Said, checked
from stakeholder_graph.recording.who import one_of_ours, outside, willing

SET, END = "care set", "care end"
DUTIES = ("carer", "deputy")


def care_set(
    situation: Situation, records: Records, ours: str, theirs: str, *, duty: str | None = None,
    since: date | None = None, contacts: int | str | None = None, current: int | str | None = None,
    desired: int | str | None = None, note: str | None = None,
) -> Entry:  # fmt: skip
    """One of ours cares for somebody from a day on; care that is there already is changed in what is given.

    `since` is today where a new assignment begins. Another duty of the same two ends the day before. Raises
    EntryRefused where it cannot be: who has left us, who is one of ours, who objects, two starts.
    """
    day = max(since or situation.as_of, situation.as_of)
    own = one_of_ours(situation, ours, day)
    person = willing(
        situation,
        outside(situation, find_person(situation, theirs), "care is for people outside"),
        "nobody of ours may be set to care",
    )
    names = {"own": situation.snapshot.name(own), "person": situation.snapshot.name(person)}
    known = _between(situation, records, own, person)
    present = known.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= situation.as_of))
    wanted = duty or (present["duty"][0] if present.height else DUTIES[0])
    given = {"contacts_per_year": contacts, "current": current, "desired": desired, "note": note}
    same = present.filter(pl.col("duty") == wanted)
    if same.height:
        row = _same_start(same, since, names)
        key = f"care_{wanted}" + ("_since" if row["valid_from"] else "")
        said, rows = [Said(key, {**names, "since": row["valid_from"]})], [_row(row, given)]
    else:
        begins = since or situation.as_of
        _refuse_second_start(known, wanted, begins, names)
        said = [Said(f"care_{wanted}_since", {**names, "since": begins})]
        pair = {"start": situation.snapshot.id(own), "end": situation.snapshot.id(person)}
        rows, before = _begun({**pair, "duty": wanted, "valid_from": begins}, present, given)
        said += before
    about = f"care of {names['own']} for {names['person']}"
    changed = checked(SET, [("relationships", row) for row in rows], records, situation.as_of, about)
    agreed = [Said("care_agreed", {"contacts": contacts})] if contacts is not None else []
    return Entry((*said, *agreed), changed)


def _begun(new: Row, present: pl.DataFrame, given: Row) -> tuple[list[Row], list[Said]]:
    """A new assignment; one of another duty ends the day before, or was wrong if it begins no earlier."""
    begins: date = new["valid_from"]
    others = present.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= begins))
    no_earlier = others.filter(pl.col("valid_from") >= begins)
    if no_earlier.height:
        return [_row({**new, "id": no_earlier["id"][0]}, given)], []
    last = begins - timedelta(days=1)
    rows = [_row(new, given), *(_row(other, {"valid_to": last}) for other in others.iter_rows(named=True))]
    return rows, [Said(f"care_before_{duty}", {"on": last}) for duty in others["duty"].head(1)]


def care_end(
    situation: Situation, records: Records, ours: str, theirs: str, *, on: date | None = None
) -> Entry:
    """One of ours no longer cares for somebody; `on` is the last day, today where it is not given.

    What was kept is history, not lost. Raises EntryRefused where there is no such care, or it starts later.
    """
    snapshot = situation.snapshot
    own, person = find_person(situation, ours), find_person(situation, theirs)
    names = {"own": snapshot.name(own), "person": snapshot.name(person)}
    about = f"care of {names['own']} for {names['person']}"
    all_care = _between(situation, records, own, person)
    if all_care.is_empty():
        raise EntryRefused(about, "no such care is recorded", _who_does(situation, person))
    day = on or situation.as_of
    running = all_care.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    if running.is_empty():
        last: Any = all_care["valid_to"].max()
        if on is not None and last < on:
            raise EntryRefused(
                about, f"it has ended on {last} already", "nothing to do; care set begins it again"
            )
        return Entry((Said("care_ended", {**names, "on": last}),))
    begun = running.filter(pl.col("valid_from").is_null() | (pl.col("valid_from") <= day))
    if begun.height < running.height:
        first: Any = running["valid_from"].max()
        raise EntryRefused(
            about, f"it begins on {first}, so it cannot end on {day}", "give a later day with --on"
        )
    ended = Records({}, {"CARES_FOR": running.with_columns(valid_to=pl.lit(day))})
    return Entry((Said("care_ended", {**names, "on": day}),), ended, tuple(running["id"]), day)


def _between(situation: Situation, records: Records, own: int, person: int) -> pl.DataFrame:
    """All assignments of these two, the present ones of a carer first."""
    ids = situation.snapshot.id(own), situation.snapshot.id(person)
    table = records.relationship_table("CARES_FOR")
    both = table.filter((pl.col("start") == ids[0]) & (pl.col("end") == ids[1]))
    return both.sort("duty", "valid_from", "id", nulls_last=False)


def _same_start(same: pl.DataFrame, since: date | None, names: dict[str, str]) -> Row:
    row = same.row(0, named=True)
    if since is not None and row["valid_from"] != since:
        begun = f"since {row['valid_from']}" if row["valid_from"] else "without a first day"
        what = f"this care is recorded already, {begun}"
        raise EntryRefused(
            f"care of {names['own']} for {names['person']}",
            what,
            "leave --since out, or end it first with care end",
        )
    return row


def _refuse_second_start(known: pl.DataFrame, duty: str, begins: date, names: dict[str, str]) -> None:
    """Two assignments of one start would be one and the same, of which one had ended."""
    twice = known.filter((pl.col("duty") == duty) & (pl.col("valid_from") == begins))
    if twice.height:
        what = f"the care that began on {begins} has ended on {twice['valid_to'][0]}"
        raise EntryRefused(
            f"care of {names['own']} for {names['person']}", what, "give another first day with --since"
        )


def _row(known: Row, given: Row) -> Row:
    """A row of relationships.csv: which assignment it is, and what is to stand there."""
    ends = {"from": known["start"], "relationship": "CARES_FOR", "to": known["end"]}
    which = {"id": known.get("id"), "duty": known["duty"], "valid_from": known["valid_from"]}
    return {**ends, **which, **given}


def _who_does(situation: Situation, person: int) -> str:
    carers = situation.care.filter(pl.col("person") == person)["own"].to_list()
    names = ", ".join(situation.snapshot.name(own) for own in carers)
    return f"cared for by {names}" if names else "nobody of ours cares for them"
