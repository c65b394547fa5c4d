"""A copied graph is the same graph; where that cannot be, nothing half is left behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings

from stakeholder_graph import copy
from stakeholder_graph.errors import StorageError
from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage import Written, open_store
from stakeholder_graph.storage.comparing import differences
from stakeholder_graph.storage.copying import Step
from tests.comparing import assert_same_graph
from tests.strategies import records


def people(*rows: Mapping[str, object]) -> Records:
    return Records({"Person": nodes_of("Person", rows)})


def kept(file: Path, graph: Records) -> Path:
    with open_store(file, create=True) as store:
        store.write(graph)
    return file


def content(file: Path) -> Records:
    with open_store(file) as store:
        return store.read()


ADA = {"id": "p1", "name": "Ada Mohnrot", "email": "ada@sonnentau.example", "source": "list"}
BODO = {"id": "p2", "name": "Bodo Wiesengrün", "source": "list"}


def test_the_example_copied_has_the_same_rows_readings_and_gaps(tmp_path: Path) -> None:
    load_example(tmp_path / "demo", DAY).store.close()
    first, second = tmp_path / "demo" / "stakeholders.db", tmp_path / "copy.db"
    copied = copy(first, f"sqlite:///{second}")
    with open_graph(first, as_of=DAY) as before, open_graph(second, as_of=DAY) as after:
        assert_same_graph(after.records, before.records)
        readings = before.store.title_readings()
        assert readings.height == copied.title_readings > 0
        assert after.store.title_readings().sort(pl.all()).equals(readings.sort(pl.all()))
        assert after.gaps().as_dict() == before.gaps().as_dict()
        assert after.store.identity != before.store.identity
        counts = before.records.counts()
    assert copied.written == {name: Written(rows) for name, rows in counts.items()}
    assert (copied.source, copied.target) == (str(first), str(second))


@settings(max_examples=50)
@given(records())
def test_any_records_come_over_as_they_are(graph: Records) -> None:
    with TemporaryDirectory() as folder:
        first, second = kept(Path(folder) / "a.db", graph), Path(folder) / "b.db"
        if graph.counts():
            copy(first, second)
            assert_same_graph(content(second), graph)
        else:
            with pytest.raises(StorageError, match="nothing in it to copy"):
                copy(first, second)
            assert not second.exists()


def test_progress_tells_each_step(tmp_path: Path) -> None:
    told: list[Step] = []
    first, second = kept(tmp_path / "a.db", people(ADA, BODO)), tmp_path / "b.db"
    copy(first, second, progress=told.append)
    assert told == [
        Step("reading", str(first)),
        Step("writing", str(second), 2),
        Step("reading_back", str(second), 2),
    ]


def refused(source: Path, target: Path | str, words: str, *, into_existing: bool = False) -> None:
    before = {path: path.read_bytes() for path in source.parent.iterdir() if path.is_file()}
    with pytest.raises(StorageError, match=words):
        copy(source, target, into_existing=into_existing)
    assert {path: path.read_bytes() for path in source.parent.iterdir() if path.is_file()} == before


def test_a_source_that_is_not_there_or_empty_makes_no_target(tmp_path: Path) -> None:
    refused(tmp_path / "a.db", tmp_path / "b.db", "a.db: there is no such database")
    refused(kept(tmp_path / "a.db", Records()), tmp_path / "b.db", "a.db: there is nothing in it to copy")


def test_a_target_that_is_a_folder_or_in_none_is_said_to_be(tmp_path: Path) -> None:
    first = kept(tmp_path / "a.db", people(ADA))
    refused(first, tmp_path / "absent" / "b.db", "its folder is not there; make the folder")
    refused(first, tmp_path, "this is a folder")
    (tmp_path / "text.db").write_text("no database", encoding="utf-8")
    refused(first, tmp_path / "text.db", "this is no database")
    refused(first, "http://localhost/graph", "http:// is no place for a graph")


def test_a_copy_onto_itself_is_refused_by_whatever_name(tmp_path: Path) -> None:
    first = kept(tmp_path / "a.db", people(ADA))
    refused(first, f"sqlite:///{first}", "the same database", into_existing=True)
    os.link(first, tmp_path / "b.db")
    refused(first, tmp_path / "b.db", "the same database", into_existing=True)


def test_a_target_that_holds_a_graph_is_added_to_only_when_asked(tmp_path: Path) -> None:
    # Ada is in both, with a telephone number only in the second; Bodo only in the first, Cora in the second
    first = kept(tmp_path / "a.db", people(ADA, BODO))
    phone = {**ADA, "email": "old@sonnentau.example", "phone": "1", "source": "other", "recorded_at": DAY}
    second = kept(tmp_path / "b.db", people(phone, {"id": "p3", "name": "Cora Himmelblau"}))
    refused(first, second, "there is a graph in it already; .*--into-existing")
    copied = copy(first, second, into_existing=True)
    assert copied.written == {"Person": Written(added=1, changed=1)}
    merged = {**ADA, "phone": "1", "recorded_at": DAY}
    assert_same_graph(content(second), people(merged, BODO, {"id": "p3", "name": "Cora Himmelblau"}))


def test_a_file_copied_by_hand_is_another_database(tmp_path: Path) -> None:
    first = kept(tmp_path / "a.db", people(ADA))
    shutil.copy(first, tmp_path / "b.db")
    kept(first, people(BODO))
    assert copy(first, tmp_path / "b.db", into_existing=True).written == {"Person": Written(1, 0, 1)}


def test_an_empty_database_is_a_target_and_stays_when_the_copy_fails(tmp_path: Path) -> None:
    first, second = kept(tmp_path / "a.db", people(ADA)), kept(tmp_path / "b.db", Records())
    with open_store(second) as store:
        identity = store.identity
    refused(tmp_path / "absent.db", second, "there is no such database")
    copy(first, second)
    with open_store(second) as store:
        assert store.identity == identity
    assert_same_graph(content(second), people(ADA))


def broken(target: Path) -> None:
    """Let a database change what is written to it, as a damaged one might."""
    connection = sqlite3.connect(target)
    statement = "CREATE TRIGGER broken AFTER INSERT ON Person BEGIN UPDATE Person SET email = 'lost'; END"
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_what_is_read_back_otherwise_is_named(tmp_path: Path) -> None:
    first, second = kept(tmp_path / "a.db", people(ADA)), kept(tmp_path / "b.db", Records())
    broken(second)
    with pytest.raises(StorageError) as raised:
        copy(first, second)
    assert raised.value.what == (
        "what was read back is not what was written: "
        "Person: 1 (p1: email is 'lost' instead of 'ada@sonnentau.example')"
    )


def test_a_new_file_is_gone_when_what_is_read_back_differs(tmp_path: Path) -> None:
    first, second = kept(tmp_path / "a.db", people(ADA)), tmp_path / "b.db"

    def break_it(step: Step) -> None:
        if step.name == "writing":
            broken(second)

    with pytest.raises(StorageError, match="not what was written"):
        copy(first, second, progress=break_it)
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_a_new_file_is_gone_when_the_copy_is_broken_off(tmp_path: Path) -> None:
    first = kept(tmp_path / "a.db", people(ADA))

    def leave(step: Step) -> None:
        if step.name == "reading_back":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(first, tmp_path / "b.db", progress=leave)
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


KILLED = """
import os, sys
from stakeholder_graph import copy
copy(sys.argv[1], sys.argv[2], progress=lambda step: os._exit(9) if step.name == "writing" else None)
"""


def test_a_copy_that_was_killed_can_be_repeated(tmp_path: Path) -> None:
    first, second = kept(tmp_path / "a.db", people(ADA, BODO)), tmp_path / "b.db"
    done = subprocess.run([sys.executable, "-c", KILLED, str(first), str(second)], check=False)
    assert done.returncode == 9
    assert second.exists()
    assert copy(first, second).written == {"Person": Written(added=2)}


def test_differences_are_counted_and_a_few_named() -> None:
    #  expected: Ada, Bodo; Ada knows Bodo (2)      found: Ada with another day, Cora; Ada knows Bodo (3)
    tie = {"start": "p1", "end": "p2", "source": "list"}
    expected = people({**ADA, "recorded_at": date(2026, 2, 2)}, BODO)
    expected.relationships["KNOWS"] = relationships_of("KNOWS", [{**tie, "weight": 2}])
    found = people({**ADA, "recorded_at": date(2026, 1, 1)}, {"id": "p3", "name": "Cora Himmelblau"})
    found.relationships["KNOWS"] = relationships_of("KNOWS", [{**tie, "weight": 3}])
    ties = "KNOWS: 1 (KNOWS|p1|p2||: weight is '3' instead of '2')"
    assert list(map(str, differences(expected, found))) == [
        "Person: 3 (p2 is lost; p3 is too many; p1: recorded_at is '2026-01-01' instead of '2026-02-02')",
        ties,
    ]
    assert list(map(str, differences(expected, found, exactly=False))) == ["Person: 1 (p2 is lost)", ties]
    assert differences(expected, expected) == []
