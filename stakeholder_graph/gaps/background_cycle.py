"""What explanations of the cycle look things up in: reports, actions, measures, objections, ends of care."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.actions import action_people, invited, report_actions
from stakeholder_graph.analysis.objections import contacts_after_objection
from stakeholder_graph.analysis.succession import find_ends
from stakeholder_graph.gaps.background import Background, Row, grouped
from stakeholder_graph.gaps.checks_risks import competitor_ties, personal_contacts


class CycleBackground(Background):
    """The look-ups of all gaps, and those of the cycle of care."""

    @cached_property
    def rivals(self) -> dict[int, list[Row]]:
        """To which competitors the people concerned are tied, the closest tie first."""
        ties = competitor_ties(self.snapshot).filter(pl.col("person").is_in(self.people))
        return grouped(ties.sort("weight", "tie", descending=[True, False], nulls_last=True), "person")

    @cached_property
    def stances(self) -> dict[str, int]:
        """How somebody stands to us in a role, by the role's relationship."""
        ties = self.snapshot.tie("PLAYS_ROLE").select("id", "stance").drop_nulls()
        return dict(ties.iter_rows())

    @cached_property
    def allies(self) -> dict[int, list[int]]:
        """Who is for us at the accounts concerned, the warmest first; nobody who objects to contact."""
        roles = self.situation.roles.filter(pl.col("account").is_in(self.accounts))
        stances = self.snapshot.tie("PLAYS_ROLE").select("stance", tie="id").filter(pl.col("stance") > 0)
        warm = roles.join(stances, on="tie").join(self.situation.objectors, on="person", how="anti")
        rows = warm.group_by("account", "person").agg(pl.col("stance").max())
        found = grouped(rows.sort("stance", "person", descending=[True, False]), "account")
        return {account: [row["person"] for row in here] for account, here in found.items()}

    @cached_property
    def heard_by(self) -> dict[int, list[int]]:
        """Who influences the people concerned; nobody who objects to contact."""
        ties = self.snapshot.tie("INFLUENCES").select("weight", person="start", target="end")
        ties = ties.filter(pl.col("target").is_in(self.people))
        ties = ties.join(self.situation.objectors, on="person", how="anti")
        rows = ties.sort("weight", "person", descending=[True, False], nulls_last=True)
        found = grouped(rows.unique(["person", "target"], keep="first", maintain_order=True), "target")
        return {target: [row["person"] for row in here] for target, here in found.items()}

    @cached_property
    def objected(self) -> set[int]:
        return set(self.situation.objectors["person"])

    def record(self, label: str, number: int) -> Row:
        """One report, action, measure or person with all its properties."""
        kinds: dict[str, dict[int, Row]] = self.__dict__.setdefault("_records", {})
        if label not in kinds:
            kinds[label] = {row["number"]: row for row in self.snapshot.kinds[label].iter_rows(named=True)}
        return kinds[label][number]

    def _ends(self, kind: str, of: str, give: str) -> dict[int, list[int]]:
        """What such relationships lead to (or from), by name."""
        names = self.snapshot.nodes.select("name", "id", number="number")
        rows = self.snapshot.tie(kind, "all").select("start", "end").unique()
        rows = rows.join(names, left_on=give, right_on="number", how="left", coalesce=False)
        found = grouped(rows.sort("name", "id"), of)
        return {one: [row[give] for row in here] for one, here in found.items()}

    @cached_property
    def authors(self) -> dict[int, list[int]]:
        return self._ends("WROTE", "end", "start")

    @cached_property
    def subjects(self) -> dict[int, list[int]]:
        """The people and measures that a report is about."""
        return self._ends("ABOUT", "start", "end")

    @cached_property
    def responsible(self) -> dict[int, list[int]]:
        return self._ends("RESPONSIBLE_FOR", "end", "start")

    @cached_property
    def hosts(self) -> dict[int, list[int]]:
        return self._ends("HOSTS", "end", "start")

    @cached_property
    def actions_of(self) -> dict[int, list[int]]:
        """The actions that a report led to."""
        rows = report_actions(self.snapshot).sort("report", "action")
        return {one: [row["action"] for row in here] for one, here in grouped(rows, "report").items()}

    @cached_property
    def reports_of(self) -> dict[int, list[int]]:
        """The reports that led to an action."""
        rows = report_actions(self.snapshot).sort("action", "report")
        return {one: [row["report"] for row in here] for one, here in grouped(rows, "action").items()}

    @cached_property
    def actions_about(self) -> dict[int, list[int]]:
        """All actions about the people concerned, whatever has become of them."""
        there = self.snapshot.kind("Action").select(action="number")
        rows = action_people(self.snapshot).filter(pl.col("person").is_in(self.people))
        found = grouped(rows.join(there, on="action", how="semi").sort("person", "action"), "person")
        return {person: [row["action"] for row in here] for person, here in found.items()}

    @cached_property
    def invitations(self) -> dict[tuple[int, int], Row]:
        """By measure and person: tie, answer, origin."""
        ties = self.snapshot.tie("INVITED_TO", "all").select(
            "answer", measure="end", person="start", tie="id", origin="source"
        )
        rows = ties.filter(pl.col("person").is_in(self.people))
        return {(row["measure"], row["person"]): row for row in rows.iter_rows(named=True)}

    @cached_property
    def invited_to(self) -> dict[int, list[int]]:
        """The measures of any day to which the people concerned were invited and did not decline."""
        rows = invited(self.snapshot).filter(pl.col("person").is_in(self.people)).sort("person", "measure")
        return {one: [row["measure"] for row in here] for one, here in grouped(rows, "person").items()}

    def _with_origin(self, met: pl.DataFrame) -> pl.DataFrame:
        kinds = (self.snapshot.kinds[kind].select("number", "source") for kind in ("Interaction", "Measure"))
        origin = pl.concat(kinds).rename({"number": "record", "source": "origin"})
        return met.join(origin, on="record", how="left").sort("date", "record", "own", "person")

    @cached_property
    def approaches(self) -> dict[int, list[Row]]:
        """What ours did after an objection, by person: own, date, channel, record, origin."""
        return grouped(self._with_origin(contacts_after_objection(self.situation)), "person")

    @cached_property
    def ends(self) -> dict[int, list[Row]]:
        """When the care of the people concerned ends: own, ends_on, why, tie, origin."""
        rows = find_ends(self.situation).filter(pl.col("person").is_in(self.people))
        return grouped(rows.sort("ends_on", "own"), "person")

    @cached_property
    def met_in_person(self) -> dict[int, list[Row]]:
        """Visits, meetings and events with deciders in two years, by account."""
        rows = personal_contacts(self.situation).filter(pl.col("account").is_in(self.accounts))
        return grouped(self._with_origin(rows), "account")

    def last_job(self, own: int) -> Row | None:
        """The job with us that ends last, of one of ours."""
        companies = self.snapshot.kind("Company").filter(pl.col("party") == "own")["number"]
        here = (pl.col("person") == own) & pl.col("employer").is_in(companies.implode())
        rows = self.situation.jobs.filter(here & (pl.col("state") == "valid")).sort("valid_to")
        return rows.row(-1, named=True) if rows.height else None

    def named_all(self, numbers: list[int]) -> list[dict[str, Any]]:
        return [{"id": self.id(number), "name": self.name(number)} for number in numbers]
