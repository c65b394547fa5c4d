"""A distribution of care with all that is told of it: changes, what could not be staffed, what it brings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stakeholder_graph.analysis.assignment import Distribution
from stakeholder_graph.analysis.assignment_needs import Needed
from stakeholder_graph.analysis.assignment_telling import Step, Unstaffed
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.finding import plain
from stakeholder_graph.gaps.simulation import Simulation
from stakeholder_graph.model.records import Records


@dataclass(frozen=True)
class Assignment:
    """The best distribution of care: `plan` holds it as records, `simulation` says what it would bring."""

    situation: Situation
    distribution: Distribution
    plan: Records
    simulation: Simulation

    @property
    def is_optimal(self) -> bool:
        """Whether it is proved that no distribution is better by the weights of the care policy."""
        return self.distribution.gap == 0.0

    def named(self, number: int | None) -> dict[str, Any] | None:
        """id and name of somebody in it."""
        snapshot = self.situation.snapshot
        return None if number is None else {"id": snapshot.id(number), "name": snapshot.name(number)}

    def _several(self, numbers: Iterable[int]) -> list[dict[str, Any] | None]:
        return [self.named(number) for number in numbers]

    def _whom(self, needed: Needed) -> dict[str, Any]:
        person = self.named(needed.person) or {}
        return {
            "person": {**person, "level": needed.level, "role": needed.role},
            "account": self.named(needed.account),
        }

    def step_dict(self, step: Step) -> dict[str, Any]:
        """One change: person, account, duty, from, to, hours, why, because."""
        return {
            **self._whom(step.needed), "duty": step.duty, "from": self._several(step.former),
            "to": self.named(step.own), "hours": plain(round(step.hours, 6)),
            "contacts_per_year": step.agreed,
            "why": {"reason": step.why, "about": self._several(step.about)}, "because": list(step.because),
        }  # fmt: skip

    def unstaffed_dict(self, place: Unstaffed) -> dict[str, Any]:
        """One place that stays open: person, account, duty, reason, level, hours, stays."""
        return {
            **self._whom(place.needed), "duty": place.duty, "reason": place.reason, "level": place.level,
            "hours": plain(round(place.hours, 6)), "stays": self._several(place.stays),
        }  # fmt: skip

    def as_dict(self, language: str = "en", *, by_carer: bool = False) -> dict[str, Any]:
        """The JSON shape of `assign --format json`.

        {"as_of", "people": n, "kept": n, "optimal": bool, "gap": share, "method": "flow" | "mixed integer" |
        null, "steps": [{"person", "account", "duty", "from": [..], "to", "hours", "contacts_per_year", "why":
        {"reason", "about"}, "because": [..]}], "ends": [{"own", "person", "duty"}], "unstaffed": [{"person",
        "account", "duty", "reason", "level", "hours", "stays": [..]}]} and all that `simulate` tells.
        """
        found = self.distribution
        method = None if found.carers is None else "flow" if found.carers.flow else "mixed integer"
        ends = [
            {"own": self.named(own), "person": self.named(person), "duty": duty}
            for (own, person), duty in found.ended
        ]
        return {
            "as_of": self.situation.as_of.isoformat(), "people": len(found.needed), "kept": found.kept,
            "optimal": self.is_optimal, "gap": found.gap, "method": method,
            "steps": [self.step_dict(step) for step in found.steps], "ends": ends,
            "unstaffed": [self.unstaffed_dict(place) for place in found.unstaffed],
            **self.simulation.as_dict(language, by_carer=by_carer),
        }  # fmt: skip
