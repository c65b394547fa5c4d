"""Where a finding stands that is about no account."""

from .accounts import accounts, people, tier
from .day import Day, once
from .finding import Reference, about_person
from .needs import needs
from .roles import roles


@once
def main_account(day: Day, person: str) -> str | None:
    """Where they need care, else have a role, else work; of several the highest tier, then the name."""
    in_need = {account for account, one in needs(day) if one == person and account is not None}
    with_role = {account for account, one in roles(day) if one == person}
    at_work = {account for account in accounts(day) if person in people(day)[account]}

    def order(account: str) -> tuple[str, str, str]:
        return tier(day, account), str(day.graph.nodes[account].get("name", "")), account

    return min(in_need or with_role or at_work, key=order, default=None)


def at_main_account(day: Day, kind: str, person: str, carer: str | None = None) -> Reference:
    return about_person(day, kind, main_account(day, person), person, carer)
