"""The ledger of an import: which rows have a fault, which were left out, what else is worth saying."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, SourceTable
from stakeholder_graph.exchange.report import FileReport, Problem

HINTS_MADE = 100  # the nearest name takes a look at all names


@dataclass
class Ledger:
    """Collects the problems of all files; a row counts once, however much is wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    faulty: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    left_out: defaultdict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))

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

        A hint that depends on the text is made once for each distinct text, for the first 100 of them.
        """
        made: dict[str, str] = {}
        for row, value in rows:
            if isinstance(hint, str):
                advice = hint
            else:
                text = value or ""
                if text not in made and len(made) < HINTS_MADE:
                    made[text] = hint(text)
                advice = made.get(text, "see above")
            self.problems.append(Problem(kind, file, row, column, value, problem, advice))
            if kind == "fault":
                self.faulty[file].add(row)

    def note(
        self, file: str, rows: Sequence[int], column: str | None, value: str | None, problem: str, hint: str
    ) -> None:
        """Write down one note that stands for all of these rows; none when there are no rows."""
        if rows:
            self.problems.append(Problem("note", file, min(rows), column, value, problem, hint, len(rows)))

    def about_file(self, file: str, column: str | None, problem: str, hint: str) -> None:
        """Write down one note about the file as a whole, or one of its columns."""
        self.problems.append(Problem("note", file, None, column, None, problem, hint))

    def leave_out(self, file: str, rows: Iterable[int], reason: str) -> None:
        """Count rows as left out on purpose."""
        self.left_out[file].update(dict.fromkeys(rows, reason))

    def good(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Those of the rows (with ORIGIN_FILE and ORIGIN_ROW) that have no fault and were not left out."""
        out = [
            (file, row)
            for part in (self.faulty, self.left_out)
            for file, some in part.items()
            for row in some
        ]
        if not out:
            return rows
        wrong = pl.DataFrame(out, schema={ORIGIN_FILE: pl.String(), ORIGIN_ROW: pl.UInt32()}, orient="row")
        return rows.join(wrong, on=[ORIGIN_FILE, ORIGIN_ROW], how="anti", maintain_order="left")

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
