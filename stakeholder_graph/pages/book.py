"""What the pages look up in a situation: names, jobs, contacts, reports, each grouped once."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.coverage import AccountCoverage, find_coverage
from stakeholder_graph.analysis.cycle import Cycles
from stakeholder_graph.analysis.levels import find_rungs
from stakeholder_graph.analysis.told_ways import Way, warmest_ways
from stakeholder_graph.analysis.trend import daily_contacts
from stakeholder_graph.gaps.background import grouped
from stakeholder_graph.gaps.checks_risks import objectors_without_day
from stakeholder_graph.gaps.registry import CHECKS, missing_reading
from stakeholder_graph.gaps.texts import Phrase, counted, words
from stakeholder_graph.pages.happened import iso, open_actions, reports_by_person
from stakeholder_graph.pages.page import LANGUAGES
from stakeholder_graph.pages.scope import Scope

Row = dict[str, Any]
RELATIONS = ("REPORTS_TO", "INFLUENCES", "ADVISES", "KNOWS", "CONFLICTS_WITH")
PROFILE = ("preferred_channel", "topics", "avoid", "email", "phone", "language")
SHOWN = ("contact_allowed", "profile_updated")
MOST_CONTACTS, MOST_JOBS, MOST_REPORTS = 5, 6, 8


class Book(Scope):
    """Look-ups over a situation, made when first asked for: one serves all pages of one run, and one of one
    account that account's page.
    """

    @cached_property
    def people(self) -> dict[int, Row]:
        """What the pages show of everybody who is valid today, beside name and standing."""
        people = self.of(self.snapshot.kind("Person"), "number").select("number", *SHOWN, *PROFILE)
        return {row["number"]: row for row in people.iter_rows(named=True)}

    @cached_property
    def standing(self) -> dict[int, str]:
        """What people stand for, of those who stand for anything."""
        people = self.of(self.snapshot.kind("Person"), "number").filter(pl.col("standing").is_not_null())
        return dict(people.select("number", "standing").iter_rows())

    @cached_property
    def kind_of(self) -> dict[int, str]:
        """What each company or organisation is to us: its party or its category."""
        companies = self.snapshot.kinds["Company"].select("number", kind=pl.col("party").fill_null("other"))
        organisations = self.snapshot.kinds["Organisation"].select(
            "number", kind=pl.col("category").fill_null("other")
        )
        return dict(pl.concat([companies, organisations]).iter_rows())

    @cached_property
    def jobs(self) -> dict[int, list[Row]]:
        """Jobs that have begun, by person: present ones first, the most senior of them on top."""
        begun = self.of(self.situation.jobs, "person").filter(pl.col("state") != "future")
        ordered = begun.sort(pl.col("state") != "valid", "level", "valid_from", "tie", nulls_last=True)
        return grouped(ordered, "person")

    @cached_property
    def offices(self) -> dict[int, list[Row]]:
        held = self.of(self.snapshot.tie("HOLDS_OFFICE"), "start")
        return grouped(held.sort("office", "id", nulls_last=True), "start")

    @cached_property
    def care(self) -> dict[int, list[Row]]:
        """Care that counts, by the person cared for."""
        return grouped(self.of(self.situation.care, "person").sort("person", "own"), "person")

    @cached_property
    def _needs(self) -> dict[int, dict[int, Row]]:
        found = grouped(self.here(self.situation.needs).sort("account", "person"), "account")
        return {account: {row["person"]: row for row in rows} for account, rows in found.items()}

    def needs_of(self, account: int) -> dict[int, Row]:
        """Who needs care at an account, by person."""
        return self._needs.get(account, {})

    @cached_property
    def coverage(self) -> dict[int, AccountCoverage]:
        """Cared for and in need, by account."""
        return {row.account: row for row in find_coverage(self.situation)}

    @cached_property
    def cycles(self) -> Cycles:
        """Where each account stands in the cycle of care."""
        return Cycles(self.situation)

    @cached_property
    def daily_contacts(self) -> pl.DataFrame:
        """Who at an account was in contact on which day."""
        return daily_contacts(self.situation)

    @cached_property
    def _daily_by_account(self) -> dict[Any, pl.DataFrame]:
        return self.daily_contacts.partition_by("account", as_dict=True)

    def daily_of(self, account: int) -> pl.DataFrame:
        """The same of one account."""
        return self._daily_by_account.get((account,), self.daily_contacts.clear())

    @cached_property
    def _unit_of(self) -> dict[int, str]:
        """The department of each of ours."""
        own = self.situation.jobs.filter(pl.col("state") == "valid").join(self.situation.own, on="person")
        return dict(own.filter(pl.col("department").is_not_null()).select("person", "department").iter_rows())

    def units_at(self, account: int) -> list[str]:
        """Which of our departments care for somebody of an account."""
        people = [*self.people_of.get(account, ()), *self.thirds_of.get(account, ())]
        ours = {care["own"] for row in people for care in self.care.get(row["person"], ())}
        return sorted({self._unit_of[own] for own in ours if own in self._unit_of})

    @cached_property
    def rungs(self) -> dict[int, dict[int | None, bool]]:
        """The rungs of each account, and whether they are paired."""
        found = grouped(find_rungs(self.situation), "account")
        return {account: {row["level"]: row["paired"] for row in rows} for account, rows in found.items()}

    @cached_property
    def roles(self) -> dict[int, list[Row]]:
        """Roles that count, by account."""
        roles = self.here(self.situation.roles)
        return grouped(roles.sort("account", "person", "opportunity", "role", nulls_last=False), "account")

    @cached_property
    def people_of(self) -> dict[int, list[Row]]:
        """An account's own people and its role holders, by account: person, level."""
        circle = self.situation.with_levels(self.here(self.situation.circle))
        return grouped(circle.sort("account", "person"), "account")

    @cached_property
    def thirds_of(self) -> dict[int, list[Row]]:
        """Relevant third parties by account: person, level."""
        thirds = self.here(self.situation.third_parties).join(
            self.situation.circle, on=["account", "person"], how="anti"
        )
        return grouped(
            self.situation.with_levels(thirds.select("account", "person")).sort("account", "person"),
            "account",
        )

    @cached_property
    def own_levels(self) -> dict[int, int | None]:
        return dict(self.situation.own.select("person", "level").iter_rows())

    @cached_property
    def _subjects(self) -> dict[int, str]:
        contacts = self.snapshot.kinds["Interaction"].select("number", text=pl.coalesce("subject", "name"))
        measures = self.snapshot.kinds["Measure"].select("number", text=pl.coalesce("name", "purpose"))
        return {number: text or "" for number, text in pl.concat([contacts, measures]).iter_rows()}

    @cached_property
    def contacts(self) -> dict[int, list[Row]]:
        """Contacts by the person outside, newest first."""
        contacts = self.of(self.situation.contacts, "person")
        return grouped(contacts.sort("date", "record", "own", descending=[True, False, False]), "person")

    def contact(self, rows: list[Row], partner: str) -> Row:
        """One contact for the page: the rows of one record and day."""
        first = rows[0]
        met = self.names(row[partner] for row in rows)
        return {
            "date": iso(first["date"]),
            "channel": first["channel"],
            "subject": self._subjects.get(first["record"], ""),
            "with": met,
        }

    def last_contacts(self, rows: list[Row], partner: str) -> list[Row]:
        """The last few contacts among rows that come newest first; several of ours on one record are one
        contact.
        """
        found: dict[tuple[date, int], list[Row]] = {}
        for row in rows:
            key = (row["date"], row["record"])
            if key not in found and len(found) == MOST_CONTACTS:
                break
            found.setdefault(key, []).append(row)
        return [self.contact(same, partner) for same in found.values()]

    @cached_property
    def reports(self) -> dict[int, list[Row]]:
        """Interim reports by the person they are about, newest first, as the page shows them."""
        return reports_by_person(self.situation)

    @cached_property
    def actions(self) -> dict[int, list[Row]]:
        """Open actions by the person they are about, the first due on top."""
        return open_actions(self.situation)

    @cached_property
    def ways(self) -> dict[int, Way]:
        """Who can introduce us: the warmest way to everybody who needs care."""
        needing = self.of(self.situation.needs, "person")["person"]
        return warmest_ways(self.situation, needing.unique().sort())

    @cached_property
    def relations_of(self) -> dict[int, list[tuple[str, int, int, str]]]:
        """Ties from person to person other than care, by the person they come from: type, from, to, topic.

        Only those between people whom one map can show together: of one account, or one of ours among them.
        """
        people = self.of(self.snapshot.kind("Person"), "number").select(person="number")
        ours = people.join(self.situation.own, on="person", how="semi")["person"].implode()
        theirs = [self.situation.circle, self.situation.third_parties]
        at = pl.concat([table.select("account", "person") for table in theirs])
        at = at.join(people, on="person", how="semi").unique()
        found: dict[int, list[tuple[str, int, int, str]]] = {}
        for kind in RELATIONS:
            table = self.snapshot.tie(kind)
            topic = pl.col("topic") if "topic" in table.columns else pl.lit(None, pl.String)
            ties = table.select("start", "end", "id", topic.alias("topic"))
            here = ties.join(at, left_on="start", right_on="person")
            here = here.join(at, left_on=["end", "account"], right_on=["person", "account"], how="semi")
            shown = pl.col("id").is_in(here["id"].implode())
            shown |= pl.col("start").is_in(ours) | pl.col("end").is_in(ours)
            for start, end, about in ties.filter(shown).sort("start", "end", "id").drop("id").iter_rows():
                found.setdefault(start, []).append((kind, start, end, about or ""))
        return found

    @cached_property
    def not_run(self) -> list[Row]:
        """Checks that could not run, because the data hold no record of the sort that they read."""
        missing = {check.kind: missing_reading(self.situation, check) for check in CHECKS}
        found = [
            {"kind": kind, "missing": {code: words("missing", reading, code) for code in LANGUAGES}}
            for kind, reading in missing.items()
            if reading
        ]
        undated = len(objectors_without_day(self.situation))
        if undated and not missing["contact-despite-objection"]:
            phrase = Phrase("missing", "days of objection", people=counted("people", undated))
            told = {code: phrase.text(code, self.situation.policy) for code in LANGUAGES}
            found.append({"kind": "contact-despite-objection", "missing": told})
        return found

    @cached_property
    def window_begins(self) -> date:
        """Contacts after this day are recent, by the care policy."""
        return self.situation.as_of - timedelta(days=int(self.situation.policy.get("observed.window_days")))
