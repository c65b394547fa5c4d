"""The figures behind a finding, and the policy values that make it one."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.gaps.background import Background, Row
from stakeholder_graph.gaps.next_steps import presumed_people


def facts(back: Background, row: Row) -> dict[str, Any]:
    """What is known about the gap, as plain values for scripts."""
    found: dict[str, Any] = {}
    kind = row["kind"]
    if row["carers"] is not None:
        found["required"] = {name: row[name] for name in ("carers", "deputy", "contacts_per_year", "same_level")}
        if row["agreed"] is not None:
            found["agreed_contacts_per_year"] = row["agreed"]
    if row["person"] is not None:
        found["contacts_in_window"] = sum(item["count"] for item in back.recent.get(row["person"], ()))
        found["window_days"] = back.window
        found["carers"] = [_carer(back, care) for care in back.care.get(row["person"], ())]
        found["former_carers"] = [
            {"id": back.id(former["own"]), "name": back.name(former["own"]), "until": former["until"], "left_us": former["left"]}
            for former in back.former.get(row["person"], ())
        ]
    if kind == "stale-care":
        found |= {"last_contact": row["last_contact"], "clock_starts": row["clock"], "allowed_days": round(row["days"], 1)}
        found["days_ago"] = (back.situation.as_of - row["clock"]).days if row["clock"] else None
    elif kind == "left-contact":
        found |= {"role": row["role"], "left_on": row["left_on"]}
    elif kind == "missing-role":
        people = [{"id": back.id(p), "name": back.name(p), "role": role} for p, role in presumed_people(back, row)]
        found |= {"missing": row["missing"], "presumed": people}
    elif kind == "missing-rung":
        found["people"] = [{"id": back.id(number), "name": back.name(number)} for number in row["makers"]]
    elif kind == "single-threaded-account":
        reached = back.named(row["reached"])
        found |= {"side": row["side"], "needing_care": row["needing"], "reached": reached.as_dict() if reached else None}
    elif kind == "level-mismatch":
        found["carers_of_unknown_level"] = row["unknown_level"]
    found["rests_on"] = _assumptions(back, row)
    return found


def _carer(back: Background, care: Row) -> dict[str, Any]:
    told = {"id": back.id(care["own"]), "name": back.name(care["own"]), "level": care["level"], "duty": care["duty"]}
    return {**told, "assigned": care["assigned"], "observed": care["observed"], "last_contact": care["last_contact"]}


def _assumptions(back: Background, row: Row) -> list[str]:
    """What the finding takes for granted because nobody has recorded it."""
    found = []
    if row["presumed"]:
        found.append("role presumed")
    if row["account"] in back.tier_unknown:
        found.append("earnings value unknown, tier C assumed")
    if row["person"] is not None and row["level"] is not None and row["account"] is not None:
        companies = back.members.get(row["account"], set())
        jobs = [job for job in back.jobs.get(row["person"], ()) if job["employer"] in companies and job["state"] == "valid"]
        if any(job["level"] == row["level"] and job["level_source"] == "title" for job in jobs):
            found.append("level read from the job title")
    return found


def rule(back: Background, row: Row) -> dict[str, Any]:
    """The policy values that make this a finding: path in the care policy → value."""
    policy, kind = back.policy, row["kind"]
    if kind == "missing-role":
        return {f"missing_role.{name}": value for name, value in policy.get("missing_role").items()}
    if kind == "left-contact":
        return {}
    if kind == "stale-care":
        found = {"stale.slack": policy.get("stale.slack")}
    elif kind == "level-mismatch":
        found = {"levels.tolerance": policy.get("levels.tolerance")}
    else:
        found = {}
    found["observed.counts_as_care"] = policy.get("observed.counts_as_care")
    care_role = policy.care_role.get(row["role"] or "")
    if row["person"] is not None and care_role:
        path = f"care.{row['tier']}.{care_role}"
        found[path] = policy.get("care").get(row["tier"], {}).get(care_role)
    if row["third_party"]:
        found["care.third_party"] = policy.get("care.third_party")
    return found
