"""A large graph into an empty Neo4j server through our own store, beside LOAD CSV of the same data."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import replace
from pathlib import Path
from typing import LiteralString

from benchmarks.checking import OtherAnswer
from benchmarks.load_csv import Loading, load_csv, write_files
from benchmarks.measuring import Cost, best, run_function, run_program, told, verdict
from benchmarks.server import Server
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.cypher_statements import OURS
from tests.neo4j.claiming import DATABASE

SLOWEST_LOAD = 1.7
CONTENTS: tuple[LiteralString, LiteralString] = (
    "MATCH (n) WHERE NOT any(label IN labels(n) WHERE label IN $ours) "
    "RETURN labels(n) AS kind, count(n), sum(size(keys(n))) ORDER BY kind",
    "MATCH ()-[r]->() RETURN type(r) AS kind, count(r), sum(size(keys(r))) ORDER BY kind",
)
Contents = list[list[object]]


def measure_load(server: Server, small: Path, database: Path, rounds: int) -> None:
    """Load `database` both ways in turn; before it a smaller one, for a server is slow at first.

    What is there in the end, both times, is counted and compared. Ours comes last, and stays.
    """
    _in_turn(server, small, 1)
    theirs, ours, found = _in_turn(server, database, rounds)
    _tell(server, {"LOAD CSV": theirs, "through our store": ours}, found)


def _in_turn(server: Server, database: Path, rounds: int) -> tuple[list[Cost], list[Cost], Contents]:
    """The costs of LOAD CSV and of our store, and what is there now; OtherAnswer where they differ in it."""
    with open_store(database) as store:
        loads = write_files(store.read(), server.import_folder)
    theirs, ours = [], []
    for _ in range(rounds):
        server.empty()
        theirs.append(_load_by_csv(server, loads))
        expected = _contents(server)
        server.empty()
        ours.append(load_through_store(server, database))
        found = _contents(server)
        if found != expected:
            raise OtherAnswer(f"LOAD CSV brought {expected}, our store {found}")
    for load in loads:
        (server.import_folder / load.file).unlink()
    return theirs, ours, expected


def _tell(server: Server, costs: dict[str, list[Cost]], found: Contents) -> None:
    theirs, ours = (best(several) for several in costs.values())
    wall, processor = ours.wall / theirs.wall, ours.processor / theirs.processor
    kinds = {True: 0, False: 0}
    for kind, count, _ in found:
        kinds[isinstance(kind, list)] += int(str(count))
    print(f"server-load: {wall:.2f} times LOAD CSV by clock", end="")
    print(f", {processor:.2f} by processor" if server.process_id else "", end="; ")
    print(f"{kinds[True]:,} nodes, {kinds[False]:,} relationships")
    print(f"    {verdict(max(wall, processor) if server.process_id else wall, SLOWEST_LOAD)}")
    for name, several in costs.items():
        print(told(name, several, of=best), f"(rounds: {', '.join(f'{cost.wall:.1f}' for cost in several)})")


def _load_by_csv(server: Server, loads: list[Loading]) -> Cost:
    before = server.processor()
    cost = run_function(lambda: load_csv(server.driver, loads))
    return replace(cost, processor=cost.processor + server.processor() - before)


def load_through_store(server: Server, database: Path) -> Cost:
    """Load what is in a file into the empty server, by a process of its own, whose memory is told."""
    note = server.import_folder / "cost.json"
    before = server.processor()
    whole = run_program([sys.executable, "-m", "benchmarks", "--load", database, server.address, note])
    used = server.processor() - before
    cost = Cost(**json.loads(note.read_text(encoding="utf-8")))
    note.unlink()
    print(f"    memory of the process that loads: {cost.memory:.0f} MB before, {whole.memory:.0f} MB at most")
    return replace(cost, processor=cost.processor + used, memory=whole.memory)


def only_load(database: Path, address: str, note: Path) -> None:
    """Load a file into a server and note what the writing alone cost, and the most memory before it."""
    with open_store(database) as source, open_store(address, create=True) as store:
        records, readings = source.read(), source.title_readings()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        cost = run_function(lambda: store.write(records, readings=readings if readings.height else None))
    before *= 1 if sys.platform == "darwin" else 1024
    note.write_text(
        json.dumps({"wall": cost.wall, "processor": cost.processor, "memory": before / 1e6}), encoding="utf-8"
    )


def _contents(server: Server) -> Contents:
    """How many there are of each kind, and how many properties they have in all."""
    rows: Contents = []
    for text in CONTENTS:
        found = server.driver.execute_query(text, {"ours": list(OURS)}, database_=DATABASE)
        rows += [list(record.values()) for record in found.records]
    return rows
