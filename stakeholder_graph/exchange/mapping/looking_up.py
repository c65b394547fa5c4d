"""What the texts of a whole column lead to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import polars as pl

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.reading import ORIGIN_ROW


def each_once(
    rows: pl.DataFrame,
    target: str,
    known: Callable[[pl.Series], Mapping[str, str | None]],
    find: Callable[[Values], str | None],
) -> pl.Series:
    """What each text of a column leads to; where nobody knows it at once, row by row until somebody is found.

    So each row that leads to nobody is counted in the note about it.
    """
    filled = rows.select(ORIGIN_ROW, target).drop_nulls()
    found = dict(known(filled[target].unique()))
    lost = [text for text, node in found.items() if node is None]
    for row in filled.filter(pl.col(target).is_in(lost)).iter_rows(named=True):
        if found[row[target]] is None:
            found[row[target]] = find(row)
    return rows[target].replace_strict(found or {"": None}, default=None, return_dtype=pl.String())


def linked_once(
    register: Register, fields: Fields, rows: pl.DataFrame, target: str, labels: Collection[str]
) -> pl.Series:
    """The node of these kinds to which each id of a column leads; a note where nobody has it. O(rows)."""
    return each_once(
        rows,
        target,
        lambda texts: known_of(register, texts, labels),
        lambda row: register.linked(fields, row, target, labels, by_name=False),
    )


def known_of(register: Register, texts: pl.Series, labels: Collection[str]) -> dict[str, str | None]:
    """Under which id each of these is kept, if it is of one of these kinds; in one go, for speed."""
    same, here, there = register.same, register.labels, register.existing.labels
    found: dict[str, str | None] = {}
    for text in texts:
        kept = same.get(text, text)
        found[text] = kept if (here.get(kept) or there.get(kept)) in labels else None
    return found
