"""What was read from a server is kept on this computer, and read from there until something changes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, ontology
from stakeholder_graph.model.records import Origin, Records
from stakeholder_graph.storage.kept_files import (
    Kept,
    files_in,
    make_private,
    read_kept,
    remove_others,
    write_kept,
)
from stakeholder_graph.storage.store import Answer, Progress, Rewrite, Store, Undone, Unfinished, Written

GRAPHS = "graphs"


class CachedStore(Store):
    """A store that is asked for its data only when it has changed since they were kept here.

    Kept are all records and readings of job titles, for one state of the database: its identity and
    revision, and what `state` adds. Where nothing can be kept (no room, no rights) everything is read each
    time. Writing and Cypher go to the store itself.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        *,
        refresh: bool = False,
        model: Ontology | None = None,
        state: Callable[[], str] = str,
    ) -> None:
        self.location, self.backup, self.in_steps = store.location, store.backup, store.in_steps
        self._store, self._folder, self._refresh = store, folder, refresh
        self._model, self._state = model or ontology(), state
        self._held: tuple[dict[str, str], Kept] | None = None

    @property
    def identity(self) -> str:
        """What tells this database from every other one."""
        return self._store.identity

    @property
    def revision(self) -> int:
        """A number that grows with every write that changed anything."""
        return self._store.revision

    @property
    def unfinished(self) -> Unfinished | None:
        """The import of which only a part is there."""
        return self._store.unfinished

    def read(self) -> Records:
        """Everything, from the files kept here if the database is still as it was."""
        about = self._about()
        kept = self._known(about)
        if kept is None:
            kept = Kept(self._store.read(), self._store.title_readings())
            if about == self._about():  # nobody wrote meanwhile
                self._held = about, kept
                if kept.records.counts():
                    self._keep(about, kept)
        self._refresh = False
        return Records(dict(kept.records.nodes), dict(kept.records.relationships))

    def title_readings(self) -> pl.DataFrame:
        """What the job titles were read as at the last import."""
        kept = self._known(self._about())
        return self._store.title_readings() if kept is None else kept.readings

    def write(
        self, records: Records, *, readings: pl.DataFrame | None = None, origin: Origin | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Written]:  # fmt: skip
        """Add and update in the store; what was kept of its last state is removed."""
        written = self._store.write(records, readings=readings, origin=origin, progress=progress)
        if readings is not None or any(one.added or one.changed for one in written.values()):
            self._forget()
        return written

    def rewrite(self, change: Rewrite) -> None:
        """Put rows in the place of others in the store; what was kept of its last state is removed."""
        self._store.rewrite(change)
        self._forget()

    def memos(self) -> dict[str, str]:
        """The texts that the store keeps beside the graph."""
        return self._store.memos()

    def undo_import(self) -> Undone:
        """Take it back in the store; what was kept of its last state is removed."""
        undone = self._store.undo_import()
        self._forget()
        return undone

    def end(self, relationship_ids: Iterable[str], node_ids: Iterable[str], on: date) -> dict[str, Written]:
        """Let these end in the store; what was kept of its last state is removed."""
        written = self._store.end(relationship_ids, node_ids, on)
        self._forget()
        return written

    def ask(self, text: str, parameters: Mapping[str, Any]) -> Answer:
        """Run reading Cypher in the store."""
        return self._store.ask(text, parameters)

    def close(self) -> None:
        """Let go of the store; what is kept stays."""
        self._store.close()

    def _about(self) -> dict[str, str]:
        """Of what database and state: a backup put back on another server has the same identity."""
        store = self._store
        return {
            "identity": store.identity,
            "location": store.location,
            "revision": str(store.revision),
            "state": self._state(),
        }

    def _known(self, about: dict[str, str]) -> Kept | None:
        if self._held is None or self._held[0] != about:
            kept = None if self._refresh else read_kept(self._place(about), about, self._model)
            self._held = (about, kept) if kept else None
        return self._held[1] if self._held else None

    def _place(self, about: Mapping[str, str]) -> Path:
        database = self._folder / GRAPHS / _short(about["identity"])
        return database / _short("\0".join(about.values()))

    def _keep(self, about: dict[str, str], kept: Kept) -> None:
        place = self._place(about)
        with contextlib.suppress(OSError):
            for folder in (self._folder, place.parents[1], place.parent):
                make_private(folder)
            remove_others(place)
            write_kept(place, about, kept)

    def _forget(self) -> None:
        self._held = None
        with contextlib.suppress(OSError):
            shutil.rmtree(self._place(self._about()).parent)


def cached(store: Store, *, refresh: bool, model: Ontology, state: Callable[[], str]) -> Store:
    """The same store, asked only for what has changed; as it is where this user has no folder for that."""
    try:
        folder = cache_folder()
    except RuntimeError:  # as some services run, without a home
        return store
    return CachedStore(store, folder, refresh=refresh, model=model, state=state)


@dataclass(frozen=True)
class Cleared:
    """What was removed: of how many databases, in how many bytes."""

    folder: str
    databases: int
    bytes: int


def clear_cache(folder: Path | None = None) -> Cleared:
    """Remove all that is kept on this computer of databases on servers, and say how much that was.

    Raises StorageError when something cannot be removed.
    """
    try:
        kept = (folder or cache_folder()) / GRAPHS
    except RuntimeError:
        return Cleared("", 0, 0)  # without a home nothing was kept
    if kept.is_symlink() or not kept.is_dir():
        return Cleared(str(kept), 0, 0)
    try:
        databases = sum(1 for path in kept.iterdir() if path.is_dir())
        size = sum(file.lstat().st_size for file in files_in(kept))
        shutil.rmtree(kept)
    except FileNotFoundError:
        return clear_cache(folder)  # another program has removed or written something meanwhile
    except OSError as error:
        what = f"it cannot be removed ({error.strerror or error})"
        raise StorageError(
            str(error.filename or kept), what, "close what uses it, or remove it by hand"
        ) from error
    return Cleared(str(kept), databases, size)


def cache_folder(
    system: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Path:
    """Where this user's computer keeps what can be read again at any time."""
    named = environment.get("LOCALAPPDATA" if system == "win32" else "XDG_CACHE_HOME", "")
    usual = {"win32": ("AppData", "Local"), "darwin": ("Library", "Caches")}.get(system, (".cache",))
    base = Path(named) if Path(named).is_absolute() else (home or Path.home()).joinpath(*usual)
    return base / "stakeholder-graph"


def _short(text: str) -> str:
    """A name for a folder, whatever the text is."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
