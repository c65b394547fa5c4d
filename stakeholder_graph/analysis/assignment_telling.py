"""From numbers back to people: what changes and why, what ends, and what could not be staffed for which
reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from stakeholder_graph.analysis.assignment_needs import Needed, Pair
from stakeholder_graph.analysis.assignment_places import Place, Staffing
from stakeholder_graph.analysis.assignment_problem import Numbers, Solution
from stakeholder_graph.analysis.workload import ALMOST

KNOWN = 0.1  # a relationship from this strength on is worth telling


@dataclass(frozen=True)
class Step:
    """One change: `own` becomes carer or deputy (`duty`) of somebody, instead of `former` (those end).

    `hours` a year for it; `agreed`: a number of contacts that goes over with it. `why`: what made it
    necessary, `about` whom of ours; `because`: what speaks for this one.
    """

    needed: Needed
    own: int
    duty: str
    former: tuple[int, ...]
    hours: float
    agreed: int | None
    why: str
    about: tuple[int, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class Unstaffed:
    """A place for which nobody was found: `reason` says why, `level` for which somebody must be senior enough
    (None: anybody is), `hours` how many it takes; `stays`: who cares for now, too few or not senior
    enough.
    """

    needed: Needed
    duty: str
    reason: str
    level: int | None
    hours: float
    stays: tuple[int, ...] = ()


@dataclass
class Telling:
    """Both solutions in terms of people; `carers`: who cares for each person afterwards, by position."""

    staffing: Staffing
    carers: Sequence[set[int]]
    open_deputies: Sequence[int]
    standing: Solution | None
    steps: list[Step] = field(default_factory=list)
    ended: list[tuple[Pair, str]] = field(default_factory=list)
    unstaffed: list[Unstaffed] = field(default_factory=list)
    kept: int = 0

    def tell(self) -> Telling:
        """Work out all lists, in the order of people."""
        deputies: dict[int, int] = {}
        if self.standing is not None:
            for at, own in zip(self.standing.person, self.standing.own, strict=True):
                deputies[self.open_deputies[at]] = self.staffing.own[own]
        wanting = set(self.open_deputies)
        for position, place in enumerate(self.staffing.places):
            before = len(self.steps)
            self._carers(position, place)
            if position in deputies:
                self._deputy(position, place, deputies[position])
            elif position in wanting:
                self._unfilled(position, place, "deputy", ())
            self.kept += len(self.steps) == before and bool(self.carers[position])
        return self

    def _carers(self, position: int, place: Place) -> None:
        person, today = place.needed.person, self.staffing.today
        chosen = self.carers[position] - set(place.fixed)
        new, gone = sorted(chosen - set(place.today)), sorted(set(place.today) - chosen)
        if place.wanted == 0:
            gone = []
        why, about = self._why(position, place, gone)
        agreed = None if place.fixed else place.needed.agreed
        for own in new:
            hours = place.hours / len(chosen)
            because = self._because(position, place, own)
            self.steps.append(
                Step(place.needed, own, "carer", tuple(gone), hours, agreed, why, about, because)
            )
        self.ended += [((own, person), "carer") for own in gone]
        self.ended += [((own, person), "deputy") for own in new if today.duty.get((own, person)) == "deputy"]
        self.ended += [
            ((own, person), duty)
            for own, duty in self._assigned(person) if not self.staffing.may(own, person)
        ]  # fmt: skip
        senior = self.staffing.costs.senior(np.array([position]))[0]
        unmet = place.senior and not any(senior[self.staffing.own_at[own]] for own in chosen)
        if place.wanted and (len(chosen) < place.wanted or unmet):
            self._unfilled(position, place, "carer", tuple(sorted(chosen)), senior=unmet)

    def _assigned(self, person: int) -> list[tuple[int, str]]:
        today = self.staffing.today
        found = [(own, "carer") for own in today.carers.get(person, ())]
        return found + [(own, "deputy") for own in today.deputies.get(person, ())]

    def _why_gone(self, position: int, place: Place, gone: Sequence[int]) -> tuple[str, tuple[int, ...]]:
        staffing = self.staffing
        senior = staffing.costs.senior(np.array([position]))[0]
        junior = [own for own in gone if not senior[staffing.own_at[own]]]
        if place.senior and junior:
            return "too_junior", tuple(junior)
        burdened = staffing.hours_left[2]
        busy = [own for own in gone if burdened[staffing.own_at[own]]]
        return ("overloaded", tuple(busy)) if busy else ("needed_elsewhere", tuple(gone))

    def _why(self, position: int, place: Place, gone: Sequence[int]) -> tuple[str, tuple[int, ...]]:
        """What makes a change of carers necessary, and about whom of ours."""
        person, staffing = place.needed.person, self.staffing
        if gone:
            return self._why_gone(position, place, gone)
        carers = staffing.today.carers.get(person, [])
        out = tuple(own for own in carers if not staffing.may(own, person))
        if out:
            return "excluded", out
        ending = tuple(own for own in carers if not staffing.keeps(own, person))
        if ending and not place.today and not place.fixed:
            return "leaving", ending
        if place.today or place.fixed:
            return ("senior_joins" if place.senior else "second"), tuple(carers)
        former = self._former.get(person, ())
        if former:
            return "lost", former
        seen = tuple(sorted(own for own, other in staffing.today.observed if other == person))
        return ("observed", seen) if seen else ("nobody", ())

    @cached_property
    def _former(self) -> dict[int, tuple[int, ...]]:
        rows = self.staffing.situation.former.sort("until", "own", descending=[True, False], nulls_last=False)
        found: dict[int, dict[int, None]] = {}
        for own, person in rows.select("own", "person").iter_rows():
            found.setdefault(person, {})[own] = None
        return {person: tuple(own) for person, own in found.items()}

    def _because(self, position: int, place: Place, own: int, duty_wanted: str = "carer") -> tuple[str, ...]:
        """What speaks for one of ours, the weightiest first."""
        staffing, person, costs = self.staffing, place.needed.person, self.staffing.costs
        at = staffing.own_at[own]
        duty = staffing.today.duty.get((own, person))
        reasons = []
        if duty is not None:
            reasons.append(f"was_{duty}")
        elif (own, person) in staffing.today.observed:
            reasons.append("observed")
        elif costs.strength[position, at] >= KNOWN:
            reasons.append("knows")
        if costs.at_home[position, at]:
            reasons.append("at_home")
        if costs.own_level[at] and costs.own_level[at] == place.needed.level:
            reasons.append("same_level")
        elif place.senior and costs.senior(np.array([position]))[0, at]:
            reasons.append("senior")
        return tuple(reasons) or ("has_hours" if duty_wanted == "carer" else "has_room",)

    def _deputy(self, position: int, place: Place, own: int) -> None:
        because = self._because(position, place, own, "deputy")
        self.steps.append(Step(place.needed, own, "deputy", (), 0.0, None, "no_deputy", (), because))

    @cached_property
    def free(self) -> Numbers:
        """Hours of each of ours that are left afterwards."""
        left = self.staffing.hours_left[0].copy()
        for position in self.staffing.open:
            place = self.staffing.places[position]
            chosen = self.carers[position] - set(place.fixed)
            for own in chosen:
                left[self.staffing.own_at[own]] -= place.hours / len(chosen)
        return left

    def _unfilled(
        self, position: int, place: Place, duty: str, stays: tuple[int, ...], *, senior: bool = False
    ) -> None:
        """List a place for which nobody was found, with the first reason that holds; `senior`: somebody
        senior enough is missing.
        """
        staffing, needed = self.staffing, place.needed
        hours = place.hours / max(place.wanted, 1) if duty == "carer" else 0.0
        level = needed.senior_for if senior else None
        able = staffing.available.copy()
        able[staffing.excluded(position)] = False
        if not able.any():
            self.unstaffed.append(Unstaffed(needed, duty, "nobody", None, hours, stays))
            return
        reason = "no_hours"
        if level is not None:
            senior_enough = staffing.costs.senior(np.array([position]))[0]
            able &= senior_enough
            if not able.any():
                reason = "senior_excluded" if (staffing.available & senior_enough).any() else "no_senior"
        able[[staffing.own_at[own] for own in self.carers[position] | set(place.fixed)]] = False
        if reason == "no_hours" and not able.any():
            reason = "nobody_else"
        elif reason == "no_hours" and duty == "deputy":
            reason = "deputies_full"
        elif reason == "no_hours" and (able & ~staffing.hours_left[2] & (self.free >= hours - ALMOST)).any():
            reason = "too_dear"
        self.unstaffed.append(Unstaffed(needed, duty, reason, level, hours, stays))
