"""Commands about mappings, which describe tables that the program does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.output import emit

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
