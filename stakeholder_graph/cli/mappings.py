"""Commands about mappings, which describe tables that the program does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import emit, emit_json, emit_rows
from stakeholder_graph.cli.words import word

mapping = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Mappings: files that describe any other table."
)
app.add_typer(mapping, name="mapping", short_help="Write a first mapping for tables that nobody knows.")


@mapping.callback()
def _several() -> None:
    """Mappings: files that describe any other table, for import --mapping."""


@mapping.command("suggest", epilog=ALSO)
def suggest(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="Files (.csv, .xlsx) or folders of them.")
    ],
) -> None:
    """Write a first mapping from titles and values; it runs as it is, and each guess has its reason.

    Give files that refer to each other together, and -o FILE.toml to keep the result. Then:
    check FILES --mapping FILE.toml. Columns that nothing is known about stand there as comments.
    """
    from stakeholder_graph.exchange.mapping.suggesting import suggest as suggested

    emit(suggested(sources).rstrip("\n"))


@mapping.command("known", epilog=ALSO)
def known() -> None:
    """List the tables that are read without a mapping, and the columns by which each is known.

    The titles may be in English or German, in any order; more columns do no harm.
    """
    from stakeholder_graph.exchange.recognise import all_sources

    tables = [
        (source.name, file, list(columns))
        for source in all_sources()
        for file, columns in source.headers.items()
    ]
    if COMMON.format == "json":
        emit_json([{"source": source, "table": file, "columns": names} for source, file, names in tables])
        return
    rows = [(source, file, ", ".join(names)) for source, file, names in tables]
    header = ["source", "table", "columns"]
    if COMMON.format != "csv":
        header = [word(f"known_{name}") for name in header]
    emit_rows(header, rows, wrapped=2)
