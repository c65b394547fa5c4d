"""A server that is absent, locked, killed or too small: one line with the next step, and nothing by half."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage import open_store
from tests.comparing import assert_same_graph
from tests.neo4j.server import Access, Neo4jServer, free_port
from tests.test_store import small


def refusal(address: str) -> str:
    """What opening says; one line that names the place but no password, and comes soon."""
    begin = time.monotonic()
    with pytest.raises(StorageError) as fault:
        open_store(address, create=True)
    assert time.monotonic() - begin < 30
    line = str(fault.value)
    assert line.startswith(address)
    assert "\n" not in line
    return f"{fault.value.what}; {fault.value.next_step}"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_where_no_server_answers(scheme: str) -> None:
    said = refusal(f"{scheme}://127.0.0.1:{free_port()}")
    assert said == "no Neo4j server answers there; start the server, or correct the address"


def test_a_host_that_is_not_there() -> None:
    said = refusal("bolt://graph.invalid:7687")
    assert said == "there is no host of that name; correct the address"


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_encryption_that_the_server_does_not_speak(scheme: str, neo4j_address: str) -> None:
    host = neo4j_address.partition("://")[2]
    plain = scheme.partition("+")[0]
    expected = f"the server does not speak TLS there, and the address asks for it; write {plain}://{host}"
    assert refusal(f"{scheme}://{host}") == expected


def test_something_that_is_no_server_of_neo4j(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as other:
        assert other.stdout is not None
        port = other.stdout.readline().split(" port ")[1].split()[0]
        try:
            said = refusal(f"bolt://127.0.0.1:{port}")
        finally:
            other.terminate()
    assert said == (
        "something answers there, but not as a server without TLS does; "
        f"write bolt+s://127.0.0.1:{port}, or correct the port"
    )


def test_a_wrong_password_and_the_lock_after_three(
    neo4j_address: str, neo4j_server: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "falsch")
    wrong = "the server does not take this user and password; correct NEO4J_USERNAME and NEO4J_PASSWORD"
    assert [refusal(neo4j_address) for _ in range(3)] == [wrong] * 3
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    locked = "after three wrong passwords the server lets nobody in for some seconds; "
    assert refusal(neo4j_address).startswith(locked)
    time.sleep(6)
    open_store(neo4j_address, create=True, into_existing=True).close()
    monkeypatch.delenv("NEO4J_USERNAME")
    monkeypatch.delenv("NEO4J_PASSWORD")
    said = "the server asks for a user and a password; set NEO4J_USERNAME and NEO4J_PASSWORD"
    assert refusal(neo4j_address) == said


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_database_that_is_not_there(
    scheme: str, neo4j_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "nirgends")
    address = f"{scheme}://{neo4j_address.partition('://')[2]}"
    said = "there is no such database on the server; correct NEO4J_DATABASE, or unset it for the server's own"
    assert refusal(address).startswith(said)


# --- a server of its own, which is too small and is killed ------------------------------------------------


@pytest.fixture(scope="module")
def fragile() -> Iterator[Neo4jServer]:
    """A server that these tests may kill; one transaction may take 24 MB there."""
    with Neo4jServer(settings={"db.memory.transaction.max": "24m"}) as server:
        yield server


@pytest.fixture
def mine(fragile: Neo4jServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Neo4jServer:
    monkeypatch.setenv("NEO4J_USERNAME", fragile.auth[0])
    monkeypatch.setenv("NEO4J_PASSWORD", fragile.auth[1])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return fragile


def people(number: int) -> Records:
    """So many people, each of whom knows the next one."""
    rows = [{"id": f"n{n}", "name": f"Person {n}"} for n in range(number)]
    ties = [{"start": f"n{n}", "end": f"n{n + 1}"} for n in range(number - 1)]
    return Records({"Person": nodes_of("Person", rows)}, {"KNOWS": relationships_of("KNOWS", ties)})


LOAD = """
    import sys
    from stakeholder_graph.errors import StorageError
    from stakeholder_graph.storage import open_store
    from tests.neo4j.test_server_store_unhappy import people
    with open_store(sys.argv[1]) as store:
        records = people(4000)
        print("ready", flush=True)
        try:
            print(store.write(records)["Person"].added, flush=True)
        except StorageError as fault:
            print(fault, flush=True)
"""


@pytest.mark.parametrize("seconds", [0.3, 1.5])
def test_a_server_killed_in_a_load_holds_all_of_it_or_nothing(mine: Neo4jServer, seconds: float) -> None:
    with open_store(mine.address, create=True) as store:
        store.write(small())
        there = store.read().counts()["Person"]
    command = [sys.executable, "-c", textwrap.dedent(LOAD), mine.address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        time.sleep(seconds)
        mine.kill()
        said = other.stdout.read().strip()
    mine.start()
    with open_store(mine.address) as store:
        found = store.read().counts()
        assert (found["Person"], found["KNOWS"]) in {(2, 1), (4002, 4000)}
        assert found["Person"] == 4002 or not said.isdecimal()  # what was said to be written is there
        store.write(people(4000))
        found = store.read().counts()
        assert (found["Person"], found["KNOWS"]) == (4002, 4000)
    assert there in (2, 4002)
    if not said.isdecimal():
        assert "repeat the command; nothing was written by half" in said


def test_more_than_one_transaction_may_take(mine: Neo4jServer) -> None:
    with open_store(mine.address, create=True) as store:
        store.write(small())
        before = store.read()
        begin = time.monotonic()
        text = pl.lit("x" * 900)
        many = people(30_000).nodes["Person"].with_columns(id="m" + pl.col("id"), topics=text)
        with pytest.raises(StorageError) as fault:
            store.write(Records({"Person": many}))
        assert fault.value.what == "the server has not enough memory for this in one transaction"
        assert time.monotonic() - begin < 60
        assert_same_graph(store.read(), before)


def test_a_server_that_goes_away_while_it_is_used(mine: Neo4jServer) -> None:
    with open_store(mine.address, create=True) as store:
        mine.kill()
        with pytest.raises(StorageError) as fault:
            store.write(small())
        assert fault.value.what == "the connection to the server was lost"
    mine.start()
