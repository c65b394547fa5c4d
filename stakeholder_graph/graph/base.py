"""An opened graph: its store, its records, and what they amount to on one day."""

from __future__ import annotations

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
