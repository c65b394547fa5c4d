"""What is kept here is what the database holds, is for one user alone, and never stands in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.graph import StakeholderGraph
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records, node_schema, nodes_of
from stakeholder_graph.storage import Written, open_store
from stakeholder_graph.storage.cache import GRAPHS, CachedStore, Cleared, cache_folder, clear_cache
from stakeholder_graph.storage.kept_files import CONTENTS, FORM, files_in
from tests.comparing import assert_same_graph
from tests.strategies import records

PEOPLE = Records({"Person": nodes_of("Person", [{"id": "p1", "name": "Ada Mohnrot", "source": "list"}])})
MORE = Records({"Person": nodes_of("Person", [{"id": "p2", "name": "Bodo Wiesengrün"}])})


def kept(place: Path, graph: Records = PEOPLE, *, refresh: bool = False, state: str = "") -> CachedStore:
    """A database with this graph, read through the cache in the same folder."""
    store = open_store(place / "a.db", create=True)
    if graph.counts():
        store.write(graph)
    return CachedStore(store, place / "cache", refresh=refresh, state=lambda: state)


def files(place: Path) -> list[Path]:
    return sorted(file for file in files_in(place / "cache"))


def changed_behind(place: Path) -> None:
    """Change the database as nobody does who counts revisions, so that only a cache gives the old data."""
    with open_store(place / "a.db") as store:
        store._connection.execute("UPDATE Person SET name = 'Changed'")  # type: ignore[attr-defined]


def names(store: CachedStore) -> list[str]:
    return store.read().nodes["Person"]["name"].to_list()


def test_what_was_read_once_is_read_from_the_files(tmp_path: Path) -> None:
    with kept(tmp_path) as store:
        assert names(store) == ["Ada Mohnrot"]
    changed_behind(tmp_path)
    with kept(tmp_path, Records()) as store:
        assert names(store) == ["Ada Mohnrot"]
    with kept(tmp_path, Records(), refresh=True) as store:
        assert names(store) == ["Changed"]
    with kept(tmp_path, Records()) as store:
        assert names(store) == ["Changed"]


@settings(max_examples=60)
@given(records())
def test_any_records_come_out_of_the_files_as_they_went_in(graph: Records) -> None:
    with TemporaryDirectory() as folder:
        with kept(Path(folder), graph) as store:
            read = store.read()
        with kept(Path(folder), Records()) as store:
            again = store.read()
        assert_same_graph(read, graph)
        assert_same_graph(again, graph)
        assert bool(files(Path(folder))) == bool(graph.counts())
        assert {name: table.schema for name, table in {**again.nodes, **again.relationships}.items()} == {
            name: table.schema for name, table in {**read.nodes, **read.relationships}.items()
        }


def test_gaps_from_the_files_are_those_read_anew(tmp_path: Path) -> None:
    policy = load_policy(None)
    with open_store(tmp_path / "a.db", create=True) as plain:
        graph = StakeholderGraph(plain, policy, DAY)
        found = example_records()
        plain.write(found, readings=graph.read_titles(found))
        expected = graph.gaps().as_dict()
        readings = plain.title_readings()
    with kept(tmp_path, Records()) as store:
        assert StakeholderGraph(store, policy, DAY).gaps().as_dict() == expected
    changed_behind(tmp_path)
    with open_store(tmp_path / "a.db") as plain:
        plain._connection.execute("DELETE FROM title_reading")  # type: ignore[attr-defined]
    with kept(tmp_path, Records()) as store:
        assert store.title_readings().equals(readings)
        assert StakeholderGraph(store, policy, DAY).gaps().as_dict() == expected


def test_a_write_by_anybody_is_seen_at_once_and_the_old_files_go(tmp_path: Path) -> None:
    with kept(tmp_path) as store:
        assert names(store) == ["Ada Mohnrot"]
        first = files(tmp_path)
        with open_store(tmp_path / "a.db") as other:
            other.write(MORE)
        assert names(store) == ["Ada Mohnrot", "Bodo Wiesengrün"]
        second = files(tmp_path)
        assert [file.name for file in second] == ["Person.arrow", CONTENTS]
        assert not set(first) & set(second)
        assert store.write(MORE) == {"Person": Written(unchanged=1)}
        assert files(tmp_path) == second
        store.write(Records({"Person": nodes_of("Person", [{"id": "p3", "name": "Cora Himmelblau"}])}))
        assert files(tmp_path) == []
        assert names(store) == ["Ada Mohnrot", "Bodo Wiesengrün", "Cora Himmelblau"]
        store.end([], ["p3"], date(2026, 1, 1))
        assert files(tmp_path) == []
        assert store.read().nodes["Person"]["valid_to"].to_list() == [None, None, date(2026, 1, 1)]


def test_what_the_store_adds_to_its_state_counts_too(tmp_path: Path) -> None:
    with kept(tmp_path, state="1 node") as store:
        store.read()
    changed_behind(tmp_path)
    with kept(tmp_path, Records(), state="1 node") as store:
        assert names(store) == ["Ada Mohnrot"]
    with kept(tmp_path, Records(), state="2 nodes") as store:
        assert names(store) == ["Changed"]
    assert len(list((tmp_path / "cache" / GRAPHS).glob("*/*"))) == 1


def test_new_readings_alone_remove_the_old_files(tmp_path: Path) -> None:
    with kept(tmp_path) as store:
        store.read()
        reading = {"job_title": "CEO", "department": "", "employer": "", "industry": "", "rules": "a"}
        table = pl.DataFrame([{**reading, "level": 1, "function": None, "former": None, "standing": None}])
        store.write(Records(), readings=table)
        assert store.title_readings()["job_title"].to_list() == ["CEO"]
        store.read()
        assert store.title_readings()["job_title"].to_list() == ["CEO"]


def test_nobody_else_can_look_into_the_files(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with kept(tmp_path) as store:
            store.read()
    finally:
        os.umask(before)
    places = list((tmp_path / "cache").rglob("*"))
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in places if path.is_file()} == {0o600}
        assert {path.stat().st_mode & 0o777 for path in [*places, tmp_path / "cache"] if path.is_dir()} == {
            0o700
        }
    assert len(places) == 5  # graphs, the database, its state, and two files


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes()[:-30] + b"x" + file.read_bytes()[-29:]),
        lambda file: file.write_text("[1, 2]", encoding="utf-8"),
        lambda file: file.write_text('{"form": 1}', encoding="utf-8"),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["empty", "cut off", "one byte", "a list", "another document", "gone", "a folder"],
)
@pytest.mark.parametrize("name", [CONTENTS, "Person.arrow"])
def test_a_damaged_file_is_ignored_and_written_again(tmp_path: Path, damage: object, name: str) -> None:
    with kept(tmp_path) as store:
        store.read()
    whole = [file.read_bytes() for file in files(tmp_path)]
    damage(next(file for file in files(tmp_path) if file.name == name))  # type: ignore[operator]
    with kept(tmp_path, Records()) as store:
        assert names(store) == ["Ada Mohnrot"]
    assert [file.read_bytes() for file in files(tmp_path)] == whole


@pytest.mark.parametrize(
    "other",
    [
        lambda told: {**told, "form": FORM + 1},
        lambda told: {**told, "files": {**told["files"], "Robot": "?"}},
        lambda told: {**told, "about": {}},
    ],
    ids=["form", "kinds", "database"],
)
def test_files_of_another_form_or_ontology_are_ignored(
    tmp_path: Path, other: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    with kept(tmp_path) as store:
        store.read()
    contents = next(file for file in files(tmp_path) if file.name == CONTENTS)
    changed_behind(tmp_path)
    contents.write_text(json.dumps(other(json.loads(contents.read_bytes()))), encoding="utf-8")
    with kept(tmp_path, Records()) as store:
        assert names(store) == ["Changed"]


def test_what_somebody_writes_while_it_is_read_is_not_kept_as_the_state_before(tmp_path: Path) -> None:
    waiting = [MORE]

    def somebody_writes() -> str:
        if waiting:
            with open_store(tmp_path / "a.db") as other:
                other.write(waiting.pop())
        return ""

    kept(tmp_path).close()
    with open_store(tmp_path / "a.db") as plain:
        # the revision is asked for first, then somebody writes, then the rows are read
        store = CachedStore(plain, tmp_path / "cache", state=somebody_writes)
        assert names(store) == ["Ada Mohnrot", "Bodo Wiesengrün"]
        assert files(tmp_path) == []
        assert names(store) == ["Ada Mohnrot", "Bodo Wiesengrün"]
        assert len(files(tmp_path)) == 2


def test_two_databases_with_one_identity_are_not_taken_for_each_other(tmp_path: Path) -> None:
    with kept(tmp_path) as store:
        store.read()
    (tmp_path / "b.db").write_bytes((tmp_path / "a.db").read_bytes())
    with open_store(tmp_path / "a.db") as first, open_store(tmp_path / "b.db") as second:
        first.write(MORE)
        second.write(Records({"Person": nodes_of("Person", [{"id": "p9", "name": "Kim Erdbeer"}])}))
        assert (first.identity, first.revision) == (second.identity, second.revision)
        assert names(CachedStore(first, tmp_path / "cache")) == ["Ada Mohnrot", "Bodo Wiesengrün"]
        assert names(CachedStore(second, tmp_path / "cache")) == ["Ada Mohnrot", "Kim Erdbeer"]


def test_where_nothing_can_be_kept_everything_is_read_each_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be", encoding="utf-8")
    with kept(tmp_path) as store:
        assert names(store) == ["Ada Mohnrot"]
        assert names(store) == ["Ada Mohnrot"]
    assert (tmp_path / "cache").is_file()


def test_a_link_to_elsewhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with kept(tmp_path) as store:
        assert names(store) == ["Ada Mohnrot"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_clearing_removes_all_and_says_how_much(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    assert clear_cache(folder) == Cleared(str(folder / GRAPHS), 0, 0)
    with kept(tmp_path) as store:
        store.read()
    size = sum(file.stat().st_size for file in files(tmp_path))
    (folder / "other").write_text("not ours", encoding="utf-8")
    assert size > 0
    assert clear_cache(folder) == Cleared(str(folder / GRAPHS), 1, size)
    assert [path.name for path in folder.iterdir()] == ["other"]


def test_clearing_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear", encoding="utf-8")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / GRAPHS).symlink_to(tmp_path / "mine", target_is_directory=True)
    assert clear_cache(tmp_path / "cache").databases == 0
    assert (tmp_path / "mine" / "letter").exists()


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        ("linux", {}, ".cache/stakeholder-graph"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, ".cache/stakeholder-graph"),
        ("darwin", {}, "Library/Caches/stakeholder-graph"),
        ("win32", {}, "AppData/Local/stakeholder-graph"),
    ],
)
def test_the_folder_is_where_the_system_keeps_such_files(
    system: str, environment: dict[str, str], expected: str, tmp_path: Path
) -> None:
    assert cache_folder(system, environment, tmp_path) == tmp_path / expected
    for name, on in (("XDG_CACHE_HOME", "linux"), ("LOCALAPPDATA", "win32")):
        named = {name: str(tmp_path / "named")}
        assert cache_folder(on, named, tmp_path / "home") == tmp_path / "named" / "stakeholder-graph"


WRITER = """
import sys
from pathlib import Path
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.cache import CachedStore
for round in range(12):
    with open_store(sys.argv[1]) as store:
        found = CachedStore(store, Path(sys.argv[2]), refresh=round % 3 != 0).read()
        assert found.nodes["Person"].height == int(sys.argv[3]), found.nodes["Person"]
