"""The questions about what is missing in the data."""

from calendar import monthrange
from collections import Counter
from datetime import date

from ..accounts import external_people
from ..day import Day
from .common import (
    Rows,
    about,
    employers,
    every,
    in_order,
    jobs_at,
    level_of,
    name,
    node,
    open_opportunities,
    people_today,
    person_row,
    roles,
    roles_at,
    staff,
    tiers,
    ties,
)
from .of_accounts import job_titles

ACCOUNT = ("tier", "account", "account_id")
PERSON = ("person", "person_id")


def accounts_without_roles(day: Day, tier: str | None = None) -> Rows:
    found = [
        {**about(day, one), "people": len(staff(day, one))} for one in tiers(day, tier) if not roles(day, one)
    ]
    return in_order(found, *ACCOUNT)


def no_contact_data(day: Day, tier: str | None = None) -> Rows:
    found = [
        {**about(day, one), **person_row(day, person), "roles": roles_at(day, person, one)}
        for one in tiers(day, tier)
        for person in staff(day, one)
        if not node(day, person).keys() & {"email", "phone"}
        and node(day, person).get("contact_allowed") is not False
    ]
    return in_order(found, *ACCOUNT, *PERSON)


def no_employer(day: Day) -> Rows:
    found = []
    for person in external_people(day) - {job.start for job in ties(day, "WORKS_FOR")}:
        before = [
            {"until": job.get("valid_to"), "employer": name(day, job.end), "tie": job.id}
            for job in every(day, "WORKS_FOR")
            if job.start == person and (job.get("valid_to") or date.max) < day.date
        ]
        last = next(iter(in_order(before, "-until", "employer", "tie")), {})
        found.append(
            {
                **person_row(day, person),
                "last_employer": last.get("employer"),
                "until": last.get("until"),
                "roles": sum(1 for tie in ties(day, "PLAYS_ROLE") if tie.start == person),
                "source": node(day, person).get("source"),
            }
        )
    return in_order(found, *PERSON)


def no_level(day: Day) -> Rows:
    found = [
        {
            **about(day, one),
            **person_row(day, job.start),
            "job_title": job.get("job_title"),
            "department": job.get("department"),
            "tie": job.id,
        }
        for one in tiers(day)
        for job in jobs_at(day, one)
        if not job.get("level")
    ]
    return in_order(found, *ACCOUNT, *PERSON, "tie")


def no_role(day: Day, level: int = 2, tier: str | None = None) -> Rows:
    found = []
    for one in tiers(day, tier):
        places = {one} | open_opportunities(day, one)
        holders = {tie.start for tie in ties(day, "PLAYS_ROLE") if tie.end in places}
        for person in staff(day, one) - holders:
            jobs = [job for job in jobs_at(day, one) if job.start == person]
            found.append(
                {
                    **about(day, one),
                    **person_row(day, person),
                    "level": level_of(jobs),
                    "job_titles": job_titles(jobs),
                }
            )
    seniors = [row for row in found if row["level"] and row["level"] <= level]
    return in_order(seniors, *ACCOUNT, "level", *PERSON)


def no_value(day: Day) -> Rows:
    found = [
        {**about(day, one), "tier_given": "tier" in node(day, one), "party": node(day, one)["party"]}
        for one in tiers(day)
        if node(day, one).get("party") in ("customer", "prospect") and "earnings_value" not in node(day, one)
    ]
    return in_order(found, "account", "account_id")


def months_before(day: date, months: int) -> date:
    """The same day so many months before; the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def profiles(day: Day, months: int = 18) -> Rows:
    found = []
    for one in tiers(day):
        for person in {tie.start for tie, _ in roles(day, one)}:
            record = node(day, person)
            is_empty = not record.keys() & {"preferred_channel", "topics", "avoid"}
            is_old = record.get("profile_updated", date.max) < months_before(day.date, months)
            if record.get("contact_allowed") is not False and (is_empty or is_old):
                found.append(
                    {
                        **about(day, one),
                        **person_row(day, person),
                        "roles": sorted({t.get("role") for t, _ in roles(day, one) if t.start == person}),
                        "profile_updated": record.get("profile_updated"),
                        "is_empty": is_empty,
                    }
                )
    return in_order(found, *ACCOUNT, *PERSON)


def same_name(day: Day) -> Rows:
    plain = {person: record["name"].strip().lower() for person, record in people_today(day).items()}
    count = Counter(plain.values())
    found = [
        {
            "name": name(day, person),
            "person_id": person,
            "employers": employers(day, person),
            "email": node(day, person).get("email"),
            "source": node(day, person).get("source"),
            "plain": its,
        }
        for person, its in plain.items()
        if count[its] > 1
    ]
    return in_order(found, "plain", "person_id")
