"""Everything that a carer wants to know of one person, gathered in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.analysis.person_records import actions_about, contacts_with, named, reports_about
from stakeholder_graph.analysis.places import account_named, accounts_of
from stakeholder_graph.analysis.situation import Situation

if TYPE_CHECKING:
    from stakeholder_graph.gaps.finding import Finding

Row = dict[str, Any]
PROFILE = ("language", "preferred_channel", "topics", "avoid", "profile_updated")
REACH = ("email", "phone")


@dataclass(frozen=True)
class PersonFile:
    """One person: who they are, jobs and offices, roles, care, contacts, reports, and their gaps.

    Each part but the first is a list of rows with plain values; dates are dates. Of somebody who objects to
    contact, mail address, phone and preferred channel are left out.
    """

    person: Row
    employment: tuple[Row, ...]
    roles: tuple[Row, ...]
    care: tuple[Row, ...]
    contacts: tuple[Row, ...]
    reports: tuple[Row, ...]
    actions: tuple[Row, ...]
    gaps: tuple[Finding, ...] = ()

    def as_dict(self, language: str = "en") -> Row:
        """The JSON shape of `person --format json`."""
        return {
            "person": _plain(self.person), "employment": _plain(self.employment), "roles": _plain(self.roles),
            "care": _plain(self.care), "contacts": _plain(self.contacts), "reports": _plain(self.reports),
            "actions": _plain(self.actions), "gaps": [gap.as_dict(language) for gap in self.gaps],
        }  # fmt: skip


def person_file(situation: Situation, person: int, gaps: Sequence[Finding] = ()) -> PersonFile:
    """All that the records say of a person (a number) on the as-of date; what has ended, marked as past.

    O(relationships), and little of that for one person.
    """
    ours = person in set(situation.own["person"])
    contacts = contacts_with(situation, person, ours=ours)
    return PersonFile(
        _person(situation, person, ours), tuple(_employment(situation, person)),
        tuple(_roles(situation, person)), tuple(_care(situation, person, ours)), tuple(contacts),
        tuple(reports_about(situation, person)), tuple(actions_about(situation, person)), tuple(gaps),
    )  # fmt: skip


def _plain(value: Any) -> Any:
    """The same with dates as ISO text and tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _person(situation: Situation, person: int, ours: bool) -> Row:
    row = situation.snapshot.kinds["Person"].filter(pl.col("number") == person).row(0, named=True)
    objects = not ours and row["contact_allowed"] is False
    table, column = (situation.own, "level") if ours else (situation.levels, "any_level")
    level = table.filter(pl.col("person") == person)[column].to_list()
    hidden = {*REACH, "preferred_channel"} if objects else set()
    told = {name: None if name in hidden else row[name] for name in (*REACH, *PROFILE)}
    places = accounts_of(situation, [person]).get(person, ())
    return {
        **named(situation, person), "side": "ours" if ours else "theirs",
        "level": level[0] if level else None,
        "standing": row["standing"].split(";") if row["standing"] else [],
        "accounts": [account_named(situation, account) for account in places],
        **told, "capacity_hours": _whole(row["capacity_hours"]), "contact_allowed": not objects,
        "objected_on": row["objected_on"],
    }  # fmt: skip


def _whole(hours: float | None) -> float | int | None:
    return int(hours) if hours is not None and hours.is_integer() else hours


def _employment(situation: Situation, person: int) -> list[Row]:
    """Jobs and offices, present ones first, then the latest."""
    jobs = situation.jobs.filter(pl.col("person") == person)
    found = [
        {
            "organisation": named(situation, row["employer"]), "job_title": row["job_title"],
            "department": row["department"], "function": row["function"], "level": row["level"],
            "level_source": row["level_source"], "office": None, "since": row["valid_from"],
            "until": row["valid_to"], "state": row["state"],
        }
        for row in jobs.iter_rows(named=True)
    ]  # fmt: skip
    offices = situation.snapshot.tie("HOLDS_OFFICE", "all").filter(pl.col("start") == person)
    found += [
        {
            "organisation": named(situation, row["end"]), "job_title": None, "department": None,
            "function": None, "level": None, "level_source": None, "office": row["office"],
            "since": row["valid_from"], "until": row["valid_to"], "state": row["state"],
        }
        for row in offices.iter_rows(named=True)
    ]  # fmt: skip
    return sorted(found, key=_present_first)


