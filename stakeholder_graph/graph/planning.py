"""Plans: who should care for whom, and what a plan would bring."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_graph.graph.base import OpenedGraph
from stakeholder_graph.model.records import Records

if TYPE_CHECKING:
    from stakeholder_graph.analysis.situation import Situation
    from stakeholder_graph.gaps.assigned import Assignment
    from stakeholder_graph.gaps.find import Gaps
    from stakeholder_graph.gaps.simulation import Simulation


class Planning(OpenedGraph):
    """Distributing care, and looking at a plan before it is carried out. Neither writes to the database."""

    def assign(
        self, *, account: str | None = None, tier: str | None = None, never: Sequence[tuple[str, str]] = (),
        seconds: float | None = None,
    ) -> Assignment:  # fmt: skip
        """Who of ours should best care for whom, with reasons, and for whom nobody can be found.

        For one account, one tier, or all. `never`: pairs (ours, theirs) that are out of the question, by id,
        name or part of it. `seconds`: how long a better distribution is looked for where hours differ. See
        `analysis.assignment.distribute` for rules and method; `write_plan` writes the plan. UnknownName for
        an account, tier or person that is not there.
        """
        from stakeholder_graph.analysis.assignment import distribute
        from stakeholder_graph.analysis.assignment_needs import Scope
        from stakeholder_graph.analysis.assignment_plan import plan_records
        from stakeholder_graph.analysis.assignment_solver import SECONDS
        from stakeholder_graph.analysis.names import find_account, find_person
        from stakeholder_graph.exchange.merging import merge
        from stakeholder_graph.exchange.reading import Reading
        from stakeholder_graph.gaps.assigned import Assignment
        from stakeholder_graph.gaps.choosing import check_tier
        from stakeholder_graph.gaps.simulation import Simulation

        here = self.situation
        if tier is not None:
            check_tier(tier)
        where = None if account is None else find_account(here, account)
        pairs = frozenset((find_person(here, own), find_person(here, other)) for own, other in never)
        found = distribute(here, Scope(where, tier, pairs), seconds=SECONDS if seconds is None else seconds)
        plan = plan_records(here, found)
        merged = merge(self.records, Reading(plan, [], [], prevails=True), "canonical", {}, self.as_of)
        return Assignment(here, found, plan, Simulation((here, self.found), self._seen(merged.everything)))

    def write_plan(self, assignment: Assignment, target: Path) -> list[Path]:
        """Write an assignment's plan to .csv, .xlsx or a folder, for `simulate` and `import`."""
        from stakeholder_graph.exchange.plans import write_plan

        return write_plan(assignment.plan, self.records, target)

    def simulate(self, *plan: Path) -> Simulation:
        """What a plan would bring: gaps that it closes and opens, hours and cost before and after.

        `plan`: files or folders of our own tables, read exactly as `import_files` does, and not written.
        Raises ImportRefused, naming place and next step, for faults in them and for what cannot be: care by
        somebody who is none of ours, or of somebody who objects to contact.
        """
        from stakeholder_graph.analysis.plan_faults import refuse_impossible
        from stakeholder_graph.exchange.importing import Options
        from stakeholder_graph.exchange.plans import read_plan
        from stakeholder_graph.gaps.simulation import Simulation

        rules = self.policy.get("own")
        options = Options(self.as_of, own=rules["company"] or None, own_domains=tuple(rules["domains"]))
        changed, everything = read_plan(self.records, plan, options)
        after = self._seen(everything)
        refuse_impossible(after[0], changed, ", ".join(str(part) for part in plan))
        return Simulation((self.situation, self.found), after, sum(changed.counts().values()))

    def _seen(self, records: Records) -> tuple[Situation, Gaps]:
        """Other records on the same day under the same policy."""
        from stakeholder_graph.analysis.situation import Situation
        from stakeholder_graph.gaps.find import find_gaps
        from stakeholder_graph.snapshot import take_snapshot

        snapshot = take_snapshot(records, self.as_of, self.store.title_readings())
        situation = Situation(snapshot, self.policy, group=self.group)
        return situation, find_gaps(situation)
