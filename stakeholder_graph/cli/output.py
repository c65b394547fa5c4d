"""Printing results as a table, as JSON, as CSV or as Markdown."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from stakeholder_graph.cli.common import COMMON, nobody_reads, silence

NARROW, WIDE = 80, 200
LEAST = 16  # characters that a name has at least, however narrow the screen
BESIDE = 2  # blanks that tabulate keeps beside a header


def say(text: str, stream: TextIO | None = None) -> None:
    """Print to standard output (or another stream); when nobody reads it any more, go on without."""
    stream = sys.stdout if stream is None else stream
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        if not nobody_reads(error):
            raise
        silence(stream)


def emit(text: str) -> None:
    """Write a result to standard output, or to the file of -o, whose folder is made where it is missing."""
    from stakeholder_graph.cli.words import word

    whole = text if text.endswith("\n") or not text else text + "\n"
    file = COMMON.file
    if file is None:
        say(whole)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.write(whole)
    COMMON.note(word("written", file=file))


def spare(sources: Sequence[Path]) -> None:
    """A report may not overwrite what is read."""
    from stakeholder_graph.errors import ImportRefused

    file = COMMON.file
    if file and file.exists() and any(source.exists() and source.samefile(file) for source in sources):
        raise ImportRefused(
            str(file), "is the file that is read, and -o would overwrite it", "name another one"
        )


def emit_json(value: Any) -> None:
    """Write a result as JSON, with umlauts as they are."""
    emit(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def as_csv(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """CSV that a spreadsheet opens without taking any text for a formula."""
    from stakeholder_graph.exchange.cells import neutralise

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        told = (str(cell).lower() if isinstance(cell, bool) else cell for cell in row)
        writer.writerow([neutralise(cell) if isinstance(cell, str) else cell for cell in told])
    return text.getvalue()


def screen_width() -> int:
    """How wide tables may be: the terminal's width, 120 in a pipe."""
    return min(max(shutil.get_terminal_size((120, 24)).columns, NARROW), WIDE)


def as_table(
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    shares: Sequence[int] | None = None,
    wrapped: int = 0,
) -> str:
    """A table for people, or Markdown. `shares` says how wide each column may get (0: as wide as it needs);
    without it only one column is `wrapped`, and only where the table would be wider than the screen.
    """
    from tabulate import tabulate

    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if COMMON.format == "markdown":
        escaped = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in cells]
        return str(tabulate(escaped, headers=list(header), tablefmt="github", disable_numparse=True))
    above: list[int] | None = None
    if shares:
        widths, style, heads = _shared_widths(header, cells, shares), "simple_grid", list(header)
        above = [max(width - BESIDE, LEAST // 2) if width else WIDE for width in widths]
    else:
        heads, widths, style = list(header), _one_narrowed(header, cells, wrapped), "simple"
        if widths:
            # too wide: a header of several words stands above its numbers in several lines
            heads = [header[0], *(name.replace(" ", "\n") for name in header[1:])]
            widths = _one_narrowed(heads, cells, wrapped)
    limits = widths or None
    told = tabulate(
        cells, heads, style, maxcolwidths=limits, maxheadercolwidths=above, disable_numparse=True
    )  # fmt: skip
    return str(told)


def _longest(header: str, cells: Sequence[Sequence[str]], position: int) -> int:
    return max([*(len(line) + BESIDE for line in header.split("\n")), *(len(row[position]) for row in cells)])


def _shared_widths(
    header: Sequence[str], cells: Sequence[Sequence[str]], shares: Sequence[int]
) -> list[int | None]:
    """The width of each wrapped column: what the others leave of the screen, by shares."""
    fixed = sum(_longest(header[place], cells, place) for place, share in enumerate(shares) if not share)
    left = max(screen_width() - fixed - 3 * len(shares) - 1, 12 * sum(1 for share in shares if share))
    return [left * share // sum(shares) if share else None for share in shares]


def _one_narrowed(header: Sequence[str], cells: Sequence[Sequence[str]], wrapped: int) -> list[int | None]:
    widths = [_longest(name, cells, place) for place, name in enumerate(header)]
    over = sum(widths) + 2 * (len(widths) - 1) - screen_width()
    if over <= 0 or not cells:
        return []
    narrow = max(widths[wrapped] - over, LEAST)
    return [narrow if place == wrapped else None for place in range(len(widths))]


def emit_rows(
    header: Sequence[str], rows: Sequence[Sequence[Any]], below: Sequence[str] = (), wrapped: int = 0
) -> None:
    """Write rows in the chosen format: as CSV, or as a table with the lines that explain it below.

    `wrapped`: the column that gives way where the table would be wider than the screen.
    """
    if COMMON.format == "csv":
        emit(as_csv(header, rows))
        return
    table = as_table(header, rows, wrapped=wrapped)
    emit("\n".join([table, "", *below] if below else [table]))
