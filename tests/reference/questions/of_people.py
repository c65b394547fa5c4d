"""The questions about people."""

from datetime import date, timedelta

from ..accounts import external_people
from ..day import Day
from .common import (
    Rows,
    carers,
    employers,
    every,
    holds,
    in_order,
    is_organisation,
    name,
    names,
    node,
    person_row,
    ties,
    ties_by_kind,
)

PERSON = ("person", "person_id")


def around(day: Day, person: str) -> Rows:
    kinds = ("Person", "Company", "Organisation", "Opportunity")
    found = [
        {
            "relationship": tie.kind,
            "forward": tie.start == person,
            "kind": node(day, tie.other(person))["label"],
            "other_id": tie.other(person),
            "other": name(day, tie.other(person)),
            "job_title": tie.get("job_title") or tie.get("office"),
            "role": tie.get("role") or tie.get("duty"),
            "weight": tie.get("weight"),
            "topic": tie.get("topic"),
            "since": tie.get("valid_from"),
            "tie": tie.id,
        }
        for tie in ties(day, *ties_by_kind(day))
        if person in (tie.start, tie.end) and node(day, tie.other(person))["label"] in kinds
    ]
    return in_order(found, "relationship", "-forward", "other", "other_id", "tie")


def career(day: Day, person: str) -> Rows:
    found = [
        {
            "employer_id": job.end,
            "employer": name(day, job.end),
            **{key: job.get(key) for key in ("job_title", "department", "level", "function")},
            "since": job.get("valid_from"),
            "until": job.get("valid_to"),
            "holds": holds(day, job.record),
            "tie": job.id,
        }
        for job in every(day, "WORKS_FOR")
        if job.start == person and is_organisation(day, job.end)
    ]
    return in_order(found, "-since", "employer", "employer_id", "tie")


def ending(day: Day, days: int = 90) -> Rows:
    found = [
        {
            "ends_on": tie.get("valid_to"),
            **person_row(day, tie.start),
            "relationship": tie.kind,
            "other_id": tie.end,
            "other": name(day, tie.end),
            "note": tie.get("note"),
            "tie": tie.id,
        }
        for tie in ties(day, "WORKS_FOR", "HOLDS_OFFICE", "CARES_FOR", "PLAYS_ROLE")
        if (tie.get("valid_to") or date.max) <= day.date + timedelta(days=days)
    ]
    return in_order(found, "ends_on", *PERSON, "relationship", "other_id", "tie")


def leavers(day: Day, days: int = 365) -> Rows:
    since = day.date - timedelta(days=days)
    found = [
        {
            "left_on": job.get("valid_to"),
            **person_row(day, job.start),
            "left_id": job.end,
            "left": name(day, job.end),
            "job_title": job.get("job_title"),
            "was_ours": node(day, job.end).get("party") == "own",
            "now": employers(day, job.start),
            "tie": job.id,
        }
        for job in every(day, "WORKS_FOR")
        if since <= (job.get("valid_to") or date.min) < day.date
        and (job.get("valid_from") or date.min) <= day.date
    ]
    return in_order(found, "-left_on", *PERSON, "left_id", "tie")


def objections(day: Day) -> Rows:
    found = [
        {
            **person_row(day, person),
            "objected_on": node(day, person).get("objected_on"),
            "employers": employers(day, person),
        }
        for person in external_people(day)
        if node(day, person).get("contact_allowed") is False
    ]
    return in_order(found, *PERSON)


def offices(day: Day) -> Rows:
    found = [
        {
            **person_row(day, tie.start),
            "office": tie.get("office"),
            "elected": tie.get("elected"),
            "organisation_id": tie.end,
            "organisation": name(day, tie.end),
            "category": node(day, tie.end).get("category"),
            "since": tie.get("valid_from"),
            "carers": names(day, carers(day, tie.start)),
            "tie": tie.id,
        }
        for tie in ties(day, "HOLDS_OFFICE")
        if tie.start in external_people(day)
    ]
    return in_order(found, "organisation", "organisation_id", *PERSON, "tie")


def reporting_line(day: Day, person: str) -> Rows:
    """Everybody at the fewest steps, eight at most."""
    reached: dict[str, int] = {}
    present = {person}
    for steps in range(1, 9):
        present = {tie.end for tie in ties(day, "REPORTS_TO") if tie.start in present}
        for one in present:
            reached.setdefault(one, steps)
    found = []
    for superior, steps in reached.items():
        jobs = [
            {"title": job.get("job_title"), "tie": job.id}
            for job in ties(day, "WORKS_FOR")
            if job.start == superior
        ]
        titles = [job["title"] for job in in_order(jobs, "title", "tie") if job["title"]]
        found.append(
            {
                "steps": steps,
                "superior_id": superior,
                "superior": name(day, superior),
                "job_titles": titles,
            }
        )
    return in_order(found, "steps", "superior", "superior_id")


def standing(day: Day, standing: str | None = None) -> Rows:
    found = [
        {
            **person_row(day, person),
            "standing": sorted(node(day, person)["standing"]),
            "employers": employers(day, person),
            "carers": names(day, carers(day, person)),
        }
        for person in external_people(day)
        if node(day, person).get("standing") and standing in (None, *node(day, person)["standing"])
    ]
    return in_order(found, *PERSON)
