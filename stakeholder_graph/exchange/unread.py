"""Rows and files that could not be read: whom they name is not unknown, only unread."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath

from stakeholder_graph.exchange.headers import form_named, form_of
from stakeholder_graph.exchange.ledger import place_of
from stakeholder_graph.exchange.names import Entry, name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable, UnreadFile
from stakeholder_graph.model.ontology import ontology


def unread_rows(tables: Sequence[SourceTable]) -> dict[str, Entry]:
    """The unread rows of companies, people …, by the key of each of their cells.

    A link to a name that stands in such a row waits for that row, and has no fault of its own. Which cell is
    the name or the id nobody knows, so that all count. Id and name of an entry are the place of its row.
    """
    unread: dict[str, Entry] = {}
    for table in tables:
        form = form_of(table)
        if form is None or form.label is None:
            continue
        for problem in table.problems:
            if problem.kind == "fault" and problem.row is not None and problem.value:
                place = place_of(table.file, problem.row)
                # a quotation mark that is never closed has swallowed the lines behind it
                for cell in re.split(f"[\n{re.escape(table.separator or ';')}]", problem.value):
                    if key := name_key(cell.strip().strip('"')):
                        unread.setdefault(key, Entry(place, form.label, place))
    return unread


def in_unread_file(files: Sequence[UnreadFile]) -> Callable[[str, tuple[str, ...]], str]:
    """Who says for a text, and the kinds it may be of, which of these files may hold it; "" where none does.

    A table without a known header holds whom its cells name. Of another file nobody knows whom it holds: one
    called people.csv holds people, any other all kinds.
    """
    held = [(PurePath(file.file).name, _labels(file), _keys(file)) for file in files]

    def which(text: str, labels: tuple[str, ...]) -> str:
        key = name_key(text)
        fits = (name for name, kinds, keys in held if kinds & {*labels} and (keys is None or key in keys))
        return next(fits, "")

    return which


def _labels(file: UnreadFile) -> set[str]:
    """The kinds of nodes that a file may hold, of which only the name is known."""
    single = PurePath(file.file).suffix.lower() in (".csv", ".tsv", ".txt")
    form = form_named(file.stem) if file.table is None and single else None
    if form is None:
        return {*ontology().nodes}
    return {form.label} if form.label else set()


def _keys(file: UnreadFile) -> set[str] | None:
    if file.table is None:
        return None
    columns = file.table.cells.drop(ORIGIN_ROW).iter_columns()
    return {name_key(text) for column in columns for text in column.drop_nulls().unique()}
