"""Whether two databases hold the same, and what differs, named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from stakeholder_graph.model.records import Records

SHOWN = 3  # values that differ, named one by one for each kind
THERE = "there:"  # no property's name holds a colon
LONGEST = 60  # characters of a value in a message


@dataclass(frozen=True)
class Different:
    """What differs in one kind or relationship: how many rows, and a few of them in words."""

    kind: str
    rows: int
    samples: tuple[str, ...]

    def __str__(self) -> str:
        more = " …" if self.rows > len(self.samples) else ""
        return f"{self.kind}: {self.rows} ({'; '.join(self.samples)}{more})"


def differences(expected: Records, found: Records, *, exactly: bool = True) -> list[Different]:
    """What of the expected rows is not found as it should be, by kind; empty when all is there.

    Without `exactly`, what is found may hold more: rows, values where the expected row has none, and an older
    day of recording. O(rows).
    """
    kinds = [
        *((name, expected.node_table(name), found.node_table(name)) for name in _names(expected, found, 0)),
        *(
            (name, expected.relationship_table(name), found.relationship_table(name))
            for name in _names(expected, found, 1)
        ),
    ]
    return [one for kind in kinds if (one := _different(*kind, exactly)) is not None]


def different_rows(name: str, expected: pl.DataFrame, found: pl.DataFrame, exactly: bool) -> Different | None:
    """The same for two tables without an id: each expected row stands among those found."""
    lost = expected.join(found, on=expected.columns, how="anti", nulls_equal=True)
    more = (
        found.join(expected, on=expected.columns, how="anti", nulls_equal=True) if exactly else lost.clear()
    )
    samples = [f"{row!r} is lost" for row in lost.head(SHOWN).rows()]
    samples += [f"{row!r} is too many" for row in more.head(SHOWN).rows()]
    return Different(name, lost.height + more.height, tuple(samples[:SHOWN])) if samples else None


def _names(expected: Records, found: Records, part: int) -> list[str]:
    tables = [(records.nodes, records.relationships)[part] for records in (expected, found)]
    return list(dict.fromkeys(name for several in tables for name, table in several.items() if table.height))


def _different(name: str, expected: pl.DataFrame, found: pl.DataFrame, exactly: bool) -> Different | None:
    lost = expected.join(found, on="id", how="anti")["id"]
    more = found.join(expected, on="id", how="anti")["id"] if exactly else lost.clear()
    there = found.rename({column: THERE + column for column in found.columns if column != "id"})
    both = expected.join(there, on="id", how="inner", maintain_order="left")
    changed = both.filter(
        pl.any_horizontal(_differing(column, exactly) for column in _compared(expected, exactly))
    )
    rows = len(lost) + len(more) + changed.height
    if not rows:
        return None
    samples = [f"{key} is lost" for key in lost.head(SHOWN)]
    samples += [f"{key} is too many" for key in more.head(SHOWN)]
    samples += list(_told(changed.head(SHOWN), _compared(expected, exactly), exactly))
    return Different(name, rows, tuple(samples[:SHOWN]))


def _compared(table: pl.DataFrame, exactly: bool) -> list[str]:
    """A row that says the same as the one there keeps the day on which that was recorded."""
    return [name for name in table.columns if name != "id" and (exactly or name != "recorded_at")]


def _differing(column: str, exactly: bool) -> pl.Expr:
    differs = pl.col(column).ne_missing(pl.col(THERE + column))
    return differs if exactly else pl.col(column).is_not_null() & differs


def _told(changed: pl.DataFrame, columns: list[str], exactly: bool) -> Iterator[str]:
    for row in changed.iter_rows(named=True):
        for column in columns:
            here, there = row[column], row[THERE + column]
            if here != there and (exactly or here is not None):
                yield f"{row['id']}: {column} is {_short(there)} instead of {_short(here)}"
                break


def _short(value: Any) -> str:
    text = "empty" if value is None else repr(str(value))
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
