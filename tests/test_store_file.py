"""What only a database file has: tables for any tool, and not a byte changed without a reason."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings

from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage import open_store
from tests.comparing import assert_same_graph
from tests.strategies import records
from tests.test_store import small


def test_writing_the_same_again_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        store.write(small())
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]
    before = (tmp_path / "a.db").read_bytes()
    with open_store(tmp_path / "a.db") as store:
        store.write(small())
    assert (tmp_path / "a.db").read_bytes() == before


def test_the_tables_can_be_read_with_any_tool(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        store.write(small())
    connection = sqlite3.connect(tmp_path / "a.db")
    question = """SELECT p.name, c.name, w.level FROM WORKS_FOR w
        JOIN Person p ON p.id = w.start JOIN Company c ON c.id = w."end" """
    assert connection.execute(question).fetchall() == [("Petra Musterfrau", "Nordwerk", 2)]
    assert connection.execute(
        "SELECT objected_on, contact_allowed FROM Person WHERE id = 'p2'"
    ).fetchall() == [("2026-01-31", 0)]
    tables = connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    )
    strict = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
    assert strict == dict.fromkeys(
        ["property", "node", "title_reading", *ontology().nodes, *ontology().relationships], 1
    )
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("DELETE FROM node WHERE id = 'p1'")
    connection.close()


def test_foreign_keys_are_watched_from_the_second_write_on(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        store.write(small())
        connection = store._connection  # type: ignore[attr-defined]
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("""INSERT INTO KNOWS (start, "end") VALUES ('p1', 'nobody')""")


@settings(max_examples=100)
@given(before=records(), after=records())
def test_any_graph_comes_out_as_it_went_in(before: Records, after: Records) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.db", create=True) as store:
        store.write(before)
        assert_same_graph(store.read(), before)
        again = store.write(before)
        assert not any(counts.added or counts.changed for counts in again.values())
    # written into one store after the other, where they do not contradict each other
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.db", create=True) as store:
        taken = {node for table in before.nodes.values() for node in table["id"]}
        if any(node in taken for table in after.nodes.values() for node in table["id"]):
            return
        store.write(before)
        store.write(after)
        merged = store.read()
    for name, table in after.nodes.items():
        assert (
            merged.nodes[name]
            .filter(pl.col("id").is_in(table["id"].implode()))
            .sort("id")
            .equals(table.sort("id"))
        )
