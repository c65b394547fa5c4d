"""Checks about care that is there: too seldom, not yet what it should be, without report or profile."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from stakeholder_graph.analysis.main_accounts import at_main_account, with_standing
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.yearly import YEAR, yearly_contacts
from stakeholder_graph.gaps.checks_people import cared, carers
from stakeholder_graph.model.policy import DECIDING

PROFILE = ("preferred_channel", "topics", "avoid")


def under_cared(situation: Situation) -> pl.DataFrame:
    """Who has carers, and fewer contacts with anybody of ours in the last 365 days than were due.

    Due is the required number; where care began within these days, only its share since then, rounded down.
    """
    asked = cared(situation).filter(pl.col("contacts_per_year") > 0)
    counted = asked.join(yearly_contacts(situation), on="person", how="left")
    counted = counted.with_columns(pl.col("contacts").fill_null(0), required="contacts_per_year")
    days = (pl.lit(situation.as_of) - pl.col("begun")).dt.total_days().fill_null(YEAR).clip(upper_bound=YEAR)
    counted = counted.with_columns(due=pl.col("required") * days // YEAR)
    return counted.filter(pl.col("contacts") < pl.col("due")).with_columns(carer="only")


def weak_relationship(situation: Situation) -> pl.DataFrame:
    """Assignments where the relationship of today is below the one that is wanted, both given.

    One row for each of ours and person, told at the person's main account; of several assignments the
    weakest.
    """
    assigned = situation.snapshot.tie("CARES_FOR").select(
        "current", "desired", "id", own="start", person="end"
    )
    weak = assigned.filter(pl.col("current") < pl.col("desired"))
    weak = weak.join(situation.own.select(own="person"), on="own", how="semi")
    weak = weak.join(situation.external, on="person", how="semi")
    weak = weak.join(situation.objectors, on="person", how="anti")
    first = weak.sort("current", "id").group_by("own", "person", maintain_order=True)
    pairs = first.agg(pl.col("current", "desired").first(), tie=pl.col("id").first())
    return at_main_account(situation, pairs).with_columns(carer="own")


def unreported_care(situation: Situation) -> pl.DataFrame:
    """Deciders with a carer on whom nobody has reported for too long, and measures without report.

    Who has had a carer for less than that is not asked about yet.
    """
    return pl.concat(
        [_deciders_without_report(situation), _measures_without_report(situation)], how="diagonal"
    )


def reports_about(situation: Situation) -> pl.DataFrame:
    """What each dated report up to the as-of date is about: report, about (person or measure), date."""
    dated = situation.snapshot.kind("Report").filter(pl.col("date").is_not_null())
    about = situation.snapshot.tie("ABOUT").select("end", report="start")
    return about.join(dated.select("date", report="number"), on="report").rename({"end": "about"})


def _deciders_without_report(situation: Situation) -> pl.DataFrame:
    last = reports_about(situation).group_by(person="about").agg(last_report=pl.col("date").max())
    deciders = situation.roles.filter(pl.col("role") == "decider").select("account", "person").unique()
    deciders = deciders.join(situation.objectors, on="person", how="anti")
    in_care = carers(situation).select("person", "only", "begun", present="carers")
    asked = deciders.join(in_care, on="person").join(last, on="person", how="left")
    since = situation.as_of - timedelta(days=int(situation.policy.get("stale.report_days")))
    silent = asked.filter(
        *(pl.col(start).is_null() | (pl.col(start) <= pl.lit(since)) for start in ("last_report", "begun"))
    )
    found = with_standing(situation, silent).with_columns(carer="only")
    return found.join(situation.accounts.select("account", "tier"), on="account").select(
        "account",
        "person",
        "carer",
        "level",
        "tier",
        "role",
        "presumed",
        "third_party",
        "present",
        "last_report",
    )


def _measures_without_report(situation: Situation) -> pl.DataFrame:
    """Measures done, no report about them, nor since then about a guest; `makers`: the guests."""
    policy, day = situation.policy, situation.as_of
    oldest = day - timedelta(days=int(policy.get("stale.measures_days")))
    newest = day - timedelta(days=int(policy.get("stale.report_after_measure_days")))
    between = (pl.col("date") > pl.lit(oldest)) & (pl.col("date") < pl.lit(newest))
    measures = situation.snapshot.kind("Measure").filter((pl.col("status") == "done") & between)
    done = measures.select("date", about="number")
    invited = situation.snapshot.tie("INVITED_TO", "all").filter(
        pl.col("answer").fill_null("invited") != "declined"
    )
    guests = invited.select(guest="start", about="end").join(done, on="about")
    reports = reports_about(situation).select("about", reported="date")
    since = guests.join(reports, left_on="guest", right_on="about").filter(
        pl.col("reported") >= pl.col("date")
    )
    silent = done.join(reports, on="about", how="anti").join(since, on="about", how="anti")
    people = guests.group_by("about").agg(makers=pl.col("guest").unique().sort())
    return silent.join(people, on="about", how="left").select("about", "makers", "date")


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months before, or the last of that month where it is shorter."""
    return pl.Series([day]).dt.offset_by(f"-{months}mo")[0]  # type: ignore[no-any-return]  # it is a date


def any_profile(situation: Situation) -> bool:
    """Whether the care profile of anybody outside is recorded at all."""
    profiles = situation.snapshot.kind("Person").select(*PROFILE, person="number")
    known = profiles.filter(pl.any_horizontal(pl.col(PROFILE).is_not_null()))
    return not known.join(situation.external, on="person", how="semi").is_empty()


def missing_profile(situation: Situation) -> pl.DataFrame:
    """Deciders and co-deciders in need of care whose profile is empty, or too old.

    A filled profile without date is of unknown age, and no gap.
    """
    deciding = situation.needs.filter(pl.col("role").is_in(DECIDING))
    profiles = situation.snapshot.kind("Person").select(*PROFILE, "profile_updated", person="number")
    before = months_before(situation.as_of, int(situation.policy.get("stale.profile_months")))
    empty = pl.all_horizontal(pl.col(PROFILE).is_null())
    poor = profiles.filter(empty | (pl.col("profile_updated") < pl.lit(before)))
    return deciding.join(poor.select("person", "profile_updated", profile=~empty), on="person")
