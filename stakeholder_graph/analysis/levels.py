"""The ladder of one account: who of ours meets whom of theirs, and on which levels nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from stakeholder_graph.analysis.needs import strictest_roles
from stakeholder_graph.analysis.situation import Situation


@dataclass(frozen=True)
class Pair:
    """One of ours who cares for one of theirs, needed or not; levels are None where unknown."""

    own: dict[str, Any]
    external: dict[str, Any]
    duty: str | None
    observed: bool
    needed: bool

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Rung:
    """A level where people of the account need somebody as senior; `paired`: one of ours there meets one."""

    level: int
    needed: int
    cared: int
    paired: bool

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Ladder:
    """All pairs of an account and its rungs, the top first; `alone`: who needs care and has nobody;
    `objected`: the ids of those who must not be contacted.
    """

    account: dict[str, Any]
    pairs: tuple[Pair, ...]
    rungs: tuple[Rung, ...]
    alone: tuple[dict[str, Any], ...] = ()
    objected: frozenset[str] = frozenset()

    def as_dict(self) -> dict[str, Any]:
        pairs, rungs = [pair.as_dict() for pair in self.pairs], [rung.as_dict() for rung in self.rungs]
        return {"account": self.account, "pairs": pairs, "rungs": rungs}


def rung_makers(situation: Situation) -> pl.DataFrame:
    """The needs that make the rungs: people of an account, of known level, who need somebody as senior."""
    return situation.needs.filter(pl.col("same_level") & pl.col("employee") & pl.col("level").is_not_null())


def paired_levels(situation: Situation) -> pl.DataFrame:
    """Where somebody of ours on that very level cares for somebody there: account, level."""
    care = situation.care.select("person", own_level="level")
    on_level = situation.employed.join(care, on="person").filter(pl.col("own_level") == pl.col("level"))
    return on_level.select("account", "level").unique()


def find_ladder(situation: Situation, account: int) -> Ladder:
    """Who of ours cares for whom at an account, and which levels have a counterpart.

    O(care of the account).
    """
    rows = _ladder_rows(situation, account)
    theirs = [
        {
            "id": row["id"],
            "name": row["name"] or row["id"],
            "level": row["their_level"],
            "role": row["role"],
            "presumed": bool(row["presumed"]),
        }
        for row in rows
    ]
    pairs = tuple(
        Pair(
            {"id": row["own_id"], "name": row["own_name"] or row["own_id"], "level": row["level"]},
            external, row["duty"], row["observed"], bool(row["needed"]),
        )
        for row, external in zip(rows, theirs, strict=True)
        if row["own"] is not None
    )  # fmt: skip
    alone = tuple(external for row, external in zip(rows, theirs, strict=True) if row["own"] is None)
    accounts = situation.accounts.filter(pl.col("account") == account)
    about = accounts.select("id", "name", "tier").row(0, named=True)
    rungs = find_rungs(situation).filter(pl.col("account") == account).drop("account")
    objectors = set(situation.objectors["person"])
    objected = frozenset(row["id"] for row in rows if row["person"] in objectors)
    return Ladder(about, pairs, tuple(Rung(**rung) for rung in rungs.iter_rows(named=True)), alone, objected)


def _ladder_rows(situation: Situation, account: int) -> list[dict[str, Any]]:
    """The account's people and role holders who have care, one row a carer, and those who need it in vain."""
    names = situation.snapshot.nodes.select("number", "id", "name")
    people = situation.with_levels(situation.circle.filter(pl.col("account") == account))
    people = people.join(strictest_roles(situation.roles), on=["account", "person"], how="left")
    needed = situation.needs.select("account", "person", needed=pl.lit(True))
    rows = (
        people.rename({"level": "their_level"}).join(situation.care, on="person", how="left")
        .join(needed, on=["account", "person"], how="left")
        .filter(pl.col("own").is_not_null() | pl.col("needed"))
        .join(names.rename({"number": "own", "id": "own_id", "name": "own_name"}), on="own", how="left")
        .join(names.rename({"number": "person"}), on="person")
    )  # fmt: skip
    return rows.sort("their_level", "name", "level", "own_name", nulls_last=True).rows(named=True)


def find_rungs(situation: Situation) -> pl.DataFrame:
    """All rungs of all accounts: account, level, needed, cared (of the people who make it), paired."""
    cared = situation.care.select("person", cared=pl.lit(True)).unique()
    makers = rung_makers(situation).join(cared, on="person", how="left")
    counted = makers.group_by("account", "level").agg(
        needed=pl.len(), cared=pl.col("cared").fill_null(False).sum()
    )
    paired = paired_levels(situation).with_columns(paired=pl.lit(True))
    joined = counted.join(paired, on=["account", "level"], how="left")
    return joined.with_columns(pl.col("paired").fill_null(False)).sort("account", "level")
