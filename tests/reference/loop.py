"""The cycle of care and the trend of contacts once more, from the design alone; no code of the product."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from .accounts import accounts, external_people, own_people, tier
from .care import carers, in_measures, pairs_of
from .checks_of_accounts import missing_roles
from .checks_of_people import single_threaded_person, stale_care
from .day import Day, all_links, dated_nodes, nodes, once
from .needs import needs, role_word
from .roles import circle, known_roles, presumed_deciders, third_parties

DECIDING = ("decider", "co_decider")
WAYS = {"visit": "personal", "meeting": "personal", "event": "personal", "call": "remote", "mail": "remote"}
Figures = dict[str, dict[str, int]]


def figures(day: Day, account: str) -> Figures:
    """What each step of the cycle counts at an account."""
    in_need = {person for place, person in needs(day) if place == account}
    cared = {person for person in in_need if carers(day, person)}
    return {
        "people": people(day, account),
        "profiles": profiles(day, account, in_need),
        "care": {
            "needed": len(in_need),
            "cared": len(cared),
            "short": sum(one.account == account for one in single_threaded_person(day)),
        },
        "contacts": contacts_kept(day, account, cared),
        "reports": reports_in(day, account, cared),
        "changes": changes(day, account),
    }


def people(day: Day, account: str) -> dict[str, int]:
    """Known people by their weightiest role; those presumed; roles that nobody is known in."""
    held: dict[str, set[str]] = defaultdict(set)
    for role in known_roles(day):
        if role.account == account:
            held[role.person].add(role.role)
    other = set(day.policy["care"]["roles_other"])
    weightiest = Counter(
        "decider" if "decider" in some else "co_decider" if "co_decider" in some else "other"
        for some in held.values()
        if some & ({*DECIDING} | other)
    )
    return {
        "deciders": weightiest["decider"],
        "co_deciders": weightiest["co_decider"],
        "others": weightiest["other"],
        "third_parties": len(third_parties(day)[account]),
        "presumed": sum(place == account for place, _ in presumed_deciders(day)),
        "roles_missing": sum(
            place == account and bool(some) for (place, _), some in missing_roles(day).items()
        ),
    }


def profiles(day: Day, account: str, in_need: set[str]) -> dict[str, int]:
    """Deciders and co-deciders with any part of a profile; where there are none, all who need care."""
    deciding = {person for person in in_need if role_word(day, account, person) in DECIDING} or in_need
    record = nodes(day, "Person")
    made = {one for one in in_need if {"preferred_channel", "topics", "avoid"} & record[one].keys()}
    oldest = months_before(day.date, day.policy["stale"]["profile_months"])
    old = {one for one in made & deciding if (record[one].get("profile_updated") or day.date) < oldest}
    return {
        "needed": len(deciding), "made": len(made & deciding), "old": len(old), "all": len(in_need),
        "all_made": len(made),
    }  # fmt: skip


def months_before(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 - months
    first = date(whole // 12, whole % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


def contacts_kept(day: Day, account: str, cared: set[str]) -> dict[str, int]:
    """Those cared for who are owed contacts, without those whose clock ran over; nothing without contacts."""
    expected = {person for person in cared if needs(day)[account, person].contacts > 0}
    if not dated_nodes(day, "Interaction"):
        return {"expected": len(expected), "kept": 0}
    late = {one.person for one in stale_care(day) if one.account == account}
    return {"expected": len(expected), "kept": len(expected - late)}


def reports_in(day: Day, account: str, cared: set[str]) -> dict[str, int]:
    """Deciders who are cared for, and those of them with a report in the days of the policy."""
    deciders = {person for person in cared if role_word(day, account, person) == "decider"}
    since = day.date - timedelta(days=day.policy["stale"]["report_days"])
    recent = {report for report, record in dated_nodes(day, "Report").items() if record["date"] > since}
    told = {link.end for link in all_links(day)["ABOUT"] if link.start in recent}
    return {"expected": len(deciders), "reported": len(deciders & told)}


@once
def reports(day: Day) -> set[str]:
    """Reports that are there: those without a date too, but not those of days to come."""
    return {
        node
        for node, record in day.graph.nodes(data=True)
        if record["label"] == "Report" and (record.get("date") or day.date) <= day.date
    }


def is_told(record: Any, name: str) -> bool:
    """Blanks alone tell nothing."""
    return bool((record.get(name) or "").strip())


def changes(day: Day, account: str) -> dict[str, int]:
    """Findings about the account's people, and the actions about them or from reports on them."""
    inside = set[str]().union(*circle(day).values())
    theirs = circle(day)[account] | (third_parties(day)[account] - inside)
    about: dict[str, set[str]] = defaultdict(set)
    concerns: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for kind, found in (("ABOUT", about), ("CONCERNS", concerns)):
        for link in all_links(day)[kind]:
            found[link.start].add(link.end)
    for link in all_links(day)["LEADS_TO"]:
        sources[link.end].add(link.start)
    record = day.graph.nodes
    findings = {one for one in reports(day) if is_told(record[one], "finding") and about[one] & theirs}
    states: Counter[str] = Counter()
    answered = set()
    for action, told in nodes(day, "Action").items():
        known = sources[action] & reports(day)
        if sources[action] and not known:
            continue  # what follows only from reports to come is none yet
        status, due = told.get("status", "open"), told.get("due")
        state = status if status != "open" else "overdue" if due and due < day.date else "open"
        if state != "dropped" or is_told(told, "effect"):
            answered |= known
        latest = max(known, key=lambda one: (record[one].get("date") or date.min, one), default="")
        if (concerns[action] or about[latest]) & theirs:
            states[state] += 1
            states["with_effect"] += bool(state == "done" and is_told(told, "effect"))
    counted = {name: states[name] for name in ("open", "overdue", "done", "dropped", "with_effect")}
    return {"findings": len(findings), "unanswered": len(findings - answered), **counted}


def trend(day: Day, account: str | None) -> Counter[tuple[Any, ...]]:
    """(month, tier, channel, way) -> contacts: one person on one day is one, by its weightiest channel."""
    weight = day.policy["strength"]["weight"]
    met: dict[tuple[str, date], set[str]] = defaultdict(set)
    held = [(on, one, other, "event") for on, one, other, _ in in_measures(day)]
    parts = defaultdict(list)
    for link in all_links(day)["TOOK_PART"]:
        parts[link.end].append((link.start, link.record.get("part", "participant")))
    for interaction, record in dated_nodes(day, "Interaction").items():
        pairs, _ = pairs_of(day, record, parts[interaction])
        held += [(record["date"], one, other, record["channel"]) for one, other in pairs]
    for on, one, other, channel in held:
        for ours, theirs in ((one, other), (other, one)):
            if ours in own_people(day) and theirs in external_people(day):
                met[theirs, on].add(channel)
    counted: Counter[tuple[Any, ...]] = Counter()
    for (person, on), channels in met.items():
        places = {one for one in accounts(day) if person in circle(day)[one] and account in (None, one)}
        if places:
            channel = max(channels, key=lambda one: weight[one])
            best = min(tier(day, place) for place in places)
            counted[on.replace(day=1), best, channel, WAYS.get(channel, "other")] += 1
    return counted
