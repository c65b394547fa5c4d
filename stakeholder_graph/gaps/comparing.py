"""Two lists of gaps side by side: what appeared, what closed, what moved."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stakeholder_graph.gaps.find import Gaps

IDENTITY = ["kind", "account", "person", "carer", "level", "about"]
SUBJECT = ["kind", "account", "person", "about"]
OF_ONE_PAIR = ("weak-relationship", "overloaded-carer")
"""Kinds that another carer makes another gap; elsewhere the carer may change and the gap stays."""
ONCE_AN_ACCOUNT = ("single-threaded-account",)
OF_NO_ACCOUNT = (
    "weak-relationship", "unassigned-care", "contact-despite-objection", "open-finding", "wrong-measure",
    "overloaded-carer",
)  # fmt: skip
"""Kinds that are about no account and only take the person's main one: with another the gap stays."""
WITHOUT_ACCOUNT = ["kind", "person", "carer", "about"]
NOBODY_LEFT = ("uncovered-decider", "lost-carer", "uncovered-influencer", "left-contact")
PLACE = ["account", "person"]


@dataclass(frozen=True)
class Difference:
    """What differs between two lists of gaps of the same records.

    `appeared`: rows of the later list that the earlier one has not, `closed`: the other way round; both
    without those that stand in another gap. `moved`: `before` and `after`, the numbers of one gap in both.
    """

    appeared: pl.DataFrame
    closed: pl.DataFrame
    moved: pl.DataFrame


def compare(before: Gaps, after: Gaps) -> Difference:
    """Which gaps are new, which are gone, and which are the same and yet not as they were.

    A gap is the same by kind, account, person, carer, level and what it is about; where only its carer or
    level changed, or the account of a gap that is about none, it is the same too, if there is no doubt. It
    has moved when its severity or class, account, carer or level differ, or when it now stands in another
    gap or does no longer. Both must come from the same records, for people are told apart by number. Swapping
    the two swaps appeared and closed. O(gaps).
    """
    old, new = before.table, after.table
    same = _pairs(old, new, IDENTITY)
    rest_old, rest_new = _without(old, same["before"]), _without(new, same["after"])
    elsewhere = _pairs(_anywhere(rest_old), _anywhere(rest_new), WITHOUT_ACCOUNT)
    rest_old, rest_new = _without(rest_old, elsewhere["before"]), _without(rest_new, elsewhere["after"])
    loose = _pairs(_once(rest_old), _once(rest_new), SUBJECT)
    pairs = pl.concat([same, elsewhere, loose])
    return Difference(
        _listed(_without(new, pairs["after"])),
        _listed(_without(old, pairs["before"])),
        _moved(pairs, old, new),
    )


def gave_way(found: Difference, later: Gaps) -> pl.DataFrame:
    """Which closed gaps gave way to a graver one: gap, graver, their numbers on the two days.

    Graver is of the later day's gaps that are new, or not as they were, the gravest at the same account and
    person that leaves nobody to care or to be cared for there, if it is no lighter than the closed one; any
    other has nothing to do with it. O(gaps).
    """
    new = pl.concat([found.appeared["gap"], found.moved["after"]])
    of_new = pl.col("gap").is_in(new.implode()) & pl.col("kind").is_in(NOBODY_LEFT)
    gravest = later.table.filter(of_new).unique(PLACE, keep="first", maintain_order=True)
    both = found.closed.filter(pl.col("person").is_not_null()).join(
        gravest.select(*PLACE, graver="gap", weight="severity"), on=PLACE, nulls_equal=True
    )
    return both.filter(pl.col("weight") >= pl.col("severity")).select("gap", "graver")


def _pairs(old: pl.DataFrame, new: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The numbers of those that agree in all keys: before, after."""
    left, right = old.select(*keys, before="gap"), new.select(*keys, after="gap")
    return left.join(right, on=keys, nulls_equal=True, maintain_order="right").select("before", "after")


def _without(table: pl.DataFrame, gaps: pl.Series) -> pl.DataFrame:
    return table.filter(~pl.col("gap").is_in(gaps.implode()))


def _once(table: pl.DataFrame) -> pl.DataFrame:
    """Gaps of which there can be only one, whoever cares and on whatever level."""
    about_one = pl.col("person").is_not_null() & ~pl.col("kind").is_in(OF_ONE_PAIR)
    once = table.filter(about_one | pl.col("kind").is_in(ONCE_AN_ACCOUNT))
    return once.filter(pl.len().over(SUBJECT) == 1) if once.height else once


def _anywhere(table: pl.DataFrame) -> pl.DataFrame:
    """Gaps that are about no account, where there is only one such."""
    found = table.filter(pl.col("kind").is_in(OF_NO_ACCOUNT))
    return found.filter(pl.len().over(WITHOUT_ACCOUNT) == 1) if found.height else found


def _listed(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("replaced_by").is_null())


def _moved(pairs: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Of the gaps that are in both lists those that are not as they were, in the later list's order."""
    columns = ["gap", "severity", "severity_class", "account", "carer", "level"]
    told = pl.col("replaced_by").is_null().alias("listed")
    both = pairs.join(old.select(*columns, told), left_on="before", right_on="gap")
    both = both.join(new.select(*columns, told), left_on="after", right_on="gap", suffix="_after")
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}_after")) for name in [*columns[1:], "listed"]
    )
    shown = pl.col("listed") | pl.col("listed_after")
    return both.filter(differs & shown).sort("after").select("before", "after")
