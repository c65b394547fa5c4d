"""What is missing for which check: each thing that somebody could fill in, with those whom it concerns."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.checks_care import missing_profile
from stakeholder_graph.gaps.find import NotRun
from stakeholder_graph.gaps.registry import CHECKS, missing_reading
from stakeholder_graph.todo.rows import (
    carers,
    employers,
    levels,
    objections,
    own_levels,
    people_rows,
    roles,
    values,
)

FINDERS: Mapping[str, Callable[[Situation], pl.DataFrame]] = {
    "employers": employers,
    "levels": levels,
    "own_levels": own_levels,
    "roles": roles,
    "values": values,
    "carers": carers,
    "profiles": lambda situation: people_rows(situation, missing_profile(situation)),
    "objections": objections,
}


@cache
def words() -> Mapping[str, Any]:
    """What stands in words.toml."""
    text = resources.files("stakeholder_graph.todo").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: how often, at how many accounts, for which checks, the rows to fill in."""

    key: str
    count: int
    accounts: int
    checks: tuple[str, ...]
    rows: pl.DataFrame

    def text(self, language: str) -> str:
        """What is missing, without how many."""
        return str(words()[self.key][language]).format(accounts=self.accounts)

    def as_dict(self, language: str) -> dict[str, Any]:
        """The JSON shape of an entry of `missing`."""
        return {
            "what": self.key, "count": self.count, "accounts": self.accounts, "checks": list(self.checks),
            "text": self.text(language),
        }  # fmt: skip


@dataclass(frozen=True)
class Todo:
    """All that is missing, the biggest first, and the checks that could not run for want of any record."""

    missing: tuple[Missing, ...]
    not_run: tuple[NotRun, ...]

    def as_dict(self, language: str, policy: Any) -> dict[str, Any]:
        """The JSON shape of `todo`."""
        return {
            "missing": [one.as_dict(language) for one in self.missing],
            "not_run": [{"kind": one.kind, "missing": one.text(language, policy)} for one in self.not_run],
        }


def find_todo(situation: Situation) -> Todo:
    """What is missing for which check, the biggest first. O(people + relationships)."""
    found = []
    for key, finder in FINDERS.items():
        rows = finder(situation)
        if rows.height:
            at = rows["account"].drop_nulls().n_unique() if "account" in rows.columns else 0
            found.append(Missing(key, rows.height, at, tuple(words()[key]["checks"]), rows))
    found.sort(key=lambda one: -one.count)
    not_run = [
        NotRun(check.kind, missing) for check in CHECKS if (missing := missing_reading(situation, check))
    ]
    return Todo(tuple(found), tuple(not_run))
