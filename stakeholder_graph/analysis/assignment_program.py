"""The linear program of an assignment over some pairs: its columns, its rows, and what HiGHS makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stakeholder_graph.analysis.assignment_problem import Numbers, Places, Problem, Yes
from stakeholder_graph.errors import StakeholderGraphError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

WHOLE = 1e-6  # how far from a whole number a solution may be and still count as one


@dataclass(frozen=True)
class Arcs:
    """Pairs that the program may choose from: way, own (positions), cost."""

    way: Places
    own: Places
    cost: Numbers

    def __len__(self) -> int:
        return len(self.way)


@dataclass(frozen=True)
class Solved:
    """The linear optimum over some arcs: how much of each is `chosen`, the cost, the prices of the rows;
    `whole`: no person, way or pair is taken in part.
    """

    chosen: Numbers
    cost: float
    whole: bool
    place_price: Numbers
    hour_price: Numbers
    senior_price: Numbers


class Program:
    """Rows: one a person (staffed in one way or left), one a way of several (as many as it says), one each of
    ours (no more hours than are free), one a way that asks for somebody senior enough.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        several = ~problem.single
        self.several = np.flatnonzero(several)
        self.row = np.where(several, problem.people + np.cumsum(several) - 1, problem.way_person)
        self.asks_senior = np.flatnonzero(~np.isnan(problem.way_senior))
        self.senior_row = np.full(len(several), -1)
        self.senior_row[self.asks_senior] = problem.own + np.arange(len(self.asks_senior))
        self.hours, self.free, self.excess = _hours(problem)

    def reduced(self, ways: Places, costs: Numbers, solved: Solved) -> Numbers:
        """What each of ours would add to the least cost in these ways; below zero: the cost can still
        fall.
        """
        reduced = costs - solved.place_price[self.row[ways]][:, None]
        reduced -= self.hours[ways][:, None] * solved.hour_price[None, :]
        asks = np.flatnonzero(self.senior_row[ways] >= 0)
        if len(asks):
            price = solved.senior_price[self.senior_row[ways[asks]] - self.problem.own]
            reduced[asks] += self.problem.senior(ways[asks]) * price[:, None]
        return np.asarray(reduced)

    def linear(self, arcs: Arcs) -> Solved:
        """The least cost over these arcs where pairs may be taken in part, with the prices of the rows."""
        from scipy.optimize import linprog

        costs, upper, equal, limit = self._columns(arcs)
        must, least = self._sides()
        bounds = np.column_stack([np.zeros(len(upper)), upper])
        found = linprog(costs, A_ub=limit, b_ub=least, A_eq=equal, b_eq=must, bounds=bounds, method="highs")
        if found.x is None:  # today is always possible, and so is nobody where nobody cares today
            raise StakeholderGraphError("assign", found.message, "try a part of the accounts, by --account")
        prices, own = found.ineqlin.marginals, self.problem.own
        taken = found.x[self._whole(arcs) > 0]
        whole = bool((np.abs(taken - np.round(taken)) <= WHOLE).all())
        chosen, hour, senior = found.x[: len(arcs)], prices[:own], prices[own:]
        return Solved(chosen, float(found.fun), whole, found.eqlin.marginals, hour, senior)

    def whole(
        self, arcs: Arcs, seconds: float, kept: Yes | None = None
    ) -> tuple[Numbers | None, float, float]:
        """The same where pairs are taken whole, as a mixed integer program: chosen, cost, bound below it.

        `kept`: arcs that are taken in any case. None is chosen where nothing was found in that time.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        costs, upper, equal, limit = self._columns(arcs)
        must, least = self._sides()
        rules = [LinearConstraint(equal, must, must), LinearConstraint(limit, -np.inf, least)]
        options = {"mip_rel_gap": 0.0, "time_limit": max(seconds, 0.1)}
        lower = np.zeros(len(upper))
        lower[: len(arcs)] = 0.0 if kept is None else kept
        found = milp(
            costs,
            integrality=self._whole(arcs),
            bounds=Bounds(lower, upper),
            constraints=rules,
            options=options,
        )
        bound = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
        if found.x is None:
            return None, np.inf, bound
        return np.round(found.x[: len(arcs)]), float(found.fun), bound

    def _sides(self) -> tuple[Numbers, Numbers]:
        must = np.concatenate([np.ones(self.problem.people), np.zeros(len(self.several))])
        return must, np.concatenate([self.free, np.zeros(len(self.asks_senior))])

    def _whole(self, arcs: Arcs) -> Places:
        """Everything but hours above what is free is taken whole."""
        excess = len(self.excess[0])
        return np.concatenate([np.ones(self._width(arcs) - excess, dtype=int), np.zeros(excess, dtype=int)])

    def _width(self, arcs: Arcs) -> int:
        left = np.isfinite(self.problem.nobody).sum()
        unmet = np.isfinite(self.problem.way_senior).sum()
        return int(len(arcs) + len(self.several) + left + unmet + len(self.excess[0]))

    def _columns(self, arcs: Arcs) -> tuple[Numbers, Numbers, csr_array, csr_array]:
        """Costs and upper bounds of all columns, and both tables of rows: the arcs first, then the ways of
        several, the people left without anybody, ways without somebody senior, hours above what is free.
        """
        problem, several = self.problem, self.several
        left = np.flatnonzero(np.isfinite(problem.nobody))
        unmet = np.flatnonzero(np.isfinite(problem.way_senior))
        own, upper_excess, cost_excess = self.excess
        width = self._width(arcs)
        starts = np.cumsum([0, len(arcs), len(several), len(left), len(unmet)])
        at = [start + np.arange(size) for start, size in zip(
            starts, (len(arcs), len(several), len(left), len(unmet), len(own)), strict=True)]  # fmt: skip
        costs = np.concatenate(
            [
                arcs.cost,
                problem.way_cost[several],
                problem.nobody[left],
                problem.way_senior[unmet],
                cost_excess,
            ]
        )
        upper = np.ones(width)
        upper[at[4]] = upper_excess
        ones = np.ones
        equal = _table(
            width, problem.people + len(several),
            (self.row[arcs.way], at[0], ones(len(arcs))),
            (problem.way_person[several], at[1], ones(len(several))),
            (self.row[several], at[1], -problem.way_size[several].astype(float)),
            (left, at[2], ones(len(left))),
        )  # fmt: skip
        senior = self._senior_arcs(arcs)
        column_of = np.zeros(len(self.row), dtype=int)
        column_of[several] = at[1]
        asking = self.asks_senior
        limit = _table(
            width, problem.own + len(asking),
            (arcs.own, at[0], self.hours[arcs.way]),
            (own, at[4], -ones(len(own))),
            (self.senior_row[arcs.way[senior]], at[0][senior], -ones(len(senior))),
            (self.senior_row[asking], column_of[asking], ones(len(asking))),
            (self.senior_row[unmet], at[3], -ones(len(unmet))),
        )  # fmt: skip
        return costs, upper, equal, limit

    def _senior_arcs(self, arcs: Arcs) -> Places:
        """The arcs whose way asks for somebody senior, and whose own is."""
        asks = np.flatnonzero(self.senior_row[arcs.way] >= 0)
        fits: Yes = self.problem.senior(arcs.way[asks])[np.arange(len(asks)), arcs.own[asks]]
        return np.asarray(asks[fits])


def _hours(problem: Problem) -> tuple[Numbers, Numbers, tuple[Places, Numbers, Numbers]]:
    """Hours of each way, hours that are free, and by how much somebody may remain above: own, how much, cost.

    Where all places take a multiple of some hours, hours are counted in these: with equal hours all numbers
    of the program are then 0 and 1, and so is its solution; with different ones less is left open. The first
    such unit above what is free costs only the hours that are above it.
    """
    above = np.flatnonzero(problem.over > 0)
    unit = problem.unit
    if unit is None:
        excess = (above, problem.over[above], np.full(len(above), problem.overload))
        return problem.way_hours, problem.capacity, excess
    free = np.floor(problem.capacity / unit + 1e-9)
    more = np.ceil((problem.capacity + problem.over) / unit - 1e-9)[above] - free[above]
    first = problem.overload * ((free[above] + 1) * unit - problem.capacity[above])
    rest = more > 1
    own = np.concatenate([above, above[rest]])
    upper = np.concatenate([np.ones(len(above)), more[rest] - 1])
    costs = np.concatenate([first, np.full(rest.sum(), problem.overload * unit)])
    return np.round(problem.way_hours / unit), free, (own, upper, costs)


def _table(width: int, height: int, *entries: tuple[Any, Any, Any]) -> csr_array:
    from scipy.sparse import csr_array

    rows, columns, values = (np.concatenate(part) for part in zip(*entries, strict=True))
    return csr_array((values, (rows, columns)), shape=(height, width))
