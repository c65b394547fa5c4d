"""The portfolio: every account a bubble, as large as it is worth, coloured by how well it is cared for."""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.pages import page
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.coverage import pair
from stakeholder_graph.pages.happened import iso
from stakeholder_graph.pages.overview import look, share
from stakeholder_graph.pages.page import LANGUAGES
from stakeholder_graph.pages.portfolio_people import people_by_account
from stakeholder_graph.pages.told import by_account

STYLES = ("colours.css", "common.css", "portfolio.css")
SCRIPTS = ("common.js", "portfolio.js")
WIDTH, LEAST, MOST, GAP, LABEL, HEADING = 1180.0, 15.0, 62.0, 12.0, 18.0, 34.0
NAMED_FROM = 30.0
"""From this radius on a bubble has its name below it, and among few accounts each has; a smaller one
tells it when it is pointed at."""
FEW, NARROWEST, NAME_WIDTH = 24, 860.0, 96.0
TIERS = ("A", "B", "C")

# The dictionary of the portfolio; a cell is [cared for, in need]:
#   as_of, language, levels, overview (file) or None
#   valued     whether bubbles are as large as the earnings value; else as the number of people in need
#   accounts   [{"id", "name", "tier", "industry", "file", "size": number|None, "all": cell, "gaps",
#               "people": [[name, level|0, position in STATES, id|""]], those in need first}]


def portfolio_data(
    situation: Situation,
    findings: Sequence[Finding],
    files: Mapping[int, str],
    *,
    language: str = "en",
    overview: str | None = None,
    book: Book | None = None,
) -> dict[str, Any]:
    """Everything that the portfolio shows, as plain values. O(people)."""
    book = book or Book(situation)
    about = by_account(findings)
    rows = list(situation.accounts.iter_rows(named=True))
    valued = any(row["value"] for row in rows)
    people = people_by_account(situation, findings)
    accounts = []
    for row in rows:
        coverage, here = book.coverage[row["account"]], about.get(row["id"], [])
        accounts.append(
            {
                "id": row["id"], "name": row["name"] or row["id"], "tier": row["tier"],
                "industry": row["industry"] or "", "file": files.get(row["account"], ""),
                "size": row["value"] if valued else coverage.total.needed,
                "all": pair(coverage.total), "gaps": len(here),
                "people": people.get(row["account"], []),
            }
        )  # fmt: skip
    names = situation.policy.get("levels")["names"]
    return {
        "as_of": iso(situation.as_of), "language": language, "overview": overview, "valued": valued,
        "levels": {code: list(names[code]) for code in LANGUAGES}, "accounts": accounts,
    }  # fmt: skip


def placed(accounts: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], float]:
    """Bubbles on shelves, tier by tier, the largest first: where each stands, and how high all are together.

    No bubble touches another, and the same accounts stand in the same places. O(n log n).
    """
    # few accounts have room to be large
    few = len(accounts) <= FEW
    stretch = 1.6 if few else 1.2 if len(accounts) <= 80 else 1.0
    largest = max((one["size"] or 0 for one in accounts), default=0) or 1
    found: list[dict[str, Any]] = []
    top = 0.0
    for tier in TIERS:
        here = [one for one in accounts if one["tier"] == tier]
        here.sort(key=lambda one: (-(one["size"] or 0), one["name"], one["id"]))
        if not here:
            continue
        top += HEADING
        left, shelf = 0.0, 0.0
        for one in here:
            radius = stretch * (LEAST + (MOST - LEAST) * math.sqrt(max(one["size"] or 0, 0) / largest))
            named = few or radius >= NAMED_FROM
            width = max(2 * radius, NAME_WIDTH if named else 0.0)
            if left and left + width > WIDTH:
                left, top, shelf = 0.0, top + shelf + GAP, 0.0
            shelf = max(shelf, 2 * radius + (LABEL if named else 0.0))
            place = {
                "top": round(top, 1),
                "x": round(left + width / 2, 1),
                "y": round(top + radius, 1),
                "r": round(radius, 1),
            }
            found.append({**one, **place, "named": named, "first": one is here[0]})
            left += width + GAP
        top += shelf + 22.0
    return found, round(top, 1)


def shelves(bubbles: Sequence[Mapping[str, Any]], height: float) -> list[dict[str, Any]]:
    """The bubbles shelf by shelf, each with its part of the drawing: browsers set up only those in sight."""
    found: list[dict[str, Any]] = []
    for number, one in enumerate(bubbles):
        if not found or found[-1]["at"] != one["top"]:
            found.append(
                {"at": one["top"], "top": one["top"] - (HEADING if one["first"] else GAP / 2), "bubbles": []}
            )
        found[-1]["bubbles"].append({**one, "n": number})
    for shelf, following in zip(found, [*(one["top"] for one in found), height][1:], strict=True):
        shelf["top"], shelf["height"] = round(shelf["top"], 1), round(following - shelf["top"], 1)
    return found


def portfolio(data: Mapping[str, Any]) -> str:
    """The whole HTML text of the portfolio, nothing beside it: same data, same bytes. O(people)."""
    bubbles, height = placed(data["accounts"])
    right = max((one["x"] + max(one["r"], NAME_WIDTH / 2) for one in bubbles), default=0.0)
    words = page.texts("portfolio")
    people = json.dumps([one["people"] for one in bubbles], ensure_ascii=False, separators=(",", ":"))
    told = [
        {name: one[name] for name in ("name", "file", "all", "gaps", "tier", "industry")} for one in bubbles
    ]
    return (
        page.environment()
        .get_template("portfolio.html")
        .render(
            page.parts(page.script_of(SCRIPTS), STYLES),
            data=data,
            shelves=shelves(bubbles, height),
            width=max(round(right, 1), NARROWEST),  # few bubbles fill the page
            look=look,
            share=share,
            shortened=shortened,
            say=words[data["language"]],
            language=data["language"],
            accounts=page.as_json(
                {
                    "accounts": told,
                    "levels": data["levels"],
                    "as_of": data["as_of"],
                    "anonymous": bool(data.get("anonymous")),
                }
            ),
            # the strongest compression takes fifteen times as long for a sixteenth less
            people=base64.b64encode(zlib.compress(people.encode(), 5)).decode(),
            texts=page.as_json(words),
        )
    )


def shortened(name: str, radius: float) -> str:
    """A name as it fits below a bubble: the wider the bubble, the more of it."""
    most = max(14, int(2 * radius / 6.5))
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
