"""The command line: reads options, calls one function, prints."""

from __future__ import annotations

import gc
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the program; the only place that knows exit codes."""
    from stakeholder_graph.cli.program import run

    # a command ends soon and needs what it reads: to search that for circles took a fifth of a site's time
    gc.set_threshold(100_000, 50, 100)
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
