"""Cypher without a server: the graph is in it as in the records, it only reads, and its faults are plain."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from stakeholder_graph.errors import StorageError
from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage import Answer, open_store
from stakeholder_graph.storage.embedded_cypher import CypherGraph
from tests.catalogue.readings import NO_READINGS
from tests.strategies import records


def expected(row: dict[str, Any], properties: dict[str, Property]) -> dict[str, Any]:
    """What the graph holds of a row: filled properties, several values as a list."""
    filled = {name: row[name] for name in ("id", *properties) if row[name] is not None}
    return {
        name: value.split(";") if name != "id" and properties[name].kind == "texts" else value
        for name, value in filled.items()
    }


@settings(max_examples=60)
@given(records())
def test_every_node_and_relationship_of_the_records_is_in_the_graph_with_its_filled_properties(
    found: Records,
) -> None:
    graph = CypherGraph(found, NO_READINGS, ontology())
    for label, kind in ontology().nodes.items():
        wanted = [
            {"label": label, **expected(row, dict(kind.properties))}
            for row in found.node_table(label).iter_rows(named=True)
        ]
        answer = graph.ask(f"MATCH (n:{label}) RETURN n", {})
        assert sorted((row[0] for row in answer.rows), key=lambda node: str(node["id"])) == sorted(
            wanted, key=lambda node: str(node["id"])
        )
    for name, tie in ontology().relationships.items():
        ties = [
            (row["start"], {"kind": name, **expected(row, dict(tie.properties))}, row["end"])
            for row in found.relationship_table(name).iter_rows(named=True)
        ]
        answer = graph.ask(f"MATCH (a)-[r:{name}]->(b) RETURN a.id, r, b.id", {})
        assert sorted(answer.rows, key=lambda row: str(row[1]["id"])) == sorted(
            ties, key=lambda row: str(row[1]["id"])
        )


def test_jobs_carry_what_their_title_was_read_as() -> None:
    """Petra leads purchasing at Nordwerk and once did at the association; nobody has read her third title.

    Petra --WORKS_FOR "Leiterin Einkauf"--> Nordwerk
      |-----WORKS_FOR "a.D."-------------> Verband
      '-----WORKS_FOR "Leiterin Einkauf"-> Suedwerk   (another industry: not read)
    """
    found = Records(
        {
            "Person": nodes_of("Person", [{"id": "p", "name": "Petra Musterfrau"}]),
            "Company": nodes_of(
                "Company",
                [
                    {"id": "c", "name": "Nordwerk", "industry": "Stahl"},
                    {"id": "d", "name": "Suedwerk", "industry": "Holz"},
                ],
            ),
            "Organisation": nodes_of("Organisation", [{"id": "o", "name": "Verband"}]),
        },
        {
            "WORKS_FOR": relationships_of(
                "WORKS_FOR",
                [
                    {"start": "p", "end": "c", "job_title": "Leiterin Einkauf"},
                    {"start": "p", "end": "d", "job_title": "Leiterin Einkauf"},
                    {"start": "p", "end": "o", "job_title": "a.D.", "department": "Rat"},
                ],
            )
        },
    )
    readings = pl.DataFrame(
        [
            ("Leiterin Einkauf", "", "Nordwerk", "Stahl", 2, "purchasing", False, None, "r"),
            ("a.D.", "Rat", "Verband", "", None, None, True, "mandate_holder", "r"),
        ],
        schema=NO_READINGS.schema,
        orient="row",
    )
    text = (
        "MATCH (:Person)-[w:WORKS_FOR]->(e) RETURN e.id AS e, w.read_level AS level, w.read_function AS "
        "function, w.read_former AS former, w.read_standing AS standing ORDER BY e"
    )
    assert CypherGraph(found, readings, ontology()).ask(text, {}) == Answer(
        ("e", "level", "function", "former", "standing"),
        (
            ("c", 2, "purchasing", None, None),
            ("d", None, None, None, None),
            ("o", None, None, True, "mandate_holder"),
        ),
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with load_example(tmp_path_factory.mktemp("cypher"), DAY) as graph:
        yield graph.store


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Person {id: 'x'})",
        "MERGE (p:Person {id: 'x'}) RETURN p",
        "MATCH (p:Person) SET p.name = 'x'",
        "MATCH (p:Person) REMOVE p.name",
        "MATCH (p:Person) DETACH DELETE p",
        "MATCH (p:Person) WITH p LIMIT 1 DELETE p RETURN 1",
        "FOREACH (x IN [1] | CREATE (:Person))",
        "CREATE INDEX one FOR (p:Person) ON (p.name)",
        "/* only reads */ MATCH (p) SET p.x = 1",
        "CALL { CREATE (:Person) }",
        "INSERT (:Person {id: 'x'})",
        "CALL table.delete('x', 'y')",
    ],
)
def test_a_writing_text_is_refused_and_changes_nothing(asked: Any, text: str) -> None:
    before = asked.ask("MATCH (n) RETURN count(n), count(n.name)", {})
    with pytest.raises(StorageError) as refused:
        asked.ask(text, {})
    assert "\n" not in str(refused.value)
    assert asked.ask("MATCH (n) RETURN count(n), count(n.name)", {}) == before


def test_a_refused_text_is_told_why_in_plain_words(asked: Any) -> None:
    with pytest.raises(StorageError) as refused:
        asked.ask("MATCH (p) SET p.name = 'x'", {})
    assert str(refused.value) == (
        "query: it writes, and questions only read; change the graph with import, or with a command that "
        "writes"
    )


def test_words_like_create_may_stand_in_texts_names_and_comments(asked: Any) -> None:
    text = (
        "// DELETE everything; LOAD CSV\n"
        "WITH 'CREATE; SET x = 1' AS one, \"it's LOAD CSV\" AS `MERGE; DROP` // REMOVE it\n"
        "RETURN one, `MERGE; DROP`;\n// that's all;"
    )
    assert asked.ask(text, {}).rows == (("CREATE; SET x = 1", "it's LOAD CSV"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" ", "there is nothing in it"),
        ("// nothing", "there is nothing in it"),
        ("RETURN 1; RETURN 2", "these are several statements"),
        ("LOAD CSV FROM 'x.csv' AS row RETURN row", "LOAD CSV reads files"),
        ("load  // files\n csv FROM 'x.csv' AS row RETURN row", "LOAD CSV reads files"),
        ("MATCH (p:Person) RETURN p.id FORMAT CSV", "FORMAT CSV is no Cypher"),
        ("MATCH (p", "line 1"),
        ("RETURN q", "'q'"),
        ("RETURN $unknown", "$unknown"),
        ("RETURN nosuch(1)", "nosuch"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line_with_the_next_step(
    asked: Any, text: str, told: str
) -> None:
    with pytest.raises(StorageError) as refused:
        asked.ask(text, {})
    assert told in refused.value.what
    assert refused.value.next_step
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("value", [10**30, object()])
def test_a_parameter_that_no_engine_takes_is_named(asked: Any, value: object) -> None:
    with pytest.raises(StorageError, match=r"\$x"):
        asked.ask("RETURN $x", {"x": value})


def test_values_come_back_as_plain_python(asked: Any) -> None:
    text = "RETURN $day AS day, [$day, 1, 'a'] AS several, {one: {two: 2.5}} AS map, null AS nothing"
    assert asked.ask(text, {"day": date(2026, 11, 23)}) == Answer(
        ("day", "several", "map", "nothing"),
        ((date(2026, 11, 23), [date(2026, 11, 23), 1, "a"], {"one": {"two": 2.5}}, None),),
    )


def test_a_path_is_its_nodes_and_relationships(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        store.write(
            Records(
                {"Person": nodes_of("Person", [{"id": "p", "name": "P"}, {"id": "q", "name": "Q"}])},
                {"KNOWS": relationships_of("KNOWS", [{"id": "k", "start": "p", "end": "q", "weight": 2}])},
            )
        )
        assert store.ask("MATCH way = (:Person)-[:KNOWS]->(:Person) RETURN way", {}).rows == (
            (
                {
                    "nodes": [
                        {"label": "Person", "id": "p", "name": "P"},
                        {"label": "Person", "id": "q", "name": "Q"},
                    ],
                    "relationships": [{"kind": "KNOWS", "id": "k", "weight": 2}],
                },
            ),
        )


def test_what_was_written_since_is_in_the_next_answer(tmp_path: Path) -> None:
    """Both what this store writes and what another one wrote into the same file."""
    count = "MATCH (p:Person) RETURN count(p)"
    with open_store(tmp_path / "a.db", create=True) as store, open_store(tmp_path / "a.db") as other:
        assert store.ask(count, {}).rows == ((0,),)
        store.write(Records({"Person": nodes_of("Person", [{"id": "p", "name": "P"}])}))
        assert store.ask(count, {}).rows == ((1,),)
        other.write(Records({"Person": nodes_of("Person", [{"id": "q", "name": "Q"}])}))
        assert store.ask(count, {}).rows == ((2,),)
