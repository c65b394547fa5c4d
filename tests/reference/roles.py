"""Roles at an account, presumed roles and third parties (definitions 6 and 7)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from .accounts import account_of, accounts, external_people, jobs, people
from .day import Day, all_links, ended, links, nodes, once


class Role(NamedTuple):
    """`place` is the account itself or one of its open opportunities; `stance` 0 also where none is known."""

    account: str
    person: str
    role: str
    place: str
    stance: int


@once
def open_opportunities(day: Day) -> dict[str, set[str]]:
    """Account -> its open opportunities."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in links(day, "HAS_OPPORTUNITY"):
        if link.start in account_of(day) and nodes(day, "Opportunity")[link.end].get("is_open") is not False:
            found[account_of(day)[link.start]].add(link.end)
    return found


@once
def recorded_roles(day: Day) -> list[Role]:
    """Every valid role of an external person at an account or an open opportunity of it."""
    accounts_of_place: dict[str, set[str]] = {name: {account} for name, account in account_of(day).items()}
    for account, opportunities in open_opportunities(day).items():
        for opportunity in opportunities:
            accounts_of_place.setdefault(opportunity, set()).add(account)
    return [
        Role(
            account,
            link.start,
            link.record["role"],
            account if link.end in account_of(day) else link.end,
            link.record.get("stance") or 0,
        )
        for link in links(day, "PLAYS_ROLE")
        if link.start in external_people(day)
        for account in accounts_of_place.get(link.end, ())
    ]


@once
def leavers(day: Day) -> set[tuple[str, str]]:
    """(account, person): had a job there, and all jobs there have ended."""
    over: dict[tuple[str, str], bool] = defaultdict(lambda: True)
    for job in all_links(day)["WORKS_FOR"]:
        if job.end in account_of(day):
            over[account_of(day)[job.end], job.start] &= ended(day, job)
    return {pair for pair, all_over in over.items() if all_over}


@once
def known_roles(day: Day) -> list[Role]:
    """The roles that count: a leaver's role counts nowhere any more."""
    return [role for role in recorded_roles(day) if (role.account, role.person) not in leavers(day)]


@once
def presumed_deciders(day: Day) -> set[tuple[str, str]]:
    """(account, person): only where nobody has a role, and by one and the same job there."""
    presume = day.policy["roles"]["presume"]
    if not presume["enabled"]:
        return set()
    with_roles = {role.account for role in known_roles(day)}
    return {
        (account, person)
        for account in accounts(day) - with_roles
        for person in people(day)[account]
        for job in jobs(day)[person]
        if account_of(day).get(job.end) == account
        and any(all(job.record.get(key) == wanted[key] for key in wanted) for wanted in presume["decider"])
    }


@once
def roles(day: Day) -> dict[tuple[str, str], set[str]]:
    """(account, person) -> the roles there, known or presumed."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for role in known_roles(day):
        found[role.account, role.person].add(role.role)
    for account, person in presumed_deciders(day):
        found[account, person].add("decider")
    return dict(found)


@once
def circle(day: Day) -> dict[str, set[str]]:
    """Account -> its own people and its role holders."""
    found = {account: set(people(day)[account]) for account in accounts(day)}
    for account, person in roles(day):
        found[account].add(person)
    return found


@once
def third_parties(day: Day) -> dict[str, set[str]]:
    """Account -> the external people who do not work there and are relevant to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for account, person in (*advisers_and_influencers(day), *acquaintances(day), *officials(day)):
        if person in external_people(day) and person not in people(day)[account]:
            found[account].add(person)
    return found


@once
def accounts_decided_by(day: Day, *wanted: str) -> dict[str, set[str]]:
    """Person -> the accounts at which they have one of these roles."""
    found: dict[str, set[str]] = defaultdict(set)
    for (account, person), held in roles(day).items():
        if held & set(wanted):
            found[person].add(account)
    return found


def advisers_and_influencers(day: Day) -> Iterator[tuple[str, str]]:
    """An INFLUENCES or ADVISES leads from them to the account or to one of its deciders or co-deciders."""
    for link in links(day, "INFLUENCES") + links(day, "ADVISES"):
        if link.end in account_of(day):
            yield account_of(day)[link.end], link.start
        for account in accounts_decided_by(day, "decider", "co_decider").get(link.end, ()):
            yield account, link.start


def acquaintances(day: Day) -> Iterator[tuple[str, str]]:
    """They have a standing and know one of the deciders, or a decider knows them."""
    deciders = accounts_decided_by(day, "decider")
    for link in links(day, "KNOWS"):
        for one, other in ((link.start, link.end), (link.end, link.start)):
            if day.graph.nodes[one].get("standing"):
                yield from ((account, one) for account in deciders.get(other, ()))


def officials(day: Day) -> Iterator[tuple[str, str]]:
    """They hold office or work on level 1 or 2 where it is regulated or a member."""
    bodies = {(link.start, link.end) for link in links(day, "REGULATES")}
    bodies |= {(link.end, link.start) for link in links(day, "MEMBER_OF")}
    seniors = defaultdict(set)
    for office in links(day, "HOLDS_OFFICE"):
        seniors[office.end].add(office.start)
    for job in links(day, "WORKS_FOR"):
        if job.record.get("level") in (1, 2):
            seniors[job.end].add(job.start)
    for body, member in bodies:
        if member in account_of(day):
            yield from ((account_of(day)[member], person) for person in seniors[body])
