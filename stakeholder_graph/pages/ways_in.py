"""Who can introduce us to somebody, as the pages tell it: a chain of people, each known to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stakeholder_graph.analysis.strength import warmth
from stakeholder_graph.analysis.told_ways import Way
from stakeholder_graph.pages.happened import iso


def way_of(way: Way | None, place: Mapping[int, int]) -> dict[str, Any] | None:
    """A way as plain values; None where no way leads.

    {"people": [{"name", "where", "at": position on the map|None}], one of ours first, the person last,
    "steps": [{"warmth": "close"|"warm"|"cool"|"cold", "basis": "contacts"|…, "last": date|None}] between
    each and the next}. `place` gives the position of everybody on the map by number.
    """
    if way is None:
        return None
    return {
        "people": [
            {"name": one.name, "where": one.where or "", "at": place.get(one.number)} for one in way.people
        ],
        "steps": [
            {"warmth": warmth(step.strength), "basis": step.basis, "last": iso(step.last)}
            for step in way.steps
        ],
    }
