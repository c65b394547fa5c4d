"""Merging on a server is what it is in a file: the same records after it, those before once taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from neo4j import Driver

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.records import Records, nodes_of
from stakeholder_graph.storage.store import Rewrite
from tests.duplicates.network import imported, opened, records_of, same


def test_merged_and_parted_as_in_a_file(
    server_without_nodes: str, neo4j_driver: Driver, tmp_path: Path
) -> None:
    server, file = server_without_nodes, tmp_path / "s.db"
    for place in (server, file):
        imported(place, tmp_path / "files")
    before = records_of(server)
    assert same(before, records_of(file))
    for place in (server, file):
        with opened(place) as graph:
            graph.merge("p4", "p5")
            graph.merge("c1", "c2")
    merged = records_of(server)
    assert same(merged, records_of(file))
    [[titles, level]] = [
        list(record.values())
        for record in neo4j_driver.execute_query(
            "MATCH (:Person {id: $id})-[r:WORKS_FOR]->({id: $firm}) RETURN r.job_title, r.read_level",
            {"id": "p4", "firm": "c1"},
        ).records
    ]
    assert (titles, level) == ("Vorständin", 1)  # what moved still carries what its title was read as
    assert imported(server, tmp_path / "files").faults == ()
    assert same(merged, records_of(server))
    with opened(server) as graph:
        assert [one.other for one in graph.merges()] == ["p5", "c2"]
        graph.undo_merge("c2")
        graph.undo_merge("p5")
        assert graph.merges() == []
    assert same(before, records_of(server))


def test_what_cannot_be_rewritten_changes_nothing(server_without_nodes: str, tmp_path: Path) -> None:
    imported(server_without_nodes, tmp_path / "files")
    before = records_of(server_without_nodes)
    gone = Records({"Person": nodes_of("Person", [{"id": "p4"}])})
    with opened(server_without_nodes) as graph:
        revision = graph.store.revision
        with pytest.raises(StorageError, match="hangs on it"):
            graph.store.rewrite(Rewrite(revision, removed=gone, memos={"x": "y"}))
        with pytest.raises(StorageError, match="somebody has written to it meanwhile"):
            graph.store.rewrite(Rewrite(revision - 1, memos={"x": "y"}))
        assert graph.store.memos() == {}
    assert same(before, records_of(server_without_nodes))
