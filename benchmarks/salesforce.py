"""A large Salesforce export into the database, beside the plain `.import` of sqlite3."""

from __future__ import annotations

from pathlib import Path

from benchmarks.importing import import_folder, import_plain, tell_rows
from benchmarks.measuring import ProgramFailed, in_turn, ratio, told
from benchmarks.salesforce_files import write_salesforce

FEWEST_SALESFORCE = 50_000


def measure_salesforce(place: Path, accounts: int, rounds: int) -> None:
    """A large Salesforce folder as the whole command, beside sqlite3's own import of the same files."""
    files, rows = write_salesforce(place / "salesforce", accounts)
    database, plain = place / "salesforce.db", place / "plain.db"
    costs = in_turn(
        {
            "stakeholder-graph import": lambda: import_folder(files[0].parent, database),
            "sqlite3 .import --csv": lambda: import_plain(files, plain),
        },
        rounds,
    )
    if not database.is_file():
        raise ProgramFailed("the import of the Salesforce export wrote no database")
    ours, theirs = costs.values()
    tell_rows("salesforce", rows, ours, FEWEST_SALESFORCE)
    wall, processor = ratio(ours, theirs)
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    print(f"    {megabytes:.0f} MB; {wall:.2f} times sqlite3 .import by clock, {processor:.2f} by processor")
    for name, several in costs.items():
        print(told(name, several))
