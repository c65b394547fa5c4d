"""Exports of Salesforce with invented people: short ids made whole, files read, rows looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_graph.exchange.loading import files_of, load
from stakeholder_graph.exchange.mapping.declared import declared_sources
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.exchange.reading import Context, Reading
from stakeholder_graph.exchange.recognise import known_headers
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records
from tests.small_files import brief, write_files

FILES = Path(__file__).resolve().parent / "files"
TODAY = date(2026, 11, 23)
ENDINGS = {
    "001": "IAA",
    "003": "IAA",
    "005": "IAA",
    "006": "IAA",
    "701": "IAA",
    "00Q": "MAA",
    "00T": "MAA",
    "00U": "MAA",
}
ADA, BODO = "003Aq000000000aIAA", "003Aq000000000AIAQ"  # in 15 characters only a capital tells them apart


def record(kind: str, number: int) -> str:
    """The id of a record in our files: ("003", 4) is 003Aq0000000004IAA."""
    return f"{kind}Aq{number:010d}{ENDINGS[kind]}"


def read(
    folder: Path, *, existing: Records | None = None, mapping: Path | None = None, **how: Any
) -> Reading:
    """What the source of Salesforce makes of all files of a folder, without store and import."""
    sources = declared_sources(read_mapping(mapping) if mapping else None)
    source = sources[0] if mapping else next(one for one in sources if one.name == "salesforce")
    tables = load(files_of([folder]), known_headers([source]))
    assert all(source.recognises(table) for table in tables)
    return source.read(tables, Context(existing or Records(), TODAY, **how))


def read_texts(
    folder: Path, *, mapping: str | None = None, existing: Records | None = None, **texts: str
) -> Reading:
    """The same for texts that become files of one folder."""
    written = None
    if mapping is not None:
        folder.mkdir(parents=True, exist_ok=True)
        written = folder / "mapping.toml"
        written.write_text(mapping, encoding="utf-8")
    return read(write_files(folder / "export", **texts), existing=existing, mapping=written)


def rows(reading: Reading, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """These columns of all records of one kind, in the order of the first column."""
    records = reading.records
    table = records.nodes.get(name) if name in ontology().nodes else records.relationships.get(name)
    return [] if table is None else sorted(table.select(columns).rows(), key=repr)


def notes(reading: Reading, file: str) -> list[tuple[int | None, str | None, str | None, str, int]]:
    """Row, column, value, problem and count of all notes on one file, in the order of rows."""
    found = [problem for problem in reading.problems if problem.kind == "note"]
    mine = [problem for problem in found if Path(problem.file).name == file]
    said = [(note.row, note.column, note.value, note.problem, note.count) for note in mine]
    return sorted(said, key=lambda note: (note[0] or 0, note[3]))


def faults(reading: Reading) -> list[tuple[Any, ...]]:
    """All faults in short."""
    return [brief(problem)[1:] for problem in reading.problems if problem.kind == "fault"]


def accounts(reading: Reading) -> dict[str, tuple[int, int, dict[str, int], int]]:
    """For each file: rows, taken, why rows were left out, reported; and the sum must come out."""
    assert all(file.complete for file in reading.files)
    return {
        Path(file.file).name: (file.rows, file.taken, file.why_left_out, file.reported)
        for file in reading.files
    }


def only(values: Sequence[Any]) -> Any:
    """The one value that there is."""
    (value,) = values
    return value
