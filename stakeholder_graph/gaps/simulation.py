"""What a plan would bring: gaps that it closes and opens, hours and cost before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.workload import workload
from stakeholder_graph.gaps.comparing import Difference, compare
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import Gaps
from stakeholder_graph.gaps.finding import Finding, plain
from stakeholder_graph.snapshot import NUMBER, Snapshot

AHEAD = ("planned", "approved")
CERTAIN = {"account": NUMBER, "person": NUMBER, "carer": NUMBER, "about": NUMBER}


@dataclass(frozen=True)
class Measures:
    """The measures ahead: how many, how many guests who have not declined, what these cost and take."""

    count: int
    guests: int
    cost: float
    hours: float

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "cost": plain(self.cost), "hours": plain(self.hours)}


@dataclass(frozen=True)
class Load:
    """One of ours: hours of assigned care before and after, and hours there are for it."""

    id: str
    name: str
    before: float
    after: float
    capacity: float

    def as_dict(self) -> dict[str, Any]:
        return {name: plain(round(value, 6)) if isinstance(value, float) else value
                for name, value in vars(self).items()}  # fmt: skip


class Simulation:
    """The same company twice: as it is, and as it would be with a plan. Nothing is written."""

    def __init__(
        self, before: tuple[Situation, Gaps], after: tuple[Situation, Gaps], changes: int | None = None
    ) -> None:
        """`changes`: how many records the plan adds or changes, None if not counted."""
        self.before, self.after, self.changes = before, after, changes
        self.as_of = before[0].as_of
        self.policy = before[0].policy

    @cached_property
    def difference(self) -> Difference:
        """The gaps of both, compared; people are the same by id."""
        return compare(self.before[1], _aligned(self.after, self.before[0].snapshot))

    @cached_property
    def closes(self) -> tuple[Finding, ...]:
        """The gaps that are there no more, as they were."""
        return _explained(self.before, self.difference.closed["gap"])

    @cached_property
    def opens(self) -> tuple[Finding, ...]:
        """The gaps that were not there before."""
        return _explained(self.after, self.difference.appeared["gap"])

    @cached_property
    def moves(self) -> tuple[tuple[Finding, Finding], ...]:
        """Gaps that stay, but not as they were: of another carer or severity, or now (or no more) within
        another one.
        """
        pairs = self.difference.moved
        return tuple(
            zip(_explained(self.before, pairs["before"]), _explained(self.after, pairs["after"]), strict=True)
        )

    @property
    def counts(self) -> tuple[int, int]:
        """How many gaps are counted before and after."""
        before, after = (gaps.table["replaced_by"].null_count() for gaps in (self.before[1], self.after[1]))
        return before, after

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """The hours of each of ours before and after, by name; who leaves or joins with the plan too."""
        rows: dict[str, list[Any]] = {}
        for place, (situation, _) in enumerate((self.before, self.after)):
            for own, hours, capacity, _ in workload(situation).iter_rows():
                identity, name = situation.snapshot.id(own), situation.snapshot.name(own)
                row = rows.setdefault(identity, [name, 0.0, 0.0, capacity])
                row[place + 1], row[3] = hours, capacity
        loads = [Load(identity, *row) for identity, row in rows.items()]
        return tuple(sorted(loads, key=lambda load: (load.name, load.id)))

    @cached_property
    def measures(self) -> tuple[Measures, Measures]:
        """The measures ahead before and after."""
        return _measures(self.before[0].snapshot), _measures(self.after[0].snapshot)

    def as_dict(self, language: str = "en", *, by_carer: bool = False) -> dict[str, Any]:
        """The JSON shape of `simulate --format json`.

        {"as_of", "counts": {"before", "after"}, "closes": [gap], "opens": [gap], "moves": [{"before": gap,
        "after": gap}], "hours": {"before", "after", "capacity"}, "measures": {"before": {"count", "guests",
        "cost", "hours"}, "after"}}; with `by_carer` also "carers": [{"id", "name", "before", "after",
        "capacity"}].
        """
        before, after = self.counts
        told: dict[str, Any] = {
            "as_of": self.as_of.isoformat(),
            "counts": {"before": before, "after": after},
            **{name: [gap.as_dict(language) for gap in getattr(self, name)] for name in ("closes", "opens")},
            "moves": [
                {"before": old.as_dict(language), "after": new.as_dict(language)} for old, new in self.moves
            ],
            "hours": self.hours(),
            "measures": dict(zip(("before", "after"), (one.as_dict() for one in self.measures), strict=True)),
        }
        return told | {"carers": [load.as_dict() for load in self.loads]} if by_carer else told

    def hours(self) -> dict[str, float | int]:
        """Hours a year of all assigned care before and after, and of all capacity."""
        sums = {
            name: sum(getattr(load, name) for load in self.loads) for name in ("before", "after", "capacity")
        }
        return {name: plain(round(value, 6)) for name, value in sums.items()}


def _explained(side: tuple[Situation, Gaps], numbers: pl.Series) -> tuple[Finding, ...]:
    """These gaps of one side as findings, in this order."""
    situation, gaps = side
    if numbers.is_empty():
        return ()
    chosen = gaps.table.filter(pl.col("gap").is_in(numbers.implode()))
    by_number = dict(zip(chosen["gap"], explain(situation, gaps, chosen), strict=True))
    return tuple(by_number[number] for number in numbers)


def _aligned(after: tuple[Situation, Gaps], snapshot: Snapshot) -> Gaps:
    """The gaps of the other side with the numbers that their people and accounts have on this one.

    What is new with the plan gets numbers that nobody has.
    """
    situation, gaps = after
    known = {identity: number for number, identity in enumerate(snapshot.nodes["id"])}
    new = snapshot.nodes.height
    numbers = [known.get(identity, new + at) for at, identity in enumerate(situation.snapshot.nodes["id"])]
    there = pl.Series(numbers, dtype=NUMBER)

    def here(name: str) -> pl.Series:
        return there.gather(gaps.table[name].cast(pl.UInt32)).alias(name)

    return Gaps(gaps.table.with_columns([here(name) for name in CERTAIN]), gaps.not_run)


def _measures(snapshot: Snapshot) -> Measures:
    """Planned or approved measures of today or later, or without a date; O(invitations)."""
    table = snapshot.kinds["Measure"].filter(pl.col("status").is_in(AHEAD))
    table = table.filter(pl.col("date").is_null() | (pl.col("date") >= snapshot.as_of))
    guests = snapshot.tie("INVITED_TO", "all").filter(pl.col("answer").fill_null("invited") != "declined")
    counted = guests.group_by("end").agg(guests=pl.col("start").n_unique())
    rows = table.join(counted, left_on="number", right_on="end", how="left").with_columns(
        pl.col("guests").fill_null(0)
    )

    def total(column: str) -> float:
        value: Iterable[float] = (rows[column].fill_null(0) * rows["guests"]).to_list()
        return float(sum(value))

    return Measures(table.height, int(rows["guests"].sum()), total("value_per_head"), total("hours_per_head"))
