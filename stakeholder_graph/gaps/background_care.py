"""What explanations of care that is there look things up in: hours, contacts of a year, reports, profiles."""

from __future__ import annotations

from functools import cached_property

import polars as pl

from stakeholder_graph.analysis.contacts import channel_place
from stakeholder_graph.analysis.main_accounts import main_accounts
from stakeholder_graph.analysis.workload import care_shares, workload
from stakeholder_graph.analysis.yearly import in_a_year
from stakeholder_graph.gaps.background import Row, grouped
from stakeholder_graph.gaps.background_cycle import CycleBackground
from stakeholder_graph.gaps.checks_care import reports_about


class CareBackground(CycleBackground):
    """All look-ups: those of every gap, of the cycle, and of care that is there."""

    def _origins(self, *kinds: str) -> pl.DataFrame:
        """Where each record of these kinds comes from: record, origin."""
        tables = (self.snapshot.kinds[kind].select(record="number", origin="source") for kind in kinds)
        return pl.concat(tables)

    @cached_property
    def year(self) -> dict[int, list[Row]]:
        """The contacts of a person in the last 365 days, one a day: date, channel, record, origin, own.

        Of several on a day the weightiest, then the one with the smallest id, whoever of ours took part.
        """
        rows = in_a_year(self.situation).filter(pl.col("person").is_in(self.people))
        ids = self.snapshot.nodes.select("id", record="number")
        ranked = rows.with_columns(place=channel_place(self.policy)).join(ids, on="record")
        first = ranked.sort("person", "date", "place", "id", "own").group_by(
            "person", "date", maintain_order=True
        )
        days = first.agg(pl.col("channel", "record", "own").first())
        origins = self._origins("Interaction", "Measure")
        return grouped(days.join(origins, on="record", how="left", maintain_order="left"), "person")

    @cached_property
    def year_of(self) -> dict[int, list[Row]]:
        """Who of ours had how many of a person's contacts in the last 365 days: own, count; most first."""
        rows = in_a_year(self.situation).filter(pl.col("person").is_in(self.people))
        summed = rows.group_by("person", "own").agg(count=pl.len())
        return grouped(summed.sort("count", "own", descending=[True, False]), "person")

    @cached_property
    def shares(self) -> dict[int, list[Row]]:
        """The care that each of ours carries, most hours first: person, contacts, hours, agreed, tie …"""
        ties = self.situation.all_care.select("own", "person", "tie", "since")
        rows = care_shares(self.situation).filter(pl.col("hours") > 0).join(ties, on=["own", "person"])
        rows = rows.join(self._origin("CARES_FOR"), on="tie", how="left")
        return grouped(rows.sort("hours", "person", descending=[True, False]), "own")

    @cached_property
    def free(self) -> dict[int, float]:
        """The hours for care that each of ours has left."""
        return dict(workload(self.situation).select("own", "free").iter_rows())

    @cached_property
    def owners(self) -> dict[int, Row]:
        """The records of our own people: capacity_hours, source."""
        rows = self.snapshot.kinds["Person"].select("number", "capacity_hours", "source")
        rows = rows.join(self.situation.own.select(number="person"), on="number", how="semi")
        return {row["number"]: row for row in rows.iter_rows(named=True)}

    @cached_property
    def needs_of(self) -> dict[int, list[Row]]:
        """What a person is owed, by person."""
        return grouped(self.situation.needs.filter(pl.col("person").is_in(self.people)), "person")

    @cached_property
    def main_account(self) -> dict[int, int]:
        people = pl.DataFrame({"person": self.people.explode()})
        return dict(main_accounts(self.situation, people).iter_rows())

    @cached_property
    def ties(self) -> dict[str, Row]:
        """Assignments by their id: valid_from, origin."""
        rows = self.snapshot.ties["CARES_FOR"].select("id", "valid_from", origin="source")
        return {row["id"]: row for row in rows.iter_rows(named=True)}

    @cached_property
    def reports(self) -> dict[int, list[Row]]:
        """Reports about a person or a measure, the newest first: report, date, origin."""
        origins = self._origins("Report").rename({"record": "report"})
        rows = reports_about(self.situation).join(origins, on="report")
        return grouped(rows.sort("date", "report", descending=[True, False]), "about")

    @cached_property
    def own_hosts(self) -> dict[int, list[int]]:
        """Who of ours hosted a measure and is still with us."""
        rows = self.snapshot.tie("HOSTS", "all").join(
            self.situation.own.select(start="person"), on="start", how="semi"
        )
        by_measure = grouped(rows.sort("start"), "end")
        return {measure: [row["start"] for row in some] for measure, some in by_measure.items()}

    @cached_property
    def measures(self) -> dict[int, Row]:
        rows = self.snapshot.kinds["Measure"].select("number", "date", "source")
        return {row["number"]: row for row in rows.iter_rows(named=True)}

    @cached_property
    def observers(self) -> dict[int, list[Row]]:
        """Whose contacts with a person are care, asked or not: own, recent, last_contact."""
        rows = self.situation.all_care.filter(pl.col("observed") & pl.col("person").is_in(self.people))
        return grouped(rows.sort("recent", "own", descending=[True, False]), "person")
