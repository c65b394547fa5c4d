"""What is written into a store comes out of it, is updated by id, and is written once: a file or a server."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage import Written, open_store
from stakeholder_graph.storage.reading import FEW, PIECE
from stakeholder_graph.storage.server_pages import PIECE as SERVER_PIECE
from tests.comparing import assert_same_graph

Place = str | Path


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.neo4j)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where nothing is yet: the path of a file, then the address of a server."""
    if request.param == "file":
        return tmp_path / "a.db"
    address: str = request.getfixturevalue("server_without_nodes")
    return address


def small() -> Records:
    """Petra works for Nordwerk and knows Quirin, who decides there.

    Petra --WORKS_FOR--> Nordwerk <--PLAYS_ROLE decider-- Quirin
      '--------------- KNOWS ------------------------------^
    """
    people: list[dict[str, object]] = [
        {"id": "p1", "name": "Petra Musterfrau", "email": "petra@nordwerk.example", "source": "list"},
        {"id": "p2", "name": "Quirin Beispiel", "contact_allowed": False, "objected_on": date(2026, 1, 31)},
    ]
    company = {"id": "c1", "name": "Nordwerk", "party": "customer", "earnings_value": 0.1 + 0.2, "tier": "A"}
    return Records(
        {"Person": nodes_of("Person", people), "Company": nodes_of("Company", [company])},
        {
            "WORKS_FOR": relationships_of(
                "WORKS_FOR", [{"start": "p1", "end": "c1", "level": 2, "source": "list"}]
            ),
            "KNOWS": relationships_of("KNOWS", [{"start": "p1", "end": "p2", "topic": "a|b", "weight": 5}]),
            "PLAYS_ROLE": relationships_of(
                "PLAYS_ROLE", [{"id": "r1", "start": "p2", "end": "c1", "role": "decider"}]
            ),
        },
    )


def one_person(**values: object) -> Records:
    return Records({"Person": nodes_of("Person", [{"id": "p1", "name": "Petra Musterfrau", **values}])})


def test_a_new_store_is_empty_and_has_every_kind(place: Place) -> None:
    with open_store(place, create=True) as store:
        found = store.read()
        assert store.revision == 0
        assert len(store.identity) == 36
    assert list(found.nodes) == list(ontology().nodes)
    assert list(found.relationships) == list(ontology().relationships)
    assert found.counts() == {}


def test_what_is_written_is_read_by_the_next_who_opens(place: Place) -> None:
    with open_store(place, create=True) as store:
        written = store.write(small())
        identity = store.identity
    assert written == {
        "Person": Written(2), "Company": Written(1), "WORKS_FOR": Written(1), "KNOWS": Written(1),
        "PLAYS_ROLE": Written(1),
    }  # fmt: skip
    with open_store(place) as store:
        assert_same_graph(store.read(), small())
        assert (store.revision, store.identity) == (1, identity)


def test_writing_the_same_again_changes_nothing(place: Place) -> None:
    with open_store(place, create=True) as store:
        store.write(small())
        again = store.write(small())
        assert set(again.values()) == {Written(0, 0, 1), Written(0, 0, 2)}
        assert store.revision == 1
        assert_same_graph(store.read(), small())


def test_a_changed_row_is_updated_and_others_stay(place: Place) -> None:
    with open_store(place, create=True) as store:
        store.write(small())
        changed = small()
        changed.nodes["Person"] = changed.nodes["Person"].with_columns(
            phone=pl.when(pl.col("id") == "p2").then(pl.lit("030 1")).otherwise("phone")
        )
        changed.relationships["KNOWS"] = changed.relationships["KNOWS"].with_columns(
            weight=pl.lit(1, pl.Int64)
        )
        counts = store.write(changed)
        assert counts["Person"] == Written(0, 1, 1)
        assert counts["KNOWS"] == Written(0, 1, 0)
        assert counts["Company"] == Written(0, 0, 1)
        assert store.revision == 2
        assert_same_graph(store.read(), changed)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("crm", "crm", None),  # the same system says that it is empty now
        (None, None, None),
        ("hand", "crm", "030 1"),  # an export knows no number, but a colleague does
        ("hand", None, "030 1"),
        (None, "crm", "030 1"),
    ],
)
def test_an_empty_value_overwrites_only_what_is_of_the_same_source(
    place: Place, first: str | None, second: str | None, expected: str | None
) -> None:
    with open_store(place, create=True) as store:
        store.write(one_person(phone="030 1", source=first))
        counts = store.write(one_person(topics="Segeln", source=second))
        row = store.read().nodes["Person"].row(0, named=True)
    assert counts == {"Person": Written(0, 1, 0)}
    assert (row["phone"], row["topics"], row["source"]) == (expected, "Segeln", second or first)


