"""Small problems of assignment, by hand and by chance, and all their solutions tried one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import inf, isinf, isnan, nan
from typing import Any

import numpy as np
from hypothesis import strategies as st

from stakeholder_graph.analysis.assignment_problem import Problem

OVERLOAD = 100.0


@dataclass
class Case:
    """People with their ways (number of carers, cost beside them, price without anybody senior), hours and
    today's carers; ours with their hours; costs (inf: cannot be) and who is senior enough.
    """

    hours: list[float]
    capacity: list[float]
    costs: list[list[float]]
    ways: list[list[tuple[int, float, float]]]
    nobody: list[float]
    today: list[list[int]] = field(default_factory=list)
    senior: list[list[bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.today = self.today or [[] for _ in self.hours]
        self.senior = self.senior or [[True] * len(self.capacity) for _ in self.hours]

    @property
    def load_today(self) -> list[float]:
        load = [0.0] * len(self.capacity)
        for hours, carers in zip(self.hours, self.today, strict=True):
            for own in carers:
                load[own] += hours / len(carers)
        return load

    def problem(self) -> Problem:
        rows = [(person, way) for person, ways in enumerate(self.ways) for way in ways]
        over = [max(load - room, 0.0) for load, room in zip(self.load_today, self.capacity, strict=True)]
        person = np.array([one for one, _ in rows], dtype=np.int64)
        costs, senior = np.array(self.costs, dtype=float), np.array(self.senior, dtype=bool)
        now = [
            (at, own)
            for at, (one, (size, _, _)) in enumerate(rows) for own in self.today[one]
            if size == len(self.today[one])
        ]  # fmt: skip
        return Problem(
            person, np.array([size for _, (size, _, _) in rows]),
            np.array([self.hours[one] / size for one, (size, _, _) in rows]),
            np.array([cost for _, (_, cost, _) in rows]), np.array([price for _, (_, _, price) in rows]),
            np.array(self.nobody), np.array(self.capacity, dtype=float), np.array(over), OVERLOAD,
            np.array([at for at, _ in now], dtype=np.int64),
            np.array([own for _, own in now], dtype=np.int64),
            lambda ways: costs[person[ways]].copy(), lambda ways: senior[person[ways]],
        )  # fmt: skip

    def options(self, person: int) -> Iterator[tuple[tuple[int, ...], float]]:
        """Everything that can be done about a person: who cares, and what that costs."""
        if not isinf(self.nobody[person]):
            yield (), self.nobody[person]
        for size, cost, price in self.ways[person]:
            for carers in combinations(range(len(self.capacity)), size):
                whole = cost + sum(self.costs[person][own] for own in carers)
                if not isnan(price) and not any(self.senior[person][own] for own in carers):
                    whole += price
                if not isinf(whole):
                    yield carers, whole

    def cost_of(self, chosen: Sequence[tuple[tuple[int, ...], float]]) -> float:
        """What a solution costs; infinite where somebody has more hours than are free and more than today."""
        load, whole = [0.0] * len(self.capacity), sum(cost for _, cost in chosen)
        for hours, (carers, _) in zip(self.hours, chosen, strict=True):
            for own in carers:
                load[own] += hours / len(carers)
        for hours, room, today in zip(load, self.capacity, self.load_today, strict=True):
            if hours > max(room, today) + 1e-9:
                return inf
            whole += OVERLOAD * max(hours - room, 0.0)
        return whole

    def least(self) -> float:
        """The least cost of all solutions, every one tried."""
        everything = product(*(list(self.options(person)) for person in range(len(self.hours))))
        return min(self.cost_of(chosen) for chosen in everything)


def single(hours: list[float], capacity: list[float], costs: list[list[float]], nobody: list[float]) -> Case:
    """A case in which everybody needs one carer."""
    return Case(hours, capacity, costs, [[(1, 0.0, nan)] for _ in hours], nobody)


@st.composite
def cases(draw: st.DrawFn, equal: bool = False) -> Case:
    """Few people, few of ours; some overloaded today, some pairs impossible, some who need two carers."""
    people, own = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    sizes = st.just(4.0) if equal else st.sampled_from([4.0, 8.0, 12.0, 24.0, 0.0, 5.0])
    hours = [draw(sizes) for _ in range(people)]
    capacity = [float(draw(st.sampled_from([0, 4, 6, 8, 12, 16, 24, 36]))) for _ in range(own)]
    price = st.sampled_from([0.0, 1.0, 2.0, 3.5, 7.0, inf])
    costs = [[draw(price) for _ in range(own)] for _ in range(people)]
    senior = [[draw(st.booleans()) for _ in range(own)] for _ in range(people)]
    ways: list[list[tuple[int, float, float]]] = []
    today: list[list[int]] = []
    nobody: list[float] = []
    for person in range(people):
        two = not equal and own > 1 and draw(st.integers(0, 3)) == 0
        most = 2 if two else 1
        carers = sorted(draw(st.sets(st.integers(0, own - 1), max_size=most)))
        for one in carers:  # who cares today always may
            costs[person][one] = min(costs[person][one], 9.0)
        asked: Any = nan
        if two and draw(st.booleans()):
            asked = 30.0 if carers else inf
        ways.append([(1, 20.0, nan), (2, 0.0, asked)] if two else [(1, 0.0, nan)])
        today.append(carers)
        nobody.append(inf if carers else draw(st.sampled_from([5.0, 50.0, 300.0])))
    case = Case(hours, capacity, costs, ways, nobody, today, senior)
    for one, (load, room) in enumerate(zip(case.load_today, capacity, strict=True)):
        for person in range(people):  # nobody new for who carries too much already
            if load > room and one not in today[person]:
                costs[person][one] = inf
    return case
