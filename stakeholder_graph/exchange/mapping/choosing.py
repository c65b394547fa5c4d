"""Which rows of a foreign table are taken, and why the others are not."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.exchange.cells import read_boolean
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.description import Condition, TableDescription
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.model.vocabulary import vocabulary


def rows_to_take(table: SourceTable, description: TableDescription, ledger: Ledger) -> pl.Series:
    """Whether each row is taken; the others are in the ledger with the first reason."""
    numbers = table.cells[ORIGIN_ROW]
    reasons = [(rows_fitting(table, condition), condition.why) for condition in description.leave_out]
    if description.row == "nothing":
        reasons.insert(0, (pl.repeat(True, len(numbers), eager=True), description.why))
    if description.done and not description.past_counts:
        reasons.append((~rows_done(table, description), description.not_done))
    taken = pl.repeat(True, len(numbers), eager=True)
    for fitting, why in reasons:
        ledger.leave_out(table.file, numbers.filter(taken & fitting).to_list(), why)
        taken &= ~fitting
    return taken


def rows_done(table: SourceTable, description: TableDescription) -> pl.Series:
    """Whether each row says that it has happened."""
    done = pl.repeat(False, table.cells.height, eager=True)
    for condition in description.done:
        done |= rows_fitting(table, condition)
    return done


def rows_fitting(table: SourceTable, condition: Condition) -> pl.Series:
    """Whether each row fits one condition; every distinct text is looked at once."""
    key = header_key(condition.column)
    written = next((name for name in table.header if header_key(name) == key), None)
    if written is None:
        return pl.repeat(False, table.cells.height, eager=True)
    cells = table.cells[written]
    if condition.means == "filled":
        return cells.is_not_null()
    fits = {text: _fits(text, condition) for text in cells.unique().drop_nulls()}
    fitting = cells.replace_strict(fits, default=None, return_dtype=pl.Boolean()) if fits else cells.is_null()
    return fitting.fill_null(_fits(None, condition)) if fits else fitting & _fits(None, condition)


def _fits(text: str | None, condition: Condition) -> bool:
    if condition.means == "true":
        return read_boolean(text) is True
    return vocabulary().normalise(text or "") in condition.texts
