"""Who of ours can reach a person, or whom we ask to introduce us."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import polars as pl

from stakeholder_graph.analysis.redundancy import Access, find_access
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.told_ways import Person, Way, told_people, told_ways, warmest_ways
from stakeholder_graph.analysis.ways import ALIKE, Ways
from stakeholder_graph.errors import StakeholderGraphError

MOST = 3  # ways that are told


@dataclass(frozen=True)
class Reach:
    """The ways to a person, the warmest first.

    `state`: "known" (one of ours has a tie with them), "introduced", "no path" (nobody whom we know leads to
    them), "no network" (nobody of ours has any recorded relationship at all) or "objects" (no way is offered
    to whoever must not be contacted). `tied`: whether anybody at all has a recorded tie with them. `start`:
    the one of ours who was asked for; `elsewhere`: the warmest way of all of ours, where it is warmer.
    `access`: on how few people it all hangs, when asked for all of ours.
    """

    person: Person
    state: str
    ways: tuple[Way, ...] = ()
    tied: bool = True
    start: Person | None = None
    elsewhere: Way | None = None
    access: Access | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `reach --format json`."""
        paths = [way.as_dict() for way in self.ways]
        return {"person": self.person.as_dict(), "paths": paths, "reachable": bool(paths)}


def find_reach(situation: Situation, person: int, start: int | None = None) -> Reach:
    """The few warmest ways to a person: whom of ours to ask, and who introduces.

    Ways are told apart by who stands before the person: one of ours who knows them, or whoever introduces.
    A way that only makes a warmer one longer is none. Of ways alike, the smallest ids decide, seen from the
    person. `start`: only ways of this one of ours, over colleagues too where these are known to know each
    other. StakeholderGraphError when the person is one of ours, or `start` is not. O(ties · log people).
    """
    ours = set(situation.own["person"])
    about = told_people(situation, [person, *([] if start is None else [start])])
    if person in ours:
        what = f"{about[person].name} is one of ours"
        raise StakeholderGraphError("reach", what, "ask for somebody outside")
    if start is not None and start not in ours:
        what = f"{about[start].name} is not one of ours"
        raise StakeholderGraphError("--from", what, "name somebody who works for us")
    asked = None if start is None else about[start]
    if person in set(situation.objectors["person"]):
        return Reach(about[person], "objects", start=asked)
    if situation.strengths.filter("one_own", ~pl.col("other_own")).is_empty():
        return Reach(about[person], "no network", start=asked)
    chains, ways = best_chains(situation, person, start)
    found = tuple(told_ways(situation, chains))
    known = any(way.introducer is None for way in found)
    ties = situation.strengths.filter((pl.col("one") == person) | (pl.col("other") == person))
    elsewhere = None if start is None else warmest_ways(situation, [person]).get(person)
    if elsewhere and found and elsewhere.score > found[0].score - ALIKE:
        elsewhere = None
    return Reach(
        about[person],
        "known" if known else "introduced" if found else "no path",
        found,
        tied=ties.height > 0,
        start=asked,
        elsewhere=elsewhere,
        access=find_access(ways, person) if start is None and found else None,
    )


def best_chains(
    situation: Situation, person: int, start: int | None = None, most: int = MOST
) -> tuple[list[list[int]], Ways]:
    """The few warmest ways to a person as numbers of people, one of ours first; and what they rest on."""
    sources = None if start is None else pl.Series([start], dtype=situation.own["person"].dtype)
    ways = Ways(situation.snapshot, situation.policy, situation.strengths, situation.own, sources)
    target = ways.place(person)
    into = ways.into(target)
    if not into:
        return [], ways
    costs = ways.costs(without=target)
    found = []
    for before, step, from_us in into:
        if from_us:
            found.append((step, [before]))
        elif math.isfinite(costs[before]):
            found.append((costs[before] + step, ways.chain(costs, before)))
    found.sort(key=lambda way: (round(way[0], 9), [ways.rank[one] for one in way[1][::-1]]))
    kept: list[list[int]] = []
    for _, chain in found:
        # whoever can go a warmer way need not be sent over more people
        if not any(set(other) <= set(chain) for other in kept):
            kept.append(chain)
    return [[*map(ways.number, chain), person] for chain in kept[:most]], ways
