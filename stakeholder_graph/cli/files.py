"""Commands that read and write files: template, import, check, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.import_options import (
    AnyCompany,
    FromName,
    Mapping,
    MaybeSources,
    Own,
    OwnerCares,
    Sources,
    Whose,
    WithSubject,
)
from stakeholder_graph.cli.missing import refuse_target
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.output import emit, emit_json, spare
from stakeholder_graph.cli.words import number, word

if TYPE_CHECKING:
    from stakeholder_graph.exchange.importing import Options
    from stakeholder_graph.exchange.report import ImportReport
    from stakeholder_graph.graph import StakeholderGraph


def _mapping(file: Path | None) -> dict[str, Any] | None:
    from stakeholder_graph.exchange.mapping.describing import read_mapping

    return None if file is None else read_mapping(file)


def _options(
    from_name: str | None, mapping: Path | None, own: str | None, owner_cares: bool, **more: Any
) -> Options:
    from stakeholder_graph.exchange.importing import Options
    from stakeholder_graph.graph import policy_for

    policy = policy_for(COMMON.policy, COMMON.db)
    rules = policy.get("own")
    return Options(
        as_of=COMMON.day,
        from_name=from_name,
        mapping=_mapping(mapping),
        own=own or rules["company"] or None,
        own_domains=tuple(rules["domains"]),
        owner_cares=owner_cares,
        **more,
    )


def _progress() -> Callable[[str], None] | None:
    """Who is told how the reading goes; it tells in English, so that German readers get one line instead."""
    if COMMON.language == "en":
        return COMMON.note
    COMMON.note(word("importing"))
    return None


def _report(report: ImportReport, graph: StakeholderGraph | None = None, todo: Path | None = None) -> None:
    """The report of an import; with the graph also what is missing in it now, in a workbook too if wanted."""
    from stakeholder_graph.cli.missing import missing_lines, missing_shape, written
    from stakeholder_graph.exchange.rendering import render_report

    if COMMON.format == "json":
        emit_json(report.as_dict() | (missing_shape(graph) if graph else {}))
    else:
        told = render_report(report, verbose=COMMON.verbose, language=COMMON.language)
        missing = missing_lines(graph, asked=todo is not None) if graph and not COMMON.quiet else []
        emit("\n\n".join([told, *missing]))
    if graph and todo:
        written(graph, todo)


def _undo(sources: list[Path] | None) -> None:
    """Take back the import that was interrupted, and say how much that was."""
    if sources:
        raise typer.BadParameter("--undo takes back what was interrupted, whatever it was: name no files")
    with opened(warn=False) as graph:
        undone = graph.undo_import()
    if COMMON.format == "json":
        emit_json(asdict(undone))
        return
    removed, restored = number(undone.removed), number(undone.restored)
    lines = [word("undone", name=undone.name, removed=removed, restored=restored)]
    if undone.kept:
        lines.append(word("undone_kept", kept=number(undone.kept)))
    emit("\n".join(lines))


@app.command("import", epilog=ALSO, short_help="Bring files or exports into the database.")
def import_(
    context: typer.Context,
    sources: MaybeSources = None,
    from_name: FromName = None,
    mapping: Mapping = None,
    own: Own = None,
    owner_cares: OwnerCares = False,
    whose: Whose = None,
    any_company: AnyCompany = False,
    with_subject: WithSubject = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report; write nothing.")] = False,
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help="Take the good rows when others have faults.")
    ] = False,
    end_missing: Annotated[
        bool,
        typer.Option(
            "--end-missing", help="End, as of yesterday, what these files no longer hold; else it is listed."
        ),
    ] = False,
    into_existing: Annotated[
        bool,
        typer.Option("--into-existing", help="Write also to a server that holds other data, beside it."),
    ] = False,
    todo: Annotated[
        Path | None,
        typer.Option(metavar="FILE.xlsx", help="Write what is missing afterwards as a workbook to fill in."),
    ] = None,
    undo: Annotated[
        bool,
        typer.Option("--undo", help="Take back an import into a server that was interrupted; no SOURCE."),
    ] = False,
) -> None:
    """Bring files or exports into the database: every row accounted for, all or nothing.

    Takes our own tables (see template and todo), exports of Salesforce, HubSpot, Dynamics 365, Pipedrive,
    SuiteCRM and EspoCRM, and the contacts of LinkedIn, Google and Outlook, recognised by their headers, as
    CSV or .xlsx; any other table with --mapping; calendars (.ics) and mails (mbox, .eml): who, when, with
    whom, never what. Repeating an import changes nothing. A fault stops everything unless --skip-faulty; a
    note never does. Then it is told what is missing for which check. A server takes more than 200,000 rows
    in steps: if that is interrupted, every command says so until the import was repeated, or taken back with
    --undo.
    """
    if undo:
        _undo(sources)
        return
    if not sources:
        raise typer.BadParameter("name the files, or folders of them", ctx=context, param_hint="SOURCE...")
    from stakeholder_graph.exchange.importing import check as check_files
    from stakeholder_graph.storage import is_new

    spare(sources)
    if todo is not None:
        refuse_target(todo)
    options = _options(
        from_name,
        mapping,
        own,
        owner_cares,
        whose=whose,
        any_company=any_company,
        with_subject=with_subject,
        dry_run=dry_run,
        skip_faulty=skip_faulty,
        end_missing=end_missing,
    )
    if dry_run and is_new(COMMON.db):
        _report(check_files(sources, options, _progress()))
        return
    with _imported(sources, options, into_existing) as (graph, report):
        _report(report, None if dry_run else graph, todo)


@contextmanager
def _imported(
    sources: list[Path], options: Options, into_existing: bool
) -> Iterator[tuple[StakeholderGraph, ImportReport]]:
    """The graph after the import, and its report; a database that is new goes when the import fails."""
    from stakeholder_graph.exchange.importing import FaultsFound
    from stakeholder_graph.storage import forget_new, is_new

    new = is_new(COMMON.db)
    with ExitStack() as stack:
        try:
            graph = stack.enter_context(opened(create=True, into_existing=into_existing, warn=False))
            report = graph.import_files(sources, options, _progress())
        except BaseException as error:
            stack.close()
            if new:
                forget_new(COMMON.db)
            if isinstance(error, FaultsFound):
                _report(error.report)
                if COMMON.format == "json":
                    raise typer.Exit(1) from error
            raise
        yield graph, report


@app.command(epilog=ALSO, short_help="Report on files as import would; without a database.")
def check(
    sources: Sources,
    from_name: FromName = None,
    mapping: Mapping = None,
    own: Own = None,
    owner_cares: OwnerCares = False,
    whose: Whose = None,
    any_company: AnyCompany = False,
    with_subject: WithSubject = False,
) -> None:
    """The report that import would give, without any database; exit code 1 when there are faults."""
    from stakeholder_graph.exchange.importing import check as check_files

    spare(sources)
    options = _options(
        from_name, mapping, own, owner_cares, whose=whose, any_company=any_company, with_subject=with_subject
    )
    report = check_files(sources, options, _progress())
    _report(report)
    if report.faults:
        raise typer.Exit(1)


@app.command(epilog=ALSO, short_help="Write the empty import form.")
def template(
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="A workbook (FILE.xlsx), or a folder for CSV files.")
    ],
) -> None:
    """Write the empty import form: one sheet or file for each kind, with help and allowed values."""
    from stakeholder_graph.exchange.template import template as write_template

    for path in write_template(target, COMMON.language):
        COMMON.note(word("written", file=path))


@app.command(epilog=ALSO, short_help="Write everything out, to be imported again.")
def export(
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="A folder, or a file .xlsx, .graphml, .json.")
    ],
) -> None:
    """Write everything out; importing it into an empty database gives the same graph."""
    with opened() as graph:
        for path in graph.export(target):
            COMMON.note(word("written", file=path))
