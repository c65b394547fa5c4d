"""From the cells of a foreign table to rows of values under our own names, with whole ids and real days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stakeholder_graph.exchange.cells import country_of, read_boolean, spoilt_by_excel, split_values
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.days import AS_WRITTEN, Days, is_date
from stakeholder_graph.exchange.mapping.description import Condition, SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.ids import full_id
from stakeholder_graph.exchange.mapping.targets import (
    BOOLEANS,
    NUMBERS,
    TRANSLATED,
    properties,
    references,
)
from stakeholder_graph.exchange.numbers import read_numbers
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.vocabulary import vocabulary

Values = dict[str, Any]
ID_HINT = "export it again, and keep Excel away from columns of ids"


@dataclass
class Fields:
    """One table under our own names: `rows` are its rows without fault, each with ORIGIN_ROW.

    `written` gives for each target the columns of the file in which it stands, in the order in which they count.
    """

    table: SourceTable
    description: TableDescription
    written: Mapping[str, list[str]]
    rows: list[Values] = field(default_factory=list)

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


def read_fields(
    table: SourceTable, description: TableDescription, source: SourceDescription, days: Days, ledger: Ledger
) -> Fields:
    """The rows of one table that can be taken; all others are in the ledger with the reason."""
    fields = Fields(table, description, written_columns(table, description))
    reader = _Reader(fields, source, days, ledger)
    reader.leave_out()
    columns = {target: reader.column(target) for target in fields.written} if reader.open_places else {}
    if "start" in fields.written:
        columns["start" + AS_WRITTEN] = reader.days("start", AS_WRITTEN)
    out = settled_rows(ledger, table.file)
    for place in reader.open_places:
        number = reader.numbers[place]
        if number not in out:
            fields.rows.append(
                {ORIGIN_ROW: number} | {target: cells[place] for target, cells in columns.items()}
            )
    return fields


@dataclass
class _Reader:
    fields: Fields
    source: SourceDescription
    days_of: Days
    ledger: Ledger
    numbers: list[int] = field(init=False)
    open_places: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = self.fields.table.cells[ORIGIN_ROW].to_list()
        self.open_places = list(range(len(self.numbers)))

    def leave_out(self) -> None:
        """Count the rows that are not taken, each with the first reason that holds."""
        table, description = self.fields.table, self.fields.description
        why: dict[int, str] = {}
        if description.row == "nothing":
            why = dict.fromkeys(self.open_places, description.why)
        for condition in description.leave_out:
            for place in self._fitting(condition):
                why.setdefault(place, condition.why)
        if description.done:
            happened = {place for condition in description.done for place in self._fitting(condition)}
            for place in self.open_places:
                if place not in happened:
                    why.setdefault(place, description.not_done)
        for place, reason in why.items():
            self.ledger.leave_out(table.file, [self.numbers[place]], reason)
        self.open_places = [place for place in self.open_places if place not in why]

    def _fitting(self, condition: Condition) -> Iterable[int]:
        written = next(
            (name for name in self.fields.table.header if header_key(name) == header_key(condition.column)),
            None,
        )
        if written is None:
            return []
        cells = self.fields.table.cells[written].to_list()
        fits = {text: _fits(text, condition) for text in set(cells)}
        return [place for place, text in enumerate(cells) if fits[text]]

    def column(self, target: str) -> Sequence[Any]:
        """The values of one target in all rows; what cannot be read is empty and in the ledger."""
        row = self.fields.description.row
        item = properties(row).get(target)
        if is_date(row, target):
            return self.days(target)
        if references(row, target):
            return self._first_filled(target, self._ids(target))
        if target in BOOLEANS or (item is not None and item.kind == "boolean"):
            empty = False if target in BOOLEANS else None
            return self._first_filled(
                target, self._translated(target, lambda text: read_boolean(text), "neither yes nor no"), empty
            )
        if target in NUMBERS or (item is not None and item.kind in ("number", "integer")):
            return self._numbers(target, item)
        if target == "country":
            return self._first_filled(target, country_of)
        if target == "channel":
            return self._first_filled(target, self._channel)
        if item is not None and item.allowed and target not in TRANSLATED:
            return self._first_filled(
                target, self._translated(target, _allowed(item), f"not one of {', '.join(item.allowed)}")
            )
        words = self.fields.description.values.get(target, {})
        return self._first_filled(target, lambda text: words.get(vocabulary().normalise(text), text))

    def days(self, target: str, behind: str = "") -> list[date | None]:
        """The days of one target; a note for what is no day, unless the row is a contact, which needs one."""
        values: list[date | None] = [None] * len(self.numbers)
        for written in self.fields.written[target]:
            column = self.days_of[self.fields.file, written + behind]
            for place, day in enumerate(column.values):
                values[place] = values[place] or day
            if self.fields.description.row != "activity":
                self._note_days(target, written, column.undecided, column.conflict)
                self._gather(written, column.unreadable, "no day", "write 2026-01-31")
        return values

    def _note_days(self, target: str, written: str, places: Sequence[int], conflict: bool) -> None:
        problem = (
            "day first and month first stand in one column"
            if conflict
            else "day or month first? not decidable"
        )
        still_open = set(self.open_places)
        rows = [self.numbers[place] for place in places if place in still_open]
        hint = 'say it with --mapping: [dates] order = "day", or "month"'
        value = self.fields.table.cells[written][places[0]] if places else None
        self.ledger.note(self.fields.file, rows, written, value, problem, hint)

    def _gather(self, written: str, places: Iterable[int], problem: str, hint: str) -> None:
        """One note for each distinct text."""
        still_open = set(self.open_places)
        rows: defaultdict[str, list[int]] = defaultdict(list)
        cells = self.fields.table.cells[written]
        for place in places:
            if place in still_open:
                rows[cells[place]].append(self.numbers[place])
        for text, numbers in rows.items():
            self.ledger.note(self.fields.file, numbers, written, text, problem, hint)

    def _first_filled(self, target: str, meaning: Callable[[str], Any], empty: Any = None) -> list[Any]:
        """The meaning of the first filled column in each row; every distinct text is looked at once."""
        values: list[Any] = [None] * len(self.numbers)
        for written in self.fields.written[target]:
            cells = self.fields.table.cells[written].to_list()
            meant = {
                text: meaning(text)
                for text in dict.fromkeys(cells[place] for place in self.open_places)
                if text
            }
            for place in self.open_places:
                if values[place] is None:
                    values[place] = meant.get(cells[place])
        return [empty if value is None else value for value in values]

    def _ids(self, target: str) -> Callable[[str], str | None]:
        row = self.fields.description.row
        kinds = references(row, target)

        def meaning(text: str) -> str | None:
            found, problem = whole_id(text, kinds, self.source)
            if problem:
                self._fault(target, text, problem)
            return found

        return meaning

    def _channel(self, text: str) -> str | None:
        """What a type or subject says of the channel; "Email: offer" is a mail. Nothing where it says other."""
        for said in (text, text.partition(":")[0]):
            word = self.source.channels.get(vocabulary().normalise(said)) or vocabulary().channel(said)
            if word is not None and word != "other":
                return word
        return None

    def _fault(self, target: str, text: str, problem: str) -> None:
        for written in self.fields.written[target]:
            cells = self.fields.table.cells[written].to_list()
            rows = [(self.numbers[place], text) for place in self.open_places if cells[place] == text]
            self.ledger.add("fault", self.fields.file, rows, written, problem, ID_HINT)

    def _translated(self, target: str, meaning: Callable[[str], Any], problem: str) -> Callable[[str], Any]:
        def noted(text: str) -> Any:
            value = meaning(text)
            if value is None:
                for written in self.fields.written[target]:
                    cells = self.fields.table.cells[written].to_list()
                    rows = [self.numbers[place] for place in self.open_places if cells[place] == text]
                    self.ledger.note(
                        self.fields.file, rows, written, text, f"{problem}; left empty", "correct it there"
                    )
            return value

        return noted

    def _numbers(self, target: str, item: Property | None) -> list[float | int | None]:
        values: list[float | int | None] = [None] * len(self.numbers)
        for written in self.fields.written[target]:
            hint = None if self.fields.table.separator == ";" else "."
            column = read_numbers(self.fields.table.cells[written].to_list(), hint=hint)  # type: ignore[arg-type]
            self._gather(written, column.undecided, "may be read in two ways; left empty", "write 1234.00")
            self._gather(written, column.unreadable, "no number; left empty", "write digits only")
            wrong = [
                place
                for place, value in enumerate(column.values)
                if value is not None and not _within(value, item)
            ]
            self._gather(
                written,
                wrong,
                "outside of what is possible; left empty",
                (item.help_en if item else "") or "correct it",
            )
            for place, value in enumerate(column.values):
                if values[place] is None and value is not None and _within(value, item):
                    values[place] = int(value) if item is not None and item.kind == "integer" else value
        return values


def whole_id(text: str, kinds: Sequence[str], source: SourceDescription) -> tuple[str | None, str | None]:
    """The id as it is kept, and what is wrong with it: spoilt, no id at all, or that of another kind."""
    if spoilt_by_excel(text):
        return None, "spoilt by Excel"
    if source.ids == "per_kind":
        return f"{source.name}:{kinds[0]}:{text}", None
    if source.ids == "plain":
        return text, None
    found = full_id(text)
    if found is None:
        return None, f"no id of {source.title}, or its capitals are spoilt"
    starts = [start for kind in kinds for start in source.id_starts.get(kind, ())]
    if starts and not found.startswith(tuple(starts)):
        other = next(
            (kind for kind, known in source.id_starts.items() if found.startswith(known)), "another kind"
        )
        article = "" if other == "another kind" else "a "
        return None, f"the id of {article}{other}, not of a {' or '.join(kinds)}"
    return found, None


def _fits(text: str | None, condition: Condition) -> bool:
    if condition.means == "filled":
        return bool(text)
    if condition.means == "true":
        return read_boolean(text) is True
    return vocabulary().normalise(text or "") in condition.texts


def _allowed(item: Property) -> Callable[[str], str | None]:
    words = {vocabulary().normalise(value): value for value in item.allowed}
    for value, word in ontology().words.get(item.name, {}).items():
        words |= {vocabulary().normalise(said): value for said in word.values() if value in item.allowed}

    def one(text: str) -> str | None:
        return words.get(vocabulary().normalise(text))

    def several(text: str) -> str | None:
        found = [one(part) for part in split_values(text)]
        return None if None in found else ";".join(sorted(word for word in found if word))

    return several if item.kind == "texts" else one


def _within(value: float, item: Property | None) -> bool:
    if item is None:
        return True
    whole = item.kind != "integer" or value == int(value)
    return (
        whole
        and (item.minimum is None or value >= item.minimum)
        and (item.maximum is None or value <= item.maximum)
    )
