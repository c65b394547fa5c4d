"""What it costs to let one of ours care for somebody: level, relationship, being at home there, and
change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from stakeholder_graph.analysis.assignment_needs import Needed, Pair, Today
from stakeholder_graph.analysis.assignment_problem import Numbers, Places, Yes
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.strength import find_strengths

if TYPE_CHECKING:
    from scipy.sparse import csr_array

UNKNOWN_LEVEL_AWAY = 2  # as how many levels it counts where the level of ours is not known


class Costs:
    """The costs of all pairs, made for some people at a time; people and ours by position.

    `strength`, `at_home`: 0..1 for each pair that has anything; `continuity`: 1 for the carer of today, a
    half for a deputy and for who is in contact so often that it is care.
    """

    def __init__(
        self, situation: Situation, needed: Sequence[Needed], own: Sequence[int], today: Today
    ) -> None:
        self.weights: dict[str, float] = situation.policy.numbers("assign")
        self.tolerance = float(situation.policy.get("levels.tolerance"))
        levels = dict(situation.own.iter_rows())
        self.own_level = np.array([levels[one] or 0 for one in own], dtype=np.int64)
        self.level = np.array([one.level or 0 for one in needed], dtype=np.int64)
        self.senior_for = np.array([np.nan if one.senior_for is None else one.senior_for for one in needed])
        self.person_at = {one.person: place for place, one in enumerate(needed)}
        self.own_at = {one: place for place, one in enumerate(own)}
        self.shape = (len(needed), len(own))
        self.strength = self._sparse(_strengths(situation).iter_rows())
        self.at_home = self._sparse(_at_home(situation).iter_rows())
        self.continuity = self._sparse(_continuity(today))
        self.cared = np.bincount(self.continuity.nonzero()[0], minlength=len(needed)) > 0

    def _sparse(self, triples: Any) -> csr_array:
        """A table of people x ours from (own, person, value)."""
        from scipy.sparse import csr_array

        known = [
            (self.person_at[person], self.own_at[own], value)
            for own, person, value in triples
            if person in self.person_at and own in self.own_at
        ]
        people, own, values = zip(*known, strict=True) if known else ((), (), ())
        table = csr_array(
            (np.array(values, dtype=float), (np.array(people, dtype=int), np.array(own, dtype=int))),
            shape=self.shape,
        )
        return table

    def block(self, people: Places) -> Numbers:
        """The costs of all of ours for these people; whether they may is not asked. O(people x ours)."""
        weights = self.weights
        level, own = self.level[people][:, None], self.own_level[None, :]
        away = np.where(own == 0, UNKNOWN_LEVEL_AWAY, np.abs(level - own))
        costs = weights["level"] * np.where(level == 0, 0, away)
        costs = costs + weights["strength"] * (1 - self.strength[people].toarray())
        costs += weights["at_home"] * (1 - self.at_home[people].toarray())
        costs += weights["change"] * (self.cared[people][:, None] - self.continuity[people].toarray())
        return np.asarray(costs)

    def senior(self, people: Places) -> Yes:
        """Whether each of ours is senior enough for these people: everybody is where that is not asked."""
        limit = self.senior_for[people][:, None] + self.tolerance
        own = self.own_level[None, :]
        return np.asarray(np.isnan(limit) | ((own > 0) & (own <= limit)))


def _strengths(situation: Situation) -> pl.DataFrame:
    here = situation
    found = find_strengths(
        here.snapshot, here.policy, here.own, here.contacts, here.circle, here.accounts
    ).filter(pl.col("one_own") & ~pl.col("other_own"))
    return found.select("one", "other", "strength")


def _at_home(situation: Situation) -> pl.DataFrame:
    """Who of ours is in touch with the account of somebody, by care or contacts in the window."""
    since = pl.lit(situation.as_of - timedelta(days=int(situation.policy.get("observed.window_days"))))
    met = situation.contacts.filter(pl.col("date") > since).select("own", "person")
    pairs = pl.concat([situation.all_care.filter("assigned").select("own", "person"), met]).unique()
    there = situation.circle.join(pairs, on="person").select("account", "own").unique()
    needing = situation.needs.select("account", "person").drop_nulls()
    found = needing.join(there, on="account").select("own", "person").unique()
    return found.with_columns(pl.lit(1.0).alias("home")).sort("own", "person")


def _continuity(today: Today) -> list[tuple[int, int, float]]:
    parts: dict[Pair, float] = dict.fromkeys(sorted(today.observed), 0.5)
    parts |= {pair: 1.0 if duty == "carer" else 0.5 for pair, duty in sorted(today.duty.items())}
    return [(own, person, value) for (own, person), value in parts.items()]
