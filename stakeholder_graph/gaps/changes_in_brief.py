"""How many gaps came, went and moved between two days, and the gravest few in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.comparing import compare, gave_way
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import Gaps
from stakeholder_graph.gaps.finding import Finding


@dataclass(frozen=True)
class ChangesInBrief:
    """The gaps of two days side by side in numbers; `new` and `gone`: the gravest that came and went."""

    since: date
    before: int
    after: int
    appeared: int
    closed: int
    moved: int
    new: Sequence[Finding]
    gone: Sequence[Finding]


def changes_in_brief(
    earlier: tuple[Situation, Gaps], later: tuple[Situation, Gaps], most: int, without: Sequence[str] = ()
) -> ChangesInBrief:
    """What `changes.find_changes` tells, as numbers, and in words so many of each sort, none of the kinds
    `without`.

    A gap that gave way to a graver one at the same place is not gone. O(gaps), and explains only those told.
    """
    (old, old_gaps), (new, new_gaps) = earlier, later
    found = compare(old_gaps, new_gaps)
    told = ~pl.col("kind").is_in(list(without))
    replaced = pl.col("gap").is_in(gave_way(found, new_gaps)["gap"].implode())
    came = _gravest(found.appeared.filter(told), most)
    gone = _gravest(found.closed.filter(told & ~replaced), most)
    return ChangesInBrief(
        old.as_of, _counted(old_gaps), _counted(new_gaps), found.appeared.height, found.closed.height,
        found.moved.height, explain(new, new_gaps, came), explain(old, old_gaps, gone),
    )  # fmt: skip


def _gravest(table: pl.DataFrame, most: int) -> pl.DataFrame:
    return table.sort("severity", descending=True, maintain_order=True).head(most)


def _counted(gaps: Gaps) -> int:
    return gaps.table["replaced_by"].null_count()
