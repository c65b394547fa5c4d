"""Importing: all files read together, checked, and written at once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.accounting import prove_accounts
from stakeholder_graph.exchange.gathering import Gathered, fault_of, gather, report_of
from stakeholder_graph.exchange.graphs import is_graph, read_graph
from stakeholder_graph.exchange.headers import is_rows_of_links
from stakeholder_graph.exchange.interactions.recognise import Kind, kind_of
from stakeholder_graph.exchange.interactions.together import read_interactions
from stakeholder_graph.exchange.known_as import as_kept, known_as
from stakeholder_graph.exchange.loading import files_of
from stakeholder_graph.exchange.merging import accounted, merge, replaced
from stakeholder_graph.exchange.missing import find_missing
from stakeholder_graph.exchange.moves import settle_moves
from stakeholder_graph.exchange.origin import origin_of
from stakeholder_graph.exchange.own import settle_own_company
from stakeholder_graph.exchange.reading import Context, Reading, SourceTable, UnreadFile
from stakeholder_graph.exchange.receiver import Receiver, Refuse, TitleReader
from stakeholder_graph.exchange.recognise import all_sources, source_named
from stakeholder_graph.exchange.report import FileReport, ImportReport, Move, Problem
from stakeholder_graph.model.records import Records

Progress = Callable[[str], None]


class FaultsFound(ImportRefused):
    """The files have faults, so nothing was written; `report` has all of them."""

    def __init__(self, report: ImportReport) -> None:
        first = report.faults[0]
        place = first.file if first.row is None else f"{first.file} row {first.row}"
        several = "1 fault" if len(report.faults) == 1 else f"{len(report.faults)} faults"
        where = "" if first.row is None else f"{first.column or 'row'}: "
        said = " ".join(f"{where}{first.problem}".split())  # titles of columns may have line breaks
        others = any(file.rows > file.reported for file in report.files)
        next_step = "correct them, or take the other rows with --skip-faulty" if others else "correct them"
        super().__init__(place, f"{several}, nothing was written; the first: {said}", next_step)
        self.report = report


@dataclass(frozen=True)
class Options:
    """How an import is meant: see `import_files`."""

    as_of: date
    from_name: str | None = None
    mapping: Mapping[str, Any] | None = None
    own: str | None = None
    own_domains: tuple[str, ...] = ()
    owner_cares: bool = False
    skip_faulty: bool = False
    end_missing: bool = False
    dry_run: bool = False
    whose: str | None = None
    any_company: bool = False
    with_subject: bool = False


def check(sources: Sequence[Path], options: Options, progress: Progress | None = None) -> ImportReport:
    """Say what an import of these files would report, without any database.

    Names and ids that only a database knows count as unknown. Faults are in the report, also for a file that
    cannot be read; ImportRefused is raised where it is the only one, or is not there. O(rows).
    """
    return _prepare(sources, Records(), options, progress or _silent).report


def import_files(
    store: Receiver, sources: Sequence[Path], options: Options, *, progress: Progress | None = None,
    read_titles: TitleReader | None = None, refuse: Refuse | None = None,
) -> ImportReport:  # fmt: skip
    """Bring files into the database: whole, or not at all.

    Everything is read together, so that a name in one file is found in another or in the database. Rows that
    are there already change nothing. What these files brought before and hold no more is listed, and ends
    yesterday with `end_missing`. `read_titles` turns all records into the readings of their job titles;
    `refuse` is asked what changes and what there would be, and raises what it does not let in.

    Raises FaultsFound (with the report) when rows have faults or files cannot be read, unless `skip_faulty`
    or `dry_run`; ImportRefused where the only file cannot be read, or one is not there; StorageError from the
    store. O(rows of files and database).
    """
    say = progress or _silent
    say("reading the database")
    prepared = _prepare(sources, store.read(), options, say)
    if prepared.report.faults and not (options.skip_faulty and prepared.any_read):
        if options.dry_run:
            return prepared.report
        raise FaultsFound(prepared.report)
    if refuse:
        refuse(prepared.changed, prepared.everything)
    if options.dry_run:
        return prepared.report
    say("writing")
    if prepared.changed.counts() or store.unfinished:
        readings = read_titles(prepared.everything) if read_titles else None
        meant = repr(replace(options, as_of=date.min))
        store.write(
            prepared.changed,
            readings=readings,
            origin=origin_of(files_of(sources), meant) if store.in_steps else None,
            progress=lambda done, rows: say(f"writing: {done:,} of {rows:,} rows"),
        )
    return replace(prepared.report, written=True)


def foresee(
    existing: Records, sources: Sequence[Path], options: Options, progress: Progress | None = None
) -> tuple[Records, Records]:
    """What an import of these files would change, and everything as it would be; nothing is written.

    Raises FaultsFound and ImportRefused as `import_files` does. O(rows of files and database).
    """
    prepared = _prepare(sources, existing, options, progress or _silent)
    if prepared.report.faults:
        raise FaultsFound(prepared.report)
    return prepared.changed, prepared.everything


@dataclass
class _Prepared:
    report: ImportReport
    changed: Records
    everything: Records
    ended: int = 0
    moves: tuple[Move, ...] = ()
    any_read: bool = False


def _silent(_: str) -> None:
    pass


def _prepare(sources: Sequence[Path], existing: Records, options: Options, say: Progress) -> _Prepared:
    """Read, check and compare everything; nothing is written."""
    known = all_sources(options.mapping)
    if options.from_name:
        known = (source_named(options.from_name, known),)
    files = files_of(sources)
    say(f"reading {len(files)} file{'s' if len(files) > 1 else ''}")
    contacts = {path: kind for path in files if (kind := kind_of(path))}
    graphs = [path for path in files if is_graph(path) and path not in contacts]
    tables = [path for path in files if path not in contacts and path not in graphs]
    gathered = gather(tables, known, set(map(str, sources)))
    prepared = _Prepared(ImportReport((), (), {}, False), Records(), existing)
    reports, problems = _read_graphs(graphs, gathered, prepared, options)
    context = Context(
        existing, options.as_of, options.own, options.own_domains, options.owner_cares, options.skip_faulty,
        mapping=options.mapping, unread=tuple(gathered.unread), whose=options.whose,
        any_company=options.any_company, with_subject=options.with_subject,
    )  # fmt: skip
    for source, own_tables in gathered.by_source:
        say(f"checking {len(own_tables)} {source.name} table{'s' if len(own_tables) > 1 else ''}")
        reading = source.read(own_tables, replace(context, existing=known_as(prepared.everything).records))
        if reading.prevails:
            settle_own_company(reading, context)
        _take(reading, source.name, own_tables, prepared, options, existing)
        reports += reading.files
        problems += reading.problems
    addresses = _read_contacts(contacts, gathered, prepared, options, reports, problems)
    prepared.any_read = bool(reports)
    if len(files) == 1 and len(gathered.unread) == 1 and not prepared.any_read:
        raise gathered.unread[0].error
    problems += [*gathered.notes, *map(fault_of, gathered.unread)]
    reports += map(report_of, gathered.unread)
    prove_accounts(reports, gathered.tables)
    order = {table.file: place for place, table in enumerate(gathered.tables)}
    problems.sort(key=lambda problem: (order.get(problem.file, -1), problem.row or 0))
    counts = {name: count for name, count in prepared.report.counts.items() if count}
    in_order = sorted(reports, key=lambda report: order.get(report.file, -1))
    prepared.report = ImportReport(
        tuple(in_order), (*problems, *addresses), counts, False, prepared.ended, prepared.moves
    )
    return prepared


def _read_graphs(
    paths: Sequence[Path], gathered: Gathered, prepared: _Prepared, options: Options
) -> tuple[list[FileReport], list[Problem]]:
    """Take the exported graphs among the files; those that are none are unread."""
    reports: list[FileReport] = []
    problems: list[Problem] = []
    existing = prepared.everything
    for path in paths:
        try:
            table, graph = read_graph(path, prepared.everything)
        except ImportRefused as error:
            gathered.unread.append(UnreadFile(str(path), path.stem, error))
            continue
        gathered.tables.append(table)
        _take(graph, "canonical", [table], prepared, options, existing)
        reports += graph.files
        problems += graph.problems
    return reports, problems


def _read_contacts(
    files: Mapping[Path, Kind], gathered: Gathered, prepared: _Prepared, options: Options,
    reports: list[FileReport], problems: list[Problem],
) -> list[Problem]:  # fmt: skip
    """Take calendars and mails, when everybody is known; what is to be said of addresses comes last."""
    if not files:
        return []
    existing = prepared.everything
    read = read_interactions(
        files, existing, as_of=options.as_of, own_domains=options.own_domains, whose=options.whose,
        with_subject=options.with_subject,
    )  # fmt: skip
    gathered.unread += read.unread
    for system, tables, reading in read.readings:
        gathered.tables += tables
        _take(reading, system, tables, prepared, options, existing)
        reports += reading.files
        problems += reading.problems
    return read.addresses


def _take(
    reading: Reading, system: str, tables: Collection[SourceTable], prepared: _Prepared, options: Options,
    existing: Records,
) -> None:  # fmt: skip
    """Put what one system's files hold beside everything so far, and account for what was there already."""
    names = {table.file: table.short_name for table in tables} | dict(reading.names)
    as_kept(reading, known_as(prepared.everything).kept)
    moves = settle_moves(existing, reading, names, system, options.as_of)
    merged = merge(prepared.everything, reading, system, names, options.as_of)
    by_file = {table.file: table for table in tables}
    reading.files = [accounted(file, by_file[file.file], merged) for file in reading.files]
    lists = [table.file for table in tables if reading.prevails and not is_rows_of_links(table)]
    gone = find_missing(
        replaced(existing, moves.ended), reading, names, lists, system, options.as_of, options.end_missing
    )
    reading.problems += gone.notes
    ended = replaced(moves.ended, gone.ended)
    prepared.everything = replaced(merged.everything, ended)
    prepared.changed = replaced(replaced(prepared.changed, merged.changed), ended)
    prepared.ended += sum(ended.counts().values())
    prepared.moves += moves.moves
    for name, count in reading.records.counts().items():
        prepared.report.counts[name] = prepared.report.counts.get(name, 0) + count
