"""What stands twice: nodes of one id and links of one id, the same again or with other values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import polars as pl

from stakeholder_graph.exchange.identity import DOUBLE, TOLD_APART_BY, other_places
from stakeholder_graph.exchange.ledger import Ledger, place_of
from stakeholder_graph.exchange.links import END_COLUMN, START_COLUMN
from stakeholder_graph.exchange.nodes import INLINE
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.model.ontology import NodeKind, RelationshipKind, ontology

NO_MATTER = (ORIGIN_FILE, ORIGIN_ROW, "source", "recorded_at")
"""Columns that two rows may have different and still say the same."""


def with_any_id(
    rows: pl.DataFrame, kind: NodeKind, made: Collection[tuple[str, int]], ledger: Ledger
) -> pl.DataFrame:
    """All rows with an id; those whose own is not known, as a fault hides it, are called by their place.

    `made` are the rows whose id was made of their cells, where it is missing.
    """
    nameless = rows.filter(pl.col("id").is_null() & pl.col("name").is_null())
    for file, row in nameless.select(ORIGIN_FILE, ORIGIN_ROW).iter_rows():
        column = kind.name_from or "name"
        if column not in ledger.wrong_cells.get((file, row), ()):
            problem = f"neither an id nor a {ledger.written(file, column)}"
            ledger.add("fault", file, [(row, None)], column, problem, "give one of them")
    if not ledger.wrong_cells:
        return rows
    apart = {"name", *(name.removeprefix(INLINE) for name in TOLD_APART_BY.get(kind.label, ()))}
    places: list[str | None] = []
    for file, row, node in rows.select(ORIGIN_FILE, ORIGIN_ROW, "id").iter_rows():
        wrong = ledger.wrong_cells.get((file, row), set())
        hidden = node is None or "id" in wrong or ((file, row) in made and apart & wrong)
        places.append(place_of(file, row) if hidden else None)
    return rows.with_columns(pl.coalesce(pl.Series("#place", places, dtype=pl.String()), "id").alias("id"))


def report_double_nodes(rows: pl.DataFrame, ledger: Ledger) -> None:
    """Of equal rows of one id the first counts, rows with other values are faults.

    What nobody knows, as the cell has a fault, is not compared.
    """
    compared = [name for name in rows.columns if name not in NO_MATTER]
    again: defaultdict[str, list[int]] = defaultdict(list)
    for group in rows.filter(pl.col("id").is_duplicated()).partition_by("id", maintain_order=True):
        places = _places(group)
        unsure = _wrong_cells(places, ledger)
        names = {name: name.removeprefix(INLINE) for name in compared}
        different = [names[name] for name in compared if names[name] not in unsure and _differ(group, name)]
        for file, row in places if different else ():
            others = other_places(places, file, row)
            problem = f"the same id with another {_listed(different, file, ledger)} in {others}"
            hint = _advice(different)
            ledger.add("fault", file, [(row, group["id"][0])], "id", problem, hint)
        if not different:
            for file, row in [place for place in places if place[1] not in ledger.faulty[place[0]]][1:]:
                again[file].append(row)
    for file, double_rows in again.items():
        ledger.leave_out(file, double_rows, DOUBLE)
        hint = f"delete the {'row' if len(double_rows) == 1 else 'rows'} if you like"
        ledger.note(file, double_rows, "id", None, "the same row again; taken once", hint)


def _advice(different: Sequence[str]) -> str:
    """What to do about rows of one id: with one carer in each row, the rows belong together."""
    of_several = {
        column.column for kind in ontology().nodes.values() for column in kind.inline if column.many
    }
    if of_several.issuperset(different):
        return "the same one: one row, with a semicolon between several in a cell; another: give each an id"
    return "give each an id, or correct one row"


def report_double_links(links: pl.DataFrame, kind: RelationshipKind, ledger: Ledger) -> None:
    """A note for links that stand there again, a fault for those that say different things."""
    if links["id"].hash().n_unique() == links.height:  # far quicker than to compare texts
        return
    explicit = (pl.col(START_COLUMN) != "") & (pl.col(END_COLUMN) != "")
    # Within one row the last column counts: who attended had been invited.
    last = links.filter(pl.col("id").is_duplicated())
    last = last.unique(["id", ORIGIN_FILE, ORIGIN_ROW], keep="last", maintain_order=True)
    compared = [name for name in kind.properties if name not in NO_MATTER]
    again: defaultdict[str, list[int]] = defaultdict(list)
    for group in last.filter(pl.col("id").is_duplicated()).partition_by("id", maintain_order=True):
        places = _places(group)
        unsure = _wrong_cells(places, ledger)
        if unsure & {*kind.key}:
            continue  # nobody knows whether they are the same
        rows = group.filter(explicit)
        different = [name for name in compared if name not in unsure and _differ(group, name)]
        if different:
            for file, row, text in rows.select(ORIGIN_FILE, ORIGIN_ROW, "id").iter_rows():
                others = other_places(places, file, row)
                problem = f"the same relationship with another {_listed(different, file, ledger)} in {others}"
                hint = "give a valid_from, or an id of its own, where both are true"
                ledger.add("fault", file, [(row, text)], None, problem, hint)
        elif not unsure & {*compared}:
            for file, row in _places(rows.slice(0 if rows.height < group.height else 1)):
                again[file].append(row)
    for file, double_rows in again.items():
        problem = f"{kind.name} again between the same two; taken once"
        ledger.note(file, double_rows, None, None, problem, "delete it if you like")


def _places(rows: pl.DataFrame) -> Sequence[tuple[str, int]]:
    return rows.select(ORIGIN_FILE, ORIGIN_ROW).rows()


def _listed(columns: Sequence[str], file: str, ledger: Ledger) -> str:
    return ", ".join(ledger.written(file, column) for column in columns)


def _differ(group: pl.DataFrame, name: str) -> bool:
    return group[name].n_unique() > 1


def _wrong_cells(places: Sequence[tuple[str, int]], ledger: Ledger) -> set[str]:
    return set().union(*(ledger.wrong_cells.get(place, ()) for place in places))
