"""python -m benchmarks: prints every ratio, measured against an alternative in the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.assigning import measure_assign
from benchmarks.checking import OtherAnswer, measure_checks, only_gaps
from benchmarks.doubling import measure_duplicates, only_duplicates
from benchmarks.growing import measure_growth, only_checks
from benchmarks.importing import import_folder, measure_import
from benchmarks.loading import load_through_store, measure_load, only_load
from benchmarks.machine import load, machine
from benchmarks.mails import measure_mails
from benchmarks.measuring import ProgramFailed, in_turn, run_program, told
from benchmarks.network_files import write_folder
from benchmarks.pages import measure_pages
from benchmarks.salesforce import measure_salesforce
from benchmarks.server import bench_server
from benchmarks.server_answers import measure_kept, measure_question, measure_read
from benchmarks.sites import measure_sites
from benchmarks.starting import measure_account, measure_help
from benchmarks.ways import measure_reach
from tests.reference.large_networks import random_network

LARGE_PARTS = ("import", "checks", "growth", "reach")
SERVER_PARTS = ("server-load", "server-read", "server-question", "server-kept")
PARTS = (
    "help",
    "account",
    "assign",
    "mail",
    "salesforce",
    "duplicates",
    "pages",
    "site",
    *LARGE_PARTS,
    *SERVER_PARTS,
)
SEED = 7
WARM_UP = 20  # a network of that part of the size comes first


def arguments() -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"which of {', '.join(PARTS)}; all if none is named")
    parser.add_argument("--people", type=int, default=100_000, help="size of the network")
    parser.add_argument("--accounts", type=int, default=20_000, help="size of the Salesforce export")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    parser.add_argument(
        "--limit", type=float, default=60, help="seconds that pyvis' page of 2,000 people may take at most"
    )
    parser.add_argument("--heap", default="3g", help="memory of the Neo4j server that is started")
    parser.add_argument("--gaps-of", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--checks-of", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--duplicates-of", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--load", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}")
    return chosen


def main() -> int:
    chosen = arguments()
    if chosen.gaps_of:
        only_gaps(chosen.gaps_of)
        return 0
    if chosen.checks_of:
        only_checks(*chosen.checks_of)
        return 0
    if chosen.duplicates_of:
        people, seed, note = chosen.duplicates_of
        only_duplicates(int(people), int(seed), Path(note))
        return 0
    if chosen.load:
        database, address, note = chosen.load
        only_load(Path(database), address, Path(note))
        return 0
    parts: Sequence[str] = chosen.parts or PARTS
    print(machine())
    print(load())
    try:
        with tempfile.TemporaryDirectory() as place:
            measure(parts, chosen, Path(place))
    except (ProgramFailed, OtherAnswer) as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 1
    return 0


def measure(parts: Sequence[str], chosen: argparse.Namespace, place: Path) -> None:
    """All parts that were asked for, each in a folder of its own."""
    if "help" in parts:
        measure_help(4 * chosen.rounds)
    if "account" in parts:
        measure_account(place, 2 * chosen.rounds)
    if "assign" in parts:
        measure_assign(min(3, chosen.rounds))
    if "mail" in parts:
        measure_mails(place, min(3, chosen.rounds))
    if "salesforce" in parts:
        measure_salesforce(place, chosen.accounts, min(3, chosen.rounds))
    if "duplicates" in parts:
        measure_duplicates(chosen.people, SEED, place)
    if "pages" in parts:
        measure_pages(place, min(5, chosen.rounds), chosen.limit)
    if "site" in parts:
        measure_sites(place, SEED)
    if {*LARGE_PARTS, *SERVER_PARTS} & set(parts):
        measure_large(parts, chosen, place)


def measure_large(parts: Sequence[str], chosen: argparse.Namespace, place: Path) -> None:
    """What needs the large network: it is made and written once."""
    network = random_network(SEED, chosen.people)
    files = write_folder(network, place / "large")
    rows = len(network.nodes) + len(network.relationships)
    print(f"large network: {len(network.nodes):,} nodes, {len(network.relationships):,} relationships")
    database = place / "large.db"
    if "import" in parts:
        measure_import(files, rows, database, min(3, chosen.rounds))
    else:
        import_folder(files[0].parent, database)
    if "checks" in parts:
        alone = "reading it and finding its gaps, a process of its own"
        command: list[str | Path] = [sys.executable, "-m", "benchmarks", "--gaps-of", database]
        print(told(alone, in_turn({alone: lambda: run_program(command)}, 1)[alone]))
    if "checks" in parts:
        measure_checks(network, database, chosen.rounds)
    if "growth" in parts:
        measure_growth(database, chosen.people, SEED, place, min(2, chosen.rounds))
    if "reach" in parts:
        measure_reach(database, chosen.rounds)
    del network
    if set(SERVER_PARTS) & set(parts):
        measure_server(parts, chosen, place, database)


def measure_server(parts: Sequence[str], chosen: argparse.Namespace, place: Path, database: Path) -> None:
    """What needs a server with the large network in it."""
    few, cache = min(3, chosen.rounds), place / "kept"
    with bench_server(chosen.heap, cache) as server:
        print(load())
        if "server-load" in parts:
            small = place / "small.db"
            files = write_folder(random_network(SEED, chosen.people // WARM_UP), place / "small")
            import_folder(files[0].parent, small)
            measure_load(server, small, database, min(2, chosen.rounds))
        else:
            load_through_store(server, database)
        if "server-read" in parts:
            measure_read(server, few)
        if "server-question" in parts:
            measure_question(server, chosen.rounds)
        if "server-kept" in parts:
            measure_kept(server, database, cache, few)


if __name__ == "__main__":
    sys.exit(main())
