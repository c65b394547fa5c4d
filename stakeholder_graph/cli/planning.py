"""Commands about plans: assign, simulate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app, choice
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Group, OnlyAccount, OnlyTier
from stakeholder_graph.cli.output import emit, emit_json, emit_rows
from stakeholder_graph.cli.words import word

TEXT_ENDINGS = (".txt", ".md", ".json")
"""Files that get what else goes to the screen; every other name is that of a plan."""
ByCarer = Annotated[bool, typer.Option("--by-carer", help="Also the hours of each of ours before and after.")]


@app.command(epilog=ALSO, short_help="Who should best care for whom; writes a plan.")
def assign(
    account: OnlyAccount = None,
    tier: OnlyTier = None,
    never: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS:THEIRS", help="These two are out of the question; repeatable."),
    ] = None,
    group: Group = False,
    by_carer: ByCarer = False,
) -> None:
    """Who of ours should best care for whom: within everybody's hours, on the right level, with deputies.

    Who cares today stays unless level, hours or leaving speak against it. What cannot be staffed is listed
    with
    the reason. -o FILE.csv, FILE.xlsx or FOLDER writes the plan, which simulate and import read; nothing is
    changed until then. What weighs how much stands in the care policy under [assign].
    """
    from stakeholder_graph.cli.plan_tables import assignment_report, plan_rows
    from stakeholder_graph.gaps.choosing import TIERS

    if tier is not None:
        choice("--tier", tier, TIERS)
    pairs = [_pair(text) for text in never or ()]
    target = COMMON.file
    as_plan = target is not None and target.suffix.lower() not in TEXT_ENDINGS
    with opened(group=group) as graph:
        found = graph.assign(account=account, tier=tier, never=pairs)
        if as_plan and target is not None:
            written = graph.write_plan(found, target)
        elif COMMON.format == "csv":
            emit_rows(*plan_rows(found, graph.records))
            return
    if as_plan:
        COMMON.output = None  # the result itself goes to the screen
    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language, by_carer=by_carer))
    else:
        emit(assignment_report(found, by_carer=by_carer, planned=as_plan))
    if as_plan:
        COMMON.note(word("written", file=written[0]))
        COMMON.note(word("plan_next", file=target))


def _pair(text: str) -> tuple[str, str]:
    own, colon, other = text.partition(":")
    if not (colon and own.strip() and other.strip()):
        raise typer.BadParameter(f"--never {text!r}: give two people, as OURS:THEIRS")
    return own.strip(), other.strip()


@app.command(epilog=ALSO, short_help="What a plan would bring; changes nothing.")
def simulate(
    plan: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLAN...", help="A plan: a file .csv or .xlsx, or a folder, as assign -o writes."
        ),
    ],
    group: Group = False,
    by_carer: ByCarer = False,
) -> None:
    """What a plan would bring: which gaps it closes and which it opens, hours and cost before and after.

    A plan is read exactly as import would: assignments, measures with guests, or any of our tables.
    Nothing is written; import PLAN carries it out.
    """
    from stakeholder_graph.cli.plan_tables import flat, simulation_report
    from stakeholder_graph.errors import ImportRefused

    file = COMMON.file
    if file and file.exists() and any(part.exists() and part.samefile(file) for part in plan):
        raise ImportRefused(str(file), "is the plan itself, which -o would overwrite", "name another file")
    with opened(group=group) as graph:
        found = graph.simulate(*plan)
    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language, by_carer=by_carer))
    elif COMMON.format == "csv":
        emit_rows(*flat(found))
    else:
        emit(simulation_report(found, by_carer=by_carer, plan=plan[0]))
