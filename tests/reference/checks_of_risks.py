"""The checks of what could cost a relationship: competitors, objections, carers who go, fewer visits."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from .accounts import own_companies, own_people, tier
from .care import carers, in_measures, pairs_of
from .day import Day, Link, all_links, dated_nodes, leading_from, leading_to, links, nodes, once, valid
from .finding import Reference, about_account, about_person, only_carer
from .main_account import at_main_account
from .needs import needs, objectors
from .roles import roles

PERSONAL = ("visit", "meeting", "event")


def deciders(day: Day) -> set[tuple[str, str]]:
    """(account, person): decider or co-decider there, known or presumed."""
    return {pair for pair, held in roles(day).items() if held & {"decider", "co_decider"}}


@once
def ties_to_competitors(day: Day) -> list[Link]:
    rivals = {name for name, one in nodes(day, "Company").items() if one.get("party") == "competitor"}
    return [link for link in links(day, "TIED_TO") if link.end in rivals]


def competitor_tie(day: Day) -> Iterator[Reference]:
    """A decider or co-decider who is tied to competitors."""
    tied = {link.start for link in ties_to_competitors(day)}
    for account, person in deciders(day):
        if person in tied:
            yield about_person(day, "competitor-tie", account, person)


@once
def parts_of(day: Day) -> dict[str, list[tuple[str, str]]]:
    """Interaction -> who took part in it and how."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in all_links(day)["TOOK_PART"]:
        found[link.end].append((link.start, link.record.get("part", "participant")))
    return found


def mails(parts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Sender and recipients, however many."""
    for one, part in parts:
        if part == "sender":
            yield from ((one, other) for other, role in parts if role == "recipient")


def approached(day: Day) -> Iterator[tuple[str, str, date]]:
    """(one of ours, one of theirs, day) of all contacts that the latter did not start alone."""
    for interaction, record in dated_nodes(day, "Interaction").items():
        parts, channel = parts_of(day)[interaction], record["channel"]
        pairs = mails(parts) if channel == "mail" else pairs_of(day, record, parts)[0]
        for one, other in pairs:
            for ours, theirs in ((one, other), (other, one)):
                by_them = channel == "mail" and theirs == one
                if channel == "call":
                    ways = {part for who, part in parts if who == theirs}
                    by_them = ways == {"organiser"} and (ours, "organiser") not in parts
                if not by_them:
                    yield ours, theirs, record["date"]
    for on, host, guest, _ in in_measures(day):
        yield host, guest, on
        yield guest, host, on


def contact_despite_objection(day: Day) -> Iterator[Reference]:
    """Ours contacted somebody on a day after that person's objection."""
    undated = date.max
    since = {one: day.graph.nodes[one].get("objected_on") or undated for one in objectors(day)}
    found: dict[str, set[str]] = defaultdict(set)
    for ours, theirs, on in approached(day):
        if ours in own_people(day) and theirs in since and on > since[theirs]:
            found[theirs].add(ours)
    for person, by in found.items():
        only = next(iter(by)) if len(by) == 1 else None
        yield at_main_account(day, "contact-despite-objection", person, only)


def objected_some_day(day: Day) -> set[str]:
    """Objectors of whom nobody knows since when."""
    return {one for one in objectors(day) if day.graph.nodes[one].get("objected_on") is None}


def own_jobs(day: Day, person: str) -> list[Link]:
    jobs = leading_from(day, "WORKS_FOR")[person]
    return [job for job in jobs if day.graph.nodes[job.end].get("party") == "own"]


def last_day_with_us(day: Day, person: str) -> date:
    """`date.max` where it is not known, or where a next job with us is recorded."""
    jobs = own_jobs(day, person)
    if any(job.begins > day.date for job in jobs):
        return date.max
    return max(
        job.ends for job in jobs if job.begins <= day.date <= job.ends and job.end in own_companies(day)
    )


def last_day_of_care(day: Day, carer: str, person: str) -> date:
    """The carer's last day with us, or of the assignment; of several assignments of the two the latest."""
    over = [
        link.record.get("valid_to") or date.max
        for link in leading_to(day, "CARES_FOR")[person]
        if link.start == carer and valid(day, link)
    ]
    return min(last_day_with_us(day, carer), max(over, default=date.max))


def is_followed(day: Day, person: str, limit: date) -> bool:
    """An assignment still to begin is recorded, to somebody who is or will be ours beyond the limit."""
    for link in leading_to(day, "CARES_FOR")[person]:
        if link.begins > day.date:
            stays = link.start in own_people(day) and last_day_with_us(day, link.start) > limit
            if stays or any(job.begins > day.date for job in own_jobs(day, link.start)):
                return True
    return False


def successor_missing(day: Day) -> Iterator[Reference]:
    """Needs care, and every carer goes within the days that the policy says, and nobody follows."""
    limit = day.date + timedelta(days=day.policy["stale"]["successor_days"])
    for account, person in needs(day):
        present = carers(day, person)
        all_go = all(last_day_of_care(day, carer, person) <= limit for carer in present)
        if present and all_go and not is_followed(day, person, limit):
            yield about_person(day, "successor-missing", account, person, only_carer(day, person))


@once
def personal_contacts(day: Day) -> dict[str, list[date]]:
    """Person -> the day of every visit, meeting and event with one of ours, each of ours once a day."""
    met = {(one, other, on) for on, one, other, _ in in_measures(day)}
    for interaction, record in dated_nodes(day, "Interaction").items():
        if record["channel"] in PERSONAL:
            pairs, _ = pairs_of(day, record, parts_of(day)[interaction])
            met |= {(one, other, record["date"]) for one, other in pairs}
    both_ways = met | {(other, one, on) for one, other, on in met}
    found: dict[str, list[date]] = defaultdict(list)
    for one, other, on in both_ways:
        if one in own_people(day):
            found[other].append(on)
    return found


def thinning_contact(day: Day) -> Iterator[Reference]:
    """An A or B account whose deciders were met in person much more rarely in the last year than before."""
    rule, year = day.policy["stale"], timedelta(days=365)
    theirs: dict[str, set[str]] = defaultdict(set)
    for account, person in deciders(day):
        if person not in objectors(day):
            theirs[account].add(person)
    for account, people in theirs.items():
        days = [on for person in people for on in personal_contacts(day).get(person, ())]
        recent = sum(day.date - year < on <= day.date for on in days)
        before = sum(day.date - 2 * year < on <= day.date - year for on in days)
        enough = before >= rule["thinning_min"]
        if tier(day, account) in ("A", "B") and enough and recent < rule["thinning_share"] * before:
            yield about_account(day, "thinning-contact", account)
