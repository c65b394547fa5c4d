"""From the cells of a foreign table to values under our own names: in columns, and as rows where asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.choosing import rows_done, rows_to_take
from stakeholder_graph.exchange.mapping.days import AS_WRITTEN, Days
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.values import ValueReader, Values
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable


@dataclass
class Fields:
    """One table under our own names: `values` are its rows without fault, one column a target and ORIGIN_ROW.

    `written` gives for each target the columns of the file in which it stands, in the order in which they
    count. `done` are the rows that say that it has happened, where what lies in the past counts too.
    `changed` are rows as they stand after several of one id became one, by their number.
    """

    table: SourceTable
    description: TableDescription
    written: Mapping[str, list[str]]
    values: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={ORIGIN_ROW: pl.UInt32()}))
    done: frozenset[int] = frozenset()
    changed: dict[int, Values] = field(default_factory=dict)
    _rows: list[Values] | None = None

    @property
    def file(self) -> str:
        return self.table.file

    @property
    def rows(self) -> list[Values]:
        """The rows one by one, for whatever a whole column cannot tell; made once. O(cells)."""
        if self._rows is None:
            self._rows = self.rows_of(self.values)
        return self._rows

    def rows_of(self, values: pl.DataFrame) -> list[Values]:
        """Some of the rows one by one; several values of one cell are a tuple."""
        rows = [self.changed.get(row[ORIGIN_ROW], row) for row in values.iter_rows(named=True)]
        for name, kind in values.schema.items():
            if kind == pl.List:
                for row in rows:
                    row[name] = tuple(row.get(name) or ())
        return rows

    def each(self, target: str) -> list[Any]:
        """The values of one target in all rows; None where a row, or the table, has none."""
        if self.changed:
            return [row.get(target) for row in self.rows]
        return self.values[target].to_list() if target in self.values.columns else [None] * self.values.height

    def filled(self, *targets: str) -> list[Values]:
        """The rows in which any of these targets is filled."""
        here = [target for target in targets if target in self.values.columns]
        if self.changed:
            return [row for row in self.rows if any(row.get(target) is not None for target in targets)]
        if not here:
            return []
        return self.rows_of(self.values.filter(pl.any_horizontal(pl.col(here).is_not_null())))

    def keep(self, kept: pl.DataFrame) -> None:
        """Go on with these rows only."""
        self.values, self._rows = kept, None

    def change(self, rows: Iterable[Values]) -> None:
        """Let these rows stand as they are given."""
        self.changed |= {row[ORIGIN_ROW]: row for row in rows}
        self._rows = None

    def column(self, *targets: str) -> str | None:
        """The name of the column in the file for the first of these targets that it has."""
        return next((self.written[target][0] for target in targets if target in self.written), None)


def without_settled(values: pl.DataFrame, ledger: Ledger, file: str) -> pl.DataFrame:
    """The rows of a file that have no fault and were not left out."""
    settled = ledger.faulty[file] | ledger.left_out[file].keys()
    out = pl.Series(list(settled), dtype=pl.UInt32()).implode()
    return values.filter(~pl.col(ORIGIN_ROW).is_in(out)) if settled else values


def written_columns(table: SourceTable, description: TableDescription) -> dict[str, list[str]]:
    """For each target the columns of this table that hold it, as they are written there."""
    by_key = {header_key(written): written for written in reversed(table.header)}
    found = {
        target: [by_key[header_key(name)] for name in names if header_key(name) in by_key]
        for target, names in description.columns.items()
    }
    return {target: list(dict.fromkeys(names)) for target, names in found.items() if names}


def _with_constants(
    table: SourceTable, description: TableDescription
) -> tuple[SourceTable, dict[str, list[str]]]:
    """The table with a further column for each constant, which counts where the others are empty."""
    written = written_columns(table, description)
    for target, text in description.constants.items():
        name = f"{target} (constant)"
        cells = table.cells.with_columns(pl.lit(text, pl.String()).alias(name))
        table = replace(table, cells=cells)
        written[target] = [*written.get(target, []), name]
    return table, written


def read_fields(
    table: SourceTable, description: TableDescription, source: SourceDescription, days: Days, ledger: Ledger
) -> Fields:
    """The rows of one table that can be taken; all others are in the ledger with the reason."""
    table, written = _with_constants(table, description)
    fields = Fields(table, description, written)
    taken = rows_to_take(table, description, ledger)
    cells = table.cells.filter(taken)
    if not cells.height:
        return fields
    reader = ValueReader(table, description, fields.written, source, days, ledger, cells, taken.arg_true())
    columns = {target: reader.column(target) for target in fields.written}
    if "start" in fields.written:
        columns["start" + AS_WRITTEN] = reader.days("start", AS_WRITTEN)
    if description.past_counts:
        fields.done = frozenset(table.cells[ORIGIN_ROW].filter(rows_done(table, description)))
    values = cells.select(ORIGIN_ROW).with_columns(values.alias(name) for name, values in columns.items())
    fields.values = without_settled(values, ledger, table.file)
    return fields
