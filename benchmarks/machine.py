"""The machine in one line, without its name."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version


def machine() -> str:
    """Cores, memory, system and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("polars", "typer", "networkx", "neo4j"))
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )


def load() -> str:
    """How busy the machine is with other things; figures of a busy one say little about seconds."""
    return f"{os.getloadavg()[0]:.1f} programs waiting for or using a core just now"
