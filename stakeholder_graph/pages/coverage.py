"""How well the people of an account are cared for: one word a person, and cared / needed a level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.pages.book import DECIDING, Book

NOT_WELL = ("stale-care", "level-mismatch")
"""Findings about somebody who is cared for that turn the person's sign from fine to a warning."""


@dataclass(frozen=True)
class Coverage:
    """One account: who needs care, who of them has it, who needs it where."""

    needs: Mapping[int, Mapping[str, Any]]
    cared: frozenset[int]
    thirds: frozenset[int]

    def cell(self, level: int | None) -> tuple[int, int]:
        """Cared for and needing care among the account's people and role holders on a level."""
        return self._count(
            p for p, need in self.needs.items() if p not in self.thirds and need["level"] == level
        )

    def third_parties(self) -> tuple[int, int]:
        return self._count(person for person in self.needs if person in self.thirds)

    def deciders(self) -> tuple[int, int]:
        return self._count(person for person, need in self.needs.items() if need["role"] in DECIDING)

    def all(self) -> tuple[int, int]:
        return self._count(self.needs)

    def _count(self, people: Iterable[int]) -> tuple[int, int]:
        asked = set(people)
        return len(asked & self.cared), len(asked)


def coverage_of(book: Book, account: int) -> Coverage:
    """Who needs care at an account and who has it. A person counts once."""
    needs = {row["person"]: row for row in book.needs.get(account, ())}
    thirds = {row["person"] for row in book.thirds_of.get(account, ())}
    return Coverage(needs, frozenset(person for person in needs if person in book.care), frozenset(thirds))


def word_of(coverage: Coverage, person: int, objected: bool, unwell: Iterable[str]) -> str:
    """gap, warning, fine, none or objected: what the map's sign says about a person of an account."""
    if objected:
        return "objected"
    if person not in coverage.needs:
        return "none"
    if person not in coverage.cared:
        return "gap"
    return "warning" if set(unwell) & set(NOT_WELL) else "fine"


def kinds_about(findings: Iterable[Finding]) -> dict[str, set[str]]:
    """The kinds of findings about each person, by the person's id."""
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.person:
            found.setdefault(finding.person.id, set()).add(finding.kind)
    return found


def rungs(book: Book, coverage: Coverage, account: int) -> list[dict[str, Any]]:
    """Each level: cared, needed, whether one of its own people is to be met by an equal, and whether one
    is.
    """
    levels = {row["person"]: row["level"] for row in book.people_of.get(account, ()) if row["employee"]}
    paired = {
        level
        for person, level in levels.items()
        for care in book.care.get(person, ())
        if level is not None and care["level"] == level
    }
    asked = {levels[p] for p, need in coverage.needs.items() if p in levels and need["same_level"]} - {None}
    found = []
    for level in (1, 2, 3, 4, None):
        cared, needed = coverage.cell(level)
        found.append(
            {
                "level": level,
                "needed": needed,
                "cared": cared,
                "asked": level in asked,
                "paired": level in paired,
            }
        )
    return found
