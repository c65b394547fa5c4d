"""Which rows of a foreign table are taken, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.cells import read_boolean
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.description import Condition, TableDescription
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.model.vocabulary import vocabulary


def places_to_take(table: SourceTable, description: TableDescription, ledger: Ledger) -> list[int]:
    """The places (from 0) of the rows to take; the others are in the ledger with the first reason."""
    numbers: list[int] = table.cells[ORIGIN_ROW].to_list()
    why: dict[int, str] = {}
    if description.row == "nothing":
        why = dict.fromkeys(range(len(numbers)), description.why)
    for condition in description.leave_out:
        for place in places_fitting(table, condition):
            why.setdefault(place, condition.why)
    if description.done and not description.past_counts:
        happened = places_done(table, description)
        for place in range(len(numbers)):
            if place not in happened:
                why.setdefault(place, description.not_done)
    for place, reason in why.items():
        ledger.leave_out(table.file, [numbers[place]], reason)
    return [place for place in range(len(numbers)) if place not in why]


def places_done(table: SourceTable, description: TableDescription) -> set[int]:
    """The places (from 0) of the rows that say that it has happened."""
    return {place for condition in description.done for place in places_fitting(table, condition)}


def places_fitting(table: SourceTable, condition: Condition) -> Iterable[int]:
    """The places (from 0) of the rows that fit one condition."""
    key = header_key(condition.column)
    written = next((name for name in table.header if header_key(name) == key), None)
    if written is None:
        return []
    cells = table.cells[written].to_list()
    fits = {text: _fits(text, condition) for text in set(cells)}
    return [place for place, text in enumerate(cells) if fits[text]]


def _fits(text: str | None, condition: Condition) -> bool:
    if condition.means == "filled":
        return bool(text)
    if condition.means == "true":
        return read_boolean(text) is True
    return vocabulary().normalise(text or "") in condition.texts
