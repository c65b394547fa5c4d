"""A whole graph from one database into another, and the proof that all of it came there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.records import Origin, Records
from stakeholder_graph.storage import forget_new, is_new, open_store, place_of
from stakeholder_graph.storage.comparing import Different, differences, different_rows
from stakeholder_graph.storage.store import Store, Written


@dataclass(frozen=True)
class Step:
    """What is being done now, and with how many rows where that is known."""

    name: Literal["reading", "writing", "wrote", "reading_back"]
    location: str
    rows: int = 0
    done: int = 0


@dataclass(frozen=True)
class Copied:
    """What a copy has written, by kind or relationship; all of it was read back and compared."""

    source: str
    target: str
    written: dict[str, Written]
    title_readings: int
    backups: tuple[Path, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `copy --format json`."""
        written = {
            name: {"added": one.added, "changed": one.changed, "unchanged": one.unchanged}
            for name, one in self.written.items()
        }
        return {
            "from": self.source,
            "to": self.target,
            "written": written,
            "title_readings": self.title_readings,
            "verified": True,
        }


def copy(
    source: str | Path,
    target: str | Path,
    *,
    into_existing: bool = False,
    progress: Callable[[Step], None] | None = None,
) -> Copied:
    """Copy a whole graph into another database, and make sure that all of it is there.

    `source`, `target`: files or servers, as `open_store` takes them; a file that is not there is made. What
    the job titles were read as is copied too. The copy is a database of its own, with its own identity.
    `into_existing`: add to and update, by id, a target that holds a graph already. All is read back and
    compared. Raises StorageError when the source is missing or empty, both are the same, the target cannot
    be written or holds a graph, or what is read back differs; a file that was new is then removed again.
    O(rows).
    """
    tell = progress or (lambda step: None)
    with ExitStack() as opened:
        origin = opened.enter_context(open_store(source, refresh=True))
        if is_new(target):
            opened.push(_forgetting(target))
        else:
            _refuse_same(origin, target)
        goal = opened.enter_context(
            open_store(target, create=True, into_existing=into_existing, refresh=True)
        )
        what = Origin(f"copy {origin.identity} {origin.revision}", f"a copy of {origin.location}")
        _refuse_other(origin, goal, into_existing or _is_begun(goal, what))
        tell(Step("reading", origin.location))
        records, readings = origin.read(), origin.title_readings()
        rows = sum(records.counts().values())
        if not rows:
            raise StorageError(origin.location, "there is nothing in it to copy", "name the right database")
        tell(Step("writing", goal.location, rows))
        written = goal.write(
            _filled(records),
            readings=readings if readings.height else None,
            origin=what,
            progress=lambda done, rows: tell(Step("wrote", goal.location, rows, done)),
        )
        tell(Step("reading_back", goal.location, rows))
        _compare(records, readings, goal, exactly=not into_existing)
        backups = tuple(store.backup for store in (origin, goal) if store.backup)
        return Copied(origin.location, goal.location, written, readings.height, backups)


def _forgetting(target: str | Path) -> Callable[..., None]:
    """What removes a new file when something is raised after it was made."""

    def forget(kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            forget_new(target)

    return forget


def _is_begun(goal: Store, what: Origin) -> bool:
    """Whether a part of this very copy is there, which was interrupted."""
    return bool(goal.unfinished and goal.unfinished.digest == what.digest)


def _refuse_same(origin: Store, target: str | Path) -> None:
    """Raise StorageError where the target is the very file to copy from, by whatever name."""
    here, there = Path(origin.location), place_of(target)
    if isinstance(there, Path) and here.exists() and here.samefile(there):
        raise _same(there)


def _same(place: str | Path) -> StorageError:
    what = "this is the same database as the one to copy from"
    return StorageError(str(place), what, "name another file or server to copy to")


def _refuse_other(origin: Store, goal: Store, into_existing: bool) -> None:
    """Raise StorageError where both are the same server's, or the target holds a graph already."""
    # a file that was copied by hand has the identity of the first one, and still is another database
    if origin.identity == goal.identity and not Path(goal.location).exists():
        raise _same(goal.location)
    if not into_existing and goal.revision and goal.read().counts():
        next_step = "name a new file or an empty server, or add to what is there with --into-existing"
        raise StorageError(goal.location, "there is a graph in it already", next_step)


def _filled(records: Records) -> Records:
    return Records(
        {label: table for label, table in records.nodes.items() if table.height},
        {name: table for name, table in records.relationships.items() if table.height},
    )


def _compare(records: Records, readings: pl.DataFrame, goal: Store, *, exactly: bool) -> None:
    """Read back what was written; StorageError that names what differs."""
    found: list[Different] = differences(records, goal.read(), exactly=exactly)
    read = different_rows("job titles", readings, goal.title_readings(), exactly)
    found += [read] if read else []
    if found:
        what = f"what was read back is not what was written: {', '.join(map(str, found))}"
        next_step = "copy again while nobody else writes to it; if this stays, please report it"
        raise StorageError(goal.location, what, next_step)
