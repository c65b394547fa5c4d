"""Where everybody stands on the level ladder: rows are levels, columns are the sides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LINE = 48.0
"""Height of one person's line: a symbol with the name and the job title beside it."""
PADDING = 14.0
LEAST_HEIGHT = 108.0
"""An empty row keeps room for its heading: level, how many are cared for, how many are folded."""
WIDTHS = {"own": 182.0, "account": 232.0, "third": 174.0}
CHANNEL = 130.0
"""The clear space between ours and theirs in which the lines of care run."""
SPACE = 30.0
EDGE = 22.0
MOST_KINDS = 3
"""So many kinds of third parties have a column of their own; what is more shares the last one."""
WIDE_FROM = 9
"""From so many people of the account on one level they stand two abreast."""
RANK = {"gap": 0, "warning": 1, "fine": 2, "objected": 3, "none": 4}


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
    """The place of one person's symbol while all rows are folded; a folded one stands below its row's others."""

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


@dataclass
class _Cell:
    shown: list[int] = field(default_factory=list)
    folded: list[int] = field(default_factory=list)
    lines: dict[int, float] = field(default_factory=dict)
    sub: dict[int, int] = field(default_factory=dict)


def arrange(people: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]) -> Ladder:
    """Place all people of an account: a pair that cares on one level gets a level line, gaps stand on top.

    `people` and `lines` are those of the page's dictionary (see account_map). Whoever stands nearest to ours
    is on a whole line, all others between two: so a level line to them meets no symbol on its way. Pure; the
    same input gives the same ladder. O(n log n) by the sorting, else O(people + lines).
    """
    keys = column_keys(people)
    levels: list[int | None] = [1, 2, 3, 4]
    if any(person["level"] is None for person in people):
        levels.append(None)
    cells = _cells(people, lines, keys, levels)
    carers = _carers(people, lines)
    for cell in cells.values():
        cell.shown.sort(key=lambda index: _order(people, carers, index))
        cell.folded.sort(key=lambda index: _order(people, carers, index))
    across = _across(cells, levels, keys)
    for row in range(len(levels)):
        _place_theirs([cells[row, column] for column in range(1, len(keys))], across[1], carers)
        _place_ours(cells, row, people, lines, len(keys))
    return _measure(levels, keys, cells, across)


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


def is_folded(person: Mapping[str, Any], caring: bool) -> bool:
    """Whether a person stays folded until asked for: nobody needs to care, nobody does, and there is no role."""
    return person["side"] == "account" and person["coverage"] == "none" and not caring and not person["roles"]


