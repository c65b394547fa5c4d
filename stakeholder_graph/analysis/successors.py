"""Who of ours could take a relationship over: by relationship, level and free hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.at_home import in_touch, staying
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.strength import find_strengths
from stakeholder_graph.analysis.threads import Relationship
from stakeholder_graph.analysis.workload import workload

MOST = 5
Pairs = Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Successor:
    """One of ours who could take over: how close to the person (0..1) and to others at the account, whether
    senior enough, how many hours a year are free; `duty`: their part in the care already, None without.
    """

    id: str
    name: str
    level: int | None
    free_hours: float
    strength: float
    at_account: float
    senior_enough: bool
    duty: str | None

    @property
    def is_near(self) -> bool:
        """Whether they have to do with the person or with others there."""
        return bool(self.strength or self.at_account or self.duty)

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "free_hours": round(self.free_hours, 1), "strength": round(self.strength, 3),
                "at_account": round(self.at_account, 3)}  # fmt: skip


class Candidates:
    """All of ours who stay, with what speaks for each of them; made once for all relationships of a leaver.

    O(own people + care + contacts).
    """

    def __init__(self, situation: Situation, without: Iterable[int] = ()) -> None:
        self.situation = situation
        self.left_out = set(without)

    @cached_property
    def staying(self) -> dict[int, int | None]:
        """The levels of those of ours who do not leave within the days of the policy."""
        people = staying(self.situation)
        known = self.situation.own.select("person", "level").iter_rows()
        return {own: level for own, level in known if own in people and own not in self.left_out}

    @cached_property
    def free(self) -> dict[int, float]:
        return dict(workload(self.situation).select("own", "free").iter_rows())

    @cached_property
    def strength(self) -> Pairs:
        """How close each of ours is to each person outside: (own, person), 0..1."""
        here = self.situation
        known = find_strengths(
            here.snapshot, here.policy, here.own, here.contacts, here.circle, here.accounts
        ).filter(pl.col("one_own") & ~pl.col("other_own"))
        return {
            (one, other): value for one, other, value in known.select("one", "other", "strength").iter_rows()
        }

    @cached_property
    def at_account(self) -> Pairs:
        """How close each of ours is to the people of an account, added up: (own, account)."""
        rows = [(own, person, value) for (own, person), value in self.strength.items()]
        table = pl.DataFrame(
            rows, schema={"own": pl.Int32, "person": pl.Int32, "value": pl.Float64}, orient="row"
        )
        here = table.join(self.situation.circle, on="person")
        summed = here.group_by("own", "account").agg(pl.col("value").sum())
        return {(own, account): value for own, account, value in summed.iter_rows()}

    @cached_property
    def care(self) -> dict[tuple[int, int], str]:
        """Who of ours cares already: (own, person) → carer, deputy or observed."""
        rows = self.situation.care.select("own", "person", pl.col("duty").fill_null("observed"))
        return {(own, person): duty for own, person, duty in rows.iter_rows()}

    @cached_property
    def at_home(self) -> set[tuple[int, int]]:
        """Who of ours is in touch with anybody at which account: (own, account)."""
        return set(in_touch(self.situation).select("own", "account").iter_rows())

    def _taken(self, one: Relationship) -> set[int]:
        """Who has a part of their own already: the carers, where a deputy or one more carer is sought."""
        carers = {own for own in self.staying if self.care.get((own, one.number)) == "carer"}
        return carers if one.duty == "deputy" or len(carers) < one.carers else set()

    def for_relationship(self, one: Relationship) -> list[Successor]:
        """Who could take over one of theirs, the most suitable first.

        First those who are senior enough where that is asked for; of these who cares already, who has hours
        left, then by the relationship with the person, else by being at home at the account, by being near in
        level (buyer with seller, top with top), by the relationship with its people, and by free hours.
        Whoever is their carer already takes over neither from the deputy nor from a second carer.
        """
        level, same_level, taken = one.level, one.same_level, self._taken(one)
        found = [self._successor(own, one) for own in self.staying if own not in taken]
        home = {self.situation.snapshot.id(own) for own, place in self.at_home if place in one.accounts}

        def order(able: Successor) -> tuple[Any, ...]:
            away = 9 if able.level is None or level is None else abs(able.level - level)
            place = {"carer": 0, "deputy": 0, "observed": 1}.get(able.duty or "", 2)
            first = (not able.senior_enough, place, able.free_hours <= 0 < place, -round(able.strength, 6))
            stranger = not able.strength and able.id not in home
            closer = (stranger, away, -round(able.at_account, 6))
            return (*first, *closer, -able.free_hours, able.name, able.id)

        ordered = sorted(found, key=order)
        able = [one for one in ordered if one.senior_enough and (same_level or one.is_near)]
        # who is not senior enough, but knows the person, can introduce the one who is
        known = [one for one in ordered if not one.senior_enough and (one.strength or one.duty)]
        return [*able, *known][:MOST] or [one for one in ordered if one.is_near][:MOST] or ordered[:MOST]

    def _successor(self, own: int, one: Relationship) -> Successor:
        own_level, snapshot = self.staying[own], self.situation.snapshot
        at_account = max((self.at_account.get((own, account), 0.0) for account in one.accounts), default=0.0)
        return Successor(
            snapshot.id(own), snapshot.name(own), own_level, self.free[own],
            self.strength.get((own, one.number), 0.0), at_account,
            not one.same_level or self._fits(own_level, one.level), self.care.get((own, one.number)),
        )  # fmt: skip

    def _fits(self, own_level: int | None, level: int | None) -> bool:
        """Definition 11: ours is at least as senior; who is of unknown level is not known to be."""
        if level is None:
            return True
        return own_level is not None and own_level <= level + self.situation.policy.get("levels.tolerance")
