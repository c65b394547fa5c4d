"""A graph copied to a server and back is the same graph, and answers the same."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from neo4j import Driver

from stakeholder_graph import copy
from stakeholder_graph.errors import StorageError
from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.records import Records, nodes_of
from stakeholder_graph.storage import Written, open_store
from stakeholder_graph.storage.copying import Step
from tests.cli.running import run
from tests.comparing import assert_same_graph
from tests.neo4j.claiming import Claim
from tests.strategies import records


def content(location: str | Path) -> Records:
    with open_store(location) as store:
        return store.read()


def small(folder: Path) -> Path:
    """A file that holds one person."""
    graph = Records({"Person": nodes_of("Person", [{"id": "p1", "name": "Ada Mohnrot", "source": "list"}])})
    with open_store(folder / "a.db", create=True) as store:
        store.write(graph)
    return folder / "a.db"


def test_the_example_goes_to_a_server_and_back_unchanged(server_without_nodes: str, tmp_path: Path) -> None:
    load_example(tmp_path / "demo", DAY).store.close()
    first, back = tmp_path / "demo" / "stakeholders.db", tmp_path / "back.db"
    there = copy(first, server_without_nodes)
    again = copy(server_without_nodes, back)
    with open_graph(first, as_of=DAY) as before, open_graph(back, as_of=DAY) as after:
        counts = {name: Written(rows) for name, rows in before.records.counts().items()}
        assert there.written == again.written == counts
        assert_same_graph(after.records, before.records)
        assert after.gaps().as_dict() == before.gaps().as_dict()
        read = [store.title_readings().sort("job_title", "employer") for store in (before.store, after.store)]
        assert read[0].equals(read[1])
        assert there.title_readings == again.title_readings == read[0].height > 0


def test_any_records_go_to_a_server_and_back(server_without_nodes: str, neo4j_claim: Claim) -> None:
    @settings(max_examples=10)
    @given(records(most_nodes=12, most_ties=20).filter(lambda graph: graph.counts()))
    def over_and_back(graph: Records) -> None:
        neo4j_claim.remove_nodes()
        with TemporaryDirectory() as folder:
            first, back = Path(folder) / "a.db", Path(folder) / "b.db"
            with open_store(first, create=True) as store:
                store.write(graph)
            copy(first, server_without_nodes)
            copy(server_without_nodes, back)
            assert_same_graph(content(back), graph)

    over_and_back()


def test_a_server_with_a_graph_is_added_to_only_when_asked(server_without_nodes: str, tmp_path: Path) -> None:
    first = small(tmp_path)
    with pytest.raises(StorageError, match="there is no graph of stakeholder-graph in it"):
        copy(server_without_nodes, tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()
    copy(first, server_without_nodes)
    with pytest.raises(StorageError, match=r"there is a graph in it already; .* --into-existing"):
        copy(first, server_without_nodes)
    copied = copy(first, server_without_nodes, into_existing=True)
    assert copied.written == {"Person": Written(unchanged=1)}
    twice = server_without_nodes.replace("neo4j://", "bolt://").replace("127.0.0.1", "localhost")
    assert twice != server_without_nodes
    with pytest.raises(StorageError, match="the same database"):
        copy(server_without_nodes, twice, into_existing=True)


def test_a_server_that_differs_when_read_back_is_said_to(
    server_without_nodes: str, neo4j_driver: Driver, tmp_path: Path
) -> None:
    def changed(step: Step) -> None:
        if step.name == "reading_back":
            neo4j_driver.execute_query("MATCH (p:Person) SET p.name = 'Ada'")

    with pytest.raises(StorageError, match=r"Person: 1 \(p1: name is 'Ada' instead of 'Ada Mohnrot'\)"):
        copy(small(tmp_path), server_without_nodes, progress=changed)


def test_an_absent_server_is_said_to_be_and_nothing_is_made(tmp_path: Path) -> None:
    done = run("copy", small(tmp_path), "bolt://127.0.0.1:1")
    assert (done.code, done.out) == (1, "")
    assert "error: bolt://127.0.0.1:1: " in done.err
    assert run("copy", "bolt://127.0.0.1:1", tmp_path / "b.db").code == 1
    assert not (tmp_path / "b.db").exists()
