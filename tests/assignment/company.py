"""A network as a company: its records, its situation, its best distribution of care and what that brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import networkx as nx

from stakeholder_graph.analysis.assignment import Distribution, distribute
from stakeholder_graph.analysis.assignment_needs import Scope
from stakeholder_graph.analysis.assignment_plan import plan_records
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.exchange.merging import merge
from stakeholder_graph.exchange.plans import read_plan, write_plan
from stakeholder_graph.exchange.reading import Reading
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.simulation import Simulation
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.network import records_of
from stakeholder_graph.snapshot import take_snapshot


@dataclass
class Company:
    """Records on a day under a policy."""

    records: Records
    as_of: date
    policy: dict[str, Any]
    scope: Scope = field(default_factory=Scope)

    @classmethod
    def of(cls, network: nx.MultiDiGraph[str], as_of: date, policy: dict[str, Any]) -> Company:
        return cls(records_of(network), as_of, policy)

    def seen(self, records: Records) -> Situation:
        return Situation(take_snapshot(records, self.as_of), Policy(self.policy))

    @cached_property
    def before(self) -> Situation:
        return self.seen(self.records)

    @cached_property
    def found(self) -> Distribution:
        return distribute(self.before, self.scope)

    @cached_property
    def plan(self) -> Records:
        return plan_records(self.before, self.found)

    @cached_property
    def planned(self) -> Records:
        """Everything with the plan, put in without any file."""
        reading = Reading(self.plan, [], [], prevails=True)
        return merge(self.records, reading, "canonical", {}, self.as_of).everything

    @cached_property
    def after(self) -> Situation:
        return self.seen(self.planned)

    def simulation(self, records: Records) -> Simulation:
        after = self.seen(records)
        return Simulation((self.before, find_gaps(self.before)), (after, find_gaps(after)))

    def read(self, file: Path, records: Records | None = None) -> tuple[Records, Records]:
        """What the plan file changes, and everything with it."""
        return read_plan(self.records if records is None else records, [file], Options(self.as_of))

    def write(self, file: Path) -> Path:
        write_plan(self.plan, self.records, file)
        return file

    def id(self, number: int) -> str:
        return self.before.snapshot.id(number)

    def steps(self) -> list[tuple[str, str, str]]:
        """Who of ours takes on whom in which duty, by ids."""
        return [(self.id(step.own), self.id(step.needed.person), step.duty) for step in self.found.steps]

    def open(self) -> list[tuple[str, str, str, int | None, float]]:
        """What could not be staffed: person, duty, reason, level, hours."""
        return [
            (self.id(one.needed.person), one.duty, one.reason, one.level, one.hours)
            for one in self.found.unstaffed
        ]

    def ended(self) -> list[tuple[str, str, str]]:
        return [(self.id(own), self.id(person), duty) for (own, person), duty in self.found.ended]
