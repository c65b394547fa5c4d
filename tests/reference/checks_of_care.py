"""The checks that ask what present care lacks: contacts, depth, reports, profiles."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from .accounts import external_people
from .care import assignments, care_since, carers, contacts
from .day import Day, all_links, dated_nodes, nodes, once
from .finding import Reference, about_person, only_carer
from .main_account import at_main_account
from .needs import needs, objectors, role_word, severity
from .roles import roles

PROFILE = ("preferred_channel", "topics", "avoid")


@once
def days_of_contact(day: Day) -> dict[str, set[date]]:
    """One of theirs -> the days of the last 365 on which anybody of ours was in contact with them."""
    found: dict[str, set[date]] = defaultdict(set)
    for (_, theirs), days in contacts(day).items():
        found[theirs] |= {on for on in days if on > day.date - timedelta(days=365)}
    return found


def under_cared(day: Day) -> Iterator[Reference]:
    """Has carers; fewer days of contact with anybody of ours in the last 365 days than were due.

    Of what is required a year, what falls on the days since care began, and never a part of a contact.
    """
    for (account, person), need in needs(day).items():
        begun = care_since(day, person)
        days = 365 if begun is None else min(365, (day.date - begun).days)
        if carers(day, person) and len(days_of_contact(day)[person]) < need.contacts * days // 365:
            yield about_person(day, "under-cared", account, person, only_carer(day, person))


def weak_relationship(day: Day) -> Iterator[Reference]:
    """One of ours is assigned to one of theirs, and their relationship is below the desired one."""
    weak = {
        (link.start, link.end)
        for link in assignments(day)
        if link.record.get("current") and link.record.get("desired")
        if link.record["current"] < link.record["desired"]
    }
    for ours, theirs in weak:
        if theirs not in objectors(day):
            yield at_main_account(day, "weak-relationship", theirs, ours)


@once
def days_of_report(day: Day) -> dict[str, set[date]]:
    """Person or measure -> the dates of the reports about them."""
    reports = dated_nodes(day, "Report")
    found: dict[str, set[date]] = defaultdict(set)
    for link in all_links(day)["ABOUT"]:
        if link.start in reports:
            found[link.end].add(reports[link.start]["date"])
    return found


def unreported_care(day: Day) -> Iterator[Reference]:
    """A decider with a carer and no report within the days allowed; a measure done without report."""
    since = day.date - timedelta(days=day.policy["stale"]["report_days"])
    for account, person in roles(day):
        if role_word(day, account, person) == "decider" and person not in objectors(day):
            reported = any(on > since for on in days_of_report(day)[person])
            begun = care_since(day, person)
            young = begun is not None and begun > since
            if carers(day, person) and not reported and not young:
                yield about_person(day, "unreported-care", account, person, only_carer(day, person))
    weight = severity(day, "unreported-care", None, "none")
    for measure in measures_without_report(day):
        yield Reference("unreported-care", None, None, None, None, measure, weight)


def measures_without_report(day: Day) -> Iterator[str]:
    """Done not too long ago, the days for a report are over, none about it, nor since about a guest."""
    rule, guests = day.policy["stale"], defaultdict(set)
    for link in all_links(day)["INVITED_TO"]:
        if link.record.get("answer") != "declined":
            guests[link.end].add(link.start)
    for measure, record in dated_nodes(day, "Measure").items():
        age = (day.date - record["date"]).days
        if record.get("status") == "done" and rule["report_after_measure_days"] < age < rule["measures_days"]:
            since = {on for guest in guests[measure] for on in days_of_report(day)[guest]}
            if not days_of_report(day)[measure] and not any(on >= record["date"] for on in since):
                yield measure


@once
def profiles(day: Day) -> set[str]:
    """Those of theirs of whom anything is known that helps in care."""
    people = nodes(day, "Person")
    return {one for one in external_people(day) if any(people[one].get(key) for key in PROFILE)}


def months_before(day: Day, months: int) -> date:
    """The same day of the month, or the last one of a shorter month."""
    year, month = divmod(day.date.year * 12 + day.date.month - 1 - months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.date.day, last))


def missing_profile(day: Day) -> Iterator[Reference]:
    """A decider or co-decider in need: no profile, or one last updated too many months ago."""
    oldest = months_before(day, day.policy["stale"]["profile_months"])
    for account, person in needs(day):
        updated = day.graph.nodes[person].get("profile_updated")
        lacking = person not in profiles(day) or (updated is not None and updated < oldest)
        if lacking and role_word(day, account, person) in ("decider", "co_decider"):
            yield about_person(day, "missing-profile", account, person)
