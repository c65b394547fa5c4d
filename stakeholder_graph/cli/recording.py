"""Commands that record one thing: care, measures, interim reports, actions."""

from __future__ import annotations

from datetime import date as day_type
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app, choice, read_day
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Who
from stakeholder_graph.cli.output import emit, emit_json, emit_rows
from stakeholder_graph.cli.words import joined, named, word

if TYPE_CHECKING:
    from stakeholder_graph.graph import StakeholderGraph
    from stakeholder_graph.recording.entry import Entered, Said


def _group(name: str, short: str) -> typer.Typer:
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=short)
    app.add_typer(group, name=name, short_help=short)
    return group


care = _group("care", "Say who of ours cares for whom, or no longer does.")
role = _group("role", "Say that somebody no longer plays a role in a decision.")
measure = _group("measure", "Record a measure with its guests, and check whom it suits.")
report = _group("report", "Record an interim report: what the care of somebody has brought.")
action = _group("action", "Record what follows from a report, and what came of it.")

Ours = Annotated[str, typer.Argument(metavar="OURS", help="One of ours, by id, name or part of it.")]
Theirs = Annotated[str, typer.Argument(metavar="THEIRS", help="Who is cared for, by id, name or part of it.")]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="A remark.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")]
Rating = Annotated[str | None, typer.Option(metavar="1..5", help="From 1, bad, to 5, very good.")]
Several = list[str] | None


def tell(entered: Entered) -> None:
    """Say in a sentence or two what was written; in the other formats the records."""
    if COMMON.format == "json":
        emit_json(entered.as_dict())
        return
    if COMMON.format == "csv":
        rows = [
            [row["record"], row["id"], name, value]
            for row in entered.records
            for name, value in row.items()
            if name not in ("record", "id")
        ]
        emit_rows(["record", "id", "property", "value"], rows)
        return
    lines = [_sentence(said) for said in entered.said]
    if not entered.records:
        lines = [word("entered_nothing")]
    elif entered.dry_run:
        lines.insert(0, word("entered_not"))
    emit(" ".join(lines))


def _sentence(said: Said) -> str:
    values = {name: _shown(name, value) for name, value in said.values.items()}
    return word(f"entered_{said.key}", **values)


def _shown(name: str, value: Any) -> Any:
    """Several names in one: A, B and C; roles in the reader's words."""
    if not isinstance(value, tuple):
        return value
    return joined([named("role", one) if name == "roles" else one for one in value])


def day_or_none(text: str | None) -> day_type | None:
    """The day of an option that may be left out."""
    return None if text is None else read_day(text)


