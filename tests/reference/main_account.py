"""Where a finding stands that is about no account."""

from collections import defaultdict

from .accounts import tier
from .day import Day, once
from .finding import Reference, about_person
from .needs import accounts_of, needs
from .roles import roles


@once
def by_person(day: Day, what: str) -> dict[str, set[str]]:
    """Person -> the accounts where they need care, or have a role."""
    found: dict[str, set[str]] = defaultdict(set)
    for account, person in needs(day) if what == "needs" else roles(day):
        if account is not None:
            found[person].add(account)
    return found


@once
def main_account(day: Day, person: str) -> str | None:
    """Where they need care, else have a role, else work; of several the highest tier, then the name."""
    in_need, with_role = by_person(day, "needs"), by_person(day, "roles")
    places = in_need[person] or with_role[person] or accounts_of(day).get(person, set())

    def order(account: str) -> tuple[str, str, str]:
        return tier(day, account), str(day.graph.nodes[account].get("name", "")), account

    return min(places, key=order, default=None)


def at_main_account(day: Day, kind: str, person: str, carer: str | None = None) -> Reference:
    return about_person(day, kind, main_account(day, person), person, carer)
