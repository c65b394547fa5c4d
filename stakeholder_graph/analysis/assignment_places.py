"""From needs and care of today to the places that are to be filled: first those of carers, then of
deputies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stakeholder_graph.analysis.assignment_allowed import Allowed
from stakeholder_graph.analysis.assignment_costs import Costs
from stakeholder_graph.analysis.assignment_needs import (
    Needed,
    Pair,
    Scope,
    Today,
    find_needed,
    find_today,
)
from stakeholder_graph.analysis.assignment_problem import Numbers, Problem, Yes
from stakeholder_graph.analysis.at_home import staying
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.workload import ALMOST, care_shares, workload


@dataclass(frozen=True)
class Place:
    """What somebody still needs: `wanted` carers beside those who are fixed by an agreement, each of whom
    carries his part of `hours`; `senior_for` where none of those who stay is senior enough yet.

    `today`: carers of today whom the plan may keep or replace; `fixed`: those whom it leaves alone.
    """

    needed: Needed
    wanted: int
    today: tuple[int, ...]
    fixed: tuple[int, ...]
    hours: float
    senior: bool

    @property
    def most(self) -> int:
        return max(self.wanted, len(self.today))


class Staffing:
    """All that both steps, carers and deputies, rest on."""

    def __init__(self, situation: Situation, scope: Scope) -> None:
        self.situation, self.scope = situation, scope
        ids = situation.snapshot.id
        self.own: list[int] = sorted(situation.own["person"].to_list(), key=ids)
        self.own_at = {own: place for place, own in enumerate(self.own)}
        self.staying = staying(situation)
        self.today: Today = find_today(situation, self.staying)
        self.needed = find_needed(situation, scope)
        self.costs = Costs(situation, self.needed, self.own, self.today)
        load = workload(situation)
        self.capacity: dict[int, float] = dict(load.select("own", "capacity").iter_rows())

    def may(self, own: int, person: int) -> bool:
        """Whether a pair is not out of the question."""
        return (own, person) not in self.scope.never

    def keeps(self, own: int, person: int) -> bool:
        """Whether the care of a pair goes on by itself, if nobody changes it."""
        return (own, person) in self.today.lasting and self.may(own, person)

    @cached_property
    def places(self) -> list[Place]:
        """What everybody still needs, in the order of `needed`."""
        return [self._place(position, needed) for position, needed in enumerate(self.needed)]

    def _place(self, position: int, needed: Needed) -> Place:
        person, agreed = needed.person, self.today.agreed
        carers = [own for own in self.today.carers.get(person, ()) if self.keeps(own, person)]
        deputies = [own for own in self.today.deputies.get(person, ()) if self.keeps(own, person)]
        holders = [
            own for own in [*carers, *deputies]
            if needed.agreed is not None and agreed.get((own, person)) == needed.agreed
        ]  # fmt: skip
        fixed = [own for own in carers if own in holders]
        free = tuple(own for own in carers if own not in holders)
        seniors = self.costs.senior(np.array([position]))[0]
        met = any(seniors[self.own_at[own]] for own in [*fixed, *deputies])
        asks = needed.senior_for is not None and not met
        wanted = max(needed.carers - len(fixed), int(asks))
        hours = 0.0 if holders else needed.hours
        return Place(needed, wanted, free, tuple(holders), hours, asks)

    @cached_property
    def open(self) -> list[int]:
        """The positions of people who have a place to fill or to keep."""
        return [position for position, place in enumerate(self.places) if place.wanted > 0]

    @cached_property
    def hours_left(self) -> tuple[Numbers, Numbers, Yes]:
        """Hours of each of ours that care elsewhere leaves for this part, by how many more they carry
        today in this part, and who carries too much altogether: those are given nobody new.
        """
        # who is out of the question gives their hours back
        moved = {pair for pair in self.scope.never if pair[1] in self.costs.person_at}
        elsewhere, here = np.zeros(len(self.own)), np.zeros(len(self.own))
        for place in (self.places[position] for position in self.open):
            moved |= {(own, place.needed.person) for own in place.today}
            for own in place.today:  # in full also where somebody who leaves soon still carries a part
                here[self.own_at[own]] += place.hours / len(place.today)
        for own, person, hours in care_shares(self.situation).select("own", "person", "hours").iter_rows():
            if (own, person) not in moved:
                elsewhere[self.own_at[own]] += hours
        capacity = np.array([self.capacity[own] for own in self.own]) - elsewhere
        left = np.maximum(capacity, 0.0)
        over = here - left
        return left, np.where(over > ALMOST, over, 0.0), here > capacity + ALMOST

    def carers_problem(self) -> Problem:
        """The places of carers: who may take them, what they cost, how many hours are free."""
        weights, places = self.costs.weights, [self.places[position] for position in self.open]
        rows = [(at, size) for at, place in enumerate(places) for size in range(1, place.most + 1)]
        person = np.array([at for at, _ in rows], dtype=np.int64)
        size = np.array([size for _, size in rows], dtype=np.int64)
        left, over, burdened = self.hours_left
        pairs = [
            (way, self.own_at[own])
            for way, (at, many) in enumerate(rows)
            if len(places[at].today) >= 1 and (many == len(places[at].today) or many == 1)
            for own in places[at].today
        ]
        return Problem(
            way_person=person, way_size=size,
            way_hours=np.array([places[at].hours / many for at, many in rows]),
            way_cost=np.array([_way_cost(places[at], many, weights) for at, many in rows]),
            way_senior=np.array([_senior_cost(places[at], many, weights) for at, many in rows]),
            nobody=np.array([
                np.inf if place.today else weights["unstaffed"] * place.needed.weight for place in places
            ]),
            capacity=left, over=over, overload=weights["overload"],
            today_way=np.array([way for way, _ in pairs], dtype=np.int64),
            today_own=np.array([own for _, own in pairs], dtype=np.int64),
            costs=self._carer_costs(rows, burdened),
            senior=lambda ways: self.costs.senior(np.array(self.open)[person[ways]]),
        )  # fmt: skip

    def _carer_costs(self, rows: Sequence[Pair], overloaded: Yes) -> Allowed:
        """Costs of all ways; in a way of one, only today's carer may be less senior than asked, at a
        price.
        """
        places = [self.places[self.open[at]] for at, _ in rows]
        price = self.costs.weights["too_junior"]
        strict = [
            price * place.needed.weight if place.senior and size == 1 else np.nan
            for place, (_, size) in zip(places, rows, strict=True)
        ]
        shut, opened = [], []
        for way, (at, _) in enumerate(rows):
            opened += [(way, self.own_at[own]) for own in places[way].today]
            shut += [(way, self.own_at[own]) for own in places[way].fixed]
            shut += [(way, own) for own in self.excluded(self.open[at])]
        positions = [self.open[at] for at, _ in rows]
        closed = overloaded | ~self.available
        return Allowed(self.costs, positions, closed, shut, opened, np.array(strict))

    def excluded(self, position: int) -> list[int]:
        """Ours who are out of the question for somebody, by position."""
        return self._excluded.get(self.needed[position].person, [])

    @cached_property
    def _excluded(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for own, person in sorted(self.scope.never):
            if own in self.own_at:
                found.setdefault(person, []).append(self.own_at[own])
        return found

    @cached_property
    def available(self) -> Yes:
        """Whether each of ours may be given anybody new: stays with us, and has any hours for care."""
        return np.array([own in self.staying and self.capacity[own] > 0 for own in self.own], dtype=bool)


def _way_cost(place: Place, size: int, weights: Mapping[str, float]) -> float:
    """What a way of several costs beside its carers: places that stay empty, carers who go without
    successor.
    """
    if place.most == 1:
        return 0.0
    empty = weights["unstaffed"] * place.needed.weight * max(place.wanted - size, 0) / place.wanted
    return empty + weights["change"] * max(len(place.today) - size, 0)


def _senior_cost(place: Place, size: int, weights: Mapping[str, float]) -> float:
    """What it costs when none of several is senior enough: only who cares today may go on like that."""
    if size == 1 or not place.senior:
        return float("nan")
    return weights["too_junior"] * place.needed.weight if place.today else float("inf")


def deputies_problem(
    staffing: Staffing, open_places: Sequence[int], carers: Mapping[int, set[int]]
) -> Problem:
    """The places of deputies: whoever is not their carer may take one, none of ours more than the policy
    says.

    `open_places`: positions of people who need one; `carers`: for each position who of ours cares.
    """
    own, weights, many = len(staffing.own), staffing.costs.weights, len(open_places)
    held = np.zeros(own)
    for (one, _), duty in staffing.today.duty.items():
        held[staffing.own_at[one]] += duty == "deputy"
    people = np.arange(many)
    shut = [(way, staffing.own_at[one]) for way, at in enumerate(open_places) for one in carers[at]]
    shut += [(way, one) for way, at in enumerate(open_places) for one in staffing.excluded(at)]
    empty = np.zeros(0, dtype=np.int64)
    nobody = np.array([weights["unstaffed"] * staffing.needed[position].weight for position in open_places])
    return Problem(
        way_person=people, way_size=np.ones(many, dtype=np.int64), way_hours=np.ones(many),
        way_cost=np.zeros(many), way_senior=np.full(many, np.nan), nobody=nobody,
        capacity=np.maximum(weights["deputies_each"] - held, 0.0), over=np.zeros(own), overload=0.0,
        today_way=empty, today_own=empty,
        costs=Allowed(staffing.costs, open_places, ~staffing.available, shut),
        senior=lambda ways: np.ones((len(ways), own), dtype=bool),
    )  # fmt: skip
