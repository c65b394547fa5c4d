"""Files in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.graph.base import OpenedGraph
from stakeholder_graph.model.records import Records
from stakeholder_graph.snapshot import take_snapshot

if TYPE_CHECKING:
    from stakeholder_graph.exchange.importing import Options
    from stakeholder_graph.exchange.report import ImportReport
    from stakeholder_graph.storage.store import Undone
    from stakeholder_graph.todo.lists import Todo

Progress = Callable[[str], None]


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
        from stakeholder_graph.analysis.plan_faults import is_plan, refuse_impossible
        from stakeholder_graph.exchange.importing import import_files

        def refuse(changed: Records, everything: Records) -> None:
            if is_plan(changed):
                situation = Situation(take_snapshot(everything, self.as_of), self.policy)
                refuse_impossible(situation, changed, self.records, ", ".join(map(str, sources)))

        try:
            return import_files(
                self.store, sources, options, progress=progress, read_titles=self.read_titles, refuse=refuse
            )
        finally:
            self._forget()

    @cached_property
    def _todo(self) -> Todo:
        from stakeholder_graph.todo.lists import find_todo

        return find_todo(self.situation)

    def todo(self) -> Todo:
        """What is missing for which check, the biggest first; see `todo.lists.find_todo`."""
        return self._todo

    def write_todo(self, target: Path, language: str = "en") -> Path:
        """Write what is missing as a workbook to fill in and import again; see `todo.workbook.write_todo`."""
        from stakeholder_graph.todo.workbook import write_todo

        return write_todo(self._todo, target, language)

    def undo_import(self) -> Undone:
        """Take back a large import into a server that was interrupted; StorageError where there is none."""
        try:
            return self.store.undo_import()
        finally:
            self._forget()

    def read_titles(self, records: Records) -> pl.DataFrame:
        """What the job titles of these records tell, to be kept with them."""
        from stakeholder_graph.analysis.jobs import read_titles

        people = {label: records.node_table(label) for label in ("Person", "Company", "Organisation")}
        jobs = Records(people, {"WORKS_FOR": records.relationship_table("WORKS_FOR")})
        return read_titles(take_snapshot(jobs, self.as_of), self.policy)
