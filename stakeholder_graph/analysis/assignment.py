"""The best distribution of care: who of ours should care for whom, and for whom nobody can be found."""

from __future__ import annotations

from dataclasses import dataclass

from stakeholder_graph.analysis.assignment_needs import Needed, Pair, Scope
from stakeholder_graph.analysis.assignment_places import Place, Staffing, deputies_problem
from stakeholder_graph.analysis.assignment_problem import Solution
from stakeholder_graph.analysis.assignment_solver import SECONDS, solve
from stakeholder_graph.analysis.assignment_telling import Step, Telling, Unstaffed
from stakeholder_graph.analysis.situation import Situation


@dataclass(frozen=True)
class Distribution:
    """What is to change, what could not be staffed, and how good that is.

    `ended`: pairs of ours and theirs whose care ends, with the duty in which it does. `kept`: how many people
    keep whom they have. `carers`, `deputies`: the solutions in numbers; None where nothing was to be solved.
    """

    scope: Scope
    needed: tuple[Needed, ...]
    steps: tuple[Step, ...]
    ended: tuple[tuple[Pair, str], ...]
    unstaffed: tuple[Unstaffed, ...]
    kept: int
    carers: Solution | None
    deputies: Solution | None

    @property
    def gap(self) -> float:
        """By what share the cost may be above the least possible; 0: it is proved that none is better."""
        return max((part.gap for part in (self.carers, self.deputies) if part is not None), default=0.0)


def distribute(situation: Situation, scope: Scope | None = None, *, seconds: float = SECONDS) -> Distribution:
    """Who of ours should care for whom, so that everybody who needs care has it as well as can be.

    First carers, then deputies. Nobody is given more hours than are free, and nobody who is not senior enough
    where that is asked; who cares today stays unless level, hours or leaving speak against it; whoever
    carries
    too much already is given nobody new. An agreement about contacts stays with who made it. For whom nobody
    can be found is listed with the reason, so that there always is an answer. Equal input gives the same,
    unless `seconds` ran out. Costs by the policy's [assign]; method and cost: `solve`.
    """
    staffing = Staffing(situation, scope or Scope())
    found = solve(staffing.carers_problem(), seconds=seconds) if staffing.open and staffing.own else None
    carers = _carers(staffing, found)
    wanting = [at for at, place in enumerate(staffing.places) if _wants_deputy(staffing, place, carers[at])]
    beside = {at: carers[at] | _ending(staffing, staffing.needed[at].person) for at in wanting}
    standing = None
    if wanting and staffing.own:
        standing = solve(deputies_problem(staffing, wanting, beside), seconds=seconds)
    told = Telling(staffing, carers, wanting, standing).tell()
    return Distribution(
        staffing.scope, tuple(staffing.needed), tuple(told.steps), tuple(told.ended), tuple(told.unstaffed),
        told.kept, found, standing,
    )  # fmt: skip


def _carers(staffing: Staffing, found: Solution | None) -> list[set[int]]:
    """Who cares for each person afterwards, those whom the plan leaves alone included; by position."""
    carers = [
        {own for own in place.fixed if staffing.today.duty[own, place.needed.person] == "carer"}
        | (set(place.today) if place.wanted == 0 else set())
        for place in staffing.places
    ]
    if found is not None:
        for person, own in zip(found.person, found.own, strict=True):
            carers[staffing.open[person]].add(staffing.own[own])
    return carers


def _ending(staffing: Staffing, person: int) -> set[int]:
    """Who cares today and will not for long: they are not made deputies."""
    return {own for own in staffing.today.carers.get(person, ()) if not staffing.keeps(own, person)}


def _wants_deputy(staffing: Staffing, place: Place, carers: set[int]) -> bool:
    person = place.needed.person
    deputies = {own for own in staffing.today.deputies.get(person, ()) if staffing.keeps(own, person)}
    # whoever has no carer needs one first: nobody stands in for nobody
    cared = bool(carers | set(staffing.today.carers.get(person, ())))
    return place.needed.deputy and cared and not deputies - carers
