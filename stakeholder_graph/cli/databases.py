"""Commands about whole databases: copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import emit_json, emit_rows
from stakeholder_graph.cli.words import word

if TYPE_CHECKING:
    from stakeholder_graph.storage.copying import Step


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


def _tell(step: Step) -> None:
    COMMON.note(word(f"copy_{step.name}", place=step.location, rows=step.rows))
