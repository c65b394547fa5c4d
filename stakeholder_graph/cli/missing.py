"""What is missing for which check: after each import, and by the command `todo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.output import as_csv, as_table, emit, emit_json
from stakeholder_graph.cli.words import number, word

if TYPE_CHECKING:
    from stakeholder_graph.graph import StakeholderGraph
    from stakeholder_graph.todo.lists import Todo


@app.command(epilog=ALSO, short_help="What is missing for which check, to fill in.")
def todo(
    target: Annotated[
        Path | None,
        typer.Argument(metavar="FILE.xlsx", help="Write it as a workbook to fill in and import again."),
    ] = None,
) -> None:
    """What is missing for which check, the biggest first; with FILE.xlsx as a workbook to fill in.

    Each sheet asks for one thing; yellow columns are to be filled in. Imported again, what was filled in is
    taken, and rows that stayed empty are left out.
    """
    if target is not None:
        refuse_target(target)
    with opened() as graph:
        found = graph.todo()
        if target is not None:
            written(graph, target)
        elif COMMON.format == "json":
            emit_json(missing_shape(graph))
        elif COMMON.format == "csv":
            rows = [[one.key, one.count, one.accounts, " ".join(one.checks), one.text(COMMON.language)]
                    for one in found.missing]  # fmt: skip
            emit(as_csv(["what", "count", "accounts", "checks", "text"], rows))
        else:
            emit("\n\n".join(missing_lines(graph) or [word("todo_nothing")]))


def refuse_target(target: Path) -> None:
    """An error where no workbook can be written there, before anything else is done."""
    from stakeholder_graph.todo.workbook import refuse_target as refuse

    refuse(target)


def written(graph: StakeholderGraph, target: Path) -> None:
    """Write the workbook and say so; nothing where nothing is missing."""
    if not graph.todo().missing:
        COMMON.note(word("todo_nothing"))
        return
    COMMON.note(word("todo_written", file=graph.write_todo(target, COMMON.language)))


def missing_shape(graph: StakeholderGraph) -> dict[str, Any]:
    """The JSON shape of `todo`."""
    return graph.todo().as_dict(COMMON.language, graph.policy)


def missing_lines(graph: StakeholderGraph, *, asked: bool = False) -> list[str]:
    """What is missing as a table, which checks could not run, how to fill it in; nothing if nothing is."""
    found = graph.todo()
    parts = []
    if found.missing:
        header = [word("todo_count"), word("todo_what"), word("todo_checks")]
        rows = [[number(one.count), one.text(COMMON.language), _checks(one.checks)] for one in found.missing]
        parts += [word("todo_head"), as_table(header, rows, (0, 4, 3))]
    if found.not_run:
        parts.append("\n".join(_not_run(found, graph)))
    if found.missing and not asked:
        parts.append(word("todo_next"))
    return parts


def _checks(checks: tuple[str, ...]) -> str:
    return ", ".join(checks)


def _not_run(found: Todo, graph: StakeholderGraph) -> list[str]:
    """One line for each sort of record that is missing, with the checks that need it."""
    kinds: dict[str, list[str]] = {}
    for one in found.not_run:
        kinds.setdefault(one.text(COMMON.language, graph.policy), []).append(one.kind)
    return [word("not_run", kind=", ".join(names), missing=missing) for missing, names in kinds.items()]
