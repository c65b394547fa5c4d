"""The contract of all source systems: what they are given to read, and what they give back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Any, Protocol

import polars as pl

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.report import FileReport, Problem
from stakeholder_graph.model.records import Records

ORIGIN_FILE = "#file"
"""Column of a record table: the name of the file that a record comes from, as its FileReport names it."""
ORIGIN_ROW = "#row"
"""Column of a record table, and of `SourceTable.cells`: the row as a spreadsheet counts it (UInt32)."""


@dataclass(frozen=True)
class SourceTable:
    """One table of a file or workbook: its header, and all its cells as text.

    `file` names it in reports ("crm/people.csv", "list.xlsx/people"), `stem` is the file's or sheet's bare
    name, `separator` is "" for a sheet. `cells` has one text column for each name in `header` (trimmed; empty
    is null) and ORIGIN_ROW. `problems` are those of the reader; the `reported` rows among them stand in no
    column, so that the file has cells.height + reported rows of data. `left_out` counts rows that are none
    (blank ones, the foot of a report); the import adds them to the FileReport, sources leave them alone.
    """

    file: str
    stem: str
    encoding: str
    separator: str
    header: tuple[str, ...]
    cells: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    reported: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """All rows of data in the file."""
        return self.cells.height + self.reported

    @cached_property
    def short_name(self) -> str:
        """The file without its folders, as it stands in the `source` of a record."""
        parts = PurePath(self.file).parts
        return "/".join(parts[-2:]) if not self.separator else parts[-1]


def without_cells(file: str, encoding: str, rows: int) -> SourceTable:
    """A file that is no table, as the import knows it: only its name, and how many rows it has."""
    numbers = pl.DataFrame({ORIGIN_ROW: pl.int_range(1, rows + 1, dtype=pl.UInt32, eager=True)})
    return SourceTable(file, PurePath(file).stem, encoding, ",", (), numbers)


@dataclass(frozen=True)
class UnreadFile:
    """A file, or one table of it, that could not be read, and why.

    `table` is there where only nobody knows what its columns mean.
    """

    file: str
    stem: str
    error: ImportRefused
    table: SourceTable | None = None


@dataclass(frozen=True)
class Context:
    """What a source may need besides its tables.

    `existing` is what the database holds, for names and ids that the files do not define. `own` is the name
    of our company, `own_domains` our mail domains. `mapping` is the content of a --mapping file.
    `unread` are files that should be among the tables: whom they hold is not unknown. `whose` is the owner of
    a list of connections; `any_company` takes people of companies that nobody knows from it too;
    `with_subject` keeps what the meetings of personal calendars were about.
    """

    existing: Records
    as_of: date
    own: str | None = None
    own_domains: tuple[str, ...] = ()
    owner_cares: bool = False
    skip_faulty: bool = False
    language: str = "en"
    mapping: Mapping[str, Any] | None = None
    unread: tuple[UnreadFile, ...] = ()
    whose: str | None = None
    any_company: bool = False
    with_subject: bool = False


@dataclass
class Reading:
    """What the tables of one source system say.

    `records` holds only rows without fault. Its tables may carry ORIGIN_FILE and ORIGIN_ROW: from them the
    import finds which rows were in the database already. In `files` every row is counted as taken, left out
    or reported. `prevails`: the values replace those of the database, also where they are empty; otherwise
    empty values leave it alone, and records that came from elsewhere are only completed. `headers` says for
    each file how it writes the columns that have a name of ours, `names` how `source` calls a file that is
    called alike for everybody, such as the address book of one of ours.
    """

    records: Records
    files: list[FileReport]
    problems: list[Problem]
    prevails: bool = False
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """A system whose files can be read, such as our own tables or a CRM's export."""

    @property
    def name(self) -> str:
        """The name for --from, such as "canonical" or "salesforce"."""

    @property
    def headers(self) -> Mapping[str, Sequence[str]]:
        """The columns of each table that this system knows, to find the header and to name the nearest."""

    def recognises(self, table: SourceTable) -> bool:
        """Whether the header of this table is one of this system's."""

    def read(self, tables: Sequence[SourceTable], context: Context) -> Reading:
        """Read all tables of this system together."""
