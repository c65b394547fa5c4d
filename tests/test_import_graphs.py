"""Whole graphs are read back: what an export wrote, into an empty database or over the same one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.export import export
from stakeholder_graph.exchange.importing import Options, check, import_files
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage import open_store
from tests.small_files import COMPANIES, PEOPLE, TODAY_ONLY, problems, write_files

EXAMPLE = Path(__file__).resolve().parents[1] / "stakeholder_graph" / "example"
LATER = Options(date(2026, 12, 24))


def same(one: Records, other: Records) -> bool:
    tables = [(one.nodes, other.nodes), (one.relationships, other.relationships)]
    return one.counts() == other.counts() and all(
        table.sort("id").equals(others[name].sort("id"))
        for mine, others in tables
        for name, table in mine.items()
    )


@pytest.mark.parametrize("name", ["folder", "graph.xlsx", "graph.graphml", "graph.json"])
def test_an_export_of_the_example_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "first.db", create=True) as store:
        import_files(store, [EXAMPLE], TODAY_ONLY)
        before = store.read()
        export(before, tmp_path / name)
        again = import_files(store, [tmp_path / name], LATER)
        assert problems(again) == []
        assert sum(file.taken for file in again.files) == 0
        assert all(file.complete for file in again.files)
    with open_store(tmp_path / "second.db", create=True) as store:
        report = import_files(store, [tmp_path / name], LATER)
        assert problems(report) == []
        assert sum(file.taken for file in report.files) == sum(before.counts().values())
        assert same(before, store.read())


def test_a_graph_counts_its_nodes_and_relationships(tmp_path: Path) -> None:
    with open_store(tmp_path / "first.db", create=True) as store:
        import_files(store, [write_files(tmp_path / "in", companies=COMPANIES, people=PEOPLE)], TODAY_ONLY)
        export(store.read(), tmp_path / "graph.json")
    report = check([tmp_path / "graph.json"], TODAY_ONLY)
    assert [(file.format, file.rows, file.taken) for file in report.files] == [("json", 9, 9)]
    assert report.counts == {"Company": 3, "Person": 3, "WORKS_FOR": 3}


ADA = {"id": "p1", "name": "Ada"}


@pytest.mark.parametrize(
    ("graph", "what"),
    [
        (
            {"nodes": {"Person": [ADA]}, "relationships": {"KNOWS": [{"from": "p1", "to": "p2"}]}},
            "KNOWS KNOWS|p1|p2||: its end p2 is no Person",
        ),
        ({"nodes": {"Person": [ADA, ADA]}}, "the id p1 stands there 2 times"),
        ({"nodes": {"Person": [ADA], "Company": [ADA]}}, "the id p1 stands there 2 times"),
    ],
)
def test_a_graph_that_hangs_in_the_air_is_refused(graph: object, what: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text(json.dumps(graph), encoding="utf-8")
    with pytest.raises(ImportRefused) as refused:
        check([path], TODAY_ONLY)
    assert (refused.value.where, refused.value.what) == (str(path), what)
