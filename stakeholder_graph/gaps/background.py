"""What explanations look things up in: names, jobs, care and contacts of the people that gaps are about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.at_home import in_touch, staying
from stakeholder_graph.analysis.needs import RANK
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.workload import workload
from stakeholder_graph.gaps.finding import Named
from stakeholder_graph.gaps.ways_in import WaysIn

Row = dict[str, Any]


def grouped(table: pl.DataFrame, *keys: str) -> dict[Any, list[Row]]:
    """The rows of a table by one or several columns."""
    groups: dict[Any, list[Row]] = {}
    for row in table.iter_rows(named=True):
        key = row[keys[0]] if len(keys) == 1 else tuple(row[name] for name in keys)
        groups.setdefault(key, []).append(row)
    return groups


class Background:
    """Look-ups for a list of gaps, restricted to the people and accounts that these are about."""

    def __init__(self, situation: Situation, gaps: pl.DataFrame) -> None:
        self.situation = situation
        self.snapshot = situation.snapshot
        self.policy = situation.policy
        makers = gaps["makers"].explode().drop_nulls()
        self.concerned = gaps["person"]
        self.accounts = gaps["account"].drop_nulls().unique().implode()
        circle = situation.circle.filter(pl.col("account").is_in(self.accounts))["person"]
        self.people = (
            pl.concat([gaps["person"], gaps["reached"], makers, circle]).drop_nulls().unique().implode()
        )
        self.window = int(self.policy.get("observed.window_days"))

    def id(self, number: int) -> str:
        return self.snapshot.id(number)

    def name(self, number: int) -> str:
        return self.snapshot.name(number)

    def named(self, number: int | None, **more: Any) -> Named | None:
        return None if number is None else Named(self.id(number), self.name(number), more)

    def label(self, number: int) -> str:
        return str(self.snapshot.nodes["label"][number])

    @cached_property
    def care(self) -> dict[int, list[Row]]:
        """Care that counts, by person, carers before deputies."""
        rows = self.situation.care.filter(pl.col("person").is_in(self.people))
        rows = rows.join(self._origin("CARES_FOR"), on="tie", how="left")
        return grouped(rows.sort("duty", "own", nulls_last=True), "person")

    def _origin(self, *kinds: str) -> pl.DataFrame:
        """Where each relationship of these kinds comes from: tie, origin."""
        return pl.concat([self.snapshot.ties[kind].select(tie="id", origin="source") for kind in kinds])

    @cached_property
    def former(self) -> dict[int, list[Row]]:
        rows = self.situation.former.filter(pl.col("person").is_in(self.people))
        return grouped(rows.sort("until", descending=True, nulls_last=True), "person")

    @cached_property
    def roles(self) -> dict[tuple[int, int], list[Row]]:
        """Roles by account and person, a leaver's included."""
        played = pl.concat([self.situation.played, self.situation.roles.filter("presumed")])
        ties = self.snapshot.ties["PLAYS_ROLE"].select(
            tie="id", valid_from="valid_from", origin="source", recorded_at="recorded_at"
        )
        here = played.filter(pl.col("person").is_in(self.people)).join(
            ties, on="tie", how="left", maintain_order="left"
        )
        return grouped(here, "account", "person")

    @cached_property
    def jobs(self) -> dict[int, list[Row]]:
        """Jobs by person, valid ones first."""
        rows = self.situation.jobs.filter(pl.col("person").is_in(self.people))
        return grouped(rows.sort("state", "valid_to", descending=[True, True], nulls_last=True), "person")

    @cached_property
    def members(self) -> dict[int, set[int]]:
        here = self.situation.members.filter(pl.col("account").is_in(self.accounts))
        return {
            account: {row["company"] for row in rows} for account, rows in grouped(here, "account").items()
        }

    @cached_property
    def presumed_at(self) -> dict[int, list[Row]]:
        """Presumed roles by account."""
        return grouped(
            self.situation.roles.filter(pl.col("presumed") & pl.col("account").is_in(self.accounts)).sort(
                "person"
            ),
            "account",
        )

    @cached_property
    def needing_at(self) -> dict[int, list[int]]:
        """The people of an account who need care, the weightiest first."""
        rank = pl.col("role").replace_strict(RANK, default=9, return_dtype=pl.Int64)
        rows = self.situation.needs.filter(pl.col("account").is_in(self.accounts)).sort(
            rank, "level", "person"
        )
        return {
            account: [row["person"] for row in group] for account, group in grouped(rows, "account").items()
        }

    @cached_property
    def cared_at(self) -> dict[int, list[int]]:
        """The people of an account for whom somebody cares."""
        here = self.situation.circle.filter(pl.col("account").is_in(self.accounts))
        cared = here.join(self.situation.care.select("person").unique(), on="person").sort(
            "account", "person"
        )
        return {
            account: [row["person"] for row in rows] for account, rows in grouped(cared, "account").items()
        }

    @cached_property
    def tier_unknown(self) -> set[int]:
        """Accounts whose tier is only assumed, because no earnings value is known."""
        return set(self.situation.accounts.filter(pl.col("tier_source") == "value unknown")["account"])

    @cached_property
    def opportunities(self) -> dict[int, Row]:
        rows = self.snapshot.kinds["Opportunity"].filter(
            pl.col("number").is_in(self.situation.opportunities["opportunity"].implode())
        )
        return {row["number"]: row for row in rows.iter_rows(named=True)}

    @cached_property
    def contacts_recorded(self) -> bool:
        """Whether any contact is in the data at all: without one, none with somebody tells nothing."""
        return not self.snapshot.kind("Interaction").is_empty()

    @cached_property
    def levels_at(self) -> dict[int, list[int | None]]:
        """The levels of an account's own people, None where unknown."""
        rows = self.situation.employed.filter(pl.col("account").is_in(self.accounts))
        return {account: [row["level"] for row in here] for account, here in grouped(rows, "account").items()}

    @cached_property
    def known_at(self) -> dict[int, int]:
        """How many people of an account are known in any recorded role."""
        rows = self.situation.roles.filter(~pl.col("presumed") & pl.col("account").is_in(self.accounts))
        return dict(rows.group_by("account").agg(pl.col("person").n_unique()).iter_rows())

    @cached_property
    def thirds(self) -> dict[tuple[int, int], list[Row]]:
        rows = self.situation.third_parties.filter(pl.col("person").is_in(self.people))
        kinds = rows["kind"].unique().to_list()
        origin = self._origin(*kinds) if kinds else None
        rows = (
            rows.with_columns(origin=pl.lit(None, pl.String))
            if origin is None
            else rows.join(origin, on="tie", how="left", maintain_order="left")
        )
        return grouped(rows, "account", "person")

    @cached_property
    def recent(self) -> dict[int, list[Row]]:
        """Who of ours had how many contacts with a person in the policy's window: own, count, last."""
        since = pl.lit(self.situation.as_of - timedelta(days=self.window))
        rows = self.situation.contacts.filter(pl.col("person").is_in(self.people) & (pl.col("date") > since))
        summed = rows.group_by("person", "own").agg(count=pl.len(), last=pl.col("date").max())
        return grouped(summed.sort("count", "own", descending=[True, False]), "person")

    @cached_property
    def last(self) -> dict[tuple[int, int], Row]:
        """The last contact of each pair: date, channel, record, origin."""
        rows = self.situation.contacts.filter(pl.col("person").is_in(self.people)).sort("date")
        newest = rows.group_by("own", "person", maintain_order=True).last()
        kinds = (self.snapshot.kinds[kind].select("number", "source") for kind in ("Interaction", "Measure"))
        origin = pl.concat(kinds).rename({"number": "record", "source": "origin"})
        newest = newest.join(origin, on="record", how="left")
        return {(row["own"], row["person"]): row for row in newest.iter_rows(named=True)}

    @cached_property
    def at_home(self) -> dict[int, list[Row]]:
        """Who of ours is in touch with an account, by care or contacts in the window: own, level, people (how
        many), the most people first.
        """
        here = in_touch(self.situation).filter(pl.col("account").is_in(self.accounts))
        summed = here.group_by("account", "own").agg(people=pl.len())
        known = summed.join(self.situation.own.select(own="person", level="level"), on="own", how="left")
        return grouped(known.sort("people", "own", descending=[True, False]), "account")

    @cached_property
    def staying(self) -> set[int]:
        """Those of ours who do not leave within the days in which the policy asks for a successor."""
        return staying(self.situation)

    @cached_property
    def ways_in(self) -> WaysIn:
        """The warmest way of each of ours to the people concerned."""
        return WaysIn(self.situation, self.concerned)

    @cached_property
    def free_hours(self) -> dict[int, float]:
        """Hours of care a year that are left, of those of ours whose hours for it are recorded."""
        told = self.snapshot.kind("Person").filter(pl.col("capacity_hours").is_not_null())
        rows = workload(self.situation).join(told.select(own="number"), on="own", how="semi")
        return dict(rows.select("own", "free").iter_rows())

    def successors(self, gap: Row) -> list[int]:
        """Who has the job that a leaver had at an account, by function and level, and no role there yet."""
        companies = self.members.get(gap["account"], set())
        old = next((job for job in self.jobs.get(gap["person"], ()) if job["employer"] in companies), None)
        if old is None or old["function"] is None or old["level"] is None:
            return []
        held = self.situation.roles.filter(~pl.col("presumed")).select("account", "person")
        same = (pl.col("function") == old["function"]) & (pl.col("level") == old["level"])
        rows = self.situation.jobs_at.filter((pl.col("account") == gap["account"]) & same)
        return rows.join(held, on=["account", "person"], how="anti")["person"].unique().sort().to_list()

    @cached_property
    def own_levels(self) -> dict[int, int | None]:
        return dict(self.situation.own.select("person", "level").iter_rows())

    @cached_property
    def persons(self) -> dict[int, Row]:
        """The profile of the people concerned."""
        rows = self.snapshot.kinds["Person"].filter(pl.col("number").is_in(self.people))
        return {row["number"]: row for row in rows.iter_rows(named=True)}

    def names(self, numbers: Iterable[int]) -> list[str]:
        return [self.name(number) for number in numbers]
