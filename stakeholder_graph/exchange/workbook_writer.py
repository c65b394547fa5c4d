"""Writing an Excel workbook with one sheet a kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.exchange.cells import neutralise

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
EXACT_DIGITS = 10**15  # Excel keeps no more than 15 digits of a number
FIRST_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year, so earlier days are off by one
WIDEST, NARROWEST = 60, 10


def write_workbook(tables: Mapping[str, pl.DataFrame], path: Path, target: Path) -> None:
    """Write a workbook with these tables as its sheets, those that hold nothing left out. O(cells).

    Raises StakeholderGraphError, naming `target`, for what no sheet can hold.
    """
    import openpyxl  # heavy, and only needed for workbooks

    filled = {name: table for name, table in tables.items() if table.height} or tables
    for name, table in filled.items():
        check_sheet(name, table, target)
    with path.open("wb") as file:  # before the first sheet: openpyxl leaves begun sheets open when it fails
        workbook = openpyxl.Workbook(write_only=True)
        for name, table in filled.items():
            add_sheet(workbook.create_sheet(name), table)
        workbook.save(file)


def add_sheet(sheet: Any, table: pl.DataFrame) -> None:
    """Fill a sheet with a table: a bold header that stays in sight, columns as wide as what they hold."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for place, column in enumerate(table, start=1):
        longest = max(len(column.name), *column.head(200).cast(pl.String).str.len_chars().fill_null(0), 0)
        sheet.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, NARROWEST), WIDEST)
    header = []
    for name in table.columns:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    for row in table.iter_rows():
        sheet.append([cell_value(value) for value in row])


def cell_value(value: Any) -> Any:
    """Return what a cell holds so that reading it gives the same value: exact numbers, days, texts."""
    match value:
        case bool() | None:
            return value
        case int():
            return value if abs(value) < EXACT_DIGITS else str(value)
        case float():
            return value if float(f"{value:.15g}") == value and abs(value) < EXACT_DIGITS else repr(value)
        case date():
            return value if value >= FIRST_DAY else value.isoformat()
        case _:
            return neutralise(str(value).replace("\r\n", "\n").replace("\r", "\n"))


def check_sheet(name: str, table: pl.DataFrame, target: Path) -> None:
    """Raise for what no sheet can hold: openpyxl would cut it or stop in the middle."""
    if table.height >= MOST_ROWS:
        what = f"{name} has {table.height} rows, more than a sheet can hold"
        raise StakeholderGraphError(str(target), what, "name a folder instead")
    for column in table.select(pl.col(pl.String)):
        wrong = column.str.contains(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]").fill_null(False)
        if wrong.any():
            row = table.row(int(wrong.arg_true()[0]))
            what = f"{name} {row[0]}: {column.name} holds a control character, which no workbook can hold"
            raise StakeholderGraphError(str(target), what, "take it out, or name a folder instead")
        long = (column.str.len_chars() >= LONGEST_TEXT).fill_null(False)
        if long.any():
            row = table.row(int(long.arg_true()[0]))
            what = f"{name} {row[0]}: {column.name} is longer than the {LONGEST_TEXT} characters of a cell"
            raise StakeholderGraphError(str(target), what, "shorten it, or name a folder instead")
