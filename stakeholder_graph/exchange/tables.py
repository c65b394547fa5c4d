"""Any table that people or systems hand us, with every line of its file accounted for."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.bounded import refuse_too_large, too_large_cell
from stakeholder_graph.exchange.dialect import (
    SEPARATORS,
    Parsed,
    Row,
    find_layout,
    header_key,
    header_row,
    likely_header,
    parse,
    separator_line,
)
from stakeholder_graph.exchange.encoding import decode
from stakeholder_graph.exchange.furniture import find_foot
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.exchange.workbook import is_workbook, read_workbook

WORKBOOK = "workbook"
CUT_OFF = "export it again; if the rest of the row is empty, end it with a line break"


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it stands in a file, nothing translated yet.

    `header` are the names as written, `columns` their cells in the same order: trimmed text, None where
    empty. `row_numbers` are the rows as a spreadsheet shows them. Rows with a fault stand in no column,
    but in `faulty_rows` (their number) and in `problems`.
    """

    file: str
    name: str
    encoding: str
    separator: str
    header: tuple[str, ...]
    columns: tuple[list[str | None], ...]
    row_numbers: list[int]
    header_row: int
    skipped_before: int
    blank_rows: int
    footer_rows: int
    faulty_rows: int
    problems: tuple[Problem, ...]
    places: dict[str, int] = field(repr=False, compare=False)

    @property
    def rows_read(self) -> int:
        """All rows of data: those in the columns and those with a fault."""
        return len(self.row_numbers) + self.faulty_rows

    @property
    def is_sheet(self) -> bool:
        """Whether this is a sheet of a workbook, where bare numbers may be dates."""
        return self.encoding == WORKBOOK

    def column(self, name: str) -> list[str | None] | None:
        """Return the cells under a name, however it is capitalised; None when there is no such column."""
        place = self.places.get(header_key(name))
        return None if place is None else self.columns[place]


