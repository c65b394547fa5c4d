"""The situation on the as-of date: accounts, people, roles, needs, contacts and care, each worked out
once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from stakeholder_graph.analysis import accounts as _accounts
from stakeholder_graph.analysis import care as _care
from stakeholder_graph.analysis import contacts as _contacts
from stakeholder_graph.analysis import jobs as _jobs
from stakeholder_graph.analysis import needs as _needs
from stakeholder_graph.analysis import roles as _roles
from stakeholder_graph.analysis import strength as _strength
from stakeholder_graph.analysis import ways as _ways
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import Snapshot


@dataclass(frozen=True)
class Taken:
    """Who was taken for something typed that is not their own id or name.

    `what`: "account" or "person" for a part of the name; "group" for a company that is rolled up.
    """

    what: str
    typed: str
    id: str
    name: str


Tell = Callable[[Taken], None]


def _nobody(taken: Taken) -> None:
    """Nobody listens to what is taken."""


class Situation:
    """What the definitions of accounts, roles, care and contacts give on one day under one policy.

    Every table names people, companies and records by their `number` in the snapshot. Each is worked out
    when first asked for, and then kept. `tell` hears who was taken for what was typed.
    """

    def __init__(
        self, snapshot: Snapshot, policy: Policy, *, group: bool = False, tell: Tell | None = None
    ) -> None:
        self.snapshot, self.policy, self.group = snapshot, policy, group
        self.tell = tell or _nobody
        self.as_of = snapshot.as_of

    @cached_property
    def _found_accounts(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        return _accounts.find_accounts(self.snapshot, self.policy, group=self.group)

    @property
    def accounts(self) -> pl.DataFrame:
        """account, id, name, kind, party, category, industry, value, currency, tier, tier_source."""
        return self._found_accounts[0]

    @property
    def members(self) -> pl.DataFrame:
        """company, account: which company's people belong to which account."""
        return self._found_accounts[1]

    @cached_property
    def jobs(self) -> pl.DataFrame:
        """All jobs with level and function: tie, person, employer, state, job_title, level …"""
        return _jobs.find_jobs(self.snapshot, self.policy)

    @cached_property
    def own(self) -> pl.DataFrame:
        """Our people: person, level."""
        return _jobs.own_people(self.snapshot, self.jobs)

    @cached_property
    def external(self) -> pl.DataFrame:
        """Everybody else who is valid today: person."""
        people = self.snapshot.kind("Person").select(person="number")
        return people.join(self.own, on="person", how="anti")

    @cached_property
    def objectors(self) -> pl.DataFrame:
        """External people who must not be contacted: person."""
        objected = self.snapshot.kind("Person").filter(pl.col("contact_allowed") == False)  # noqa: E712 null is allowed
        return objected.select(person="number").join(self.external, on="person", how="semi")

    @cached_property
    def jobs_at(self) -> pl.DataFrame:
        """Valid jobs of external people at accounts: account, person, level, function, job_title, tie …"""
        valid = self.jobs.filter(pl.col("state") == "valid").join(self.external, on="person", how="semi")
        return valid.join(self.members, left_on="employer", right_on="company")

    @cached_property
    def employed(self) -> pl.DataFrame:
        """The people of each account: account, person, level (the most senior known there)."""
        return self.jobs_at.group_by("account", "person").agg(pl.col("level").min())

    @cached_property
    def levels(self) -> pl.DataFrame:
        """The level of an external person over all their jobs: person, any_level."""
        valid = self.jobs.filter(pl.col("state") == "valid").join(self.external, on="person", how="semi")
        return valid.group_by("person").agg(any_level=pl.col("level").min())

    @cached_property
    def opportunities(self) -> pl.DataFrame:
        """Open opportunities: opportunity, account, id, name, close_date, tie."""
        return _roles.open_opportunities(self.snapshot, self.members)

    @cached_property
    def played(self) -> pl.DataFrame:
        """All valid roles, leavers' included: account, person, role, presumed, opportunity, tie."""
        return _roles.played_roles(self.snapshot, self.members, self.opportunities, self.external)

    @cached_property
    def left(self) -> pl.DataFrame:
        """People whose jobs at an account have all ended: account, person, left_on, tie."""
        return _roles.left_people(self.jobs, self.members)

    @cached_property
    def roles(self) -> pl.DataFrame:
        """Roles that count, presumed ones included: account, person, role, presumed, opportunity, tie."""
        known = self.played.join(self.left, on=["account", "person"], how="anti")
        return pl.concat([known, _roles.presumed_roles(known, self.jobs_at, self.policy)])

    @cached_property
    def circle(self) -> pl.DataFrame:
        """An account's own people and its role holders: account, person."""
        theirs = [self.employed.select("account", "person"), self.roles.select("account", "person")]
        return pl.concat(theirs).unique(maintain_order=True)

    @cached_property
    def third_parties(self) -> pl.DataFrame:
        """Relevant third parties: account, person, because, tie."""
        return _roles.third_parties(self.snapshot, self.members, self.roles, self.jobs, self.external)

    @cached_property
    def contacts(self) -> pl.DataFrame:
        """Contacts of ours with others: own, person, date, channel, record, ours_start, theirs_start."""
        return _contacts.find_contacts(self.snapshot, self.policy, self.own, self.external)

    @cached_property
    def all_care(self) -> pl.DataFrame:
        """Assigned or observed care, whether it counts or not (`counts`)."""
        return _care.find_care(self.snapshot, self.policy, self.own, self.external, self.contacts)

    @cached_property
    def care(self) -> pl.DataFrame:
        """Care that counts: own, person, level (of ours), duty, assigned, observed, tie, since, recent,
        last_contact.
        """
        return self.all_care.filter("counts").drop("counts")

    @cached_property
    def former(self) -> pl.DataFrame:
        """Care of the past: own, person, tie, since, until, left."""
        ever = _jobs.once_own(self.snapshot, self.jobs)
        return _care.former_care(self.snapshot, self.own, ever)

    @cached_property
    def needs(self) -> pl.DataFrame:
        """Who is owed what: account, person, role, presumed, third_party, carers, deputy, contacts_per_year,
        same_level, agreed, level (at the account, or of all jobs), tier, employee (works at the account)."""
        agreed = (
            self.all_care.filter(pl.col("agreed").is_not_null())
            .group_by("person")
            .agg(pl.col("agreed").max())
        )
        found = _needs.find_needs(
            self.policy, self.accounts, self.roles, self.third_parties, agreed, self.circle, self.objectors
        )
        return self.with_levels(found).join(self.accounts.select("account", "tier"), on="account", how="left")

    @cached_property
    def strengths(self) -> pl.DataFrame:
        """How strong the recorded relationship of two people is: one, other, strength, basis, contacts,
        last, weight, tie, one_own, other_own.
        """
        return _strength.find_strengths(
            self.snapshot, self.policy, self.own, self.contacts, self.circle, self.accounts
        )

    @cached_property
    def warmest(self) -> pl.DataFrame:
        """The warmest way from any of ours to each person who can be reached: person, score, before, own."""
        return _ways.find_warmest(self.snapshot, self.policy, self.strengths, self.own)

    def with_levels(self, people: pl.DataFrame) -> pl.DataFrame:
        """The same rows (account, person, …) with `level` there and `employee`, whether they work there."""
        here, levels = self.employed, self.levels
        if people.height < here.height // 2:  # else all of them are made ready for a few
            here = here.join(people, on=["account", "person"], how="semi")
            levels = levels.join(people, on="person", how="semi")
        here = here.with_columns(employee=pl.lit(True))
        joined = people.join(here, on=["account", "person"], how="left").join(levels, on="person", how="left")
        employee = pl.col("employee").fill_null(False)
        level = pl.when(employee).then(pl.col("level")).otherwise(pl.col("any_level"))
        return joined.with_columns(employee=employee, level=level).drop("any_level")


@dataclass(frozen=True)
class Counts:
    """How many people, accounts, people in need of care and objectors there are."""

    people: int
    accounts: int
    needing_care: int
    objected: int


def count(situation: Situation) -> Counts:
    """Counts over the whole graph: all valid people; accounts; people owed care, each once; objectors."""
    return Counts(
        people=situation.snapshot.kind("Person").height,
        accounts=situation.accounts.height,
        needing_care=situation.needs["person"].n_unique(),
        objected=situation.objectors.height,
    )
