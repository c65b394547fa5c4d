"""Files in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from stakeholder_graph.graph.base import OpenedGraph
from stakeholder_graph.model.records import Origin, Records
from stakeholder_graph.snapshot import take_snapshot

if TYPE_CHECKING:
    from stakeholder_graph.exchange.importing import Options
    from stakeholder_graph.exchange.receiver import Count
    from stakeholder_graph.exchange.report import ImportReport
    from stakeholder_graph.storage.store import Undone
    from stakeholder_graph.todo.lists import Todo

Progress = Callable[[str], None]
PLANNED = ("CARES_FOR", "INVITED_TO", "HOSTS", "Measure")
"""What a plan may change."""


class Files(OpenedGraph):
    """Imports, and everything written out again."""

    def export(self, target: Path) -> list[Path]:
        """Write everything to a folder of CSV, a workbook, GraphML or JSON."""
        from stakeholder_graph.exchange.export import export

        return export(self.records, target)

    def import_files(
        self, sources: Sequence[Path], options: Options, progress: Progress | None = None
    ) -> ImportReport:
        """Bring files into the database, whole or not at all; see `exchange.importing.import_files`.

        Files that bring nothing but care and invitations are a plan: ImportRefused, as `simulate` raises it,
        where it cannot be carried out.
        """
        from stakeholder_graph.exchange.importing import import_files

        place = ", ".join(str(source) for source in sources)
        store = _Careful(self, place)
        return import_files(store, sources, options, progress=progress, read_titles=self.read_titles)

    def todo(self) -> Todo:
        """What is missing for which check, the biggest first; see `todo.lists.find_todo`."""
        from stakeholder_graph.todo.lists import find_todo

        return find_todo(self.situation)

    def write_todo(self, target: Path, language: str = "en") -> Path:
        """Write what is missing as a workbook to fill in and import again; see `todo.workbook.write_todo`."""
        from stakeholder_graph.todo.workbook import write_todo

        return write_todo(self.todo(), target, language)

    def undo_import(self) -> Undone:
        """Take back a large import into a server that was interrupted; StorageError where there is none."""
        return self.store.undo_import()

    def read_titles(self, records: Records) -> pl.DataFrame:
        """What the job titles of these records tell, to be kept with them."""
        from stakeholder_graph.analysis.jobs import read_titles

        return read_titles(take_snapshot(records, self.as_of), self.policy)


class _Careful:
    """The store as an import sees it: a plan of care that nobody can carry out does not come in."""

    def __init__(self, graph: Files, place: str) -> None:
        self._graph, self._place = graph, place
        self._records = Records()

    @property
    def unfinished(self) -> object | None:
        return self._graph.store.unfinished

    def read(self) -> Records:
        self._records = self._graph.store.read()
        return self._records

    def write(
        self, records: Records, *, readings: pl.DataFrame | None, origin: Origin, progress: Count
    ) -> object:
        from stakeholder_graph.analysis.plan_faults import refuse_impossible
        from stakeholder_graph.analysis.situation import Situation
        from stakeholder_graph.exchange.merging import replaced

        if _is_plan(records):
            everything = replaced(self._records, records)
            snapshot = take_snapshot(everything, self._graph.as_of, readings)
            refuse_impossible(Situation(snapshot, self._graph.policy), records, self._place)
        return self._graph.store.write(records, readings=readings, origin=origin, progress=progress)


def _is_plan(records: Records) -> bool:
    """Whether nothing but care and invitations changes."""
    changed = {name for name, count in records.counts().items() if count}
    return bool(changed & {"CARES_FOR", "INVITED_TO"}) and changed <= {*PLANNED}
