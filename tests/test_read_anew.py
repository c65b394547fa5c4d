"""Whoever keeps a graph open sees what was written through it: nothing worked out before is told again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_graph.example import DATABASE, DAY, load_example
from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.graph import StakeholderGraph, open_graph


def all_told(graph: StakeholderGraph) -> list[Any]:
    """What a graph keeps for later: gaps, an earlier day, maps of today and of earlier days, lists."""
    return [
        graph.gaps().as_dict(),
        graph.changes(date(2026, 7, 1)).as_dict(),
        graph.map_page("Karmesin"),
        graph.map_page("Karmesin", anonymous=True),
        [effect.as_dict("en", graph.policy) for effect in graph.action_list()],
        graph.todo().as_dict("en", graph.policy),
    ]


def test_what_was_written_is_seen(tmp_path: Path) -> None:
    load_example(tmp_path, DAY).close()
    with open_graph(tmp_path / DATABASE, as_of=DAY) as graph:
        gap = graph.gaps(account="Karmesin", kinds=["uncovered-decider"]).findings[0]
        assert gap.person is not None
        own = graph.snapshot.id(graph.situation.own["person"][0])
        before = all_told(graph)
        graph.care_set(own, gap.person.id)
        cared = all_told(graph)
        graph.import_files([calls(tmp_path, own, gap.person.id)], Options(DAY))
        after = all_told(graph)
        shown = graph.anonymous()
        shown.import_files([calls(tmp_path, own, gap.person.id)], Options(DAY))
        assert gap.person.name not in str(shown.records.node_table("Person")["name"].to_list())
    assert cared[0] != before[0] and cared[2] != before[2]
    assert after[1] != cared[1] and after[2] != cared[2]
    with open_graph(tmp_path / DATABASE, as_of=DAY) as again:
        assert all_told(again) == after


def calls(folder: Path, own: str, other: str) -> Path:
    """Two calls of one of ours with somebody else."""
    file = folder / "interactions.csv"
    rows = [f"call-{day},{day},call,{own};{other}" for day in (date(2026, 6, 2), date(2026, 11, 2))]
    file.write_text("\n".join(["id,date,channel,participants", *rows, ""]), encoding="utf-8")
    return file
