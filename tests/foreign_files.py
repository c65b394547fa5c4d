"""Exports of other systems with invented people: read as an import reads them, and looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_graph.exchange.importing import Options, import_files
from stakeholder_graph.exchange.loading import files_of, load
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.exchange.reading import Context, Reading
from stakeholder_graph.exchange.recognise import all_sources, by_source, known_headers
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage import open_store
from tests.salesforce_files import accounts
from tests.small_files import write_files

TODAY = date(2026, 11, 23)
OURS = "company:pusteblume pumpen ag"


def read_system(
    folder: Path, system: str, *, existing: Records | None = None, mapping: str | None = None, **how: Any
) -> Reading:
    """What the system that is recognised by the headers makes of all files of a folder; there is only one."""
    content = None
    if mapping is not None:
        file = folder.parent / f"{folder.name}.toml"
        file.write_text(mapping, encoding="utf-8")
        content = read_mapping(file)
    sources = all_sources(content)
    tables = load(files_of([folder]), known_headers(sources))
    found, strangers = by_source(tables, sources)
    assert not strangers, [str(unread.error) for unread in strangers]
    assert [source.name for source, _ in found] == [system]
    how.setdefault("own", "Pusteblume Pumpen AG")
    reading = found[0][0].read(found[0][1], Context(existing or Records(), TODAY, **how))
    accounts(reading)  # the sum must come out
    return reading


def read_texts(folder: Path, system: str, texts: dict[str, str], **how: Any) -> Reading:
    """The same for texts that become files of one folder."""
    return read_system(write_files(folder / "export", **texts), system, **how)


def imported_twice(folder: Path, files: Path, **how: Any) -> tuple[ImportReport, ImportReport]:
    """The reports of importing the same files into a new database, and again a day later.

    The second must change nothing at all.
    """
    options = {"own": "Pusteblume Pumpen AG", **how}
    with open_store(folder / "twice.db", create=True) as store:
        first = import_files(store, [files], Options(TODAY, **options))
        before = store.read()
        again = import_files(store, [files], Options(date(2026, 11, 24), **options))
        after = store.read()
    for name, table in {**before.nodes, **before.relationships}.items():
        now = after.nodes.get(name, after.relationships.get(name))
        assert now is not None
        assert now.sort("id").equals(table.sort("id")), name
    assert after.counts() == before.counts()
    assert [file.taken for file in again.files] == [0] * len(again.files), again.files
    assert all(file.complete for file in (*first.files, *again.files))
    assert not [note for note in again.notes if "no longer in the export" in note.problem]
    return first, again


def said(reading: Reading) -> list[tuple[str, int | None, str | None, str | None, str, int]]:
    """Kind, row, column, value, problem and count of everything that is said of a value or a link.

    What is said of any import of a system (columns not taken, ids made, own company) is left out.
    """
    always = (
        "columns not taken",
        "no id; made",
        "our company stands",
        "taken as",
        "without job title",
        "one owner",
    )
    return [
        (entry.kind, entry.row, entry.column, entry.value, entry.problem, entry.count)
        for entry in sorted(reading.problems, key=lambda entry: (entry.file, entry.row or 0, entry.problem))
        if not any(words in entry.problem for words in always) and "candidate" not in entry.problem
    ]
