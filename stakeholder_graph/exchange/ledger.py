"""The ledger of an import: which rows have a fault, which were left out, what else is worth saying."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

import polars as pl

from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, SourceTable
from stakeholder_graph.exchange.report import FileReport, Problem

HINTS_MADE = 100  # the nearest name takes a look at all names
WAITS = "leads to a row with a fault"
"""Why a link is left out that could be taken if the row at its end could."""


def place_of(file: str, row: int) -> str:
    """Where a row stands, as people say it: "people.csv row 3"."""
    return f"{PurePath(file).name} row {row}"


@dataclass
class Ledger:
    """Collects the problems of all files; a row counts once, however much is wrong with it.

    `wrong_cells` has the columns of a row, by file and row, in which a fault was found. `headers` says for
    each file how it writes the columns that the checks call by our own names: problems show its word.
    """

    problems: list[Problem] = field(default_factory=list)
    faulty: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    left_out: defaultdict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    wrong_cells: defaultdict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _waiting: list[Problem] = field(default_factory=list)
    _said: set[tuple[object, ...]] = field(default_factory=set)

    def written(self, file: str, column: str) -> str:
        """How the file itself calls a column: Firma, where our own name is organisation."""
        return self.headers.get(file, {}).get(column, column)

    def _problem(
        self,
        kind: Literal["fault", "note"],
        file: str,
        row: int,
        column: str | None,
        value: str | None,
        problem: str,
        hint: str,
        count: int = 1,
    ) -> Problem:
        header = self.written(file, column) if column else column
        return Problem(kind, file, row, header, value, problem, hint, count)

    def add(
        self,
        kind: Literal["fault", "note"],
        file: str,
        rows: Iterable[tuple[int, str | None]],
        column: str | None,
        problem: str,
        hint: str | Callable[[str], str],
    ) -> None:
        """Write down one problem for each of the rows, given with the cell's text; faulty rows are not taken.

        What was said of a cell before is not said again. A hint that depends on the text is made once for
        each distinct text, for the first 100 of them.
        """
        made: dict[str, str] = {}
        for row, value in rows:
            if self._known(file, row, column, value, problem):
                continue
            if isinstance(hint, str):
                advice = hint
            else:
                text = value or ""
                if text not in made and len(made) < HINTS_MADE:
                    made[text] = hint(text)
                advice = made.get(text, "see above")
            self.problems.append(self._problem(kind, file, row, column, value, problem, advice))
            if kind == "fault":
                self.faulty[file].add(row)
                if column:
                    self.wrong_cells[file, row].add(column)

    def _known(self, *said: object) -> bool:
        known = said in self._said
        self._said.add(said)
        return known

    def wait(
        self,
        file: str,
        row: int,
        column: str,
        value: str | None,
        place: str,
        *,
        whole: bool,
        unread: bool = False,
    ) -> None:
        """A link that cannot be taken only because the row at its end (`place`) has a fault.

        That is no fault of its own: `settle` notes it, unless its row has one. `whole`: the row is the link,
        and is left out. `unread`: the place is a whole file that cannot be read.
        """
        if whole:
            self.leave_out(file, [row], WAITS)
        what, why = ("file", "cannot be read") if unread else ("row", "has a fault")
        problem, hint = f"waits for {place}, which {why}", f"correct that {what}; nothing to do here"
        if not self._known(file, row, column, value, problem):
            self._waiting.append(self._problem("note", file, row, column, value, problem, hint))

    def settle(self) -> None:
        """Note the links that wait for another row; to be called once, when all faults are known."""
        self.problems += [note for note in self._waiting if note.row not in self.faulty[note.file]]
        self._waiting.clear()

    def note(
        self, file: str, rows: Sequence[int], column: str | None, value: str | None, problem: str, hint: str
    ) -> None:
        """Write down one note that stands for all of these rows; none when there are no rows."""
        if rows:
            count = len(rows)
            self.problems.append(self._problem("note", file, min(rows), column, value, problem, hint, count))

    def about_file(self, file: str, column: str | None, problem: str, hint: str) -> None:
        """Write down one note about the file as a whole, or one of its columns, as the file writes it."""
        self.problems.append(Problem("note", file, None, column, None, problem, hint))

    def leave_out(self, file: str, rows: Iterable[int], reason: str) -> None:
        """Count rows as left out on purpose."""
        self.left_out[file].update(dict.fromkeys(rows, reason))

    def good(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Those of the rows (with ORIGIN_FILE and ORIGIN_ROW) that have no fault and were not left out."""
        faulty = {(file, row) for file, some in self.faulty.items() for row in some}
        return _without(self.kept(rows), faulty)

    def kept(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Those of the rows that were not left out; rows with a fault are still among them."""
        return _without(rows, {(file, row) for file, some in self.left_out.items() for row in some})

    def report(self, table: SourceTable, system: str) -> FileReport:
        """The account of one file, in which every row that is neither faulty nor left out was taken."""
        faulty = self.faulty[table.file]
        reasons = Counter(reason for row, reason in self.left_out[table.file].items() if row not in faulty)
        reported, left_out = table.reported + len(faulty), sum(reasons.values())
        return FileReport(
            table.file,
            system,
            table.encoding,
            table.rows,
            table.rows - reported - left_out,
            left_out=left_out,
            reported=reported,
            why_left_out=dict(reasons),
        )


def _without(rows: pl.DataFrame, places: set[tuple[str, int]]) -> pl.DataFrame:
    if not places:
        return rows
    schema = {ORIGIN_FILE: pl.String(), ORIGIN_ROW: pl.UInt32()}
    these = pl.DataFrame(list(places), schema=schema, orient="row")
    return rows.join(these, on=[ORIGIN_FILE, ORIGIN_ROW], how="anti", maintain_order="left")