@care.command("set", epilog=ALSO, short_help="Let one of ours care for somebody.")
def care_set(
    ours: Ours,
    theirs: Theirs,
    duty: Annotated[
        str | None,
        typer.Option(metavar="carer|deputy", help="What they are already, else carer, if not given."),
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day; else today.")] = None,
    contacts: Annotated[
        str | None, typer.Option(metavar="N", help="Contacts agreed per year, instead of the care policy's.")
    ] = None,
    current: Annotated[
        str | None, typer.Option(metavar="1..4", help="The relationship today: 1 vendor … 4 trusted advisor.")
    ] = None,
    desired: Annotated[
        str | None, typer.Option(metavar="1..4", help="The relationship that we want.")
    ] = None,
    note: Note = None,
    dry_run: DryRun = False,
) -> None:
    """One of ours cares for somebody from now on; care that is there already is changed in what you give.

    The same two with another duty: the earlier one ends the day before.
    """
    if duty is not None:
        choice("--duty", duty, ("carer", "deputy"))
    given = {"contacts": contacts, "current": current, "desired": desired, "note": note}
    with opened() as graph:
        entered = graph.care_set(ours, theirs, duty=duty, since=day_or_none(since), dry_run=dry_run, **given)
    tell(entered)


@care.command("end", epilog=ALSO, short_help="End the care of one of ours for somebody.")
def care_end(
    ours: Ours,
    theirs: Theirs,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The last day; else today.")] = None,
    dry_run: DryRun = False,
) -> None:
    """One of ours no longer cares for somebody; it stays as history."""
    with opened() as graph:
        entered = graph.care_end(ours, theirs, on=day_or_none(on), dry_run=dry_run)
    tell(entered)


@role.command("end", epilog=ALSO, short_help="End somebody's role at an account or in a deal.")
def role_end(
    who: Who,
    where: Annotated[str, typer.Argument(metavar="WHERE", help="The company, organisation or opportunity.")],
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Only this one, as decider; else all there.")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The last day; else today.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Somebody no longer plays a role at an account or in a deal; it stays as history."""
    with opened() as graph:
        entered = graph.role_end(who, where, role=role, on=day_or_none(on), dry_run=dry_run)
    tell(entered)


@measure.command("add", epilog=ALSO, short_help="Record a measure with hosts and guests.")
def measure_add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="customer_event, congress, social_invitation, visit, "
                                 "training, gift, hospitality or other.")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Its day.")] = None,
    status: Annotated[
        str | None, typer.Option(metavar="planned|approved|done|cancelled", help="planned if it is new.")
    ] = None,
    purpose: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")] = None,
    host: Annotated[Several, typer.Option(metavar="OURS", help="Who of ours hosts it; repeatable.")] = None,
    guest: Annotated[Several, typer.Option(metavar="WHO", help="Who is invited; repeatable.")] = None,
    attended: Annotated[Several, typer.Option(metavar="WHO", help="Who came; repeatable.")] = None,
    value: Annotated[str | None, typer.Option(metavar="MONEY", help="Value per head.")] = None,
    hours: Annotated[str | None, typer.Option(metavar="N", help="Hours of ours per head.")] = None,
    about: Annotated[Several, typer.Option(metavar="WHO", help="Whom it is about; repeatable.")] = None,
    dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Record a measure with its hosts and guests; one of that name and day gets what is new."""
    given = {
        "kind": kind, "status": status, "purpose": purpose, "hosts": host or (), "guests": guest or (),
        "attended": attended or (), "value": value, "hours": hours, "about": about or (),
    }  # fmt: skip
    with opened() as graph:
        entered = graph.measure_add(name, on=day_or_none(date), dry_run=dry_run, **given)
        doubts = _doubts(graph, entered)
    tell(entered)
    for doubt in doubts:
        COMMON.note(doubt)


def _doubts(graph: StakeholderGraph, entered: Entered) -> list[str]:
    """A line for each guest whom a measure that was just written does not suit, or not without approval."""
    measures = [row["id"] for row in entered.records if row["record"] == "Measure"]
    measures += [row["end"] for row in entered.records if row["record"] == "INVITED_TO"]
    if entered.dry_run or not measures:
        return []
    guests = graph.measure_check(measures[0]).guests
    return [
        word("measure_doubt", name=guest.name, why=reason.phrase.text(COMMON.language, graph.policy))
        for guest in guests
        for reason in guest.reasons
        if reason.verdict != "fits"
    ]


@report.command("add", epilog=ALSO, short_help="Record an interim report.")
def report_add(
    by: Annotated[str, typer.Option(metavar="OURS", help="Who of ours wrote it.")],
    about: Annotated[
        Several, typer.Argument(metavar="ABOUT...", help="The people, or the measure, that it is about.")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Its day; else today.")] = None,
    sympathy: Rating = None,
    trust: Rating = None,
    competence: Rating = None,
    competitor_resistance: Rating = None,
    loyalty: Rating = None,
    price_tolerance: Rating = None,
    negotiation_climate: Rating = None,
    result: Annotated[str | None, typer.Option(metavar="TEXT", help="What came of it.")] = None,
    finding: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What we have learnt, and must act upon.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Record an interim report; the same author's report of that day on the same people is corrected."""
    ratings = {
        "sympathy": sympathy, "trust": trust, "competence": competence, "loyalty": loyalty,
        "competitor_resistance": competitor_resistance, "price_tolerance": price_tolerance,
        "negotiation_climate": negotiation_climate,
    }  # fmt: skip
    with opened() as graph:
        entered = graph.report_add(
            about or (),
            by,
            on=day_or_none(date),
            ratings=ratings,
            result=result,
            finding=finding,
            dry_run=dry_run,
        )
    tell(entered)
