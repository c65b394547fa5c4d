"""The ladder's measures, rows and columns: what stands beside the people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LINE = 48.0
"""Height of one person's line: a symbol with the name and the job title beside it."""
PADDING = 14.0
LEAST_HEIGHT, EMPTY_HEIGHT = 108.0, 60.0
"""A row keeps room for its heading: level, how many are cared for, how many are folded; where nobody
stands, only for the level."""
WIDTHS = {"own": 194.0, "account": 242.0, "third": 222.0}
CHANNEL = 62.0
"""The clear space between ours and theirs in which the lines of care run."""
SPACE = 10.0
EDGE = 22.0
MOST_KINDS = 2
"""So many kinds of third parties have a column of their own, or the first of more and all others together:
so the whole width is readable on a laptop."""


@dataclass(frozen=True)
class Row:
    """One level: where its band begins, how high it is, and how much higher when its folded people show."""

    level: int | None
    top: float
    height: float
    extra: float


@dataclass(frozen=True)
class Column:
    """One side, or one kind of third parties: `left` and `width` of its part of the drawing."""

    key: str
    left: float
    width: float


@dataclass(frozen=True)
class Spot:
    """The place of one person's symbol while all rows are folded; a folded one stands below its row's
    others.
    """

    x: float
    y: float
    row: int
    column: int
    folded: bool


@dataclass(frozen=True)
class Ladder:
    """All rows, columns and spots; `spots` in the order of the people."""

    width: float
    height: float
    rows: list[Row]
    columns: list[Column]
    spots: list[Spot]


def column_keys(people: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns from left to right: own, account, then the kinds of third parties, most people first."""
    counts: dict[str, int] = {}
    for person in people:
        if person["side"] == "third":
            counts[person["kind"]] = counts.get(person["kind"], 0) + 1
    kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
    if len(kinds) > MOST_KINDS:
        kinds = [*kinds[: MOST_KINDS - 1], "further"]
    return ["own", "account", *kinds]


def column_of(person: Mapping[str, Any], keys: Sequence[str]) -> int:
    """The column that a person stands in."""
    if person["side"] != "third":
        return 0 if person["side"] == "own" else 1
    return keys.index(person["kind"]) if person["kind"] in keys else len(keys) - 1


def columns_of(keys: Sequence[str], across: Sequence[int]) -> list[Column]:
    """The columns side by side, with the clear space after ours; `across`: how many stand abreast."""
    columns = [Column("own", 0.0, WIDTHS["own"])]
    left = WIDTHS["own"] + CHANNEL
    for key, wide in zip(keys[1:], across[1:], strict=True):
        width = WIDTHS["account" if key == "account" else "third"] * wide
        columns.append(Column(key, left, width))
        left += width + SPACE
    return columns


def turns_of(lines: Sequence[Mapping[str, Any]], ladder: Ladder) -> dict[int, tuple[float, float]]:
    """Where lines of care turn: those to people farther right go level from the account's edge on.

    So their slope stays in the clear space between ours and theirs, and they meet no symbol on their way.
    """
    edge, nearest = ladder.columns[1].left - 14, ladder.columns[1].left + EDGE
    ends = {
        number: (ladder.spots[line["own"]], ladder.spots[line["other"]]) for number, line in enumerate(lines)
    }
    return {number: (edge, to.y) for number, (own, to) in ends.items() if to.x > nearest and to.y != own.y}


def x_of(columns: Sequence[Column], column: int, sub: int) -> float:
    """Ours stand at the right edge with the name to the left, theirs at the left edge with the name to the
    right.
    """
    place = columns[column]
    return place.left + EDGE + sub * WIDTHS["account"] if column else place.left + place.width - EDGE
