"""More rows than one transaction takes: an interrupted import shows, is completed or taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver

from stakeholder_graph.errors import StorageError
from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.records import Origin, Records, nodes_of, relationships_of
from stakeholder_graph.storage import open_store
from tests.cli.running import SMALL, run
from tests.comparing import assert_same_graph
from tests.neo4j.claiming import Claim
from tests.neo4j.large_imports import PEOPLE, importing, people, steps_on
from tests.neo4j.test_server_store import INJECTIONS, asked
from tests.strategies import records
from tests.test_store import small

OURS = (
    "MATCH (n) WHERE any(label IN labels(n) WHERE label STARTS WITH 'StakeholderGraphImport') RETURN count(n)"
)


class Stopped(BaseException):
    """Somebody has pressed Ctrl-C."""


def stop_at(rows: int) -> Callable[[int, int], None]:
    def stop(done: int, _: int) -> None:
        if done >= rows:
            raise Stopped

    return stop


def mixed() -> Records:
    """4,000 people, Petra has another name, her job another level, and r1 hangs elsewhere."""
    many = people()
    petra = {"id": "p1", "name": "Petra Neumann", "source": "list"}
    job = {"start": "p1", "end": "c1", "level": 1, "source": "list"}
    role = {"id": "r1", "start": "p1", "end": "c1", "role": "co_decider"}
    return Records(
        {"Person": pl.concat([many.nodes["Person"], nodes_of("Person", [petra])])},
        {
            "WORKS_FOR": relationships_of("WORKS_FOR", [job]),
            "PLAYS_ROLE": relationships_of("PLAYS_ROLE", [role]),
            "KNOWS": many.relationships["KNOWS"],
        },
    )


@pytest.mark.parametrize("rows", [700, 4700, 8002])
def test_what_was_interrupted_is_taken_back_as_if_it_had_never_been(
    server_without_nodes: str, neo4j_driver: Driver, rows: int
) -> None:
    with steps_on(server_without_nodes) as store:
        store.write(small())
        with pytest.raises(Stopped):
            store.write(mixed(), origin=Origin("d", "people.csv"), progress=stop_at(rows))
        there = store.unfinished
        assert there
        assert (there.name, there.rows, there.is_running) == ("people.csv", 8002, False)
        assert rows <= there.written < rows + 700
        assert store.read().counts() != small().counts()
        undone = store.undo_import()
        assert (undone.name, undone.removed + undone.restored, undone.kept) == (
            "people.csv",
            there.written,
            0,
        )
        assert store.unfinished is None
        assert_same_graph(store.read(), small())
    assert asked(neo4j_driver, OURS) == [[0]]


@pytest.mark.parametrize("rows", [700, 4700, 8002])
def test_repeating_it_completes_it(server_without_nodes: str, neo4j_driver: Driver, rows: int) -> None:
    with steps_on(server_without_nodes) as store:
        store.write(small())
        with pytest.raises(Stopped):
            store.write(mixed(), origin=Origin("d", "people.csv"), progress=stop_at(rows))
        store.write(mixed(), origin=Origin("d", "people.csv"))
        assert store.unfinished is None
        completed = store.read()
    assert asked(neo4j_driver, OURS) == [[0]]
    asked(neo4j_driver, "MATCH (n) DETACH DELETE n")
    with steps_on(server_without_nodes) as store:
        store.loader.at_once = 1_000_000
        store.write(small())
        store.write(mixed())
        assert_same_graph(completed, store.read())


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=records(), after=records(), rows=st.integers(0, 12), step=st.integers(1, 4))
def test_any_import_can_be_taken_back_and_repeated(
    server_without_nodes: str, neo4j_claim: Claim, before: Records, after: Records, rows: int, step: int
) -> None:
    neo4j_claim.remove_nodes()
    with steps_on(server_without_nodes) as store:
        try:
            store.write(before)
            store.loader.at_once, store.loader.step = 0, step
            there = store.read()
            store.write(after, progress=stop_at(rows))
        except (Stopped, StorageError):
            pass  # two drawn graphs may contradict each other
        if store.unfinished:
            store.undo_import()
            assert_same_graph(store.read(), there)
            store.write(after)
            assert not any(one.added or one.changed for one in store.write(after).values())


def test_nothing_else_is_written_until_then(server_without_nodes: str) -> None:
    with steps_on(server_without_nodes) as store:
        with pytest.raises(Stopped):
            store.write(people(), origin=Origin("d", "people.csv"), progress=stop_at(1))
        with pytest.raises(StorageError) as fault:
            store.write(small())
        assert fault.value.what.startswith(
            "an import was interrupted and is there in part (700 of 7,999 rows of people.csv, begun 20"
        )
        assert (
            fault.value.next_step == "repeat that import to complete it, or take it back with import --undo"
        )
        assert store.read().counts() == {"Person": 700}
        store.undo_import()
        store.write(small())
        with pytest.raises(StorageError, match="there is nothing to take back"):
            store.undo_import()


def test_the_name_of_a_file_is_never_a_part_of_a_statement(server_without_nodes: str) -> None:
    with steps_on(server_without_nodes) as store:
        for name in INJECTIONS:
            with pytest.raises(Stopped):
                store.write(people(2000), origin=Origin(name, name), progress=stop_at(1))
            there = store.unfinished
            assert there
            assert (there.name, there.digest) == (name, name)
            assert store.undo_import().name == name
        assert store.read().counts() == {}


def test_what_others_have_hung_something_on_stays(server_without_nodes: str, neo4j_driver: Driver) -> None:
    with steps_on(server_without_nodes) as store:
        with pytest.raises(Stopped):
            store.write(people(), origin=Origin("d", "people.csv"), progress=stop_at(1))
        asked(neo4j_driver, "MATCH (p:Person {id: 'n1'}) CREATE (p)-[:OWNS]->(:Dog {name: 'Bello'})")
        undone = store.undo_import()
        assert (undone.removed, undone.kept) == (699, 1)
        assert store.read().nodes["Person"]["id"].to_list() == ["n1"]
    assert asked(neo4j_driver, "MATCH (:Person)-[:OWNS]->(d:Dog) RETURN d.name") == [["Bello"]]


def test_titles_are_read_in_steps_too(server_without_nodes: str, neo4j_driver: Driver) -> None:
    """1,500 buyers at one company; what their titles were read as goes when the import is taken back."""
    rows = [{"id": f"n{n}", "name": f"Person {n}"} for n in range(1500)]
    jobs = [{"start": f"n{n}", "end": "c1", "job_title": "Einkaufsleiterin"} for n in range(1500)]
    graph = Records(
        {"Person": nodes_of("Person", rows), "Company": small().nodes["Company"]},
        {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)},
    )
    readings = pl.DataFrame(
        [{"job_title": "Einkaufsleiterin", "department": "", "employer": "Nordwerk", "industry": "",
          "rules": "r1", "level": 2, "function": "purchasing", "former": False, "standing": None}]
    )  # fmt: skip
    read = "MATCH ()-[r:WORKS_FOR {read_level: 2}]->() RETURN count(r)"
    with steps_on(server_without_nodes) as store:
        store.write(small())
        store.write(graph, readings=readings)
        assert asked(neo4j_driver, read) == [[1500]]
        assert store.unfinished is None
        with pytest.raises(Stopped):
            renamed = small().nodes["Company"].with_columns(name=pl.lit("Südwerk"))
            store.write(Records({"Company": renamed, **people().nodes}), progress=stop_at(1))
        store.undo_import()
        assert asked(neo4j_driver, read) == [[1500]]


def test_two_programs_that_import_the_same_take_turns(
    server_without_nodes: str, neo4j_driver: Driver, neo4j_address: str
) -> None:
    both = [importing(server_without_nodes) for _ in range(2)]
    said = [other.communicate(timeout=120)[0].split() for other in both]
    assert [words[-1] for words in said] == ["all", "all"]
    assert asked(neo4j_driver, "MATCH (p:Person) RETURN count(p)") == [[PEOPLE]]
    assert asked(neo4j_driver, "MATCH ()-[k:KNOWS]->() RETURN count(k)") == [[PEOPLE - 1]]
    assert asked(neo4j_driver, OURS) == [[0]]


def test_small_writes_wait_for_a_large_import_that_goes_on(
    server_without_nodes: str, neo4j_driver: Driver, neo4j_address: str
) -> None:
    with importing(server_without_nodes) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        assert other.stdout.readline() == "700\n"
        with steps_on(server_without_nodes) as store:
            there = store.unfinished
            assert there
            assert there.is_running
            with pytest.raises(StorageError, match="another program is at this import"):
                store.undo_import()
            store.write(small())
        assert other.stdout.read().split()[-1] == "all"
    assert asked(neo4j_driver, "MATCH (p:Person) RETURN count(p)") == [[PEOPLE + 2]]


@pytest.fixture
def interrupted(server_without_nodes: str, tmp_path: Path, neo4j_driver: Driver) -> tuple[str, Path]:
    """A server with Sonnentau and a part of 4,000 people whose import was killed; the file of these."""
    for name, text in SMALL.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert run("import", tmp_path, "--db", server_without_nodes, "--as-of", "2026-11-23").code == 0
    folder = tmp_path / "many"
    folder.mkdir()
    lines = [f"n{n},Person {n},c1,Einkäufer" for n in range(PEOPLE)]
    text = "\n".join(["id,name,organisation,job_title", *lines])
    (folder / "people.csv").write_text(text, encoding="utf-8")
    with open_graph(server_without_nodes) as graph:
        store: Any = graph.store
        loader = store._store.loader
        loader.at_once, loader.step = 1000, 700

        def dies(text: str) -> None:
            if text.startswith("writing: 1,400"):
                raise Stopped

        with pytest.raises(Stopped):
            graph.import_files([folder], Options(as_of=date(2026, 11, 23)), dies)
    return server_without_nodes, folder


WARNING = "warning: an import was interrupted; there are 1,400 of 8,000 rows of people.csv, begun 20"


def test_every_command_warns_and_repeating_the_import_ends_that(interrupted: tuple[str, Path]) -> None:
    address, folder = interrupted
    for command in (["gaps"], ["info"], ["coverage"], ["levels", "Sonnentau"], ["query", "accounts/list"]):
        ran = run(*command, "--db", address, "--as-of", "2026-11-23", "--quiet")
        assert (ran.code, ran.err[: len(WARNING)]) == (0, WARNING)
    told = run("info", "--db", address, "--format", "json").json()["unfinished_import"]
    assert (told["name"], told["written"], told["rows"], told["running"]) == ("people.csv", 1400, 8000, False)
    table = run("info", "--db", address, "--lang", "de")
    assert (
        "Warnung: Ein Import wurde unterbrochen; es sind 1.400 von 8.000 Zeilen von people.csv da"
        in table.err
    )
    assert "unterbrochener Import von people.csv: vorhandene Zeilen, von 8.000" in table.out
    other = run("import", folder.parent / "people.csv", "--db", address)
    assert (other.code, "repeat that import to complete it" in other.err) == (1, True)
    # the next day, from another folder
    moved = folder.parent / "moved"
    folder.rename(moved)
    again = run("import", moved, "--db", address, "--as-of", "2026-11-24")
    assert (again.code, again.err.count("warning")) == (0, 0)
    ran = run("info", "--db", address, "--format", "json")
    assert (ran.err, ran.json()["kinds"]["Person"]) == ("", PEOPLE + 5)
    assert "unfinished_import" not in ran.json()


def test_taking_it_back_leaves_what_was_there(interrupted: tuple[str, Path]) -> None:
    address, _ = interrupted
    wrong = run("import", "--undo", "people.csv", "--db", address)
    assert (wrong.code, "name no files" in wrong.err) == (2, True)
    ran = run("import", "--undo", "--db", address)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "The import of people.csv was taken back: 1,400 rows removed, 0 as they were before.\n"
    )
    ran = run("info", "--db", address, "--format", "json")
    assert (ran.err, ran.json()["kinds"]["Person"]) == ("", 5)
    nothing = run("import", "--undo", "--db", address, "--format", "json")
    assert json.loads(nothing.out)["error"]["what"] == "no import was interrupted there"


def test_a_file_has_nothing_to_take_back(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        store.write(small(), origin=Origin("d", "people.csv"))
        assert store.unfinished is None
        with pytest.raises(StorageError, match="no import was interrupted there"):
            store.undo_import()
