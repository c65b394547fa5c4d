"""Two rows of the same thing as one: what is empty is completed, what contradicts is told and not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.model.aliases import ALIASES, ALSO_CALLED, names_in, read, written
from stakeholder_graph.model.ontology import Property

Row = dict[str, Any]
BOTH = " + "
"""Stands in `source` between the two places that a row comes from."""
HAND = "by hand"
"""Stands in `source` behind the list that a record comes from, where somebody has added to it."""
OWN = ("id", "start", "end", "source", "recorded_at")


@dataclass(frozen=True)
class Contradiction:
    """Two values that cannot both stand: the kept one, and the one that is only remembered."""

    property: str
    kept: Any
    other: Any


def fold(kept: Row, other: Row, properties: Mapping[str, Property]) -> tuple[Row, tuple[Contradiction, ...]]:
    """The kept row, completed by the other one, and what of the other one contradicts it.

    It is valid while one of them is; an objection to contact holds; several values are put together; the
    other's name is one that the kept one is called by too. O(properties).
    """
    row, contradictions = dict(kept), list[Contradiction]()
    for name, item in properties.items():
        mine, theirs = kept.get(name), other.get(name)
        if name in (*OWN, ALIASES, ALSO_CALLED):
            continue
        if name in ("valid_from", "valid_to"):
            row[name] = _outer(mine, theirs, first=name == "valid_from")
        elif name == "contact_allowed":
            row[name] = False if False in (mine, theirs) else theirs if mine is None else mine
        elif item.kind == "texts":
            row[name] = ";".join(sorted({*names_in(mine), *names_in(theirs)})) or None
        elif mine is None:
            row[name] = theirs
        elif theirs is not None and not _same(mine, theirs):
            contradictions.append(Contradiction(name, mine, theirs))
    if ALIASES in properties:
        row |= _known_as(kept, other)
    row["source"] = _both(kept.get("source"), other.get("source"))
    return row, tuple(contradictions)


def by_hand(source: str | None) -> str:
    """The source of a record to which somebody adds what its list does not know.

    It stays what its list says, and an empty cell there does not empty what was added.
    """
    places = [place for place in (source or "").split(BOTH) if place]
    return BOTH.join(dict.fromkeys([*places, HAND]))


def without_hand(source: pl.Expr) -> pl.Expr:
    """The lists that a record comes from, whatever was added to it by hand."""
    return source.str.replace(BOTH + HAND, "", literal=True)


def _known_as(kept: Row, other: Row) -> Row:
    """Ids and names of both."""
    ids = {*read(kept.get(ALIASES)), *read(other.get(ALIASES)), other["id"]} - {kept["id"]}
    names = {name_key(name): name for row in (other, kept) for name in names_in(row.get(ALSO_CALLED))}
    if other.get("name"):
        names[name_key(other["name"])] = other["name"].replace(";", ",")
    names.pop(name_key(kept.get("name") or ""), None)
    return {ALIASES: written(ids), ALSO_CALLED: ";".join(sorted(names.values())) or None}


def _outer(mine: date | None, theirs: date | None, *, first: bool) -> date | None:
    """The earlier beginning or the later end; an empty one is the earliest and the latest of all."""
    if mine is None or theirs is None:
        return None
    return min(mine, theirs) if first else max(mine, theirs)


def _same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, str) and isinstance(theirs, str):
        return name_key(mine) == name_key(theirs)
    return bool(mine == theirs)


def _both(mine: str | None, theirs: str | None) -> str | None:
    """Where both come from, so that an empty cell of one list does not empty what the other has brought."""
    places = [place for source in (mine, theirs) if source for place in source.split(BOTH)]
    return BOTH.join(dict.fromkeys(places)) or None
