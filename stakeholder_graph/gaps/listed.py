"""A list of findings as it was asked for, with what was looked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stakeholder_graph.analysis.situation import Counts
from stakeholder_graph.model.policy import Policy

if TYPE_CHECKING:
    from stakeholder_graph.gaps.find import NotRun
    from stakeholder_graph.gaps.finding import Finding


@dataclass(frozen=True)
class Listed:
    """The findings that were asked for, of how many there are, and the checks that could not run."""

    as_of: date
    policy: Policy
    findings: tuple[Finding, ...]
    total: int
    by_kind: dict[str, int]
    counts: Counts
    not_run: tuple[NotRun, ...]

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The JSON shape of `gaps --format json`."""
        from stakeholder_graph.gaps.texts import words

        missing = [
            {"kind": one.kind, "missing": words("missing", one.missing, language)} for one in self.not_run
        ]
        counts = {**vars(self.counts), "by_kind": self.by_kind}
        gaps = [finding.as_dict(language) for finding in self.findings]
        return {
            "as_of": self.as_of.isoformat(),
            "policy": self.policy.as_dict(),
            "counts": counts,
            "not_run": missing,
            "gaps": gaps,
        }
