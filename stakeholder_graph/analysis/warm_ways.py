"""Who else of ours knows somebody, and who outside could make the introduction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from stakeholder_graph.analysis.situation import Situation

MOST = 4


@dataclass(frozen=True)
class WarmWay:
    """One of ours who knows somebody (`via` None), or who cares for the one who knows them (`via`).

    `strength`: of the tie to the person, 0..1; `last`: the last contact, None where none is recorded.
    """

    own: str
    via: str | None
    strength: float
    last: date | None


def warm_ways(situation: Situation, people: Iterable[int], without: int) -> dict[int, list[WarmWay]]:
    """The ways to people (numbers) that do not lead through somebody of ours who leaves, the warmest first.

    First those of ours who know them, then acquaintances of theirs for whom one of ours cares; nobody who
    objects to contact is among them. O(contacts + acquaintances).
    """
    wanted = pl.Series(list(people), dtype=pl.Int32).implode()
    strengths = situation.strengths
    ends = {"one": "other", "other": "one", "one_own": "other_own", "other_own": "one_own"}
    turned = strengths.rename(ends)
    both = pl.concat([strengths, turned.select(strengths.columns)]).filter(pl.col("other").is_in(wanted))
    both = both.filter((pl.col("one") != without) & ~pl.col("other_own"))
    both = both.join(situation.objectors, left_on="one", right_on="person", how="anti")
    care = situation.care.filter(pl.col("own") != without).sort("duty", "own", nulls_last=True)
    carers = dict(care.group_by("person", maintain_order=True).agg(pl.col("own").first()).iter_rows())
    return _ways(situation, both, carers)


def _ways(situation: Situation, ties: pl.DataFrame, carers: dict[int, int]) -> dict[int, list[WarmWay]]:
    name = situation.snapshot.name
    found: dict[int, list[WarmWay]] = {}
    for row in ties.sort("strength", "one", descending=[True, False]).iter_rows(named=True):
        ours = row["one"] if row["one_own"] else carers.get(row["one"])
        if ours is not None and row["basis"] != "assignment":
            via = None if row["one_own"] else name(row["one"])
            way = WarmWay(name(ours), via, row["strength"], row["last"])
            found.setdefault(row["other"], []).append(way)
    for ways in found.values():
        ways.sort(key=lambda way: way.via is not None)
    return {person: ways[:MOST] for person, ways in found.items()}
