"""The questions about measures, reports, actions and opportunities."""

from datetime import timedelta

from ..accounts import external_people
from ..day import Day, nodes
from .common import (
    Rows,
    about,
    every,
    in_order,
    name,
    names,
    node,
    of_label,
    open_opportunities,
    person_row,
    staff,
    tiers,
    ties,
)

SCORES = (
    "sympathy",
    "trust",
    "competence",
    "competitor_resistance",
    "loyalty",
    "price_tolerance",
    "negotiation_climate",
    "result",
    "finding",
)


def starts(day: Day, kind: str, end: str) -> list[str]:
    """The names of all with such a tie to the one: what was done stays done."""
    return names(day, (tie.start for tie in every(day, kind) if tie.end == end))


def actions(day: Day) -> Rows:
    """One row a report that it follows from; what follows only from reports to come is none yet."""
    found = []
    for action in of_label(day, "Action"):
        reports = [tie.start for tie in every(day, "LEADS_TO") if tie.end == action]
        known = [one for one in reports if (node(day, one).get("date") or day.date) <= day.date]
        concerned = [tie.end for tie in every(day, "CONCERNS") if tie.start == action]
        due = node(day, action).get("due")
        if node(day, action).get("status", "open") == "open":
            found += [
                {
                    "due": due,
                    "overdue": due is not None and due < day.date,
                    "action_id": action,
                    "action": name(day, action),
                    "responsible": starts(day, "RESPONSIBLE_FOR", action),
                    "about": names(day, concerned),
                    "report_id": report,
                    "report_date": node(day, report).get("date") if report else None,
                }
                for report in (known if reports else [None])
            ]
    return in_order(found, "due", "action", "action_id", "report_id")


def invitations(day: Day, person: str) -> Rows:
    found = [
        {
            "date": node(day, tie.end).get("date"),
            "measure_id": tie.end,
            "measure": name(day, tie.end),
            "kind": node(day, tie.end).get("kind"),
            "status": node(day, tie.end).get("status"),
            "answer": tie.get("answer"),
            "hosts": starts(day, "HOSTS", tie.end),
        }
        for tie in every(day, "INVITED_TO")
        if tie.start == person
    ]
    return in_order(found, "-date", "measure", "measure_id")


def measures(day: Day) -> Rows:
    found = []
    for measure, record in nodes(day, "Measure").items():
        if record.get("status") in ("planned", "approved") and (record.get("date") or day.date) >= day.date:
            coming = [
                tie.start
                for tie in every(day, "INVITED_TO")
                if tie.end == measure and tie.get("answer") != "declined"
            ]
            found.append(
                {
                    "measure_id": measure,
                    "measure": name(day, measure),
                    **{key: record.get(key) for key in ("kind", "date", "status", "purpose")},
                    "hosts": starts(day, "HOSTS", measure),
                    "guests": names(day, coming),
                }
            )
    return in_order(found, "date", "measure", "measure_id")


def opportunities(day: Day, account: str | None = None) -> Rows:
    found = [
        {
            **about(day, one),
            "opportunity_id": opportunity,
            "opportunity": name(day, opportunity),
            **{key: node(day, opportunity).get(key) for key in ("stage", "amount", "currency", "close_date")},
            "roles": sorted_roles(day, opportunity),
        }
        for one in tiers(day)
        if account in (None, one)
        for opportunity in open_opportunities(day, one)
    ]
    return in_order(found, "close_date", "account", "account_id", "opportunity", "opportunity_id")


def sorted_roles(day: Day, opportunity: str) -> list[str]:
    held = [
        {**person_row(day, tie.start), "role": tie.get("role")}
        for tie in ties(day, "PLAYS_ROLE")
        if tie.end == opportunity and tie.start in external_people(day)
    ]
    return [f"{row['person']}: {row['role']}" for row in in_order(held, "person", "person_id", "role")]


def reports(day: Day, account: str, days: int = 365) -> Rows:
    there = staff(day, account)
    since = day.date - timedelta(days=days)
    found = []
    for tie in every(day, "ABOUT"):
        record = node(day, tie.start)
        if tie.end in there and record.get("date") and since < record["date"] <= day.date:
            found.append(
                {
                    "date": record["date"],
                    "report_id": tie.start,
                    **person_row(day, tie.end),
                    "authors": starts(day, "WROTE", tie.start),
                    **{key: record.get(key) for key in SCORES},
                }
            )
    return in_order(found, "-date", "person", "person_id", "report_id")
