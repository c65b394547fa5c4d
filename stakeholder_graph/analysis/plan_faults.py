"""What a plan may not ask for: care by somebody who is none of ours, or of somebody who objects to
contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.at_home import not_ours
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.model.records import Records

PLANNED = ("CARES_FOR", "INVITED_TO", "HOSTS", "Measure")
"""What a plan may change."""


def is_plan(changed: Records) -> bool:
    """Whether nothing changes but who cares for whom and who is invited to what."""
    kinds = {name for name, count in changed.counts().items() if count}
    return bool(kinds & {"CARES_FOR", "INVITED_TO"}) and kinds <= {*PLANNED}


def refuse_impossible(situation: Situation, changed: Records, existing: Records, place: str) -> None:
    """ImportRefused for the first thing in a plan that cannot be done, with how many there are.

    `situation`: with the plan; `changed`: what the plan adds or changes; `existing`: all without it. What it
    ends may be anybody's, but must be there: records of the past are left alone. O(changes).
    """
    numbers = {identity: number for number, identity in enumerate(situation.snapshot.nodes["id"])}
    faults = [
        *_faults(situation, changed, numbers),
        *_faults_of_care(situation, changed, existing, numbers),
    ]
    if faults:
        what, hint = faults[0]
        more = f" (and {len(faults) - 1} more like this)" if len(faults) > 1 else ""
        raise ImportRefused(place, what + more, hint)


def _faults(situation: Situation, changed: Records, numbers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    objectors, ours = set(situation.objectors["person"]), set(situation.own["person"])
    name = situation.snapshot.name
    for row in _lasting(changed, "CARES_FOR", situation.as_of):
        own, person = numbers[row["start"]], numbers[row["end"]]
        day = max(row["valid_from"] or situation.as_of, situation.as_of)
        if problem := not_ours(situation, own, day):
            what, hint = problem
            yield f"{name(own)} {what} and cannot care for {name(person)}", hint
        if person in objectors:
            hint = "take this row out, or record that contact is allowed again"
            yield f"{name(person)} objects to contact, so nobody may be assigned ({name(own)} is)", hint
        if person in ours:
            hint = "name somebody outside"
            yield f"{name(person)} is one of ours and needs no care by {name(own)}", hint
    ahead = situation.snapshot.kinds["Measure"].filter(
        pl.col("status").is_in(["planned", "approved"])
        & (pl.col("date").is_null() | (pl.col("date") >= situation.as_of))
    )
    measures = set(ahead["id"])
    for row in _lasting(changed, "INVITED_TO", situation.as_of):
        person = numbers[row["start"]]
        if person in objectors and row["end"] in measures and row["answer"] != "declined":
            measure = name(numbers[row["end"]])
            hint = "take this guest out, or record that contact is allowed again"
            yield f"{name(person)} objects to contact and may not be invited to {measure}", hint


def _faults_of_care(
    situation: Situation, changed: Records, existing: Records, numbers: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Care that ends before it begins, that ends and was never there, and two duties of the same two."""
    table, name = changed.relationship_table("CARES_FOR"), situation.snapshot.name

    def pairs(rows: pl.DataFrame) -> Iterator[tuple[dict[str, Any], str]]:
        for row in rows.sort("start", "end", "id").iter_rows(named=True):
            yield row, f"{name(numbers[row['start']])} for {name(numbers[row['end']])}"

    # what is over may stand in the books as it is
    wrong = (pl.col("valid_to") < pl.col("valid_from")) & (pl.col("valid_from") >= situation.as_of)
    for row, pair in pairs(table.filter(wrong)):
        what = f"the care of {pair} ends on {row['valid_to']}, before it begins on {row['valid_from']}"
        yield what, "correct one of the two days"
    known = existing.relationship_table("CARES_FOR").select("start", "end")
    over = (pl.col("valid_to") < situation.as_of) & pl.col("valid_from").is_null()
    for row, pair in pairs(table.filter(over).join(known, on=["start", "end"], how="anti")):
        what = f"care of {pair} ends on {row['valid_to']}, but none is recorded"
        yield what, "correct the name, or give valid_from if there was any"
    care = situation.snapshot.tie("CARES_FOR").select("start", "end", duty=pl.col("duty").fill_null("carer"))
    twice = care.group_by("start", "end").agg(pl.col("duty").n_unique()).filter(pl.col("duty") > 1)
    both = set(twice.select("start", "end").iter_rows())
    for row, pair in pairs(table.unique(["start", "end"], keep="first")):
        if (numbers[row["start"]], numbers[row["end"]]) in both:
            yield f"care of {pair} as carer and as deputy at once", "name somebody else as deputy, or end one"


def _lasting(changed: Records, kind: str, as_of: date) -> Iterator[dict[str, Any]]:
    """What a plan changes of one kind and does not end."""
    table = changed.relationship_table(kind)
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_to") >= as_of)
    yield from table.filter(lasts).sort("start", "end", "id").iter_rows(named=True)
