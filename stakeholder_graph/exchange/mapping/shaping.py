"""From the rows of any table to rows of one of our own files, as a mapping says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import polars as pl

from stakeholder_graph.exchange.cells import split_values
from stakeholder_graph.exchange.date_shapes import Order
from stakeholder_graph.exchange.dates import read_date_columns
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.headers import FROM_TO, RELATIONSHIP
from stakeholder_graph.exchange.mapping.anything import AnyTable
from stakeholder_graph.exchange.mapping.choosing import rows_fitting
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.vocabulary import vocabulary

NAMING = ("id", "name")
Row = dict[str, str]


@dataclass
class Shaped:
    """What one description makes of one table: rows under our names, each with the number of its row.

    `written` gives for each target the column of the file in which it stands. `left_out` says of rows that
    give nothing here why not.
    """

    table: SourceTable
    described: AnyTable
    written: Mapping[str, list[str]]
    rows: list[tuple[int, Row]] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """The name of these rows, by which they account for themselves."""
        return f"{self.table.file}#{self.described.name}"

    def as_table(self) -> SourceTable:
        """The rows as a table of ours, which is read like any other."""
        targets = list(dict.fromkeys(target for _, row in self.rows for target in row))
        if self.described.is_tie:
            targets = list(dict.fromkeys((*FROM_TO, RELATIONSHIP, *targets)))
        columns = {target: [row.get(target) for _, row in self.rows] for target in targets}
        cells = pl.DataFrame(columns, schema=dict.fromkeys(targets, pl.String()))
        numbers = pl.Series(ORIGIN_ROW, [number for number, _ in self.rows], dtype=pl.UInt32)
        return SourceTable(
            self.part, self.described.name, self.table.encoding, self.table.separator, tuple(targets),
            cells.with_columns(numbers) if targets else pl.DataFrame([numbers]),
        )  # fmt: skip


def shape(table: SourceTable, described: AnyTable, order: Order | None) -> Shaped:
    """The rows that a description makes of a table; several where a cell names several. O(cells)."""
    by_key = {header_key(name): name for name in reversed(table.header)}
    written = {
        target: [by_key[header_key(name)] for name in names if header_key(name) in by_key]
        for target, names in described.columns.items()
    }
    shaped = Shaped(table, described, {target: names for target, names in written.items() if names})
    out = _not_taken(table, described)
    texts = _texts(shaped, order)
    numbers: list[int] = table.cells[ORIGIN_ROW].to_list()
    for place, number in enumerate(numbers):
        if place in out:
            shaped.left_out[number] = out[place]
            continue
        cells = {target: column[place] for target, column in texts.items() if column[place]}
        made = list(_rows(described, cells))
        shaped.rows += [(number, row) for row in made]
        if not made:
            shaped.left_out[number] = _nothing(shaped, cells)
    return shaped


def _not_taken(table: SourceTable, described: AnyTable) -> dict[int, str]:
    out: dict[int, str] = {}
    for condition in described.leave_out:
        for place in rows_fitting(table, condition).arg_true():
            out.setdefault(place, condition.why or f"{condition.column} says so")
    if described.only:
        fit = {place for condition in described.only for place in rows_fitting(table, condition).arg_true()}
        why = described.only[0].why or f"not one of those wanted by {described.only[0].column}"
        for place in range(table.cells.height):
            if place not in fit:
                out.setdefault(place, why)
    return out


def _texts(shaped: Shaped, order: Order | None) -> dict[str, list[list[str]]]:
    """For each target the values of each row: none, one, or several where its cells are split."""
    described, height = shaped.described, shaped.table.cells.height
    texts: dict[str, list[list[str]]] = {}
    for target in (*described.columns, *(each for each in described.constants)):
        columns = [shaped.table.cells[name].to_list() for name in shaped.written.get(target, ())]
        if _is_date(described, target):
            columns = [_days(column, shaped, order) for column in columns]
        words, constant = described.values.get(target, {}), described.constants.get(target)
        prefix = described.prefix.get(target, "")
        values: list[list[str]] = []
        for place in range(height):
            pieces = _pieces(described, target, [column[place] for column in columns if column[place]])
            meant = [words.get(vocabulary().normalise(piece), piece) for piece in pieces] if words else pieces
            found = [prefix + piece for piece in meant if piece]
            values.append(found or ([constant] if constant else []))
        texts[target] = values
    return texts


def _pieces(described: AnyTable, target: str, filled: Sequence[str | None]) -> list[str]:
    some = [text for text in filled if text]
    if sign := described.split.get(target):
        return list(dict.fromkeys(piece for text in some for piece in split_values(text, sign)))
    if target in described.join and some:
        return [described.join[target].join(some)]
    return some[:1]


def _is_date(described: AnyTable, target: str) -> bool:
    model = ontology()
    kinds = {item.name: item.kind for tie in model.relationships.values() for item in tie.properties.values()}
    if not described.is_tie:
        kinds |= {name: item.kind for name, item in model.nodes[described.row].properties.items()}
    return kinds.get(target) == "date"


def _days(column: Sequence[str | None], shaped: Shaped, order: Order | None) -> list[str | None]:
    """Days in the one form that leaves no doubt; what cannot be read stays, and is told of later."""
    read = read_date_columns({"": column}, order=order, serials=not shaped.table.separator)[""]
    return [day.isoformat() if day else text for day, text in zip(read.values, column, strict=True)]


def _rows(described: AnyTable, cells: Mapping[str, list[str]]) -> Iterator[Row]:
    """The rows of ours that one row gives: for each end of a tie, or each name of a node, one."""
    apart = FROM_TO if described.is_tie else NAMING
    if described.is_tie and not all(cells.get(end) for end in FROM_TO):
        return
    rest = {target: ";".join(values) for target, values in cells.items() if target not in apart and values}
    if not described.is_tie and not described.form.fits(dict.fromkeys(cells, "")):
        return
    named = {target: cells[target] for target in apart if cells.get(target)}
    fixed = {RELATIONSHIP: described.row} if described.is_tie else {}
    for values in product(*named.values()):
        yield {**dict(zip(named, values, strict=True)), **fixed, **rest}


def _nothing(shaped: Shaped, cells: Mapping[str, list[str]]) -> str:
    wanted = FROM_TO if shaped.described.is_tie else NAMING
    empty = [
        name for target in wanted if not cells.get(target) for name in shaped.written.get(target, ())[:1]
    ]
    return f"{' and '.join(empty) or 'every column'} is empty: no {shaped.described.row} in it"
