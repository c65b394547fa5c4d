"""Making one of two: what hangs on the other moves to the one that is kept, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.duplicates.journal import Merged
from stakeholder_graph.exchange.folding import Contradiction, Row, fold
from stakeholder_graph.model.ontology import RelationshipKind, ontology
from stakeholder_graph.model.records import (
    Records,
    nodes_of,
    relationship_id,
    relationship_schema,
)
from stakeholder_graph.storage.store import Rewrite


@dataclass
class Merger:
    """A merge as it will be: what to write, what to say of it, and how to take it back.

    `moved` and `folded` count relationships; `dropped` are those between the two, which end with being two.
    `contradictions` are values of the other one that are remembered, but do not stand.
    """

    journal: Merged
    change: Rewrite
    moved: int = 0
    folded: int = 0
    dropped: int = 0
    completed: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `merge`."""
        one = self.journal
        return {
            "kind": one.label,
            "kept": {"id": one.kept, "name": one.kept_name},
            "merged": {"id": one.other, "name": one.other_name},
            "relationships": {"moved": self.moved, "folded": self.folded, "dropped": self.dropped},
            "completed": list(self.completed),
            "contradictions": [
                {"property": c.property, "kept": c.kept, "other": c.other} for c in self.contradictions
            ],
        }


@dataclass
class _Ties:
    """The relationships of one type that a merge touches."""

    before: list[Row] = field(default_factory=list)
    after: dict[str, Row] = field(default_factory=dict)
    removed: list[Row] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    folded: int = 0
    dropped: int = 0
    contradictions: list[Contradiction] = field(default_factory=list)


def plan_merge(
    records: Records, label: str, kept: str, other: str, on: date, revision: int, number: int
) -> Merger:
    """Work out how one of two nodes of a kind becomes the other; nothing is written yet.

    Relationships of the other one move, those that would then stand twice are folded, those between the two
    go. Empty properties are completed; where both are filled the kept one's stand. O(relationships).
    """
    properties = ontology().nodes[label].properties
    table = records.node_table(label)
    mine, theirs = (table.row(by_predicate=pl.col("id") == one, named=True) for one in (kept, other))
    node, contradictions = fold(mine, theirs, properties)
    completed = tuple(name for name in properties if mine[name] is None and node[name] is not None)
    told = tuple(one for one in contradictions if one.property != "name")
    before, after, removed = Records(), Records(), Records()
    before.nodes[label] = nodes_of(label, [mine, theirs])
    after.nodes[label] = nodes_of(label, [node])
    removed.nodes[label] = nodes_of(label, [theirs])
    parts = {
        name: _ties(records.relationship_table(name), kind, kept, other)
        for name, kind in ontology().relationships.items()
    }
    moved: dict[str, str] = {}
    for name, ties in parts.items():
        moved |= ties.moved
        for target, rows in ((before, ties.before), (after, ties.after.values()), (removed, ties.removed)):
            _put(target, name, rows)
    journal = Merged(
        number, label, kept, mine["name"] or kept, other, theirs["name"] or other, on, before, after, moved,
        tuple(_hanging(records, kept)),
    )  # fmt: skip
    told += tuple(one for ties in parts.values() for one in ties.contradictions)
    change = Rewrite(revision, after, removed, {journal.memo: journal.as_text()})
    folded, dropped = (sum(getattr(ties, what) for ties in parts.values()) for what in ("folded", "dropped"))
    shown = tuple(name for name in completed if name not in ("aliases", "also_called"))
    return Merger(journal, change, len(moved) - folded, folded, dropped, shown, told)


def _hanging(records: Records, node: str) -> list[str]:
    """The ids of all relationships of a node."""
    on_it = (pl.col("start") == node) | (pl.col("end") == node)
    return [one for table in records.relationships.values() for one in table.filter(on_it)["id"]]


def _put(records: Records, name: str, rows: Iterable[Row]) -> None:
    table = pl.DataFrame(list(rows), schema=relationship_schema(name), orient="row")
    if table.height:
        records.relationships[name] = table


def _ties(table: pl.DataFrame, kind: RelationshipKind, kept: str, other: str) -> _Ties:
    found = _Ties()
    touching = table.filter((pl.col("start") == other) | (pl.col("end") == other))
    if not touching.height:
        return found
    hung = touching.with_columns(pl.col("start", "end").replace({other: kept}))
    derived = touching.select(pl.col("id") == relationship_id(kind)).to_series()
    hung = hung.with_columns(pl.when(derived).then(relationship_id(kind)).otherwise("id").alias("id"))
    there = table.filter(pl.col("id").is_in(hung["id"].implode())).join(touching, on="id", how="anti")
    present = {row["id"]: row for row in there.iter_rows(named=True)}
    for old, new in zip(touching.iter_rows(named=True), hung.iter_rows(named=True), strict=True):
        found.before.append(old)
        found.removed.append(old)
        if new["start"] == new["end"]:
            found.dropped += 1
            continue
        found.moved[old["id"]] = new["id"]
        known = found.after.get(new["id"]) or present.get(new["id"])
        if known is None:
            found.after[new["id"]] = new
            continue
        if new["id"] not in found.after:
            found.before.append(known)
        found.after[new["id"]], against = fold(known, new, kind.properties)
        found.contradictions += [replace(one, property=f"{kind.name}.{one.property}") for one in against]
        found.folded += 1
    return found
