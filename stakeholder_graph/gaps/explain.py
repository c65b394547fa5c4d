"""From rows of the gap table to findings that a person can read, check and act upon."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps import next_steps as steps
from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground as Background
from stakeholder_graph.gaps.evidence import (
    absence_evidence,
    care_evidence,
    contact_evidence,
    job_evidence,
    left_evidence,
    role_evidence,
)  # fmt: skip
from stakeholder_graph.gaps.evidence_care import care_gap_evidence
from stakeholder_graph.gaps.facts import facts, rule
from stakeholder_graph.gaps.find import Gaps
from stakeholder_graph.gaps.finding import Evidence, Finding
from stakeholder_graph.gaps.sentences import sentence
from stakeholder_graph.gaps.steps_care import STEPS as CARE_STEPS
from stakeholder_graph.gaps.texts import Phrase, counted
from stakeholder_graph.gaps.told import TOLD

STEPS = {
    "uncovered-decider": steps.find_carer,
    "uncovered-influencer": steps.find_carer,
    "lost-carer": steps.replace_carer,
    "missing-role": steps.fill_role,
    "left-contact": steps.follow_leaver,
    "single-threaded-account": steps.widen,
    "level-mismatch": steps.raise_level,
    "missing-rung": steps.pair_rung,
    "single-threaded-person": steps.add_deputy,
    "stale-care": steps.warm_up,
    **CARE_STEPS,
    **{kind: told.steps for kind, told in TOLD.items()},
}


def explain(situation: Situation, gaps: Gaps, chosen: pl.DataFrame) -> list[Finding]:
    """The chosen rows of the gap table as findings, each with facts, evidence, rule and next steps.

    O(chosen rows + their people's records): cheap for an account, so filter first.
    """
    related = _related(gaps.table, chosen)
    back = Background(situation, pl.concat([chosen, related]) if related.height else chosen)
    sentences = {
        row["gap"]: TOLD[row["kind"]].sentence(back, row) if row["kind"] in TOLD else sentence(back, row)
        for row in [*chosen.iter_rows(named=True), *related.iter_rows(named=True)]
    }
    kinds = (
        dict(zip(gaps.table["gap"].to_list(), gaps.table["kind"].to_list(), strict=True))
        if related.height
        else {}
    )
    includes: dict[int, list[tuple[str, Phrase]]] = {}
    for row in related.iter_rows(named=True):
        if row["replaced_by"] is not None:
            includes.setdefault(row["replaced_by"], []).append((row["kind"], sentences[row["gap"]]))
    return [_finding(back, row, sentences, includes, kinds) for row in chosen.iter_rows(named=True)]


def _related(table: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """The gaps that the chosen ones replace, and those that replace the chosen ones."""
    inside = pl.col("replaced_by").is_in(chosen["gap"].implode())
    above = pl.col("gap").is_in(chosen["replaced_by"].drop_nulls().implode())
    return table.filter(inside | above)


def _finding(
    back: Background,
    row: Row,
    sentences: dict[int, Phrase],
    includes: dict[int, list[tuple[str, Phrase]]],
    kinds: dict[int, str],
) -> Finding:
    account = back.named(row["account"], tier=row["tier"])
    role = row["role"] or ("third_party" if row["third_party"] else None)
    person = back.named(row["person"], level=row["level"], role=role, presumed=bool(row["presumed"]))
    about = back.named(row["about"])
    if about is not None:
        about = type(about)(about.id, about.name, {"kind": back.label(row["about"])})
    above = row["replaced_by"]
    return Finding(
        kind=row["kind"], severity=row["severity"], severity_class=row["severity_class"],
        factors={"tier": row["tier_factor"], "role": row["role_factor"], "kind": row["kind_factor"]},
        account=account, person=person, carer=back.named(row["carer"]), level=row["level"], about=about,
        facts={**facts(back, row), "rule": rule(back, row)}, evidence=tuple(evidence(back, row)),
        sentence=sentences[row["gap"]], steps=tuple(STEPS[row["kind"]](back, row)), policy=back.policy,
        includes=tuple(includes.get(row["gap"], ())),
        replaced_by=None if above is None else (kinds[above], sentences[above]),
    )  # fmt: skip


def evidence(back: Background, row: Row) -> Sequence[Evidence]:
    """The records that a gap rests on, by its kind."""
    if row["kind"] in TOLD:
        return TOLD[row["kind"]].evidence(back, row)
    match row["kind"]:
        case "uncovered-decider" | "uncovered-influencer" | "lost-carer":
            return [*role_evidence(back, row), *job_evidence(back, row), *absence_evidence(back, row)]
        case "left-contact":
            return [*role_evidence(back, row), *left_evidence(back, row)]
        case "level-mismatch" | "single-threaded-person":
            return [*role_evidence(back, row), *job_evidence(back, row), *care_evidence(back, row["person"])]
        case "stale-care":
            return [
                *role_evidence(back, row),
                *care_evidence(back, row["person"]),
                *contact_evidence(back, row["person"]),
            ]
        case "missing-rung":
            return _rung_evidence(back, row)
        case "missing-role":
            return _role_missing_evidence(back, row)
        case "single-threaded-account":
            return _thread_evidence(back, row)
    return care_gap_evidence(back, row)


def _rung_evidence(back: Background, row: Row) -> list[Evidence]:
    found = []
    for maker in row["makers"]:
        phrase = Phrase("evidence", "rung", name=back.name(maker), level=row["level"])
        found.append(Evidence("Person", back.id(maker), None, None, phrase))
        found.extend(care_evidence(back, maker))
    peers = sum(level == row["level"] for level in back.own_levels.values())
    phrase = Phrase("evidence", "nobody_on_level" if peers else "no_peers", count=peers, level=row["level"])
    return [*found, Evidence("CARES_FOR", None, None, None, phrase)]


def _role_missing_evidence(back: Background, row: Row) -> list[Evidence]:
    found = []
    if row["about"] is not None:
        opportunity = back.opportunities[row["about"]]
        until, source = opportunity["close_date"], opportunity["source"]
        key = "opportunity_until" if until else "opportunity"
        late = (back.situation.as_of - until).days if until else 0
        key = "opportunity_late" if late > 0 else key
        phrase = Phrase(
            "evidence", key, name=back.name(row["about"]), date=until, days=counted("days_ago", late)
        )
        found.append(Evidence("Opportunity", back.id(row["about"]), until, source, phrase))
    else:
        account = Phrase("evidence", "no_opportunity", tier=row["tier"])
        found.append(Evidence(back.label(row["account"]), back.id(row["account"]), None, None, account))
    count = back.known_at.get(row["account"], 0)
    key = "nobody_in_role" if count else "nobody_in_any_role"
    nobody = Phrase("evidence", key, people=counted("people", count), role=row["missing"])
    found.append(Evidence("PLAYS_ROLE", None, None, None, nobody))
    for person, _ in steps.presumed_people(back, row):
        found.extend(role_evidence(back, {**row, "person": person}))
    return found


def _thread_evidence(back: Background, row: Row) -> list[Evidence]:
    phrase = Phrase("evidence", "needing", people=counted("people", row["needing"]))
    found = [Evidence("PLAYS_ROLE", None, None, None, phrase)]
    for person in back.cared_at.get(row["account"], ()):
        found.extend(care_evidence(back, person))
    return found
