"""The best distribution: few pairs are looked at, and the prices prove that no other pair could help."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from stakeholder_graph.analysis.assignment_improving import improved
from stakeholder_graph.analysis.assignment_problem import Numbers, Places, Problem, Solution, Yes
from stakeholder_graph.analysis.assignment_program import WHOLE, Arcs, Program, Solved

FIRST = 6  # pairs of each way to begin with
MORE = 4  # and to add where the prices say so
ROUNDS = 40  # of rough prices before the first program
BLOCK = 2_000_000  # pairs that are held at once
CORE = 3  # pairs for each person in the mixed integer program
LEAST_CORE = 4_000
MOST_PAIRS = 400_000_000  # in all these rounds together
NOTHING = 1e-7
SECONDS = 3.0  # for the mixed integer program


def solve(problem: Problem, *, seconds: float = SECONDS) -> Solution:
    """The distribution of least cost, or the best one found with a bound below which none can be.

    Pairs are many and most of them useless. So the linear program is solved over a few, by HiGHS; its prices
    show for every other pair whether it could lower the cost (column generation); when none can, the optimum
    over all pairs is known. With equal hours that program is a flow: its table is totally unimodular (each
    pair stands once among people and once among ours), so that the optimum is whole, which is checked. With
    different hours a mixed integer program follows over the pairs of least reduced cost: a solution with any
    other pair costs at least the linear optimum and that pair's reduced cost, which gives the bound. After
    `seconds` the best that was found is taken. O(rounds x people x ours) and what HiGHS needs.
    """
    program = Program(problem)
    arcs = _first(problem)
    solved = program.linear(arcs)
    while len(more := _helpful(program, arcs, solved)):
        arcs = _together(arcs, more)
        solved = program.linear(arcs)
    if not solved.whole and problem.equal_hours is None:
        return _mixed(program, arcs, solved, seconds)
    assert solved.whole, "a flow of whole numbers has a whole optimum"
    return _solution(problem, arcs, np.round(solved.chosen), solved.cost, solved.cost)


def _mixed(program: Program, arcs: Arcs, linear: Solved, seconds: float) -> Solution:
    """The mixed integer program over the pairs of least reduced cost.

    First only those of ours change who are torn in the linear optimum, which is quick and mostly the best
    already; then everybody, for what is left of the time. Should both fail, a simple way.
    """
    problem, until = program.problem, time.monotonic() + seconds
    core, limit = _core(program, arcs, linear)
    best = improved(problem, arcs, linear.chosen)
    bound = linear.cost
    for kept in (_settled(problem, core, arcs, linear), None):
        if best.cost - bound <= NOTHING * max(1.0, abs(best.cost)):
            break
        chosen, cost, below = program.whole(core, until - time.monotonic(), kept)
        if kept is None:
            bound = max(min(below, linear.cost + limit), bound)
        if chosen is not None and cost < best.cost - NOTHING:
            best = _solution(problem, core, chosen, cost, bound)
    return replace(best, bound=bound, arcs=len(core))


def _settled(problem: Problem, core: Arcs, arcs: Arcs, linear: Solved) -> Yes:
    """The pairs that the linear optimum takes whole, with nobody of ours whose hours it divides."""
    parted = (linear.chosen > WHOLE) & (linear.chosen < 1 - WHOLE)
    whole = linear.chosen >= 1 - WHOLE
    whole &= ~np.isin(arcs.own, arcs.own[parted]) & problem.single[arcs.way]
    width = problem.own
    return np.isin(core.way * width + core.own, (arcs.way * width + arcs.own)[whole])


def _core(program: Program, arcs: Arcs, linear: Solved) -> tuple[Arcs, float]:
    """The pairs of least reduced cost, of the linear optimum and of today; the least of all others."""
    problem = program.problem
    wanted = max(CORE * problem.people, LEAST_CORE)
    found = [_below(program, linear, ways, wanted) for ways in _blocks(problem)]
    reduced = np.concatenate([part for _, part in found])
    finite = reduced[np.isfinite(reduced)]
    limit = np.inf if len(finite) <= wanted else float(np.partition(finite, wanted)[wanted])
    parts = [_some(part, reduced <= limit) for part, reduced in found]
    return _together(*parts, _some(arcs, linear.chosen > WHOLE), _today(problem)), limit


def _some(arcs: Arcs, chosen: Yes) -> Arcs:
    return Arcs(arcs.way[chosen], arcs.own[chosen], arcs.cost[chosen])


def _below(program: Program, linear: Solved, ways: Places, wanted: int) -> tuple[Arcs, Numbers]:
    costs = program.problem.costs(ways)
    reduced = np.where(np.isfinite(costs), program.reduced(ways, costs, linear), np.inf)
    rows, own = np.nonzero(np.isfinite(reduced))
    if len(rows) > wanted + 1:  # one more tells what is the least of those left out
        least = np.argpartition(reduced[rows, own], wanted)[: wanted + 1]
        rows, own = rows[least], own[least]
    return Arcs(ways[rows], own, costs[rows, own]), reduced[rows, own]


def _solution(problem: Problem, arcs: Arcs, chosen: Numbers, cost: float, bound: float) -> Solution:
    taken = chosen > 0.5
    person, own = problem.way_person[arcs.way[taken]], arcs.own[taken]
    order = np.lexsort((own, person))
    return Solution(person[order], own[order], cost, bound, problem.equal_hours is not None, len(arcs))


def _blocks(problem: Problem) -> list[Places]:
    """All ways, in parts of which not too many pairs are held at once."""
    ways = np.arange(len(problem.way_person))
    rows = max(1, BLOCK // max(problem.own, 1))
    return [ways[start : start + rows] for start in range(0, len(ways), rows)]


def _first(problem: Problem) -> Arcs:
    """The pairs of today, and the cheapest of each way at rough prices of hours."""
    prices = _rough_prices(problem)
    parts = []
    for ways in _blocks(problem):
        costs = problem.costs(ways)
        parts.append(_chosen(ways, costs, costs + problem.way_hours[ways][:, None] * prices, FIRST))
    return _together(*parts, _today(problem))


def _rough_prices(problem: Problem) -> Numbers:
    """Prices of an hour of each of ours, raised where more would come than have room, lowered where fewer."""
    prices: Numbers = np.zeros(problem.own)
    step = 1.0
    pairs = max(len(problem.way_person) * problem.own, 1)
    for _ in range(min(ROUNDS, max(2, MOST_PAIRS // pairs))):
        load = np.zeros(problem.own)
        for ways in _blocks(problem):
            hours = problem.way_hours[ways]
            costs = problem.costs(ways) + hours[:, None] * prices + _turned(ways, problem.own)
            cheapest = costs.argmin(axis=1)
            useful = costs[np.arange(len(ways)), cheapest] < problem.nobody[problem.way_person[ways]]
            load += np.bincount(cheapest[useful], weights=hours[useful], minlength=problem.own)
        room = problem.capacity + problem.over
        raised = prices + step * (load - room) / np.maximum(load + room, 1.0)
        prices = np.asarray(np.maximum(raised, 0.0), dtype=np.float64)
        step *= 0.93
    return prices


def _turned(ways: Places, own: int) -> Numbers:
    """Next to nothing, another order of ours for each way: among equals not everybody takes the same."""
    turned = (np.arange(own)[None, :] - 7 * ways[:, None]) % max(own, 1)
    return np.asarray(turned * (1e-6 / max(own, 1)), dtype=np.float64)


def _chosen(ways: Places, costs: Numbers, order: Numbers, most: int) -> Arcs:
    """In each way the pairs that come first in an order, as far as they are possible."""
    order = np.where(np.isfinite(costs), order + _turned(ways, costs.shape[1]), np.inf)
    if costs.shape[1] > most:
        first = np.argpartition(order, most - 1, axis=1)[:, :most]
    else:
        first = np.broadcast_to(np.arange(costs.shape[1]), costs.shape)
    rows = np.repeat(np.arange(len(ways)), first.shape[1])
    own = first.ravel()
    finite = np.isfinite(order[rows, own])
    rows, own = rows[finite], own[finite]
    return Arcs(ways[rows], own, costs[rows, own])


def _helpful(program: Program, arcs: Arcs, solved: Solved) -> Arcs:
    """In each way a few of the pairs that are not among the arcs and could lower the cost."""
    problem = program.problem
    parts = []
    for ways in _blocks(problem):
        costs = problem.costs(ways)
        reduced = program.reduced(ways, costs, solved)
        here = (arcs.way >= ways[0]) & (arcs.way <= ways[-1])
        reduced[arcs.way[here] - ways[0], arcs.own[here]] = np.inf
        parts.append(_chosen(ways, np.where(reduced < -NOTHING, costs, np.inf), reduced, MORE))
    return _together(*parts)


def _today(problem: Problem) -> Arcs:
    """The pairs of today, which are always possible."""
    way, own = problem.today_way, problem.today_own
    ways, place = np.unique(way, return_inverse=True)
    costs = problem.costs(ways)[place, own] if len(way) else np.zeros(0)
    return Arcs(way, own, costs)


def _together(*parts: Arcs) -> Arcs:
    """All these pairs, each once, in order."""
    way, own, cost = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("way", "own", "cost")
    )
    width = int(own.max(initial=0)) + 1
    _, first = np.unique(way * width + own, return_index=True)
    return Arcs(way[first], own[first], cost[first])
