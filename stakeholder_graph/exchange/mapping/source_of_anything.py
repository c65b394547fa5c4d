"""A mapping's tables whose rows are nodes or ties of any kind, as a source of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any

import polars as pl

from stakeholder_graph.exchange.canonical import read_forms
from stakeholder_graph.exchange.date_shapes import Order
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.headers import FROM_TO
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.anything import AnyTable, any_tables
from stakeholder_graph.exchange.mapping.parts import AGAIN, of_files, said_of_files
from stakeholder_graph.exchange.mapping.shaping import Shaped, shape
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW, Context, Reading, SourceTable
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

CREATED = "of "
"""Stands in the name of a table of nodes that are made from the ends of ties."""


def sources_of_anything(mapping: Mapping[str, Any] | None) -> tuple[SourceOfAnything, ...]:
    """The source of a mapping that has such tables; none else."""
    tables = any_tables(mapping or {})
    if mapping is None or not tables:
        return ()
    return (SourceOfAnything(mapping.get("name", "mapping"), tables, mapping.get("dates", {}).get("order")),)


@dataclass(frozen=True)
class SourceOfAnything:
    """Reads tables as a mapping describes them; each row may give records of several of its tables."""

    name: str
    tables: tuple[AnyTable, ...]
    order: Order | None = None

    @cached_property
    def headers(self) -> Mapping[str, Sequence[str]]:
        """The columns of each table that are taken, or by which it is known."""
        return {table.name: table.headers for table in self.tables}

    def recognises(self, table: SourceTable) -> bool:
        """Whether the header has all names by which one of the tables is known."""
        return bool(self._fitting(table))

    def _fitting(self, table: SourceTable) -> list[AnyTable]:
        header = set(map(header_key, table.header))
        return [
            described
            for described in self.tables
            if any(set(map(header_key, names)) <= header for names in described.recognise)
        ]

    def read(self, tables: Sequence[SourceTable], context: Context) -> Reading:
        """Read all tables together; a row with a fault in one of its records gives none of them. O(cells)."""
        shapes = [shape(table, each, self.order) for table in tables for each in self._fitting(table)]
        again = _without_repeated(shapes)
        shapes += _created(shapes, context.existing)
        parts = [(shaped.as_table(), shaped.described.form) for shaped in shapes if shaped.rows]
        files = {shaped.part: shaped.table.file for shaped in shapes}
        faulty: dict[str, set[int]] = {}
        while True:
            # What is wrong with one record of a row is wrong with the row: its others are not taken either
            ledger = Ledger(headers={shaped.part: _written(shaped) for shaped in shapes})
            ledger.faulty.update({part: set(faulty.get(file, ())) for part, file in files.items()})
            records = read_forms(parts, ledger, context)
            found: defaultdict[str, set[int]] = defaultdict(set)
            for part, file in files.items():
                found[file] |= ledger.faulty[part]
            if found == faulty or not any(found.values()):
                break
            faulty = dict(found)
        whole = _account(shapes, tables, ledger, again)
        _note_columns(tables, shapes, whole)
        short = {PurePath(part).name: PurePath(file).name for part, file in files.items()}
        problems = [
            replace(
                problem, file=files[problem.file], problem=said_of_files(problem.problem, short) or "",
                hint=said_of_files(problem.hint, short) or "",
            )
            for problem in ledger.problems
        ]  # fmt: skip
        problems += [*whole.problems, *(problem for table in tables for problem in table.problems)]
        given = {shaped.part: "source" in shaped.written for shaped in shapes}
        of_ours = Records(
            of_files(_unstated(records.nodes, given), files),
            of_files(_unstated(records.relationships, given), files),
        )
        return Reading(of_ours, [whole.report(table, self.name) for table in tables], problems)


def _written(shaped: Shaped) -> Mapping[str, str]:
    """How the file calls the columns that the checks call by our own names."""
    return {target: names[0] for target, names in shaped.written.items()}


def _unstated(tables: Mapping[str, pl.DataFrame], given: Mapping[str, bool]) -> dict[str, pl.DataFrame]:
    """The records without a source, where the file gives none: the import says which file it is."""
    keep = any(given.values())
    source = pl.when(pl.lit(keep)).then("source").alias("source")
    return {name: table.with_columns(source) for name, table in tables.items()}


def _without_repeated(shapes: Sequence[Shaped]) -> dict[str, set[int]]:
    """Take away rows that say of a node only what another said; returns the rows of which one was such."""
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    again: defaultdict[str, set[int]] = defaultdict(set)
    for shaped in shapes:
        kept = []
        for number, row in shaped.rows:
            said = (shaped.described.row, frozenset(row.items()))
            if said in seen:
                again[shaped.table.file].add(number)
            else:
                kept.append((number, row))
            seen.add(said)
        shaped.rows = kept
    return again


def _created(shapes: Sequence[Shaped], existing: Records) -> list[Shaped]:
    """The nodes that ties name and nobody has, where the mapping says of which kind they are."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for label in ontology().nodes:
        table = existing.node_table(label)
        known[label] |= {*table["id"]} | {name_key(name) for name in table["name"].drop_nulls()}
    for shaped in shapes:
        for _, row in shaped.rows if not shaped.described.is_tie else ():
            known[shaped.described.row] |= {row.get("id", ""), name_key(row.get("name", ""))}
    made: list[Shaped] = []
    for shaped in shapes:
        kind = ontology().relationships.get(shaped.described.row)
        for end, label in shaped.described.creates.items():
            fitting = (kind.starts if end == FROM_TO[0] else kind.ends) if kind else ()
            there = set().union(*(known[each] for each in fitting))
            new: dict[str, tuple[int, dict[str, str]]] = {}
            for number, row in shaped.rows:
                if row[end] not in there and name_key(row[end]) not in there:
                    new.setdefault(name_key(row[end]), (number, {"name": row[end]}))
            written = {"name": shaped.written[end]} if end in shaped.written else {}
            described = AnyTable(f"{shaped.described.name} {CREATED}{end}", label, (), {})
            made.append(Shaped(shaped.table, described, written, list(new.values())))
            known[label] |= new.keys()
    return made


def _account(
    shapes: Sequence[Shaped], tables: Sequence[SourceTable], ledger: Ledger, again: Mapping[str, set[int]]
) -> Ledger:
    """What became of each row of the files: it is taken when one of its records is."""
    whole = Ledger()
    for table in tables:
        taken: set[int] = set()
        why: dict[int, str] = {}
        for shaped in (each for each in shapes if each.table.file == table.file):
            left_out = ledger.left_out[shaped.part]
            taken |= {number for number, _ in shaped.rows} - left_out.keys()
            why |= {**shaped.left_out, **left_out}
            whole.faulty[table.file] |= ledger.faulty[shaped.part]
        for number in table.cells[ORIGIN_ROW]:
            if number not in taken:
                reason = AGAIN if number in again.get(table.file, ()) else why.get(number, AGAIN)
                whole.leave_out(table.file, [number], reason)
    return whole


def _note_columns(tables: Sequence[SourceTable], shapes: Sequence[Shaped], whole: Ledger) -> None:
    for table in tables:
        described = [shaped.described for shaped in shapes if shaped.table.file == table.file]
        used = {header_key(name) for each in described for name in each.headers}
        filled = (name for name in table.header if table.cells[name].null_count() < table.cells.height)
        left = [name for name in filled if header_key(name) not in used]
        if left:
            hint = f"take one with --mapping: [tables.{described[0].name}.columns]"
            whole.about_file(table.file, None, f"columns not taken: {', '.join(left)}", hint)
