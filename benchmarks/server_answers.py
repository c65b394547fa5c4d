"""What a Neo4j server with a large graph answers: all of it, one question, and the gaps."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

from neo4j import READ_ACCESS, ManagedTransaction

from benchmarks.checking import OtherAnswer
from benchmarks.measuring import Cost, best, in_turn, run_function, run_program, told, verdict
from benchmarks.server import Server
from benchmarks.starting import program
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.storage.addresses import ServerAddress, place_of
from stakeholder_graph.storage.cypher_statements import quoted
from stakeholder_graph.storage.server import open_server
from tests.neo4j.claiming import DATABASE
from tests.reference.large_networks import AS_OF

SLOWEST_READ, SLOWEST_ANSWER, SLOWEST_KEPT = 6.0, 0.3, 1.1
QUESTION = "gaps/uncovered-deciders"


def measure_read(server: Server, rounds: int) -> None:
    """Take everything out of the server, beside the same as rows of the plain driver."""
    place = place_of(server.address)
    assert isinstance(place, ServerAddress)
    store = open_server(place, ontology(), create=False, into_existing=False, patience=5)
    with store:
        costs = in_turn(
            {
                "everything as our records": lambda: run_function(store.read),
                "the same as rows": lambda: run_function(lambda: _rows(server)),
            },
            rounds,
        )
    ours, theirs = (best(several) for several in costs.values())
    print(
        f"server-read: everything in {ours.wall:.1f} s, {theirs.wall / ours.wall:.1f} times as fast as rows"
    )
    print(f"    {verdict(ours.wall, SLOWEST_READ)}")
    for name, several in costs.items():
        print(told(name, several, of=best))


def _rows(server: Server) -> int:
    """Fetch every node and relationship with what our records hold of it, as the driver gives it."""
    model, texts = ontology(), []
    for label, kind in model.nodes.items():
        columns = ", ".join(f"x.{quoted(name)}" for name in ("id", *kind.properties))
        texts.append(f"MATCH (x:{quoted(label)}) RETURN {columns}")
    for name, tie in model.relationships.items():
        columns = ", ".join(f"x.{quoted(column)}" for column in ("id", *tie.properties))
        texts.append(f"MATCH (a)-[x:{quoted(name)}]->(b) RETURN a.id, b.id, {columns}")

    def all_of_them(transaction: ManagedTransaction) -> int:
        return sum(len(transaction.run(text).values()) for text in texts)

    with server.driver.session(database=DATABASE, default_access_mode=READ_ACCESS) as session:
        return session.execute_read(all_of_them)


def measure_question(server: Server, rounds: int) -> None:
    """Ask who decides and has nobody, often, in one process; and by the whole command."""
    with open_graph(server.address, as_of=AS_OF) as graph:
        asked = graph.query(QUESTION)

        def ask() -> Cost:
            return run_function(lambda: graph.store.ask(asked.text, asked.parameters))

        first = ask()
        warm = [ask() for _ in range(10 * rounds)]
    command = _command(server.address, "query", QUESTION)
    whole = in_turn({"whole": lambda: run_program(command)}, rounds)["whole"]
    wall = best(warm).wall
    print(f"server-question: {QUESTION} in {wall:.3f} s, {len(asked.rows):,} rows of answer")
    print(f"    {verdict(wall, SLOWEST_ANSWER)}")
    print(told("the second time it is asked", [first]))
    print(told(f"the median of {len(warm)} times after that", warm))
    print(told("the whole command", whole))


def measure_kept(server: Server, database: Path, cache: Path, rounds: int) -> None:
    """`gaps` from what is kept here of the server, beside `gaps` from the file of the same data."""
    commands = {
        "gaps of the server, kept here": _command(server.address, "gaps"),
        "gaps of the file": _command(database, "gaps"),
    }
    costs = in_turn({name: partial(run_program, words) for name, words in commands.items()}, rounds)
    _same_gaps(commands)
    first = []
    for _ in range(rounds):
        shutil.rmtree(cache)
        first.append(run_program(_command(server.address, "gaps")))
    kept, file = (best(several) for several in costs.values())
    wall, processor = kept.wall / file.wall, kept.processor / file.processor
    print(
        f"server-kept: gaps in {wall:.2f} times the time from the file by clock, {processor:.2f} by processor"
    )
    print(f"    {verdict(max(wall, processor), SLOWEST_KEPT)}")
    for name, several in {**costs, "the first time, nothing kept yet": first}.items():
        print(told(name, several, of=best))


def _same_gaps(commands: dict[str, list[str | Path]]) -> None:
    """OtherAnswer unless both places have the same gaps."""
    answers = []
    for words in commands.values():
        command = [*words, "--format", "json"]
        gaps = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["gaps"]
        for gap in gaps:
            # of two jobs that are alike in all by which they are sorted either may come first
            gap["evidence"].sort(key=str)
        answers.append(gaps)
    if answers[0] != answers[1]:
        raise OtherAnswer("the gaps of the server are not those of the file")


def _command(place: str | Path, *words: str) -> list[str | Path]:
    return [program(), "--db", place, "--as-of", AS_OF.isoformat(), "--quiet", *words]
