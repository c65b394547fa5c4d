"""Findings as a key account manager reads them on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import as_table
from stakeholder_graph.cli.words import word
from stakeholder_graph.model.ontology import ontology

if TYPE_CHECKING:
    from stakeholder_graph.gaps.finding import Finding


def role_name(role: str | None) -> str:
    return ontology().value_word("role", role, COMMON.language) if role else "–"


def table(findings: Sequence[Finding], *, by_carer: bool = False) -> str:
    """A row a finding: how severe, what is missing where, why we say so, and what to do next."""
    if not findings:
        return ""
    header = [word("severity"), word("tier"), word("finding"), word("why"), word("next")]
    rows: list[list[Any]] = []
    for finding in findings:
        told = finding.as_dict(COMMON.language)
        why = "; ".join(item["text"] for item in told["evidence"][:3])
        more = len(told["evidence"]) - 3
        why = f"{why} {word('and_more', count=more)}" if more > 0 else why
        tier = told["account"]["tier"] if told["account"] else "–"
        row = [f"{word(told['class'])} {told['severity']}", tier, told["text"], why, " ".join(told["next_steps"][:2])]
        rows.append([told["carer"]["name"] if told["carer"] else "–", *row] if by_carer else row)
    if by_carer:
        return as_table([word("carer"), *header], rows, [0, 0, 0, 4, 4, 4])
    return as_table(header, rows, [0, 0, 4, 4, 4])


def paragraph(finding: Finding) -> str:
    """Everything about a finding: evidence with dates and sources, the rule, the factors, the next steps."""
    told = finding.as_dict(COMMON.language)
    factors = " x ".join(f"{word(f'factor_{name}')} {value}" for name, value in told["factors"].items())
    lines = [f"{word(told['class']).upper()} {told['severity']} ({factors}): {told['text']}"]
    lines += [f"  {word('why')}: {_evidence(item)}" for item in told["evidence"]]
    rule = "; ".join(f"{path} = {_value(value)}" for path, value in told["facts"]["rule"].items())
    lines += [f"  {word('rule')}: {rule}"] if rule else []
    lines += [f"  {word('rests_on')}: {', '.join(word(one) for one in told['facts']['rests_on'])}"] if told["facts"]["rests_on"] else []
    lines += [f"  {word('includes')}: {item['text']}" for item in told["includes"]]
    lines += [f"  {word('replaced_by')}: {told['replaced_by']['text']}"] if "replaced_by" in told else []
    return "\n".join([*lines, *(f"  → {step}" for step in told["next_steps"])])


def _evidence(item: dict[str, Any]) -> str:
    where = ", ".join(part for part in (item["date"], item["source"]) if part)
    return f"{item['text']} ({where})" if where else str(item["text"])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(item)}" for name, item in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
