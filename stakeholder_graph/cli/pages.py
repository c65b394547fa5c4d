"""Commands that draw: demo, map, overview."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON, STDOUT
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Group
from stakeholder_graph.cli.output import emit
from stakeholder_graph.cli.words import word

Open = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]


def _show(file: Path, show: bool) -> None:
    COMMON.note(word("written", file=file))
    if show:
        typer.launch(file.resolve().as_uri())


@app.command("map", epilog=ALSO, short_help="Draw one account on its level ladder (HTML).")
def account_map(
    account: Annotated[
        str, typer.Argument(metavar="ACCOUNT", help="The account, by id, name or part of it.")
    ],
    group: Group = False,
    show: Open = False,
) -> None:
    """Draw one account on its level ladder, as one HTML file that needs no network.

    Written to -o FILE.html, else to map-NAME.html in the current folder.
    """
    with opened(group=group) as graph:
        file = COMMON.file
        # a device (/dev/stdout) is written to, never replaced
        if COMMON.output == STDOUT or (file and file.exists() and not (file.is_file() or file.is_dir())):
            emit(graph.map_page(account, language=COMMON.language))
            return
        _show(graph.map(account, file, language=COMMON.language), show)


@app.command(epilog=ALSO, short_help="Draw the overview of all accounts, and their maps (HTML).")
def overview(group: Group = False, show: Open = False) -> None:
    """Draw the overview for leadership, and beside it the maps that it links to.

    Written to -o FILE.html, else to overview.html in the current folder; the maps stand in the same folder.
    """
    if COMMON.output == STDOUT:
        raise typer.BadParameter("the overview links to maps beside it: name a file with -o")
    with opened(group=group) as graph:
        written = graph.overview(COMMON.file, language=COMMON.language)
    _show(written[0], show)


@app.command(epilog=ALSO, short_help="See it with an invented example: gaps, overview, maps.")
def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the example goes.")] = Path("demo"),
) -> None:
    """Load an invented example network, print its gaps, and draw the overview and a map per account.

    Makes FOLDER with its own database stakeholders.db; a database there that is not the example stays.
    """
    from stakeholder_graph.cli.reading import emit_gaps
    from stakeholder_graph.example import DATABASE, load_example

    COMMON.note(word("demo_loading"))
    with load_example(folder, COMMON.day, policy=COMMON.policy) as graph:
        listed = graph.gaps()
        emit_gaps(listed)
        COMMON.note("")
        COMMON.note(word("demo_pages", count=graph.situation.accounts.height))
        written = graph.overview(folder / "overview.html", language=COMMON.language)
        first = next((gap.account.name for gap in listed.findings if gap.account), "")
    COMMON.note(word("demo_open", file=written[0]))
    day = f"--as-of {COMMON.as_of.isoformat()} " if COMMON.as_of else ""
    COMMON.note(word("demo_next", call=f'--db {_quoted(folder / DATABASE)} {day}gaps --account "{first}"'))


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
