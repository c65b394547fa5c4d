"""What the gap queries of the catalogue answer, in the form in which findings are identified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.catalogue.find import find_query
from stakeholder_graph.catalogue.parameters import Lookup, values_for
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.registry import CHECKS
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.storage import Answer

Ask = Callable[[str, Mapping[str, Any]], Answer]
Gap = tuple[str, str | None, str | None, str | None, int | None, str | None]
"""kind, account, person, carer, level, about: what tells one finding from another."""
COLUMNS = ("account_id", "person_id", "carer_id", "level")
ABOUT = ("opportunity_id", "measure_id", "record_id")
"""The columns that name what a gap is about; a query has one of them at most."""


def as_typed(text: str) -> str:
    return text


def about(row: Mapping[str, Any]) -> Any:
    return next((row[column] for column in ABOUT if row.get(column) is not None), None)


def answered(ask: Ask, policy: Policy, as_of: date, **given: str) -> set[Gap]:
    """All gaps that the queries name; each has its columns as its head says, in their order."""
    found: set[Gap] = set()
    for check in CHECKS:
        query = find_query(check.query)
        lookup = Lookup(as_typed, as_typed)
        values = values_for(query.name, query.parameters, given, policy=policy, as_of=as_of, lookup=lookup)
        answer = ask(query.text, values)
        assert answer.columns == query.returns
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        gaps = [(check.kind, *(row.get(column) for column in COLUMNS), about(row)) for row in rows]
        assert len(set(gaps)) == len(gaps), f"{check.query} names a gap twice"
        found.update(gaps)
    return found


def by_the_product(situation: Situation) -> set[Gap]:
    """All gaps that the product finds, also those that stand in another one."""
    ids = situation.snapshot.nodes["id"].to_list()
    ends = ("account", "person", "carer", "about")
    named = pl.DataFrame({"number": pl.Series(range(len(ids)), dtype=pl.Int32), "name": ids})
    table = find_gaps(situation).table.select("kind", "level", *ends)
    for end in ends:
        table = table.join(named.rename({"number": end, "name": f"{end}_id"}), on=end, how="left")
    return set(table.select("kind", "account_id", "person_id", "carer_id", "level", "about_id").iter_rows())
