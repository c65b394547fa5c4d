"""A distribution of care as the records that it adds and ends: what a plan file holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from stakeholder_graph.analysis.assignment import Distribution
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.records import Records, relationship_schema, relationships_of

CARES = "CARES_FOR"


def plan_records(situation: Situation, distribution: Distribution) -> Records:
    """The assignments that begin on the as-of date, and those that end on the day before, as records.

    What ends is told with all that was recorded of it, so that a repeated import changes nothing. Without
    source and day of recording: whoever imports the plan says where it comes from. O(changes).
    """
    snapshot = situation.snapshot
    begun = [
        {
            "start": snapshot.id(step.own), "end": snapshot.id(step.needed.person), "duty": step.duty,
            "contacts_per_year": step.agreed, "valid_from": situation.as_of,
        }
        for step in distribution.steps
    ]  # fmt: skip
    rows = pl.concat(
        [relationships_of(CARES, begun), relationships_of(CARES, _ended(situation, distribution))]
    )
    return Records({}, {CARES: rows} if rows.height else {})


def _ended(situation: Situation, distribution: Distribution) -> list[dict[str, Any]]:
    """The valid assignments of pairs whose care ends, each with its last day."""
    snapshot, last_day = situation.snapshot, situation.as_of - timedelta(days=1)
    ended = {(own, person, duty) for (own, person), duty in distribution.ended}
    ties = snapshot.tie(CARES).sort("id")
    known = relationship_schema(CARES).keys() - {"start", "end", "source", "recorded_at"}
    found = []
    for row in ties.iter_rows(named=True):
        if (row["start"], row["end"], row["duty"] or "carer") in ended:
            kept = {name: row[name] for name in known}
            ends = {"start": snapshot.id(row["start"]), "end": snapshot.id(row["end"])}
            found.append({**kept, **ends, "valid_to": last_day})
    return found
