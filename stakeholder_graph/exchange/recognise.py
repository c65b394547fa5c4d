"""Which system a table comes from: each table goes to the source whose header fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from stakeholder_graph.errors import ImportRefused, UnknownName
from stakeholder_graph.exchange.canonical import Canonical
from stakeholder_graph.exchange.headers import column_key, form_named, forms
from stakeholder_graph.exchange.mapping.declared import declared_sources
from stakeholder_graph.exchange.mapping.source_of_anything import sources_of_anything
from stakeholder_graph.exchange.reading import Source, SourceTable, UnreadFile
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.exchange.todo import Todo

SHOWN = 12  # columns of an unknown header
NEAR = 3  # known files that are named beside it
MISTYPED = 80  # of 100: this alike are a column's name and the same mistyped
NOTHING_NEAR = "give it the columns of a known table"
DESCRIBE = (
    "or describe it with --mapping: mapping suggest writes a first one, mapping known lists what needs none"
)
HELP_SHEETS = ("Help", "Hilfe")
"""The sheet of our own form that explains its columns; it holds no data."""


def all_sources(mapping: Mapping[str, Any] | None = None) -> tuple[Source, ...]:
    """Every system that can be read, after our own workbook of what is missing that of a user's --mapping.

    Our own files come last: many lists have a column of theirs too.
    """
    return (Todo(), *sources_of_anything(mapping), *declared_sources(mapping), Canonical())


def source_named(name: str, sources: Sequence[Source] | None = None) -> Source:
    """The system that --from names. Raises UnknownName with the known ones."""
    known = sources or all_sources()
    for source in known:
        if source.name == name:
            return source
    raise UnknownName(
        "--from", f"there is no source {name!r}", f"known are {', '.join(source.name for source in known)}"
    )


def known_headers(sources: Sequence[Source] | None = None) -> set[str]:
    """All column names that any source knows, by which the header of a file is found."""
    known = {
        name for source in sources or all_sources() for names in source.headers.values() for name in names
    }
    return known | {name.replace("_", " ") for name in known}


def tables_among(
    tables: Sequence[SourceTable], sources: Sequence[Source], named: Collection[str], *, alone: bool = True
) -> tuple[list[SourceTable], list[Problem]]:
    """The tables without what merely lies beside them; a note for each.

    That is a text in the same folder, such as a licence, and a sheet of notes in the workbook of our tables.

    The help in our own form goes without a note.
    `named` are the files that the user names: those are always meant as tables. Where nothing else
    is there, all are; `alone` is False when there are other files beside these tables.
    """
    tables = [table for table in tables if table.separator or table.stem not in HELP_SHEETS] or tables
    strangers = [table for table in tables if not any(source.recognises(table) for source in sources)]
    books = {_workbook(table) for table in tables if not table.separator and table not in strangers}
    aside = [
        table
        for table in strangers
        if (table.file.lower().endswith(".txt") and table.file not in named)
        or (not table.separator and _workbook(table) in books and not form_named(table.stem))
    ]
    if alone and len(aside) == len(tables):
        return list(tables), []
    hints = {"a text": "name the file itself if it is one", "a sheet": "give it our columns if it is one"}
    notes = [
        Problem("note", table.file, None, None, None, f"{what}, no known table; left aside", hints[what])
        for table in aside
        for what in ["a text" if table.separator else "a sheet"]
    ]
    return [table for table in tables if table not in aside], notes


def _workbook(table: SourceTable) -> str:
    return table.file.removesuffix(f"/{table.stem}")


def by_source(
    tables: Sequence[SourceTable], sources: Sequence[Source] | None = None
) -> tuple[list[tuple[Source, list[SourceTable]]], list[UnreadFile]]:
    """The tables of each system, in the order in which to read them; the first that knows a table gets it.

    Those that nobody recognises are returned too, each with its header and the nearest files that are known.
    """
    sources = sources or all_sources()
    found: defaultdict[int, list[SourceTable]] = defaultdict(list)  # two may have the name of one mapping
    strangers: list[UnreadFile] = []
    for table in tables:
        place = next((place for place, source in enumerate(sources) if source.recognises(table)), None)
        if place is None:
            first = strangers[0].file if strangers else None
            strangers.append(UnreadFile(table.file, table.stem, _unknown(table, sources, first), table))
        else:
            found[place].append(table)
    # somebody's own address book or list comes after all lists of the company: whom these name, it finds
    personal = {place: bool(getattr(sources[place], "personal", False)) for place in found}
    order = sorted(found, key=lambda place: (personal[place], place))
    return [(sources[place], found[place]) for place in order], strangers


def _unknown(table: SourceTable, sources: Sequence[Source], first: str | None) -> ImportRefused:
    """Why a table cannot be read; how to describe one is said once, at the first that nobody knows."""
    header = ", ".join(table.header[:SHOWN]) + (" …" if len(table.header) > SHOWN else "")
    if not table.header:
        return ImportRefused(table.file, "no table in it", "put a line of titles and the rows there")
    near = _nearest(table.header, sources)
    hint = near or (NOTHING_NEAR if first is None else f"as for {PurePath(first).name}")
    return ImportRefused(
        table.file,
        f"no known table; its header is {header}",
        f"{hint}, {DESCRIBE}" if first is None else hint,
    )


def _nearest(header: Collection[str], sources: Sequence[Source]) -> str:
    """The few known files that have most columns in common with this header, or alike; else ""."""
    keys = {column_key(name) for name in header}
    ranked = []
    for source in reversed(sources):  # our own files first, where several are as near
        for file, columns in source.headers.items():
            shared = [name for name in columns if column_key(name) in keys]
            ranked.append((-len(shared), f"{source.name} {file}", shared, _lacking(source, file, header)))
    ranked.sort(key=lambda entry: entry[0])
    near = [
        f"{name} (shares {', '.join(some[:4])}{lacks})" for count, name, some, lacks in ranked[:NEAR] if count
    ]
    if not near:
        return _alike(keys, sources)
    return f"nearest are {', '.join(near)}: name the file or more of its columns like that"


def _alike(keys: Collection[str], sources: Sequence[Source]) -> str:
    """The columns that are written nearly like some of these, each with its file; "" where none is."""
    from rapidfuzz import fuzz, process  # only where nobody knows a table

    known = {
        (f"{source.name} {file}", name): column_key(name)
        for source in reversed(sources) for file, columns in source.headers.items() for name in columns
    }  # fmt: skip
    found: dict[str, tuple[str, str]] = {}
    for key in sorted(keys):
        if hit := process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=MISTYPED):
            found.setdefault(hit[2][1], (key, hit[2][0]))
    listed = [f"{name} ({file}) for {key}" for name, (key, file) in sorted(found.items())[:NEAR]]
    return f"did you mean {', '.join(listed)}? Correct the titles" if listed else ""


def _lacking(source: Source, file: str, header: Collection[str]) -> str:
    """What one of our own files cannot do without, where the header does not have it."""
    form = forms().get(file) if source.name == Canonical.name else None
    lacks = form.lacks(form.found(header)) if form else ()
    return f"; needs a column {' and '.join(lacks)}" if lacks else ""
