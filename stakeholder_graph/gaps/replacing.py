"""One cause, one finding: which gap stands in another one instead of being counted beside it."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.situation import Situation

NO_COUNTERPART = ("uncovered-decider", "uncovered-influencer", "lost-carer", "level-mismatch")


def replaced(table: pl.DataFrame, situation: Situation) -> pl.DataFrame:
    """For each gap that another one replaces: gap, replaced_by. `table` holds all gaps in order.

    - everything about a leaver at the account, and the role that is missing since: by left-contact
    - a missing rung when everybody who makes it is uncovered, lost or level-mismatched: by the first of these
    - a person on one thread: by the account on one thread with the same carer
    - too few contacts, no report: by the care of the same person there that has gone cold
    - no profile: by the same person there without care
    - unasked care: by too much care of the same person, wherever
    """
    # only what is looked at: all columns would be copied time and again
    table = table.select("gap", "kind", "account", "person", "carer", "about", "missing", "makers")
    causes = [_by_leaver(table), _role_by_leaver(table, situation), _rung(table), _thread(table)]
    pairs = pl.concat([*causes, *_parts_of_care(table)])
    return pairs.unique("gap", keep="first", maintain_order=True).cast(
        {"gap": pl.UInt32, "replaced_by": pl.UInt32}
    )


def _of_kind(table: pl.DataFrame, *kinds: str) -> pl.DataFrame:
    return table.filter(pl.col("kind").is_in(kinds))


def _by_leaver(table: pl.DataFrame) -> pl.DataFrame:
    left = _of_kind(table, "left-contact").select("account", "person", replaced_by="gap")
    others = table.filter(pl.col("kind") != "left-contact").join(left, on=["account", "person"])
    return others.select("gap", "replaced_by")


def _role_by_leaver(table: pl.DataFrame, situation: Situation) -> pl.DataFrame:
    """A missing role that somebody who has left still holds there; all missing roles must be such."""
    left = _of_kind(table, "left-contact").select("account", "person", replaced_by="gap")
    held = situation.played.join(left, on=["account", "person"]).select(
        "account", "role", "opportunity", "replaced_by"
    )
    asked = _of_kind(table, "missing-role").select("gap", "account", "about", role="missing").explode("role")
    fits = asked.join(held, on=["account", "role"]).filter(
        pl.col("opportunity").is_null() | (pl.col("opportunity") == pl.col("about")).fill_null(False)
    )
    first = fits.group_by("gap", "role").agg(pl.col("replaced_by").min())
    answered = first.group_by("gap").agg(answered=pl.len(), replaced_by=pl.col("replaced_by").min())
    wanted = asked.group_by("gap").len("wanted")
    return (
        answered.join(wanted, on="gap")
        .filter(pl.col("answered") == pl.col("wanted"))
        .select("gap", "replaced_by")
    )


def _rung(table: pl.DataFrame) -> pl.DataFrame:
    makers = _of_kind(table, "missing-rung").select("gap", "account", person="makers").explode("person")
    alone = _of_kind(table, *NO_COUNTERPART).select("account", "person", replaced_by="gap")
    alone = alone.group_by("account", "person").agg(pl.col("replaced_by").min())
    known = makers.join(alone, on=["account", "person"], how="left")
    summed = known.group_by("gap").agg(
        pl.col("replaced_by").is_not_null().all().alias("all"), pl.col("replaced_by").min()
    )
    return summed.filter("all").select("gap", "replaced_by")


def _thread(table: pl.DataFrame) -> pl.DataFrame:
    account = _of_kind(table, "single-threaded-account").filter(pl.col("carer").is_not_null())
    account = account.select("account", "carer", replaced_by="gap")
    people = _of_kind(table, "single-threaded-person").join(account, on=["account", "carer"])
    return people.select("gap", "replaced_by")


def _parts_of_care(table: pl.DataFrame) -> list[pl.DataFrame]:
    """What stands in another gap about the same person: at the same account, or at whichever."""
    there = ["account", "person"]
    return [
        _same(table, ("under-cared", "unreported-care"), ("stale-care",), there),
        _same(table, ("missing-profile",), ("uncovered-decider", "lost-carer"), there),
        _same(table, ("unassigned-care",), ("over-cared",), ["person"]),
    ]


def _same(
    table: pl.DataFrame, parts: tuple[str, ...], wholes: tuple[str, ...], keys: list[str]
) -> pl.DataFrame:
    """The gaps of some kinds that have one of other kinds with the same keys, the first of several."""
    standing = _of_kind(table, *wholes).group_by(keys).agg(replaced_by=pl.col("gap").min())
    # care that is agreed with somebody of no account is the same care there
    found = _of_kind(table, *parts).filter(pl.col("person").is_not_null())
    return found.join(standing, on=keys, nulls_equal=True).select("gap", "replaced_by")
