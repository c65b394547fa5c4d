"""The cells of one foreign table, column by column: ids made whole, days, numbers, yes and no, own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stakeholder_graph.exchange.cells import country_of, read_boolean, split_values
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.days import Days, is_date
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.ids import whole_id
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
ID_HINT = "export it again, and keep Excel away from columns of ids"
DAY_HINT = 'say it with --mapping: [dates] order = "day", or "month"'


@dataclass
class ValueReader:
    """Reads the columns of one table for the rows at `places`; what cannot be read goes into the ledger.

    An id that is spoilt or of the wrong kind is a fault; any other wrong value is a note, and empty.
    """

    table: SourceTable
    description: TableDescription
    written: Mapping[str, list[str]]
    source: SourceDescription
    days_of: Days
    ledger: Ledger
    places: Sequence[int]
    numbers: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = self.table.cells[ORIGIN_ROW].to_list()
        self._open = frozenset(self.places)

    def column(self, target: str) -> Sequence[Any]:
        """The values of one target in all rows; of several columns the first that is filled counts."""
        row = self.description.row
        item = properties(row).get(target)
        if is_date(row, target):
            return self.days(target)
        if target in LISTS:
            return self._all_of(
                target, self._id(target) if references(row, target) else self._meaning(target, item)
            )
        if references(row, target):
            return self._first_filled(target, self._id(target))
        if target in BOOLEANS:
            return self._first_filled(
                target, self._noted(target, self._truth(target), "neither yes nor no"), empty=False
            )
        if target in NUMBERS or (item is not None and item.kind in ("number", "integer")):
            return self._numbers(target, item)
        return self._first_filled(target, self._meaning(target, item))

    def _meaning(self, target: str, item: Property | None) -> Meaning:
        if target == "country":
            return country_of
        if target == "channel":
            return self._channel
        if item is not None and item.kind == "boolean":
            return self._noted(target, read_boolean, "neither yes nor no")
        if item is not None and item.allowed and target not in TRANSLATED:
            return self._noted(target, allowed_words(item), f"not one of {', '.join(item.allowed)}")
        words = self.description.values.get(target)
        if target == "role":
            return self._several_roles(words or {})
        if not words:
            return lambda text: text
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

    def _all_of(self, target: str, meaning: Meaning) -> list[tuple[Any, ...]]:
        """What all columns of a target hold in each row, each value once."""
        values: list[dict[Any, None]] = [{} for _ in self.numbers]
        for written in self.written[target]:
            cells = self.table.cells[written].to_list()
            texts = {cells[place]: self._pieces(target, cells[place]) for place in self.places}
            meant = {piece: meaning(piece) for pieces in texts.values() for piece in pieces}
            for place in self.places:
                values[place] |= dict.fromkeys(meant[piece] for piece in texts[cells[place]])
        return [tuple(value for value in several if value is not None) for several in values]

    def days(self, target: str, behind: str = "") -> list[date | None]:
        """The days of one target; a note for what is no day, unless the row is a contact, which needs one."""
        values: list[date | None] = [None] * len(self.numbers)
        for written in self.written[target]:
            column = self.days_of[self.table.file, written + behind]
            for place, day in enumerate(column.values):
                values[place] = values[place] or day
            if self.description.row == "activity":
                continue
            problem = "day or month first? not decidable"
            if column.conflict:
                problem = "day first and month first stand in one column"
            undecided = [place for place in column.undecided if place in self._open]
            example = self.table.cells[written][undecided[0]] if undecided else None
            rows = [self.numbers[place] for place in undecided]
            self.ledger.note(self.table.file, rows, written, example, problem, DAY_HINT)
            self._gather(written, column.unreadable, "no day; left empty", "write 2026-01-31")
        return values

    def _gather(self, written: str, places: Iterable[int], problem: str, hint: str) -> None:
        """One note for each distinct text."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        cells = self.table.cells[written]
        for place in places:
            if place in self._open:
                rows[cells[place]].append(self.numbers[place])
        for text, numbers in rows.items():
            self.ledger.note(self.table.file, numbers, written, text, problem, hint)

    def _first_filled(self, target: str, meaning: Meaning, empty: Any = None) -> list[Any]:
        """The meaning of the first filled column in each row; every distinct text is looked at once."""
        values: list[Any] = [None] * len(self.numbers)
        for written in self.written[target]:
            cells = self.table.cells[written].to_list()
            texts = dict.fromkeys(cells[place] for place in self.places)
            pieces = {text: self._pieces(target, text) for text in texts}
            meant = {text: meaning(several[0]) for text, several in pieces.items() if several}
            for place in self.places:
                if values[place] is None:
                    values[place] = meant.get(cells[place])
        return [empty if value is None else value for value in values]

    def _places_with(self, target: str, text: str) -> Iterable[tuple[str, list[int]]]:
        for written in self.written[target]:
            cells = self.table.cells[written].to_list()
            fitting = {cell for cell in set(cells) if text in (cell, *self._pieces(target, cell))}
            yield written, [self.numbers[place] for place in self.places if cells[place] in fitting]

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

    def _numbers(self, target: str, item: Property | None) -> list[float | int | None]:
        values: list[float | int | None] = [None] * len(self.numbers)
        hint: DecimalSign | None = None if self.table.separator == ";" else "."
        for written in self.written[target]:
            cells = self.table.cells[written].to_list()
            column = read_numbers(list(map(in_minutes, cells)) if target == "minutes" else cells, hint=hint)
            self._gather(written, column.undecided, "may be read in two ways; left empty", "write 1234.00")
            self._gather(written, column.unreadable, "no number; left empty", "write digits only")
            good = {
                place: value
                for place, value in enumerate(column.values)
                if value is not None and is_possible(value, item)
            }
            wrong = [
                place for place, value in enumerate(column.values) if value is not None and place not in good
            ]
            problem = (item.help_en if item else "") or "correct it"
            self._gather(written, wrong, "outside of what is possible; left empty", problem)
            for place, value in good.items():
                if values[place] is None:
                    values[place] = int(value) if item is not None and item.kind == "integer" else value
        return values
