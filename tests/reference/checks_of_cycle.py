"""The checks of the cycle: findings without answer, deciders against us, measures for the wrong level."""

from collections.abc import Iterator
from dataclasses import replace

from .accounts import external_people, level, tier
from .day import Day, Record, leading_from, leading_to, nodes, once
from .finding import Reference, about_person
from .main_account import at_main_account, main_account
from .needs import severity
from .roles import known_roles, roles

WEIGHTIEST_FIRST = (
    "decider",
    "co_decider",
    "influencer",
    "champion",
    "blocker",
    "gatekeeper",
    "buyer",
    "user",
    "initiator",
)


def ends_of(day: Day, kind: str, start: str) -> set[str]:
    """What was done stays done: dates of such relationships are not looked at."""
    return {link.end for link in leading_from(day, kind)[start]}


@once
def reports(day: Day) -> dict[str, Record]:
    """The reports up to today, and those without a date."""
    return {
        name: record
        for name, record in day.graph.nodes(data=True)
        if record["label"] == "Report" and (record.get("date") or day.date) <= day.date
    }


@once
def reports_before(day: Day) -> dict[str, set[str]]:
    """Action -> the reports up to today that lead to it; actions of reports to come alone are left out."""
    found = {}
    for action in nodes(day, "Action"):
        leading = {link.start for link in leading_to(day, "LEADS_TO")[action]}
        if not leading or leading & reports(day).keys():
            found[action] = leading & reports(day).keys()
    return found


def is_open(day: Day, action: str) -> bool:
    return bool(nodes(day, "Action")[action].get("status", "open") == "open")


def people_of(day: Day, action: str) -> set[str]:
    """Whom an action is about: whom it names, else whom its reports are about."""
    named = ends_of(day, "CONCERNS", action)
    return named or {one for report in reports_before(day)[action] for one in ends_of(day, "ABOUT", report)}


@once
def measures_ahead(day: Day) -> dict[str, Record]:
    """Planned or approved, from today on or without a date."""
    return {
        name: record
        for name, record in day.graph.nodes(data=True)
        if record["label"] == "Measure"
        and record.get("status") in ("planned", "approved")
        and (record.get("date") or day.date) >= day.date
    }


def guests(day: Day, measure: str) -> set[str]:
    """The invited who have not declined."""
    return {
        link.start
        for link in leading_to(day, "INVITED_TO")[measure]
        if link.record.get("answer") != "declined"
    }


@once
def under_way(day: Day) -> set[str]:
    """About whom an action is open, or a measure lies ahead."""
    found = set[str]()
    for action in reports_before(day):
        found |= people_of(day, action) if is_open(day, action) else set()
    for measure in measures_ahead(day):
        found |= guests(day, measure) | ends_of(day, "CONCERNS", measure)
    return found


def opposed_decider(day: Day) -> Iterator[Reference]:
    """A decider or co-decider with a negative stance in such a role, about whom nothing is under way."""
    against = {
        (role.account, role.person)
        for role in known_roles(day)
        if role.role in ("decider", "co_decider") and role.stance < 0
    }
    for account, person in against:
        if person not in under_way(day):
            yield about_person(day, "opposed-decider", account, person)


def is_answered(day: Day, report: str) -> bool:
    """By an action that is not dropped, or whose effect says why it was."""
    actions = [nodes(day, "Action").get(action) for action in ends_of(day, "LEADS_TO", report)]
    return any(
        action is not None and (action.get("status") != "dropped" or (action.get("effect") or "").strip())
        for action in actions
    )


def open_finding(day: Day) -> Iterator[Reference]:
    """A report with a finding that leads to no action, or an open action past its due date."""
    for report, record in reports(day).items():
        if (record.get("finding") or "").strip() and not is_answered(day, report):
            yield open_since(day, report, ends_of(day, "ABOUT", report))
    for action in reports_before(day):
        due = nodes(day, "Action")[action].get("due")
        if is_open(day, action) and due and due < day.date:
            yield open_since(day, action, people_of(day, action))


def open_since(day: Day, about: str, concerned: set[str]) -> Reference:
    """Of several people the one at the account of the highest tier, then in the weightiest role, then by
    name; about nobody where nobody of theirs is concerned."""
    theirs = concerned & external_people(day)
    if not theirs:
        weight = severity(day, "open-finding", None, "none")
        return Reference("open-finding", None, None, None, None, about, weight)

    def order(person: str) -> tuple[str, int, str, str]:
        account = main_account(day, person)
        held = roles(day).get((account or "", person), set())
        place = min((WEIGHTIEST_FIRST.index(role) for role in held), default=9)
        return tier(day, account), place, str(day.graph.nodes[person].get("name", "")), person

    return replace(at_main_account(day, "open-finding", min(theirs, key=order)), about=about)


def wrong_measure(day: Day) -> Iterator[Reference]:
    """A measure ahead whose kind does not fit the level, over all jobs, of somebody invited."""
    fits = day.policy["measures"]["fits"]
    for measure, record in measures_ahead(day).items():
        for person in guests(day, measure) & external_people(day):
            of_all_jobs = level(day, None, person)
            if record["kind"] in fits and of_all_jobs and of_all_jobs not in fits[record["kind"]]:
                yield replace(at_main_account(day, "wrong-measure", person), about=measure)
