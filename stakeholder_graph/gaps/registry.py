"""All gap checks in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import PolicyError
from stakeholder_graph.gaps import (
    checks_accounts,
    checks_care,
    checks_cycle,
    checks_levels,
    checks_people,
    checks_risks,
    checks_workload,
)
from stakeholder_graph.gaps.checks_risks import competitor_ties
from stakeholder_graph.gaps.texts import words
from stakeholder_graph.snapshot import Snapshot

ABOUT = ("person", "account", "opportunity", "level", "carer", "report", "measure")


@dataclass(frozen=True)
class Check:
    """One question that is asked of every account, and how it is answered.

    `about` says what a finding is about, `policy` which values decide, `reads` which sorts of records must
    exist for the check to run, `find` the function that answers, `query` the name of its Cypher twin.
    """

    kind: str
    about: str
    find: Callable[[Situation], pl.DataFrame]
    policy: tuple[str, ...]
    query: str
    reads: tuple[str, ...] = ()
    care_gap: bool = True

    def __post_init__(self) -> None:
        if (
            self.about not in ABOUT
            or not words(self.kind, "sentence", "en")
            or not words(self.kind, "sentence", "de")
        ):
            raise PolicyError("gap checks", f"{self.kind} has no sentence or is about nothing", "complete it")

    def sentence(self, language: str) -> str:
        """What the check finds, in one sentence."""
        return words(self.kind, "finds", language)


RECORDS: Mapping[str, Callable[[Snapshot], bool]] = {
    "competitor ties": lambda snapshot: not competitor_ties(snapshot).is_empty(),
    "stances": lambda snapshot: not snapshot.tie("PLAYS_ROLE")["stance"].drop_nulls().is_empty(),
    "reports or actions": lambda snapshot: (
        not snapshot.kind("Report").is_empty() or not snapshot.kind("Action").is_empty()
    ),
    "reports": lambda snapshot: not snapshot.kind("Report")["date"].drop_nulls().is_empty(),
    "measures": lambda snapshot: not snapshot.kinds["Measure"].is_empty(),
    "contacts or measures": lambda snapshot: (
        not snapshot.kind("Interaction")["date"].drop_nulls().is_empty()
        or not snapshot.kind("Measure").filter(pl.col("status") == "done")["date"].drop_nulls().is_empty()
    ),
}
"""Sorts of records of which a check needs at least one, and whether there is any."""

CHECKS: tuple[Check, ...] = (
    Check(
        "uncovered-decider", "person", checks_people.uncovered_decider, ("care",), "gaps/uncovered-deciders",
        reads=("own people",),
    ),
    Check(
        "lost-carer", "person", checks_people.lost_carer, ("care",), "gaps/lost-carers",
        reads=("own people",),
    ),
    Check(
        "uncovered-influencer", "person", checks_people.uncovered_influencer, ("care",),
        "gaps/uncovered-influencers", reads=("own people",),
    ),
    Check(
        "missing-role", "opportunity", checks_accounts.missing_role, ("missing_role",), "gaps/missing-roles",
        care_gap=False,
    ),
    Check("left-contact", "person", checks_people.left_contact, (), "gaps/left-contacts", care_gap=False),
    Check(
        "single-threaded-account", "account", checks_accounts.single_threaded_account, ("care",),
        "gaps/single-threaded-accounts", reads=("own people",),
    ),
    Check(
        "competitor-tie", "person", checks_risks.competitor_tie, (), "gaps/competitor-ties",
        reads=("competitor ties",), care_gap=False,
    ),
    Check(
        "opposed-decider", "person", checks_cycle.opposed_decider, (), "gaps/opposed-deciders",
        reads=("stances",), care_gap=False,
    ),
    Check(
        "level-mismatch", "person", checks_levels.level_mismatch, ("care", "levels.tolerance"),
        "gaps/level-mismatches", reads=("own people", "own levels"),
    ),
    Check(
        "missing-rung", "level", checks_levels.missing_rung, ("care",), "gaps/missing-rungs",
        reads=("own people", "own levels"),
    ),
    Check(
        "single-threaded-person", "person", checks_people.single_threaded_person, ("care",),
        "gaps/single-threaded-people", reads=("own people",),
    ),
    Check(
        "stale-care", "person", checks_people.stale_care, ("care", "stale.slack"), "gaps/stale-care",
        reads=("own people", "contacts"),
    ),
    Check(
        "open-finding", "report", checks_cycle.open_finding, (), "gaps/open-findings",
        reads=("reports or actions",), care_gap=False,
    ),
    Check(
        "overloaded-carer", "carer", checks_workload.overloaded_carer, ("care", "effort"),
        "gaps/overloaded-carers", reads=("own people",),
    ),
    Check(
        "under-cared", "person", checks_care.under_cared, ("care",), "gaps/under-cared",
        reads=("own people", "contacts"),
    ),
    Check(
        "weak-relationship", "person", checks_care.weak_relationship, (), "gaps/weak-relationships",
        reads=("own people",),
    ),
    Check(
        "unreported-care", "person", checks_care.unreported_care,
        ("stale.report_days", "stale.report_after_measure_days", "stale.measures_days"),
        "gaps/unreported-care", reads=("own people", "reports"),
    ),
    Check(
        "missing-profile", "person", checks_care.missing_profile, ("care", "stale.profile_months"),
        "gaps/missing-profiles", reads=("own people", "profiles"),
    ),
    Check(
        "wrong-measure", "measure", checks_cycle.wrong_measure, ("measures.fits",), "gaps/wrong-measures",
        reads=("measures",), care_gap=False,
    ),
    Check(
        "over-cared", "person", checks_workload.over_cared, ("care", "stale.over_care_contacts"),
        "gaps/over-cared", reads=("own people", "contacts"),
    ),
    Check(
        "unassigned-care", "person", checks_workload.unassigned_care, ("observed",),
        "gaps/unassigned-care", reads=("own people", "contacts"),
    ),
    Check(
        "thinning-contact", "account", checks_risks.thinning_contact,
        ("stale.thinning_share", "stale.thinning_min"), "gaps/thinning-contacts",
        reads=("own people", "contacts or measures"),
    ),
    Check(
        "contact-despite-objection", "person", checks_risks.contact_despite_objection, (),
        "gaps/contacts-despite-objection", reads=("contacts or measures",), care_gap=False,
    ),
    Check(
        "successor-missing", "person", checks_risks.successor_missing, ("care", "stale.successor_days"),
        "gaps/successors-missing", reads=("own people",),
    ),
)  # fmt: skip
KINDS: tuple[str, ...] = tuple(check.kind for check in CHECKS)
BY_KIND = {check.kind: check for check in CHECKS}


def missing_reading(situation: Situation, check: Check) -> str | None:
    """Which sort of record a check needs and the data do not hold; None when it can run."""
    for reading in check.reads:
        if reading == "own people" and situation.own.is_empty():
            return reading
        if reading == "own levels" and situation.own["level"].drop_nulls().is_empty():
            return reading
        if reading == "contacts" and situation.snapshot.kind("Interaction").is_empty():
            return reading
        if reading == "profiles" and not checks_care.any_profile(situation):
            return reading
        if reading in RECORDS and not RECORDS[reading](situation.snapshot):
            return reading
    return None
