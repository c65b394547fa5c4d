"""The program with its commands, and what happens when something stands in the way."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from stakeholder_graph import __version__
from stakeholder_graph.cli.common import COMMON, DEFAULT_DB, FORMATS, LANGUAGES, common_first, default_language
from stakeholder_graph.errors import StakeholderGraphError

EPILOG = (
    "The options above may stand before or after the command's name. Results go to standard output, progress and "
    "notes to standard error. Exit codes: 0 done, 1 the program says no and why, 2 wrong usage, 3 --fail-on found such a gap."
)


def refuse(error: StakeholderGraphError) -> int:
    """Say in one line what stands in the way; with --format json as JSON on standard output. Exit code 1."""
    if COMMON.format == "json":
        told = {"error": {"where": error.where, "what": error.what, "next": error.next_step}}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(" ".join(f"error: {error}".split()), file=sys.stderr)
    return 1


class Commands(TyperGroup):
    """The commands; an error of ours ends the program with one line, never with a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except StakeholderGraphError as error:
            raise typer.Exit(refuse(error)) from error
        except BrokenPipeError:
            # the reader of a pipe (`| head`) has what it wanted
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            where = str(error.filename or "file")
            told = StakeholderGraphError(where, error.strerror or str(error), "choose another file or folder")
            raise typer.Exit(refuse(told)) from error


app = typer.Typer(
    name="stakeholder-graph", cls=Commands, no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    pretty_exceptions_enable=False, epilog=EPILOG,
    help="Who of ours cares for whom at the customer, and where nobody does.",
)  # fmt: skip


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it as 2026-11-23") from None


def _choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise typer.BadParameter(f"{name} {value!r}; give one of {', '.join(allowed)}")
    return value


@app.callback()
def common(
    db: Annotated[str, typer.Option(envvar="STAKEHOLDER_GRAPH_DB", help="The database: a file, or sqlite:///file.")] = DEFAULT_DB,
    policy: Annotated[
        Path | None,
        typer.Option(envvar="STAKEHOLDER_GRAPH_POLICY", help="The care policy; else care-policy.toml beside the database, else as shipped."),
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day on which things are seen; today if not given.")] = None,
    lang: Annotated[
        str | None, typer.Option(envvar="STAKEHOLDER_GRAPH_LANG", metavar="en|de", help="Language; else that of the system.")
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="table|json|csv|markdown", help="How results are printed.")] = "table",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there; - is standard output.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no notes.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Everything that is known, not only the first lines.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(f"stakeholder-graph {__version__}")
        raise typer.Exit
    COMMON.db, COMMON.policy, COMMON.as_of = db, policy, _day(as_of)
    COMMON.language = _choice("language", lang or default_language(), LANGUAGES)
    COMMON.format = _choice("format", format, FORMATS)
    COMMON.output = None if output is None or str(output) == "-" else output
    COMMON.quiet, COMMON.verbose = quiet, verbose


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    from stakeholder_graph.cli import files, pages, policies, reading  # noqa: F401 (each registers its commands)

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # names have umlauts, whatever the console's encoding is
            reconfigure(encoding="utf-8", errors="replace")
    try:
        result = app(common_first(arguments), prog_name="stakeholder-graph", standalone_mode=True)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    return result if isinstance(result, int) else 0
