"""What breaks when somebody leaves: their ties end, and everything is worked out once more."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from stakeholder_graph.analysis.jobs import once_own
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records
from stakeholder_graph.snapshot import take_snapshot

LASTING = {"Person", "Company", "Organisation", "Opportunity"}
"""Kinds between which ties last; those of contacts, measures, reports and actions are history."""


def lasting_ties() -> list[str]:
    """The types of relationships that end when a person leaves: jobs, offices, roles, care and the like."""
    return [
        name
        for name, kind in ontology().relationships.items()
        if "Person" in {*kind.starts, *kind.ends} and {*kind.starts, *kind.ends} <= LASTING
    ]


def end_ties(records: Records, person: str, last_day: date) -> Records:
    """The same records with everything that lasts of one person (an id) ended on a day.

    Jobs, offices, roles, care and acquaintances, in both directions. What would only begin later is gone.
    Contacts, measures, reports and actions stay: they took place. O(relationships).
    """
    relationships = dict(records.relationships)
    for name in lasting_ties():
        if name in relationships:
            relationships[name] = _ended(relationships[name], person, last_day)
    return Records(dict(records.nodes), relationships)


def _ended(table: pl.DataFrame, person: str, last_day: date) -> pl.DataFrame:
    theirs = (pl.col("start") == person) | (pl.col("end") == person)
    begins_later = theirs & (pl.col("valid_from") > last_day + timedelta(days=1)).fill_null(False)
    earliest = pl.min_horizontal("valid_to", pl.lit(last_day))
    return table.filter(~begins_later).with_columns(
        valid_to=pl.when(theirs).then(earliest).otherwise(pl.col("valid_to"))
    )


def situation_without(situation: Situation, records: Records, person: int) -> Situation:
    """The same day as if a person's last day had been the day before. O(nodes + relationships)."""
    snapshot = situation.snapshot
    last_day = situation.as_of - timedelta(days=1)
    ended = end_ties(records, snapshot.id(person), last_day)
    return Situation(
        take_snapshot(ended, situation.as_of, snapshot.readings), situation.policy, group=situation.group
    )


def refuse_who_has_left(situation: Situation, person: int) -> None:
    """Refuse somebody who has nothing left to end: StakeholderGraphError says since when."""
    snapshot = situation.snapshot
    if person in set(situation.own["person"]):
        return
    jobs = situation.jobs.filter(pl.col("person") == person)
    was_ours = person in set(once_own(snapshot, situation.jobs)["person"])
    ties = ["WORKS_FOR", "HOLDS_OFFICE", "PLAYS_ROLE", *([] if was_ours else ["CARES_FOR"])]
    valid = (
        snapshot.tie(name).filter((pl.col("start") == person) | (pl.col("end") == person)) for name in ties
    )
    if any(table.height for table in valid) or person in set(situation.third_parties["person"]):
        return
    last_day = jobs["valid_to"].max()
    what = (
        f"left on {last_day.isoformat()}"
        if isinstance(last_day, date)
        else "has no job, office or role to end"
    )
    advice = "`gaps` shows whom nobody has taken over since; --as-of looks at an earlier day"
    raise StakeholderGraphError(snapshot.name(person), what, advice)
