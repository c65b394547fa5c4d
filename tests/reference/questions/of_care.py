"""The questions about care and contacts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations, product
from typing import NamedTuple

from ..accounts import external_people, own_people
from ..day import Day, Record, dated_nodes, once
from .common import (
    Row,
    Rows,
    about,
    assigned,
    carers,
    employers,
    every,
    in_order,
    name,
    names,
    node,
    person_row,
    roles_at,
    staff,
    tiers,
)

PERSON = ("person", "person_id")
CARER = ("carer", "carer_id")


class Contact(NamedTuple):
    """One of ours and one of theirs in one interaction or measure."""

    own: str
    person: str
    record: str
    date: date
    channel: str


def carer_row(day: Day, carer: str) -> Row:
    return {"carer_id": carer, "carer": name(day, carer)}


def by_carer(day: Day, carer: str | None = None) -> Rows:
    found = [
        {
            **carer_row(day, tie.start),
            **person_row(day, tie.end),
            "employers": employers(day, tie.end),
            **{key: tie.get(key) for key in ("duty", "current", "desired", "contacts_per_year")},
            "since": tie.get("valid_from"),
            "tie": tie.id,
        }
        for tie in assigned(day)
        if carer in (None, tie.start)
    ]
    return in_order(found, *CARER, *PERSON, "tie")


@once
def contacts(day: Day) -> set[Contact]:
    """Definition 9 of the model."""
    return {
        Contact(own, person, record, node(day, record)["date"], channel)
        for record, channel, one, other in (*in_interactions(day), *in_measures(day))
        for own, person in ((one, other), (other, one))
        if own in own_people(day) and person in external_people(day)
    }


def in_interactions(day: Day) -> Iterator[tuple[str, str, str, str]]:
    parts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for tie in every(day, "TOOK_PART"):
        parts[tie.end].add((tie.start, tie.get("part")))
    for record, properties in dated_nodes(day, "Interaction").items():
        channel = properties.get("channel", "other")
        most = day.policy["observed"]["max_participants"].get(channel)
        if most is None or len({person for person, _ in parts[record]}) <= most:
            met = {"mail": {"sender", "recipient"}, "event": {"organiser", "participant"}}.get(channel)
            for (one, part), (other, part_of_other) in permutations(parts[record], 2):
                if one != other and (met is None or {part, part_of_other} == met):
                    yield record, channel, one, other


def in_measures(day: Day) -> Iterator[tuple[str, str, str, str]]:
    """Every host with every guest who attended."""
    for measure, properties in dated_nodes(day, "Measure").items():
        if properties.get("status") == "done":
            hosts = [tie.start for tie in every(day, "HOSTS") if tie.end == measure]
            guests = [
                tie.start
                for tie in every(day, "INVITED_TO")
                if tie.end == measure and tie.get("answer") == "attended"
            ]
            yield from ((measure, "event", host, guest) for host, guest in product(hosts, guests))


def recent(day: Day, days: int | None) -> list[Contact]:
    if days is None:
        days = day.policy["observed"]["window_days"]
    return [contact for contact in contacts(day) if contact.date > day.date - timedelta(days=days)]


def contacts_with(day: Day, person: str, days: int | None = None) -> Rows:
    found = [
        {
            "date": contact.date,
            "channel": contact.channel,
            "own_id": contact.own,
            "own": name(day, contact.own),
            "subject": name(day, contact.record),
            "record_id": contact.record,
        }
        for contact in recent(day, days)
        if contact.person == person
    ]
    return in_order(found, "-date", "own", "own_id", "record_id")


def contacts_by_month(day: Day, account: str, days: int | None = None) -> Rows:
    months: dict[str, list[Contact]] = defaultdict(list)
    for contact in recent(day, days):
        if contact.person in staff(day, account):
            months[f"{contact.date:%Y-%m}"].append(contact)
    personal = ("visit", "meeting", "event")
    found = [
        {
            "month": month,
            "contacts": len({contact.record for contact in some}),
            "personal": len({contact.record for contact in some if contact.channel in personal}),
            "people": len({contact.person for contact in some}),
        }
        for month, some in months.items()
    ]
    return in_order(found, "month")


def ended(day: Day) -> Rows:
    """Who had it was ours once; it is over, or they are no longer ours; and nobody of ours has it now."""
    once_ours = {
        job.start
        for job in every(day, "WORKS_FOR")
        if node(day, job.end).get("party") == "own"
        and all(begun(day, part) for part in (job.record, node(day, job.start), node(day, job.end)))
    }
    found = []
    for tie in every(day, "CARES_FOR"):
        left = tie.start not in own_people(day)
        is_over = (tie.get("valid_to") or date.max) < day.date
        if (
            tie.end in external_people(day)
            and not carers(day, tie.end)
            and tie.start in once_ours
            and begun(day, tie.record)
            and (is_over or left)
        ):
            found.append(
                {
                    **person_row(day, tie.end),
                    "employers": employers(day, tie.end),
                    "former_id": tie.start,
                    "former": name(day, tie.start),
                    "since": tie.get("valid_from"),
                    "until": tie.get("valid_to"),
                    "former_left": left,
                    "tie": tie.id,
                }
            )
    return in_order(found, "-until", *PERSON, "former", "former_id", "tie")


def begun(day: Day, record: Record) -> bool:
    return (record.get("valid_from") or date.min) <= day.date


def last_contact(day: Day, account: str) -> Rows:
    found = []
    for person in staff(day, account):
        last = max((contact.date for contact in contacts(day) if contact.person == person), default=None)
        found.append(
            {
                **person_row(day, person),
                "roles": roles_at(day, person, account),
                "carers": names(day, carers(day, person)),
                "last_contact": last,
                "is_known": last is not None,
            }
        )
    return in_order(found, "is_known", "last_contact", *PERSON)


def nobody(day: Day, tier: str | None = None) -> Rows:
    found = [
        {**about(day, one), "value": node(day, one).get("earnings_value"), "people": len(staff(day, one))}
        for one in tiers(day, tier)
        if not any(carers(day, person) for person in staff(day, one))
    ]
    return in_order(found, "tier", "account", "account_id")


def wanted(day: Day) -> Rows:
    found = [
        {
            "missing": tie.get("desired") - tie.get("current"),
            **carer_row(day, tie.start),
            **person_row(day, tie.end),
            **{key: tie.get(key) for key in ("current", "desired", "duty")},
            "tie": tie.id,
        }
        for tie in assigned(day)
        if (tie.get("current") or 9) < (tie.get("desired") or 0)
    ]
    return in_order(found, "-missing", *PERSON, *CARER, "tie")


def workload(day: Day) -> Rows:
    found = []
    for carer in own_people(day):
        care = [tie for tie in assigned(day) if tie.start == carer]
        cared_for = {tie.end for tie in care}
        found.append(
            {
                **carer_row(day, carer),
                "people": len(cared_for),
                "as_deputy": len({tie.end for tie in care if tie.get("duty") == "deputy"}),
                "accounts": sum(1 for one in tiers(day) if staff(day, one) & cared_for),
                "capacity_hours": node(day, carer).get("capacity_hours"),
            }
        )
    return in_order(found, "-people", *CARER)
