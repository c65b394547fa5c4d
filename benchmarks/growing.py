"""All checks over networks from ten thousand people to a million: how time and memory grow."""

from __future__ import annotations

import gc
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.importing import import_folder
from benchmarks.measuring import Cost, best, run_function, run_program, verdict
from benchmarks.network_files import write_folder
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.snapshot import take_snapshot
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.kept_files import Kept, read_kept, write_kept
from tests.reference.large_networks import AS_OF, random_network

SMALLER = (10, 3)
"""Parts of the large network's size that are generated; larger ones are copies of it, side by side."""
COPIES = (1, 3, 10)
STEEPEST, SLOWEST, SLOWEST_OF_ALL, MOST_MEMORY = 1.15, 1.5, 15.0, 3_000.0
ABOUT: dict[str, str] = {}


@dataclass(frozen=True)
class Point:
    """One size: how many people and relationships, and what taking the snapshot and all checks cost there."""

    people: int
    relationships: int
    snapshot: Cost
    checks: Cost


def measure_growth(large: Path, people: int, seed: int, place: Path, rounds: int) -> None:
    """Keep networks of each size as the program keeps what it read of a server; check each by a process.

    `large`: a database of so many `people`.
    """
    points = []
    for kept in _networks(large, people, seed, place):
        points.append(_point(kept, rounds))
        _tell(points[-1])
    sizes = [math.log(point.people) for point in points]
    exponent = float(np.polyfit(sizes, [math.log(point.checks.processor) for point in points], 1)[0])
    print(f"growth: the checks' time grows with the people to the power of {exponent:.2f}")
    print(f"    {verdict(exponent, STEEPEST)}")
    for point, slowest in ((points[len(SMALLER)], SLOWEST), (points[-1], SLOWEST_OF_ALL)):
        seconds = max(point.checks.wall, point.checks.processor)
        print(f"    seconds at {point.people:,} people: {verdict(seconds, slowest)}")
    print(f"    MB at {points[-1].people:,} people: {verdict(points[-1].checks.memory, MOST_MEMORY)}")


def _networks(large: Path, people: int, seed: int, place: Path) -> Iterator[Path]:
    for part in SMALLER:
        folder, database = place / f"part {part}", place / f"part {part}.db"
        write_folder(random_network(seed, people // part), folder)
        import_folder(folder, database)
        yield _keep(place, f"a {part}th", _read(database), 1)
    records = _read(large)
    for copies in COPIES:
        yield _keep(place, f"{copies} times", records, copies)


def _read(database: Path) -> Records:
    with open_store(database) as store:
        return store.read()


def _keep(place: Path, name: str, records: Records, copies: int) -> Path:
    """So many copies side by side, each with ids of its own."""

    def repeated(table: pl.DataFrame, *columns: str) -> pl.DataFrame:
        marks = (f"~{copy}" if copy else "" for copy in range(copies))
        return pl.concat([table.with_columns(pl.col(columns) + mark) for mark in marks])

    nodes = {label: repeated(table, "id") for label, table in records.nodes.items()}
    ties = {name: repeated(table, "id", "start", "end") for name, table in records.relationships.items()}
    folder = place / name
    write_kept(folder, ABOUT, Kept(Records(nodes, ties), pl.DataFrame()))
    return folder


def _point(kept: Path, rounds: int) -> Point:
    """The best of several processes, each of which checks once."""
    note = kept.with_suffix(".json")
    told, memory = [], 0.0
    for _ in range(rounds):
        whole = run_program([sys.executable, "-m", "benchmarks", "--checks-of", kept, note])
        told.append(json.loads(note.read_text(encoding="utf-8")))
        memory = max(memory, whole.memory)
    snapshot, checks = (best([Cost(*one[name]) for one in told]) for name in ("snapshot", "checks"))
    return Point(told[0]["people"], told[0]["relationships"], snapshot, replace(checks, memory=memory))


def _tell(point: Point) -> None:
    print(
        f"    {point.people:,} people, {point.relationships:,} relationships: all checks "
        f"{point.checks.wall:.2f} s on the clock, {point.checks.processor:.2f} s of processors; "
        f"before them the snapshot {point.snapshot.wall:.2f} s; {point.checks.memory:.0f} MB at most",
        flush=True,
    )


def only_checks(kept: Path, note: Path) -> None:
    """Check a network that is kept in files, and note what it cost: a process whose memory is measured."""
    found = read_kept(kept, ABOUT, ontology())
    assert found is not None
    records, policy = found.records, load_policy()
    counts = {
        "people": records.node_table("Person").height,
        "relationships": sum(table.height for table in records.relationships.values()),
    }
    situations: list[Situation] = []
    held = [found.records]

    def take() -> None:
        situations.append(Situation(take_snapshot(held.pop(), AS_OF), policy))

    del found, records
    taking = run_function(take)
    gc.collect()
    checking = run_function(lambda: find_gaps(situations[0]))
    costs = {"snapshot": [taking.wall, taking.processor], "checks": [checking.wall, checking.processor]}
    note.write_text(json.dumps({**counts, **costs}), encoding="utf-8")
