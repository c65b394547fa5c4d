"""From a person in the graph to a person on the account map."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.pages.book import MOST_JOBS, MOST_REPORTS, PROFILE, Book, Row
from stakeholder_graph.pages.happened import iso

STANDINGS = ("opinion_leader", "mandate_holder")


def standing_of(book: Book, person: int) -> list[str]:
    """Opinion leader, mandate holder, public official: all that somebody is."""
    text = book.standing.get(person)
    return text.split(";") if text else []


def third_kind(book: Book, person: int) -> str:
    """What a third party is: opinion leader or mandate holder, else what the house is for which they work
    or hold office.
    """
    standing = standing_of(book, person)
    for kind in STANDINGS:
        if kind in standing:
            return kind
    for job in book.jobs.get(person, ()):
        if job["state"] == "valid":
            return book.kind_of.get(job["employer"], "other")
    for office in book.offices.get(person, ()):
        return book.kind_of.get(office["end"], "other")
    return standing[0] if standing else "other"


def present_job(book: Book, person: int, employers: set[int], level: int | None) -> Row:
    """Position and employer to show: the job at the account, else the most senior one, else an office."""
    valid = [job for job in book.jobs.get(person, ()) if job["state"] == "valid"]
    here = [job for job in valid if job["employer"] in employers] or valid
    if here:
        job = next((one for one in here if one["level"] == level), here[0])
        source = (
            {"given": "given", "title": "read"}.get(job["level_source"] or "", "unknown")
            if level
            else "unknown"
        )
        place = {"organisation": book.name(job["employer"]), "department": job["department"] or ""}
        return {**place, "job_title": job["job_title"] or "", "level_source": source}
    for office in book.offices.get(person, ()):
        place = {"organisation": book.name(office["end"]), "department": ""}
        return {**place, "job_title": office["office"] or "", "level_source": "unknown"}
    return {"organisation": "", "department": "", "job_title": "", "level_source": "unknown"}


def employment(book: Book, person: int) -> list[Row]:
    """Present and past jobs and offices, present ones first."""
    jobs = [
        {
            "organisation": book.name(job["employer"]),
            "job_title": job["job_title"] or "",
            "department": job["department"] or "",
            "since": iso(job["valid_from"]),
            "until": iso(job["valid_to"]),
        }
        for job in book.jobs.get(person, ())
    ]
    offices = [
        {
            "organisation": book.name(office["end"]),
            "job_title": office["office"] or "",
            "department": "",
            "since": iso(office["valid_from"]),
            "until": iso(office["valid_to"]),
        }
        for office in book.offices.get(person, ())
    ]
    return [*jobs, *offices][:MOST_JOBS]


def profile(book: Book, person: int) -> dict[str, str]:
    """The care profile, and how to reach the person; only what is known."""
    row = book.people.get(person, {})
    known = {name: row[name] for name in PROFILE if row.get(name)}
    updated = iso(row.get("profile_updated"))
    return {**known, "profile_updated": updated} if updated else known


def person_of(book: Book, person: int, side: str, level: int | None, employers: set[int]) -> dict[str, Any]:
    """Everything about a person that does not depend on the account's needs and findings."""
    contacts = book.contacts.get(person, []) if side != "own" else []
    return {
        "id": book.id(person),
        "name": book.name(person),
        "side": side,
        "kind": third_kind(book, person) if side == "third" else "",
        "level": level,
        **present_job(book, person, employers, level),
        "standing": standing_of(book, person),
        "profile": profile(book, person),
        "employment": employment(book, person),
        "contacts": book.last_contacts(contacts, "own"),
        "last_contact": iso(contacts[0]["date"]) if contacts else None,
        "reports": book.reports.get(person, [])[:MOST_REPORTS],
        "actions": [],
        "way": None,
    }
