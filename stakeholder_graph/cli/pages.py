"""Commands that draw: demo, map, overview, portfolio, site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON, STDOUT
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Group
from stakeholder_graph.cli.output import emit, emit_json
from stakeholder_graph.cli.words import word

Open = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]
Anonymous = Annotated[
    bool,
    typer.Option(
        "--anonymous",
        help="For slides: invented names, no address, phone, job title, free text or id that leads back.",
    ),
]
TOLD = 20  # lines of progress of a site


def shown(file: Path, show: bool) -> None:
    """Say which page was written, and open it where that is wanted."""
    COMMON.note(word("written", file=file))
    if show:
        typer.launch(file.resolve().as_uri())


@app.command("map", epilog=ALSO, short_help="Draw one account on its level ladder (HTML).")
def account_map(
    account: Annotated[
        str, typer.Argument(metavar="ACCOUNT", help="The account, by id, name or part of it.")
    ],
    group: Group = False,
    anonymous: Anonymous = False,
    show: Open = False,
) -> None:
    """Draw one account on its level ladder, as one HTML file that needs no network.

    Written to -o FILE.html, else to map-NAME.html in the current folder.
    """
    with opened(group=group) as graph:
        file = COMMON.file
        # a device (/dev/stdout) is written to, never replaced
        if COMMON.output == STDOUT or (file and file.exists() and not (file.is_file() or file.is_dir())):
            emit(graph.map_page(account, language=COMMON.language, anonymous=anonymous))
            return
        shown(graph.map(account, file, language=COMMON.language, anonymous=anonymous), show)


@app.command(epilog=ALSO, short_help="Draw the overview of all accounts, and their maps (HTML).")
def overview(group: Group = False, anonymous: Anonymous = False, show: Open = False) -> None:
    """Draw the overview for leadership, and beside it the maps that it links to.

    Written to -o FILE.html, else to overview.html in the current folder; the maps stand in the same folder.
    """
    if COMMON.output == STDOUT:
        raise typer.BadParameter("the overview links to maps beside it: name a file with -o")
    with opened(group=group) as graph:
        written = graph.overview(COMMON.file, language=COMMON.language, anonymous=anonymous)
    shown(written[0], show)


@app.command(epilog=ALSO, short_help="Draw all accounts as bubbles (HTML).")
def portfolio(group: Group = False, anonymous: Anonymous = False, show: Open = False) -> None:
    """Draw all accounts as bubbles on one page: as large as they are worth, coloured by how well they are
    cared for; each opens to its people. For portfolios of any size.

    Written to -o FILE.html, else to portfolio.html in the current folder. In a site it leads to the maps.
    """
    if COMMON.output == STDOUT:
        raise typer.BadParameter("the portfolio is a page: name a file with -o")
    with opened(group=group) as graph:
        written = graph.portfolio(COMMON.file, language=COMMON.language, anonymous=anonymous)
    shown(written, show)


@app.command(epilog=ALSO, short_help="Write overview, maps and sheets as one folder.")
def site(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the pages go.")],
    group: Group = False,
    anonymous: Anonymous = False,
    show: Open = False,
) -> None:
    """Write all pages into FOLDER, linked to each other: the overview, the portfolio, and for each account
    its map and the sheets to read before a visit.

    Written is only what changed since the last time; pages of accounts that are no more are removed, files
    of others never. Repeat it every morning: where nothing changed it takes a moment.
    """
    if COMMON.output is not None:
        raise typer.BadParameter("the pages go into FOLDER; leave -o out")
    with opened(group=group) as graph:
        done = graph.site(folder, language=COMMON.language, anonymous=anonymous, progress=_drawn)
    if COMMON.format == "json":
        emit_json(done.as_dict())
    counts = {"written": len(done.written), "unchanged": done.unchanged, "removed": len(done.removed)}
    COMMON.note(word("site_done", file=done.overview, **counts))
    if show:
        typer.launch(done.overview.resolve().as_uri())


def _drawn(count: int, of: int, name: str) -> None:
    if count == of or count % max(1, -(-of // TOLD)) == 0:
        COMMON.note(word("site_drawn", count=count, of=of, name=name))


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