def read_tables(path: Path, known_headers: Collection[str] = ()) -> list[Table]:
    """Read a file that holds a table: CSV, TSV or text in any encoding, or a workbook with several sheets.

    Parameters
    ----------
    path: the file, named in the reports as given here. What it is, its content says, not its ending.
    known_headers: names of columns that any source has; the first of 20 lines with two of them is the
        header, and the separator is the one with which most of them are found. Case does not matter.

    Texts that our own export has neutralised are left as they stand; `cells.restore` reads them back.
    Raises ImportRefused when the file cannot be opened or is no table. O(characters), in memory.
    """
    refuse_too_large(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        what = "is a folder" if path.is_dir() else f"cannot be read ({error.strerror})"
        raise ImportRefused(str(path), what, "check the name and that you may read it") from error
    if is_workbook(data):
        return _sheet_tables(path, data, known_headers)
    return [_text_table(path, data, known_headers)]


def _text_table(path: Path, data: bytes, known_headers: Collection[str]) -> Table:
    decoded = decode(data, str(path))
    named, text = separator_line(decoded.text)
    try:
        layout = find_layout(text, known_headers, (named,) if named else SEPARATORS)
        parsed = parse(text, layout.separator)
    except csv.Error as error:
        raise too_large_cell(str(path)) from error
    table = _Assembly(str(path), layout.separator, ends_open=not text.endswith(("\n", "\r")))
    for problem, hint in decoded.remarks:
        table.note(problem, hint)
    return table.build(path.stem, decoded.encoding, parsed, layout.header_row)


def _sheet_tables(path: Path, data: bytes, known_headers: Collection[str]) -> list[Table]:
    known = frozenset(map(header_key, known_headers))
    sheets, unvalued = read_workbook(data, str(path))
    tables: list[Table] = []
    for name, rows in sheets:
        table = _Assembly(f"{path}/{name}", "")
        if unvalued and not tables:
            problem = f"{unvalued} formulas of the workbook have no value stored and are read as empty"
            table.note(problem, "open it in Excel, save it, and import it again")
        found = header_row(rows, known) or likely_header(rows, even=False)
        parsed = Parsed(rows, last_number=rows[-1][0], open_quote=False)
        tables.append(table.build(name, WORKBOOK, parsed, found[0] if found else rows[0][0]))
    return tables


class _Assembly:
    """A table in the making: gathers what is wrong while its rows are put under the header."""

    def __init__(self, file: str, separator: str, *, ends_open: bool = False) -> None:
        self.file = file
        self.separator = separator  # "" for a sheet, whose rows have no number of cells of their own
        self.ends_open = ends_open  # the last line has no end
        self.problems: list[Problem] = []
        self.faulty = 0

    def note(
        self, problem: str, hint: str, row: int | None = None, column: str | None = None, count: int = 1
    ) -> None:
        self.problems.append(Problem("note", self.file, row, column, None, problem, hint, count))

    def fault(self, row: int, cells: Sequence[str], problem: str, hint: str) -> None:
        self.faulty += 1
        value = (self.separator or "; ").join(cells)
        self.problems.append(Problem("fault", self.file, row, None, value, problem, hint))

    def build(self, name: str, encoding: str, parsed: Parsed, header_number: int) -> Table:
        rows = self._without_open_quote(parsed)
        place = next((place for place, (number, _) in enumerate(rows) if number == header_number), None)
        header = rows[place][1] if place is not None else []
        body = rows[place + 1 :] if place is not None else []
        if place is None:
            self.note("there is no table in it", "export it again")
        foot = find_foot(body)
        swallowed = int(parsed.open_quote and parsed.last_number > header_number)
        blank_rows = parsed.last_number - header_number - len(body) - swallowed
        self._check_records(foot.stated_records, foot.data_rows + self.faulty)
        last = parsed.last_number if self.ends_open and not parsed.open_quote else 0
        numbers, columns = self._columns(body[: foot.data_rows], len(header), last)
        names, columns = self._named(header, columns)
        return Table(
            file=self.file,
            name=name,
            encoding=encoding,
            separator=self.separator,
            header=tuple(names),
            columns=tuple(columns),
            row_numbers=numbers,
            header_row=header_number,
            skipped_before=max(header_number - 1, 0),
            blank_rows=blank_rows,
            footer_rows=foot.foot_rows,
            faulty_rows=self.faulty,
            problems=tuple(self.problems),
            places={header_key(name): place for place, name in reversed(list(enumerate(names))) if name},
        )

    def _without_open_quote(self, parsed: Parsed) -> list[Row]:
        """Leave out the last row when its open quotation mark has swallowed the rest of the file."""
        if not parsed.open_quote:
            return parsed.rows
        rows = parsed.rows
        holds_text = bool(rows) and rows[-1][0] == parsed.last_number
        self.fault(
            parsed.last_number,
            rows[-1][1] if holds_text else [],
            "a quotation mark is opened here and never closed; the rest of the file stands in that cell",
            "close the quotation mark, or write it twice where it is part of the text",
        )
        return rows[:-1] if holds_text else rows

    def _check_records(self, stated: int | None, found: int) -> None:
        if stated is not None and stated != found:
            self.note(
                f"the foot of the report says {stated} records, but there are {found}",
                "the export may be cut off: run the report again",
            )

    def _columns(
        self, rows: Sequence[Row], width: int, open_row: int
    ) -> tuple[list[int], list[list[str | None]]]:
        numbers: list[int] = []
        taken: list[list[str]] = []
        short: list[int] = []
        for number, cells in rows:
            if len(cells) > width:
                problem = f"the row has {len(cells)} cells, the header has {width}"
                hint = "put a text that holds the separator in quotation marks, or give each column a name"
                self.fault(number, cells, problem, hint)
                continue
            if len(cells) < width and number == open_row:
                problem = (
                    f"the file ends in the middle of this row: {len(cells)} of {width} cells, no line end"
                )
                self.fault(number, cells, problem, CUT_OFF)
                continue
            if len(cells) < width:
                short.append(number)
                cells = cells + [""] * (width - len(cells))  # noqa: PLW2901 - the same row, filled
            numbers.append(number)
            taken.append(cells)
        if short and self.separator:
            problem = f"fewer cells than the {width} of the header; the missing ones are read as empty"
            self.note(problem, "look whether the row is cut off", row=short[0], count=len(short))
        columns = zip(*taken, strict=True) if taken else ((),) * width
        return numbers, [[cell or None for cell in column] for column in columns]

    def _named(
        self, header: Sequence[str], columns: list[list[str | None]]
    ) -> tuple[list[str], list[list[str | None]]]:
        """Leave out columns without name and value; say which names are missing or stand there twice."""
        names = [name.strip('"') for name in header]
        kept = [place for place, name in enumerate(names) if name or any(columns[place])]
        seen: set[str] = set()
        for place in kept:
            name, key = names[place], header_key(names[place])
            if not name:
                self.note(f"column {place + 1} has values but no name", "give it a name; it is not taken now")
            elif key in seen:
                hint = "give it another name; only the first is taken now"
                self.note(f"column {place + 1} has the name of an earlier one", hint, column=name)
            seen.add(key)
        return [names[place] for place in kept], [columns[place] for place in kept]
