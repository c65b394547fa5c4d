"""All pages of a portfolio as a folder: written the first time, and again when nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.importing import import_folder
from benchmarks.measuring import Cost, ProgramFailed, run_program, told, verdict
from benchmarks.network_files import write_folder
from benchmarks.starting import program
from tests.reference.large_networks import AS_OF, random_network

PEOPLE = 20_000
"""The network has fifty people to a company: four hundred companies."""
LONGEST_FIRST, LONGEST_AGAIN = 30, 3
"""Seconds of one core."""


def measure_sites(place: Path, seed: int) -> None:
    """`site` over four hundred companies as the whole command, twice."""
    database, folder = place / "site.db", place / "site"
    files = write_folder(random_network(seed, PEOPLE), place / "of-site")
    import_folder(files[0].parent, database)
    first, again = _site(database, folder), _site(database, folder)
    pages = sorted(folder.rglob("*.html"))
    maps = [page for page in pages if page.name.startswith("map-")]
    size = sum(page.stat().st_size for page in pages) / 1e6
    if not maps:
        raise ProgramFailed("site wrote no map")
    shutil.rmtree(folder)
    print(f"site: {len(pages):,} pages, {len(maps)} of them maps of accounts, {size:.0f} MB")
    for name, cost, longest in (("first", first, LONGEST_FIRST), ("again, unchanged", again, LONGEST_AGAIN)):
        print(told(name, [cost]))
        print(f"    seconds of processor: {verdict(cost.processor, longest)}")


def _site(database: Path, folder: Path) -> Cost:
    return run_program([program(), "--db", database, "--as-of", AS_OF.isoformat(), "--quiet", "site", folder])
