"""Rows into a server: what is new, what has changed, what the job titles were read as, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import LiteralString

import polars as pl
from neo4j import ManagedTransaction
from neo4j.exceptions import TransientError

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, Property, PropertyKind
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.cypher_statements import (
    create_ties,
    merge_nodes,
    remove_nodes,
    remove_ties,
    update_ties,
)
from stakeholder_graph.storage.readings import READ, read_jobs
from stakeholder_graph.storage.server_faults import MEMORY_FAULTS, OUT_OF_MEMORY, kind_of
from stakeholder_graph.storage.server_plan import Part, labels_of
from stakeholder_graph.storage.server_reading import ServerReader
from stakeholder_graph.storage.upsert import STORED

BATCH = 10_000  # rows a statement
READ_KINDS: dict[str, PropertyKind] = {
    "read_level": "integer",
    "read_function": "text",
    "read_former": "boolean",
    "read_standing": "text",
}
EMPLOYERS: dict[str, tuple[str, ...]] = {"Company": ("name", "industry"), "Organisation": ("name",)}


class ServerWriter:
    """Writes within one transaction what was found to be new or changed."""

    def __init__(self, transaction: ManagedTransaction, model: Ontology, where: str) -> None:
        self._transaction, self._model, self._where = transaction, model, where
        self.reader = ServerReader(transaction, model, where)

    def write(self, part: Part, labels: pl.DataFrame) -> None:
        """Add what is new and update what has changed; `labels` are the kinds of the ends. O(rows)."""
        if part.name in self._model.nodes:
            self._add_nodes(part.name, part.added)
            self._update_nodes(part.name, part.changed)
            return
        self._add_ties(part.name, part.added, labels)
        self._update_ties(part.name, part.changed, part.before, labels)

    def take_back(self, name: str, added: pl.Series, before: pl.DataFrame) -> int:
        """Remove these rows, and put the others back as they were; how many new ones stay. O(rows)."""
        if name in self._model.nodes:
            found = self._transaction.run(remove_nodes(name), ids=added.to_list()).single(strict=True)
            self._update_nodes(name, before)
            return int(found.value())
        self._transaction.run(remove_ties(name), ids=added.to_list()).consume()
        now = self.reader.ties(name, before["id"])
        lost = before.join(now, on="id", how="anti", maintain_order="left")
        labels = labels_of(pl.concat([before["start"], before["end"]]), self.reader, self._model)
        self._update_ties(name, before.join(now, on="id", how="semi", maintain_order="left"), now, labels)
        self._add_ties(name, lost, labels)
        return 0

    def reads_to_refresh(self, readings: pl.DataFrame) -> pl.DataFrame:
        """The jobs that carry something else than what their title was read as, with what they should."""
        if "WORKS_FOR" not in self._model.relationships:
            return pl.DataFrame()
        employers = {
            label: self.reader.nodes(label, columns=dict.fromkeys(columns, "text"))
            for label, columns in EMPLOYERS.items()
        }
        columns: dict[str, PropertyKind] = {"job_title": "text", "department": "text", **READ_KINDS}
        jobs = self.reader.ties("WORKS_FOR", columns=columns)
        wanted = read_jobs(Records(employers, {"WORKS_FOR": jobs.drop(READ_KINDS)}), readings)
        there = jobs.select("id", pl.col(*READ_KINDS).name.prefix(STORED))
        both = there.join(wanted, on="id", how="left")
        differs = [pl.col(name).ne_missing(pl.col(STORED + name)) for name in READ.values()]
        return both.filter(pl.any_horizontal(differs)).select("id", *READ_KINDS)

    def refresh_reads(self, jobs: pl.DataFrame) -> None:
        """Let these jobs carry what their title was read as. O(rows)."""
        if jobs.height:
            self._run(update_ties("WORKS_FOR", READ_KINDS), jobs)

    def _add_nodes(self, label: str, rows: pl.DataFrame) -> None:
        self._update_nodes(label, without_empty(rows))

    def _update_nodes(self, label: str, rows: pl.DataFrame) -> None:
        self._run(merge_nodes(label, rows.columns[1:]), as_sent(rows, self._model.nodes[label].properties))

    def _add_ties(self, name: str, rows: pl.DataFrame, labels: pl.DataFrame) -> None:
        properties = self._model.relationships[name].properties
        placed = rows.join(
            labels.rename({"label": "start label"}), left_on="start", right_on="id", maintain_order="left"
        ).join(labels.rename({"label": "end label"}), left_on="end", right_on="id", maintain_order="left")
        for (start, end), group in placed.group_by("start label", "end label", maintain_order=True):
            sent = without_empty(group.drop("start label", "end label"))
            text = create_ties(name, str(start), str(end), sent.columns[3:])
            self._run(text, as_sent(sent, properties))

    def _update_ties(self, name: str, rows: pl.DataFrame, before: pl.DataFrame, labels: pl.DataFrame) -> None:
        # a relationship cannot be hung elsewhere: it is taken away and made again
        stays = rows.join(before, on=["id", "start", "end"], how="semi", maintain_order="left")
        moved = rows.join(stays, on="id", how="anti", maintain_order="left")
        if moved.height:
            self._transaction.run(remove_ties(name), ids=moved["id"].to_list()).consume()
        settled = stays.drop("start", "end")
        properties = self._model.relationships[name].properties
        self._run(update_ties(name, settled.columns[1:]), as_sent(settled, properties))
        self._add_ties(name, moved, labels)

    def _run(self, text: LiteralString, rows: pl.DataFrame) -> None:
        """Send the rows in batches, and make sure that each of them was found or made."""
        for batch in rows.iter_slices(BATCH):
            try:
                made = self._transaction.run(text, rows=batch.rows()).single(strict=True).value()
            except TransientError as error:
                if kind_of(error) in MEMORY_FAULTS:  # the driver would try again, in vain and for long
                    raise StorageError(self._where, *OUT_OF_MEMORY) from error
                raise
            if made != batch.height:
                what = f"{batch.height - made} rows found no place: somebody else has just removed an end"
                raise StorageError(self._where, what, "repeat the command")


def without_empty(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out the columns that hold nothing."""
    return rows.select(
        name
        for name in rows.columns
        if name in ("id", "start", "end") or rows[name].null_count() < rows.height
    )


def as_sent(rows: pl.DataFrame, properties: Mapping[str, Property]) -> pl.DataFrame:
    """Several values in one cell become a list."""
    several: Iterable[str] = [
        name for name in rows.columns if name in properties and properties[name].kind == "texts"
    ]
    return rows.with_columns(pl.col(name).str.split(";") for name in several)
