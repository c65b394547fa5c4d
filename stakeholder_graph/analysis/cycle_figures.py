"""The first six steps of the cycle: from the value of an account to the reports on its deciders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.accounts import CUSTOMERS
from stakeholder_graph.analysis.coverage import needs_with_care
from stakeholder_graph.analysis.cycle_gaps import Told
from stakeholder_graph.analysis.needs import care_role, strictest_roles
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.checks_accounts import missing_role
from stakeholder_graph.gaps.checks_people import cared, single_threaded_person, stale_care
from stakeholder_graph.gaps.texts import Phrase, counted
from stakeholder_graph.model.policy import DECIDING

Row = Mapping[str, Any]
PROFILE = ("preferred_channel", "topics", "avoid")


def say(key: str, **values: Any) -> tuple[Phrase, ...]:
    """One sentence of the cycle, as a step holds them."""
    return (Phrase("cycle", key, **values),)


def by_account(table: pl.DataFrame) -> dict[int, list[Row]]:
    """The rows of a table by account, in the table's order."""
    found: dict[int, list[Row]] = {}
    for row in table.iter_rows(named=True):
        found.setdefault(row["account"], []).append(row)
    return found


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

    def _names(self, rows: Iterable[Row]) -> list[str]:
        return sorted({self._situation.snapshot.name(row["person"]) for row in rows})

    @cached_property
    def _roles(self) -> dict[int, list[Row]]:
        """By account: who has which role there, the weightiest of each."""
        roles = strictest_roles(self._situation.roles)
        row = care_role(self._situation.policy).fill_null("none")
        return by_account(roles.with_columns(row=row))

    @cached_property
    def _missing(self) -> dict[int, list[Row]]:
        return by_account(missing_role(self._situation).sort("about"))

    @cached_property
    def _thirds(self) -> dict[Any, int]:
        return dict(self._situation.third_parties.group_by("account").len().iter_rows())

    @cached_property
    def _needs(self) -> dict[int, list[Row]]:
        """By account: who needs care, whether somebody cares, enough of ours, the contacts on time."""
        pair = ["account", "person"]
        short = single_threaded_person(self._situation).select(pair).with_columns(short=pl.lit(True))
        stale = stale_care(self._situation).select(pair).with_columns(stale=pl.lit(True))
        present = cared(self._situation).select(*pair, rhythm=pl.col("contacts_per_year") > 0)
        needs = needs_with_care(self._situation).select(*pair, "role", "cared")
        for table in (short, stale, present):
            needs = needs.join(table.unique(pair), on=pair, how="left")
        needs = needs.with_columns(pl.col("short", "stale", "rhythm").fill_null(False))
        return by_account(self._with_profiles(needs))

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

    @cached_property
    def _any_contact(self) -> bool:
        return not self._situation.snapshot.kind("Interaction").is_empty()

    def people(self, account: int) -> Told:
        """Whether deciders, co-deciders and all others who matter are known."""
        roles = self._roles.get(account, [])
        presumed = [row for row in roles if row["presumed"]]
        known = Counter(row["row"] for row in roles if not row["presumed"])
        missing = self._missing.get(account, [])
        figures = {
            "deciders": known["decider"], "co_deciders": known["co_decider"], "others": known["other"],
            "third_parties": self._thirds.get(account, 0), "presumed": len(presumed),
            "roles_missing": len(missing),
        }  # fmt: skip
        counts = ("deciders", "co_deciders", "others", "third_parties")
        parts = [counted(name, figures[name]) for name in counts if figures[name]]
        if presumed:
            sentences = say("people_presumed", people=self._names(presumed))
        else:
            sentences = say("people_known", parts=parts) if parts else say("people_nobody")
        for row in missing:
            about = None if row["about"] is None else self._situation.snapshot.name(row["about"])
            key = "people_missing" if about is None else "people_missing_for"
            sentences += say(key, role=row["missing"], about=about)
        full = figures["deciders"] > 0 and not missing
        steps = () if full else say("people_presumed_next" if presumed else "people_next")
        return "done" if full else "partly" if parts or presumed else "missing", figures, sentences, steps

    def profiles(self, account: int) -> Told:
        """How many deciders and co-deciders who need care have a recent profile, and how many of all.

        As the check on profiles asks; where nobody decides, all who need care are asked for.
        """
        everybody = self._needs.get(account, [])
        deciding = [row for row in everybody if row["role"] in DECIDING]
        needs = deciding or everybody
        without = [row for row in needs if not row["made"]]
        old = [row for row in needs if row["made"] and row["old"]]
        made = len(needs) - len(without)
        figures = {
            "needed": len(needs), "made": made, "old": len(old), "all": len(everybody),
            "all_made": sum(row["made"] for row in everybody),
        }  # fmt: skip
        if not needs:
            return "unknown", figures, say("nobody_in_need"), ()
        sentences = say("profiles" if deciding else "profiles_all", **figures)
        steps: tuple[Phrase, ...] = ()
        if without:
            sentences += say("profiles_without", names=self._names(without))
            steps += say("profiles_next", names=self._names(without))
        if old:
            sentences += say("profiles_old", names=self._names(old))
            steps += say("profiles_old_next", names=self._names(old))
        found = state(made - len(old), len(needs))
        return "partly" if found == "missing" and made else found, figures, sentences, steps

    def care(self, account: int) -> Told:
        """For how many of those who need care somebody of ours cares, and enough of ours."""
        needs = self._needs.get(account, [])
        alone = [row for row in needs if not row["cared"]]
        short = [row for row in needs if row["short"]]
        given = len(needs) - len(alone)
        figures = {"needed": len(needs), "cared": given, "short": len(short)}
        if not needs:
            return "unknown", figures, say("nobody_in_need"), ()
        sentences = say("care", cared=given, needed=len(needs))
        steps: tuple[Phrase, ...] = ()
        if alone:
            sentences += say("care_alone", names=self._names(alone))
            steps += say("care_next", names=self._names(alone))
        if short:
            sentences += say("care_short", names=self._names(short))
            steps += say("care_short_next", names=self._names(short))
        found = state(given, len(needs))
        return "partly" if found == "done" and short else found, figures, sentences, steps

    def contacts(self, account: int) -> Told:
        """For how many of those cared for the contacts come as often as agreed."""
        rhythm = [row for row in self._needs.get(account, []) if row["rhythm"]]
        if not rhythm or not self._any_contact:
            key = "contacts_none" if rhythm else "contacts_nobody"
            return "unknown", {"expected": len(rhythm), "kept": 0}, say(key), ()
        late = [row for row in rhythm if row["stale"]]
        kept = len(rhythm) - len(late)
        sentences = say("contacts", kept=kept, expected=len(rhythm))
        steps: tuple[Phrase, ...] = ()
        if late:
            sentences += say("contacts_late", names=self._names(late))
            steps = say("contacts_next", names=self._names(late))
        return state(kept, len(rhythm)), {"expected": len(rhythm), "kept": kept}, sentences, steps

    def reports(self, account: int) -> Told:
        """For how many deciders who are cared for an interim report is in."""
        needs = self._needs.get(account, [])
        deciders = [row for row in needs if row["role"] == "decider" and row["cared"]]
        silent = [row for row in deciders if row["person"] not in self._reported]
        figures = {"expected": len(deciders), "reported": len(deciders) - len(silent)}
        if not deciders:
            return "unknown", figures, say("reports_nobody"), ()
        days = int(self._situation.policy.get("stale.report_days"))
        sentences = say("reports", days=days, **figures)
        steps: tuple[Phrase, ...] = ()
        if silent:
            sentences += say("reports_silent", names=self._names(silent))
            steps = say("reports_next", names=self._names(silent))
        return state(figures["reported"], len(deciders)), figures, sentences, steps
