"""The warmest way of each of ours to the people whom gaps are about, directly or over one introducer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.told_ways import Chains


@dataclass(frozen=True)
class WayIn:
    """How one of ours gets to a person. `via`: who introduces, None where ours has a tie with the person;
    `score` as in `Situation.warmest`: the smaller, the warmer.
    """

    own: int
    via: int | None
    score: float


class WaysIn:
    """The ways in to some people; worked out for all at once, looked up person by person."""

    def __init__(self, situation: Situation, people: pl.Series) -> None:
        self.situation = situation
        rows = _ways_in(situation, people.drop_nulls().unique())
        self._rows = rows.sort("person", "score", "own")
        counted = self._rows.group_by("person", maintain_order=True).len()
        ends = counted["len"].cum_sum()
        starts = zip(ends - counted["len"], counted["len"], strict=True)
        self._place = dict(zip(counted["person"], starts, strict=True))
        self._told: dict[int, list[WayIn]] = {}

    def to(self, person: int | None) -> list[WayIn]:
        """The way of each of ours who has one, the warmest first."""
        if person is None or person not in self._place:
            return []
        if person not in self._told:
            start, length = self._place[person]
            columns = self._rows.slice(start, length).select("own", "via", "score")
            self._told[person] = [WayIn(*row) for row in columns.iter_rows()]
        return self._told[person]

    def score(self, person: int | None) -> dict[int, float]:
        """One of ours → the score of their way in."""
        return {way.own: way.score for way in self.to(person)}

    def direct(self, person: int | None) -> list[int]:
        """Those of ours who have a tie with the person and nothing warmer over anybody, the warmest first."""
        return [way.own for way in self.to(person) if way.via is None]

    def long(self, person: int) -> list[int]:
        """The warmest way of all, as people from one of ours to whoever introduces: where all are long."""
        return self._warmest.to(person)[:-1]

    @cached_property
    def _warmest(self) -> Chains:
        return Chains(self.situation)


def _ways_in(situation: Situation, people: pl.Series) -> pl.DataFrame:
    """person, own, via, score: for each of ours the warmest way without or with one introducer."""
    price = float(situation.policy.get("strength.intermediary"))
    ties = situation.strengths.with_columns(cost=-pl.col("strength").log())
    objects = situation.objectors["person"].implode()
    wanted = pl.Series(people).implode()
    ours = ties.filter(pl.col("one_own") & ~pl.col("other_own") & ~pl.col("other").is_in(objects))
    ours = ours.select(own="one", person="other", score="cost")
    outside = ties.filter(~pl.col("one_own"))
    there = outside.select(via="one", person="other", step="cost")
    back = outside.select(via="other", person="one", step="cost")
    onward = pl.concat([there, back]).filter(pl.col("person").is_in(wanted))
    introduced = onward.join(ours.rename({"person": "via", "score": "first"}), on="via")
    introduced = introduced.with_columns(score=pl.col("first") + pl.col("step") + price)
    direct = ours.filter(pl.col("person").is_in(wanted)).with_columns(via=pl.lit(None, pl.Int32))
    columns = ["person", "own", "via", "score"]
    both = pl.concat([direct.select(columns), introduced.select(columns)])
    ordered = both.sort("score", "via", nulls_last=False)
    return ordered.group_by("person", "own", maintain_order=True).first()
