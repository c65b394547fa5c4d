"""Who of ours could take a relationship on, and who could introduce them."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.gaps.background import Background, Row

MOST = 3


def fits(back: Background, own_level: int | None, level: int | None) -> bool:
    """Whether one of ours is senior enough for a level; for an unknown level everybody is."""
    if level is None:
        return True
    return own_level is not None and own_level <= level + back.policy.get("levels.tolerance")


def at_home(back: Background, gap: Row, *, without: Iterable[int] = (), senior: bool = False) -> list[int]:
    """Those of ours who are in touch with the gap's account, the nearest in level first, then by how many
    people they know there; with `senior` only those who are senior enough.
    """
    left_out, stay = set(without), back.staying
    rows = [row for row in back.at_home.get(gap["account"], ()) if row["own"] not in left_out]
    rows = [row for row in rows if row["own"] in stay]
    if senior:
        rows = [row for row in rows if fits(back, row["level"], gap["level"])]
    return [row["own"] for row in sorted(rows, key=lambda row: _distance(row["level"], gap["level"]))]


def peers(back: Background, level: int | None, *, first: Iterable[int] = ()) -> list[int]:
    """Those of ours on exactly that level, those named in `first` before the others."""
    known = list(first)
    found = [own for own, here in back.own_levels.items() if here == level and own in back.staying]
    return sorted(found, key=lambda own: (known.index(own) if own in known else len(known), own))


def introducers(back: Background, person: int) -> tuple[list[int], list[tuple[int, list[int]]]]:
    """Those of ours who know a person, and those outside who do and for whom somebody of ours cares."""
    ours, others = [], []
    for other in back.acquaintances.get(person, ()):
        if other in back.own_levels:
            ours.append(other)
        elif other in back.carers_of:
            others.append((other, back.carers_of[other]))
    return ours, others


def _distance(own_level: int | None, level: int | None) -> int:
    if own_level is None:
        return 9
    return 0 if level is None else abs(own_level - level)
