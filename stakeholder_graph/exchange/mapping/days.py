"""The days of all tables of one export: which of day and month stands first, and the days themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from stakeholder_graph.exchange.date_shapes import Order
from stakeholder_graph.exchange.dates import DateColumn, read_date_columns
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.targets import DATES, properties
from stakeholder_graph.exchange.reading import SourceTable

AS_WRITTEN = "#as_written"
"""Stands behind the name of a column of instants that is read as plain days too, for whole-day events."""
Days = Mapping[tuple[str, str], DateColumn]


def is_date(row: str, target: str) -> bool:
    """Whether this target of such a row is a day."""
    item = properties(row).get(target)
    return target in DATES or (item is not None and item.kind == "date")


def read_days(tables: Sequence[tuple[SourceTable, TableDescription]], source: SourceDescription) -> Days:
    """Every column of days by file and name of the column.

    A column that does not tell whether the day or the month stands first is read as the other columns of its
    table, else as those of the other tables, else as the mapping says; then it stays undecided.
    """
    first = {table.file: _read(table, described, source, None) for table, described in tables}
    told = {column.order for columns in first.values() for column in columns.values() if column.order}
    order = told.pop() if len(told) == 1 else source.date_order
    found: dict[tuple[str, str], DateColumn] = {}
    for table, described in tables:
        columns = first[table.file]
        if order and any(column.undecided and not column.conflict for column in columns.values()):
            columns = _read(table, described, source, order)
        found |= {(table.file, name): column for name, column in columns.items()}
    return found


def _read(
    table: SourceTable, described: TableDescription, source: SourceDescription, order: Order | None
) -> dict[str, DateColumn]:
    taken = {
        header_key(name): target
        for target, names in described.columns.items()
        if is_date(described.row, target)
        for name in names
    }
    instants = {header_key(name) for name in source.instants}
    witnesses = {header_key(name) for name in source.dates} | instants
    cells: dict[str, list[str | None]] = {}
    with_time: list[str] = []
    for written in table.header:
        key = header_key(written)
        if key not in taken and (key not in witnesses or _year_first(table.cells[written])):
            continue
        cells[written] = table.cells[written].to_list()
        if taken.get(key) == "start":
            cells[written + AS_WRITTEN] = cells[written]
        if taken.get(key, "start" if key in instants else "") == "start":
            with_time.append(written)
    return read_date_columns(cells, instants=with_time, order=order, serials=not table.separator)


def _year_first(cells: pl.Series) -> bool:
    """Whether no text of a column can show whether the day or the month stands first: 2026-01-31 does not."""
    return bool(cells.str.contains(r"^\d{4}-\d\d-\d\d").all())