def _present_first(row: Row) -> tuple[Any, ...]:
    place = {"valid": 0, "future": 1}.get(row["state"], 2)
    started = row["since"] or date.min
    return (place, row.get("office") is not None, row.get("level") or 9, -started.toordinal())


def _roles(situation: Situation, person: int) -> list[Row]:
    """Roles that hold today at accounts and opportunities, presumed ones marked; a leaver's too."""
    ties = situation.snapshot.ties["PLAYS_ROLE"].select("influence", "stance", tie="id", since="valid_from")
    left = set(situation.left.filter(pl.col("person") == person)["account"])
    both = pl.concat([situation.played, situation.roles.filter("presumed")]).filter(
        pl.col("person") == person
    )
    rows = both.join(ties, on="tie", how="left", maintain_order="left").sort(
        "account", "opportunity", "role", nulls_last=False
    )
    return [
        {
            "role": row["role"], "presumed": row["presumed"],
            "account": account_named(situation, row["account"]),
            "about": None if row["opportunity"] is None else named(situation, row["opportunity"]),
            "influence": row["influence"], "stance": row["stance"], "since": row["since"],
            "left": row["account"] in left,
        }
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip


def _care(situation: Situation, person: int, ours: bool) -> list[Row]:
    """Who cares for them (of ours: for whom they care), assigned or seen from contacts; then the past."""
    mine, other = ("own", "person") if ours else ("person", "own")
    window = int(situation.policy.get("observed.window_days"))
    since = pl.lit(situation.as_of - timedelta(days=window))
    recent = situation.contacts.filter((pl.col(mine) == person) & (pl.col("date") > since))
    counted = dict(recent.group_by(other).agg(pl.len()).iter_rows())
    ties = situation.snapshot.ties["CARES_FOR"].select("current", "desired", "contacts_per_year", tie="id")
    care = situation.all_care.filter((pl.col(mine) == person) & (pl.col("assigned") | pl.col("counts")))
    rows = care.join(ties, on="tie", how="left").rows(named=True)
    found = [
        {
            "own": named(situation, row["own"]), "external": named(situation, row["person"]),
            "duty": row["duty"], "assigned": row["assigned"], "observed": row["observed"],
            "since": row["since"], "until": None, "state": "valid", "last_contact": row["last_contact"],
            "contacts_in_window": counted.get(row[other], 0), "current": row["current"],
            "desired": row["desired"], "contacts_per_year": row["contacts_per_year"],
        }
        for row in rows
    ]  # fmt: skip
    found.sort(key=lambda row: (row["duty"] or "x", row["external" if ours else "own"]["name"]))
    objectors = {situation.snapshot.id(one) for one in situation.objectors["person"]}
    listed = [*found, *_past_care(situation, person, mine)]
    return [{**row, "objected": row["external"]["id"] in objectors} for row in listed]


def _past_care(situation: Situation, person: int, mine: str) -> list[Row]:
    ties = situation.snapshot.ties["CARES_FOR"].select("duty", tie="id")
    former = situation.former.filter(pl.col(mine) == person).join(ties, on="tie", how="left")
    rows = former.sort("until", "tie", descending=[True, False], nulls_last=True).rows(named=True)
    return [
        {
            "own": named(situation, row["own"]), "external": named(situation, row["person"]),
            "duty": row["duty"], "assigned": True, "observed": False, "since": row["since"],
            "until": row["until"], "state": "past", "last_contact": None, "contacts_in_window": 0,
            "current": None, "desired": None, "contacts_per_year": None,
        }
        for row in rows
    ]  # fmt: skip
