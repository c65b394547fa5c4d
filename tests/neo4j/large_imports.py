"""Imports in steps of a few hundred rows, which are large ones as far as the server store can tell."""

from __future__ import annotations

import subprocess
import sys

from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage.server import ServerStore
from stakeholder_graph.storage.server_imports import STALE
from tests.neo4j.test_server_store import opened

AT_ONCE, STEP = 1000, 700
PEOPLE = 4000  # with a tie from each to the next: 7,999 rows, 12 steps
PROGRAM = """
import sys
from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.records import Origin
from stakeholder_graph.storage import server_imports
from tests.neo4j.large_imports import people, steps_on
server_imports.STALE = int(sys.argv[2])
with steps_on(sys.argv[1]) as store:
    print("ready", flush=True)
    try:
        told = lambda done, rows: print(done, flush=True)
        store.write(people(), origin=Origin("d", "people.csv"), progress=told)
        print("all", flush=True)
    except StorageError as fault:
        print(fault, flush=True)
"""


def steps_on(address: str) -> ServerStore:
    """The server, for which a thousand rows are many."""
    store = opened(address)
    store.loader.at_once, store.loader.step, store.loader.pause = AT_ONCE, STEP, 0.1
    return store


def people(number: int = PEOPLE, source: str = "") -> Records:
    """So many people, each of whom knows the next one."""
    rows = [{"id": f"n{n}", "name": f"Person {n}", "source": source or None} for n in range(number)]
    ties = [{"start": f"n{n}", "end": f"n{n + 1}"} for n in range(number - 1)]
    return Records({"Person": nodes_of("Person", rows)}, {"KNOWS": relationships_of("KNOWS", ties)})


def importing(address: str, stale: int = STALE) -> subprocess.Popen[str]:
    """Another program that imports these people; it prints `ready`, the rows after each step, and its end.

    After so many seconds without a step it takes an import for one that nobody is at any more.
    """
    command = [sys.executable, "-c", PROGRAM, address, str(stale)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
