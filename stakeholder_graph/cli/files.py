"""Commands that read and write files: template, import, check, export."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import emit, emit_json
from stakeholder_graph.cli.words import word
from stakeholder_graph.errors import ImportRefused, StakeholderGraphError

if TYPE_CHECKING:
    from stakeholder_graph.exchange.importing import Options
    from stakeholder_graph.exchange.report import ImportReport

Sources = Annotated[list[Path], typer.Argument(metavar="SOURCE…", help="Files or folders.")]
FromName = Annotated[str | None, typer.Option("--from", metavar="NAME", help="Read as this source; else recognised by its header.")]
Mapping = Annotated[Path | None, typer.Option(metavar="FILE.toml", help="Describes any other table, or adds columns to a known one.")]
Own = Annotated[str | None, typer.Option(metavar="NAME", help="Our company, where the export does not name it.")]
OwnerCares = Annotated[bool, typer.Option("--owner-cares", help="Record owners become carers; else they are only counted.")]


def _mapping(file: Path | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImportRefused(str(file), f"the mapping cannot be read: {error}", "correct that file") from error


def _options(from_name: str | None, mapping: Path | None, own: str | None, owner_cares: bool, **more: bool) -> Options:
    from stakeholder_graph.exchange.importing import Options
    from stakeholder_graph.graph import policy_for

    policy = policy_for(COMMON.policy, COMMON.db)
    rules = policy.get("own")
    return Options(
        as_of=COMMON.as_of or date.today(), from_name=from_name, mapping=_mapping(mapping), own=own or rules["company"] or None,
        own_domains=tuple(rules["domains"]), owner_cares=owner_cares, **more,
    )  # fmt: skip


def _report(report: ImportReport) -> None:
    from stakeholder_graph.exchange.rendering import render_report

    if COMMON.format == "json":
        emit_json(report.as_dict())
    else:
        emit(render_report(report, verbose=COMMON.verbose))


@app.command("import")
def import_(
    sources: Sources,
    from_name: FromName = None,
    mapping: Mapping = None,
    own: Own = None,
    owner_cares: OwnerCares = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report; write nothing.")] = False,
    skip_faulty: Annotated[bool, typer.Option("--skip-faulty", help="Take the other rows when some have faults.")] = False,
    end_missing: Annotated[bool, typer.Option("--end-missing", help="End what these exports no longer hold.")] = False,
) -> None:
    """Bring files or exports into the database: every row accounted for, all or nothing."""
    from stakeholder_graph.exchange.importing import FaultsFound
    from stakeholder_graph.exchange.importing import check as check_files
    from stakeholder_graph.storage import file_of, forget_new

    options = _options(
        from_name, mapping, own, owner_cares, dry_run=dry_run, skip_faulty=skip_faulty, end_missing=end_missing
    )
    new = not file_of(COMMON.db).exists()
    if dry_run and new:
        _report(check_files(sources, options, COMMON.note))
        return
    try:
        with COMMON.open(create=True) as graph:
            report = graph.import_files(sources, options, COMMON.note)
    except StakeholderGraphError as error:
        if new:
            forget_new(COMMON.db)
        if isinstance(error, FaultsFound):
            _report(error.report)
            if COMMON.format == "json":
                raise typer.Exit(1) from error
        raise
    _report(report)


@app.command()
def check(
    sources: Sources, from_name: FromName = None, mapping: Mapping = None, own: Own = None, owner_cares: OwnerCares = False
) -> None:
    """The report of an import without any database; exit code 1 when there are faults."""
    from stakeholder_graph.exchange.importing import check as check_files

    report = check_files(sources, _options(from_name, mapping, own, owner_cares), COMMON.note)
    _report(report)
    if report.faults:
        raise typer.Exit(1)


@app.command()
def template(target: Annotated[Path, typer.Argument(metavar="FILE.xlsx|FOLDER", help="A workbook, or a folder for CSV files.")]) -> None:
    """Write the empty import form: one sheet or file a kind, with help and allowed values."""
    from stakeholder_graph.exchange.template import template as write_template

    for path in write_template(target, COMMON.language):
        COMMON.note(word("written", file=path))


@app.command()
def export(target: Annotated[Path, typer.Argument(metavar="TARGET", help="A folder, or a file .xlsx, .graphml, .json.")]) -> None:
    """Write everything out; importing it into an empty database gives the same graph."""
    with COMMON.open() as graph:
        for path in graph.export(target):
            COMMON.note(word("written", file=path))
