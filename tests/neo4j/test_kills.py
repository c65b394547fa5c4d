"""A server, or the program that writes to it, is killed in the middle of a load: what was said holds.

KILLS=10 in the environment kills the server ten times instead of three.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator

import pytest
from neo4j import Driver

from stakeholder_graph.model.records import Origin
from stakeholder_graph.storage import server_imports
from tests.comparing import assert_same_graph
from tests.neo4j.large_imports import PEOPLE, importing, people, steps_on
from tests.neo4j.server import Neo4jServer
from tests.neo4j.test_server_store import asked
from tests.test_store import small

pytestmark = pytest.mark.neo4j
KILLS = int(os.environ.get("KILLS", "3"))
SOON = 5  # seconds after which nobody is thought to be at an import any more; else each round waits for 30
ORIGIN = Origin("d", "people.csv")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_imports, "STALE", SOON)


@pytest.fixture(scope="module")
def fragile() -> Iterator[Neo4jServer]:
    """A server that these tests may kill."""
    with Neo4jServer() as server:
        yield server


@pytest.fixture
def mine(fragile: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:
    monkeypatch.setenv("NEO4J_USERNAME", fragile.auth[0])
    monkeypatch.setenv("NEO4J_PASSWORD", fragile.auth[1])
    return fragile


def test_a_server_killed_in_a_load_loses_nothing_that_it_has_confirmed(mine: Neo4jServer) -> None:
    """Each round goes on with the same import, or begins it anew when it was complete."""
    chosen = random.Random(7)
    with steps_on(mine.address) as store:
        store.write(small())
    interrupted = 0
    for _ in range(KILLS):
        with importing(mine.address, SOON) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
            said = [other.stdout.readline().strip() for _ in range(chosen.randrange(4))]
            time.sleep(chosen.uniform(0, 0.3))
            mine.kill()
            said += other.stdout.read().splitlines()
        mine.start()
        said = [line for line in said if line]
        confirmed = [int(line) for line in said if line.isdecimal()]
        with steps_on(mine.address) as store:
            found, there = store.read().counts(), store.unfinished
            rows = found["Person"] - 2 + found["KNOWS"] - 1
            if there is None:
                assert rows in (0, 2 * PEOPLE - 1)  # before its first step, or after its last
            else:
                interrupted += 1
                assert rows == there.written  # of a step all or nothing
                begun = there.rows - 2 * PEOPLE + 1
                assert begun <= 0
                assert rows >= (confirmed[-1] if confirmed else 0)
            if "all" in said:
                assert rows == 2 * PEOPLE - 1
            elif said and not said[-1].isdecimal():
                assert "repeat the command" in said[-1]
            if rows == 2 * PEOPLE - 1 and there is None:
                asked_of(mine, "MATCH (p:Person) WHERE p.id STARTS WITH 'n' DETACH DELETE p")
    assert interrupted
    with steps_on(mine.address) as store:
        store.write(people(), origin=ORIGIN)
        assert store.unfinished is None
        graph = people()
        graph.nodes["Person"] = graph.nodes["Person"].vstack(small().nodes["Person"])
        graph.nodes["Company"] = small().nodes["Company"]
        for name, table in small().relationships.items():
            graph.relationships[name] = (
                table.vstack(graph.relationships[name]) if name in graph.relationships else table
            )
        assert_same_graph(store.read(), graph)


def asked_of(server: Neo4jServer, text: str) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.address, auth=server.auth) as driver:
        asked(driver, text)


@pytest.mark.parametrize("steps", [0, 3, 9])
def test_a_program_killed_in_a_load_leaves_whole_steps(
    server_without_nodes: str, neo4j_driver: Driver, steps: int
) -> None:
    with importing(server_without_nodes, SOON) as other:
        assert other.stdout is not None
        said = [other.stdout.readline() for _ in range(steps + 1)]
        other.kill()
    with steps_on(server_without_nodes) as store:
        found, there = store.read().counts(), store.unfinished
        rows = sum(found.values())
        assert rows >= (int(said[-1]) if steps else 0)
        assert there is None or rows == there.written
        store.write(people(), origin=ORIGIN)  # waits until nobody can be at it any more
        assert store.unfinished is None
        assert_same_graph(store.read(), people())
