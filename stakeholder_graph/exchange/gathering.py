"""All files of an import as tables, each with its system; what cannot be read is a fault beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.loading import load
from stakeholder_graph.exchange.reading import Source, SourceTable, UnreadFile
from stakeholder_graph.exchange.recognise import by_source, known_headers, tables_among
from stakeholder_graph.exchange.report import FileReport, Problem

NOT_READ = "not read"
"""Stands in the report as the format of a file that could not be read."""


@dataclass
class Gathered:
    """The tables of an import, in the order of the files, and by source; what could not be read; notes."""

    tables: list[SourceTable] = field(default_factory=list)
    by_source: list[tuple[Source, list[SourceTable]]] = field(default_factory=list)
    unread: list[UnreadFile] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def gather(paths: Sequence[Path], sources: Sequence[Source], named: Collection[str]) -> Gathered:
    """Read all these files as text; those that cannot be read, or that nobody recognises, are in `unread`.

    `named` are the files that the user names, in the words of the user. O(characters).
    """
    gathered = Gathered()
    tables: list[SourceTable] = []
    known = known_headers(sources)
    for path in paths:
        try:
            tables += load([path], known)
        except ImportRefused as error:
            gathered.unread.append(UnreadFile(str(path), path.stem, error))
    gathered.tables, gathered.notes = tables_among(tables, sources, named, alone=not gathered.unread)
    gathered.by_source, strangers = by_source(gathered.tables, sources)
    gathered.unread += strangers
    return gathered


def fault_of(unread: UnreadFile) -> Problem:
    """The fault that stands for a whole file."""
    error = unread.error
    return Problem("fault", unread.file, None, None, None, error.what, error.next_step)


def report_of(unread: UnreadFile) -> FileReport:
    """The account of a file none of whose rows was taken; how many it has, only a readable one tells."""
    table = unread.table
    if table is None:
        return FileReport(unread.file, NOT_READ, "", 0, 0)
    no_data = sum(table.left_out.values())
    return FileReport(
        unread.file,
        NOT_READ,
        table.encoding,
        table.rows + no_data,
        0,
        left_out=no_data,
        reported=table.rows,
        why_left_out=dict(table.left_out),
    )
