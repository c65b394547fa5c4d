"""Which gaps a reader asked to see."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stakeholder_graph.analysis.names import find_account, find_person
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import UnknownName
from stakeholder_graph.gaps.registry import KINDS

CLASSES = ("high", "medium", "low", "info")
TIERS = ("A", "B", "C")
AT_MAIN_ACCOUNT = (
    "open-finding",
    "weak-relationship",
    "wrong-measure",
    "unassigned-care",
    "contact-despite-objection",
)
"""Kinds about a person and no account: told at the main account, and shown at all of the person's."""


@dataclass(frozen=True)
class Choice:
    """The filters of `gaps`; an empty one lets everything pass. `severity` means that class or worse."""

    account: str | None = None
    person: str | None = None
    kinds: tuple[str, ...] = ()
    tier: str | None = None
    severity: str | None = None
    by_carer: bool = False
    replaced: bool = False


def choose(situation: Situation, table: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """The rows of the gap table that the filters let pass, in order; with `by_carer` by the carer's name."""
    for kind in choice.kinds:
        _known("kind of gap", kind, KINDS)
    chosen = table if choice.replaced else table.filter(pl.col("replaced_by").is_null())
    if choice.kinds:
        chosen = chosen.filter(pl.col("kind").is_in(choice.kinds))
    if choice.account is not None:
        chosen = chosen.filter(_at(situation, find_account(situation, choice.account)))
    if choice.person is not None:
        number = find_person(situation, choice.person)
        chosen = chosen.filter(
            (pl.col("person") == number)
            | pl.col("makers").list.contains(number)
            | (pl.col("reached") == number)
        )
    if choice.tier is not None:
        _known("tier", choice.tier, TIERS)
        chosen = chosen.filter(pl.col("tier") == choice.tier)
    if choice.severity is not None:
        _known("severity", choice.severity, CLASSES)
        chosen = chosen.filter(pl.col("severity_class").is_in(CLASSES[: CLASSES.index(choice.severity) + 1]))
    return _by_carer(situation, chosen) if choice.by_carer else chosen


def check_tier(tier: str) -> None:
    """UnknownName for a tier that there is not."""
    _known("tier", tier, TIERS)


def _known(what: str, value: str, allowed: tuple[str, ...]) -> None:
    if value in allowed:
        return
    from rapidfuzz import process

    nearest = process.extractOne(value, allowed)
    raise UnknownName(
        f"{what} {value!r}",
        f"there is no such {what}",
        f"did you mean {nearest[0]}? All: {', '.join(allowed)}",
    )


def _at(situation: Situation, account: int) -> pl.Expr:
    """Gaps of an account, and gaps of no account about one of its people, or about several of them."""
    belong = [table.select("account", "person") for table in (situation.circle, situation.needs)]
    people = pl.concat(belong).filter(pl.col("account") == account)["person"].unique()
    theirs = pl.col("person").is_in(people.implode()).fill_null(False)
    nowhere = pl.col("account").is_null() | pl.col("kind").is_in(AT_MAIN_ACCOUNT)
    several = pl.col("makers").list.set_intersection(people.to_list()).list.len() > 0
    return (pl.col("account") == account).fill_null(False) | (nowhere & (theirs | several.fill_null(False)))


def _by_carer(situation: Situation, chosen: pl.DataFrame) -> pl.DataFrame:
    names = situation.snapshot.nodes.select(carer="number", carer_name="name")
    named = chosen.join(names, on="carer", how="left", maintain_order="left")
    return named.sort("carer_name", "gap", nulls_last=True).drop("carer_name")
