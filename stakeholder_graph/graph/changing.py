"""What has changed between two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.gaps.changes import Changes


class Changing(OpenedGraph):
    """The same graph on an earlier day beside that of today."""

    def changes(
        self, since: date, *, account: str | None = None, kinds: Sequence[str] = (), tier: str | None = None
    ) -> Changes:
        """Which gaps appeared, closed or moved after `since` and up to the as-of date, and what was recorded.

        Only dated facts are read as they were then: what has no date of its own (open or not, status,
        stance, profile) is as recorded now, on both days. StakeholderGraphError when `since` comes after the
        as-of date. The gaps are worked out twice: O(people + relationships).
        """
        from stakeholder_graph.gaps.changes import find_changes
        from stakeholder_graph.gaps.choosing import Choice

        if since > self.as_of:
            what = (
                f"{since.isoformat()} comes after the day on which things are seen, {self.as_of.isoformat()}"
            )
            raise StakeholderGraphError("--since", what, "name an earlier day, or a later one with --as-of")
        choice = Choice(account=account, kinds=tuple(kinds), tier=tier)
        return find_changes(self._seen_on(since), (self.situation, self.found), choice)
