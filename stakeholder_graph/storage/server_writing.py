"""Rows into a server: what is new, what has changed, what the job titles were read as, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import polars as pl
from neo4j import ManagedTransaction, Result
from neo4j.exceptions import TransientError

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, PropertyKind
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.cypher_statements import (
    create_nodes,
    create_ties,
    remove_nodes,
    remove_ties,
    update_nodes,
    update_ties,
)
from stakeholder_graph.storage.readings import READ, read_jobs
from stakeholder_graph.storage.server_faults import MEMORY_FAULTS, OUT_OF_MEMORY, kind_of
from stakeholder_graph.storage.server_plan import Part, labels_of
from stakeholder_graph.storage.server_reading import ServerReader
from stakeholder_graph.storage.server_sending import as_sent, follows_from_ends, sent_once
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
            there = self.reader.nodes(name, before["id"], {})
            self._update_nodes(name, before.join(there, on="id", how="semi", maintain_order="left"))
            self._add_nodes(name, before.join(there, on="id", how="anti", maintain_order="left"))
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
        sent, columns, same = sent_once(rows, self._model.nodes[label].properties, ("id",))
        self._run(create_nodes(label, columns), sent, same=same)

    def _update_nodes(self, label: str, rows: pl.DataFrame) -> None:
        self._run(update_nodes(label, rows.columns[1:]), as_sent(rows, self._model.nodes[label].properties))

    def _add_ties(self, name: str, rows: pl.DataFrame, labels: pl.DataFrame) -> None:
        kind = self._model.relationships[name]
        placed = rows.join(
            labels.rename({"label": "start label"}), left_on="start", right_on="id", maintain_order="left"
        ).join(labels.rename({"label": "end label"}), left_on="end", right_on="id", maintain_order="left")
        for (start, end), group in placed.group_by("start label", "end label", maintain_order=True):
            ties = group.drop("start label", "end label")
            derived = follows_from_ends(ties, kind)
            ends = ("start", "end") if derived else ("start", "end", "id")
            sent, columns, same = sent_once(ties.drop("id") if derived else ties, kind.properties, ends)
            text = create_ties(name, str(start), str(end), columns, kind.key if derived else None)
            self._run(text, sent, same=same, type=name)

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

    def _run(self, text: LiteralString, rows: pl.DataFrame, **parameters: Any) -> None:
        """Send the rows in batches, and make sure that each of them was found or made.

        While the server works on one batch, the next one is made ready.
        """
        waiting: tuple[int, Result] | None = None
        for batch in rows.iter_slices(BATCH):
            values = batch.rows()
            self._check(waiting)
            with self._memory_told():
                waiting = batch.height, self._transaction.run(text, parameters, rows=values)
        self._check(waiting)

    def _check(self, waiting: tuple[int, Result] | None) -> None:
        if waiting is None:
            return
        sent, result = waiting
        with self._memory_told():
            made = result.single(strict=True).value()
        if made != sent:
            what = f"{sent - made} rows found no place: somebody else has just removed an end"
            raise StorageError(self._where, what, "repeat the command")

    @contextmanager
    def _memory_told(self) -> Iterator[None]:
        """Say what to do when it is too much at once: the driver would try again, in vain and for long."""
        try:
            yield
        except TransientError as error:
            if kind_of(error) in MEMORY_FAULTS:
                raise StorageError(self._where, *OUT_OF_MEMORY) from error
            raise
