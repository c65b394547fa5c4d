"""The overview for leadership: all accounts by level, cared for and in need, and the gravest gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from stakeholder_graph.analysis.coverage import AccountCoverage
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.trend import of_all, shape_of
from stakeholder_graph.gaps.changes_in_brief import ChangesInBrief
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.gaps.texts import day
from stakeholder_graph.pages import page
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.coverage import pair
from stakeholder_graph.pages.happened import iso
from stakeholder_graph.pages.history import ABOUT_OURS, told_changes
from stakeholder_graph.pages.numbers import in_words, overview_numbers
from stakeholder_graph.pages.page import LANGUAGES, Both
from stakeholder_graph.pages.told import by_account, told_gap
from stakeholder_graph.pages.trend import trend_chart

STYLES = ("colours.css", "common.css", "overview.css", "trend.css")
SCRIPTS = ("common.js", "overview.js")
WORST = 10

# The dictionary of the overview; "Both" is a text in two languages, a cell is [cared for, in need]:
#   as_of, language, levels {"en": [4 names], "de": […]}
#   numbers   those of overview_numbers
#   accounts  [{"id", "name", "tier", "industry", "file", "gaps", "kinds": [kinds of its gaps], "all": cell,
#               "cells": {"1"…"4", "unknown": cell}, "third": cell}], most gaps first
#   not_run   [{"kind", "missing": Both}]  checks for which the data hold nothing to read
#   trend     contacts month by month, as pages/trend.py describes it
#   changes, history   what pages/history.py describes, or None; "units" of an account: our departments there
#   worst     [{"account", "file", "person": id|None, "class", "text": Both}]


def overview(data: Mapping[str, Any]) -> str:
    """All accounts on one page that opens from a mail attachment: the whole HTML text, nothing beside it.

    `data` is what `overview_data` builds. Own people stand in it as a number only. The same data give the
    same
    bytes. O(accounts).
    """
    kinds = sorted({kind for account in data["accounts"] for kind in account["kinds"]})
    rows = [[kinds.index(kind) for kind in account["kinds"]] for account in data["accounts"]]
    template = page.environment().get_template("overview.html")
    words = page.texts("overview")
    changes, history = data.get("changes"), data.get("history")
    said = {**in_words(data["numbers"]), **(_changes_in_words(changes) if changes else {})}
    units = sorted({unit for account in data["accounts"] for unit in account.get("units", ())})
    return template.render(
        page.parts(page.script_of(SCRIPTS), STYLES),
        data=data,
        say=words[data["language"]],
        language=data["language"],
        share=share,
        look=look,
        changes=changes,
        history=history,
        said={name: text[data["language"]] for name, text in said.items()},
        hints=page.as_json(
            {
                "kinds": kinds,
                "rows": rows,
                "unit_names": units,
                "units": [
                    [units.index(unit) for unit in account.get("units", ())] for account in data["accounts"]
                ],
                "levels": data["levels"],
                "as_of": data["as_of"],
                "anonymous": bool(data.get("anonymous")),
                "said": said,
                "not_run": data["not_run"],
                "trend": data["trend"]["text"],
                "history": history["text"] if history else None,
            }
        ),
        texts=page.as_json({code: _needed(words[code], data, kinds) for code in LANGUAGES}),
    )


def _needed(words: Mapping[str, Any], data: Mapping[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    """The page's words with the names of those kinds of gaps only that it tells of."""
    told = {*kinds, *(check["kind"] for check in data["not_run"])}
    return {**words, "kinds": {kind: name for kind, name in words["kinds"].items() if kind in told}}


def _changes_in_words(changes: Mapping[str, Any]) -> dict[str, Both]:
    """What stands above the changes, in both languages."""
    words, since = page.texts("overview"), date.fromisoformat(changes["since"])
    return {
        "changes": {code: words[code]["changes"].format(since=day(since, code)) for code in LANGUAGES},
        "changed": {code: words[code]["changed"].format(**changes) for code in LANGUAGES},
        "undated": changes["undated"],
    }


def share(cell: Sequence[int]) -> str:
    """Per cent of a cell, rounded down, so that only all is 100."""
    return f"{cell[0] * 100 // cell[1]} %" if cell[1] else "–"


def look(cell: Sequence[int]) -> str:
    """The class of a cell: g nobody is cared for, s some, f all, e nobody needs care."""
    cared, needed = cell
    return "e" if not needed else "g" if not cared else "f" if cared == needed else "s"


def overview_data(
    situation: Situation,
    findings: Sequence[Finding],
    files: Mapping[int, str],
    *,
    language: str = "en",
    book: Book | None = None,
    changes: ChangesInBrief | None = None,
    history: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything that the overview shows, as plain values.

    `files` names the map beside the overview for each account's number; one without a map has no links.
    `changes` and `history` (see history.py) tell of the past; without them the page does not.
    O(accounts + needs + contacts).
    """
    book = book or Book(situation)
    gaps = {account: [one.kind for one in about] for account, about in by_account(findings).items()}
    accounts = [
        {
            **_account(row, book.coverage[row["account"]], gaps.get(row["id"], []), files),
            "units": book.units_at(row["account"]),
        }
        for row in situation.accounts.iter_rows(named=True)
    ]
    accounts.sort(key=lambda account: (-account["gaps"], account["name"], account["id"]))
    names = situation.policy.get("levels")["names"]
    file_of = {account["id"]: account["file"] for account in accounts}
    worst = [finding for finding in findings if finding.kind not in ABOUT_OURS][:WORST]
    return {
        "as_of": iso(situation.as_of),
        "language": language,
        "levels": {code: list(names[code]) for code in LANGUAGES},
        "numbers": overview_numbers(book),
        "accounts": accounts,
        "worst": [told_gap(finding, file_of) for finding in worst],
        "not_run": book.not_run,
        "trend": trend_chart(shape_of(situation, of_all(book.daily_contacts))),
        "changes": told_changes(changes, file_of) if changes else None,
        "history": history,
    }


def _account(
    row: Mapping[str, Any], coverage: AccountCoverage, kinds: list[str], files: Mapping[int, str]
) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"] or row["id"],
        "tier": row["tier"],
        "industry": row["industry"] or "",
        "file": files.get(row["account"], ""),
        "gaps": len(kinds),
        "kinds": sorted(set(kinds)),
        "all": pair(coverage.total),
        "cells": {
            **{str(level): pair(cell) for level, cell in coverage.levels.items()},
            "unknown": pair(coverage.unknown),
        },
        "third": pair(coverage.third_parties),
    }
