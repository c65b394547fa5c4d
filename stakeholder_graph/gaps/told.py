"""How each kind of gap about risks and the cycle is told: its sentence, facts, evidence, rule and steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stakeholder_graph.gaps import telling_cycle as cycle
from stakeholder_graph.gaps import telling_risks as risks
from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground
from stakeholder_graph.gaps.finding import Evidence
from stakeholder_graph.gaps.texts import Phrase


@dataclass(frozen=True)
class Told:
    """The functions that tell one kind of gap, and the values of the care policy that make it one."""

    sentence: Callable[[CareBackground, Row], Phrase]
    facts: Callable[[CareBackground, Row], dict[str, Any]]
    evidence: Callable[[CareBackground, Row], list[Evidence]]
    steps: Callable[[CareBackground, Row], list[Phrase]]
    rule: tuple[str, ...] = ()


TOLD: Mapping[str, Told] = {
    "competitor-tie": Told(
        risks.tied_sentence, risks.tied_facts, risks.tied_evidence, risks.tied_steps
    ),
    "opposed-decider": Told(
        cycle.opposed_sentence, cycle.opposed_facts, cycle.opposed_evidence, cycle.opposed_steps
    ),
    "open-finding": Told(
        cycle.finding_sentence, cycle.finding_facts, cycle.finding_evidence, cycle.finding_steps
    ),
    "wrong-measure": Told(
        cycle.measure_sentence, cycle.measure_facts, cycle.measure_evidence, cycle.measure_steps
    ),
    "thinning-contact": Told(
        risks.thinning_sentence, risks.thinning_facts, risks.thinning_evidence, risks.thinning_steps,
        rule=("stale.thinning_share", "stale.thinning_min"),
    ),
    "contact-despite-objection": Told(
        risks.objection_sentence, risks.objection_facts, risks.objection_evidence, risks.objection_steps
    ),
    "successor-missing": Told(
        risks.successor_sentence, risks.successor_facts, risks.successor_evidence, risks.successor_steps,
        rule=("stale.successor_days", "observed.counts_as_care"),
    ),
}  # fmt: skip


def told_rule(back: CareBackground, row: Row) -> dict[str, Any]:
    """The policy values that make this a finding: path in the care policy → value."""
    policy = back.policy
    found = {path: policy.get(path) for path in TOLD[row["kind"]].rule}
    if row["kind"] == "wrong-measure":
        kind = back.record("Measure", row["about"])["kind"]
        found[f"measures.fits.{kind}"] = policy.get("measures.fits")[kind]
    if row["kind"] == "successor-missing":
        care_role = policy.care_role.get(row["role"] or "")
        if care_role and row["tier"]:
            found[f"care.{row['tier']}.{care_role}"] = policy.get("care").get(row["tier"], {}).get(care_role)
        if row["third_party"]:
            found["care.third_party"] = policy.get("care.third_party")
    return found
