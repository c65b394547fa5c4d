"""The proof that every row of every file is accounted for, made at each import before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.reading import SourceTable
from stakeholder_graph.exchange.report import FileReport

NEXT_STEP = "nothing was written; please report it, with the file if you may give it away"


def prove_accounts(reports: Sequence[FileReport], tables: Sequence[SourceTable]) -> None:
    """See that no row is lost: rows = taken + already there + left out + reported, for each file.

    The rows are counted anew, from the tables as they were read. A difference is a fault of the program and
    raises ImportRefused. O(files).
    """
    for report in reports:
        parts = (report.taken, report.unchanged, report.left_out, report.reported)
        if not report.complete or min(parts) < 0 or sum(report.why_left_out.values()) != report.left_out:
            taken, same, left_out, reported = parts
            told = f"{taken} taken, {same} already there, {left_out} left out, {reported} reported"
            raise _fault(report.file, f"{report.rows} rows were read, but {told}")
    times = Counter(report.file for report in reports)
    rows = {report.file: report.rows for report in reports}
    for table in tables:
        read = table.rows + sum(table.left_out.values())
        if times[table.file] != 1:
            raise _fault(table.file, f"the file is accounted for {times[table.file]} times")
        if rows[table.file] != read:
            raise _fault(table.file, f"{read} rows were read, but {rows[table.file]} are accounted for")


def _fault(file: str, what: str) -> ImportRefused:
    return ImportRefused(file, f"a fault of the program: {what}", NEXT_STEP)