def test_another_day_of_recording_alone_is_no_change(place: Place) -> None:
    with open_store(place, create=True) as store:
        store.write(one_person(recorded_at=date(2026, 1, 1)))
        assert store.write(one_person(recorded_at=date(2026, 2, 2))) == {"Person": Written(0, 0, 1)}
        assert store.read().nodes["Person"]["recorded_at"].to_list() == [date(2026, 1, 1)]
        assert store.write(one_person(recorded_at=date(2026, 2, 2), phone="1")) == {
            "Person": Written(0, 1, 0)
        }
        assert store.read().nodes["Person"]["recorded_at"].to_list() == [date(2026, 2, 2)]


def test_a_relationship_keeps_its_id_when_what_it_is_made_from_changes(place: Place) -> None:
    tie = small().relationships["KNOWS"]
    moved = tie.with_columns(topic=pl.lit("Golf"), start=pl.lit("p2"), end=pl.lit("p1"))
    with open_store(place, create=True) as store:
        store.write(small())
        assert store.write(Records({}, {"KNOWS": moved})) == {"KNOWS": Written(0, 1, 0)}
        assert_same_graph(
            Records({}, {"KNOWS": store.read().relationships["KNOWS"]}), Records({}, {"KNOWS": moved})
        )
        # the derived id is free again for nobody: the moved row has it
        assert store.write(Records({}, {"KNOWS": tie})) == {"KNOWS": Written(0, 1, 0)}
        assert store.read().relationships["KNOWS"].height == 1


def test_ends_may_be_there_from_an_earlier_write(place: Place) -> None:
    records = small()
    with open_store(place, create=True) as store:
        store.write(Records(records.nodes))
        store.write(Records({}, records.relationships))
        assert_same_graph(store.read(), records)


def test_a_relationship_without_its_end_is_refused_and_nothing_is_written(place: Place) -> None:
    records = small()
    records.relationships["WORKS_FOR"] = relationships_of("WORKS_FOR", [{"start": "p1", "end": "c9"}])
    with open_store(place, create=True) as store:
        with pytest.raises(StorageError) as fault:
            store.write(records)
        assert fault.value.what == "WORKS_FOR: its end c9 is no Company or Organisation in the database"
        assert (store.read().counts(), store.revision) == ({}, 0)


def test_an_end_of_the_wrong_kind_is_refused(place: Place) -> None:
    records = small()
    records.relationships["REPORTS_TO"] = relationships_of("REPORTS_TO", [{"start": "p1", "end": "c1"}])
    with open_store(place, create=True) as store:
        with pytest.raises(StorageError, match="REPORTS_TO: its end c1 is no Person in the database"):
            store.write(records)
        assert store.read().counts() == {}


def test_an_id_names_one_thing_only(place: Place) -> None:
    company = nodes_of("Company", [{"id": "p1", "name": "Nordwerk"}])
    with open_store(place, create=True) as store:
        store.write(one_person())
        with pytest.raises(StorageError, match="the id p1 names things of two kinds"):
            store.write(Records({"Company": company}))
        with pytest.raises(StorageError, match="the id p1 names things of two kinds"):
            store.write(Records({"Company": company, **one_person().nodes}))
        with pytest.raises(StorageError, match="Person: the id p1 stands in several rows"):
            store.write(Records({"Person": pl.concat([one_person().nodes["Person"]] * 2)}))
        assert store.read().counts() == {"Person": 1}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"id": [None], "name": ["A"]}, "Person: a row without id; give every row its id"),
        ({"id": [""], "name": ["A"]}, "Person: a row without id; give every row its id"),
        ({"id": ["p1"], "name": ["A\0B"]}, "Person: name holds a NUL character"),
        ({"id": ["p1"], "capacity_hours": [float("inf")]}, "capacity_hours holds a value that is no number"),
        (
            {"id": ["p1"], "capacity_hours": [float("nan")]},
            "Person: capacity_hours holds a value that is no number",
        ),
        ({"id": ["p1"], "shoe_size": [44]}, "Person: there is no property shoe_size"),
        ({"id": ["p1"], "objected_on": ["when?"]}, "Person: a value is of the wrong kind"),
    ],
)
def test_what_the_database_cannot_hold_is_refused(
    place: Place, table: dict[str, list[object]], message: str
) -> None:
    with open_store(place, create=True) as store:
        with pytest.raises(StorageError) as fault:
            store.write(Records({"Person": pl.DataFrame(table)}))
        assert message in str(fault.value)
        assert "\n" not in str(fault.value)
        assert store.read().counts() == {}
        with pytest.raises(StorageError, match="there is no kind Dog"):
            store.write(Records({"Dog": pl.DataFrame(table)}))


