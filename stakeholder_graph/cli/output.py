"""Printing results as a table, as JSON, as CSV or as Markdown."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence
from typing import Any

from stakeholder_graph.cli.common import COMMON

NARROW, WIDE = 80, 200


def emit(text: str) -> None:
    """Write a result to standard output, or to the file of -o."""
    if COMMON.output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
        return
    with COMMON.output.open("w", encoding="utf-8", newline="") as file:
        file.write(text if text.endswith("\n") else text + "\n")
    COMMON.note(f"written: {COMMON.output}")


def emit_json(value: Any) -> None:
    emit(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def as_csv(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """CSV that a spreadsheet opens without taking any text for a formula."""
    from stakeholder_graph.exchange.cells import neutralise

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([neutralise(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    return text.getvalue()


def screen_width() -> int:
    """How wide tables may be: the terminal's width, 120 in a pipe."""
    return min(max(shutil.get_terminal_size((120, 24)).columns, NARROW), WIDE)


def as_table(header: Sequence[str], rows: Sequence[Sequence[Any]], shares: Sequence[int] | None = None) -> str:
    """A table for people; `shares` says how wide each column may get (0: as wide as it needs)."""
    from tabulate import tabulate

    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if COMMON.format == "markdown":
        escaped = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in cells]
        return str(tabulate(escaped, headers=list(header), tablefmt="github", disable_numparse=True))
    widths = _widths(header, cells, shares) if shares else None
    return str(
        tabulate(cells, headers=list(header), tablefmt="simple_grid" if shares else "simple", maxcolwidths=widths, disable_numparse=True)
    )


def _widths(header: Sequence[str], cells: Sequence[Sequence[str]], shares: Sequence[int]) -> list[int | None]:
    """The width of each wrapped column: what the others leave of the screen, by shares."""
    fixed = 0
    for position, share in enumerate(shares):
        if not share:
            fixed += max([len(header[position]), *(len(row[position]) for row in cells)])
    left = max(screen_width() - fixed - 3 * len(shares) - 1, 12 * sum(1 for share in shares if share))
    return [left * share // sum(shares) if share else None for share in shares]


def emit_rows(header: Sequence[str], rows: Sequence[Sequence[Any]], shares: Sequence[int] | None = None) -> None:
    """Write rows in the chosen format (table, csv or markdown)."""
    emit(as_csv(header, rows) if COMMON.format == "csv" else as_table(header, rows, shares))
