"""The program with its commands, and what happens when something stands in the way."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from stakeholder_graph import __version__
from stakeholder_graph.cli.common import (
    COMMON,
    DEFAULT_DB,
    FORMATS,
    LANGUAGES,
    STDOUT,
    default_language,
)
from stakeholder_graph.cli.output import say
from stakeholder_graph.errors import StakeholderGraphError

ORDER = (
    "demo", "template", "check", "import", "mapping", "todo", "gaps", "coverage", "levels", "person", "reach",
    "influence", "leaves", "assign", "simulate", "changes", "cycle", "trend", "care", "role", "measure",
    "report", "action", "map", "overview", "portfolio", "site", "titles", "duplicates", "merge", "info",
    "queries", "query", "export", "copy", "cache", "policy",
)  # fmt: skip
SMALL_FILE = 20_000_000  # bytes: some 20,000 people with their relationships
EPILOG = (
    "The options above may stand before or after the command's name. Results go to standard output, progress "
    "and notes to standard error. Exit codes: 0 done; 1 the program says no, and why; 2 wrong usage; "
    "3 gaps --fail-on found such a gap."
)
ALSO = "Also the common options: --db, --policy, --as-of, --lang, --format, -o, --refresh, --quiet, --verbose"
ALSO += " (see stakeholder-graph --help)."


class Commands(TyperGroup):
    """The commands in the order in which one needs them."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(self.commands, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


app = typer.Typer(
    name="stakeholder-graph", cls=Commands, no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    pretty_exceptions_enable=False, epilog=EPILOG,
    help="Who of ours cares for whom at the customer, and where nobody does. Try it: stakeholder-graph demo",
)  # fmt: skip


EARLIEST_YEAR = 1950  # an earlier one is a slip: nobody of whom we could tell was at work


def read_day(text: str) -> date:
    """The day of an option in any shape that leaves no doubt: 2026-11-23, 23.11.2026, 23 November 2026."""
    from stakeholder_graph.exchange.dates import read_dates

    read = read_dates([text])
    if read.undecided:
        raise typer.BadParameter(f"{text!r}: day or month first? Write it as 2026-11-23")
    if read.values[0] is None:
        raise typer.BadParameter(f"{text!r} is no date; write it as 2026-11-23")
    if read.values[0].year < EARLIEST_YEAR:
        raise typer.BadParameter(
            f"{text!r} is long ago; write the year with its four digits, from {EARLIEST_YEAR} on"
        )
    return read.values[0]


def choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """The value, if it is one of those that are allowed; else wrong usage."""
    if value not in allowed:
        raise typer.BadParameter(f"{name} {value!r}: give one of {', '.join(allowed)}")
    return value


def _harmless(output: Path | None, policy: Path | None) -> Path | None:
    """The file of -o, unless it is a database or the policy, which no result may overwrite."""
    if output is None or output == STDOUT or not output.is_file():
        return output
    with output.open("rb") as file:
        database = file.read(16) == b"SQLite format 3\x00"
    if database or (policy is not None and policy.exists() and output.samefile(policy)):
        what = "is a database, which -o would overwrite" if database else "is the care policy itself"
        raise StakeholderGraphError(str(output), what, "name another file with -o")
    return output


def _few_threads(db: str) -> None:
    """Let one thread work on a small file: for little, sharing out takes longer than the work.

    Has an effect only before polars is loaded, which the first command that needs it does.
    """
    file = Path(db.removeprefix("sqlite:///"))
    if file.is_file() and file.stat().st_size < SMALL_FILE:
        os.environ.setdefault("POLARS_MAX_THREADS", "1")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"stakeholder-graph {__version__}\n")
        raise typer.Exit


@app.callback()
def common(
    db: Annotated[
        str,
        typer.Option(
            envvar="STAKEHOLDER_GRAPH_DB",
            metavar="LOCATION",
            help="The database: a file, or a Neo4j server as neo4j://host.",
        ),
    ] = DEFAULT_DB,
    policy: Annotated[
        Path | None,
        typer.Option(
            envvar="STAKEHOLDER_GRAPH_POLICY",
            metavar="FILE",
            help="The care policy; else care-policy.toml beside the database, else the shipped one.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="See things as on this day, as 2026-11-23; else today."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            envvar="STAKEHOLDER_GRAPH_LANG", metavar="en|de", help="Language; else that of the system."
        ),
    ] = None,
    format: Annotated[  # noqa: A002 the option's name
        str, typer.Option("--format", metavar="table|json|csv|markdown", help="How results are printed.")
    ] = "table",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the result there; - is standard output."),
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Read a server anew, not what is kept of it on this computer.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no notes.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="All evidence, rules and notes.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Read the options that every command has."""
    _few_threads(db)
    COMMON.db, COMMON.policy, COMMON.as_of = db, policy, None if as_of is None else read_day(as_of)
    COMMON.language = choice("--lang", lang or default_language(), LANGUAGES)
    COMMON.format = choice("--format", format, FORMATS)
    COMMON.quiet, COMMON.verbose, COMMON.refresh = quiet, verbose, refresh
    COMMON.output = _harmless(output, policy)
