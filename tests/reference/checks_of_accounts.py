"""The checks that look at an account as a whole: unknown roles, people who left, one thread."""

from collections import defaultdict
from collections.abc import Iterator

from .accounts import accounts, level, tier
from .care import carers
from .day import Day, once
from .finding import Reference, about_account
from .needs import needs, severity, strongest
from .roles import Role, circle, known_roles, leavers, open_opportunities, recorded_roles


@once
def missing_roles(day: Day) -> dict[tuple[str, str | None], set[str]]:
    """(account, open opportunity or None) -> the roles asked for in which nobody is known there."""
    rule = day.policy["missing_role"]
    known: dict[str, list[Role]] = defaultdict(list)
    for role in known_roles(day):
        known[role.account].append(role)
    found: dict[tuple[str, str | None], set[str]] = {}
    for account in accounts(day):
        places: set[str | None] = {*open_opportunities(day)[account]}
        if not places and tier(day, account) in rule["tiers_without_opportunity"]:
            places = {None}
        for place in places:
            held = {role.role for role in known[account] if role.place in (account, place)}
            found[account, place] = set(rule["roles"]) - held
    return found


def missing_role(day: Day) -> Iterator[Reference]:
    """An open opportunity, or an A or B account without one, where nobody is known in a role asked for."""
    for (account, opportunity), missing in missing_roles(day).items():
        if missing:
            yield about_account(day, "missing-role", account, about=opportunity)


@once
def left_roles(day: Day) -> dict[tuple[str, str], list[Role]]:
    """(account, person who left it) -> the roles still recorded there."""
    found: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in recorded_roles(day):
        if (role.account, role.person) in leavers(day):
            found[role.account, role.person].append(role)
    return found


def left_contact(day: Day) -> Iterator[Reference]:
    """A person with a role at the account whose jobs there have all ended."""
    for (account, person), left in left_roles(day).items():
        weight = severity(day, "left-contact", account, strongest({role.role for role in left}))
        yield Reference("left-contact", account, person, None, level(day, account, person), None, weight)


def single_threaded_account(day: Day) -> Iterator[Reference]:
    """Two or more need care, and all care runs through one of ours, or reaches one of theirs, or both."""
    for account in accounts(day):
        in_need = {person for person in circle(day)[account] if (account, person) in needs(day)}
        threads = {(carer, person) for person in circle(day)[account] for carer in carers(day, person)}
        ours, theirs = {carer for carer, _ in threads}, {person for _, person in threads}
        if len(in_need) >= 2 and (len(ours) == 1 or len(theirs) == 1):
            one_of_ours = next(iter(ours)) if len(ours) == 1 else None
            yield about_account(day, "single-threaded-account", account, carer=one_of_ours)
