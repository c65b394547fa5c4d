"""What the overview says of the past: which gaps came and went, and how coverage developed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from stakeholder_graph.analysis.coverage import needs_with_care
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.changes_in_brief import ChangesInBrief
from stakeholder_graph.gaps.texts import words
from stakeholder_graph.model.policy import DECIDING
from stakeholder_graph.model.records import Records
from stakeholder_graph.pages import page
from stakeholder_graph.pages.happened import iso
from stakeholder_graph.pages.page import LANGUAGES, Both
from stakeholder_graph.pages.told import told_gap

QUARTERS = 8
TOLD = 5  # changes in words, of each sort
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 384, 132, 40, 10, 10, 22
ABOUT_OURS = ("overloaded-carer",)
"""Kinds that name one of ours and nobody else: leadership sees own people as numbers only."""

# As the page has them:
#   changes  {"since": date, "before", "after", "appeared", "closed", "moved": numbers, "undated": Both,
#             "new": [told], "gone": [told]}     told: {"account", "file", "person": id|None, "class", "text"}
#   history  {"points": [{"date", "cared", "needed", "deciders"}], the earliest first, "line": points of the
#             drawing, "marks": [{"x", "y", "label"}], "text": Both}


def a_quarter_before(day: date) -> date:
    """The day with which the overview compares: a quarter of a year before."""
    return day - timedelta(days=91)


def told_changes(changes: ChangesInBrief, file_of: Mapping[str, str]) -> dict[str, Any]:
    """Which gaps came and went, as plain values. O(changes that are told)."""
    return {
        "since": iso(changes.since), "before": changes.before, "after": changes.after,
        "appeared": changes.appeared, "closed": changes.closed, "moved": changes.moved,
        "undated": {code: words("changed", "undated", code) for code in LANGUAGES},
        "new": [told_gap(one, file_of) for one in changes.new],
        "gone": [told_gap(one, file_of) for one in changes.gone],
    }  # fmt: skip


def past_days(records: Records, as_of: date) -> list[date]:
    """The ends of the last quarters of which something is known, the earliest first.

    Begins with the first dated care or contact: before that nothing is known. Care and contacts are read as
    they were on the day, so is who worked where; what has no date is as recorded now.
    """
    first = first_day(records)
    return [] if first is None else [day for day in quarter_ends(as_of) if day >= first]


def coverage_history(past: Sequence[Situation], situation: Situation) -> dict[str, Any] | None:
    """How many who need care had it on each of the past days (see `past_days`), and today.

    None where this leaves fewer than two days. O(needs of all days).
    """
    points = [_point(then) for then in past]
    return chart([*points, _point(situation)]) if points else None


def quarter_ends(as_of: date) -> list[date]:
    """The last days of the last eight quarters that ended before a day, the earliest first."""
    return list(_quarters(as_of))[::-1]


def _quarters(as_of: date) -> Iterator[date]:
    year, month = as_of.year, (as_of.month - 1) // 3 * 3 + 1
    for _ in range(QUARTERS):
        yield date(year, month, 1) - timedelta(days=1)
        year, month = (year, month - 3) if month > 3 else (year - 1, 10)


def first_day(records: Records) -> date | None:
    """The day of the first dated care or contact: before it nothing is known."""
    days = [
        records.relationship_table("CARES_FOR")["valid_from"].min(),
        records.node_table("Interaction")["date"].min(),
    ]
    known = [day for day in days if isinstance(day, date)]
    return min(known, default=None)


def _point(situation: Situation) -> dict[str, Any]:
    needs = needs_with_care(situation)
    deciders = needs.filter(pl.col("role").is_in(DECIDING) & ~pl.col("cared"))["person"].n_unique()
    once = needs.unique("person")
    return {
        "date": iso(situation.as_of), "cared": int(once["cared"].sum()), "needed": once.height,
        "deciders": deciders,
    }  # fmt: skip


def _share(point: Mapping[str, Any]) -> int:
    return int(point["cared"] * 100 // point["needed"]) if point["needed"] else 0


def chart(points: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Points of the history as a drawing: per cent of those in need who are cared for, from 0 to 100."""
    days = [date.fromisoformat(point["date"]) for point in points]
    whole = max((days[-1] - days[0]).days, 1)
    marks = []
    for day, point in zip(days, points, strict=True):
        x = LEFT + (WIDTH - LEFT - RIGHT) * (day - days[0]).days / whole
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _share(point) / 100
        marks.append(
            {"x": round(x, 1), "y": round(y, 1), "share": _share(point), "label": day.strftime("%Y-%m")}
        )
    return {
        "points": [{**point, "share": _share(point)} for point in points],
        "line": " ".join(f"{mark['x']},{mark['y']}" for mark in marks),
        "marks": marks,
        "text": _in_words(points),
    }


def _in_words(points: Sequence[Mapping[str, Any]]) -> Both:
    first, last = points[0], points[-1]
    said = page.texts("overview")
    return {
        code: said[code]["history_text"].format(
            first=_share(first), last=_share(last), begin=first["date"][:7],
            deciders_first=first["deciders"], deciders_last=last["deciders"],
        )
        for code in LANGUAGES
    }  # fmt: skip
