"""The last step of the cycle: what followed from the findings of the reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.actions import has_text
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.texts import Phrase, counted

SHOWN = 3  # findings or actions that a sentence names


@dataclass(frozen=True)
class ActionState:
    """An action as it stands on the day: `state` is open, overdue, done or dropped.

    `reports` are those that it follows from, the latest last; `added` is the day of that one, else the day
    on which it was recorded; `subjects` are those whom it, or else that report, is about. All by number.
    """

    number: int
    id: str
    text: str
    state: str
    due: date | None
    done_on: date | None
    effect: str | None
    added: date | None
    reports: tuple[int, ...]
    responsible: tuple[int, ...]
    subjects: tuple[int, ...]


def find_actions(situation: Situation) -> list[ActionState]:
    """All actions up to the as-of date, by deadline; one from a report of later does not exist yet.

    An action without people of its own is about those whom its report is about. O(actions + reports).
    """
    snapshot = situation.snapshot
    reports = snapshot.kinds["Report"].select("date", "id", "state", report="number")
    ties = snapshot.tie("LEADS_TO", "all").select(report="start", action="end").unique()
    led = ties.join(reports, on="report").sort("date", "id", nulls_last=False)
    dates = dict(reports.select("report", "date").iter_rows())
    known: dict[int, list[int]] = {}
    for action, report in led.filter(pl.col("state") != "future").select("action", "report").iter_rows():
        known.setdefault(action, []).append(report)
    later = set(led["action"]) - known.keys()
    about, concerns = _ends(snapshot.tie("ABOUT", "all")), _ends(snapshot.tie("CONCERNS", "all"))
    does = _ends(snapshot.tie("RESPONSIBLE_FOR", "all").rename({"start": "end", "end": "start"}))
    found = []
    for row in snapshot.kind("Action").sort("due", "id", nulls_last=True).iter_rows(named=True):
        if row["number"] in later:
            continue
        sources = tuple(known.get(row["number"], ()))
        added = dates[sources[-1]] if sources else None
        subjects = concerns.get(row["number"]) or (about.get(sources[-1], ()) if sources else ())
        text = row["text"] or row["name"] or row["id"]
        found.append(
            ActionState(
                row["number"], row["id"], text, _state(row, situation.as_of), row["due"], row["done_on"],
                (row["effect"] or "").strip() or None, added or row["recorded_at"], sources,
                does.get(row["number"], ()), subjects,
            )
        )  # fmt: skip
    return found


def _ends(ties: pl.DataFrame) -> dict[Any, tuple[int, ...]]:
    """By the start of a tie, the ends in order of their numbers."""
    found: dict[Any, list[int]] = {}
    for start, end in ties.select("start", "end").unique().sort("start", "end").iter_rows():
        found.setdefault(start, []).append(end)
    return {start: tuple(ends) for start, ends in found.items()}


def _state(row: Mapping[str, Any], as_of: date) -> str:
    if row["status"] in ("done", "dropped"):
        return str(row["status"])
    return "overdue" if row["due"] is not None and row["due"] < as_of else "open"


class Changes:
    """Findings and actions by account, worked out once for all accounts."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation

    @cached_property
    def people_of(self) -> dict[int, set[int]]:
        """The people of each account, its role holders, and third parties that are at home at no account.

        Who is of weight at one account and works for another is reported on there.
        """
        situation = self._situation
        thirds = situation.third_parties.join(situation.circle, on="person", how="anti")
        everybody = pl.concat([situation.circle, thirds.select("account", "person")]).unique()
        return {
            account: set(people)
            for account, people in everybody.group_by("account").agg(pl.col("person")).iter_rows()
        }

    @cached_property
    def actions(self) -> list[ActionState]:
        return find_actions(self._situation)

    @cached_property
    def _texts(self) -> dict[int, str]:
        reports = self._situation.snapshot.kind("Report").filter(has_text("finding"))
        return dict(reports.select("number", "finding").iter_rows())

    @cached_property
    def _findings(self) -> list[tuple[int, set[int]]]:
        """Reports with a finding, and whom they are about."""
        snapshot = self._situation.snapshot
        reports = snapshot.kind("Report").filter(has_text("finding")).sort("date", "id")
        about = _ends(snapshot.tie("ABOUT"))
        return [(number, set(about.get(number, ()))) for number in reports["number"]]

    @cached_property
    def _accounts_of(self) -> dict[int, set[int]]:
        """The same the other way round: the accounts of each person."""
        found: dict[int, set[int]] = {}
        for account, people in self.people_of.items():
            for person in people:
                found.setdefault(person, set()).add(account)
        return found

    def _places(self, people: Iterable[int]) -> list[int]:
        return sorted({account for person in people for account in self._accounts_of.get(person, ())})

    @cached_property
    def _findings_of(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for report, about in self._findings:
            for account in self._places(about):
                found.setdefault(account, []).append(report)
        return found

    @cached_property
    def _actions_of(self) -> dict[int, list[ActionState]]:
        found: dict[int, list[ActionState]] = {}
        for action in self.actions:
            for account in self._places(action.subjects):
                found.setdefault(account, []).append(action)
        return found

    @cached_property
    def _answered(self) -> set[int]:
        """Reports that led to an action; one that was dropped is an answer if it says why."""
        taken = (one for one in self.actions if one.state != "dropped" or one.effect)
        return {report for one in taken for report in one.reports}

    def actions_of(self, account: int) -> list[ActionState]:
        """The actions that are about people of an account."""
        return self._actions_of.get(account, [])

    def step(self, account: int) -> tuple[str, Mapping[str, Any], tuple[Phrase, ...], tuple[Phrase, ...]]:
        """State, figures, sentences and next steps of the last step of an account's cycle."""
        findings = self._findings_of.get(account, [])
        actions = self.actions_of(account)
        unanswered = [report for report in findings if report not in self._answered]
        by_state = {state: [one for one in actions if one.state == state] for state in STATES_OF_ACTIONS}
        told = [one for one in by_state["done"] if one.effect]
        figures = {
            "findings": len(findings), "unanswered": len(unanswered), "with_effect": len(told),
            **{state: len(some) for state, some in by_state.items()},
        }  # fmt: skip
        if not findings and not actions:
            return "unknown", figures, (Phrase("cycle", "changes_none"),), ()
        late = by_state["overdue"]
        sentences = [Phrase("cycle", "changes_findings", parts=_counts(figures))]
        steps = []
        if unanswered:
            quotes = [self._finding(report) for report in unanswered[:SHOWN]]
            sentences.append(Phrase("cycle", "changes_unanswered", findings=quotes))
            steps.append(Phrase("cycle", "changes_unanswered_next"))
        if late:
            sentences.append(Phrase("cycle", "changes_overdue", texts=[_quoted(one) for one in late[:SHOWN]]))
            steps.append(Phrase("cycle", "changes_overdue_next", names=self._names(late)))
        silent = [one for one in by_state["done"] if not one.effect]
        if silent:
            steps.append(
                Phrase("cycle", "changes_effect_next", texts=[_quoted(one) for one in silent[:SHOWN]])
            )
        good = not unanswered and not late
        some = any(one.state in ("done", "open", "dropped") for one in actions)
        return "done" if good else "partly" if some else "missing", figures, tuple(sentences), tuple(steps)

    def _finding(self, report: int) -> Phrase:
        return Phrase("cycle", "quote", text=self._texts[report].rstrip("."))

    def _names(self, actions: list[ActionState]) -> list[str]:
        snapshot = self._situation.snapshot
        return sorted({snapshot.name(one) for action in actions for one in action.responsible})


STATES_OF_ACTIONS = ("open", "overdue", "done", "dropped")


def _quoted(action: ActionState) -> Phrase:
    return Phrase("cycle", "quote", text=action.text.rstrip("."))


def _counts(figures: Mapping[str, int]) -> list[Phrase]:
    names = ("findings", "open", "overdue", "done", "dropped")
    parts = [counted(f"{name}_counted", figures[name]) for name in names if figures[name]]
    return parts
