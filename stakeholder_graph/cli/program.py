"""Running a command, and what happens when something stands in its way."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

import typer

from stakeholder_graph.cli.common import COMMON, asks_for_json, common_first
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


def _wrong_usage(error: typer.TyperException) -> int:
    """Say what is wrong with the options, with --format json as JSON. Exit code 2, or the error's own."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "stakeholder-graph"
    what = error.format_message()
    if context is not None and what == context.get_help():
        what = "no command is named"  # else all of the help would stand in one line of JSON
    refuse(StakeholderGraphError(command, what, f"{command} --help explains it"))
    return error.exit_code


def _answer(arguments: list[str]) -> int:
    from stakeholder_graph.cli.app import app

    if COMMON.format != "json":
        app(arguments, prog_name="stakeholder-graph")
        return 0
    # wrong usage is then an exception that can be told as JSON, and an exit code is given back
    try:
        code = app(arguments, prog_name="stakeholder-graph", standalone_mode=False)
    except typer.TyperException as error:
        return _wrong_usage(error)
    except typer.Abort:
        return 1
    return code if isinstance(code, int) else 0


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    # each brings its commands
    from stakeholder_graph.cli import (  # noqa: F401
        acting,
        changing,
        cycle,
        databases,
        duplicates,
        files,
        influencing,
        leaving,
        mappings,
        missing,
        pages,
        person,
        planning,
        policies,
        queries,
        reading,
        recording,
        titles,
        ways,
    )

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # names have umlauts, whatever the console's encoding is
            reconfigure(encoding="utf-8", errors="replace")
    ordered = common_first(arguments)
    COMMON.format = "json" if asks_for_json(ordered) else "table"
    try:
        return _answer(ordered)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    except Exception as error:  # whatever it is, nobody shall have to read a traceback
        return refuse(in_plain_words(error))
