"""A system that is described in a TOML file, as a source of records."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.building import build
from stakeholder_graph.exchange.mapping.days import read_days
from stakeholder_graph.exchange.mapping.describing import describe, shipped
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.fields import Fields, read_fields, written_columns
from stakeholder_graph.exchange.mapping.identity import with_ids
from stakeholder_graph.exchange.mapping.parts import Parts, joined, split
from stakeholder_graph.exchange.mapping.remarks import note_columns
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import Context, Reading, SourceTable


def declared_sources(mapping: Mapping[str, Any] | None = None) -> tuple[DeclaredSource, ...]:
    """The shipped systems; what a user's mapping describes comes first, in place of the one that it extends.

    Raises ImportRefused where the mapping says what cannot be, naming the nearest.
    """
    known = dict(shipped())
    if mapping is None:
        return tuple(map(DeclaredSource, known.values()))
    known.pop(mapping.get("extends", ""), None)
    return (DeclaredSource(describe(mapping)), *map(DeclaredSource, known.values()))


@dataclass(frozen=True)
class DeclaredSource:
    """Reads the tables of the system that `description` describes."""

    description: SourceDescription

    @property
    def name(self) -> str:
        return self.description.name

    @property
    def personal(self) -> bool:
        """Whether each of ours has such files of their own."""
        return self.description.personal

    @cached_property
    def headers(self) -> Mapping[str, Sequence[str]]:
        """The columns of each table that are taken, or by which it is known."""
        return {table.name: table.headers for table in self.description.tables}

    def recognises(self, table: SourceTable) -> bool:
        """Whether the header has all names by which one of the system's tables is known."""
        return self.table_of(table) is not None

    def table_of(self, table: SourceTable) -> TableDescription | None:
        """The table of the system that fits the header best; the file's name breaks ties."""
        stem = header_key(table.stem)
        fitting = [
            (most, len(written_columns(table, described)), header_key(described.name) in stem, described)
            for most, described in self._fitting(table)
        ]
        return max(fitting, key=lambda entry: entry[:3])[3] if fitting else None

    def _fitting(self, table: SourceTable) -> Iterator[tuple[int, TableDescription]]:
        """The tables of the system whose names the header has, each with how many names that are."""
        header = {header_key(name) for name in table.header}
        for described in self.description.tables:
            sizes = [len(names) for names in described.recognise if set(map(header_key, names)) <= header]
            if sizes:
                yield max(sizes), described

    def read(self, tables: Sequence[SourceTable], context: Context) -> Reading:
        """Read all tables together; every row is taken, left out with a reason, or reported. O(cells)."""
        with _without_collector():
            return self._read(tables, context)

    def _read(self, tables: Sequence[SourceTable], context: Context) -> Reading:
        ledger = Ledger()
        described, parts = self._described(tables)
        days = read_days(described, self.description)
        by_row: defaultdict[str, list[Fields]] = defaultdict(list)
        for table, description in described:
            ledger.problems += table.problems
            fields = read_fields(table, description, self.description, days, ledger)
            by_row[description.row].append(fields)
        for row, several in by_row.items():
            with_ids(row, several, ledger)
        note_columns(described, self.description, ledger)
        records = build(self.description, by_row, context, ledger)
        reports = [ledger.report(table, self.name) for table, _ in described]
        reading = Reading(records, reports, ledger.problems, names=self._names(tables, context))
        if parts:
            joined(reading, parts, ledger, self.name)
        return reading

    def _names(self, tables: Sequence[SourceTable], context: Context) -> dict[str, str]:
        """How `source` calls the files: an address book by its owner too, as all of them are called alike."""
        if not self.description.personal or context.whose is None:
            return {}
        return {table.file: f"{table.short_name} of {name_key(context.whose)}" for table in tables}

    def _described(
        self, tables: Sequence[SourceTable]
    ) -> tuple[list[tuple[SourceTable, TableDescription]], list[Parts]]:
        """Each table with its description; one whose rows hold several records once for each of them."""
        if not self.description.several_per_row:
            return [(table, found) for table in tables if (found := self.table_of(table))], []
        parts = [split(table, [described for _, described in self._fitting(table)]) for table in tables]
        return [part for each in parts for part in each.tables], parts


@contextmanager
def _without_collector() -> Iterator[None]:
    """Spare Python the search for circles among millions of records that all are needed: much time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
