"""How many of those who need care have it: by account and level."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import DECIDING

LEVELS = (1, 2, 3, 4)
UNKNOWN, THIRD_PARTY = 0, -1


@dataclass(frozen=True)
class Cell:
    """How many people need care, and for how many of them somebody of ours cares."""

    needed: int = 0
    cared: int = 0

    def as_dict(self) -> dict[str, int]:
        return {"needed": self.needed, "cared": self.cared}


@dataclass(frozen=True)
class AccountCoverage:
    """The coverage of one account: a cell a level (employees and role holders), and third parties beside.

    `deciders`: those of all these who decide or co-decide.
    """

    account: int
    id: str
    name: str
    tier: str
    levels: dict[int, Cell] = field(default_factory=dict)
    unknown: Cell = Cell()
    third_parties: Cell = Cell()
    deciders: Cell = Cell()

    @property
    def total(self) -> Cell:
        cells = (*self.levels.values(), self.unknown, self.third_parties)
        return Cell(sum(cell.needed for cell in cells), sum(cell.cared for cell in cells))

    def as_dict(self) -> dict[str, Any]:
        levels = {str(level): cell.as_dict() for level, cell in self.levels.items()}
        about = {"id": self.id, "name": self.name, "tier": self.tier}
        return {
            **about,
            "levels": levels,
            "unknown": self.unknown.as_dict(),
            "third_parties": self.third_parties.as_dict(),
        }


def needs_with_care(situation: Situation) -> pl.DataFrame:
    """All needs at accounts with `cared` (somebody of ours cares) and `inside` (employee or role holder
    there).
    """
    cared = situation.care.select("person", cared=pl.lit(True)).unique()
    inside = situation.circle.with_columns(inside=pl.lit(True))
    needs = situation.needs.filter(pl.col("account").is_not_null())
    joined = needs.join(cared, on="person", how="left").join(inside, on=["account", "person"], how="left")
    return joined.with_columns(pl.col("cared", "inside").fill_null(False))


def find_coverage(situation: Situation) -> list[AccountCoverage]:
    """Coverage of every account, by name; a person counts once per account. O(people in need)."""
    needs = needs_with_care(situation)
    place = pl.when(~pl.col("inside")).then(THIRD_PARTY).otherwise(pl.col("level").fill_null(UNKNOWN))
    counted = needs.group_by("account", place=place).agg(needed=pl.len(), cared=pl.col("cared").sum())
    cells: dict[int, dict[int, Cell]] = {}
    for account, where, needed, cared in counted.iter_rows():
        cells.setdefault(account, {})[where] = Cell(needed, cared)
    deciding = needs.filter(pl.col("role").is_in(DECIDING)).group_by("account")
    deciders = {row[0]: Cell(*row[1:]) for row in deciding.agg(pl.len(), pl.col("cared").sum()).iter_rows()}
    rows = []
    for account, identity, name, tier in situation.accounts.select(
        "account", "id", "name", "tier"
    ).iter_rows():
        here = cells.get(account, {})
        levels = {level: here.get(level, Cell()) for level in LEVELS}
        unknown, third = here.get(UNKNOWN, Cell()), here.get(THIRD_PARTY, Cell())
        about = (account, identity, name or identity, tier)
        rows.append(AccountCoverage(*about, levels, unknown, third, deciders.get(account, Cell())))
    return rows
