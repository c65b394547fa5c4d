"""One cause, one finding: which finding stands for which other."""

from collections.abc import Iterable
from dataclasses import replace

from .checks_of_accounts import left_roles, missing_roles
from .checks_of_levels import rungs
from .day import Day
from .finding import Reference

NOT_MET = ("uncovered-decider", "uncovered-influencer", "lost-carer", "level-mismatch")
PART_OF_PERSONS = {
    "under-cared": ("stale-care",),
    "unreported-care": ("stale-care",),
    "missing-profile": ("uncovered-decider", "lost-carer"),
    "unassigned-care": ("over-cared",),
}


def replaced(day: Day, findings: list[Reference]) -> list[Reference]:
    """The same findings; those that have another one's cause say which."""
    of_account: dict[str | None, list[Reference]] = {}
    over_cared: dict[str | None, list[Reference]] = {}
    for finding in findings:
        if finding.kind == "over-cared":
            over_cared.setdefault(finding.person, []).append(finding)
    for finding in findings:
        of_account.setdefault(finding.account, []).append(finding)
    return [
        replace(finding, replaced_by=standing_in.identity) if standing_in else finding
        for finding in findings
        for standing_in in [
            stands_for(day, finding, of_account[finding.account] + over_cared.get(finding.person, []))
        ]
    ]


def stands_for(day: Day, finding: Reference, others: list[Reference]) -> Reference | None:
    """The finding of the same account that replaces this one."""
    left = [other for other in others if other.kind == "left-contact"]
    if finding.kind != "left-contact" and finding.person is not None:
        for other in left:
            if other.person == finding.person:
                return other
    if finding.kind in PART_OF_PERSONS and finding.person is not None:
        wholes = PART_OF_PERSONS[finding.kind]
        causes = [other for other in others if other.kind in wholes and other.person == finding.person]
        return min(causes, key=lambda other: place(day, other)) if causes else None
    match finding.kind:
        case "single-threaded-person" if finding.carer is not None:
            same = (other for other in others if other.kind == "single-threaded-account")
            return next((other for other in same if other.carer == finding.carer), None)
        case "missing-rung":
            return for_the_rung(day, finding, others)
        case "missing-role":
            return for_the_roles(day, finding, left)
    return None


def place(day: Day, finding: Reference) -> tuple[float, str, str]:
    """The order of the list among findings about one person: severity, then the account."""
    account = str(finding.account)
    name = str(day.graph.nodes[account].get("name", "")) if finding.account else ""
    return -finding.severity, name, account


def for_the_rung(day: Day, finding: Reference, others: list[Reference]) -> Reference | None:
    """When everybody who makes the rung is uncovered, lost or level-mismatched: the first of those."""
    assert finding.account is not None and finding.level is not None
    makers = rungs(day)[finding.account, finding.level]
    causes = [other for other in others if other.kind in NOT_MET and other.person in makers]
    return first(day, causes) if {cause.person for cause in causes} == makers else None


def for_the_roles(day: Day, finding: Reference, left: list[Reference]) -> Reference | None:
    """When every missing role is still recorded there for somebody who left: the first of these findings."""
    assert finding.account is not None
    missing = missing_roles(day)[finding.account, finding.about]
    causes, explained = [], set()
    for other in left:
        there = left_roles(day)[finding.account, str(other.person)]
        held = {role.role for role in there if role.place in (finding.account, finding.about)}
        if held & missing:
            causes.append(other)
            explained |= held & missing
    return first(day, causes) if explained == missing else None


def first(day: Day, findings: Iterable[Reference]) -> Reference:
    """The order of the list: severity, then the person's name, then the id."""

    def order(finding: Reference) -> tuple[float, str, str]:
        person = str(finding.person)
        return -finding.severity, str(day.graph.nodes[person].get("name", "")), person

    return min(findings, key=order)
