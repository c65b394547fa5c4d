"""The graph as JSON, and what the graph files have in common: rows of values, checked one by one."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import polars as pl

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.model.ontology import Ontology, Property, ontology
from stakeholder_graph.model.records import Records, nodes_of, relationship_id, relationships_of

Row = dict[str, Any]
EXPORT_AGAIN = "export it again, or import the tables that it comes from"
LARGEST_INTEGER = 2**63


def node_rows(records: Records, label: str, model: Ontology) -> Iterator[Row]:
    """Yield each node of a kind: its id and the properties that are not empty, several values as a list."""
    table = records.nodes.get(label)
    if table is not None:
        for row in table.iter_rows(named=True):
            yield _filled(row, model.nodes[label].properties)


def relationship_rows(records: Records, name: str, model: Ontology) -> Iterator[Row]:
    """Yield each relationship of a type: from, to, its id where it does not follow, and its properties."""
    table = records.relationships.get(name)
    if table is None:
        return
    kind = model.relationships[name]
    given = pl.when(pl.col("id") != relationship_id(kind)).then("id").alias("id")
    table = table.select(pl.col("start").alias("from"), pl.col("end").alias("to"), given, *kind.properties)
    for row in table.iter_rows(named=True):
        yield _filled(row, kind.properties)


def _filled(row: Row, properties: Mapping[str, Property]) -> Row:
    filled = {}
    for name, value in row.items():
        if value is None:
            continue
        several = name in properties and properties[name].kind == "texts"
        filled[name] = value.split(";") if several else value
    return filled


def write_json(records: Records, path: Path, model: Ontology | None = None) -> None:
    """Write {"nodes": {kind: [...]}, "relationships": {type: [...]}}, one record a line. O(rows)."""
    model = model or ontology()
    nodes = ((label, node_rows(records, label, model)) for label in model.nodes)
    ties = ((name, relationship_rows(records, name, model)) for name in model.relationships)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"nodes": {')
        _write_lists(file.write, nodes)
        file.write('},\n"relationships": {')
        _write_lists(file.write, ties)
        file.write("}}\n")


def _write_lists(write: Callable[[str], object], lists: Iterable[tuple[str, Iterator[Row]]]) -> None:
    before = "\n"
    for name, rows in lists:
        lines = ",\n  ".join(
            json.dumps(row, ensure_ascii=False, allow_nan=False, default=str) for row in rows
        )
        if lines:
            write(f"{before}{json.dumps(name)}: [\n  {lines}]")
            before = ",\n"


def read_json(path: Path, model: Ontology | None = None) -> Records:
    """Read the graph that `export` wrote as JSON.

    Raises ImportRefused, saying where, for anything that such a file does not hold. O(rows).
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except (OSError, ValueError, RecursionError) as error:
        raise ImportRefused(str(path), f"this is no JSON that can be read ({error})", EXPORT_AGAIN) from error
    if not isinstance(data, dict) or not data.keys() <= {"nodes", "relationships"} or not data:
        what = "this is no graph: it has other parts than nodes and relationships"
        raise ImportRefused(str(path), what, EXPORT_AGAIN)
    reader = RowReader(path, model or ontology())
    for part in ("nodes", "relationships"):
        kinds = data.get(part, {})
        for kind, rows in kinds.items() if isinstance(kinds, dict) else [("", kinds)]:
            if not isinstance(rows, list) or not isinstance(kinds, dict):
                reader.refuse(f"{part} {kind}".strip(), "is no list of records")
            for place, row in enumerate(rows, start=1):
                where = f"{kind} {place}"
                if not isinstance(row, dict):
                    reader.refuse(where, "is no record")
                reader.add(part, kind, row, where)
    return reader.records()


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


class RowReader:
    """Collects rows of values, each checked against the ontology, and makes records of them."""

    def __init__(self, path: Path, model: Ontology) -> None:
        self._path = path
        self._model = model
        self._nodes: dict[str, list[Row]] = {}
        self._ties: dict[str, list[Row]] = {}

    def refuse(self, where: str, problem: str) -> NoReturn:
        """Raise ImportRefused for what is wrong at this place."""
        raise ImportRefused(str(self._path), f"{where}: {problem}", "correct it, or " + EXPORT_AGAIN)

    def add(self, part: str, kind: str, row: Mapping[str, Any], where: str) -> None:
        """Take one row of a node (`part` "nodes") or of a relationship, whose ends are `from` and `to`."""
        kinds: Mapping[str, Any] = self._model.nodes if part == "nodes" else self._model.relationships
        if kind not in kinds:
            self.refuse(where, f"there is no kind {kind!r} among {part}")
        ends = {"id": "id"} if part == "nodes" else {"id": "id", "from": "start", "to": "end"}
        properties: Mapping[str, Property] = kinds[kind].properties
        values: Row = {}
        for name, value in row.items():
            if name in ends:
                values[ends[name]] = self._value(Property(name), value, f"{where}, {name}")
            elif name in properties:
                values[name] = self._value(properties[name], value, f"{where}, {name}")
            else:
                self.refuse(where, f"there is no property {name!r}")
        for name in ("id",) if part == "nodes" else ("from", "to"):
            if ends[name] not in values:
                self.refuse(where, f"{name} is missing")
        for item in properties.values():
            if item.required and item.name not in values:
                self.refuse(where, f"{item.name} is missing")
        (self._nodes if part == "nodes" else self._ties).setdefault(kind, []).append(values)

    def records(self) -> Records:
        """Return all rows as records."""
        return Records(
            {label: nodes_of(label, rows, self._model) for label, rows in self._nodes.items()},
            {name: relationships_of(name, rows, self._model) for name, rows in self._ties.items()},
        )

    def _value(self, item: Property, value: Any, where: str) -> Any:
        problem = _problem(item, value)
        if problem:
            self.refuse(where, problem)
        if item.kind == "texts":
            return ";".join(sorted(set(value)))
        return date.fromisoformat(value) if item.kind == "date" else value


def _problem(item: Property, value: Any) -> str:
    """Say what is wrong with a value, "" when nothing is."""
    texts = value if item.kind == "texts" and isinstance(value, list) else [value]
    match item.kind:
        case "text" | "texts":
            if not texts or not all(isinstance(text, str) and text for text in texts):
                return "is no text"
            wrong = [text for text in texts if item.allowed and text not in item.allowed]
            return f"{wrong[0]!r} is not one of {', '.join(item.allowed)}" if wrong else ""
        case "boolean":
            return "" if isinstance(value, bool) else "is neither true nor false"
        case "date":
            return "" if _is_day(value) else "is no day like 2026-01-31"
        case "integer":
            fits = isinstance(value, int) and -LARGEST_INTEGER <= value < LARGEST_INTEGER
        case _:
            fits = isinstance(value, int | float) and math.isfinite(value)
    if not fits or isinstance(value, bool):
        return "is no whole number" if item.kind == "integer" else "is no number"
    low = item.minimum is not None and value < item.minimum
    high = item.maximum is not None and value > item.maximum
    return (
        f"{value} is less than {item.minimum:g}"
        if low
        else f"{value} is more than {item.maximum:g}"
        if high
        else ""
    )


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
