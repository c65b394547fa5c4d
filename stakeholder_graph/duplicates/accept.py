"""Merging all pairs from a score on, in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.duplicates.merge import Merger, plan_merge
from stakeholder_graph.duplicates.pairs import Pair
from stakeholder_graph.exchange.merging import replaced
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.store import Rewrite

ONLY_NAME, SEVERAL, SIDES = "only_name", "several", "sides"
"""Why a pair is left: only the name speaks for it; one could be several others; one of them is ours."""


@dataclass(frozen=True)
class Accepted:
    """What was merged, and which pairs were left, each with the key of the reason."""

    merged: tuple[Merger, ...]
    left: tuple[tuple[Pair, str], ...]
    change: Rewrite

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `duplicates --accept-above`."""
        return {
            "merged": [one.as_dict() for one in self.merged],
            "left": [
                {"keep": pair.kept.as_dict(), "other": pair.other.as_dict(), "score": pair.score, "why": why}
                for pair, why in self.left
            ],
        }


def accept(
    records: Records, pairs: Sequence[Pair], sides_differ: Callable[[Pair], bool], on: date, revision: int,
    number: int,
) -> Accepted:  # fmt: skip
    """Work out the merge of all these pairs; the likeliest come first.

    Left are pairs of which only the names agree, those of whom one is ours, and those of whom one could as
    well be somebody else: A. Tau, where there are Ada and Alma. O(relationships of the pairs).
    """
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for one, two in ((pair.kept.id, pair.other.id), (pair.other.id, pair.kept.id)):
            alike[one] |= {one, two} if pair.beyond_name else {one}
    around = _around(records, set(alike))
    into: dict[str, str] = {}
    change, merged, left = Rewrite(revision), list[Merger](), list[tuple[Pair, str]]()
    for pair in pairs:
        kept, other = (into.get(end.id, end.id) for end in (pair.kept, pair.other))
        if kept == other:
            continue
        if not pair.beyond_name:
            left.append((pair, ONLY_NAME))
        elif sides_differ(pair):
            left.append((pair, SIDES))
        elif alike[pair.kept.id] != alike[pair.other.id]:
            left.append((pair, SEVERAL))
        else:
            merger = plan_merge(around, pair.label, kept, other, on, revision, number + len(merged))
            around = _applied(around, merger.change)
            change = _after(change, merger.change)
            merged.append(merger)
            into = {node: kept if one == other else one for node, one in into.items()} | {other: kept}
    return Accepted(tuple(merged), tuple(left), change)


def _around(records: Records, nodes: set[str]) -> Records:
    """These nodes and the relationships that hang on them."""
    ids = pl.Series(sorted(nodes), dtype=pl.String()).implode()
    hanging = pl.col("start").is_in(ids) | pl.col("end").is_in(ids)
    return Records(
        {label: table.filter(pl.col("id").is_in(ids)) for label, table in records.nodes.items()},
        {name: table.filter(hanging) for name, table in records.relationships.items()},
    )


def _applied(records: Records, change: Rewrite) -> Records:
    return replaced(_without(records, change.removed), change.written)


def _after(first: Rewrite, second: Rewrite) -> Rewrite:
    """Both changes as one: what the second one removes, the first one does not write."""
    return replace(
        first,
        written=_applied(first.written, second),
        removed=replaced(first.removed, second.removed),
        memos={**first.memos, **second.memos},
    )


def _without(records: Records, gone: Records) -> Records:
    """The records but those of the same ids."""

    def left(tables: dict[str, pl.DataFrame], by: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        return {
            name: table.join(by[name], on="id", how="anti", maintain_order="left") if name in by else table
            for name, table in tables.items()
        }

    return Records(left(records.nodes, gone.nodes), left(records.relationships, gone.relationships))
