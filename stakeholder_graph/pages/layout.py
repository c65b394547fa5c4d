"""Where everybody stands on the level ladder: rows are levels, columns are the sides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stakeholder_graph.pages.ladder import (
    EMPTY_HEIGHT,
    LEAST_HEIGHT,
    LINE,
    PADDING,
    Ladder,
    Row,
    Spot,
    column_keys,
    column_of,
    columns_of,
    x_of,
)

WIDE_FROM = 9
"""From so many people of the account on one level they stand two abreast."""
RANK = {"gap": 0, "warning": 1, "fine": 2, "objected": 3, "none": 4}


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


def is_folded(person: Mapping[str, Any], caring: bool) -> bool:
    """Whether a person stays folded until asked for: nobody needs to care, nobody does, and there is no
    role.
    """
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
    return (
        not is_gap,
        not decides if is_gap else False,
        carer,
        RANK.get(person["coverage"], 9),
        person["name"],
        index,
    )


def _across(cells: Mapping[tuple[int, int], _Cell], levels: Sequence[Any], keys: Sequence[str]) -> list[int]:
    """How many people stand side by side in each column: one, but two of the account where rows get long."""
    most = max(max(len(cells[row, 1].shown), len(cells[row, 1].folded) // 2) for row in range(len(levels)))
    return [1, 1 if most < WIDE_FROM else 2, *([1] * (len(keys) - 2))]


def _place_theirs(here: Sequence[_Cell], across: int, carers: Mapping[int, int]) -> None:
    """The account's people on whole lines from the top, then a second sub-column and the third parties
    between.
    """
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
                    any(between in other for other in standing[:stack])
                    if cared
                    else passed.get(between, -1) > stack
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
    """Each of ours on the line of their first counterpart on this level; those at the account choose
    first.
    """
    cell = cells[row, 0]
    mine = set(cell.shown)
    wanted: dict[int, tuple[bool, float]] = {}
    standing = {
        index: (column > 1, line)
        for column in range(1, columns)
        for index, line in cells[row, column].lines.items()
    }
    for line in lines:
        if line["own"] in mine and line["other"] in standing:
            at = standing[line["other"]]
            wanted[line["own"]] = min(wanted.get(line["own"], at), at)
    last = (True, math.inf)
    for index in sorted(cell.shown, key=lambda own: (*wanted.get(own, last), people[own]["name"], own)):
        taken = list(cell.lines.values())
        goal = wanted.get(index, (True, max(taken, default=-1.0) + 1))[1]
        cell.lines[index] = _nearest_free(goal, taken)


def _nearest_free(goal: float, taken: Sequence[float]) -> float:
    """The line nearest to the wanted one that is a whole line away from all that are taken; below before
    above.
    """
    for step in range(2 * len(taken) + 3):
        for line in (goal + step / 2, goal - step / 2):
            if line >= 0 and all(abs(line - other) >= 1 for other in taken):
                return line
    return goal + len(taken) + 1


def _measure(
    levels: Sequence[int | None],
    keys: Sequence[str],
    cells: Mapping[tuple[int, int], _Cell],
    across: Sequence[int],
) -> Ladder:
    columns = columns_of(keys, across)
    rows: list[Row] = []
    spots: dict[int, Spot] = {}
    top = 0.0
    for row, level in enumerate(levels):
        here = [cells[row, column] for column in range(len(keys))]
        used = max((line + 1 for cell in here for line in cell.lines.values()), default=0.0)
        below = max(math.ceil(len(cell.folded) / across[column]) for column, cell in enumerate(here))
        least = LEAST_HEIGHT if used or below else EMPTY_HEIGHT
        height = max(least, 2 * PADDING + used * LINE)
        for column, cell in enumerate(here):
            for index in cell.shown:
                y = top + PADDING + (cell.lines[index] + 0.5) * LINE
                spots[index] = Spot(
                    x_of(columns, column, cell.sub.get(index, 0)), y, row, column, folded=False
                )
            for position, index in enumerate(cell.folded):
                y = top + height + (position // across[column] + 0.5) * LINE - PADDING
                spots[index] = Spot(
                    x_of(columns, column, position % across[column]), y, row, column, folded=True
                )
        rows.append(Row(level, top, height, below * LINE))
        top += height
    width = columns[-1].left + columns[-1].width
    return Ladder(width, top, rows, columns, [spots[index] for index in range(len(spots))])
