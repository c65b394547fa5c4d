"""What is told does not depend on the order in which the records lie, for each store has its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.network import records_of
from stakeholder_graph.snapshot import take_snapshot
from tests.reference.drawing import AS_OF as DRAWN
from tests.reference.drawing import Drawing
from tests.reference.large_networks import AS_OF, as_graph, random_network


def in_order(records: Records, order: Callable[[pl.DataFrame], pl.DataFrame]) -> Records:
    return Records(
        {name: order(frame) for name, frame in records.nodes.items()},
        {name: order(frame) for name, frame in records.relationships.items()},
    )


def told(records: Records, day: Any) -> list[dict[str, Any]]:
    situation = Situation(take_snapshot(records, day), load_policy())
    gaps = find_gaps(situation)
    found = [one.as_dict("en") for one in explain(situation, gaps, gaps.table)]
    for one in found:
        # of two records that are alike in all by which they are sorted either may come first
        one["evidence"].sort(key=str)
    return found


@pytest.mark.parametrize(
    "order", [lambda one: one.sort("id"), lambda one: one.reverse()], ids=["ids", "back"]
)
@pytest.mark.parametrize("which", ["example", "presumed", "generated"])
def test_findings_are_told_alike_in_any_order(
    which: str, order: Callable[[pl.DataFrame], pl.DataFrame]
) -> None:
    if which == "example":
        records, day = example_records(), DAY
    elif which == "presumed":
        # Zoe(1) and Ada(1) at Musterwerk [A], where nobody has a role: presumed deciders, told in one breath
        drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).person("Zoe").person("Ada")
        drawing.job("Zoe", "Musterwerk", 1).job("Ada", "Musterwerk", 1)
        records, day = records_of(drawing.graph), DRAWN
    else:
        records, day = records_of(as_graph(random_network(11, 1_500))), AS_OF
    assert told(in_order(records, order), day) == told(records, day)
