"""The first six steps of the cycle: from the value of an account to the reports on its deciders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.accounts import CUSTOMERS
from stakeholder_graph.analysis.coverage import needs_with_care
from stakeholder_graph.analysis.needs import care_role, strictest_roles
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.checks_accounts import missing_role
from stakeholder_graph.gaps.checks_people import cared, single_threaded_person, stale_care
from stakeholder_graph.gaps.texts import Phrase, counted
from stakeholder_graph.model.policy import DECIDING

Told = tuple[str, Mapping[str, Any], tuple[Phrase, ...], tuple[Phrase, ...]]
"""State, figures, sentences, next steps."""
PROFILE = ("preferred_channel", "topics", "avoid")


def say(key: str, **values: Any) -> tuple[Phrase, ...]:
    """One sentence of the cycle, as a step holds them."""
    return (Phrase("cycle", key, **values),)


def state(good: int, of: int) -> str:
    """How far a step is that is done for some of several people."""
    return "unknown" if not of else "done" if good == of else "partly" if good else "missing"


def value(row: Mapping[str, Any]) -> Told:
    """Whether the account's worth is known, from its row in the table of accounts."""
    source, tier = row["tier_source"], row["tier"]
    figures = {"tier": tier, "tier_source": source, "value": row["value"]}
    if source == "value unknown":
        return "missing", figures, say("value_unknown"), say("value_unknown_next")
    if source == "prospect":
        return "partly", figures, say("value_prospect", tier=tier), say("value_prospect_next")
    if source == "given" and row["value"] is None and row["party"] in CUSTOMERS:
        return "partly", figures, say("value_given_only", tier=tier), say("value_unknown_next")
    return "done", figures, say("value_given" if source == "given" else "value_known", tier=tier), ()


