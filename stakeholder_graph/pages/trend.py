"""The small chart of contacts month by month: where its columns stand, and what is said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stakeholder_graph.pages import page
from stakeholder_graph.pages.page import LANGUAGES, Both

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 384, 132, 30, 22, 8
LABELLED = 6  # months from one name to the next

# What a page has of it:
#   months   ["2026-11", …], the earliest first
#   rows     [[month, personal, remote], …], the numbers as a table
#   columns  [{"x", "width", "personal": [y, height], "remote": [y, height]}]
#   labels   [{"x", "text"}] below the columns; top: the number at the upper line
#   text     Both: the same in a sentence


def trend_chart(shape: Mapping[str, Any]) -> dict[str, Any]:
    """The chart of a trend (see `analysis.trend.shape_of`) as plain values: columns, labels, a sentence.

    Remote contacts stand on the personal ones; the tallest column of both together reaches the top.
    """
    months, personal, remote = shape["months"], shape["personal"], shape["remote"]
    top = max([1, *(one + other for one, other in zip(personal, remote, strict=True))])
    step = (WIDTH - LEFT) / max(len(months), 1)
    scale = (HEIGHT - BOTTOM - TOP) / top
    floor = HEIGHT - BOTTOM
    columns, labels = [], []
    for number, (near, far) in enumerate(zip(personal, remote, strict=True)):
        x, low, high = LEFT + number * step + step * 0.14, near * scale, far * scale
        columns.append(
            {
                "x": round(x, 1),
                "width": round(step * 0.72, 1),
                "personal": [round(floor - low, 1), round(low, 1)],
                "remote": [round(floor - low - high, 1), round(high, 1)],
            }
        )
        if (len(months) - 1 - number) % LABELLED == 0:
            labels.append({"x": round(LEFT + (number + 0.5) * step, 1), "text": months[number]})
    return {
        "months": list(months),
        "rows": [list(row) for row in zip(months, personal, remote, strict=True)],
        "columns": columns,
        "labels": labels,
        "top": top,
        "text": _in_words(shape),
    }


def _in_words(shape: Mapping[str, Any]) -> Both:
    """What the chart shows, in a sentence or two in both languages."""
    words = page.texts("overview")
    if not shape["months"]:
        return {code: words[code]["trend_none"] for code in LANGUAGES}
    before = shape["year_before"]
    values = dict(shape["last_year"])
    told = {code: words[code]["trend_year"].format(**values) for code in LANGUAGES}
    if before:
        told = {code: f"{told[code]} {words[code]['trend_before'].format(**before)}" for code in LANGUAGES}
    return told
