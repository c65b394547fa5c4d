"""Every query gives the same rows in the same order on a server as without, and names only what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import Driver, NotificationClassification

from stakeholder_graph.catalogue.find import find_queries
from stakeholder_graph.catalogue.parameters import Lookup, values_for
from stakeholder_graph.catalogue.query import Query, used_parameters
from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.graph import StakeholderGraph, open_graph
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.storage.readings import READ
from tests.catalogue.asked import QUESTIONS
from tests.neo4j.claiming import Claim
from tests.neo4j.server import Access
from tests.neo4j.test_server_store import INJECTIONS, asked

# the gap checks' twins are tested beside their definitions
QUERIES = [query for query in find_queries() if query.topic != "gaps"]
WRONG = (NotificationClassification.UNRECOGNIZED, NotificationClassification.DEPRECATION)
MODEL = ontology()
PROPERTIES = {"id", *READ.values()}.union(
    *(node.properties for node in MODEL.nodes.values()),
    *(tie.properties for tie in MODEL.relationships.values()),
)


@pytest.fixture(scope="module")
def both(
    neo4j_server: Access, neo4j_claim: Claim, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[StakeholderGraph, StakeholderGraph]]:
    """The example in a file and on the server."""
    neo4j_claim.wipe()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NEO4J_USERNAME", neo4j_server.username)
        environment.setenv("NEO4J_PASSWORD", neo4j_server.password)
        with (
            load_example(tmp_path_factory.mktemp("both"), DAY) as file,
            open_graph(neo4j_server.address, as_of=DAY, create=True) as server,
        ):
            server.store.write(file.records, readings=file.store.title_readings())
            yield file, server


@pytest.mark.parametrize(
    ("name", "given"), QUESTIONS, ids=[f"{name} {given or ''}".strip() for name, given in QUESTIONS]
)
def test_both_engines_answer_alike(
    both: tuple[StakeholderGraph, StakeholderGraph], name: str, given: dict[str, Any]
) -> None:
    file, server = both
    assert server.query(name, **given) == file.query(name, **given)


@pytest.mark.parametrize("query", QUERIES, ids=[query.name for query in QUERIES])
def test_a_server_knows_every_name_in_a_query_and_finds_nothing_outdated(
    both: tuple[StakeholderGraph, StakeholderGraph], neo4j_driver: Driver, query: Query
) -> None:
    """A property that the ontology has and the example does not is no fault."""
    with neo4j_driver.session(database="neo4j") as session:
        parameters = dict.fromkeys(used_parameters(query.text))
        told = session.run(f"CYPHER 5 EXPLAIN {query.text}", parameters).consume().gql_status_objects
    notes = [one.status_description for one in told if one.classification in WRONG]
    lacking = [re.search(r"The property `(\w+)` does not exist", note) for note in notes]
    assert [
        note
        for note, property_ in zip(notes, lacking, strict=True)
        if not (property_ and property_[1] in PROPERTIES)
    ] == []


def test_names_that_do_not_exist_are_found(
    both: tuple[StakeholderGraph, StakeholderGraph], neo4j_driver: Driver
) -> None:
    text = "CYPHER 5 EXPLAIN MATCH (p:Persn)-[:WORKSFOR]->() WHERE p.nme = 1 AND id(p) = 1 RETURN p"
    with neo4j_driver.session(database="neo4j") as session:
        told = session.run(text).consume().gql_status_objects
    assert len([one for one in told if one.classification in WRONG]) == 4


def test_a_writing_text_is_refused_by_both_in_the_same_words(
    both: tuple[StakeholderGraph, StakeholderGraph],
) -> None:
    refused = []
    for graph in both:
        with pytest.raises(Exception, match="it writes, and questions only read") as error:
            graph.query_text("MATCH (p:Person) SET p.name = 'x'")
        refused.append(str(error.value))
    assert refused[0] == refused[1]


def test_what_is_given_for_a_parameter_is_never_a_part_of_a_question(
    both: tuple[StakeholderGraph, StakeholderGraph], neo4j_driver: Driver
) -> None:
    """Both engines look for somebody of that name, find nobody, and hold what they held."""
    nodes = "MATCH (n) RETURN count(n)"
    before = asked(neo4j_driver, nodes)
    for query in find_queries():
        named = [one.name for one in query.parameters if one.kind in ("account", "person", "text")]
        for text in INJECTIONS if named else ():
            answers = []
            for graph in both:
                values = values_for(
                    query.name, query.parameters, dict.fromkeys(named, text),
                    policy=graph.policy, as_of=DAY, lookup=Lookup(str, str),
                )  # fmt: skip
                answers.append(graph.store.ask(query.text, values).rows)
            assert answers[0] == answers[1], (query.name, text)
            texts = [value for row in answers[0] for value in row if isinstance(value, str)]
            assert text not in texts
    assert asked(neo4j_driver, nodes) == before
