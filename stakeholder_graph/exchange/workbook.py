"""The sheets of an Excel workbook as rows of text."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import NamedTuple

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.cells import trim
from stakeholder_graph.exchange.dialect import Row

ZIP_START = b"PK\x03\x04"
OLD_OFFICE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_UNPACKED = 4 * 2**30  # bytes; far above any real table, far below a bomb
LARGE, LARGEST_RATIO = (
    20 * 2**20,
    150,
)  # a part of this many bytes that was packed better than any table can be
LAST_ROW = 2**20  # of any sheet of Excel
EXACT_DIGITS = 10**15  # Excel keeps no more than 15 digits of a number


# A formula whose value was never worked out; the text that comes out empty (t="str") is one that was.
UNVALUED = re.compile(rb'<c (?![^>]*t="str")[^>]*><f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')

# A cell or row beyond the end of all sheets: whoever fills what lies before it never comes back
BEYOND = re.compile(rb"""<(?:\w+:)?(?:c|row)\s(?:[^>]*\s)?r=["'](?:[A-Za-z]{4,}\d*|[A-Za-z]*\d{8,})["']""")


class Sheet(NamedTuple):
    """A sheet's name and its rows that hold anything, numbered as Excel shows them."""

    name: str
    rows: list[Row]


class Workbook(NamedTuple):
    """The sheets that hold anything, and how many formulas of the whole workbook have no value stored."""

    sheets: list[Sheet]
    unvalued_formulas: int


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are a workbook, whatever the file is called."""
    return data.startswith((ZIP_START, OLD_OFFICE_START))


def read_workbook(data: bytes, file: str) -> Workbook:
    """Read all sheets of an .xlsx workbook that hold anything, hidden ones too.

    Dates become ISO text, numbers plain digits with a dot, yes and no TRUE and FALSE; formulas give the
    value that Excel last saw; those that Excel never saw are counted.
    Raises ImportRefused for a broken or protected workbook and for old .xls.
    O(cells), holding the whole workbook.
    """
    if data.startswith(OLD_OFFICE_START):
        raise ImportRefused(
            file,
            "the workbook is protected by a password or in the old .xls format",
            "open it in Excel, take the password off, and save it as .xlsx",
        )
    try:
        unvalued = _unvalued_formulas(data, file)
        return Workbook([sheet for sheet in _sheets(data) if sheet.rows], unvalued)
    except ImportRefused:
        raise
    except Exception as error:
        # A damaged workbook makes openpyxl raise whatever its XML and zip readers stumble over.
        raise ImportRefused(
            file, "this is no .xlsx workbook, or it is damaged", "open it in Excel and save it again as .xlsx"
        ) from error


def _unvalued_formulas(data: bytes, file: str) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
            raise ImportRefused(file, "the workbook unpacks to more than 4 GiB", "export the table as CSV")
        for member in archive.infolist():
            if member.file_size > max(LARGE, LARGEST_RATIO * member.compress_size):
                what = (
                    f"its part {member.filename} unpacks to {member.file_size // 2**20} MiB of nearly nothing"
                )
                raise ImportRefused(file, what, "save it again in Excel, or export the table as CSV")
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        unvalued = 0
        for name in sheets:
            content = archive.read(name)
            unvalued += len(UNVALUED.findall(content))
            if BEYOND.search(content):
                raise ImportRefused(
                    file, "a cell stands beyond the last row or column of a sheet", "save it again in Excel"
                )
        return unvalued


def _sheets(data: bytes) -> Iterator[Sheet]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of drop-down lists and styles that it does not keep
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in workbook.worksheets:
                sheet.reset_dimensions()  # exporters state wrong sizes; the rows themselves are right
                yield Sheet(sheet.title, list(_rows(sheet.iter_rows(values_only=True))))
        finally:
            workbook.close()


def _rows(sheet_rows: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    for number, values in enumerate(sheet_rows, start=1):
        if number > LAST_ROW:
            raise ValueError("more rows than a sheet can have")
        cells = [cell_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def cell_text(value: object) -> str:
    """Return the text of one cell: what a CSV export would hold, the same in every country."""
    match value:
        case None:
            text = ""
        case bool():
            text = "TRUE" if value else "FALSE"
        case int() | float():
            whole = value == int(value) and abs(value) < EXACT_DIGITS
            text = str(int(value)) if whole else f"{value:.15G}"
        case datetime() if value.time() == time():
            text = value.date().isoformat()
        case datetime():
            text = value.isoformat(timespec="seconds")
        case _:
            text = str(value)  # also days and times, which come out in ISO form
    return trim(text)
