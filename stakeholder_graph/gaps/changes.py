"""Which gaps appeared, closed or moved between two days, and what was recorded in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import UnknownName
from stakeholder_graph.gaps.choosing import Choice, choose
from stakeholder_graph.gaps.comparing import compare, gave_way
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import Gaps
from stakeholder_graph.gaps.finding import Evidence, Finding, plain
from stakeholder_graph.gaps.happenings import Happenings
from stakeholder_graph.gaps.reasons import Reasons
from stakeholder_graph.gaps.texts import words


@dataclass(frozen=True)
class Change:
    """One gap that is not as it was: `before` or `after` is None where it was not, or is no more.

    `records`: what began, ended or took place in between and touches it, the latest first; none when only
    time went by. `gave_way_to`: of a closed gap, a new one that says that care or the person is gone.
    """

    before: Finding | None
    after: Finding | None
    records: tuple[Evidence, ...]
    gave_way_to: Finding | None = None

    @property
    def finding(self) -> Finding:
        """The gap as it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None  # one of the two is always there
        return found

    def as_dict(self, language: str) -> dict[str, Any]:
        told = self.finding.as_dict(language)
        records = [one.as_dict(language, self.finding.policy) for one in self.records]
        if self.before and self.after:
            states = {"before": _state(self.before, language), "after": _state(self.after, language)}
            return {"gap": told, **states, "records": records}
        if self.after:
            return {**told, "records": records}
        graver = self.gave_way_to.text(language) if self.gave_way_to else None
        return {**told, "records": records, "gave_way_to": graver}


def _state(finding: Finding, language: str) -> dict[str, Any]:
    part = finding.replaced_by[1].text(language, finding.policy) if finding.replaced_by else None
    carer = finding.carer.as_dict() if finding.carer else None
    return {"severity": plain(finding.severity), "class": finding.severity_class, "level": finding.level,
            "carer": carer, "part_of": part, "text": finding.text(language)}  # fmt: skip


@dataclass(frozen=True)
class Changes:
    """The gaps of two days side by side; `before`, `after`: how many of those asked for are counted on each.

    `moved`: the same gap with another severity, class, carer or level, or one that came to stand in another
    gap or no longer does.
    """

    since: date
    as_of: date
    before: int
    after: int
    appeared: tuple[Change, ...]
    closed: tuple[Change, ...]
    moved: tuple[Change, ...]

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The JSON shape of `changes --format json`."""
        parts = {"appeared": self.appeared, "closed": self.closed, "moved": self.moved}
        return {
            "since": self.since.isoformat(), "as_of": self.as_of.isoformat(),
            "counts": {"before": self.before, "after": self.after},
            **{name: [one.as_dict(language) for one in changes] for name, changes in parts.items()},
            "undated": words("changed", "undated", language),
        }  # fmt: skip


def find_changes(
    earlier: tuple[Situation, Gaps], later: tuple[Situation, Gaps], choice: Choice | None = None
) -> Changes:
    """Compare the gaps of two days of the same records; `choice` filters by account, tier and kind.

    A gap that moved is in the list when the filters let it pass on either day. UnknownName for an account
    that is one on neither day. O(gaps + records in between).
    """
    choice = choice or Choice()
    (old, old_gaps), (new, new_gaps) = earlier, later
    shown_old, shown_new = _chosen(old, old_gaps, new, choice), _chosen(new, new_gaps, old, choice)
    found = compare(old_gaps, new_gaps)
    moved = found.moved.filter(
        pl.col("before").is_in(shown_old.implode()) | pl.col("after").is_in(shown_new.implode())
    )
    told_old = _explained(old, old_gaps, [*found.closed["gap"], *moved["before"]])
    told_new = _explained(new, new_gaps, [*found.appeared["gap"], *moved["after"]])
    graver = dict(gave_way(replace(found, moved=moved), new_gaps).iter_rows())
    reasons = Reasons(earlier, later, Happenings(new, old.as_of))
    appeared, closed = set(shown_new), set(shown_old)
    return Changes(
        old.as_of, new.as_of, _counted(old_gaps, shown_old), _counted(new_gaps, shown_new),
        tuple(Change(None, told_new[gap], reasons.of(None, told_new[gap], None, gap))
              for gap in found.appeared["gap"] if gap in appeared),
        tuple(
            Change(
                told_old[gap], None, reasons.of(told_old[gap], None, gap, None),
                told_new[graver[gap]] if gap in graver else None,
            )
            for gap in found.closed["gap"] if gap in closed
        ),
        tuple(Change(told_old[one], told_new[two], reasons.of(told_old[one], told_new[two], one, two))
              for one, two in moved.iter_rows()),
    )  # fmt: skip


def _counted(gaps: Gaps, shown: pl.Series) -> int:
    """How many of the gaps that are asked for stand in no other one."""
    return gaps.table.filter(pl.col("gap").is_in(shown.implode()))["replaced_by"].null_count()


def _explained(situation: Situation, gaps: Gaps, numbers: Sequence[int]) -> dict[int, Finding]:
    rows = gaps.table.filter(pl.col("gap").is_in(list(numbers)))
    return dict(zip(rows["gap"].to_list(), explain(situation, gaps, rows), strict=True))


def _chosen(situation: Situation, gaps: Gaps, other: Situation, choice: Choice) -> pl.Series:
    """The gaps that the filters let pass; an account that is none on this day has none."""
    wanted = Choice(choice.account, None, choice.kinds, choice.tier, replaced=True)
    try:
        return choose(situation, gaps.table, wanted)["gap"]
    except UnknownName:
        if choice.account is None:
            raise
        choose(other, gaps.table.clear(), wanted)  # raises where it is no account on the other day either
        return gaps.table.clear()["gap"]
