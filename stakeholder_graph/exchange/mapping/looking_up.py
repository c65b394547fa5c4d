"""What the texts of a whole column lead to."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.reading import ORIGIN_ROW


def each_once(
    rows: pl.DataFrame,
    target: str,
    known: Callable[[str], str | None],
    find: Callable[[Values], str | None],
) -> pl.Series:
    """What each text of a column leads to; where nobody knows it at once, row by row until somebody is found.

    So each row that leads to nobody is counted in the note about it.
    """
    filled = rows.select(ORIGIN_ROW, target).drop_nulls()
    found = {text: known(text) for text in filled[target].unique()}
    lost = [text for text, node in found.items() if node is None]
    for row in filled.filter(pl.col(target).is_in(lost)).iter_rows(named=True):
        if found[row[target]] is None:
            found[row[target]] = find(row)
    return rows[target].replace_strict(found or {"": None}, default=None, return_dtype=pl.String())
