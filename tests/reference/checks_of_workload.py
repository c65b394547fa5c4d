"""The checks that ask where the hours go: too many for one of ours, for one of theirs, or unasked."""

from collections import defaultdict
from collections.abc import Iterator

from .accounts import accounts, own_people, people, tier
from .care import assigned_to, contacts, is_observed_care
from .checks_of_care import days_of_contact
from .day import Day, nodes, once
from .finding import Reference, about_person
from .main_account import at_main_account
from .needs import accounts_of, agreed_contacts, needs, objectors, severity
from .roles import roles


@once
def required_contacts(day: Day) -> dict[str, float]:
    """Person -> the contacts a year that are required, wherever most are."""
    found: dict[str, float] = {}
    for (_, person), need in needs(day).items():
        found[person] = max(need.contacts, found.get(person, 0))
    return found


@once
def contacts_to_make(day: Day) -> dict[tuple[str, str], float]:
    """(one of ours, one of theirs) -> the contacts a year that they carry.

    An agreed number is carried by who agreed it (the highest, of several); else the carers share what is
    required, wherever most is; deputies carry none.
    """
    required = required_contacts(day)
    found: dict[tuple[str, str], float] = {}
    for person, links in assigned_to(day).items():
        number = agreed_contacts(day).get(person)
        bearers = {link.start for link in links if link.record.get("contacts_per_year") == number}
        if number is None:
            number = required.get(person, 0)
            bearers = {link.start for link in links if link.record.get("duty", "carer") == "carer"}
        found |= {(ours, person): number / len(bearers) for ours in bearers}
    return found


def overloaded_carer(day: Day) -> Iterator[Reference]:
    """The hours of the contacts to make are above the capacity."""
    effort = day.policy["effort"]
    hours: dict[str, float] = defaultdict(float)
    for (ours, _), number in contacts_to_make(day).items():
        hours[ours] += number * effort["planned_hours_per_contact"]
    weight = severity(day, "overloaded-carer", None, "none")
    for ours in own_people(day):
        capacity = nodes(day, "Person")[ours].get("capacity_hours", effort["default_capacity_hours"])
        if hours[ours] > capacity + 1e-9:
            yield Reference("overloaded-carer", None, None, ours, None, None, weight)


def over_cared(day: Day) -> Iterator[Reference]:
    """Too many days of contact with one of an account's people who has no role or is only at C accounts."""
    limit = day.policy["stale"]["over_care_contacts"]
    with_role = {person for _, person in roles(day)}
    for account in accounts(day):
        for person in people(day)[account] - objectors(day):
            required = required_contacts(day).get(person, 0)
            only_c = all(tier(day, place) == "C" for place in accounts_of(day)[person])
            often = len(days_of_contact(day)[person]) > max(limit, required)
            if often and (only_c or person not in with_role):
                yield about_person(day, "over-cared", account, person)


def unassigned_care(day: Day) -> Iterator[Reference]:
    """Observed care for one of an account's people, or one who needs care, assigned to nobody."""
    observers: dict[str, set[str]] = defaultdict(set)
    for ours, theirs in contacts(day):
        if is_observed_care(day, (ours, theirs)):
            observers[theirs].add(ours)
    of_accounts = {person for account in accounts(day) for person in people(day)[account]}
    wanted = (of_accounts | {person for _, person in needs(day)}) - objectors(day)
    for person, seen in observers.items():
        if person in wanted and not assigned_to(day).get(person):
            yield at_main_account(day, "unassigned-care", person, min(seen) if len(seen) == 1 else None)
