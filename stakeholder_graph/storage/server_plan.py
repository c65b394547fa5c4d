"""What a write will change on a server: looked up before anything is written, and cut into parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.server_reading import ServerReader
from stakeholder_graph.storage.store import Written
from stakeholder_graph.storage.upsert import check_ends, check_one_kind, difference

LABELS = {"id": pl.String(), "label": pl.String()}


@dataclass(frozen=True)
class Part:
    """Rows of one kind: new ones; those that change, as they will be; and these as they are now."""

    name: str
    added: pl.DataFrame
    changed: pl.DataFrame
    before: pl.DataFrame

    @property
    def rows(self) -> int:
        """How many are written."""
        return self.added.height + self.changed.height


@dataclass(frozen=True)
class Plan:
    """All that a write changes; `labels` are the kinds of the nodes on which relationships hang."""

    parts: tuple[Part, ...]
    written: dict[str, Written]
    labels: pl.DataFrame

    @property
    def rows(self) -> int:
        """How many are written."""
        return sum(part.rows for part in self.parts)

    def steps(self, size: int) -> Iterator[list[Part]]:
        """The parts, in order, cut and put together to about so many rows each."""
        step: list[Part] = []
        for piece in (piece for part in self.parts for piece in _cut(part, size)):
            if step and sum(part.rows for part in step) + piece.rows > size:
                yield step
                step = []
            step.append(piece)
        if step:
            yield step


def make_plan(records: Records, reader: ServerReader, model: Ontology, where: str) -> Plan:
    """Compare records with what is there; StorageError where ids or ends do not fit. O(rows)."""
    labels = _checked(records, reader, model, where)
    parts, written = [], {}
    for name, incoming in (*records.nodes.items(), *records.relationships.items()):
        look = reader.nodes if name in model.nodes else reader.ties
        stored = look(name, incoming["id"])
        what = difference(incoming, stored, "id")
        changed = what.changed.drop("key", strict=False)
        before = changed.select("id").join(stored, on="id", how="left", maintain_order="left")
        parts.append(Part(name, what.added, changed, before))
        written[name] = Written(what.added.height, changed.height, what.unchanged)
    return Plan(tuple(parts), written, labels)


def labels_of(ids: pl.Series, reader: ServerReader, model: Ontology) -> pl.DataFrame:
    """The kind of each of these ids that is there: id, label."""
    found = [reader.nodes(label, ids, {}).select("id", label=pl.lit(label)) for label in model.nodes]
    return pl.concat([pl.DataFrame(schema=LABELS), *found])


def _cut(part: Part, size: int) -> Iterator[Part]:
    for begin in range(0, part.added.height, size):
        yield Part(part.name, part.added[begin : begin + size], part.changed.clear(), part.before.clear())
    for begin in range(0, part.changed.height, size):
        rows = slice(begin, begin + size)
        yield Part(part.name, part.added.clear(), part.changed[rows], part.before[rows])


def _checked(records: Records, reader: ServerReader, model: Ontology, where: str) -> pl.DataFrame:
    """The kind of every id that is written or referred to; StorageError where one does not fit."""
    incoming = pl.concat(
        [pl.DataFrame(schema=LABELS)]
        + [table.select("id", label=pl.lit(label)) for label, table in records.nodes.items()]
    )
    ends = [table[column] for table in records.relationships.values() for column in ("start", "end")]
    stored = labels_of(pl.concat([incoming["id"], *ends]).unique(), reader, model)
    check_one_kind(incoming, stored.join(incoming, on="id", how="semi"), where)
    known = pl.concat([incoming, stored])
    for name, table in records.relationships.items():
        kind = model.relationships[name]
        check_ends(table, name, {"start": kind.starts, "end": kind.ends}, known, where)
    return known.unique()
