"""The cells of one foreign table, column by column: ids made whole, days, numbers, yes and no, own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.exchange.cells import country_of, read_boolean, split_values
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.days import Days, is_date
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.ids import as_they_are, whole_id
from stakeholder_graph.exchange.mapping.lengths import in_minutes
from stakeholder_graph.exchange.mapping.limits import allowed_words, is_possible
from stakeholder_graph.exchange.mapping.targets import (
    BOOLEANS,
    LISTS,
    NUMBERS,
    TRANSLATED,
    properties,
    references,
)
from stakeholder_graph.exchange.numbers import DecimalSign, read_numbers
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.model.ontology import Property
from stakeholder_graph.model.vocabulary import vocabulary

Values = dict[str, Any]
Meaning = Callable[[str], Any]
TEXT = pl.String()
ID_HINT = "export it again, and keep Excel away from columns of ids"
DAY_HINT = 'say it with --mapping: [dates] order = "day", or "month"'


@dataclass
class ValueReader:
    """Reads the columns of one table for the rows taken; what cannot be read goes into the ledger.

    `cells` are those rows, `places` (from 0) where they stand in the table. An id that is spoilt or of the
    wrong kind is a fault; any other wrong value is a note, and empty. Every distinct text is looked at once.
    """

    table: SourceTable
    description: TableDescription
    written: Mapping[str, list[str]]
    source: SourceDescription
    days_of: Days
    ledger: Ledger
    cells: pl.DataFrame
    places: pl.Series

    @cached_property
    def _open(self) -> frozenset[int]:
        return frozenset(self.places)

    def column(self, target: str) -> pl.Series:
        """The values of one target in all rows; of several columns the first that is filled counts."""
        row = self.description.row
        item = properties(row).get(target)
        if is_date(row, target):
            return self.days(target)
        by_id = self._id(target) if references(row, target) else None
        if target in LISTS:
            return self._all_of(target, by_id or self._meaning(target, item))
        if by_id:
            return self._first_filled(target, by_id)
        if target in BOOLEANS:
            return self._first_filled(
                target, self._noted(target, self._truth(target), "neither yes nor no"), pl.Boolean()
            ).fill_null(False)
        if target in NUMBERS or (item is not None and item.kind in ("number", "integer")):
            return self._numbers(target, item)
        kind = pl.Boolean() if item is not None and item.kind == "boolean" else TEXT
        return self._first_filled(target, self._meaning(target, item), kind)

    def _meaning(self, target: str, item: Property | None) -> Meaning:
        if target in ("country", "channel"):
            return country_of if target == "country" else self._channel
        if item is not None and item.kind == "boolean":
            return self._noted(target, read_boolean, "neither yes nor no")
        if item is not None and item.allowed and target not in TRANSLATED:
            return self._noted(target, allowed_words(item), f"not one of {', '.join(item.allowed)}")
        words = self.description.values.get(target)
        if target == "role":
            return self._several_roles(words or {})
        if not words:
            return _as_it_is
        return lambda text: words.get(vocabulary().normalise(text), text)

    def _several_roles(self, words: Mapping[str, str]) -> Meaning:
        """All labels of a cell with semicolons between, each translated."""

        def several(text: str) -> str:
            labels = split_values(text, self._sign("role"))
            return ";".join(words.get(vocabulary().normalise(label), label) for label in labels)

        return several

    def _truth(self, target: str) -> Meaning:
        words = self.description.values.get(target, {})
        return lambda text: read_boolean(words.get(vocabulary().normalise(text), text))

    def _sign(self, target: str) -> str:
        """What stands between several values of one cell."""
        return self.description.several.get(target, ";")

    def _pieces(self, target: str, text: str | None) -> list[str]:
        """The values of a cell: several where the description, or the target, says so."""
        if text and (target in LISTS or target in self.description.several) and target != "role":
            return split_values(text, self._sign(target))
        return [text] if text else []

    def _all_of(self, target: str, meaning: Meaning) -> pl.Series:
        """What all columns of a target hold in each row, each value once."""
        values: list[dict[Any, None]] = [{} for _ in range(self.cells.height)]
        for written in self.written[target]:
            cells = self.cells[written].to_list()
            texts = {text: self._pieces(target, text) for text in cells}
            meant = {piece: meaning(piece) for pieces in texts.values() for piece in pieces}
            for place, text in enumerate(cells):
                values[place] |= dict.fromkeys(meant[piece] for piece in texts[text])
        lists = [[value for value in several if value is not None] for several in values]
        return pl.Series(target, lists, dtype=pl.List(pl.String()))

    def days(self, target: str, behind: str = "") -> pl.Series:
        """The days of one target; a note for what is no day, unless the row is a contact, which needs one."""
        found: list[pl.Series] = []
        for written in self.written[target]:
            column = self.days_of[self.table.file, written + behind]
            found.append(pl.Series(target, column.values, dtype=pl.Date()).gather(self.places))
            if self.description.row == "activity":
                continue
            problem = "day or month first? not decidable"
            if column.conflict:
                problem = "day first and month first stand in one column"
            undecided = [place for place in column.undecided if place in self._open]
            example = self.table.cells[written][undecided[0]] if undecided else None
            rows = [self.table.cells[ORIGIN_ROW][place] for place in undecided]
            self.ledger.note(self.table.file, rows, written, example, problem, DAY_HINT)
            self._gather(written, column.unreadable, "no day; left empty", "write 2026-01-31")
        return _first(found)

    def _gather(self, written: str, places: Iterable[int], problem: str, hint: str) -> None:
        """One note for each distinct text."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        cells, numbers = self.table.cells[written], self.table.cells[ORIGIN_ROW]
        for place in places:
            if place in self._open:
                rows[cells[place]].append(numbers[place])
        for text, these in rows.items():
            self.ledger.note(self.table.file, these, written, text, problem, hint)

    def _first_filled(self, target: str, meaning: Meaning, kind: pl.DataType = TEXT) -> pl.Series:
        """The meaning of the first filled column in each row."""
        return _first([self._meant(target, self.cells[name], meaning, kind) for name in self.written[target]])

    def _meant(self, target: str, cells: pl.Series, meaning: Meaning, kind: pl.DataType) -> pl.Series:
        known = self._known(target, cells, meaning)
        if known.all():
            return cells if kind == TEXT else cells.clear(len(cells)).cast(kind)
        texts = cells.filter(~known).unique(maintain_order=True).to_list()
        pieces = {text: self._pieces(target, text) for text in texts}
        meant = {text: meaning(several[0]) for text, several in pieces.items() if several}
        values = cells.replace_strict(meant or {"": None}, default=None, return_dtype=kind)
        return cells.zip_with(known, values) if kind == TEXT else values

    def _known(self, target: str, cells: pl.Series, meaning: Meaning) -> pl.Series:
        """The cells that need no look, as they are empty or mean what stands there."""
        if target in self.description.several:
            return cells.is_null()
        if meaning is _as_it_is:
            return pl.repeat(True, len(cells), eager=True)
        kinds = references(self.description.row, target)
        return cells.is_null() | as_they_are(cells, kinds, self.source) if kinds else cells.is_null()

    def _places_with(self, target: str, text: str) -> Iterable[tuple[str, list[int]]]:
        for written in self.written[target]:
            cells = self.cells[written]
            fitting = [cell for cell in cells.unique() if text in (cell, *self._pieces(target, cell))]
            yield written, self.cells[ORIGIN_ROW].filter(cells.is_in(fitting)).to_list()

    def _id(self, target: str) -> Meaning:
        kinds = references(self.description.row, target)

        def meaning(text: str) -> str | None:
            found, problem = whole_id(text, kinds, self.source)
            if problem:
                for written, rows in self._places_with(target, text):
                    faults = [(row, text) for row in rows]
                    self.ledger.add("fault", self.table.file, faults, written, problem, ID_HINT)
            return found

        return meaning

    def _noted(self, target: str, meaning: Meaning, problem: str) -> Meaning:
        def noted(text: str) -> Any:
            value = meaning(text)
            if value is None:
                for written, rows in self._places_with(target, text):
                    self.ledger.note(
                        self.table.file, rows, written, text, f"{problem}; left empty", "correct it there"
                    )
            return value

        return noted

    def _channel(self, text: str) -> str | None:
        """What a type or subject says of the channel; "Email: offer" is a mail. None where it says other."""
        if text in properties(self.description.row)["channel"].allowed:
            return text
        for said in (text, text.partition(":")[0]):
            word = self.source.channels.get(vocabulary().normalise(said)) or vocabulary().channel(said)
            if word is not None and word != "other":
                return word
        return None

    def _numbers(self, target: str, item: Property | None) -> pl.Series:
        found: list[pl.Series] = []
        kind = pl.Int64() if item is not None and item.kind == "integer" else pl.Float64()
        hint: DecimalSign | None = None if self.table.separator == ";" else "."
        for written in self.written[target]:
            cells = self.table.cells[written]
            if target == "minutes":
                cells = cells.replace({text: in_minutes(text) for text in cells.unique()})
            column = read_numbers(cells.to_list(), hint=hint)
            self._gather(written, column.undecided, "may be read in two ways; left empty", "write 1234.00")
            self._gather(written, column.unreadable, "no number; left empty", "write digits only")
            filled = {value for value in column.values if value is not None}
            impossible = {value for value in filled if not is_possible(value, item)}
            wrong = [place for place, value in enumerate(column.values) if value in impossible]
            problem = (item.help_en if item else "") or "correct it"
            self._gather(written, wrong, "outside of what is possible; left empty", problem)
            good = [None if value in impossible else value for value in column.values]
            numbers = pl.Series(target, good, dtype=pl.Float64()).cast(kind, strict=False)
            found.append(numbers.gather(self.places))
        return _first(found)


def _as_it_is(text: str) -> str:
    return text


def _first(several: Sequence[pl.Series]) -> pl.Series:
    """In each row the first of these that is filled."""
    return pl.select(pl.coalesce(several)).to_series() if len(several) > 1 else several[0]
