"""New people without an id who are called like somebody else: the same person, or another of that name?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.nodes import NodeFile
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.model.records import Records

LISTED = 3  # of those who are called the same
IN_DATABASE = "another person: give an id; the same: give this row the id of that one"
IN_FILES = "two people: give each an id; one person: one row, the second job goes into relationships"


def note_namesakes(
    files: Sequence[NodeFile], nodes: Mapping[str, pl.DataFrame], existing: Records, ledger: Ledger
) -> None:
    """Note each new person without an id whose name somebody of these files or of the database has.

    Of two new ones the second is noted. Names alone make nobody the same: both are taken. To be called when
    the faults of links are known: whoever has an unknown employer may be the one of the database. O(people).
    """
    without_id = {
        (file.table.file, row)
        for file in files
        if file.kind.label == "Person"
        for row in file.rows.filter(pl.col("id").is_null())[ORIGIN_ROW]
    }
    if not without_id:
        return
    people = ledger.kept(nodes["Person"]).select(ORIGIN_FILE, ORIGIN_ROW, "id", "name").drop_nulls()
    known = existing.node_table("Person").select("id", "name")
    in_database = set(known["id"])
    known = known.drop_nulls()
    called: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for node, name in known.iter_rows():
        called[name_key(name)][node] = f"{node} in the database"
    in_files = set(people["id"])
    fresh: list[tuple[str, int, str, str]] = []
    for file, row, node, name in people.iter_rows():
        if (file, row) in without_id and node not in in_database:
            fresh.append((file, row, node, name))
        else:
            called[name_key(name)][node] = f"{node} in {_place(file, row)}"
    for file, row, node, name in fresh:
        same = {other: place for other, place in called[name_key(name)].items() if other != node}
        if same and "organisation" not in ledger.wrong_cells.get((file, row), ()):
            others = ", ".join(list(same.values())[:LISTED])
            more = f" and {len(same) - LISTED} more" if len(same) > LISTED else ""
            # two rows with one id and other employers would be a fault
            hint = IN_FILES if same.keys() & in_files else IN_DATABASE
            ledger.add("note", file, [(row, name)], "name", f"the same name as {others}{more}", hint)
        called[name_key(name)][node] = f"{node} in {_place(file, row)}"


def _place(file: str, row: int) -> str:
    return f"{PurePath(file).name} row {row}"