def _cells(
    people: Sequence[Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
    keys: Sequence[str],
    levels: Sequence[int | None],
) -> dict[tuple[int, int], _Cell]:
    cells = {(row, column): _Cell() for row in range(len(levels)) for column in range(len(keys))}
    cared = {line["other"] for line in lines}
    for index, person in enumerate(people):
        cell = cells[levels.index(person["level"]), column_of(person, keys)]
        (cell.folded if is_folded(person, index in cared) else cell.shown).append(index)
    return cells


def _carers(people: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """For everybody cared for the first carer, one on the same level before all others."""
    first: dict[int, tuple[bool, int]] = {}
    for line in lines:
        own, other = line["own"], line["other"]
        candidate = (people[own]["level"] != people[other]["level"], own)
        first[other] = min(first.get(other, candidate), candidate)
    return {other: own for other, (_, own) in first.items()}


def _order(people: Sequence[Mapping[str, Any]], carers: Mapping[int, int], index: int) -> tuple[Any, ...]:
    """Gaps first, deciders among them on top; then those of one carer together, so that lines cross less."""
    person = people[index]
    is_gap = person["coverage"] == "gap"
    decides = any(role["role"] in ("decider", "co_decider") for role in person["roles"])
    carer = -1 if is_gap else carers.get(index, len(people))
    return (not is_gap, not decides if is_gap else False, carer, RANK.get(person["coverage"], 9), person["name"], index)


def _across(cells: Mapping[tuple[int, int], _Cell], levels: Sequence[Any], keys: Sequence[str]) -> list[int]:
    """How many people stand side by side in each column: one, but two of the account where rows get long."""
    most = max(max(len(cells[row, 1].shown), len(cells[row, 1].folded) // 2) for row in range(len(levels)))
    return [1, 1 if most < WIDE_FROM else 2, *([1] * (len(keys) - 2))]


def _place_theirs(here: Sequence[_Cell], across: int, carers: Mapping[int, int]) -> None:
    """The account's people on whole lines from the top, then a second sub-column and the third parties between."""
    first = math.ceil(len(here[0].shown) / across)
    for line, index in enumerate(here[0].shown[:first]):
        here[0].lines[index], here[0].sub[index] = float(line), 0
    for index in here[0].shown[first:]:
        here[0].sub[index] = 1
    stacks = [here[0].shown[first:], *(cell.shown for cell in here[1:])]
    # lines of care to those farther right pass here: whoever has none must not stand on such a line
    passed: dict[int, int] = {}
    standing: list[set[int]] = [set() for _ in stacks]
    for cared in (True, False):
        for stack, indices in enumerate(stacks):
            between = 0
            for index in (one for one in indices if (one in carers) is cared):
                while between in standing[stack] or (
                    any(between in other for other in standing[:stack]) if cared else passed.get(between, -1) > stack
                ):
                    between += 1
                standing[stack].add(between)
                here[stack].lines[index] = between + 0.5
                if cared:
                    passed[between] = max(passed.get(between, -1), stack)


def _place_ours(
    cells: Mapping[tuple[int, int], _Cell],
    row: int,
    people: Sequence[Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
    columns: int,
) -> None:
    """Each of ours on the line of their first counterpart on this level, else on the next free one."""
    wanted: dict[int, float] = {}
    cell = cells[row, 0]
    standing = {index: line for column in range(1, columns) for index, line in cells[row, column].lines.items()}
    mine = set(cell.shown)
    for line in lines:
        if line["own"] in mine and line["other"] in standing:
            at = standing[line["other"]]
            wanted[line["own"]] = min(wanted.get(line["own"], at), at)
    free = 0.0
    for index in sorted(cell.shown, key=lambda own: (wanted.get(own, math.inf), people[own]["name"], own)):
        at = max(free, wanted.get(index, free))
        cell.lines[index] = at
        free = at + 1


def _measure(
    levels: Sequence[int | None],
    keys: Sequence[str],
    cells: Mapping[tuple[int, int], _Cell],
    across: Sequence[int],
) -> Ladder:
    columns = _columns(keys, across)
    rows: list[Row] = []
    spots: dict[int, Spot] = {}
    top = 0.0
    for row, level in enumerate(levels):
        here = [cells[row, column] for column in range(len(keys))]
        used = max((line + 1 for cell in here for line in cell.lines.values()), default=0.0)
        below = max(math.ceil(len(cell.folded) / across[column]) for column, cell in enumerate(here))
        height = max(LEAST_HEIGHT, 2 * PADDING + used * LINE)
        for column, cell in enumerate(here):
            for index in cell.shown:
                y = top + PADDING + (cell.lines[index] + 0.5) * LINE
                spots[index] = Spot(_x(columns, column, cell.sub.get(index, 0)), y, row, column, folded=False)
            for position, index in enumerate(cell.folded):
                y = top + height + (position // across[column] + 0.5) * LINE - PADDING
                spots[index] = Spot(_x(columns, column, position % across[column]), y, row, column, folded=True)
        rows.append(Row(level, top, height, below * LINE))
        top += height
    width = columns[-1].left + columns[-1].width
    return Ladder(width, top, rows, columns, [spots[index] for index in range(len(spots))])


def _columns(keys: Sequence[str], across: Sequence[int]) -> list[Column]:
    columns = [Column("own", 0.0, WIDTHS["own"])]
    left = WIDTHS["own"] + CHANNEL
    for key, wide in zip(keys[1:], across[1:], strict=True):
        width = WIDTHS["account" if key == "account" else "third"] * wide
        columns.append(Column(key, left, width))
        left += width + SPACE
    return columns


def _x(columns: Sequence[Column], column: int, sub: int) -> float:
    """Ours stand at the right edge with the name to the left, theirs at the left edge with the name to the right."""
    place = columns[column]
    return place.left + EDGE + sub * WIDTHS["account"] if column else place.left + place.width - EDGE
