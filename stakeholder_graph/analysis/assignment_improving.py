"""A distribution that is possible and good, found by simple moves: taken where HiGHS has no better one in
time.
"""

from __future__ import annotations

import numpy as np

from stakeholder_graph.analysis.assignment_problem import Numbers, Places, Problem, Solution
from stakeholder_graph.analysis.assignment_program import Arcs

PASSES = 6
MANY_PAIRS = 8_000_000  # from here on one pass must do
MOST_TRIES = 10_000  # of somebody else going elsewhere; each takes some ten microseconds
BETTER = 1e-9


def improved(problem: Problem, arcs: Arcs, wished: Numbers) -> Solution:
    """Begin as it is today, then let person after person go where the cost falls most and room is left; for
    whom no room is left, somebody else makes room who can go elsewhere.

    People whom the linear optimum (`wished`) gives wholly to one of ours go first; who needs several carers
    stays as today. O(passes x people x ours).
    """
    state = _State(problem)
    sure = np.zeros(problem.people)
    np.maximum.at(sure, problem.way_person[arcs.way], wished)
    movable = np.flatnonzero(state.ways >= 0)
    order = movable[np.argsort(-sure[movable], kind="stable")].tolist()
    large = problem.people * problem.own > MANY_PAIRS
    for _ in range(1 if large else PASSES):
        moved = sum([state.move(person) for person in order])
        moved += sum([state.make_room(person) for person in order if state.at[person] < 0])
        if not moved:
            break
    return state.solution()


class _State:
    """Who has whom, how many hours that takes, and what it costs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        singles = np.flatnonzero(problem.single)
        self.ways = np.full(problem.people, -1)
        self.ways[problem.way_person[singles]] = singles
        self.load = np.zeros(problem.own)
        self.at = np.full(problem.people, -1)
        self.fixed: list[tuple[int, int]] = []
        self.tries = 0
        cared = problem.way_person[problem.today_way]
        self.cost = float(problem.nobody[~np.isin(np.arange(problem.people), cared)].sum())
        size = np.bincount(problem.today_way, minlength=len(problem.way_person))
        for way in np.flatnonzero((size == problem.way_size) & (size > 0)):
            self._as_today(int(way), problem.today_own[problem.today_way == way])
        self.cost += float(self._overload(np.arange(problem.own), self.load).sum())

    def _as_today(self, way: int, carers: Places) -> None:
        problem, person = self.problem, int(self.problem.way_person[way])
        self.cost += float(self._costs(way)[carers].sum() + problem.way_cost[way])
        self.load[carers] += problem.way_hours[way]
        if self.ways[person] >= 0:
            self.at[person] = carers[0]
            return
        self.fixed += [(person, int(own)) for own in carers]
        if not np.isnan(problem.way_senior[way]) and not problem.senior(np.array([way]))[0, carers].any():
            self.cost += float(problem.way_senior[way])

    def _costs(self, way: int) -> Numbers:
        return np.asarray(self.problem.costs(np.array([way]))[0])

    def _overload(self, own: Places, load: Numbers) -> Numbers:
        return np.asarray(self.problem.overload * np.maximum(load - self.problem.capacity[own], 0.0))

    def _gains(self, person: int, room: Numbers) -> Numbers:
        """By how much the cost falls where a person goes to each of ours, as far as there is room."""
        way, now = int(self.ways[person]), int(self.at[person])
        hours, costs = self.problem.way_hours[way], self._costs(way)
        gains = np.where((hours <= room + BETTER) & np.isfinite(costs), -costs, -np.inf)
        if now < 0:
            return np.asarray(gains + self.problem.nobody[person])
        here = np.array([now])
        before, after = (self._overload(here, self.load[here] - less)[0] for less in (0.0, hours))
        gains[now] = -costs[now] - before + after
        return np.asarray(gains + costs[now] + before - after)

    def _room(self) -> Numbers:
        return self.problem.capacity - self.load

    def _go(self, person: int, own: int, gain: float) -> None:
        hours = self.problem.way_hours[self.ways[person]]
        if self.at[person] >= 0:
            self.load[self.at[person]] -= hours
        self.load[own] += hours
        self.at[person] = own
        self.cost -= gain

    def move(self, person: int) -> bool:
        """Let a person go where the cost falls most; whether it fell."""
        gains = self._gains(person, self._room())
        best = int(gains.argmax())
        if gains[best] <= BETTER:
            return False
        self._go(person, best, float(gains[best]))
        return True

    def make_room(self, person: int) -> bool:
        """Let somebody go elsewhere, so that a person finds room; whether the cost fell."""
        hours, room = self.problem.way_hours[self.ways[person]], self._room()
        best: tuple[float, int, int, int] = (BETTER, -1, -1, -1)
        gains = self._gains(person, np.full(self.problem.own, np.inf))
        for own in np.argsort(-gains, kind="stable")[: np.isfinite(gains).sum()].tolist():
            if gains[own] <= best[0] or self.tries > MOST_TRIES:
                break
            for other in np.flatnonzero(self.at == own).tolist():
                if room[own] + self.problem.way_hours[self.ways[other]] < hours - BETTER:
                    continue
                self.tries += 1
                elsewhere = self._gains(other, room)
                elsewhere[own] = -np.inf
                target = int(elsewhere.argmax())
                best = max(best, (float(gains[own] + elsewhere[target]), own, other, target))
        gain, own, other, target = best
        if own < 0:
            return False
        self._go(other, target, gain - float(gains[own]))
        self._go(person, own, float(gains[own]))
        return True

    def solution(self) -> Solution:
        people = np.flatnonzero(self.at >= 0)
        rows = sorted([*zip(people.tolist(), self.at[people].tolist(), strict=True), *self.fixed])
        person, own = (np.array([row[place] for row in rows], dtype=np.int64) for place in (0, 1))
        return Solution(person, own, self.cost, -np.inf, False, 0)
