"""Where the queries and the page templates lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from stakeholder_graph.errors import StakeholderGraphError

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder of that name which belongs to this program: "queries" or "visualizations".

    The copy in the installed package comes first, the folder beside the package in a checkout second.
    Raises StakeholderGraphError when neither is there, which means that the installation is broken.
    """
    for place in (PACKAGE / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise StakeholderGraphError(
        str(PACKAGE), f"the folder {name} is missing from the installation", "install stakeholder-graph again"
    )
