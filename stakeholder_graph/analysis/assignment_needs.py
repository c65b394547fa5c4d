"""Who is to be staffed: everybody in a part of the accounts who needs care, each once, with all that they
need.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from stakeholder_graph.analysis.at_home import lasts
from stakeholder_graph.analysis.needs import care_role
from stakeholder_graph.analysis.situation import Situation

Pair = tuple[int, int]


@dataclass(frozen=True)
class Scope:
    """For whom care is distributed: an account, a tier, or everybody; `never`: pairs of ours and theirs that
    are out of the question.
    """

    account: int | None = None
    tier: str | None = None
    never: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Needed:
    """Somebody who needs care: `carers` and a `deputy`, `hours` a year for all carers together.

    `level`: their most senior level; `senior_for`: the level for which somebody of ours must be senior
    enough,
    None where that is not asked or not known. `account`, `role`: where they are needed most. `weight`: of
    tier and role.
    """

    person: int
    account: int | None
    role: str | None
    carers: int
    deputy: bool
    hours: float
    level: int | None
    senior_for: int | None
    agreed: int | None
    weight: float


def find_needed(situation: Situation, scope: Scope) -> list[Needed]:
    """Everybody in that part who needs care; what they need at any of their accounts counts. By id.
    O(needs).
    """
    needs = _weighed(situation)
    inside = pl.lit(True)
    if scope.account is not None:
        inside = inside & (pl.col("account") == scope.account)
    if scope.tier is not None:
        inside = inside & (pl.col("tier") == scope.tier)
    people = needs.filter(inside.fill_null(False)).select("person").unique()
    each = float(situation.policy.get("effort.planned_hours_per_contact"))
    asked = pl.col("level").filter(pl.col("same_level"))
    ids = situation.snapshot.nodes.select(person="number", id="id")
    rows = (
        needs.join(people, on="person", how="semi")
        .sort("weight", "account", descending=[True, False], nulls_last=True)
        .group_by("person", maintain_order=True)
        .agg(
            pl.col("account", "role").first(), pl.col("carers").max(), pl.col("deputy").any(),
            pl.col("contacts_per_year").max() * each, pl.col("level").min(), asked.min().alias("senior_for"),
            pl.col("agreed").max(), pl.col("weight").max(),
        )
        .filter(pl.col("carers") > 0).join(ids, on="person").sort("id")
    )  # fmt: skip
    return [Needed(*row[:-1]) for row in rows.iter_rows()]


def _weighed(situation: Situation) -> pl.DataFrame:
    """All needs with the weights that severities have for tier and role."""
    policy = situation.policy
    tiers, roles = (policy.numbers(f"severity.{name}") for name in ("tier", "role"))
    third = pl.when(pl.col("third_party")).then(pl.lit("third_party")).otherwise(pl.lit("none"))
    row = pl.when(pl.col("role").is_null()).then(third).otherwise(care_role(policy).fill_null("other"))
    tier = pl.col("tier").fill_null("none").replace_strict(tiers, default=1.0, return_dtype=pl.Float64)
    role = row.replace_strict(roles, default=1.0, return_dtype=pl.Float64)
    return situation.needs.with_columns(weight=tier * role)


@dataclass(frozen=True)
class Today:
    """Assigned care as it is: `duty` and `agreed` contacts of each pair (own, person); `lasting`: pairs
    that do not end soon by themselves; `observed`: pairs whose contacts amount to care without an assignment.
    """

    duty: dict[Pair, str]
    agreed: dict[Pair, int]
    lasting: frozenset[Pair]
    observed: frozenset[Pair]
    carers: dict[int, list[int]]
    deputies: dict[int, list[int]]


def find_today(situation: Situation, stays: Collection[int]) -> Today:
    """The care of today by pairs. O(care)."""
    rows = situation.all_care.filter("assigned").with_columns(pl.col("duty").fill_null("carer"))
    ends = situation.snapshot.tie("CARES_FOR").filter(lasts(situation)).select("start", "end")
    lasting = frozenset((own, person) for own, person in ends.iter_rows() if own in stays)
    duty = {(own, person): what for own, person, what in rows.select("own", "person", "duty").iter_rows()}
    agreed = rows.filter(pl.col("agreed").is_not_null()).select("own", "person", "agreed")
    seen = situation.all_care.filter(~pl.col("assigned") & pl.col("observed")).select("own", "person")
    by_duty: dict[str, dict[int, list[int]]] = {"carer": {}, "deputy": {}}
    for (own, person), what in sorted(duty.items()):
        by_duty[what].setdefault(person, []).append(own)
    return Today(
        duty, {(own, person): count for own, person, count in agreed.iter_rows()}, lasting,
        frozenset(seen.iter_rows()), by_duty["carer"], by_duty["deputy"],
    )  # fmt: skip