def test_what_ends_stays_as_history(place: Place) -> None:
    with open_store(place, create=True) as store:
        store.write(small())
        earlier = small().relationships["WORKS_FOR"].with_columns(valid_to=date(2026, 1, 1))
        store.write(Records({}, {"WORKS_FOR": earlier}))
        works, knows = earlier["id"][0], small().relationships["KNOWS"]["id"][0]
        counts = store.end([works, knows, "r1"], ["p2"], date(2026, 6, 30))
        assert counts == {
            "Person": Written(0, 1, 0), "WORKS_FOR": Written(0, 0, 1), "KNOWS": Written(0, 1, 0),
            "PLAYS_ROLE": Written(0, 1, 0),
        }  # fmt: skip
        found = store.read()
        assert found.relationships["WORKS_FOR"]["valid_to"].to_list() == [date(2026, 1, 1)]
        assert found.relationships["KNOWS"]["valid_to"].to_list() == [date(2026, 6, 30)]
        assert found.nodes["Person"].sort("id")["valid_to"].to_list() == [None, date(2026, 6, 30)]
        with pytest.raises(StorageError, match="p9 is not in the database"):
            store.end([], ["p1", "p9"], date(2026, 6, 30))


def test_readings_of_job_titles_are_kept_beside(place: Place) -> None:
    readings = pl.DataFrame(
        {
            "job_title": ["Einkaufsleiterin", "Werkleiter"], "department": [None, "Produktion"],
            "employer": ["Nordwerk", None], "industry": ["", ""],
            "level": [2, None], "function": ["purchasing", None],
            "former": [False, True], "standing": [None, "public_official"], "rules": ["r1", "r1"],
        }
    )  # fmt: skip
    kept = readings.with_columns(pl.col("department", "employer").fill_null(""))
    with open_store(place, create=True) as store:
        assert store.title_readings().columns == kept.columns
        assert store.title_readings().is_empty()
        assert store.write(Records(), readings=readings) == {}
        store.write(Records(), readings=readings)
        assert store.title_readings().equals(kept)
        assert store.revision == 0
        store.write(Records(), readings=readings[:1].with_columns(rules=pl.lit("r2")))
        assert store.title_readings().equals(kept[:1].with_columns(rules=pl.lit("r2")))


def test_more_rows_than_fit_into_one_piece(place: Place) -> None:
    number = SERVER_PIECE + 1 if isinstance(place, str) else 2 * PIECE + 1
    people = pl.DataFrame({"id": [f"p{n}" for n in range(number)], "name": ["Muster"] * number})
    people = people.with_columns(capacity_hours=pl.int_range(pl.len()) / 3)
    firm = nodes_of("Company", [{"id": "c1", "name": "Nordwerk"}])
    works = pl.DataFrame(
        {"id": [None] * number, "start": people["id"], "end": ["c1"] * number, "level": [4] * number}
    )
    works = works.with_columns(id="WORKS_FOR|" + pl.col("start") + "|c1|")
    with open_store(place, create=True) as store:
        written = store.write(Records({"Person": people, "Company": firm}, {"WORKS_FOR": works}))
        assert written["WORKS_FOR"] == Written(number)
        found = store.read()
        assert found.nodes["Person"].select(people.columns).sort("id").equals(people.sort("id"))
        assert found.relationships["WORKS_FOR"].select(works.columns).sort("id").equals(works.sort("id"))
        for height in (FEW, FEW + 1):  # looked up one by one, and as a whole
            half = works[:height].with_columns(level=pl.lit(height))
            assert store.write(Records({}, {"WORKS_FOR": half})) == {"WORKS_FOR": Written(0, height, 0)}
        assert store.read().relationships["WORKS_FOR"]["level"].sum() == (FEW + 1) ** 2 + 4 * (
            number - FEW - 1
        )
