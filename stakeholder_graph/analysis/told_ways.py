"""Ways as they are told: who calls whom, how strong each tie is, and the records behind it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.tie_records import Pair, TieRecord, tie_records


@dataclass(frozen=True)
class Person:
    """Somebody on a way: id, name, and where they work."""

    number: int
    id: str
    name: str
    where: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name}


@dataclass(frozen=True)
class Step:
    """One tie of a way: its strength, what this rests on (see `strength.find_strengths`) and the records
    behind it, the newest first.
    """

    start: Person
    end: Person
    strength: float
    basis: str
    records: tuple[TieRecord, ...]

    @property
    def last(self) -> date | None:
        """The day of the last contact; None where the tie rests on none."""
        return self.records[0].date if self.records and self.basis == "contacts" else None


@dataclass(frozen=True)
class Way:
    """A way from one of ours to a person. `score`: Σ(−ln strength) + λ for everybody in between; the smaller,
    the warmer.
    """

    people: tuple[Person, ...]
    steps: tuple[Step, ...]
    score: float

    @property
    def introducer(self) -> Person | None:
        """Who makes the introduction; None where one of ours knows the person."""
        return self.people[-2] if len(self.people) > 2 else None

    @property
    def warmth(self) -> float:
        """How warm the whole way is, as a strength between 0 and 1."""
        return math.exp(-self.score)

    def as_dict(self) -> dict[str, Any]:
        return {
            "score": round(self.score, 6),
            "people": [person.as_dict() for person in self.people],
            "strengths": [round(step.strength, 6) for step in self.steps],
            "contacts": [
                {"from": step.start.id, "to": step.end.id, **record.as_dict()}
                for step in self.steps
                for record in step.records
            ],
        }


def warmest_ways(situation: Situation, people: Iterable[int]) -> dict[int, Way]:
    """The warmest way to each of these people, as far as there is one: one search for all of them.

    `Situation.warmest` has the scores of everybody; this tells the ways in full. O(ties · log people), the
    first time only, and then O(people on the ways + their contacts).
    """
    chains = Chains(situation)
    found = told_ways(situation, [chain for person in people if (chain := chains.to(person))])
    return {way.people[-1].number: way for way in found}


class Chains:
    """The warmest way to anybody, as numbers of people: `Situation.warmest`, read person by person."""

    def __init__(self, situation: Situation) -> None:
        self._before = dict(situation.warmest.select("person", "before").iter_rows())

    def to(self, person: int) -> list[int]:
        """One of ours first, the person last; empty where no way leads."""
        chain = [person] if person in self._before else []
        while chain and chain[-1] in self._before:
            chain.append(self._before[chain[-1]])
        return chain[::-1]


def account_ways(situation: Situation, account: int) -> dict[int, Way]:
    """Who can introduce us at an account: the warmest way to each of its people, role holders and relevant
    third parties, by their number. For pages: one call for the whole account, see `warmest_ways`.
    """
    both = pl.concat([situation.circle, situation.third_parties.select("account", "person")])
    here = both.filter(pl.col("account") == account)
    return warmest_ways(situation, here["person"].unique().sort())


def told_people(situation: Situation, numbers: Iterable[int]) -> dict[int, Person]:
    """People as they are told; of several jobs the first one that is valid."""
    wanted = list(dict.fromkeys(numbers))
    here = pl.col("person").is_in(wanted) & (pl.col("state") == "valid")
    jobs = situation.jobs.filter(here).sort("person", "tie")
    where = dict(jobs.unique("person", keep="first").select("person", "employer").iter_rows())
    snapshot = situation.snapshot
    return {
        one: Person(
            one, snapshot.id(one), snapshot.name(one), snapshot.name(where[one]) if one in where else None
        )
        for one in wanted
    }


def told_ways(situation: Situation, chains: Sequence[Sequence[int]]) -> list[Way]:
    """Ways with everything that is known of each tie."""
    people = told_people(situation, (one for chain in chains for one in chain))
    pairs: list[Pair] = [pair for chain in chains for pair in pairwise(chain)]
    ties = _ties(situation, pairs)
    records = tie_records(situation, ties)
    price = float(situation.policy.get("strength.intermediary"))
    found = []
    for chain in chains:
        steps = []
        for start, end in pairwise(chain):
            tie = ties[frozenset((start, end))]
            behind = records[frozenset((start, end))]
            steps.append(Step(people[start], people[end], tie["strength"], tie["basis"], behind))
        score = -sum(math.log(step.strength) for step in steps) + price * (len(steps) - 1)
        found.append(Way(tuple(people[one] for one in chain), tuple(steps), score))
    return found


def _ties(situation: Situation, pairs: Iterable[Pair]) -> dict[frozenset[int], dict[str, Any]]:
    """The row of the table of strengths for each pair."""
    wanted = {frozenset(pair) for pair in pairs}
    people = list({one for pair in wanted for one in pair})
    rows = situation.strengths.filter(pl.col("one").is_in(people) & pl.col("other").is_in(people))
    both = ((frozenset((row["one"], row["other"])), row) for row in rows.iter_rows(named=True))
    return {pair: row for pair, row in both if pair in wanted}
