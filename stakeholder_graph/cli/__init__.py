"""The command line: reads options, calls one function, prints."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the program; the only place that knows exit codes."""
    from stakeholder_graph.cli.program import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
