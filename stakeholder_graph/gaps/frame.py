"""Findings as a table for a notebook: one row a finding, the same columns always."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from stakeholder_graph.gaps.finding import Finding, Named

FRAME: dict[str, pl.DataType] = {
    "kind": pl.String(),
    "class": pl.String(),
    "severity": pl.Float64(),
    "account_id": pl.String(),
    "account": pl.String(),
    "tier": pl.String(),
    "person_id": pl.String(),
    "person": pl.String(),
    "level": pl.Int64(),
    "role": pl.String(),
    "presumed": pl.Boolean(),
    "carer_id": pl.String(),
    "carer": pl.String(),
    "about_kind": pl.String(),
    "about_id": pl.String(),
    "about": pl.String(),
    "text": pl.String(),
    "evidence": pl.List(pl.String()),
    "next_steps": pl.List(pl.String()),
    "replaced_by": pl.String(),
}
"""The columns of a table of findings and their types. `level` is the person's, or that of the rung;
`evidence` and `next_steps` hold one sentence an entry; `replaced_by` is the kind of the finding that stands
for this one. What does not apply to a finding is null."""


def frame_of(findings: Sequence[Finding], language: str = "en") -> pl.DataFrame:
    """The findings as one table with the columns of FRAME, in their order. O(findings)."""
    rows = [_row(finding, language) for finding in findings]
    return pl.DataFrame(rows, schema=FRAME, orient="row")


def _row(finding: Finding, language: str) -> tuple[Any, ...]:
    account, person = _told(finding.account), _told(finding.person)
    carer, about = _told(finding.carer), _told(finding.about)
    values = {
        "kind": finding.kind, "class": finding.severity_class, "severity": float(finding.severity),
        "account_id": account.get("id"), "account": account.get("name"), "tier": account.get("tier"),
        "person_id": person.get("id"), "person": person.get("name"), "level": finding.level,
        "role": person.get("role"), "presumed": person.get("presumed"),
        "carer_id": carer.get("id"), "carer": carer.get("name"),
        "about_kind": about.get("kind"), "about_id": about.get("id"), "about": about.get("name"),
        "text": finding.text(language),
        "evidence": [item.phrase.text(language, finding.policy) for item in finding.evidence],
        "next_steps": finding.next_steps(language),
        "replaced_by": finding.replaced_by[0] if finding.replaced_by else None,
    }  # fmt: skip
    return tuple(values[name] for name in FRAME)


def _told(item: Named | None) -> dict[str, Any]:
    return item.as_dict() if item else {}
