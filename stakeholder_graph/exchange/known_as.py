"""What was merged stays merged: an import that brings the other id or name again means the kept one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from stakeholder_graph.exchange.folding import Row, fold
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Reading
from stakeholder_graph.model.aliases import ALIASES, ALSO_CALLED, MERGEABLE, alias_map, names_in, read
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, node_schema, relationship_id

ALIAS = "#alias"
"""Whether a row of nodes stands there only under an id that was merged into another."""
CALLED = " also called "
MERGED = "merged with another record"
Place = tuple[str, int]


@dataclass
class KnownAs:
    """`records` with a bare node for each other id and name; `kept` says who is meant by each such id."""

    records: Records
    kept: Mapping[str, str] = field(default_factory=dict)


def known_as(existing: Records) -> KnownAs:
    """The database in which also the ids and names that a merge has left lead to somebody. O(nodes)."""
    found = alias_map(existing)
    if not found and all(existing.node_table(label)[ALSO_CALLED].is_null().all() for label in MERGEABLE):
        return KnownAs(existing)
    taken = {one for table in existing.nodes.values() for one in table["id"]}
    aliases = {alias: node for alias, node in found.items() if alias not in taken}
    nodes, kept = dict(existing.nodes), dict(aliases)
    for label in MERGEABLE:
        table = existing.node_table(label)
        rows = table.filter(pl.col(ALIASES).is_not_null() | pl.col(ALSO_CALLED).is_not_null())
        if not rows.height:
            continue
        called = {name_key(name) for name in table["name"].drop_nulls()}
        bare: list[Row] = []
        for node, ids, cell in rows.select("id", ALIASES, ALSO_CALLED).iter_rows():
            names = [name for name in names_in(cell) if name_key(name) not in called]
            others = [one for one in read(ids) if one in aliases]
            others += [f"{node}{CALLED}{name}" for name in names[len(others) :]]
            kept |= dict.fromkeys(others, node)
            bare += [{"id": one, "name": dict(enumerate(names)).get(n)} for n, one in enumerate(others)]
        nodes[label] = pl.concat([table, pl.DataFrame(bare, schema=node_schema(label), orient="row")])
    return KnownAs(Records(nodes, existing.relationships), kept)


def as_kept(reading: Reading, kept: Mapping[str, str]) -> None:
    """Let all that was read under another id stand under the kept one; two rows of one become one.

    Rows of which nothing remains of their own count as left out. O(rows read).
    """
    if not kept:
        return
    gone: set[Place] = set()
    for label in MERGEABLE:
        table = reading.records.nodes.get(label)
        if table is not None and table["id"].is_in(list(kept)).any():
            reading.records.nodes[label] = _nodes(label, table, kept, gone)
    for name, table in reading.records.relationships.items():
        if any(table[end].is_in(list(kept)).any() for end in ("start", "end")):
            reading.records.relationships[name] = _ties(name, table, kept, gone)
    _count(reading, gone)


def _nodes(label: str, table: pl.DataFrame, kept: Mapping[str, str], gone: set[Place]) -> pl.DataFrame:
    mine = pl.col("id").replace(kept)
    other = pl.col("id").is_in(list(kept))
    concerned = table.filter(mine.is_in(table.filter(other).select(mine).to_series().implode()))
    rest = table.join(concerned, on="id", how="anti", maintain_order="left")
    # the kept one's own row comes first and counts; without one the row may only complete it
    rows: dict[str, Row] = {}
    ordered = concerned.with_columns(other.alias(ALIAS)).sort(ALIAS, maintain_order=True)
    for row in ordered.iter_rows(named=True):
        node = kept.get(row["id"], row["id"])
        if node not in rows:
            rows[node] = {**row, "id": node}
            continue
        rows[node], _ = fold(rows[node], row, ontology().nodes[label].properties)
        gone |= _place(row)
    schema = {**table.schema, ALIAS: pl.Boolean()}
    folded = pl.DataFrame(list(rows.values()), schema=schema, orient="row")
    return pl.concat([rest.with_columns(pl.lit(False).alias(ALIAS)), folded])


def _ties(name: str, table: pl.DataFrame, kept: Mapping[str, str], gone: set[Place]) -> pl.DataFrame:
    kind = ontology().relationships[name]
    derived = table.select(pl.col("id") == relationship_id(kind)).to_series()
    same = table["start"] == table["end"]
    moved = table.with_columns(pl.col("start", "end").replace(kept))
    moved = moved.with_columns(pl.when(derived).then(relationship_id(kind)).otherwise("id").alias("id"))
    # nobody is tied to themselves, as soon as two have turned out to be one
    loops = (moved["start"] == moved["end"]) & ~same
    for row in moved.filter(loops).iter_rows(named=True):
        gone |= _place(row)
    moved = moved.filter(~loops)
    if moved["id"].is_unique().all():
        return moved
    rows: dict[str, Row] = {}
    for row in moved.filter(pl.col("id").is_duplicated()).iter_rows(named=True):
        if row["id"] not in rows:
            rows[row["id"]] = row
            continue
        rows[row["id"]], _ = fold(rows[row["id"]], row, kind.properties)
        gone |= _place(row)
    folded = pl.DataFrame(list(rows.values()), schema=moved.schema, orient="row")
    return pl.concat([moved.filter(~pl.col("id").is_duplicated()), folded])


def _place(row: Row) -> set[Place]:
    file = row.get(ORIGIN_FILE)
    return {(file, row[ORIGIN_ROW])} if file is not None else set()


def _count(reading: Reading, gone: set[Place]) -> None:
    """Count as left out the rows of which nothing remains."""
    if not gone:
        return
    tables = [*reading.records.nodes.values(), *reading.records.relationships.values()]
    for table in tables:
        if ORIGIN_ROW in table.columns:
            gone -= set(table.select(pl.col(ORIGIN_FILE).cast(pl.String), ORIGIN_ROW).iter_rows())
    counts: defaultdict[str, int] = defaultdict(int)
    for file, _ in gone:
        counts[file] += 1
    reading.files = [
        replace(
            file,
            taken=file.taken - counts[file.file],
            left_out=file.left_out + counts[file.file],
            why_left_out={**file.why_left_out, MERGED: counts[file.file]},
        )
        if counts[file.file]
        else file
        for file in reading.files
    ]