"""


def test_two_programs_that_keep_the_same_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    rows = [{"id": f"p{number}", "name": "Ada Mohnrot"} for number in range(20_000)]
    with open_store(tmp_path / "a.db", create=True) as store:
        store.write(Records({"Person": nodes_of("Person", rows)}))
    arguments = [str(tmp_path / "a.db"), str(tmp_path / "cache"), str(len(rows))]
    command = [sys.executable, "-c", WRITER, *arguments]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    said = [program.communicate()[1] for program in running]
    assert said == [b""] * 3
    assert [program.returncode for program in running] == [0] * 3
    with kept(tmp_path, Records()) as store:
        assert store.read().nodes["Person"].height == len(rows)
    assert [file.name for file in files(tmp_path)] == ["Person.arrow", CONTENTS]


def test_an_ontology_with_other_properties_reads_anew(tmp_path: Path) -> None:
    with kept(tmp_path) as store:
        store.read()
    person = ontology().nodes["Person"]
    fewer = {name: item for name, item in person.properties.items() if name != "email"}
    model = replace(ontology(), nodes={**ontology().nodes, "Person": replace(person, properties=fewer)})
    with open_store(tmp_path / "a.db", model=model) as plain:
        found = CachedStore(plain, tmp_path / "cache", model=model).read().nodes["Person"]
    assert found.columns == list(node_schema("Person", model))
    assert "email" not in found.columns
