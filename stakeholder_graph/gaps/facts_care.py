"""The sentences, figures and policy values of findings about care that is there."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground
from stakeholder_graph.gaps.texts import Phrase, counted
from stakeholder_graph.gaps.who import who

RULES: dict[str, tuple[str, ...]] = {
    "overloaded-carer": ("effort.planned_hours_per_contact",),
    "weak-relationship": (),
    "over-cared": ("stale.over_care_contacts",),
    "unassigned-care": ("observed.window_days", "observed.min_contacts"),
    "missing-profile": ("stale.profile_months",),
}
NO_CARE_RULE = ("overloaded-carer", "weak-relationship", "over-cared", "unassigned-care")
"""Kinds for which it does not matter what counts as care and how much of it is owed."""
MEASURE_RULES = ("stale.report_after_measure_days", "stale.measures_days")


def care_gap_rule(back: CareBackground, row: Row) -> dict[str, Any]:
    """The policy values that make a gap of these kinds one, besides those of the care that is owed."""
    paths = RULES.get(row["kind"], ())
    if row["kind"] == "unreported-care":
        paths = ("stale.report_days",) if row["person"] is not None else MEASURE_RULES
    if row["kind"] == "overloaded-carer" and back.owners[row["carer"]]["capacity_hours"] is None:
        paths = (*paths, "effort.default_capacity_hours")
    if row["kind"] == "unassigned-care" and back.policy.get("observed.both_sides_start"):
        paths = (*paths, "observed.both_sides_start")
    return {path: back.policy.get(path) for path in paths}


def care_gap_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """The figures that only this kind of gap has."""
    match row["kind"]:
        case "overloaded-carer":
            people = [_share(back, share) for share in back.shares[row["carer"]]]
            return {"hours": round(row["hours"], 2), "capacity_hours": row["capacity"], "people": people}
        case "under-cared":
            due = {"required_contacts": row["required"], "due": row["due"], "care_since": row["begun"]}
            return {"contacts": row["contacts"], **due, "missing": row["due"] - row["contacts"]}
        case "weak-relationship":
            return {"current": row["current"], "desired": row["desired"]}
        case "unreported-care" if row["person"] is not None:
            return {"last_report": row["last_report"], "days_ago": _days(back, row["last_report"])}
        case "unreported-care":
            day = back.measures[row["about"]]["date"]
            hosts = [_named(back, host) for host in back.own_hosts.get(row["about"], ())]
            guests = [_named(back, guest) for guest in row["makers"] or ()]
            return {"date": day, "days_ago": _days(back, day), "hosts": hosts, "guests": guests}
        case "missing-profile":
            state = "old" if row["profile"] else "missing"
            return {"profile": state, "profile_updated": row["profile_updated"]}
        case "over-cared":
            return {"contacts": row["contacts"], "required_contacts": row["required"]}
        case "unassigned-care":
            seen = back.observers.get(row["person"], ())
            return {"in_contact": [_observer(back, one) for one in seen]}
    return {}


def _share(back: CareBackground, share: Row) -> dict[str, Any]:
    numbers = {"contacts_per_year": round(share["contacts"], 2), "hours": round(share["hours"], 2)}
    return {**_named(back, share["person"]), **numbers, "agreed": share["agreed"]}


def _observer(back: CareBackground, one: Row) -> dict[str, Any]:
    return {**_named(back, one["own"]), "contacts": one["recent"], "last_contact": one["last_contact"]}


def care_gap_values(back: CareBackground, row: Row) -> tuple[str, dict[str, Any]]:
    """Which sentence tells the gap, and what is filled in besides what every sentence has."""
    match row["kind"]:
        case "overloaded-carer":
            hours = {
                "hours": counted("hours", round(row["hours"], 1)),
                "capacity": counted("hours", row["capacity"]),
            }
            return "sentence", {"carer": back.name(row["carer"]), **hours}
        case "under-cared":
            contacts = counted("contacts", row["contacts"])
            key = "sentence" if row["contacts"] else "sentence_none"
            if row["due"] < row["required"]:
                key += "_since"
            due = {"required": row["required"], "due": row["due"], "date": row["begun"]}
            return key, {"contacts": contacts, **due}
        case "weak-relationship":
            words = {name: Phrase("relationship", str(row[name])) for name in ("current", "desired")}
            return "sentence", {"carer": back.name(row["carer"]), "who": who_there(back, row), **words}
        case "unreported-care":
            return _unreported(back, row)
        case "missing-profile":
            months = back.policy.get("stale.profile_months")
            key = "sentence_old" if row["profile"] else "sentence"
            return key, {"date": row["profile_updated"], "months": months}
        case "over-cared":
            key = "sentence" if row["required"] else "sentence_none"
            values = {"contacts": counted("contacts", row["contacts"]), "required": row["required"]}
            return key, {"who": who_there(back, row), **values}
        case "unassigned-care":
            return "sentence", {"who": who_there(back, row), "names": back.names(row["makers"])}
    return "sentence", {}


def _unreported(back: CareBackground, row: Row) -> tuple[str, dict[str, Any]]:
    if row["person"] is None:
        day, about = back.measures[row["about"]]["date"], back.name(row["about"])
        ago = counted("days", _days(back, day) or 0)
        return "sentence_measure", {"about": about, "date": day, "ago": ago}
    last = row["last_report"]
    key = "sentence" if last else "sentence_never"
    return key, {"date": last, "ago": counted("days", _days(back, last) or 0)}


def who_there(back: CareBackground, row: Row) -> Phrase | str:
    """A person with role and account; without role only the account."""
    person = back.name(row["person"])
    if row["account"] is None:
        return person
    return who(back, row, otherwise="there")


def _named(back: CareBackground, number: int) -> dict[str, Any]:
    return {"id": back.id(number), "name": back.name(number)}


def _days(back: CareBackground, day: Any) -> int | None:
    return (back.situation.as_of - day).days if day else None
