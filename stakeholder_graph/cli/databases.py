"""Commands about whole databases: copy, cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import emit, emit_json, emit_rows
from stakeholder_graph.cli.words import word

if TYPE_CHECKING:
    from stakeholder_graph.storage.copying import Step

cache = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What is kept on this computer of databases on servers, to be read when nothing has changed.",
)
app.add_typer(cache, name="cache", short_help="Remove what is kept on this computer of servers.")


@app.command(epilog=ALSO, short_help="Copy a whole graph between files and servers.")
def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The database to copy, a file or a server as for --db.")
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="Where to: a new file, or a file or server without a graph.")
    ],
    into_existing: Annotated[
        bool, typer.Option("--into-existing", help="Add to and update, by id, the graph that TO holds.")
    ] = False,
) -> None:
    """Copy a whole graph into another database; all of it is read back and compared.

    FROM is never changed. The care policy is a file of its own and stays where it is.
    """
    from stakeholder_graph.model.ontology import ontology
    from stakeholder_graph.storage.copying import copy as copy_graph

    copied = copy_graph(source, target, into_existing=into_existing, progress=_tell)
    for file in copied.backups:
        COMMON.note(word("backed_up", file=file))
    if COMMON.format == "json":
        emit_json(copied.as_dict())
        return
    model, language = ontology(), COMMON.language
    names = {label: kind.word(language) for label, kind in model.nodes.items()}
    names |= {name: f"… {kind.verb(language)} …" for name, kind in model.relationships.items()}
    rows = [(names[name], one.added, one.changed, one.unchanged) for name, one in copied.written.items()]
    header = [word("what"), word("copy_added"), word("copy_changed"), word("copy_unchanged")]
    emit_rows(header, rows, [word("copy_verified", source=copied.source, target=copied.target)])


@cache.command("clear", epilog=ALSO, short_help="Remove it all, and say how much that was.")
def clear() -> None:
    """Remove all that is kept on this computer of databases on servers; nothing on a server changes."""
    from stakeholder_graph.storage.cache import clear_cache

    cleared = clear_cache()
    if COMMON.format == "json":
        emit_json(vars(cleared))
        return
    kilo = cleared.bytes / 1000
    size = f"{kilo:.0f} kB" if kilo < 10_000 else f"{kilo / 1000:.0f} MB"
    emit(word("cache_cleared", folder=cleared.folder, databases=cleared.databases, size=size))


def _tell(step: Step) -> None:
    COMMON.note(word(f"copy_{step.name}", place=step.location, rows=step.rows, done=step.done))