class Figures:
    """What the steps count, each table worked out once for all accounts."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation

    def _names(self, people: pl.Series) -> list[str]:
        return sorted({self._situation.snapshot.name(person) for person in people})

    @cached_property
    def _roles(self) -> dict[Any, pl.DataFrame]:
        """By account: who has which role there, the weightiest of each."""
        roles = strictest_roles(self._situation.roles)
        row = care_role(self._situation.policy).fill_null("none")
        return roles.with_columns(row=row).partition_by("account", as_dict=True)

    @cached_property
    def _missing(self) -> dict[Any, pl.DataFrame]:
        return missing_role(self._situation).sort("about").partition_by("account", as_dict=True)

    @cached_property
    def _thirds(self) -> dict[Any, int]:
        return dict(self._situation.third_parties.group_by("account").len().iter_rows())

    @cached_property
    def _needs(self) -> dict[Any, pl.DataFrame]:
        """By account: who needs care, whether somebody cares, enough of ours, the contacts on time."""
        pair = ["account", "person"]
        short = single_threaded_person(self._situation).select(pair).with_columns(short=pl.lit(True))
        stale = stale_care(self._situation).select(pair).with_columns(stale=pl.lit(True))
        present = cared(self._situation).select(*pair, rhythm=pl.col("contacts_per_year") > 0)
        needs = needs_with_care(self._situation)
        for table in (short, stale, present):
            needs = needs.join(table.unique(pair), on=pair, how="left")
        needs = needs.with_columns(pl.col("short", "stale", "rhythm").fill_null(False))
        return self._with_profiles(needs).partition_by("account", as_dict=True)

    def _with_profiles(self, needs: pl.DataFrame) -> pl.DataFrame:
        """`made`: anything of a care profile is recorded; `old`: it is older than the policy allows."""
        months = int(self._situation.policy.get("stale.profile_months"))
        oldest = pl.lit(self._situation.as_of).dt.offset_by(f"-{months}mo")
        people = self._situation.snapshot.kind("Person").select(
            person="number",
            made=pl.any_horizontal(pl.col(name).is_not_null() for name in PROFILE),
            old=(pl.col("profile_updated") < oldest).fill_null(False),
        )
        return needs.join(people, on="person", how="left")

    @cached_property
    def _reported(self) -> set[int]:
        """Who stands in a report of the last days that the policy names."""
        days = int(self._situation.policy.get("stale.report_days"))
        since = self._situation.as_of - timedelta(days=days)
        reports = self._situation.snapshot.kind("Report").filter(pl.col("date") > since)
        about = self._situation.snapshot.tie("ABOUT")
        return set(about.join(reports, left_on="start", right_on="number", how="semi")["end"])

    def _of(self, account: int) -> pl.DataFrame:
        empty = next(iter(self._needs.values()), pl.DataFrame())
        return self._needs.get((account,), empty.clear())

    def people(self, account: int) -> Told:
        """Whether deciders, co-deciders and all others who matter are known."""
        roles = self._roles.get((account,))
        known = roles.filter(~pl.col("presumed")) if roles is not None else None
        rows = dict(known.group_by("row").len().iter_rows()) if known is not None else {}
        presumed = roles.filter("presumed")["person"] if roles is not None else pl.Series([], dtype=pl.Int32)
        missing = self._missing.get((account,))
        figures = {
            "deciders": rows.get("decider", 0), "co_deciders": rows.get("co_decider", 0),
            "others": rows.get("other", 0), "third_parties": self._thirds.get(account, 0),
            "presumed": len(presumed), "roles_missing": 0 if missing is None else missing.height,
        }  # fmt: skip
        counts = ("deciders", "co_deciders", "others", "third_parties")
        parts = [counted(name, figures[name]) for name in counts if figures[name]]
        if not rows and len(presumed):
            sentences = say("people_presumed", people=self._names(presumed))
        else:
            sentences = say("people_known", parts=parts) if parts else say("people_nobody")
        steps = say("people_presumed_next") if len(presumed) else ()
        for about, roles_missing in (
            missing.select("about", "missing").iter_rows() if missing is not None else ()
        ):
            named = {"role": roles_missing} if about is None else {
                "role": roles_missing, "about": self._situation.snapshot.name(about)
            }  # fmt: skip
            sentences += say("people_missing" if about is None else "people_missing_for", **named)
        if not steps and (missing is not None or not figures["deciders"]):
            steps = say("people_next")
        full = figures["deciders"] > 0 and missing is None
        return (
            "done" if full else "partly" if parts or len(presumed) else "missing",
            figures,
            sentences,
            steps,
        )

    def profiles(self, account: int) -> Told:
        """How many deciders and co-deciders who need care have a recent profile, and how many of all.

        As the check on profiles asks; where nobody decides, all who need care are asked for.
        """
        everybody = self._of(account)
        if everybody.is_empty():
            return (
                "unknown",
                {"needed": 0, "made": 0, "old": 0, "all": 0, "all_made": 0},
                say("nobody_in_need"),
                (),
            )
        deciding = everybody.filter(pl.col("role").is_in(DECIDING))
        needs = deciding if deciding.height else everybody
        without, old = needs.filter(~pl.col("made")), needs.filter(pl.col("made") & pl.col("old"))
        made = needs.height - without.height
        figures = {
            "needed": needs.height, "made": made, "old": old.height,
            "all": everybody.height, "all_made": int(everybody["made"].sum()),
        }  # fmt: skip
        sentences = say("profiles" if deciding.height else "profiles_all", **figures)
        steps: tuple[Phrase, ...] = ()
        if without.height:
            sentences += say("profiles_without", names=self._names(without["person"]))
            steps += say("profiles_next", names=self._names(without["person"]))
        if old.height:
            sentences += say("profiles_old", names=self._names(old["person"]))
            steps += say("profiles_old_next", names=self._names(old["person"]))
        found = state(made - old.height, needs.height)
        return "partly" if found == "missing" and made else found, figures, sentences, steps

    def care(self, account: int) -> Told:
        """For how many of those who need care somebody of ours cares, and enough of ours."""
        needs = self._of(account)
        if needs.is_empty():
            return "unknown", {"needed": 0, "cared": 0, "short": 0}, say("nobody_in_need"), ()
        alone, short = needs.filter(~pl.col("cared")), needs.filter("short")
        given = needs.height - alone.height
        figures = {"needed": needs.height, "cared": given, "short": short.height}
        sentences = say("care", cared=given, needed=needs.height)
        steps: tuple[Phrase, ...] = ()
        if alone.height:
            sentences += say("care_alone", names=self._names(alone["person"]))
            steps += say("care_next", names=self._names(alone["person"]))
        if short.height:
            sentences += say("care_short", names=self._names(short["person"]))
            steps += say("care_short_next", names=self._names(short["person"]))
        found = state(given, needs.height)
        return "partly" if found == "done" and short.height else found, figures, sentences, steps

    def contacts(self, account: int) -> Told:
        """For how many of those cared for the contacts come as often as agreed."""
        rhythm = self._of(account)
        rhythm = rhythm.filter("rhythm") if rhythm.height else rhythm
        if rhythm.is_empty() or self._situation.snapshot.kind("Interaction").is_empty():
            key = "contacts_none" if rhythm.height else "contacts_nobody"
            return "unknown", {"expected": rhythm.height, "kept": 0}, say(key), ()
        late = rhythm.filter("stale")
        kept = rhythm.height - late.height
        sentences = say("contacts", kept=kept, expected=rhythm.height)
        steps: tuple[Phrase, ...] = ()
        if late.height:
            sentences += say("contacts_late", names=self._names(late["person"]))
            steps = say("contacts_next", names=self._names(late["person"]))
        return state(kept, rhythm.height), {"expected": rhythm.height, "kept": kept}, sentences, steps

    def reports(self, account: int) -> Told:
        """For how many deciders who are cared for an interim report is in."""
        needs = self._of(account)
        deciders = needs.filter((pl.col("role") == "decider") & pl.col("cared")) if needs.height else needs
        if deciders.is_empty():
            return "unknown", {"expected": 0, "reported": 0}, say("reports_nobody"), ()
        silent = deciders.filter(~pl.col("person").is_in(list(self._reported)))
        reported = deciders.height - silent.height
        days = int(self._situation.policy.get("stale.report_days"))
        sentences = say("reports", reported=reported, expected=deciders.height, days=days)
        steps: tuple[Phrase, ...] = ()
        if silent.height:
            sentences += say("reports_silent", names=self._names(silent["person"]))
            steps = say("reports_next", names=self._names(silent["person"]))
        figures = {"expected": deciders.height, "reported": reported}
        return state(reported, deciders.height), figures, sentences, steps
