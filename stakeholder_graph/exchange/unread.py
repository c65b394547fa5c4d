"""Rows that could not be put under their header: whom their cells name is not unknown, only unread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stakeholder_graph.exchange.headers import form_of
from stakeholder_graph.exchange.ledger import place_of
from stakeholder_graph.exchange.names import Entry, name_key
from stakeholder_graph.exchange.reading import SourceTable


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
