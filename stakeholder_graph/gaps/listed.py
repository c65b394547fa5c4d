"""A list of findings as it was asked for, with what was looked through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.analysis.situation import Counts, Situation, count
from stakeholder_graph.gaps.texts import Phrase
from stakeholder_graph.model.policy import Policy

if TYPE_CHECKING:
    from stakeholder_graph.gaps.choosing import Choice
    from stakeholder_graph.gaps.find import Gaps, NotRun
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

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def frame(self) -> pl.DataFrame:
        """The findings as a polars table, one row each, in English; its columns are those of
        `gaps.frame.FRAME`.
        """
        return self.to_frame()

    def to_frame(self, language: str = "en") -> pl.DataFrame:
        """The same table with its sentences in this language ("en" or "de")."""
        from stakeholder_graph.gaps.frame import frame_of

        return frame_of(self.findings, language)

    def silent(self, language: str = "en") -> dict[str, list[str]]:
        """Why something could not be checked, and which checks: each reason once, people named together."""
        people: dict[tuple[str, str], list[str]] = {}
        reasons: dict[str, list[str]] = {}
        for one in self.not_run:
            if one.person is None:
                reasons.setdefault(one.text(language, self.policy), []).append(one.kind)
            else:
                people.setdefault((one.kind, one.missing), []).append(one.person.name)
        for (kind, missing), names in people.items():
            phrase = Phrase("missing", missing, people=names)
            reasons.setdefault(phrase.text(language, self.policy), []).append(kind)
        return reasons

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The JSON shape of `gaps --format json`."""
        missing = [{"kind": one.kind, "missing": one.text(language, self.policy)} for one in self.not_run]
        counts = {**vars(self.counts), "by_kind": self.by_kind}
        gaps = [finding.as_dict(language) for finding in self.findings]
        return {
            "as_of": self.as_of.isoformat(),
            "policy": self.policy.as_dict(),
            "counts": counts,
            "not_run": missing,
            "gaps": gaps,
        }


def list_gaps(situation: Situation, found: Gaps, choice: Choice) -> Listed:
    """The findings that a reader asked for, of all that were found, with what was looked through."""
    from stakeholder_graph.gaps.choosing import choose
    from stakeholder_graph.gaps.explain import explain

    counted = found.table.filter(pl.col("replaced_by").is_null())
    chosen = choose(situation, found.table, choice)
    by_kind = dict(sorted(counted.group_by("kind").len().iter_rows()))
    findings = tuple(explain(situation, found, chosen))
    return Listed(
        situation.as_of, situation.policy, findings, counted.height, by_kind, count(situation), found.not_run
    )
