"""Which system a table comes from: each table goes to the source whose header fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache

from stakeholder_graph.errors import ImportRefused, UnknownName
from stakeholder_graph.exchange.canonical import Canonical
from stakeholder_graph.exchange.headers import column_key
from stakeholder_graph.exchange.reading import Source, SourceTable

SHOWN = 12  # columns of an unknown header


@cache
def all_sources() -> tuple[Source, ...]:
    """Every system that can be read. Our own files come last: many lists have a column of theirs too."""
    return (Canonical(),)


def source_named(name: str) -> Source:
    """The system that --from names. Raises UnknownName with the known ones."""
    for source in all_sources():
        if source.name == name:
            return source
    raise UnknownName(
        "--from", f"there is no source {name!r}", f"known are {', '.join(s.name for s in all_sources())}"
    )


def known_headers(sources: Sequence[Source] | None = None) -> set[str]:
    """All column names that any source knows, by which the header of a file is found."""
    return {
        name for source in sources or all_sources() for names in source.headers.values() for name in names
    }


def by_source(
    tables: Sequence[SourceTable], forced: Source | None = None
) -> list[tuple[Source, list[SourceTable]]]:
    """The tables of each system, in the order of `all_sources`; `forced` takes them all.

    Raises ImportRefused for the first table that nobody recognises: its file, its header, and the nearest
    files that are known.
    """
    sources = (forced,) if forced else all_sources()
    found: defaultdict[str, list[SourceTable]] = defaultdict(list)
    for table in tables:
        source = next((source for source in sources if source.recognises(table)), None)
        if source is None:
            raise _unknown(table, sources)
        found[source.name].append(table)
    return [(source, found[source.name]) for source in sources if source.name in found]


def _unknown(table: SourceTable, sources: Sequence[Source]) -> ImportRefused:
    header = ", ".join(table.header[:SHOWN]) + (" …" if len(table.header) > SHOWN else "")
    what = f"no known table; its header is {header}" if table.header else "no table in it"
    nearest = _nearest(table.header, sources)
    return ImportRefused(table.file, what, f"{nearest}, or describe it with --mapping")


def _nearest(header: Collection[str], sources: Sequence[Source]) -> str:
    """The known files that have most columns in common with this header, and what these are."""
    keys = {column_key(name) for name in header}
    ranked = []
    for source in sources:
        for file, columns in source.headers.items():
            shared = [name for name in columns if column_key(name) in keys]
            ranked.append((-len(shared), f"{source.name} {file}", shared, columns))
    ranked.sort(key=lambda entry: entry[0])
    if not ranked or not ranked[0][2]:
        return (
            f"known are {', '.join(sorted({name for _, name, _, _ in ranked}))}; give the columns their names"
        )
    near = [f"{name} (shares {', '.join(shared[:4])})" for count, name, shared, _ in ranked[:3] if count]
    return f"nearest are {', '.join(near)}: name the file or more of its columns like that"
