"""The cycle of care: where an account stands in it, what came of actions, how contacts develop."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.analysis.cycle import Cycle
    from stakeholder_graph.analysis.effects import Effect
    from stakeholder_graph.analysis.measure_fit import MeasureFit
    from stakeholder_graph.gaps.find import Gaps

RECENT_DAYS = 365


class CycleOfCare(OpenedGraph):
    """Classify, identify, profile, distribute, keep contact, report, act."""

    def cycle(self, account: str) -> Cycle:
        """Where an account stands in the cycle of care: seven steps, what is missing, what to do next."""
        from stakeholder_graph.analysis.cycle import find_cycle
        from stakeholder_graph.analysis.names import find_account

        return find_cycle(self.situation, self.found, find_account(self.situation, account))

    def cycles(self) -> list[Cycle]:
        """The same for all accounts, by name."""
        from stakeholder_graph.analysis.cycle import find_cycles

        return find_cycles(self.situation, self.found)

    def action_list(self, *, account: str | None = None, every: bool = False) -> list[Effect]:
        """Actions by deadline with what came of them; `every`: also those over for more than a year.

        For what was done, ratings before and after, and the gaps that are closed since it was added.
        """
        from stakeholder_graph.analysis.cycle_loop import Changes
        from stakeholder_graph.analysis.effects import find_effects
        from stakeholder_graph.analysis.names import find_account

        changes = Changes(self.situation)
        if account is None:
            actions = changes.actions
        else:
            actions = changes.actions_of(find_account(self.situation, account))
        since = self.as_of - timedelta(days=RECENT_DAYS)
        over = {"done": lambda one: one.done_on, "dropped": lambda one: one.due}
        if not every:
            actions = [
                one
                for one in actions
                if one.state not in over or (over[one.state](one) or self.as_of) > since
            ]
        return find_effects(self.situation, actions, self._gaps_on)

    def measure_check(self, measure: str) -> MeasureFit:
        """Whom of the invited a measure suits: level, limits for gifts, objection; decision support only."""
        from stakeholder_graph.analysis.measure_fit import check_measure
        from stakeholder_graph.analysis.names import find_record

        return check_measure(self.situation, find_record(self.situation, "Measure", measure))

    def trend(self, account: str | None = None) -> dict[str, Any]:
        """Contacts month by month, personal and remote, of one account or of all; see `trend_of`."""
        from stakeholder_graph.analysis.names import find_account
        from stakeholder_graph.analysis.trend import trend_of

        number = None if account is None else find_account(self.situation, account)
        return trend_of(self.situation, number)

    @cached_property
    def _gaps_by_day(self) -> dict[date, Gaps]:
        return {}

    def _gaps_on(self, day: date) -> Gaps:
        """All gaps as of another day, kept without all else of it: an account has actions of many days."""
        if day not in self._gaps_by_day:
            self._gaps_by_day[day] = self._seen_on(day)[1]
        return self._gaps_by_day[day]
