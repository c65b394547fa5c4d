"""One real Neo4j server for all tests of a run; each test that uses it carries the marker `neo4j`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from neo4j import Driver, GraphDatabase

from tests.neo4j.claiming import Claim, NotOurs
from tests.neo4j.parts import PartMissing
from tests.neo4j.server import Access, Neo4jServer


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # `mine`: a server of the test's own, which it may kill
        if {"neo4j_server", "mine"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.neo4j)


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Access]:
    """Address, user name and password of the server: one started for this run, or the one of NEO4J_URI."""
    if address := os.environ.get("NEO4J_URI"):
        if "NEO4J_PASSWORD" not in os.environ:
            pytest.fail("NEO4J_URI is set, so set NEO4J_PASSWORD too, or unset it", pytrace=False)
        yield Access(address, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
        return
    try:
        server = Neo4jServer().start()
    except PartMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    yield server.access
    server.stop()


@pytest.fixture(scope="session")
def neo4j_driver(neo4j_server: Access) -> Iterator[Driver]:
    """A driver to look into the server, beside the program's own."""
    with GraphDatabase.driver(neo4j_server.address, auth=neo4j_server.auth) as driver:
        driver.verify_connectivity()
        yield driver


@pytest.fixture
def neo4j_address(
    neo4j_server: Access, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The address for --db; user and password are in the environment, as the program expects them.

    What the program keeps of the server on this computer has a folder of its own for each test.
    """
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    return neo4j_server.address


@pytest.fixture(scope="session")
def neo4j_claim(neo4j_driver: Driver) -> Iterator[Claim]:
    """The right to empty the server, given when it was empty at first; in the end it is empty again."""
    try:
        claim = Claim(neo4j_driver)
    except NotOurs as refusal:
        pytest.fail(str(refusal), pytrace=False)
    yield claim
    claim.release()


@pytest.fixture
def empty_server(neo4j_claim: Claim, neo4j_address: str) -> str:
    """The address of the server, emptied for this test, with its constraints and indexes."""
    neo4j_claim.wipe()
    return neo4j_address


@pytest.fixture
def server_without_nodes(neo4j_claim: Claim, neo4j_address: str) -> str:
    """The address of the server without any node; constraints and indexes stay: making them takes long."""
    neo4j_claim.remove_nodes()
    return neo4j_address
