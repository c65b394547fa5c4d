"""What the gap checks find, by definition: the reference that every other form is compared with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import networkx as nx

from .accounts import accounts, level, own_level, own_people
from .care import care, carers
from .checks_of_accounts import left_contact, missing_role, single_threaded_account
from .checks_of_care import missing_profile, profiles, under_cared, unreported_care, weak_relationship
from .checks_of_cycle import open_finding, opposed_decider, reports, wrong_measure
from .checks_of_levels import level_mismatch, missing_rung, paired_rungs, rungs
from .checks_of_people import (
    lost_carer,
    single_threaded_person,
    stale_care,
    uncovered_decider,
    uncovered_influencer,
)
from .checks_of_risks import (
    competitor_tie,
    contact_despite_objection,
    objected_some_day,
    successor_missing,
    thinning_contact,
    ties_to_competitors,
)
from .checks_of_workload import over_cared, overloaded_carer, unassigned_care
from .day import Day, dated_nodes, links, nodes
from .finding import Check, Reference
from .needs import needs, objectors
from .replacing import replaced
from .roles import circle

Graph = nx.MultiDiGraph  # node key = id, attribute `label`; edge key = id, attribute `kind`
Policy = dict[str, Any]  # the care policy as tomllib reads it, complete

CHECKS: dict[str, Check] = {
    "uncovered-decider": uncovered_decider,
    "lost-carer": lost_carer,
    "uncovered-influencer": uncovered_influencer,
    "missing-role": missing_role,
    "left-contact": left_contact,
    "single-threaded-account": single_threaded_account,
    "competitor-tie": competitor_tie,
    "opposed-decider": opposed_decider,
    "level-mismatch": level_mismatch,
    "missing-rung": missing_rung,
    "single-threaded-person": single_threaded_person,
    "stale-care": stale_care,
    "overloaded-carer": overloaded_carer,
    "under-cared": under_cared,
    "weak-relationship": weak_relationship,
    "unreported-care": unreported_care,
    "missing-profile": missing_profile,
    "over-cared": over_cared,
    "unassigned-care": unassigned_care,
    "open-finding": open_finding,
    "wrong-measure": wrong_measure,
    "thinning-contact": thinning_contact,
    "contact-despite-objection": contact_despite_objection,
    "successor-missing": successor_missing,
}
CARE_GAPS = CHECKS.keys() - {
    "missing-role",
    "left-contact",
    "competitor-tie",
    "opposed-decider",
    "open-finding",
    "wrong-measure",
    "contact-despite-objection",
}


def findings(graph: "Graph[str]", policy: Policy, as_of: date, *, group: bool = False) -> list[Reference]:
    """All findings of the checks that ran, the replaced ones too; most severe first."""
    day = Day(graph, policy, as_of, group)
    silent = {kind for kind, person in not_run_on(day) if person is None}
    found = [one for kind, check in CHECKS.items() if kind not in silent for one in check(day)]
    return sorted(replaced(day, found), key=lambda one: (-one.severity, [str(part) for part in one.identity]))


def not_run(graph: "Graph[str]", policy: Policy, as_of: date) -> set[tuple[str, str | None]]:
    """(kind, None) of every check that has not a single record of the sort that it reads; (kind, person)
    where it could not look at that person."""
    return not_run_on(Day(graph, policy, as_of))


def not_run_on(day: Day) -> set[tuple[str, str | None]]:
    silent: set[str] = set()
    if not own_people(day):
        silent |= CARE_GAPS
    if not dated_nodes(day, "Interaction"):
        silent |= {"stale-care"}
        silent |= {"under-cared", "over-cared", "unassigned-care"}
    if not dated_nodes(day, "Report"):
        silent |= {"unreported-care"}
    if not profiles(day):
        silent |= {"missing-profile"}
    if all(own_level(day, person) is None for person in own_people(day)):
        silent |= {"level-mismatch", "missing-rung"}
    if not ties_to_competitors(day):
        silent |= {"competitor-tie"}
    if all(link.record.get("stance") is None for link in links(day, "PLAYS_ROLE")):
        silent |= {"opposed-decider"}
    if not reports(day) and not nodes(day, "Action"):
        silent |= {"open-finding"}
    if not any(record["label"] == "Measure" for _, record in day.graph.nodes(data=True)):
        silent |= {"wrong-measure"}
    done = [one for one in dated_nodes(day, "Measure").values() if one.get("status") == "done"]
    if not dated_nodes(day, "Interaction") and not done:
        silent |= {"thinning-contact", "contact-despite-objection"}
    undated = objected_some_day(day) if "contact-despite-objection" not in silent else set[str]()
    return {(kind, None) for kind in silent} | {("contact-despite-objection", one) for one in undated}


def counts(graph: "Graph[str]", policy: Policy, as_of: date, *, group: bool = False) -> dict[str, int]:
    """All valid people, the accounts, the persons in need (each once) and the external objectors."""
    day = Day(graph, policy, as_of, group)
    return {
        "people": len(nodes(day, "Person")),
        "accounts": len(accounts(day)),
        "needing_care": len({person for _, person in needs(day)}),
        "objected": len(objectors(day)),
    }


def coverage(
    graph: "Graph[str]", policy: Policy, as_of: date, *, group: bool = False
) -> dict[str, dict[str, Any]]:
    """Account -> needed and cared by level (employees and role holders), level unknown, and third parties."""
    day = Day(graph, policy, as_of, group)
    answer = {}
    for account in accounts(day):
        in_need = {person for place, person in needs(day) if place == account}
        inside = in_need & circle(day)[account]
        by_level = {
            on: {one for one in inside if level(day, account, one) == on} for on in (1, 2, 3, 4, None)
        }
        unknown = by_level.pop(None)
        answer[account] = {
            "levels": {on: needed_and_cared(day, some) for on, some in by_level.items()},
            "unknown": needed_and_cared(day, unknown),
            "third_parties": needed_and_cared(day, in_need - inside),
        }
    return answer


def needed_and_cared(day: Day, some: Iterable[str]) -> dict[str, int]:
    some = set(some)
    return {"needed": len(some), "cared": len({person for person in some if carers(day, person)})}


def levels(
    graph: "Graph[str]", policy: Policy, as_of: date, account: str, *, group: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """The ladder of an account: all care of its people and role holders, and its rungs."""
    day = Day(graph, policy, as_of, group)
    pairs = [
        {
            "own": {"id": ours, "level": own_level(day, ours)},
            "external": {"id": person, "level": level(day, account, person)},
            "duty": duty,
            "observed": observed,
            "needed": (account, person) in needs(day),
        }
        for person in sorted(circle(day)[account])
        for ours, (duty, observed) in sorted(care(day).get(person, {}).items())
    ]
    made = {on: makers for (place, on), makers in rungs(day).items() if place == account}
    ladder = [
        {"level": on, **needed_and_cared(day, makers), "paired": (account, on) in paired_rungs(day)}
        for on, makers in sorted(made.items())
    ]
    return {"pairs": pairs, "rungs": ladder}
