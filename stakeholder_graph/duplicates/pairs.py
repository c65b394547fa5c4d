"""Pairs worth a comparison, and the pairs that compare well enough to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from stakeholder_graph.duplicates.evidence import Reason, limit

PAIR = ("one", "other")


@dataclass(frozen=True)
class End:
    """One of a pair: where a person works, the country of a company."""

    id: str
    name: str
    where: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of one of a pair."""
        return {"id": self.id, "name": self.name, "where": self.where}


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, with the reasons; the first is the one that should be kept."""

    label: str
    kept: End
    other: End
    score: int
    reasons: tuple[Reason, ...]

    @property
    def beyond_name(self) -> bool:
        """Whether more than the name speaks for it; without that nothing is merged unasked."""
        return any(reason.beyond_name for reason in self.reasons)

    def as_dict(self, language: str) -> dict[str, Any]:
        """The JSON shape of an entry of `duplicates`."""
        return {
            "kind": self.label,
            "score": self.score,
            "keep": self.kept.as_dict(),
            "other": self.other.as_dict(),
            "beyond_name": self.beyond_name,
            "reasons": [
                {"key": reason.key, "points": reason.points, "text": reason.text(language)}
                for reason in self.reasons
            ],
        }


@dataclass
class Found:
    """The pairs from the given score on, the likeliest first.

    `compared` pairs were looked at; `weaker` have a score below, but at least three quarters of it.
    `too_many` are groups so large that nobody in them was compared with the others, with their size.
    """

    pairs: tuple[Pair, ...]
    compared: int
    weaker: int
    above: int
    too_many: tuple[tuple[str, int], ...] = ()

    def as_dict(self, language: str) -> dict[str, Any]:
        """The JSON shape of `duplicates`."""
        return {
            "above": self.above,
            "compared": self.compared,
            "weaker": self.weaker,
            "not_compared": [{"group": name, "size": size} for name, size in self.too_many],
            "pairs": [pair.as_dict(language) for pair in self.pairs],
        }


def in_blocks(blocks: Iterable[pl.DataFrame]) -> tuple[pl.DataFrame, list[tuple[str, int]]]:
    """All pairs within a block, each once, and the blocks that are too large for that.

    Each frame has the columns `block` (what they share) and `node` (a number). O(pairs).
    """
    found = [pl.DataFrame(schema={"one": pl.Int64, "other": pl.Int64})]
    too_many: list[tuple[str, int]] = []
    for frame in blocks:
        members = frame.drop_nulls().unique()
        sizes = members.group_by("block").len()
        large = sizes.filter(pl.col("len") > limit("largest_block")).sort("block")
        too_many += [(str(block), int(size)) for block, size in large.iter_rows()]
        fitting = sizes.filter(pl.col("len").is_between(2, limit("largest_block")))
        members = members.join(fitting.select("block"), on="block", how="semi")
        both = members.rename({"node": "one"}).join(members.rename({"node": "other"}), on="block")
        found.append(both.filter(pl.col("one") < pl.col("other")).select(PAIR).unique())
    return pl.concat(found).unique().sort(PAIR), too_many


def sharing(pairs: pl.DataFrame, members: pl.DataFrame) -> pl.Expr:
    """Whether both of a pair are members (block, node) of one and the same block."""
    members = members.drop_nulls().unique()
    both = (
        pairs.with_row_index("#pair")
        .join(members.rename({"node": "one"}), on="one")
        .join(members.rename({"node": "other"}), on=["other", "block"], how="semi")
    )
    return pl.int_range(pl.len()).is_in(both["#pair"].unique().implode())


def both(column: str) -> tuple[pl.Expr, pl.Expr]:
    """Whether both of a pair have the same in this column, and whether they have different values there."""
    one, other = pl.col(column), pl.col(f"{column}_other")
    return (one == other).fill_null(False), (one != other).fill_null(False)


def alike(pairs: pl.DataFrame, column: str, cutoff: int) -> pl.Series:
    """Whether the texts of a pair are alike, by rapidfuzz, whichever word comes first. O(pairs)."""
    from rapidfuzz import fuzz, process  # only where duplicates are looked for

    texts = [pairs[name].fill_null("").to_list() for name in (column, f"{column}_other")]
    ratios = process.cpdist(*texts, scorer=fuzz.token_sort_ratio, score_cutoff=cutoff)
    return pl.Series(ratios >= cutoff, dtype=pl.Boolean) & pairs[column].is_not_null()


def scored(
    pairs: pl.DataFrame, names: Sequence[str], rules: dict[str, Reason], most: pl.Expr | None = None
) -> pl.DataFrame:
    """The pairs with their score: the points of all reasons whose column is true, between 0 and 100."""
    points = [pl.when(pl.col(name)).then(rules[name].points).otherwise(0) for name in names]
    score = pl.sum_horizontal(points).clip(0, 100)
    return pairs.with_columns((score if most is None else pl.min_horizontal(score, most)).alias("score"))
