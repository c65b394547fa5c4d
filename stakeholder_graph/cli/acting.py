"""Commands that record actions: what is to be done, and what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

from stakeholder_graph.cli.app import ALSO
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.recording import DryRun, Several, action, day_or_none, tell

Which = Annotated[str, typer.Argument(metavar="ACTION", help="The action, by id, text or part of it.")]


@action.command("add", epilog=ALSO, short_help="Record what is to be done, by whom and when.")
def action_add(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be done.")],
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By when.")] = None,
    responsible: Annotated[
        Several, typer.Option(metavar="OURS", help="Who of ours does it; repeatable.")
    ] = None,
    about: Annotated[Several, typer.Option(metavar="WHO", help="Whom it is about; repeatable.")] = None,
    report: Annotated[
        str | None,
        typer.Option(metavar="REPORT", help="The report it follows from; or a person: their latest report."),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Record what somebody of ours is to do; the same open action gets a new deadline."""
    with opened() as graph:
        entered = graph.action_add(
            text, responsible or (), due=day_or_none(due), about=about or (), report=report, dry_run=dry_run
        )
    tell(entered)


@action.command("done", epilog=ALSO, short_help="Record that it is done, and its effect.")
def action_done(
    which: Which,
    effect: Annotated[str | None, typer.Option(metavar="TEXT", help="What came of it.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day; else today.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Record that an action is done, and its effect; the effect can also be told later."""
    with opened() as graph:
        entered = graph.action_done(which, effect=effect, on=day_or_none(on), dry_run=dry_run)
    tell(entered)


@action.command("drop", epilog=ALSO, short_help="Record that it will not be done, and why.")
def action_drop(
    which: Which,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it will not be done.")],
    dry_run: DryRun = False,
) -> None:
    """Record that an action will not be done, and why: that is an answer too."""
    with opened() as graph:
        entered = graph.action_drop(which, reason, dry_run=dry_run)
    tell(entered)
