"""The checks that ask whether a person is cared for, by how many, and whether the care is alive."""

from collections.abc import Iterator
from datetime import date

from .care import assigned_to, carers, contacts, once_cared_for
from .day import Day
from .finding import Reference, about_person, only_carer
from .needs import needs, role_word


def uncovered_decider(day: Day) -> Iterator[Reference]:
    """A decider or co-decider who needs care and for whom nobody of ours cares, nor ever did."""
    for account, person in needs(day):
        never_cared_for = not carers(day, person) and person not in once_cared_for(day)
        if never_cared_for and role_word(day, account, person) in ("decider", "co_decider"):
            yield about_person(day, "uncovered-decider", account, person)


def uncovered_influencer(day: Day) -> Iterator[Reference]:
    """Any other role, or a relevant third party, that needs care, has none and never had."""
    for account, person in needs(day):
        never_cared_for = not carers(day, person) and person not in once_cared_for(day)
        if never_cared_for and role_word(day, account, person) in ("other", "third_party"):
            yield about_person(day, "uncovered-influencer", account, person)


def lost_carer(day: Day) -> Iterator[Reference]:
    """Needs care, has no carer now, and had one whose care has ended or who has left us."""
    for account, person in needs(day):
        if not carers(day, person) and person in once_cared_for(day):
            yield about_person(day, "lost-carer", account, person)


def single_threaded_person(day: Day) -> Iterator[Reference]:
    """Has a carer, but fewer than the carers and the deputy that are required."""
    for (account, person), need in needs(day).items():
        if 0 < len(carers(day, person)) < need.carers + need.deputy:
            yield about_person(day, "single-threaded-person", account, person, only_carer(day, person))


def stale_care(day: Day) -> Iterator[Reference]:
    """Has carers, and the clock ran over 365 / contacts a year x slack days, or never started."""
    slack = day.policy["stale"]["slack"]
    for (account, person), need in needs(day).items():
        if carers(day, person) and need.contacts > 0:
            start = clock_start(day, person)
            if start is None or (day.date - start).days * need.contacts > 365 * slack:
                yield about_person(day, "stale-care", account, person, only_carer(day, person))


def clock_start(day: Day, person: str) -> date | None:
    """The later of the last contact with any present carer and the start of the assignment of one."""
    present = carers(day, person)
    met = {on for carer in present for on in contacts(day).get((carer, person), ())}
    assigned = {
        link.record["valid_from"]
        for link in assigned_to(day).get(person, ())
        if link.start in present and link.record.get("valid_from")
    }
    return max(met | assigned, default=None)
