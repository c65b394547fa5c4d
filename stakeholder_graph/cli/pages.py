"""Commands that draw: demo, map, overview."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from stakeholder_graph.cli.app import app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import emit
from stakeholder_graph.cli.words import word

Group = Annotated[bool, typer.Option("--group", help="Roll subsidiaries up to the topmost customer of their group.")]
Open = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]


def _show(file: Path, show: bool) -> None:
    COMMON.note(word("written", file=file))
    if show:
        typer.launch(file.resolve().as_uri())


@app.command("map")
def account_map(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account, by id or name.")], group: Group = False, show: Open = False
) -> None:
    """Draw one account on its level ladder, as one HTML file that needs no network (-o FILE.html)."""
    with COMMON.open(group=group) as graph:
        _show(graph.map(account, COMMON.output or Path("map.html"), language=COMMON.language), show)


@app.command()
def overview(group: Group = False, show: Open = False) -> None:
    """Draw the overview for leadership, and beside it the maps that it links to (-o FILE.html)."""
    with COMMON.open(group=group) as graph:
        written = graph.overview(COMMON.output or Path("overview.html"), language=COMMON.language)
    _show(written[0], show)


@app.command()
def demo(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the example goes.")] = Path("demo")) -> None:
    """Load an invented example network, print its gaps, and draw the overview and a map per account."""
    from stakeholder_graph.cli.reading import gap_text
    from stakeholder_graph.example import load_example

    as_of = COMMON.as_of or date.today()
    COMMON.note(word("demo_loading"))
    with load_example(folder, as_of, policy=COMMON.policy) as graph:
        emit(gap_text(graph.gaps()))
        COMMON.note("")
        COMMON.note(word("demo_pages", count=graph.situation.accounts.height))
        written = graph.overview(folder / "overview.html", language=COMMON.language)
        example = graph.situation.accounts["name"][0]
    COMMON.note(word("demo_open", file=written[0]))
    COMMON.note(word("demo_next", db=folder / "stakeholders.db", account=example))
