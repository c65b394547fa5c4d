"""An opened graph: its store, its records, and what they amount to on one day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from stakeholder_graph.analysis.situation import Situation, Tell
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.snapshot import Snapshot, take_snapshot
from stakeholder_graph.storage import Store

if TYPE_CHECKING:
    from stakeholder_graph.gaps.find import Gaps


class OpenedGraph:
    """What all methods of a graph rest on; each part is read or worked out when first asked for."""

    tell: Tell | None = None
    _given: Collection[str] = ()
    """What is not read from the database but was given instead of it."""

    def __init__(self, store: Store, policy: Policy, as_of: date, *, group: bool = False) -> None:
        self.store, self.policy, self.as_of, self.group = store, policy, as_of, group

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def _forget(self) -> None:
        """Let go of all that was read or worked out: the database is not as it was. What was given stays."""
        for name in [*self.__dict__]:
            if isinstance(getattr(type(self), name, None), cached_property) and name not in self._given:
                del self.__dict__[name]

    @cached_property
    def records(self) -> Records:
        """Everything in the database, read once."""
        return self.store.read()

    @cached_property
    def snapshot(self) -> Snapshot:
        """The graph as it stands on the as-of date."""
        return take_snapshot(self.records, self.as_of, self.store.title_readings())

    @cached_property
    def situation(self) -> Situation:
        """Accounts, roles, needs, contacts and care on that day."""
        return Situation(self.snapshot, self.policy, group=self.group, tell=self.tell)

    @cached_property
    def found(self) -> Gaps:
        """All gaps as a table."""
        from stakeholder_graph.gaps.find import find_gaps

        return find_gaps(self.situation)

    def _seen_on(self, day: date) -> tuple[Situation, Gaps]:
        """How things stood on another day, and its gaps; people have the same numbers in it."""
        from stakeholder_graph.gaps.find import find_gaps

        if day == self.as_of:
            return self.situation, self.found
        snapshot = take_snapshot(self.records, day, self.store.title_readings())
        then = Situation(snapshot, self.policy, group=self.group)
        return then, find_gaps(then)
