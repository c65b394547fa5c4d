"""How a table is laid out: its separator, its header line, the lines before and after the data."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange import bounded
from stakeholder_graph.exchange.cells import trim
from stakeholder_graph.exchange.encoding import decode

SEPARATORS = (",", ";", "\t", "|")
HEADER_WITHIN = 20  # lines
ENOUGH_KNOWN = 2  # known names that make a line the header
SNIFFED_BYTES = 262_144
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
SEPARATOR_LINE = re.compile(r'"?sep=([^\r\n"])"?[ \t,;|]*(?:\r\n?|\n|$)', re.IGNORECASE)

Row = tuple[int, list[str]]  # the number that a spreadsheet shows, and the trimmed cells


class Parsed(NamedTuple):
    """The rows of a text that hold anything, the number of all rows, and whether a quote was left open."""

    rows: list[Row]
    last_number: int
    open_quote: bool


class Layout(NamedTuple):
    """What separates the cells, and the header's row as a spreadsheet counts; 0 where there is none."""

    separator: str
    header_row: int


class Sniffed(NamedTuple):
    """What the beginning of a file tells: see `sniff`."""

    encoding: str
    separator: str
    header_line: int

    @property
    def plain(self) -> bool:
        """Whether this is UTF-8 with commas and the header in line 1, which any fast reader takes."""
        return self.encoding in ("utf-8", "utf-8-sig") and self.separator == "," and self.header_line == 1


def header_key(name: str) -> str:
    """Return a column's name in the form in which names are compared: case, blanks and quotes ignored."""
    return " ".join(unicodedata.normalize("NFC", trim(name).strip('"')).casefold().split())


def separator_line(text: str) -> tuple[str | None, str]:
    """Return the separator that Excel's line `sep=;` names, else None, and the text behind that line."""
    found = SEPARATOR_LINE.match(text)
    return (found[1], text[found.end() :]) if found else (None, text)


def parse(text: str, separator: str, limit: int | None = None) -> Parsed:
    """Split a text into rows of trimmed cells; wrong quoting is read as well as it can be.

    Line breaks within quotes are data; blank rows are counted but not returned. `limit` stops after so
    many rows. Raises csv.Error where a cell is larger than any. O(characters).
    """
    csv.field_size_limit(bounded.LARGEST_CELL)  # the module's own limit would refuse a long note
    end = start = last_start = number = 0

    def lines() -> Iterator[str]:
        nonlocal end
        for line in LINE.finditer(text):
            end = line.end()
            yield line.group()

    rows: list[Row] = []
    for number, raw in enumerate(islice(csv.reader(lines(), delimiter=separator), limit), start=1):
        last_start, start = start, end
        cells = [trim(cell) for cell in raw]
        if any(cells):
            rows.append((number, cells))
    return Parsed(rows, number, limit is None and _left_open(text[last_start:], separator))


def _left_open(last_row: str, separator: str) -> bool:
    try:
        list(csv.reader((line.group() for line in LINE.finditer(last_row)), delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def header_row(rows: Sequence[Row], known: frozenset[str]) -> tuple[int, int] | None:
    """Return the number of the first early row with two known names, and how many it has; else None."""
    for number, cells in rows:
        if number > HEADER_WITHIN:
            break
        named = len(known & {header_key(cell) for cell in cells})
        if named >= ENOUGH_KNOWN:
            return number, named
    return None


def likely_header(rows: Sequence[Row], *, even: bool = True) -> tuple[int, int] | None:
    """Return the number of the first row of several cells and its width.

    `even`: it must be as wide as the next row; sheets, which have no width of their own, say False.
    """
    for place, (number, cells) in enumerate(rows[:HEADER_WITHIN]):
        following = rows[place + 1 : place + 2]
        as_wide = all(len(next_cells) == len(cells) for _, next_cells in following)
        if sum(map(bool, cells)) > 1 and (as_wide or not even):
            return number, len(cells)
    return None


def find_layout(text: str, known_headers: Collection[str], separators: Sequence[str] = SEPARATORS) -> Layout:
    """Find the header and the separator: the one with which most cells of the header are known names.

    Where no line has two known names, the first line as wide as the one behind it is taken.
    """
    known = frozenset(map(header_key, known_headers))
    beginnings = [(separator, parse(text, separator, HEADER_WITHIN).rows) for separator in separators]
    named = [(separator, found) for separator, rows in beginnings if (found := header_row(rows, known))]
    if named:
        separator, (number, _) = max(named, key=lambda entry: entry[1][1])
        return Layout(separator, number)
    likely = [(separator, found) for separator, rows in beginnings if (found := likely_header(rows))]
    if likely:
        separator, (number, _) = min(likely, key=lambda entry: (entry[1][0], -entry[1][1]))
        return Layout(separator, number)
    separator, rows = beginnings[0]
    return Layout(separator, rows[0][0] if rows else 0)


def sniff(path: Path, known_headers: Collection[str] = ()) -> Sniffed:
    """Look at the beginning of a file to choose how to read it: encoding, separator, line of the header.

    Only the first 256 KiB are read, so a bad character further down is not seen. Raises ImportRefused
    for a file that cannot be opened or is no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(SNIFFED_BYTES + 1)
    except OSError as error:
        raise ImportRefused(
            str(path), f"cannot be read ({error.strerror})", "check the name and the rights"
        ) from error
    complete = len(data) <= SNIFFED_BYTES
    decoded = decode(data[:SNIFFED_BYTES], str(path), complete=complete)
    named, text = separator_line(decoded.text)
    layout = find_layout(text, known_headers, (named,) if named else SEPARATORS)
    return Sniffed(decoded.encoding, layout.separator, layout.header_row + (1 if named else 0))
