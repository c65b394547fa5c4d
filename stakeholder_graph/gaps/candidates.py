"""Who of ours could take a relationship on, and who could introduce them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from stakeholder_graph.analysis.strength import warmth
from stakeholder_graph.gaps.background import Background, Row

MOST = 3
COLD = "cold"


def fits(back: Background, own_level: int | None, level: int | None) -> bool:
    """Whether one of ours is senior enough for a level; for an unknown level everybody is."""
    if level is None:
        return True
    return own_level is not None and own_level <= level + back.policy.get("levels.tolerance")


def has_hours(back: Background, own: int, hours: float = 0.0) -> bool:
    """Whether one of ours has that many hours of care left; whose hours nobody recorded has them."""
    return back.free_hours.get(own, hours) >= hours


def hours_for(back: Background, gap: Row) -> float:
    """The hours a year that the contacts take which the gap's person is owed."""
    return float((gap["contacts_per_year"] or 0) * back.policy.get("effort.planned_hours_per_contact"))


def at_home(back: Background, gap: Row, *, without: Iterable[int] = (), senior: bool = False) -> list[int]:
    """Those of ours who are in touch with the gap's account: who has hours left for it, then the warmest way
    in, then the nearest in level, then by how many people they know there; with `senior` only those who are
    senior enough.
    """
    left_out, stay = set(without), back.staying
    rows = [row for row in back.at_home.get(gap["account"], ()) if row["own"] not in left_out]
    here = [row["own"] for row in rows if row["own"] in stay]
    return ranked(back, gap, here, senior=senior)


def candidates(back: Background, gap: Row, *, without: Iterable[int] = (), senior: bool = False) -> list[int]:
    """Everybody of ours who has a way in to the gap's person, directly or over one introducer, or who is at
    home at the account; in the order of `ranked`.
    """
    left_out, stay = set(without), back.staying
    ways = [way.own for way in back.ways_in.to(gap["person"])]
    home = [row["own"] for row in back.at_home.get(gap["account"], ())]
    both = [own for own in dict.fromkeys([*home, *ways]) if own in stay and own not in left_out]
    return ranked(back, gap, both, senior=senior)


def ranked(back: Background, gap: Row, ours: Iterable[int], *, senior: bool = False) -> list[int]:
    """Some of ours in the order in which they suit a gap's person: who has the hours for it, then the warmest
    way in, then the nearest in level, then as they came. Whoever has no hours left is named only where
    nobody has; with `senior` only those who are senior enough.
    """
    scores = back.ways_in.score(gap["person"])
    able = [own for own in ours if not senior or fits(back, back.own_levels.get(own), gap["level"])]
    hours = hours_for(back, gap)
    able = [own for own in able if has_hours(back, own, hours)] or able

    def order(own: int) -> tuple[float, int]:
        return scores.get(own, math.inf), _distance(back.own_levels.get(own), gap["level"])

    return sorted(able, key=order)


def peers(back: Background, level: int | None, *, first: Iterable[int] = ()) -> list[int]:
    """Those of ours on exactly that level who have hours left, those named in `first` before the others."""
    known = list(first)
    found = [own for own, here in back.own_levels.items() if here == level and own in back.staying]
    found = [own for own in found if has_hours(back, own)] or found
    return sorted(found, key=lambda own: (known.index(own) if own in known else len(known), own))


def acquainted(back: Background, gap: Row) -> list[int]:
    """Those of ours who have a tie with the gap's person that is not cold, or had contact of late; the
    warmest first.
    """
    recent = {row["own"] for row in back.recent.get(gap["person"], ())}
    direct = [way for way in back.ways_in.to(gap["person"]) if way.via is None and way.own in back.staying]
    return [way.own for way in direct if way.own in recent or warmth(math.exp(-way.score)) != COLD]


def introductions(back: Background, person: int, ours: Sequence[int]) -> list[tuple[int, int]]:
    """Who can introduce whom of ours to a person, the warmest way first, each introducer once.

    Of those named; where none of these has a way over anybody, the warmest such way of any of ours.
    """
    ways = [way for way in back.ways_in.to(person) if way.via is not None and way.own in back.staying]
    wanted = [way for way in ways if way.own in ours] or ways[:1]
    found: dict[int, int] = {}
    for way in wanted:
        if way.via is not None:
            found.setdefault(way.via, way.own)
    return list(found.items())


def _distance(own_level: int | None, level: int | None) -> int:
    if own_level is None:
        return 9
    return 0 if level is None else abs(own_level - level)
