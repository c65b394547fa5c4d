"""Answers in several parts: headings with tables for people, one flat table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import as_csv, as_table, emit
from stakeholder_graph.cli.words import day


@dataclass(frozen=True)
class Section:
    """One part of an answer. `key` and `columns` name it for scripts and never change; `heading` and
    `header` are the reader's words. `shares`: how the columns share the screen, as `as_table` takes them.
    `nothing` is said where there are no rows; without it the part is then left out.
    """

    key: str
    heading: str
    columns: Sequence[str]
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    shares: Sequence[int] = ()
    nothing: str = ""
    below: Sequence[str] = field(default=())


def emit_sections(sections: Sequence[Section], above: Sequence[str] = (), below: Sequence[str] = ()) -> None:
    """Write all parts in the chosen format; as CSV with the name of its part in each row."""
    if COMMON.format == "csv":
        columns = list(dict.fromkeys(name for section in sections for name in section.columns))
        rows = [
            [section.key, *_spread(section.columns, row, columns)]
            for section in sections
            for row in section.rows
        ]
        emit(as_csv(["part", *columns], rows))
        return
    told = [_told(section) for section in sections if section.rows or section.nothing]
    parts = ["\n".join(above), *told, "\n".join(below)]
    emit("\n\n".join(part for part in parts if part))


def _spread(names: Sequence[str], row: Sequence[Any], columns: Sequence[str]) -> list[Any]:
    values = dict(zip(names, row, strict=True))
    found = (values.get(name) for name in columns)
    return [value.isoformat() if isinstance(value, date) else value for value in found]


def _told(section: Section) -> str:
    """A part for people: its heading, its table, what explains it."""
    markdown = COMMON.format == "markdown"
    heading = f"## {section.heading}" if markdown else f"{section.heading}\n{'=' * len(section.heading)}"
    if not section.rows:
        return f"{heading}\n\n{section.nothing}" if markdown else f"{heading}\n{section.nothing}"
    cells = [[_cell(value) for value in row] for row in section.rows]
    table = as_table(section.header, cells, list(section.shares) or None)
    lines = [heading, "", table] if markdown else [heading, table]
    return "\n".join([*lines, *(["", *section.below] if section.below else [])])


def _cell(value: Any) -> str:
    """A value as it is read: a day in the reader's order, a dash for nothing."""
    if value is None or value == "":
        return "–"
    return day(value) if isinstance(value, date) else str(value)
