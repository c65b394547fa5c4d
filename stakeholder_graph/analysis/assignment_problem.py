"""What is to be distributed, in numbers: places to fill, what each way of filling costs, hours that are
free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int64]]
Yes = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Problem:
    """People who need somebody, and those of ours who can take them; all by position.

    A *way* is a person with a number of carers: most people have one way (one carer), somebody who needs two
    has the ways "one" and "two". `way_person`, `way_size`: whose way it is, with how many carers.
    `way_hours`:
    the hours that each of these carries. `way_cost`: what the way costs beside its carers (places that stay
    empty). `nobody`: what it costs to leave a person without anybody; infinite where somebody cares today.
    `way_senior`: what a way costs in which nobody is senior enough; not a number where that is not asked.

    `today_way`, `today_own`: the pairs of today, which are always possible.
    `costs(ways)` gives the cost of each of ours in these ways, one row a way, infinite where it cannot be;
    `senior(ways)` whether each of ours is senior enough. `capacity`: hours that are free; `over`: by how many
    more somebody is overloaded today and may remain so, at `overload` for each hour.
    """

    way_person: Places
    way_size: Places
    way_hours: Numbers
    way_cost: Numbers
    way_senior: Numbers
    nobody: Numbers
    capacity: Numbers
    over: Numbers
    overload: float
    today_way: Places
    today_own: Places
    costs: Callable[[Places], Numbers]
    senior: Callable[[Places], Yes]

    @property
    def people(self) -> int:
        return len(self.nobody)

    @property
    def own(self) -> int:
        return len(self.capacity)

    @cached_property
    def single(self) -> Yes:
        """Whether a way is the only one of its person and has one carer."""
        ways = np.bincount(self.way_person, minlength=self.people)
        return np.asarray((ways[self.way_person] == 1) & (self.way_size == 1))

    @cached_property
    def equal_hours(self) -> float | None:
        """The hours of every place, where all take the same and everybody has one; else None."""
        hours = np.unique(self.way_hours[self.way_hours > 0])
        if not self.single.all() or len(hours) > 1:
            return None
        return float(hours[0]) if len(hours) else 1.0

    @cached_property
    def unit(self) -> float | None:
        """The hours of which every place takes a whole number, as many as can be; None where there are none.

        Counted in these, numbers are whole, and what is free is whole too: less than one is no use.
        """
        hours = self.way_hours[self.way_hours > 0]
        for scale in (1, 2, 3, 6, 60):
            scaled = hours * scale
            if len(hours) and (np.abs(scaled - np.round(scaled)) < 1e-6).all():
                return float(np.gcd.reduce(np.round(scaled).astype(np.int64))) / scale
        return None


@dataclass(frozen=True)
class Solution:
    """Who takes whom: `person`, `own` (positions, one row a pair), `cost` and the `bound` that no solution
    is below; `flow`: solved as a flow, whose optimum is whole by itself; `arcs`: pairs in the last program.
    """

    person: Places
    own: Places
    cost: float
    bound: float
    flow: bool
    arcs: int

    @property
    def gap(self) -> float:
        """By what share the cost may be above the least possible; 0 where it is proved to be the least."""
        above = self.cost - self.bound
        return 0.0 if above <= 1e-6 * max(1.0, abs(self.cost)) else above / max(abs(self.cost), 1e-9)
