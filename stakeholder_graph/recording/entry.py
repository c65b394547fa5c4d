"""One entry: what a command writes, checked as an import of our own files checks its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.errors import EntryRefused
from stakeholder_graph.exchange.canonical import Canonical
from stakeholder_graph.exchange.cells import trim
from stakeholder_graph.exchange.merging import merge
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW, Context, SourceTable
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.model.records import Records
from stakeholder_graph.snapshot import Snapshot

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """What is to be said of an entry: the key of a sentence, and names, days and words for it."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """What is to be written in one transaction; nothing where it is recorded already.

    `ends` are ids of relationships that end on the day `on`, and then `changed` shows how they will stand.
    """

    said: tuple[Said, ...]
    changed: Records = field(default_factory=Records)
    ends: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True)
class Entered:
    """What became of an entry: how many records of each kind were written, and which, as they stand now."""

    said: tuple[Said, ...]
    written: Mapping[str, int]
    records: tuple[dict[str, Any], ...]
    dry_run: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of the commands that write."""
        return {"written": dict(self.written), "records": list(self.records)}


def checked(
    command: str, rows: Sequence[tuple[str, Row]], records: Records, as_of: date, context: str = ""
) -> Records:
    """The records that these rows add or change, after all checks of an import; else EntryRefused.

    `rows` are (file of ours, column → value); what a row does not name stays as it is. `command` becomes the
    source of the records; `context` names, for a refusal, what the entry is about. O(records).
    """
    tables = _tables(command, rows)
    reading = Canonical().read(tables, Context(records, as_of))
    for problem in reading.problems:
        if problem.kind == "fault" or (problem.column and problem.row is not None):
            raise _refusal(problem, context or command)
    names = {table.file: command for table in tables}
    return merge(records, reading, "canonical", names, as_of).changed


def _tables(command: str, rows: Sequence[tuple[str, Row]]) -> list[SourceTable]:
    """One table for all rows of a file with the same columns, each cell as text."""
    groups: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    for file, row in rows:
        filled = {name: _text(value) for name, value in row.items() if value is not None}
        groups.setdefault((file, tuple(filled)), []).append({**filled, "source": command})
    tables = []
    for number, ((stem, _), several) in enumerate(groups.items()):
        cells = pl.DataFrame(several, schema=dict.fromkeys(several[0], pl.String()), orient="row")
        numbers = pl.int_range(2, cells.height + 2, dtype=pl.UInt32, eager=True).alias(ORIGIN_ROW)
        file = f"{command} {number}"
        tables.append(
            SourceTable(file, stem, "utf-8", ",", tuple(cells.columns), cells.with_columns(numbers))
        )
    return tables


def _text(value: Any) -> str | None:
    """A value as a cell holds it; nothing but blanks is empty."""
    return trim(str(value)) or None


def _refusal(problem: Problem, context: str) -> EntryRefused:
    value = f"{problem.value}: " if problem.value else ""
    where = f"{context}, {problem.column}" if problem.column else context
    return EntryRefused(where, f"{value}{problem.problem}", problem.hint)


def id_for(label: str, parts: Sequence[str], snapshot: Snapshot) -> str:
    """A readable id that nothing else has: the kind and what tells one from another, numbered if need be."""
    # a semicolon would part the id where several stand in one cell
    words = ", ".join(name_key(part) for part in parts if part).replace(";", ",")
    made = f"{label.lower()}:{words}"
    taken = set(snapshot.nodes["id"])
    number = next(count for count in range(1, len(taken) + 2) if _numbered(made, count) not in taken)
    return _numbered(made, number)


def _numbered(made: str, count: int) -> str:
    return made if count == 1 else f"{made} ({count})"


def rows_told(changed: Records) -> tuple[dict[str, Any], ...]:
    """Every record with its kind, its id and what is filled, days as ISO text."""
    tables = {**changed.nodes, **changed.relationships}
    told = []
    for kind, table in tables.items():
        for row in table.iter_rows(named=True):
            filled = {name: value for name, value in row.items() if value is not None}
            shown = {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in filled.items()
            }
            told.append({"record": kind, **shown})
    return tuple(told)
