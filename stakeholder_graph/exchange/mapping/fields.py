"""From the cells of a foreign table to rows of values under our own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.choosing import places_done, places_to_take
from stakeholder_graph.exchange.mapping.days import AS_WRITTEN, Days
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.values import ValueReader, Values
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable


@dataclass
class Fields:
    """One table under our own names: `rows` are its rows without fault, each with ORIGIN_ROW.

    `written` gives for each target the columns of the file in which it stands, in the order in which they
    count. `done` are the rows that say that it has happened.
    """

    table: SourceTable
    description: TableDescription
    written: Mapping[str, list[str]]
    rows: list[Values] = field(default_factory=list)
    done: frozenset[int] = frozenset()

    @property
    def file(self) -> str:
        return self.table.file

    def column(self, *targets: str) -> str | None:
        """The name of the column in the file for the first of these targets that it has."""
        return next((self.written[target][0] for target in targets if target in self.written), None)


def settled_rows(ledger: Ledger, file: str) -> set[int]:
    """The rows of a file that have a fault or were left out."""
    return ledger.faulty[file] | ledger.left_out[file].keys()


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
    places = places_to_take(table, description, ledger)
    if not places:
        return fields
    reader = ValueReader(table, description, fields.written, source, days, ledger, places)
    columns = {target: reader.column(target) for target in fields.written}
    if "start" in fields.written:
        columns["start" + AS_WRITTEN] = reader.days("start", AS_WRITTEN)
    out = settled_rows(ledger, table.file)
    fields.done = frozenset(reader.numbers[place] for place in places_done(table, description))
    for place in places:
        number = reader.numbers[place]
        if number not in out:
            row = {target: cells[place] for target, cells in columns.items()}
            fields.rows.append({ORIGIN_ROW: number} | row)
    return fields
