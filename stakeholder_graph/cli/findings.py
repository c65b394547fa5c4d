"""Findings as a key account manager reads them: a table, paragraphs with all evidence, or flat rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import as_table
from stakeholder_graph.cli.rules import rule_lines
from stakeholder_graph.cli.words import day, word
from stakeholder_graph.gaps.texts import words

if TYPE_CHECKING:
    from stakeholder_graph.gaps.finding import Finding
    from stakeholder_graph.gaps.listed import Listed

FLAT = [
    "kind", "class", "severity", "account", "tier", "person", "level", "role", "presumed", "carer", "about",
    "text", "evidence", "next_steps", "replaced_by",
]  # fmt: skip
MOST = 3  # pieces of evidence in a table
OWN_FILES = "canonical: "


def report(listed: Listed, *, by_carer: bool = False) -> str:
    """The list for people: a table, or with --verbose a paragraph a finding; then of how many, and what was
    looked through.
    """
    found = listed.findings
    body = "\n\n".join(map(paragraph, found)) if COMMON.verbose else table(found, by_carer=by_carer)
    parts = sum(gap.replaced_by is not None for gap in found)
    shown, total = len(found) - parts, listed.total
    key = "no_gaps" if not total else "gaps_all" if shown == total else "gaps_shown"
    counts = listed.counts
    lines = [
        word(key, shown=shown, total=total, date=listed.as_of),
        word(
            "counted", people=counts.people, accounts=counts.accounts, needing=counts.needing_care,
            objected=counts.objected,
        ),
    ]  # fmt: skip
    if parts:
        lines.insert(1, word("gaps_parts", count=parts))
    for missing, kinds in listed.silent(COMMON.language).items():
        names = ", ".join(words(kind, "name", COMMON.language) for kind in kinds)
        lines.append(word("not_run", kind=names, missing=missing))
    if found and not COMMON.verbose:
        lines.append(word("more_verbose"))
    return "\n".join([body, "", *lines] if body else lines)


def table(findings: Sequence[Finding], *, by_carer: bool = False) -> str:
    """A row a finding: how severe, what is missing where, why we say so, and what to do next."""
    if not findings:
        return ""
    header = [word("severity"), word("tier"), word("finding"), word("why"), word("next")]
    rows: list[list[Any]] = []
    for finding in findings:
        told = finding.as_dict(COMMON.language)
        why = "; ".join(item["text"] for item in told["evidence"][:MOST])
        more = len(told["evidence"]) - MOST
        why = f"{why} {word('and_more', count=more)}" if more > 0 else why
        tier = told["account"]["tier"] if told["account"] else "–"
        text = f"{word('part')} {told['text']}" if "replaced_by" in told else told["text"]
        row = [f"{word(told['class'])} {told['severity']}", tier, text, why]
        row.append(" ".join(told["next_steps"][:2]))
        rows.append([told["carer"]["name"] if told["carer"] else "–", *row] if by_carer else row)
    if by_carer:
        return as_table([word("carer"), *header], rows, [0, 0, 0, 4, 4, 4])
    return as_table(header, rows, [0, 0, 4, 4, 4])


def paragraph(finding: Finding) -> str:
    """All about a finding: its evidence with sources, the rule, what is only assumed, the next steps."""
    told = finding.as_dict(COMMON.language)
    factors = told["factors"]
    weights = " × ".join(f"{word(f'factor_{name}')} {value}" for name, value in factors.items())
    lines = [f"{word(told['class']).upper()} {told['severity']}: {told['text']}"]
    lines += _listed(word("why"), [_evidence(item) for item in told["evidence"]])
    lines += _listed(
        word("rule"), [*rule_lines(finding), f"{word('severity')} {told['severity']} = {weights}"]
    )
    lines += _listed(word("rests_on"), [word(one) for one in told["facts"]["rests_on"]])
    lines += _listed(word("includes"), [item["text"] for item in told["includes"]])
    lines += _listed(word("replaced_by"), [told["replaced_by"]["text"]] if "replaced_by" in told else [])
    return "\n".join([*lines, *_listed(word("next"), told["next_steps"])])


def _listed(name: str, items: Sequence[str]) -> list[str]:
    return [f"  {name}:", *(f"    - {item}" for item in items)] if items else []


def _evidence(item: dict[str, Any]) -> str:
    """A piece of evidence with its day, where its text does not tell it, and its source."""
    on = day(item["date"]) if item["date"] else ""
    parts = ["" if on in item["text"] else on, (item["source"] or "").removeprefix(OWN_FILES)]
    told = ", ".join(part for part in parts if part)
    return f"{item['text']} [{told}]" if told else str(item["text"])


def flat(listed: Listed) -> tuple[list[str], list[list[Any]]]:
    """One flat row a finding, for a spreadsheet; the names of its columns never change."""
    rows = []
    for finding in listed.findings:
        told = finding.as_dict(COMMON.language)
        account, person = told["account"] or {}, told["person"] or {}
        values = {
            **told,
            "account": account.get("name"), "tier": account.get("tier"), "person": person.get("name"),
            "role": person.get("role"), "presumed": person.get("presumed"),
            "carer": (told["carer"] or {}).get("name"), "about": (told["about"] or {}).get("name"),
            "evidence": " | ".join(item["text"] for item in told["evidence"]),
            "next_steps": " ".join(told["next_steps"]),
            "replaced_by": told.get("replaced_by", {}).get("kind"),
        }  # fmt: skip
        rows.append([values[name] for name in FLAT])
    return FLAT, rows
