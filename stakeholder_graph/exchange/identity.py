"""Which rows are the same node: ids that are missing, given twice, or used by two kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import polars as pl

from stakeholder_graph.exchange.cells import spoilt_by_excel
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.nodes import NodeFile
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.model.records import Records

TOLD_APART_BY: Mapping[str, tuple[str, ...]] = {
    "Person": ("@organisation",),
    "Opportunity": ("@account",),
    "Interaction": ("date", "@organiser", "@sender", "@participants", "@recipients"),
    "Measure": ("date",),
    "Report": ("date", "@author", "@about"),
    "Action": ("@report",),
}
"""The columns that, with the name, make the id of a row that has none."""
DOUBLE = "the same row again"


def with_ids(file: NodeFile, existing: Records, ledger: Ledger) -> pl.DataFrame:
    """The rows of a file, each with an id: the given one, else that in the database, else a made one.

    A made id is the kind, the name and what tells namesakes apart, always the same from the same row.
    """
    rows, label = file.rows, file.kind.label
    spoilt = rows.filter(pl.col("id").str.contains(r"^(#|[+-]?\d+([.,]\d+)?[Ee]\+)"))
    wrong = [
        (row, text) for row, text in spoilt.select(ORIGIN_ROW, "id").iter_rows() if spoilt_by_excel(text)
    ]
    ledger.add(
        "fault", file.table.file, wrong, "id", "spoilt by Excel", "format the column as text and export again"
    )
    # by place: several rows may come from one row of the file, where a cell names several
    missing = rows.with_row_index("#place").filter(pl.col("id").is_null() & pl.col("name").is_not_null())
    if not missing.height:
        return rows
    apart = [name for name in TOLD_APART_BY.get(label, ()) if name in rows.columns]
    known = _in_database(label, existing)
    ids = rows["id"].to_list()
    for place, *parts in missing.select("#place", "name", *apart).iter_rows():
        keys = [name_key(str(part)) for part in parts if part is not None]
        ids[place] = known.get(tuple(keys)) or f"{label.lower()}:{', '.join(keys)}"
    hint = "give each row an id of its own if names may change"
    made = missing[ORIGIN_ROW].to_list()
    ledger.note(file.table.file, made, "id", None, "no id; made from the name", hint)
    return rows.with_columns(pl.Series("id", ids, dtype=pl.String()))


def _in_database(label: str, existing: Records) -> dict[tuple[str, ...], str]:
    """Companies of the database by name, people by name and employer, where just one fits."""
    nodes = existing.node_table(label).select("id", "name").drop_nulls()
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    if label in ("Company", "Organisation"):
        for node, name in nodes.iter_rows():
            found[(name_key(name),)].add(node)
    elif label == "Person" and nodes.height:
        firms = pl.concat(
            existing.node_table(firm).select("id", "name") for firm in ("Company", "Organisation")
        )
        jobs = existing.relationship_table("WORKS_FOR").select("start", "end")
        jobs = jobs.join(firms, left_on="end", right_on="id").rename({"name": "firm"})
        for node, name, firm, firm_id in nodes.join(jobs, left_on="id", right_on="start").select(
            "id", "name", "firm", "end"
        ).iter_rows():  # fmt: skip
            found[name_key(name), name_key(firm or "")].add(node)
            found[name_key(name), name_key(firm_id)].add(node)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


def other_places(places: Sequence[tuple[str, int]], file: str, row: int) -> str:
    """Where else it stands: "row 7" of the same file, "people.csv row 3" of another."""
    others = [(other, number) for other, number in places if (other, number) != (file, row)]
    return ", ".join(
        f"row {number}" if other == file else f"{PurePath(other).name} row {number}"
        for other, number in others
    )


def one_kind_each(nodes: Mapping[str, pl.DataFrame], existing: Records, ledger: Ledger) -> None:
    """A fault for each row whose id also belongs to a node of another kind, here or in the database."""
    parts = [
        table.select("id", ORIGIN_FILE, ORIGIN_ROW, label=pl.lit(label)) for label, table in nodes.items()
    ]
    known = [table.select("id", label=pl.lit(label)) for label, table in existing.nodes.items()]
    if not parts:
        return
    here = pl.concat(parts)
    owners = pl.concat([here.select("id", "label"), *known]).unique()
    shared = owners.filter(pl.col("id").is_duplicated()).group_by("id").agg(pl.col("label").sort())
    if not shared.height:
        return
    for node, file, row, label, labels in here.join(shared, on="id").sort(ORIGIN_FILE, ORIGIN_ROW).select(
        "id", ORIGIN_FILE, ORIGIN_ROW, "label", "label_right"
    ).iter_rows():  # fmt: skip
        others: Sequence[str] = [other for other in labels if other != label]
        problem = f"the id also belongs to a node of the kind {' and '.join(others)}"
        ledger.add("fault", file, [(row, node)], "id", problem, "ids are unique over all kinds: give another")
