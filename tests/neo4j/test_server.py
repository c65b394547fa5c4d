"""The server of the tests is a real one, is empty for each test, and nothing foreign is ever removed."""

from __future__ import annotations

import os

import pytest
from neo4j import Driver

from tests.neo4j.claiming import Claim, NotOurs
from tests.neo4j.server import Access


def held(driver: Driver) -> list[str]:
    rows = driver.execute_query(
        "MATCH (node) RETURN node.name AS name ORDER BY name", database_="neo4j"
    ).records
    return [row["name"] for row in rows]


def test_the_server_answers_and_is_the_community_edition(neo4j_server: Access, neo4j_driver: Driver) -> None:
    asked = "CALL dbms.components() YIELD edition, versions RETURN edition, versions"
    answer = neo4j_driver.execute_query(asked, database_="neo4j").records[0]
    assert (answer["edition"], answer["versions"][0].split(".")[0]) == ("community", "5")


def test_the_address_comes_with_user_and_password_in_the_environment(
    neo4j_server: Access, neo4j_address: str
) -> None:
    assert neo4j_address == neo4j_server.address
    assert (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]) == neo4j_server.auth


def test_an_emptied_server_keeps_no_node_constraint_or_index(
    empty_server: str, neo4j_driver: Driver, neo4j_claim: Claim
) -> None:
    for made in (
        "CREATE CONSTRAINT ids FOR (p:Person) REQUIRE p.id IS UNIQUE",
        "CREATE INDEX names FOR (p:Person) ON (p.name)",
        "CREATE (:Person {id: '1', name: 'Ada'})-[:KNOWS]->(:Person {id: '2', name: 'Bo'})",
    ):
        neo4j_driver.execute_query(made, database_="neo4j")
    assert held(neo4j_driver) == ["Ada", "Bo"]
    neo4j_claim.wipe()
    assert held(neo4j_driver) == []
    assert neo4j_claim.schema() == [("INDEX", neo4j_claim.mark)]


def test_a_server_with_foreign_data_is_neither_claimed_nor_emptied(
    empty_server: str, neo4j_driver: Driver, neo4j_claim: Claim
) -> None:
    neo4j_claim.release()
    try:
        neo4j_driver.execute_query("CREATE ({name: 'theirs'})", database_="neo4j")
        with pytest.raises(NotOurs, match=r"\(1 nodes\); give them an empty one"):
            Claim(neo4j_driver)
        with pytest.raises(NotOurs, match="does not carry the mark"):
            neo4j_claim.wipe()
        assert held(neo4j_driver) == ["theirs"]
    finally:
        neo4j_driver.execute_query("MATCH (node {name: 'theirs'}) DELETE node", database_="neo4j")
        neo4j_claim.set_mark()


def test_a_server_that_another_test_run_has_marked_is_not_claimed(
    neo4j_claim: Claim, neo4j_driver: Driver
) -> None:
    with pytest.raises(NotOurs, match=f"index: {neo4j_claim.mark}"):
        Claim(neo4j_driver)
