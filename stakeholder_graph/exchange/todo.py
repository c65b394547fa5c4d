"""The workbook of what is missing, filled in: each sheet asks for one thing and closes what it lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.canonical import Canonical
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW, Context, Reading, SourceTable

KEY = "todo"
"""The first column of each sheet, by which it is known."""
NOT_FILLED_IN = "not filled in"


@dataclass(frozen=True)
class Sheet:
    """One sheet: the table of ours that its rows go to, columns to fill in, those that say who is meant.

    `known` columns are of no interest to the reader and hidden. `called`: what a column is called in our own
    table, where the sheet has a word that says more. `fixed` values are the same in all rows.
    """

    name: str
    table: str
    fill: tuple[str, ...]
    known: tuple[str, ...] = ("id", "source")
    called: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        return (*self.fill, *self.known)


SHEETS = {
    sheet.name: sheet
    for sheet in (
        Sheet("employers", "relationships", ("organisation", "job_title"), ("from", "source"),
              {"organisation": "to"}, {"relationship": "WORKS_FOR"}),
        Sheet("levels", "relationships", ("level",), ("id", "from", "to", "valid_from", "source"), {},
              {"relationship": "WORKS_FOR"}),
        Sheet("own_levels", "relationships", ("level",), ("id", "from", "to", "valid_from", "source"), {},
              {"relationship": "WORKS_FOR"}),
        Sheet("roles", "relationships", ("person",), ("role", "to", "source"), {"person": "from"},
              {"relationship": "PLAYS_ROLE"}),
        Sheet("values", "companies", ("earnings_value", "currency", "tier")),
        Sheet("carers", "people", ("email", "capacity_hours")),
        Sheet("profiles", "people", ("preferred_channel", "topics", "avoid", "profile_updated")),
        Sheet("objections", "people", ("objected_on",)),
    )
}  # fmt: skip
"""What can be asked for, by the name of the sheet."""


class Todo:
    """The workbook that `import --todo` writes, filled in as far as somebody could."""

    name = "todo"

    @property
    def headers(self) -> Mapping[str, Sequence[str]]:
        """The columns of each sheet that are read."""
        return {sheet.name: (KEY, *sheet.columns) for sheet in SHEETS.values()}

    def recognises(self, table: SourceTable) -> bool:
        """Whether it is a sheet of ours, by its name and its first column."""
        return table.stem in SHEETS and header_key("".join(table.header[:1])) == KEY

    def read(self, tables: Sequence[SourceTable], context: Context) -> Reading:
        """Read what was filled in as rows of our own tables; other rows are left out and counted. O(rows).

        Raises ImportRefused where a sheet lacks a column by which one knows who is meant.
        """
        for table in tables:
            lost = [name for name in SHEETS[table.stem].columns if name not in table.header]
            if lost:
                what = f"the column {', '.join(lost)} is gone, and with it who is meant"
                raise ImportRefused(table.file, what, "write the workbook anew with todo, and fill that in")
        filled = [_as_ours(table, SHEETS[table.stem]) for table in tables]
        reading = Canonical().read([table for table, _ in filled], context)
        empty = {table.file: count for table, count in filled}
        reading.files = [
            replace(
                file,
                format=self.name,
                rows=file.rows + empty[file.file],
                left_out=file.left_out + empty[file.file],
                why_left_out={**file.why_left_out, NOT_FILLED_IN: empty[file.file]},
            )
            if empty[file.file]
            else replace(file, format=self.name)
            for file in reading.files
        ]
        reading.headers = {}
        return reading


def _as_ours(table: SourceTable, sheet: Sheet) -> tuple[SourceTable, int]:
    """The filled rows of a sheet as a table of ours, and how many rows nobody has filled in."""
    cells = table.cells.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in sheet.fill))
    made = cells.select(
        *(pl.col(name).alias(sheet.called.get(name, name)) for name in sheet.columns),
        *(pl.lit(value).alias(name) for name, value in sheet.fixed.items()),
        ORIGIN_ROW,
    )
    header = tuple(name for name in made.columns if name != ORIGIN_ROW)
    return replace(table, stem=sheet.table, header=header, cells=made), table.cells.height - cells.height
