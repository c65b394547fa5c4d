"""Running a command, and what happens when something stands in its way."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

from stakeholder_graph.cli.common import COMMON, common_first
from stakeholder_graph.cli.output import say
from stakeholder_graph.errors import StakeholderGraphError


def refuse(error: StakeholderGraphError) -> int:
    """Say in one line what stands in the way; with --format json as JSON on standard output. Exit code 1."""
    if COMMON.format == "json":
        told = {"error": {"where": error.where, "what": error.what, "next": error.next_step}}
        say(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        say(" ".join(f"error: {error}".split()) + "\n", sys.stderr)
    return 1


def in_plain_words(error: Exception) -> StakeholderGraphError:
    """An error of any sort as one that says where, what and what to do next."""
    if isinstance(error, StakeholderGraphError):
        return error
    if isinstance(error, OSError):
        where = str(error.filename or "this machine")
        return StakeholderGraphError(where, error.strerror or str(error), "choose another file or folder")
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"a fault of the program: {type(error).__name__}: {error}"
    place = f"{Path(last.filename).name} line {last.lineno}"
    return StakeholderGraphError("stakeholder-graph", what, f"please report it, with this line ({place})")


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    # each brings its commands
    from stakeholder_graph.cli import app, files, pages, policies, reading  # noqa: F401

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # names have umlauts, whatever the console's encoding is
            reconfigure(encoding="utf-8", errors="replace")
    COMMON.format = "table"
    try:
        app.app(common_first(arguments), prog_name="stakeholder-graph")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    except Exception as error:  # whatever it is, nobody shall have to read a traceback
        return refuse(in_plain_words(error))
    return 0
