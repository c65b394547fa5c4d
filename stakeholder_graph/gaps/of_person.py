"""The gaps that one person stands in."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import Gaps
from stakeholder_graph.gaps.finding import Finding


def gaps_of(situation: Situation, gaps: Gaps, person: int) -> tuple[Finding, ...]:
    """The counted gaps about a person (a number), and those in which they are the one carer concerned."""
    about = (
        (pl.col("person") == person) | (pl.col("carer") == person) | (pl.col("reached") == person)
        | pl.col("makers").list.contains(person)
    )  # fmt: skip
    listed = gaps.table.filter(about.fill_null(False) & pl.col("replaced_by").is_null())
    return tuple(explain(situation, gaps, listed))
