"""Where an import goes: what it needs of a database, whatever kind that is, and of those who know more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import polars as pl

from stakeholder_graph.model.records import Origin, Records

Count = Callable[[int, int], None]
TitleReader = Callable[[Records], pl.DataFrame]
"""From all records to the readings of their job titles."""
Refuse = Callable[[Records, Records], None]
"""Is asked what changes and what there would be; raises what it does not let in."""


class Receiver(Protocol):
    """What an import needs of a store."""

    @property
    def in_steps(self) -> bool:
        """Whether much is written step by step, so that a part may be there."""

    @property
    def unfinished(self) -> object | None:
        """An import of which only a part is there."""

    def read(self) -> Records:
        """Everything that is there."""

    def write(
        self, records: Records, *, readings: pl.DataFrame | None, origin: Origin | None, progress: Count
    ) -> object:
        """Add and update all of it or nothing; of much, what is there can be completed or taken back."""
