"""Whom the pages of a run are about: everybody, or those of one account and ours."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import polars as pl

from stakeholder_graph.analysis.situation import Situation


class Scope:
    """A situation, seen as a whole; with `account` (its number) as far as that account's page needs it: its
    people and third parties, and ours.
    """

    def __init__(self, situation: Situation, account: int | None = None) -> None:
        self.situation = situation
        self.snapshot = situation.snapshot
        self.account = account

    def id(self, number: int) -> str:
        return self.snapshot.id(number)

    def name(self, number: int) -> str:
        return self.snapshot.name(number)

    def names(self, numbers: Iterable[int]) -> list[str]:
        return sorted({self.name(number) for number in numbers})

    @cached_property
    def _people(self) -> pl.Series:
        """Everybody whom the page of one account needs."""
        theirs = [self.here(self.situation.circle), self.here(self.situation.third_parties)]
        return pl.concat([*(table["person"] for table in theirs), self.situation.own["person"]]).unique()

    def here(self, table: pl.DataFrame) -> pl.DataFrame:
        """Of a table by account the rows within."""
        return table if self.account is None else table.filter(pl.col("account") == self.account)

    def of(self, table: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """Of a table with people in these columns the rows within."""
        if self.account is None:
            return table
        return table.filter(pl.all_horizontal(pl.col(*columns).is_in(self._people.implode())))
