"""What came of actions: the ratings before and after, and the gaps that are closed since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.analysis.cycle_loop import ActionState
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.texts import Phrase, words
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import Policy

if TYPE_CHECKING:
    from stakeholder_graph.gaps.find import Gaps

GapsOn = Callable[[date], "Gaps"]
"""All gaps as of a day, with the numbers of the same snapshot."""
SAME_GAP = ("kind", "account", "person", "level", "about")


@dataclass(frozen=True)
class Change:
    """How one person, or a measure, was rated before an action and after it; only what both reports rate.

    `ratings`: name → (before, after).
    """

    id: str
    name: str
    before: date
    after: date
    ratings: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Effect:
    """One action with what came of it, as far as it is known on the day.

    `closed` are the gaps of its people, or of their accounts as a whole, that were there when it was added
    and are not any more: kind, name of the person or account. None where nobody looked.
    """

    action: ActionState
    names: Mapping[str, Any]
    changes: tuple[Change, ...]
    closed: tuple[tuple[str, str], ...] | None

    def sentences(self, language: str, policy: Policy) -> list[str]:
        """What came of it in sentences: the effect as told, ratings, gaps."""
        told = [_ended(self.action.effect)] if self.action.effect else []
        phrases = [_change_phrase(change, language) for change in self.changes]
        for kind, name in self.closed or ():
            phrases.append(Phrase("cycle", "effect_closed", kind=words(kind, "name", language), name=name))
        return told + [phrase.text(language, policy) for phrase in phrases]

    def as_dict(self, language: str, policy: Policy) -> dict[str, Any]:
        action = self.action
        changes = [
            {"id": one.id, "name": one.name, "before": one.before.isoformat(), "after": one.after.isoformat(),
             "ratings": {name: {"before": old, "after": new} for name, (old, new) in one.ratings.items()}}
            for one in self.changes
        ]  # fmt: skip
        closed = None if self.closed is None else [{"kind": kind, "name": name} for kind, name in self.closed]
        return {
            "id": action.id, "text": action.text, "state": action.state, "due": _iso(action.due),
            "done_on": _iso(action.done_on), "effect": action.effect, "added": _iso(action.added),
            **self.names, "changes": changes, "gaps_closed": closed,
            "sentences": self.sentences(language, policy),
        }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ended(text: str) -> str:
    """A text of somebody's own as a sentence."""
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."


def _change_phrase(change: Change, language: str) -> Phrase:
    """What the later report rates otherwise than the earlier one, or that it rates all the same."""
    properties = ontology().nodes["Report"].properties
    moved = [
        f"{properties[name].word(language)} {old} → {new}"
        for name, (old, new) in change.ratings.items()
        if old != new
    ]
    days = {"name": change.name, "before": change.before, "after": change.after}
    return Phrase("cycle", "effect_change" if moved else "effect_same", **days, moved=", ".join(moved))


def find_effects(
    situation: Situation, actions: Sequence[ActionState], gaps_on: GapsOn | None = None
) -> list[Effect]:
    """What came of each of these actions.

    Ratings: the last report on the same person (or measure) up to the day the action was added, beside the
    first one from the day on which it was done; no third one between hides a cause, so read it as a sign and
    no proof. Gaps: as of the day it was added, beside today; `gaps_on` tells them, and without it nobody
    looks. O(reports), plus one look at all gaps for each day on which an action was added.
    """
    rated = _rated_reports(situation)
    now = gaps_on(situation.as_of) if gaps_on and any(one.state == "done" for one in actions) else None
    effects = []
    for action in actions:
        done = action.state == "done" and action.added is not None
        changes = tuple(_changes(situation, action, rated)) if done else ()
        closed = None
        if done and gaps_on is not None and now is not None and action.added is not None:
            closed = _closed(situation, action, gaps_on(action.added), now)
        effects.append(Effect(action, _names(situation, action), changes, closed))
    return effects


def _names(situation: Situation, action: ActionState) -> dict[str, Any]:
    """Who does it, whom it is about, and the report that it follows from: ids and names."""
    snapshot = situation.snapshot

    def named(numbers: Sequence[int]) -> list[dict[str, str]]:
        return [{"id": snapshot.id(number), "name": snapshot.name(number)} for number in numbers]

    report = None
    if action.reports:
        row = snapshot.kinds["Report"].row(by_predicate=pl.col("number") == action.reports[-1], named=True)
        report = {"id": row["id"], "date": _iso(row["date"]), "finding": row["finding"]}
    return {"responsible": named(action.responsible), "about": named(action.subjects), "report": report}


def _rated_reports(situation: Situation) -> dict[int, list[dict[str, Any]]]:
    """By whom they are about, the dated reports with any rating, in the order of their days."""
    properties = ontology().nodes["Report"].properties.values()
    ratings = [item.name for item in properties if item.kind == "integer"]
    reports = situation.snapshot.kind("Report").filter(
        pl.col("date").is_not_null() & pl.any_horizontal(pl.col(name).is_not_null() for name in ratings)
    )
    about = situation.snapshot.tie("ABOUT").select(number="start", subject="end").unique()
    found: dict[int, list[dict[str, Any]]] = {}
    for row in reports.join(about, on="number").sort("date", "id").iter_rows(named=True):
        given = {name: row[name] for name in ratings if row[name] is not None}
        found.setdefault(row["subject"], []).append({"date": row["date"], "id": row["id"], "ratings": given})
    return found


def _changes(
    situation: Situation, action: ActionState, rated: Mapping[int, Sequence[Mapping[str, Any]]]
) -> list[Change]:
    found = []
    for subject in action.subjects:
        reports = rated.get(subject, ())
        before = [report for report in reports if action.added and report["date"] <= action.added]
        since = action.done_on or action.added
        after = [report for report in reports if since and report["date"] >= since and report not in before]
        if not before or not after:
            continue
        old, new = before[-1], after[0]
        both = {
            name: (value, new["ratings"][name])
            for name, value in old["ratings"].items()
            if name in new["ratings"]
        }
        snapshot = situation.snapshot
        found.append(Change(snapshot.id(subject), snapshot.name(subject), old["date"], new["date"], both))
    return found


def _closed(
    situation: Situation, action: ActionState, before: Gaps, now: Gaps
) -> tuple[tuple[str, str], ...]:
    """The gaps of the people, and of the accounts where they work or have a role, that are gone today.

    What a check finds that cannot run today is not closed, for nobody looked.
    """
    silent = [one.kind for one in now.not_run]
    people = pl.Series(action.subjects, dtype=pl.Int32)
    at = situation.circle.filter(pl.col("person").is_in(people.implode()))["account"]
    theirs = pl.col("person").is_in(people.implode())
    of_account = pl.col("person").is_null() & pl.col("account").is_in(at.unique().implode())
    looked = before.table.filter(pl.col("replaced_by").is_null() & ~pl.col("kind").is_in(silent))
    gone = looked.filter(theirs | of_account).join(now.table, on=list(SAME_GAP), how="anti", nulls_equal=True)
    name = situation.snapshot.name
    return tuple(
        (kind, name(person if person is not None else account))
        for kind, account, person in gone.sort("gap").select("kind", "account", "person").iter_rows()
        if person is not None or account is not None
    )
