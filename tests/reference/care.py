"""Contacts, and who of ours cares for whom (definitions 9 and 10)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, product
from typing import NamedTuple

from .accounts import external_people, own_people
from .day import Day, Link, Record, all_links, dated_nodes, ended, links, once

Contacts = dict[date, set[str]]


class Care(NamedTuple):
    """What one of ours does for one of theirs: `duty` carer, deputy or none; `observed` by their contacts."""

    duty: str | None
    observed: bool


@once
def contacts(day: Day) -> dict[tuple[str, str], Contacts]:
    """(one of ours, one of theirs) -> day of a contact -> who of the two started one on that day."""
    found: dict[tuple[str, str], Contacts] = defaultdict(lambda: defaultdict(set))
    for on, one, other, starters in (*in_interactions(day), *in_measures(day)):
        for ours, theirs in ((one, other), (other, one)):
            if ours in own_people(day) and theirs in external_people(day):
                found[ours, theirs][on] |= starters & {ours, theirs}
    return found


def in_interactions(day: Day) -> Iterator[tuple[date, str, str, set[str]]]:
    """The pairs in contact, with the date and all who started the interaction."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in all_links(day)["TOOK_PART"]:
        parts[link.end].append((link.start, link.record.get("part", "participant")))
    for interaction, record in dated_nodes(day, "Interaction").items():
        pairs, starters = pairs_of(day, record, parts[interaction])
        yield from ((record["date"], one, other, starters) for one, other in pairs)


def pairs_of(
    day: Day, record: Record, parts: list[tuple[str, str]]
) -> tuple[Iterable[tuple[str, str]], set[str]]:
    """Who was in contact with whom in one interaction, and who started it."""

    def who(wanted: str) -> set[str]:
        return {person for person, part in parts if part == wanted}

    everybody = {person for person, _ in parts}
    most = day.policy["observed"]["max_participants"].get(record["channel"])
    if most is not None and len(everybody) > most:
        return (), set()
    match record["channel"]:
        case "mail":
            return product(who("sender"), who("recipient")), who("sender")
        case "event":
            return product(who("organiser"), who("participant")), everybody
        case "call":
            return combinations(everybody, 2), who("organiser")
        case _:
            return combinations(everybody, 2), everybody


def in_measures(day: Day) -> Iterator[tuple[date, str, str, set[str]]]:
    """A measure done: every host with every guest who attended."""
    hosts, guests = defaultdict(set), defaultdict(set)
    for link in all_links(day)["HOSTS"]:
        hosts[link.end].add(link.start)
    for link in all_links(day)["INVITED_TO"]:
        if link.record.get("answer") == "attended":
            guests[link.end].add(link.start)
    for measure, record in dated_nodes(day, "Measure").items():
        if record.get("status") == "done":
            for host, guest in product(hosts[measure], guests[measure]):
                yield record["date"], host, guest, {host, guest}


def is_observed_care(day: Day, pair: tuple[str, str]) -> bool:
    """Enough days of contact in the window, and each of the two started at least one of them."""
    rule = day.policy["observed"]
    since = day.date - timedelta(days=rule["window_days"])
    recent = {on: starters for on, starters in contacts(day)[pair].items() if on > since}
    started = set[str]().union(*recent.values())
    return len(recent) >= rule["min_contacts"] and (not rule["both_sides_start"] or set(pair) <= started)


@once
def assignments(day: Day) -> list[Link]:
    """The valid CARES_FOR from one who is still ours to one of theirs."""
    return [
        link
        for link in links(day, "CARES_FOR")
        if link.start in own_people(day) and link.end in external_people(day)
    ]


@once
def assigned_to(day: Day) -> dict[str, list[Link]]:
    """One of theirs -> the assignments that are about them."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in assignments(day):
        found[link.end].append(link)
    return found


@once
def care(day: Day) -> dict[str, dict[str, Care]]:
    """One of theirs -> who of ours cares for them today, and how; the policy says what counts as care."""
    duties: dict[tuple[str, str], set[str]] = defaultdict(set)
    for link in assignments(day):
        duties[link.start, link.end].add(link.record.get("duty", "carer"))
    observed = {pair for pair in contacts(day) if is_observed_care(day, pair)}
    counted = {"assigned": duties.keys(), "observed": observed, "either": duties.keys() | observed}
    found: dict[str, dict[str, Care]] = defaultdict(dict)
    for ours, theirs in counted[day.policy["observed"]["counts_as_care"]]:
        duty = min(duties[ours, theirs], default=None)  # "carer" stands before "deputy"
        found[theirs][ours] = Care(duty, (ours, theirs) in observed)
    return found


def carers(day: Day, person: str) -> set[str]:
    return set(care(day).get(person, ()))


def care_since(day: Day, person: str) -> date | None:
    """The first day of today's care; unknown where one of the carers was not asked, or without a date."""
    first = date.max
    for ours in carers(day, person):
        starts = [link.record.get("valid_from") for link in assigned_to(day)[person] if link.start == ours]
        known = [start for start in starts if start is not None]
        if not known or len(known) < len(starts):
            return None
        first = min(first, *known)
    return first


@once
def once_cared_for(day: Day) -> set[str]:
    """Those whom one of ours was assigned to, whose care has ended or who has left us."""
    own = {name for name, record in day.graph.nodes(data=True) if record.get("party") == "own"}
    were_ours = {
        job.start for job in all_links(day)["WORKS_FOR"] if job.end in own and job.begins <= day.date
    }
    return {
        link.end
        for link in all_links(day)["CARES_FOR"]
        if link.start in were_ours
        and (ended(day, link) or (link.begins <= day.date and link.start not in own_people(day)))
    }
