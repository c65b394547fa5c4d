"""The checks that ask whether the levels of both sides meet (definition 11)."""

from collections import defaultdict
from collections.abc import Iterator

from .accounts import accounts, level, own_level, people
from .care import carers
from .day import Day, once
from .finding import Reference, about_account, about_person, only_carer
from .needs import needs


def level_mismatch(day: Day) -> Iterator[Reference]:
    """Same level required, a carer's level is known, and nobody of known level is senior enough."""
    tolerance = day.policy["levels"]["tolerance"]
    for (account, person), need in needs(day).items():
        theirs = level(day, account, person)
        known = [ours for carer in carers(day, person) if (ours := own_level(day, carer)) is not None]
        if need.same_level and theirs is not None and known and min(known) > theirs + tolerance:
            yield about_person(day, "level-mismatch", account, person, only_carer(day, person))


@once
def rungs(day: Day) -> dict[tuple[str, int], set[str]]:
    """(account, level) -> the account's own people on it who need care with same level."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for (account, person), need in needs(day).items():
        if account is not None and need.same_level and person in people(day)[account]:
            on = level(day, account, person)
            if on is not None:
                found[account, on].add(person)
    return found


@once
def paired_rungs(day: Day) -> set[tuple[str, int]]:
    """(account, level): somebody of ours on that very level cares for somebody of theirs on it."""
    return {
        (account, ours)
        for account in accounts(day)
        for person in people(day)[account]
        for carer in carers(day, person)
        if (ours := own_level(day, carer)) is not None and ours == level(day, account, person)
    }


def missing_rung(day: Day) -> Iterator[Reference]:
    """A rung that is not paired."""
    for account, on in rungs(day).keys() - paired_rungs(day):
        yield about_account(day, "missing-rung", account, rung=on)
