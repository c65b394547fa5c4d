"""The records behind a relationship of two people: their contacts, or what else says that they know each
other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.strength import added_strength, half_lives

Pair = tuple[int, int]
KINDS = {"acquaintance": "KNOWS", "assignment": "CARES_FOR"}


@dataclass(frozen=True)
class TieRecord:
    """A record behind a tie; `kind` as in the ontology. A contact has date, channel and `adds`, what it still
    adds to the sum behind the strength; an acquaintance or assignment has its weight and its topic or note.
    """

    kind: str
    id: str
    source: str | None
    date: date | None = None
    channel: str | None = None
    adds: float | None = None
    weight: int | None = None
    topic: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "record": self.kind, "id": self.id, "date": self.date.isoformat() if self.date else None,
            "channel": self.channel, "adds": None if self.adds is None else round(self.adds, 6),
            "weight": self.weight, "topic": self.topic, "source": self.source,
        }  # fmt: skip


def tie_records(
    situation: Situation, ties: Mapping[frozenset[int], dict[str, Any]]
) -> dict[frozenset[int], tuple[TieRecord, ...]]:
    """The records behind some ties (rows of `Situation.strengths` by pair), the newest contact first."""
    met = [pair for pair, tie in ties.items() if tie["basis"] == "contacts"]
    found = _contacts(situation, met)
    for basis, kind in KINDS.items():
        wanted = {tie["tie"]: pair for pair, tie in ties.items() if tie["basis"] == basis}
        rows = situation.snapshot.ties[kind].filter(pl.col("id").is_in(list(wanted)))
        for row in rows.iter_rows(named=True):
            pair = wanted[row["id"]]
            about = row["topic"] if kind == "KNOWS" else None
            weight = ties[pair]["weight"]
            found[pair] = (TieRecord(kind, row["id"], row["source"], weight=weight, topic=about),)
    return found


def _contacts(
    situation: Situation, pairs: list[frozenset[int]]
) -> dict[frozenset[int], tuple[TieRecord, ...]]:
    """All contacts of these pairs."""
    snapshot, policy = situation.snapshot, situation.policy
    people = list({one for pair in pairs for one in pair})
    rows = situation.contacts.filter(pl.col("own").is_in(people) & pl.col("person").is_in(people))
    lives = half_lives(policy, situation.circle.filter(pl.col("person").is_in(people)), situation.accounts)
    half_life = pl.col("half_life").fill_null(policy.numbers("strength.half_life_days")["none"])
    kinds = (snapshot.kinds[kind].select("number", "source") for kind in ("Interaction", "Measure"))
    origin = pl.concat(kinds).rename({"number": "record"})
    told = rows.join(lives, on="person", how="left").join(origin, on="record", how="left")
    told = told.with_columns(adds=added_strength(snapshot, policy, half_life))
    found: dict[frozenset[int], list[TieRecord]] = {pair: [] for pair in pairs}
    for row in told.sort("date", "record", descending=[True, False]).iter_rows(named=True):
        pair = frozenset((row["own"], row["person"]))
        if pair in found:
            number = row["record"]
            label, identity = str(snapshot.nodes["label"][number]), snapshot.id(number)
            found[pair].append(
                TieRecord(label, identity, row["source"], row["date"], row["channel"], row["adds"])
            )
    return {pair: tuple(records) for pair, records in found.items()}
