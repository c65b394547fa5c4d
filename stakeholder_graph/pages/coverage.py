"""How well the people of an account are cared for, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stakeholder_graph.analysis.coverage import Cell
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.pages.book import Book

NOT_WELL = ("stale-care", "level-mismatch")
"""Findings about somebody who is cared for that turn the person's sign from fine to a warning."""


def pair(cell: Cell) -> list[int]:
    """A cell as the pages have it: cared for, in need."""
    return [cell.cared, cell.needed]


def word_of(book: Book, account: int, person: int, objected: bool, unwell: Iterable[str]) -> str:
    """gap, warning, fine, none or objected: what the map's sign says about a person of an account."""
    if objected:
        return "objected"
    if person not in book.needs_of(account):
        return "none"
    if person not in book.care:
        return "gap"
    return "warning" if set(unwell) & set(NOT_WELL) else "fine"


def kinds_about(findings: Iterable[Finding]) -> dict[str, set[str]]:
    """The kinds of findings about each person, by the person's id."""
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.person:
            found.setdefault(finding.person.id, set()).add(finding.kind)
    return found


def rungs(book: Book, account: int) -> list[dict[str, Any]]:
    """Each level: cared, needed, whether its people are to be met by an equal, and whether one is."""
    coverage, asked = book.coverage[account], book.rungs.get(account, {})
    cells: list[tuple[int | None, Cell]] = [*coverage.levels.items(), (None, coverage.unknown)]
    return [
        {"level": level, **cell.as_dict(), "asked": level in asked, "paired": asked.get(level, False)}
        for level, cell in cells
    ]
