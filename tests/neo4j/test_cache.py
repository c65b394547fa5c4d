"""What is kept here of a server is used until something there changes, whoever changes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from neo4j import Driver

from stakeholder_graph import copy
from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.model.records import Records, nodes_of
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.cache import CachedStore, cache_folder
from stakeholder_graph.storage.kept_files import files_in
from tests.cli.running import run

RENAME = "MATCH (p:Person {id: $id}) SET p.name = 'Renamed'"


PEOPLE = [{"id": "p1", "name": "Ada Mohnrot"}, {"id": "p2", "name": "Bodo Wiesengrün"}]


def kept() -> set[Path]:
    return set(files_in(cache_folder()))


def people(location: str, *, refresh: bool = False) -> dict[str, str]:
    with open_store(location, refresh=refresh) as store:
        assert isinstance(store, CachedStore)
        return dict(store.read().nodes["Person"].select("id", "name").iter_rows())


def test_what_is_kept_answers_as_the_server_does_also_when_two_keep_it_at_once(
    server_without_nodes: str, tmp_path: Path
) -> None:
    load_example(tmp_path / "demo", DAY).store.close()
    file = tmp_path / "demo" / "stakeholders.db"
    copy(file, server_without_nodes)
    call = [sys.executable, "-m", "stakeholder_graph", "--db", server_without_nodes, "--refresh", "export"]
    running = [
        subprocess.Popen([*call, f"{number}.json"], stderr=subprocess.PIPE, cwd=tmp_path)
        for number in range(2)
    ]
    said = [program.communicate()[1].decode().splitlines() for program in running]
    assert [len(lines) for lines in said] == [1, 1], said
    assert (tmp_path / "0.json").read_bytes() == (tmp_path / "1.json").read_bytes()
    files = kept()
    assert len(files) > 20
    asked = ("gaps", "--as-of", DAY, "--format", "json", "--all")
    from_kept = run("--db", server_without_nodes, *asked).json()
    assert kept() == files
    assert from_kept == run("--db", server_without_nodes, "--refresh", *asked).json()
    assert from_kept == run("--db", file, *asked).json()


def test_what_others_change_is_seen_by_counts_or_with_refresh(
    server_without_nodes: str, neo4j_driver: Driver
) -> None:
    with open_store(server_without_nodes, create=True) as store:
        store.write(Records({"Person": nodes_of("Person", PEOPLE)}))
    before = {"p1": "Ada Mohnrot", "p2": "Bodo Wiesengrün"}
    assert people(server_without_nodes) == before
    # a value changed with another tool does not show by itself
    neo4j_driver.execute_query("MATCH (p:Person {id: 'p1'}) SET p.name = 'Ada'")
    assert people(server_without_nodes) == before
    anew = {**before, "p1": "Ada"}
    assert people(server_without_nodes, refresh=True) == people(server_without_nodes) == anew
    # a row more does, and so does one kind for another
    neo4j_driver.execute_query("CREATE (:Person {id: 'p3', name: 'Kim Erdbeer'})")
    assert people(server_without_nodes) == {**anew, "p3": "Kim Erdbeer"}
    neo4j_driver.execute_query("MATCH (p:Person {id: 'p3'}) REMOVE p:Person SET p:Company")
    assert people(server_without_nodes) == anew
    # nodes of others are none of ours
    files = kept()
    neo4j_driver.execute_query("CREATE (:Invoice {id: 'i1'})")
    assert people(server_without_nodes) == anew
    assert kept() == files
    # what any of us writes shows
    with open_store(server_without_nodes) as store:
        store.write(Records({"Person": nodes_of("Person", [{"id": "p2", "name": "Bodo"}])}))
    assert people(server_without_nodes) == {"p1": "Ada", "p2": "Bodo"}
