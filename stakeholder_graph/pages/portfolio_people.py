"""Everybody at every account with how well they are cared for, worked out in whole columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.pages.coverage import NOT_WELL
from stakeholder_graph.snapshot import NUMBER

STATES = ("gap", "warning", "fine", "none", "objected")


def people_by_account(situation: Situation, findings: Sequence[Finding]) -> dict[int, list[list[Any]]]:
    """The people and third parties of each account: [name, level or 0, position in STATES, id or ""].

    Those in need first. What is said of each is what `word_of` says, which the maps use. O(n log n).
    """
    here = ["account", "person"]
    thirds = situation.third_parties.join(situation.circle, on=here, how="anti")
    everybody = pl.concat([situation.circle.select(here), thirds.select(here)])
    objectors = situation.snapshot.kind("Person").filter(pl.col("contact_allowed").eq(False))
    nodes = situation.snapshot.nodes.select("id", person="number", name=_name())
    told = (
        situation.with_levels(everybody)
        .join(situation.needs.select(here).unique().with_columns(needs=True), on=here, how="left")
        .with_columns(
            cared=pl.col("person").is_in(situation.care["person"].unique().implode()),
            objected=pl.col("person").is_in(objectors["number"].implode()),
        )
        .join(nodes, on="person")
        .join(_unwell(situation, findings), on=["account", "id"], how="left")
        .with_columns(place=_place())
        .sort("account", "place", pl.col("level").fill_null(9), "name", "id")
    )
    found: dict[int, list[list[Any]]] = {}
    for account, name, level, place, identity in told.select(
        "account", "name", pl.col("level").fill_null(0), "place", "id"
    ).iter_rows():
        known = "" if STATES[place] == "none" else identity
        found.setdefault(account, []).append([name, level, place, known])
    return found


def _name() -> pl.Expr:
    """The name, or the id of somebody whose name no file told."""
    return pl.when(pl.col("name").fill_null("") == "").then("id").otherwise("name")


def _place() -> pl.Expr:
    return (
        pl.when("objected")
        .then(4)
        .when(pl.col("needs").is_null())
        .then(3)
        .when(~pl.col("cared"))
        .then(0)
        .when(pl.col("unwell").is_not_null())
        .then(1)
        .otherwise(2)
    )


def _unwell(situation: Situation, findings: Sequence[Finding]) -> pl.DataFrame:
    """Who is cared for, but late or not on the level: account, id of the person."""
    numbers = dict(situation.accounts.select("id", "account").iter_rows())
    found = {
        (numbers[one.account.id], one.person.id)
        for one in findings
        if one.kind in NOT_WELL and one.account and one.person
    }
    table = pl.DataFrame(sorted(found), schema={"account": NUMBER, "id": pl.String}, orient="row")
    return table.with_columns(unwell=True)
