"""What every store can do, whatever keeps the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import polars as pl

from stakeholder_graph.model.records import Origin, Records


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows of one kind a write has added, changed, and found to be there already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


Progress = Callable[[int, int], None]
"""Hears how many rows are written, and of how many."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A large import that is there in part: it was interrupted, or another program is still at it."""

    name: str
    digest: str
    started: datetime
    rows: int
    written: int
    idle_seconds: int
    """Since its last step."""
    is_running: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did: rows removed, rows put back as they were, and new ones that stay.

    One stays when somebody has hung something else on it meanwhile.
    """

    name: str
    removed: int
    restored: int
    kept: int


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What takes the place of what, in one step: `written` rows stand exactly as given, `removed` ones go.

    `memos` are texts to be kept beside the graph by name; None lets go of one. `revision` is that of the
    records from which all this was worked out.
    """

    revision: int
    written: Records = field(default_factory=Records)
    removed: Records = field(default_factory=Records)
    memos: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Cypher gave back: the names of its columns, and the rows in their order.

    Values are plain Python: days are datetime.date, lists list, maps dict. A node is a dict of its properties
    with `label`, a relationship one with `kind`, a path {"nodes": […], "relationships": […]}.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Store(Protocol):
    """The database with the stakeholders. Every fault is a StorageError, and then nothing was changed."""

    location: str
    """Where it is, as one would name it with --db."""
    backup: Path | None
    """The copy that was made because opening it changed its tables."""
    in_steps: bool
    """Whether much is written step by step, so that a part may be there: a server; a file is not."""

    @property
    def identity(self) -> str:
        """What tells this database from every other one, also after it was moved."""
        ...

    @property
    def revision(self) -> int:
        """A number that grows with every write that changed anything."""
        ...

    @property
    def unfinished(self) -> Unfinished | None:
        """The import of which only a part is there; a file holds none, for it takes all or nothing."""
        ...

    def read(self) -> Records:
        """Everything that is there, as it stood at one moment. Kinds without rows are empty tables."""
        ...

    def write(
        self, records: Records, *, readings: pl.DataFrame | None = None, origin: Origin | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Written]:  # fmt: skip
        """Add what is new and update what has changed, by id; all of it or nothing.

        An empty value overwrites one that is there only when both rows name the same source. Rows that differ
        in nothing but the day of recording count as unchanged. `readings`: what the job titles were read as
        (columns of `title_readings`). Returns the counts by kind or relationship.

        A server takes more than 200,000 rows step by step. If that is interrupted, `unfinished` tells, no
        other write is taken, and one with the same `origin` completes it (without one: the same records).
        """
        ...

    def undo_import(self) -> Undone:
        """Take back the import that was interrupted. StorageError where there is none, or it still runs."""
        ...

    def end(self, relationship_ids: Iterable[str], node_ids: Iterable[str], on: date) -> dict[str, Written]:
        """Let these end on that day (`valid_to`), except what has ended before it; they stay as history."""
        ...

    def rewrite(self, change: Rewrite) -> None:
        """Put rows in the place of others, in one transaction; nothing may hang on a node that is removed.

        Rows are found by id; unlike with `write`, an empty value empties. Raises StorageError, and changes
        nothing, when somebody has written since `change.revision`, or an import was interrupted. O(rows).
        """
        ...

    def memos(self) -> dict[str, str]:
        """The texts that `rewrite` keeps beside the graph, by name."""
        ...

    def title_readings(self) -> pl.DataFrame:
        """What the job titles were read as at the last import: one row a title, department and employer."""
        ...

    def ask(self, text: str, parameters: Mapping[str, Any]) -> Answer:
        """Run reading Cypher; values come only as parameters, days as datetime.date.

        Every node has its label, `id`, `name` and its filled properties, every relationship its type, `id`
        and its filled properties; several values are a list. A WORKS_FOR whose job title was read also has
        read_level, read_function, read_standing, and read_former where that is true. A writing text is
        refused.
        """
        ...

    def close(self) -> None:
        """Let go of it; a `with` block does so by itself."""
        ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
