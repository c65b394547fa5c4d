"""The rules of the care policy as sentences, with the place in the policy where each can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.words import named, word
from stakeholder_graph.gaps.texts import number, words

if TYPE_CHECKING:
    from stakeholder_graph.gaps.finding import Finding
    from stakeholder_graph.model.policy import Policy


def rule_lines(finding: Finding) -> list[str]:
    """What in the care policy makes this a finding, a line a rule: sentence and place in the policy."""
    rules, policy = finding.facts["rule"].items(), finding.policy
    return [f"{_sentence(path, value, policy)} [{path}]" for path, value in rules]


def _sentence(path: str, value: Any, policy: Policy) -> str:
    if path.startswith("care."):
        return _care(path.split(".")[1:], value)
    if path == "observed.counts_as_care":
        return word(f"rule_{path}_{value}")
    if path.startswith("measures.fits."):
        return _fits(path.split(".")[2], value, policy)
    if isinstance(value, list):
        names = [named("role", item) for item in value] if path.endswith("roles") else value
        return word(f"rule_{path}", value=", ".join(names) or "–")
    return word(f"rule_{path}", value=number(value, COMMON.language))


def _fits(kind: str, levels: list[int], policy: Policy) -> str:
    """For whom a kind of measure is meant: "training: meant for level lead, operative"."""
    names = ", ".join(policy.level_name(level, COMMON.language) for level in levels)
    return word("rule_measures.fits", kind=words("measure_kinds", kind, COMMON.language), levels=names or "–")


def _care(place: list[str], need: dict[str, Any] | None) -> str:
    """What is owed to a role at an account of a tier: "decider at an A account: 1 carer and a deputy, …"."""
    if place == ["third_party"]:
        whom = word("rule_third_party")
    else:
        tier, role = place
        whom = word(
            "rule_at_account", tier=tier, role=word("rule_other") if role == "other" else named("role", role)
        )
    if not need or not need.get("carers"):
        return f"{whom}: {word('rule_nothing')}"
    carers = need["carers"]
    parts = [word("rule_carer") if carers == 1 else word("rule_carers", count=carers)]
    parts += [word("rule_deputy")] if need.get("deputy") else []
    parts += [word("rule_same_level")] if need.get("same_level") else []
    contacts = need.get("contacts_per_year", 0)
    parts += (
        [word("rule_contact") if contacts == 1 else word("rule_contacts", count=contacts)] if contacts else []
    )
    return f"{whom}: {', '.join(parts)}"
