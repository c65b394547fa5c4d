"""The figures behind a finding, and the policy values that make it one."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground as Background
from stakeholder_graph.gaps.facts_care import NO_CARE_RULE, care_gap_facts, care_gap_rule
from stakeholder_graph.gaps.next_steps import presumed_people
from stakeholder_graph.gaps.told import TOLD, told_rule

LEVEL_COUNTS = ("uncovered-decider", "uncovered-influencer", "lost-carer", "level-mismatch", "missing-rung")
"""Kinds in which the level of theirs decides whether it is a gap, or who could fill it."""


def facts(back: Background, row: Row) -> dict[str, Any]:
    """What is known about the gap, as plain values for scripts."""
    found: dict[str, Any] = {}
    if row["carers"] is not None:
        asked = ("carers", "deputy", "contacts_per_year", "same_level")
        found["required"] = {name: row[name] for name in asked}
        if row["agreed"] is not None:
            found["agreed_contacts_per_year"] = row["agreed"]
    if row["person"] is not None:
        found["contacts_in_window"] = sum(item["count"] for item in back.recent.get(row["person"], ()))
        found["window_days"] = back.window
        found["carers"] = [_carer(back, care) for care in back.care.get(row["person"], ())]
        found["former_carers"] = [
            {**_named(back, former["own"]), "until": former["until"], "left_us": former["left"]}
            for former in back.former.get(row["person"], ())
        ]
    if row["kind"] in TOLD:
        found |= TOLD[row["kind"]].facts(back, row)
    return {**found, **_of_kind(back, row), "rests_on": _assumptions(back, row)}


def _of_kind(back: Background, row: Row) -> dict[str, Any]:
    """The facts that only this kind of gap has."""
    match row["kind"]:
        case "stale-care":
            clock = row["clock"]
            return {
                "last_contact": row["last_contact"], "clock_starts": clock,
                "allowed_days": round(row["days"], 1),
                "days_ago": (back.situation.as_of - clock).days if clock else None,
            }  # fmt: skip
        case "left-contact":
            return {"role": row["role"], "left_on": row["left_on"]}
        case "missing-role":
            presumed = presumed_people(back, row)
            people = [{**_named(back, person), "role": role} for person, role in presumed]
            return {"missing": row["missing"], "presumed": people}
        case "missing-rung":
            return {"people": [_named(back, number) for number in row["makers"]]}
        case "single-threaded-account":
            reached = None if row["reached"] is None else _named(back, row["reached"])
            return {"side": row["side"], "needing_care": row["needing"], "reached": reached}
        case "level-mismatch":
            return {"carers_of_unknown_level": row["unknown_level"]}
    return care_gap_facts(back, row)


def _named(back: Background, number: int) -> dict[str, Any]:
    return {"id": back.id(number), "name": back.name(number)}


def _carer(back: Background, care: Row) -> dict[str, Any]:
    told = {
        "id": back.id(care["own"]),
        "name": back.name(care["own"]),
        "level": care["level"],
        "duty": care["duty"],
    }
    return {
        **told,
        "assigned": care["assigned"],
        "observed": care["observed"],
        "last_contact": care["last_contact"],
    }


def _assumptions(back: Background, row: Row) -> list[str]:
    """What the finding takes for granted because nobody has recorded it."""
    found = []
    if row["presumed"]:
        found.append("role presumed")
    if row["kind"] == "missing-role" and not any(back.levels_at.get(row["account"], ())):
        found.append("no level at the account is known, so nobody is presumed")
    if row["account"] in back.tier_unknown:
        found.append("earnings value unknown, tier C assumed")
    if row["kind"] in LEVEL_COUNTS and row["level"] is not None and row["account"] is not None:
        companies = back.members.get(row["account"], set())
        people = row["makers"] or ([] if row["person"] is None else [row["person"]])
        jobs = [job for person in people for job in back.jobs.get(person, ())]
        here = [job for job in jobs if job["employer"] in companies and job["state"] == "valid"]
        if any(job["level"] == row["level"] and job["level_source"] == "title" for job in here):
            found.append("level read from the job title")
    return found


def rule(back: Background, row: Row) -> dict[str, Any]:
    """The policy values that make this a finding: path in the care policy → value."""
    policy, kind = back.policy, row["kind"]
    if kind in TOLD:
        return told_rule(back, row)
    if kind == "missing-role":
        return {f"missing_role.{name}": value for name, value in policy.get("missing_role").items()}
    if kind == "left-contact":
        return {}
    if kind == "stale-care":
        found = {"stale.slack": policy.get("stale.slack")}
    elif kind == "level-mismatch":
        found = {"levels.tolerance": policy.get("levels.tolerance")}
    else:
        found = care_gap_rule(back, row)
    if kind in NO_CARE_RULE or (kind == "unreported-care" and row["person"] is None):
        return found
    if kind != "missing-profile":
        found["observed.counts_as_care"] = policy.get("observed.counts_as_care")
    care_role = policy.care_role.get(row["role"] or "")
    if row["person"] is not None and care_role:
        path = f"care.{row['tier']}.{care_role}"
        found[path] = policy.get("care").get(row["tier"], {}).get(care_role)
    if row["third_party"]:
        found["care.third_party"] = policy.get("care.third_party")
    return found
