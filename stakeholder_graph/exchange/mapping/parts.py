"""Tables in which one row holds several records, such as a person, the organisation and the deal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.description import TableDescription
from stakeholder_graph.exchange.mapping.fields import written_columns
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Reading, SourceTable
from stakeholder_graph.exchange.report import FileReport
from stakeholder_graph.model.records import Records

NAMING = ("id", "name", "first_name", "last_name", "email")
"""A row holds a record where one of these is filled."""
NOTHING = "holds no record that is known"
AGAIN = "the same records again"


@dataclass
class Parts:
    """The records of one file, one table for each kind; `rows` are the rows that each of them takes."""

    table: SourceTable
    tables: list[tuple[SourceTable, TableDescription]] = field(default_factory=list)
    rows: dict[str, set[int]] = field(default_factory=dict)


def split(table: SourceTable, descriptions: Sequence[TableDescription]) -> Parts:
    """One table for each kind of record that the rows hold, without what earlier rows have said already.

    Each has a name of its own, by which it accounts for itself. O(cells).
    """
    parts = Parts(table)
    columns = [
        dict.fromkeys(name for names in written_columns(table, described).values() for name in names)
        for described in descriptions
    ]
    taken = {name for names in columns for name in names}
    for place, (description, mine) in enumerate(zip(descriptions, columns, strict=True)):
        cells = _holding(table, description).unique(list(mine), keep="first", maintain_order=True)
        part = f"{table.file}#{description.name}"
        header = tuple(name for name in table.header if name in mine or (not place and name not in taken))
        # what the reader says of the file is said once; faulty rows stand in no column of any part
        own = replace(table, file=part, header=header, cells=cells, problems=(), reported=0, left_out={})
        parts.tables.append((own, description))
        parts.rows[part] = set(cells[ORIGIN_ROW])
    return parts


def _holding(table: SourceTable, description: TableDescription) -> pl.DataFrame:
    """The rows that hold a record of this kind."""
    written = written_columns(table, description)
    naming = [name for target in NAMING for name in written.get(target, [])]
    return table.cells.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in naming))


def joined(reading: Reading, parts: Sequence[Parts], ledger: Ledger, system: str) -> None:
    """Put the accounts of all parts together again: a row is taken when one of its records is."""
    files = {part: each.table.file for each in parts for part in each.rows}
    short = {PurePath(part).name: PurePath(file).name for part, file in files.items()}
    reading.problems = [
        replace(
            problem, file=files.get(problem.file, problem.file),
            value=said_of_files(problem.value, short), problem=said_of_files(problem.problem, short) or "",
        )
        for problem in reading.problems
    ]  # fmt: skip
    reading.problems += [problem for each in parts for problem in each.table.problems]
    reading.records = Records(
        of_files(reading.records.nodes, files), of_files(reading.records.relationships, files)
    )
    reading.files = [file for file in reading.files if file.file not in files]
    reading.files += [_report(each, ledger, system) for each in parts]


def said_of_files(text: str | None, short: Mapping[str, str]) -> str | None:
    """A text that names parts of files, with the files themselves in their place."""
    for part, file in short.items():
        text = text.replace(part, file) if text else text
    return text


def of_files(tables: Mapping[str, pl.DataFrame], files: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """The records of parts of files, as records of the files."""
    file = pl.col(ORIGIN_FILE).replace(files)
    return {name: table.with_columns(file) for name, table in tables.items()}


def _report(parts: Parts, ledger: Ledger, system: str) -> FileReport:
    whole = Ledger()
    file = parts.table.file
    taken: set[int] = set()
    why: defaultdict[int, str] = defaultdict(lambda: NOTHING)
    for part, rows in parts.rows.items():
        whole.faulty[file] |= ledger.faulty[part]
        taken |= rows - ledger.left_out[part].keys()
        why |= ledger.left_out[part]
    held = _held(parts)
    for row in parts.table.cells[ORIGIN_ROW]:
        if row not in taken:
            whole.leave_out(file, [row], why[row] if row in why or row not in held else AGAIN)
    return whole.report(parts.table, system)


def _held(parts: Parts) -> set[int]:
    """The rows that hold any record, said before or not."""
    return {row for _, description in parts.tables for row in _holding(parts.table, description)[ORIGIN_ROW]}
