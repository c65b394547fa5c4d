"""The distribution that is found is the best one: by hand, and against all solutions of small problems."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.assignment_improving import improved
from stakeholder_graph.analysis.assignment_problem import Solution
from stakeholder_graph.analysis.assignment_program import Arcs
from stakeholder_graph.analysis.assignment_solver import solve
from tests.assignment.problems import OVERLOAD, Case, cases, single


def pairs(found: Solution) -> list[tuple[int, int]]:
    return list(zip(found.person.tolist(), found.own.tolist(), strict=True))


def recounted(case: Case, found: Solution) -> float:
    """The cost of a solution, counted from its pairs alone."""
    chosen = []
    for person in range(len(case.hours)):
        carers = tuple(own for one, own in pairs(found) if one == person)
        chosen.append(next(option for option in case.options(person) if option[0] == carers))
    return case.cost_of(chosen)


def test_the_cheapest_for_each_is_not_the_best_for_all() -> None:
    # costs   X  Y     each has 4 hours, everybody needs 4
    #   a     1  2     a-X b-Y: 1 + 9 = 10
    #   b     1  9     a-Y b-X: 2 + 1 = 3  <- best
    found = solve(single([4, 4], [4, 4], [[1, 2], [1, 9]], [100, 100]).problem())
    assert pairs(found) == [(0, 1), (1, 0)]
    assert (found.cost, found.bound, found.gap, found.flow) == (3.0, 3.0, 0.0, True)


def test_who_counts_less_stays_without() -> None:
    # X has room for one of a (300 to leave), b (100), c (200): a stays with X, b and c without: 1 + 100 + 200
    found = solve(single([8, 8, 8], [15], [[1], [1], [1]], [300, 100, 200]).problem())
    assert pairs(found) == [(0, 0)]
    assert found.cost == 301.0


def test_hours_that_differ_fill_like_a_rucksack() -> None:
    # X has 24 hours. a takes 24 and costs 300 to leave, b and c take 12 each and cost 160: b and c together
    # save 320, a only 300. By cost for an hour (12.5 against 13.3) as well; with d (8 hours, 150) it is b + d
    # or c + d = 20 hours: 310, so b and c stay best: 1 + 1 + 300 + 150
    case = single([24, 12, 12, 8], [24], [[1], [1], [1], [1]], [300, 160, 160, 150])
    found = solve(case.problem())
    assert pairs(found) == [(1, 0), (2, 0)]
    assert (found.cost, found.gap, found.flow) == (452.0, 0.0, False)


def test_a_part_of_an_hour_too_few_is_too_few() -> None:
    assert pairs(solve(single([8], [7.999], [[1]], [100]).problem())) == []
    assert pairs(solve(single([8], [8], [[1]], [100]).problem())) == [(0, 0)]


def test_nobody_at_all_is_an_answer() -> None:
    found = solve(single([8, 4], [100], [[inf], [inf]], [100, 50]).problem())
    assert pairs(found) == [] and found.cost == 150.0


def test_nothing_to_do_without_hours_costs_no_hours() -> None:
    # both need no hours of their carer (an agreement of somebody else covers them): X without hours takes
    # both
    found = solve(single([0, 0], [0], [[1], [2]], [100, 100]).problem())
    assert pairs(found) == [(0, 0), (1, 0)] and found.cost == 3.0


def overloaded(**more: object) -> Case:
    """X has 8 hours and cares for a and b today, 8 hours each; Y has 20 and nobody."""
    case = single([8, 8], [8, 20], [[0, 25], [0, 26]], [inf, inf])
    case.today = [[0], [0]]
    return case


def test_an_overload_is_carried_off_by_who_goes_most_easily() -> None:
    # both with X: 8 hours too many, 800. One to Y: a for 25, b for 26 -> a
    found = solve(overloaded().problem())
    assert pairs(found) == [(0, 1), (1, 0)] and found.cost == 25.0


def test_an_overload_that_nobody_can_carry_off_stays() -> None:
    case = overloaded()
    case.costs = [[0, inf], [0, inf]]
    found = solve(case.problem())
    assert pairs(found) == [(0, 0), (1, 0)] and found.cost == 8 * OVERLOAD


def test_the_hours_of_an_overload_are_counted_exactly() -> None:
    # X has 10 hours and carries 16: 6 are too many, not 8
    case = overloaded()
    case.capacity, case.costs = [10, 20], [[0, 650], [0, 650]]
    assert solve(case.problem()).cost == 6 * OVERLOAD


def two_carers(senior: list[bool], price: float, today: list[int]) -> Case:
    """One person who should have two carers, at 10 hours in all; one alone costs 40 more."""
    nobody = inf if today else 300.0
    ways = [(1, 40.0, nan), (2, 0.0, price)]
    return Case([10], [5, 5, 10], [[1, 2, 4]], [ways], [nobody], [today], [senior])


def test_two_carers_share_the_hours_that_neither_has_alone() -> None:
    found = solve(two_carers([True, True, True], nan, []).problem())
    assert pairs(found) == [(0, 0), (0, 1)] and found.cost == 3.0


def test_one_of_two_must_be_senior_enough() -> None:
    # Z (4) is the only one who is senior enough: X and Z, 1 + 4
    found = solve(two_carers([False, False, True], inf, []).problem())
    assert pairs(found) == [(0, 0), (0, 2)] and found.cost == 5.0


def test_two_of_today_go_on_at_a_price_where_nobody_is_senior_enough() -> None:
    found = solve(two_carers([False, False, False], 30.0, [0, 1]).problem())
    assert pairs(found) == [(0, 0), (0, 1)] and found.cost == 33.0


@settings(max_examples=200, deadline=None)
@given(cases())
def test_no_solution_of_a_small_problem_is_better(case: Case) -> None:
    found = solve(case.problem())
    assert found.cost == pytest.approx(case.least())
    assert found.gap == 0.0
    assert recounted(case, found) == pytest.approx(found.cost)


@settings(max_examples=200, deadline=None)
@given(cases(equal=True))
def test_equal_hours_are_solved_as_a_flow(case: Case) -> None:
    found = solve(case.problem())
    assert found.flow
    assert found.cost == pytest.approx(case.least()) == pytest.approx(recounted(case, found))


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 3))
def test_the_simple_way_is_possible_and_counts_its_cost_right(case: Case, first: int) -> None:
    problem = case.problem()
    way = np.array([min(first, len(problem.way_person) - 1)])
    found = improved(problem, Arcs(way, np.zeros(1, dtype=np.int64), np.zeros(1)), np.ones(1))
    assert recounted(case, found) == pytest.approx(found.cost)
    assert found.cost >= case.least() - 1e-9


@settings(max_examples=50, deadline=None)
@given(cases())
def test_the_same_problem_has_the_same_answer(case: Case) -> None:
    assert pairs(solve(case.problem())) == pairs(solve(case.problem()))
