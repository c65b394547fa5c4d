"""A large folder of our own files into the database, beside the plain `.import` of sqlite3."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from benchmarks.measuring import Cost, ProgramFailed, in_turn, middle, ratio, run_program, told, verdict
from benchmarks.starting import program
from tests.reference.large_networks import AS_OF

SLOWEST_IMPORT = 3.0
FEWEST_CANONICAL = 100_000  # rows a second
MOST_MEMORY = 1_500
"""Megabytes for a million rows."""
# some contacts lie a few days ahead of the day on which the gaps are looked at: by then they have happened
DAY_OF_IMPORT = AS_OF + timedelta(days=30)


def sqlite3_program() -> str:
    """The sqlite3 command; ProgramFailed where there is none."""
    found = shutil.which("sqlite3")
    if found is None:
        raise ProgramFailed("there is no sqlite3 program to compare with: apt-get install sqlite3")
    return found


def emptied(database: Path) -> Path:
    """The place of a database that is not there yet."""
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    return database


def import_folder(folder: Path, database: Path) -> Cost:
    """The whole command, with every check and the report, into a new database."""
    day = DAY_OF_IMPORT.isoformat()
    return run_program([program(), "--db", emptied(database), "--as-of", day, "--quiet", "import", folder])


def import_plain(files: list[Path], database: Path) -> Cost:
    """The same files by sqlite3: every cell as text, nothing checked."""
    commands = [f'.import --csv "{file.as_posix()}" {file.stem}' for file in files]
    return run_program([sqlite3_program(), "-batch", emptied(database), *commands])


def tell_rows(name: str, rows: int, costs: Sequence[Cost], fewest: int) -> None:
    """Rows a second of one core's time and the most memory, each with what was promised."""
    cost = middle(costs)
    speed = rows / cost.processor
    memory = cost.memory * max(1_000_000 / rows, 1)
    print(f"{name}: {speed:,.0f} rows a second of processor, {rows:,} rows with start, checks and report")
    print(f"    {verdict(speed, fewest, at_least=True)}")
    print(f"    {cost.memory:.0f} MB, {memory:.0f} MB for a million rows; {verdict(memory, MOST_MEMORY)}")


def measure_import(files: list[Path], rows: int, database: Path, rounds: int) -> None:
    """Fill `database` from the files, several times, beside sqlite3's own import."""
    plain = database.with_name("plain.db")
    costs = in_turn(
        {
            "stakeholder-graph import": lambda: import_folder(files[0].parent, database),
            "sqlite3 .import --csv": lambda: import_plain(files, plain),
        },
        rounds,
    )
    ours, theirs = costs.values()
    wall, processor = ratio(ours, theirs)
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    sizes = ", ".join(f"{path.stat().st_size / 1e6:.0f} MB" for path in (database, plain))
    print(f"import: {wall:.2f} times sqlite3 .import by clock, {processor:.2f} by processor")
    print(
        f"    {verdict(max(wall, processor), SLOWEST_IMPORT)}; databases of {sizes} from {megabytes:.0f} MB"
    )
    for name, several in costs.items():
        print(told(name, several))
    tell_rows("import", rows, ours, FEWEST_CANONICAL)
