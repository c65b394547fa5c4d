"""From columns of text to columns of values, each checked against what the ontology allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import polars as pl

from stakeholder_graph.exchange.allowed import (
    Meaning,
    nearest_value,
    not_allowed,
    one_of,
    several_of,
    values_in,
)
from stakeholder_graph.exchange.cells import read_boolean
from stakeholder_graph.exchange.dates import read_date_columns
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.numbers import read_numbers
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.records import TYPES

Hint = str | Callable[[str], str]
DAY_HINT = "write 2026-01-31"
LEVELS_HINT = "1 top, 2 management, 3 lead, 4 operative"


@dataclass(frozen=True)
class ColumnReader:
    """Reads the columns of one table; what cannot be read goes into the ledger and is empty.

    A value that cannot be is a fault, as our own files are strict. A day that cannot be read, and an amount
    like 1.234 that can be read in two ways, are notes, unless the ontology requires the value.
    """

    table: SourceTable
    ledger: Ledger

    def read(self, properties: Mapping[str, Property], found: Mapping[str, str]) -> pl.DataFrame:
        """The values of these properties, of their types, with ORIGIN_ROW; columns not found are empty."""
        dates = {name for name, item in properties.items() if item.kind == "date" and name in found}
        values: list[pl.Series] = self._dates({name: properties[name] for name in dates}, found)
        for name, item in properties.items():
            if name in dates:
                continue
            if name in found:
                values.append(self._column(item, found[name]).alias(name))
            else:
                values.append(pl.Series(name, [None], dtype=TYPES[item.kind]).new_from_index(0, self._height))
        rows = self.table.cells[ORIGIN_ROW]
        return pl.DataFrame([rows, *values]).select(ORIGIN_ROW, *properties)

    @property
    def _height(self) -> int:
        return self.table.cells.height

    def _column(self, item: Property, written: str) -> pl.Series:
        cells = self.table.cells[written]
        if cells.null_count() == len(cells):
            return pl.Series(written, [None], dtype=TYPES[item.kind]).new_from_index(0, len(cells))
        match item.kind:
            case "integer" | "number":
                return self._ranged(item, written, self._numbers(item, written, _in_digits(item, cells)))
            case "boolean":
                values = self._translated(item, written, cells, _boolean_word, "neither yes nor no")
                return values == "true"
            case "texts":
                return self._translated(item, written, cells, several_of(item), not_allowed(item))
            case _:
                return (
                    self._translated(item, written, cells, one_of(item), not_allowed(item))
                    if item.allowed
                    else cells
                )

    def _fault(self, item: Property, written: str, wrong: pl.Series, problem: str, hint: Hint) -> None:
        cells = self.table.cells.filter(wrong).select(ORIGIN_ROW, written)
        self.ledger.add("fault", self.table.file, cells.iter_rows(), item.name, problem, hint)

    def _note(self, item: Property, written: str, wrong: pl.Series, problem: str, hint: str) -> None:
        cells = self.table.cells.filter(wrong).select(ORIGIN_ROW, written)
        self.ledger.add(
            "fault" if item.required else "note", self.table.file, cells.iter_rows(), item.name, problem, hint
        )

    def _translated(
        self, item: Property, written: str, cells: pl.Series, meaning: Meaning, problem: str
    ) -> pl.Series:
        """Every distinct text translated once; a text without meaning is a fault, with the nearest word."""
        texts = cells.unique().drop_nulls().to_list()
        words = {text: word for text in texts if (word := meaning(text)) is not None}
        if all(text == word for text, word in words.items()) and len(words) == len(texts):
            return cells
        values = cells.replace_strict(words, default=None, return_dtype=pl.String())
        if len(words) < len(texts):
            wrong = cells.is_not_null() & values.is_null()
            found = self.table.cells.filter(wrong).select(ORIGIN_ROW, written).iter_rows()
            parts = ((row, part) for row, text in found for part in values_in(item, text))
            told = [(row, part) for row, part in parts if meaning(part) is None]
            self.ledger.add("fault", self.table.file, told, item.name, problem, partial(nearest_value, item))
        return values.set(values == "", None)

    def _numbers(self, item: Property, written: str, cells: pl.Series) -> pl.Series:
        kind = TYPES[item.kind]
        values = cells.cast(kind, strict=False)
        if item.kind == "number":
            values = values.set(~values.is_finite(), None)
        missing = cells.is_not_null() & values.is_null()
        if not missing.any() and not (item.kind == "number" and self.table.separator == ";"):
            return values
        # Excel in Germany writes ";" between cells, and there 1.234 is more than a thousand.
        numbers = read_numbers(cells.to_list(), hint=None if self.table.separator == ";" else ".")
        undecided = _mask(numbers.undecided, len(cells))
        self._note(
            item,
            written,
            undecided,
            "may be read in two ways",
            "write the number without dots between thousands",
        )
        values = pl.Series(written, numbers.values, dtype=pl.Float64())
        whole = (
            values.is_null() | (values == values.round())
            if item.kind == "integer"
            else values.is_null() | True
        )
        unreadable = (cells.is_not_null() & values.is_null() & ~undecided) | ~whole
        problem = "not a whole number" if item.kind == "integer" else "not a number"
        self._fault(item, written, unreadable, problem, digits_hint(item))
        return values.set(~whole, None).cast(kind)

    def _ranged(self, item: Property, written: str, values: pl.Series) -> pl.Series:
        if item.minimum is None and item.maximum is None:
            return values
        wrong = pl.repeat(False, len(values), eager=True)
        if item.minimum is not None:
            wrong |= (values < item.minimum).fill_null(False)
        if item.maximum is not None:
            wrong |= (values > item.maximum).fill_null(False)
        if not wrong.any():
            return values
        low, high = (None if limit is None else f"{limit:g}" for limit in (item.minimum, item.maximum))
        limits = (
            f"between {low} and {high}" if low and high else f"{low} or more" if low else f"{high} or less"
        )
        self._fault(item, written, wrong, f"must be {limits}", item.help_en or f"give a number {limits}")
        return values.set(wrong, None)

    def _dates(self, items: Mapping[str, Property], found: Mapping[str, str]) -> list[pl.Series]:
        """All date columns together: one that does not tell day from month takes the order of the others."""
        done: dict[str, pl.Series] = {}
        for name in items:
            cells = self.table.cells[found[name]]
            days = cells.str.to_date("%Y-%m-%d", strict=False)
            if (cells.is_null() == days.is_null()).all() and _plain_years(days):
                done[name] = days.alias(name)
        slow = {name: self.table.cells[found[name]].to_list() for name in items if name not in done}
        for name, column in read_date_columns(slow, serials=not self.table.separator).items():
            item, written = items[name], found[name]
            undecided, unreadable = (
                _mask(places, self._height) for places in (column.undecided, column.unreadable)
            )
            problem = (
                "day first and month first stand in one column" if column.conflict else "day or month first?"
            )
            self._note(item, written, undecided, problem, DAY_HINT)
            self._note(item, written, unreadable, "not a day", DAY_HINT)
            done[name] = pl.Series(name, column.values, dtype=pl.Date())
        return list(done.values())


def _plain_years(days: pl.Series) -> bool:
    """Whether all years have four digits: polars reads 26-01-31 as the year 26."""
    years = days.dt.year()
    return years.null_count() == len(years) or bool((years >= 1000).all())


def _in_digits(item: Property, cells: pl.Series) -> pl.Series:
    """The cells with digits for the words that the ontology has for numbers, such as Spitze for level 1."""
    words = {
        text: value
        for word, value in ontology().words_of(item.name).items()
        for text in cells.unique().drop_nulls()
        if header_key(text) == header_key(word)
    }
    return cells.replace(words) if words else cells


def _mask(places: tuple[int, ...], height: int) -> pl.Series:
    mask = pl.repeat(False, height, eager=True)
    return mask.scatter(list(places), True) if places else mask


def digits_hint(item: Property) -> str:
    """How to write a number; a level is often given in words, so that its numbers are told."""
    return LEVELS_HINT if item.name == "level" else "write digits only"


def _boolean_word(text: str) -> str | None:
    said = read_boolean(text, empty=None)
    return None if said is None else str(said).lower()
