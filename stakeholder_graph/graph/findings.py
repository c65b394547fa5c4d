"""What the graph tells: gaps, coverage, levels, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

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

        What comes back can be counted and looped over; its `.frame` is a polars table, one row a finding.
        `severity`: that class or worse. `replaced`: also gaps that stand in another one. UnknownName for an
        account, person or kind that is not there.
        """
        from stakeholder_graph.gaps.choosing import Choice
        from stakeholder_graph.gaps.listed import list_gaps

        choice = Choice(account, person, tuple(kinds), tier, severity, by_carer, replaced)
        return list_gaps(self.situation, self.found, choice)

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
        """Job titles that tell no level, most frequent first: job_title, people, suggested_level, because.

        `because` is the title, or the spelling, that speaks for the level; both are null where nothing does.
        """
        from stakeholder_graph.analysis.jobs import titles_without_level
        from stakeholder_graph.analysis.title_suggestions import suggested

        jobs = self.situation.jobs
        return suggested(jobs, titles_without_level(jobs), self.policy.get("levels").get("titles", []))
