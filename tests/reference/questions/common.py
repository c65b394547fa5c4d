"""What several questions need: ties that hold today, names of people, and the order of rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from ..accounts import accounts, external_people, own_companies, own_people, tier
from ..day import Day, Record, nodes, once

Row = dict[str, Any]
Rows = list[Row]


class Tie(NamedTuple):
    """A relationship with its id."""

    id: str
    kind: str
    start: str
    end: str
    record: Record

    def get(self, name: str) -> Any:
        return self.record.get(name)

    def other(self, end: str) -> str:
        return self.end if end == self.start else self.start


def node(day: Day, name: str) -> Record:
    found: Record = day.graph.nodes[name]
    return found


def name(day: Day, one: str | None) -> Any:
    return None if one is None else node(day, one).get("name")


def holds(day: Day, record: Record) -> bool:
    return (record.get("valid_from") or date.min) <= day.date <= (record.get("valid_to") or date.max)


@once
def ties_by_kind(day: Day) -> dict[str, list[Tie]]:
    """Every relationship, whenever it held."""
    found: dict[str, list[Tie]] = {}
    for start, end, key, record in day.graph.edges(keys=True, data=True):
        found.setdefault(record["kind"], []).append(Tie(key, record["kind"], start, end, record))
    return found


def every(day: Day, *kinds: str) -> list[Tie]:
    return [tie for kind in kinds for tie in ties_by_kind(day).get(kind, ())]


@once
def ties(day: Day, *kinds: str) -> list[Tie]:
    """The relationships that hold today, as do both their ends."""
    return [
        tie
        for tie in every(day, *kinds)
        if all(holds(day, one) for one in (tie.record, node(day, tie.start), node(day, tie.end)))
    ]


def of_label(day: Day, label: str) -> list[str]:
    return [one for one, record in day.graph.nodes(data=True) if record["label"] == label]


def is_organisation(day: Day, one: str) -> bool:
    return node(day, one)["label"] in ("Company", "Organisation")


def in_order(rows: Iterable[Row], *columns: str) -> Rows:
    """The rows as Cypher orders them: nothing is larger than anything, and -column runs down."""
    found = list(rows)
    for column in reversed(columns):
        key = column.removeprefix("-")
        found.sort(key=lambda row: (row[key] is None, row[key] or 0), reverse=column != key)
    return found


def names(day: Day, people: Iterable[str]) -> list[str]:
    """The names of people or companies, by name; two of the same name are named once."""
    return list(dict.fromkeys(sorted(name(day, one) for one in set(people))))


def tiers(day: Day, wanted: str | None = None) -> dict[str, str]:
    """Account -> tier; only the accounts of one tier if that is asked for."""
    found = {account: tier(day, account) for account in accounts(day)}
    return {account: its for account, its in found.items() if wanted in (None, its)}


def about(day: Day, account: str) -> Row:
    return {"account_id": account, "account": name(day, account), "tier": tier(day, account)}


def person_row(day: Day, person: str) -> Row:
    return {"person_id": person, "person": name(day, person)}


@once
def jobs_at(day: Day, account: str) -> list[Tie]:
    """The jobs of the external people at an account."""
    return [tie for tie in ties(day, "WORKS_FOR") if tie.end == account and tie.start in external_people(day)]


@once
def staff(day: Day, account: str) -> set[str]:
    return {job.start for job in jobs_at(day, account)}


def level_of(jobs: Iterable[Tie]) -> int | None:
    """The most senior level of these jobs."""
    return min((job.get("level") for job in jobs if job.get("level")), default=None)


def own_level(day: Day, person: str) -> int | None:
    own = own_companies(day)
    return level_of(tie for tie in ties(day, "WORKS_FOR") if tie.start == person and tie.end in own)


@once
def employers(day: Day, person: str) -> list[str]:
    return names(day, (tie.end for tie in ties(day, "WORKS_FOR") if tie.start == person))


@once
def assigned(day: Day) -> list[Tie]:
    """The care of ours for external people."""
    return [
        tie
        for tie in ties(day, "CARES_FOR")
        if tie.start in own_people(day) and tie.end in external_people(day)
    ]


@once
def carers(day: Day, person: str) -> set[str]:
    """Who of ours is assigned to a person."""
    return {tie.start for tie in ties(day, "CARES_FOR") if tie.end == person and tie.start in own_people(day)}


def is_cared_for(day: Day, people: Iterable[str]) -> int:
    return sum(1 for person in set(people) if carers(day, person))


def roles_at(day: Day, person: str, account: str) -> list[str]:
    """The roles at the account itself, not those at its opportunities."""
    return sorted(
        {tie.get("role") for tie in ties(day, "PLAYS_ROLE") if (tie.start, tie.end) == (person, account)}
    )


@once
def open_opportunities(day: Day, account: str) -> set[str]:
    found = {tie.end for tie in ties(day, "HAS_OPPORTUNITY") if tie.start == account}
    return {one for one in found if node(day, one).get("is_open") is not False}


def has_left(day: Day, person: str, account: str) -> bool:
    """They had a job there, and every one of them is over."""
    jobs = [tie.record for tie in every(day, "WORKS_FOR") if (tie.start, tie.end) == (person, account)]
    return bool(jobs) and all(
        (job.get("valid_from") or date.min) <= day.date and (job.get("valid_to") or date.max) < day.date
        for job in jobs
    )


@once
def roles(day: Day, account: str) -> list[tuple[Tie, str | None]]:
    """Every role of an external person at an account, or at the open opportunity that is named with it."""
    return [
        (tie, None if tie.end == account else tie.end)
        for tie in ties(day, "PLAYS_ROLE")
        if tie.end in {account} | open_opportunities(day, account)
        and tie.start in external_people(day)
        and not has_left(day, tie.start, account)
    ]


def deciders(day: Day, account: str, *wanted: str) -> set[str]:
    return {tie.start for tie, _ in roles(day, account) if tie.get("role") in wanted}


def people_today(day: Day) -> dict[str, Record]:
    return nodes(day, "Person")
