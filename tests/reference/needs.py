"""Who needs how much care at which account (definition 8), and the weights of a finding."""

from collections import defaultdict
from typing import NamedTuple

from .accounts import accounts, external_people, people, tier
from .care import assignments
from .day import Day, Record, nodes, once
from .roles import roles, third_parties


class Need(NamedTuple):
    """How many of ours, a deputy besides, contacts a year, somebody at least as senior."""

    carers: int
    deputy: bool
    contacts: float
    same_level: bool


@once
def objectors(day: Day) -> set[str]:
    """External people who do not wish to be contacted."""
    people_today = nodes(day, "Person")
    return {one for one in external_people(day) if people_today[one].get("contact_allowed") is False}


def rows(day: Day, account: str, person: str) -> list[Record]:
    """The rows of the care table that apply to a person at an account; a row without carers asks nothing."""
    table = day.policy["care"]
    of_tier = table.get(tier(day, account), {})
    held = roles(day).get((account, person), set())
    found = [of_tier.get(role) for role in held & {"decider", "co_decider"}]
    if held & set(table["roles_other"]):
        found.append(of_tier.get("other"))
    if person in third_parties(day)[account] and tier(day, account) in ("A", "B"):
        found.append(table.get("third_party"))
    return [row for row in found if row and row.get("carers", 0) > 0]


def strictest(found: list[Record]) -> Need:
    """Value by value."""
    return Need(
        carers=max(row["carers"] for row in found),
        deputy=any(row.get("deputy", False) for row in found),
        contacts=max(row.get("contacts_per_year", 0) for row in found),
        same_level=any(row.get("same_level", False) for row in found),
    )


@once
def agreed_contacts(day: Day) -> dict[str, float]:
    """Person -> the contacts a year that one of ours has agreed; of several agreements the highest."""
    agreed: dict[str, float] = {}
    for link in assignments(day):
        number = link.record.get("contacts_per_year")
        if number is not None:
            agreed[link.end] = max(number, agreed.get(link.end, 0))
    return agreed


@once
def needs(day: Day) -> dict[tuple[str | None, str], Need]:
    """(account, person) -> the care required; without account where an agreement is all there is."""
    circles = set(roles(day)) | {
        (account, person) for account, some in third_parties(day).items() for person in some
    }
    found: dict[tuple[str | None, str], Need] = {}
    for account, person in circles:
        if person not in objectors(day) and (asked := rows(day, account, person)):
            need = strictest(asked)
            found[account, person] = need._replace(contacts=agreed_contacts(day).get(person, need.contacts))
    asked_by_table = {person for _, person in found}
    for person, number in agreed_contacts(day).items():
        if number > 0 and person not in asked_by_table | objectors(day):
            places: set[str | None] = {*accounts_of(day).get(person, ())} or {None}
            for place in places:
                found[place, person] = Need(1, False, number, False)
    return found


@once
def accounts_of(day: Day) -> dict[str, set[str]]:
    """Person -> the accounts where they work or have a role."""
    found: dict[str, set[str]] = defaultdict(set)
    for account, person in roles(day):
        found[person].add(account)
    for account in accounts(day):
        for person in people(day)[account]:
            found[person].add(account)
    return found


def strongest(held: set[str]) -> str:
    """The severity's word for a set of roles."""
    return "decider" if "decider" in held else "co_decider" if "co_decider" in held else "other"


def role_word(day: Day, account: str | None, person: str) -> str:
    """The severity's word for what a person is to an account."""
    if account is None:
        return "none"
    if (account, person) in roles(day):
        return strongest(roles(day)[account, person])
    return "third_party" if person in third_parties(day)[account] else "none"


def severity(day: Day, kind: str, account: str | None, role: str) -> float:
    weights = day.policy["severity"]
    return float(weights["tier"][tier(day, account)] * weights["role"][role] * weights["kind"][kind])
