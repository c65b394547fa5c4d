"""What a plan may not ask for: care by somebody who is none of ours, or of somebody who objects to
contact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.at_home import not_ours
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.model.records import Records

OTHERS = "name somebody who works for us"
PLANNED = ("CARES_FOR", "INVITED_TO", "HOSTS", "Measure")
"""What a plan may change."""


def is_plan(changed: Records) -> bool:
    """Whether nothing changes but who cares for whom and who is invited to what."""
    kinds = {name for name, count in changed.counts().items() if count}
    return bool(kinds & {"CARES_FOR", "INVITED_TO"}) and kinds <= {*PLANNED}


def refuse_impossible(situation: Situation, changed: Records, place: str) -> None:
    """ImportRefused for the first thing in a plan that cannot be done, with how many there are.

    `situation`: with the plan; `changed`: what the plan adds or changes. What it ends may be anybody's:
    records of the past are left alone. O(changes).
    """
    faults = list(_faults(situation, changed))
    if faults:
        what, hint = faults[0]
        more = f" (and {len(faults) - 1} more like this)" if len(faults) > 1 else ""
        raise ImportRefused(place, what + more, hint)


def _faults(situation: Situation, changed: Records) -> Iterator[tuple[str, str]]:
    nodes = situation.snapshot.nodes
    numbers = {identity: number for number, identity in enumerate(nodes["id"])}
    objectors, ours = set(situation.objectors["person"]), set(situation.own["person"])
    name = situation.snapshot.name
    for row in _reversed(changed, situation.as_of):
        pair = f"{name(numbers[row['start']])} for {name(numbers[row['end']])}"
        what = f"the care of {pair} ends on {row['valid_to']}, before it begins on {row['valid_from']}"
        yield what, "correct one of the two days"
    for row in _lasting(changed, "CARES_FOR", situation.as_of):
        own, person = numbers[row["start"]], numbers[row["end"]]
        day = max(row["valid_from"] or situation.as_of, situation.as_of)
        problem = not_ours(situation, own, day)
        if problem:
            yield f"{name(own)} {problem} and cannot care for {name(person)}", OTHERS
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


def _reversed(changed: Records, as_of: date) -> Iterator[dict[str, Any]]:
    """Assignments yet to begin that would end before; what is over may stand in the books as it is."""
    table = changed.relationship_table("CARES_FOR")
    wrong = (pl.col("valid_to") < pl.col("valid_from")) & (pl.col("valid_from") >= as_of)
    yield from table.filter(wrong).sort("start", "end", "id").iter_rows(named=True)


def _lasting(changed: Records, kind: str, as_of: date) -> Iterator[dict[str, Any]]:
    """What a plan changes of one kind and does not end."""
    table = changed.relationship_table(kind)
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_to") >= as_of)
    yield from table.filter(lasts).sort("start", "end", "id").iter_rows(named=True)
