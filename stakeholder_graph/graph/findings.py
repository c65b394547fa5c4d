"""What the graph tells: gaps, coverage, levels, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.analysis.situation import count
from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.analysis.coverage import AccountCoverage
    from stakeholder_graph.analysis.levels import Ladder
    from stakeholder_graph.gaps.listed import Listed


class Findings(OpenedGraph):
    """Where relationships are missing, and what is in the graph."""

    def gaps(
        self, *, account: str | None = None, person: str | None = None, kinds: Sequence[str] = (),
        tier: str | None = None, severity: str | None = None, by_carer: bool = False, replaced: bool = False,
    ) -> Listed:  # fmt: skip
        """Where relationships are missing, the most severe first; filters choose from the list.

        `severity`: that class or worse. `replaced`: also gaps that stand in another one. UnknownName for an
        account, person or kind that is not there.
        """
        from stakeholder_graph.gaps.choosing import Choice, choose
        from stakeholder_graph.gaps.explain import explain
        from stakeholder_graph.gaps.listed import Listed

        counted = self.found.table.filter(pl.col("replaced_by").is_null())
        chosen = choose(
            self.situation,
            self.found.table,
            Choice(account, person, tuple(kinds), tier, severity, by_carer, replaced),
        )
        by_kind = dict(sorted(counted.group_by("kind").len().iter_rows()))
        findings = tuple(explain(self.situation, self.found, chosen))
        return Listed(
            self.as_of,
            self.policy,
            findings,
            counted.height,
            by_kind,
            count(self.situation),
            self.found.not_run,
        )

    def coverage(self) -> list[AccountCoverage]:
        """For each account and level: how many need care, and how many have it."""
        from stakeholder_graph.analysis.coverage import find_coverage

        return find_coverage(self.situation)

    def levels(self, account: str) -> Ladder:
        """Who of ours meets whom at an account, and which levels have no counterpart."""
        from stakeholder_graph.analysis.levels import find_ladder
        from stakeholder_graph.analysis.names import find_account

        return find_ladder(self.situation, find_account(self.situation, account))

    def info(self) -> dict[str, Any]:
        """What is in the database: counts by kind and relationship, and what is unknown."""
        from stakeholder_graph.analysis.info import tell

        return tell(self.situation, self.records, self.store.revision)

    def titles(self) -> pl.DataFrame:
        """Job titles that tell no level, the most frequent first: job_title, people."""
        from stakeholder_graph.analysis.jobs import titles_without_level

        return titles_without_level(self.situation.jobs)
