"""Keeping the care cycle going: each method writes one thing, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.recording.entry import Entered, Entry


class Recording(OpenedGraph):
    """What one records without a spreadsheet; with `dry_run` it is only told what would be written."""

    def care_set(self, ours: str, theirs: str, *, dry_run: bool = False, **given: Any) -> Entered:
        """Let one of ours care for somebody; see `recording.care.care_set` for what may be given."""
        from stakeholder_graph.recording.care import care_set

        return self._enter(care_set(self.situation, self.records, ours, theirs, **given), dry_run)

    def care_end(self, ours: str, theirs: str, *, on: date | None = None, dry_run: bool = False) -> Entered:
        """End the care of one of ours for somebody; `on` is the last day, else today."""
        from stakeholder_graph.recording.care import care_end

        return self._enter(care_end(self.situation, self.records, ours, theirs, on=on), dry_run)

    def role_end(
        self, who: str, where: str, *, role: str | None = None, on: date | None = None, dry_run: bool = False
    ) -> Entered:
        """End the role of somebody at an account or in a deal; `on` is the last day, else today."""
        from stakeholder_graph.recording.roles import role_end

        return self._enter(role_end(self.situation, self.records, who, where, role=role, on=on), dry_run)

    def measure_add(self, name: str, *, dry_run: bool = False, **given: Any) -> Entered:
        """Record a measure, its hosts and guests; see `recording.measures.measure_add`."""
        from stakeholder_graph.recording.measures import measure_add

        return self._enter(measure_add(self.situation, self.records, name, **given), dry_run)

    def report_add(
        self, about: Sequence[str], by: str, *, on: date | None = None,
        ratings: Mapping[str, int | str | None] | None = None, result: str | None = None,
        finding: str | None = None, dry_run: bool = False,
    ) -> Entered:  # fmt: skip
        """Record an interim report on people or on a measure; `ratings` are 1 to 5 by name."""
        from stakeholder_graph.recording.reports import report_add

        entry = report_add(
            self.situation, self.records, about, by, on=on, ratings=ratings, result=result, finding=finding
        )
        return self._enter(entry, dry_run)

    def action_add(
        self, text: str, responsible: Sequence[str], *, due: date | None = None, about: Sequence[str] = (),
        report: str | None = None, dry_run: bool = False,
    ) -> Entered:  # fmt: skip
        """Record what somebody of ours is to do by a day, and from which report that follows."""
        from stakeholder_graph.recording.actions import action_add

        entry = action_add(
            self.situation, self.records, text, responsible, due=due, about=about, report=report
        )
        return self._enter(entry, dry_run)

    def action_done(
        self, which: str, *, effect: str | None = None, on: date | None = None, dry_run: bool = False
    ) -> Entered:
        """Record that an action is done, and what its effect was."""
        from stakeholder_graph.recording.actions import action_done

        return self._enter(action_done(self.situation, self.records, which, effect=effect, on=on), dry_run)

    def action_drop(self, which: str, reason: str, *, dry_run: bool = False) -> Entered:
        """Record that an action will not be done, and why."""
        from stakeholder_graph.recording.actions import action_drop

        return self._enter(action_drop(self.situation, self.records, which, reason), dry_run)

    def _enter(self, entry: Entry, dry_run: bool) -> Entered:
        """Write an entry in one transaction, unless it only shall be told; then read anew."""
        from stakeholder_graph.recording.entry import Entered, rows_told

        told = rows_told(entry.changed)
        if dry_run or not told:
            return Entered(entry.said, {}, told, dry_run)
        try:
            if entry.on is not None:
                done = self.store.end(entry.ends, (), entry.on)
            else:
                done = self.store.write(entry.changed)
        finally:
            self._forget()
        counts = {kind: one.added + one.changed for kind, one in done.items() if one.added + one.changed}
        return Entered(entry.said, counts, told)
