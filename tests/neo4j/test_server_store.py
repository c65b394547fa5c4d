"""What only a server has: others' data beside ours, rules for ids, texts that are never commands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver

from stakeholder_graph.errors import StorageError
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage import open_store, server_pages
from stakeholder_graph.storage.addresses import ServerAddress, place_of
from stakeholder_graph.storage.server import ServerStore, open_server
from tests.comparing import assert_same_graph
from tests.neo4j.claiming import Claim
from tests.strategies import NASTY, records
from tests.test_store import small

INJECTIONS = (
    "x'}) DETACH DELETE n //",
    'x"}) DETACH DELETE n //',
    "`) MATCH (n) DETACH DELETE n //",
    "\\'}) MATCH (n) DETACH DELETE n //",
    "\\u0027}) MATCH (n) DETACH DELETE n //",
    "$id",
    "${id}",
    "{id: 1}",
    "%s",
    "*/ MATCH (n) DETACH DELETE n /*",
    "; MATCH (n) DETACH DELETE n;",
    "a|b\\|c|",
)


def asked(driver: Driver, text: Any, **parameters: Any) -> list[list[Any]]:
    """What the server itself holds."""
    found = driver.execute_query(text, parameters, database_="neo4j")
    return [list(record.values()) for record in found.records]


def opened(address: str) -> ServerStore:
    """The server without what is kept of it on this computer."""
    place = place_of(address)
    assert isinstance(place, ServerAddress)
    return open_server(place, ontology(), create=True, into_existing=False, patience=5.0)


def test_the_graph_there_reads_well_by_itself(server_without_nodes: str, neo4j_driver: Driver) -> None:
    graph = small()
    graph.nodes["Person"] = graph.nodes["Person"].with_columns(
        standing=pl.lit("mandate_holder;opinion_leader")
    )
    with open_store(server_without_nodes, create=True) as store:
        store.write(graph)
        identity = store.identity
    assert asked(neo4j_driver, "MATCH (p:Person {id: 'p2'}) RETURN labels(p), properties(p)") == [
        [
            ["Person"],
            {
                "id": "p2",
                "name": "Quirin Beispiel",
                "standing": ["mandate_holder", "opinion_leader"],
                "contact_allowed": False,
                "objected_on": neo4j_date(2026, 1, 31),
            },
        ]
    ]
    works = "MATCH (:Person {id: 'p1'})-[r:WORKS_FOR]->(:Company {id: 'c1'}) RETURN properties(r)"
    assert asked(neo4j_driver, works) == [[{"id": "WORKS_FOR|p1|c1|", "level": 2, "source": "list"}]]
    mark = "MATCH (m:StakeholderGraph) RETURN m.identity, m.revision, m.schema"
    assert asked(neo4j_driver, mark) == [[identity, 1, 1]]


def neo4j_date(*parts: int) -> Any:
    from neo4j.time import Date

    return Date(*parts)


def test_an_id_is_unique_by_a_rule_of_the_server(server_without_nodes: str, neo4j_driver: Driver) -> None:
    with open_store(server_without_nodes, create=True) as store:
        store.write(small())
    found = asked(neo4j_driver, "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN *")
    rules = {(names[0], tuple(columns)) for names, columns, _ in found}
    assert {(name, ("id",)) for name in (*ontology().nodes, *ontology().relationships)} <= rules
    indexes = asked(
        neo4j_driver, "SHOW INDEXES YIELD labelsOrTypes, properties, state WHERE state = 'ONLINE' RETURN *"
    )
    assert (["Interaction"], ["date"]) in [(names, columns) for names, columns, _ in indexes] or (
        ["date"], ["Interaction"]
    ) in [(names, columns) for names, columns, _ in indexes]  # fmt: skip


def test_jobs_carry_what_their_titles_were_read_as(server_without_nodes: str, neo4j_driver: Driver) -> None:
    """p1 and p2 have the same title at c1; only p3's was read otherwise, and p2's job goes elsewhere."""
    jobs = [
        {"start": "p1", "end": "c1", "job_title": "Einkaufsleiterin"},
        {"start": "p2", "end": "c1", "job_title": "Ehem. Werkleiter"},
    ]
    graph = small()
    graph.relationships["WORKS_FOR"] = relationships_of("WORKS_FOR", jobs)
    row = {"department": "", "employer": "Nordwerk", "industry": "", "rules": "r1"}
    readings = pl.DataFrame(
        [
            {**row, "job_title": "Einkaufsleiterin", "level": 2, "function": "purchasing", "former": False,
             "standing": None},
            {**row, "job_title": "Ehem. Werkleiter", "level": None, "function": None, "former": True,
             "standing": None},
        ]
    )  # fmt: skip
    text = (
        "MATCH (p)-[r:WORKS_FOR]->() RETURN p.id, r.read_level, r.read_function, r.read_former ORDER BY p.id"
    )
    with open_store(server_without_nodes, create=True) as store:
        store.write(graph, readings=readings)
        assert asked(neo4j_driver, text) == [["p1", 2, "purchasing", None], ["p2", None, None, True]]
        assert store.ask(text, {}).rows == (("p1", 2, "purchasing", None), ("p2", None, None, True))
        assert_same_graph(store.read(), graph)
        # the firm gets another name, under which nothing was read
        renamed = graph.nodes["Company"].with_columns(name=pl.lit("Südwerk"))
        store.write(Records({"Company": renamed}))
        assert asked(neo4j_driver, text) == [["p1", None, None, None], ["p2", None, None, None]]


def test_other_peoples_data_is_read_around_and_stays(server_without_nodes: str, neo4j_driver: Driver) -> None:
    foreign = (
        "CREATE (d:Dog {id: 'p1', name: 'Bello'})-[:KNOWS {id: 'k', since: 3}]->(:Dog {id: 'p2'}) RETURN 1"
    )
    asked(neo4j_driver, foreign)
    dogs = """MATCH (d:Dog) OPTIONAL MATCH (d)-[k]->(e)
        RETURN d.id, d.name, type(k), properties(k), e.id ORDER BY d.id"""
    before = asked(neo4j_driver, dogs)
    with pytest.raises(StorageError) as fault:
        open_store(server_without_nodes, create=True)
    assert fault.value.what == "it holds data that stakeholder-graph has not written, as a node Dog"
    assert "--into-existing" in fault.value.next_step
    with pytest.raises(StorageError, match="there is no graph of stakeholder-graph in it"):
        open_store(server_without_nodes)
    assert asked(neo4j_driver, "MATCH (n) RETURN count(n)") == [[2]]
    with open_store(server_without_nodes, create=True, into_existing=True) as store:
        store.write(small())
        assert_same_graph(store.read(), small())
        asked(
            neo4j_driver,
            "MATCH (d:Dog {id: 'p1'}), (p:Person {id: 'p1'}) CREATE (d)-[:KNOWS {id: 'k2'}]->(p)",
        )
        with opened(server_without_nodes) as direct:
            assert_same_graph(direct.read(), small())
    asked(neo4j_driver, "MATCH ()-[k:KNOWS {id: 'k2'}]->() DELETE k")
    assert asked(neo4j_driver, dogs) == before
    with open_store(server_without_nodes, create=True) as store:  # ours by now
        assert store.revision == 1


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(before=records(words=st.sampled_from([text for text in NASTY if len(text) < 1000]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)))  # fmt: skip
def test_any_graph_comes_out_of_a_server_as_it_went_in(
    server_without_nodes: str, neo4j_claim: Claim, before: Records
) -> None:
    neo4j_claim.remove_nodes()
    with opened(server_without_nodes) as store:
        store.write(before)
        assert_same_graph(store.read(), before)
        again = store.write(before)
        assert not any(counts.added or counts.changed for counts in again.values())


def page_of_all(number: int, odd: dict[int, dict[str, Any]]) -> Records:
    """So many people who know the next one, alike but for those with other values at their place."""
    alike = {"language": "de", "topics": "Golf;Segeln", "recorded_at": date(2026, 1, 2), "source": "Messe"}
    rows = [{"id": f"n{n:03}", "name": f"P{n}", **alike, **odd.get(n, {})} for n in range(number)]
    tie = {"weight": 3, "valid_from": date(2025, 1, 1), "source": "Messe"}
    ties = [
        {"start": f"n{n:03}", "end": f"n{n + 1:03}", **tie,
         **{name: value for name, value in odd.get(n, {}).items() if name in ("source", "id", "weight")}}
        for n in range(number - 1)
    ]  # fmt: skip
    return Records({"Person": nodes_of("Person", rows)}, {"KNOWS": relationships_of("KNOWS", ties)})


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {40: {"source": "Liste", "language": None}},
        {7: {"topics": None}, 30: {"recorded_at": None, "weight": None}, 60: {"recorded_at": DAY}},
        {n: {"source": "Liste" if n % 2 else "Messe", "weight": n % 5 + 1} for n in range(5, 80)},
        {66: {"phone": "1", "capacity_hours": 7.5, "contact_allowed": False}},
        {n: {"topics": "a\x1eb" if n == 33 else str(n)} for n in range(80)},
    ],
)  # fmt: skip
def test_many_rows_come_in_pages_of_which_only_what_differs_is_sent(
    server_without_nodes: str, monkeypatch: pytest.MonkeyPatch, odd: dict[int, dict[str, Any]]
) -> None:
    """Pages of 4, then of 11, and of 6 where a row is not like those before it."""
    for name, rows in {"FIRST": 4, "PIECE": 6, "LARGE": 11}.items():
        monkeypatch.setattr(server_pages, name, rows)
    graph = page_of_all(80, odd)
    with opened(server_without_nodes) as store:
        store.write(graph)
        assert_same_graph(store.read(), graph)


def test_a_page_with_other_peoples_data_is_read_around(
    server_without_nodes: str, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, rows in {"FIRST": 4, "PIECE": 6, "LARGE": 11}.items():
        monkeypatch.setattr(server_pages, name, rows)
    graph = page_of_all(80, {})
    with opened(server_without_nodes) as store:
        store.write(graph)
        asked(
            neo4j_driver,
            "MATCH (p:Person {id: 'n040'}) CREATE (d:Dog {id: 'd'}) "
            "CREATE (p)-[:KNOWS {id: 'KNOWS|n040|d'}]->(d) CREATE (p)-[:KNOWS {id: 'KNOWS|n040|e'}]->(:Dog)",
        )
        assert_same_graph(store.read(), graph)
        asked(neo4j_driver, "MATCH (p:Person)-[k:KNOWS]->(q:Person {id: 'n051'}) SET k.id = 'mine'")
        ties = graph.relationships["KNOWS"]
        mine = pl.when(pl.col("end") == "n051").then(pl.lit("mine")).otherwise("id").alias("id")
        graph.relationships["KNOWS"] = ties.with_columns(mine)
        assert_same_graph(store.read(), graph)


def test_no_text_is_ever_a_part_of_a_statement(server_without_nodes: str, neo4j_driver: Driver) -> None:
    people = [{"id": text, "name": text, "topics": text, "source": text} for text in INJECTIONS]
    ties = [
        {"id": f"k{text}", "start": text, "end": INJECTIONS[place - 1], "topic": text, "note": text}
        for place, text in enumerate(INJECTIONS)
    ]
    graph = Records({"Person": nodes_of("Person", people)}, {"KNOWS": relationships_of("KNOWS", ties)})
    with opened(server_without_nodes) as store:
        store.write(graph)
        assert_same_graph(store.read(), graph)
        ended = store.end([tie["id"] for tie in ties], list(INJECTIONS), date(2026, 1, 1))
        assert (ended["KNOWS"].changed, ended["Person"].changed) == (len(ties), len(people))
        for text in INJECTIONS:
            parameters: Mapping[str, Any] = {"id": text}
            answer = store.ask(
                "MATCH (p:Person {id: $id})-[r]->(q) RETURN p.name, r.topic, r.valid_to", parameters
            )
            assert answer.rows == ((text, text, date(2026, 1, 1)),)
    assert asked(neo4j_driver, "MATCH (p:Person) RETURN count(p)") == [[len(INJECTIONS)]]


def test_a_question_that_writes_is_refused_by_the_server(server_without_nodes: str) -> None:
    with open_store(server_without_nodes, create=True) as store:
        store.write(small())
        for text in (
            "CREATE (:Person {id: 'x'})",
            "MATCH (p:Person) SET p.name = 'x' RETURN p",
            "MATCH (p:Person) DETACH DELETE p",
            "CREATE INDEX nonsense FOR (p:Person) ON (p.topics)",
            "CALL db.createLabel('Dog')",
        ):
            with pytest.raises(StorageError) as fault:
                store.ask(text, {})
            assert fault.value.what == "it writes, and questions only read"
        for text, what in (
            ("MATCH (p:Person) RETURN q", "Variable `q` not defined"),
            ("RETURN $missing", "Expected parameter(s): missing"),
            ("RETURN 1; RETURN 2", "these are several statements"),
        ):
            with pytest.raises(StorageError) as fault:
                store.ask(text, {})
            assert fault.value.what.startswith(what)
            assert "\n" not in str(fault.value)
        assert_same_graph(store.read(), small())


def test_values_of_an_answer_are_plain(server_without_nodes: str) -> None:
    with open_store(server_without_nodes, create=True) as store:
        store.write(small())
        text = """MATCH path = (p:Person {id: 'p1'})-[r:KNOWS]->(q)
            RETURN p, r, path, q.objected_on AS day, [q.objected_on] AS days, {a: 1} AS map,
            duration({months: 1, days: 2}) AS long"""
        answer = store.ask(text, {})
    p1 = {"label": "Person", "id": "p1", "name": "Petra Musterfrau", "email": "petra@nordwerk.example",
          "source": "list"}  # fmt: skip
    p2 = {"label": "Person", "id": "p2", "name": "Quirin Beispiel", "contact_allowed": False,
          "objected_on": date(2026, 1, 31)}  # fmt: skip
    knows = {"kind": "KNOWS", "id": r"KNOWS|p1|p2|a\|b|", "topic": "a|b", "weight": 5}
    assert answer.columns == ("p", "r", "path", "day", "days", "map", "long")
    assert answer.rows == (
        (p1, knows, {"nodes": [p1, p2], "relationships": [knows]}, date(2026, 1, 31), [date(2026, 1, 31)],
         {"a": 1}, {"months": 1, "days": 2, "seconds": 0}),
    )  # fmt: skip


def test_the_gaps_of_the_example_are_those_of_the_file(server_without_nodes: str, tmp_path: Path) -> None:
    told = []
    for place in (tmp_path / "a.db", server_without_nodes):
        with open_graph(place, as_of=DAY, create=True) as graph:
            example = example_records()
            graph.store.write(example, readings=graph.read_titles(example))
        with open_graph(place, as_of=DAY) as graph:
            gaps = graph.gaps(replaced=True).as_dict("de")
            told.append((gaps, graph.info(), graph.titles().to_dicts(), graph.coverage()))
    assert told[0] == told[1]
    assert len(told[0][0]["gaps"]) == 47


def test_an_id_that_is_too_long_is_refused(server_without_nodes: str) -> None:
    with opened(server_without_nodes) as store:
        with pytest.raises(StorageError, match=r"an id or a name is too long for it; shorten it"):
            store.write(Records({"Person": nodes_of("Person", [{"id": "x" * 9000}])}))
        assert store.read().counts() == {}


def test_a_value_of_another_kind_is_named(server_without_nodes: str, neo4j_driver: Driver) -> None:
    with opened(server_without_nodes) as store:
        store.write(small())
        for wrong, column in (
            ("SET p.valid_to = 'soon'", "valid_to"),
            ("SET p.capacity_hours = 'many'", "capacity_hours"),
        ):
            asked(neo4j_driver, f"MATCH (p:Person {{id: 'p1'}}) {wrong}")
            with pytest.raises(StorageError) as fault:
                store.read()
            assert fault.value.what.startswith(f"Person.{column} holds a value that is no ")
            asked(neo4j_driver, f"MATCH (p:Person {{id: 'p1'}}) REMOVE p.{column}")
        assert_same_graph(store.read(), small())


def test_a_number_where_a_text_belongs_is_named_in_a_large_page_too(
    server_without_nodes: str, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many rows the texts come many as one, where a number would be read as a text."""
    for name, rows in {"FIRST": 4, "PIECE": 6, "LARGE": 11}.items():
        monkeypatch.setattr(server_pages, name, rows)
    with opened(server_without_nodes) as store:
        store.write(page_of_all(80, {n: {"topics": str(n)} for n in range(80)}))
        asked(neo4j_driver, "MATCH (p:Person {id: 'n066'}) SET p.topics = 49301")
        with pytest.raises(StorageError) as fault:
            store.read()
    assert fault.value.what.startswith("Person.topics holds a value that is no ")
