"""From the files that the user names to tables of text: folders, single files, sheets of workbooks."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.bounded import may_hold_endless_cell, refuse_too_large
from stakeholder_graph.exchange.cells import BLANKS, NEUTRALISED
from stakeholder_graph.exchange.dialect import header_key, sniff
from stakeholder_graph.exchange.interactions.recognise import ENDINGS
from stakeholder_graph.exchange.interactions.recognise import files_in as calendars_and_mails
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.exchange.tables import Table, read_tables

TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
OTHER_SPREADSHEETS = (".xls", ".xlsb", ".ods", ".numbers")
"""Lists that people have and that are not read: they are told how to save them, not passed over."""
WORTH_THE_FAST_WAY = 1_000_000  # bytes; below, both ways take no time
QUOTED = re.compile(rb'"(?<=[,\n"]")[^"]*+"(?=[",]|\r?\n|\Z)')
MAY_BE_NEUTRALISED = re.compile(rb"'[=+\-@\t\r]")
_LOOKED_UP = frozenset({"from", "relationship", "to", "valid_from", "valid_to"})
"""Columns that are compared, not stored: who reads them trims what does not fit, and millions need none."""


def files_of(sources: Sequence[Path], endings: Collection[str] = TABLE_ENDINGS) -> list[Path]:
    """The files that are meant: those named, and the tables, calendars and mails in the folders named.

    Each file once, folders in alphabetical order. Raises ImportRefused where nothing is, or nothing to read.
    """
    found: dict[str, Path] = {}
    for source in sources:
        if source.is_dir():
            meant = {*endings, *OTHER_SPREADSHEETS}
            tables = [path for path in source.iterdir() if path.suffix.lower() in meant]
            tables = [path for path in tables if not path.name.startswith(("~$", "."))]  # Excel's lock files
            inside = sorted([*tables, *calendars_and_mails(source)])
            if not inside:
                kinds = ", ".join([*endings, *ENDINGS])
                raise ImportRefused(str(source), "nothing to read in this folder", f"put {kinds} files there")
        elif source.exists():
            inside = [source]
        else:
            raise ImportRefused(str(source), "there is no such file or folder", "check the name")
        for path in inside:
            found.setdefault(os.path.realpath(path), path)  # Path.resolve stumbles over links in a circle
    return list(found.values())


def load(paths: Sequence[Path], known_headers: Collection[str]) -> list[SourceTable]:
    """All tables of these files as text. Large plain files go the fast way: 0.5 s for a million rows."""
    tables: list[SourceTable] = []
    for path in paths:
        plain = fast_table(path, known_headers) if _is_large(path) else None
        tables += (
            [plain]
            if plain is not None
            else [text_table(table) for table in read_tables(path, known_headers)]
        )
    return tables


def _is_large(path: Path) -> bool:
    return (
        path.is_file()
        and path.stat().st_size >= WORTH_THE_FAST_WAY
        and path.suffix.lower() not in (".xlsx", ".xlsm")
    )


def text_table(table: Table) -> SourceTable:
    """A table of the general reader in the form that all sources read; unnamed and repeated columns go."""
    columns: dict[str, list[str | None]] = {}
    seen: set[str] = set()
    for name, cells in zip(table.header, table.columns, strict=True):
        key = header_key(name)
        if key and key not in seen:
            seen.add(key)
            columns[name] = cells
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String()))
    numbers = pl.Series(ORIGIN_ROW, table.row_numbers, dtype=pl.UInt32)
    cells_and_rows = _restored(frame).with_columns(numbers) if columns else pl.DataFrame([numbers])
    separator = "" if table.is_sheet else table.separator
    no_data = {"blank row": table.blank_rows, "foot of the table": table.footer_rows}
    return SourceTable(
        table.file, table.name, table.encoding, separator, tuple(columns), cells_and_rows, table.problems,
        table.faulty_rows, {reason: count for reason, count in no_data.items() if count},
    )  # fmt: skip


def fast_table(path: Path, known_headers: Collection[str]) -> SourceTable | None:
    """A plain UTF-8 file with commas, read in columns; None where it is anything else.

    Whatever could need a remark (rows too long or too short, blank lines, odd or open quotes, bad characters)
    is left to the general reader. O(characters).
    """
    if not sniff(path, known_headers).plain:
        return None
    refuse_too_large(path)
    data = path.read_bytes()
    if b"\x00" in data or may_hold_endless_cell(data):
        return None
    try:
        cells = pl.read_csv(data, infer_schema=False)
    except pl.exceptions.PolarsError:
        return None
    if not _all_cells_read(data, cells):
        return None
    cells = cells.rename(str.strip)
    filled = [name for name in cells.columns if cells[name].null_count() < cells.height]
    texts = pl.col([name for name in filled if name not in _LOOKED_UP])
    cells = cells.with_columns(texts.str.strip_chars(BLANKS))
    if MAY_BE_NEUTRALISED.search(data):
        cells = _restored(cells)
    cells = cells.with_columns(pl.when(pl.col(filled) != "").then(pl.col(filled)))
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    numbers = pl.int_range(2, cells.height + 2, dtype=pl.UInt32).alias(ORIGIN_ROW)
    header = tuple(cells.columns)
    return SourceTable(str(path), path.stem, encoding, ",", header, cells.with_columns(numbers))


def _all_cells_read(data: bytes, cells: pl.DataFrame) -> bool:
    """Whether every row has as many cells as the header, none is blank, and the names are plain."""
    first_line = data[: data.find(b"\n")]
    names = {header_key(name) for name in cells.columns}
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    commas = data.count(b",")
    if b'"' in data:
        signs = (pl.all().str.count_matches(sign, literal=True).sum() for sign in (",", "\n"))
        inside, broken = (sum(cells.select(counted).row(0)) for counted in signs)
        if broken and not _well_quoted(data):
            return False
        commas, lines = commas - inside, lines - broken
    return (
        cells.height == lines - 1
        and commas == (len(cells.columns) - 1) * lines
        and b'"' not in first_line
        and len(names - {""}) == len(cells.columns)
    )


def _well_quoted(data: bytes) -> bool:
    """Whether every quotation mark belongs to a cell that begins and ends with one: readers differ else."""
    return 2 * sum(1 for _ in QUOTED.finditer(data)) == data.count(b'"')


def _restored(cells: pl.DataFrame) -> pl.DataFrame:
    """The texts without the apostrophe that keeps spreadsheets from taking them for formulas."""
    neutralised = pl.all().str.contains(NEUTRALISED)
    return cells.with_columns(pl.when(neutralised).then(pl.all().str.slice(1)).otherwise(pl.all()))
