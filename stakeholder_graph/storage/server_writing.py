"""Rows into a server, in batches: what is new, what has changed, and what the job titles were read as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import LiteralString

import polars as pl
from neo4j import ManagedTransaction
from neo4j.exceptions import TransientError

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, Property, PropertyKind
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.cypher_statements import create_ties, merge_nodes, remove_ties, update_ties
from stakeholder_graph.storage.readings import READ, read_jobs
from stakeholder_graph.storage.server_faults import MEMORY_FAULTS, OUT_OF_MEMORY, kind_of
from stakeholder_graph.storage.server_reading import ServerReader
from stakeholder_graph.storage.store import Written
from stakeholder_graph.storage.upsert import STORED, check_ends, check_one_kind, difference

BATCH = 10_000  # rows a statement
READ_KINDS: dict[str, PropertyKind] = {
    "read_level": "integer",
    "read_function": "text",
    "read_former": "boolean",
    "read_standing": "text",
}
EMPLOYERS: dict[str, tuple[str, ...]] = {"Company": ("name", "industry"), "Organisation": ("name",)}


class ServerWriter:
    """Writes prepared records within one transaction, after a look at what is there."""

    def __init__(self, transaction: ManagedTransaction, model: Ontology, where: str) -> None:
        self._transaction, self._model, self._where = transaction, model, where
        self._reader = ServerReader(transaction, model, where)

    def write(self, records: Records) -> dict[str, Written]:
        """Add what is new, update what has changed; StorageError where ids or ends do not fit. O(rows)."""
        known = self._checked(records)
        written = {label: self._nodes(label, table) for label, table in records.nodes.items()}
        return written | {
            name: self._ties(name, table, known) for name, table in records.relationships.items()
        }

    def refresh_reads(self, readings: pl.DataFrame) -> None:
        """Let every job carry what its title was read as, and no other one. O(jobs)."""
        if "WORKS_FOR" not in self._model.relationships:
            return
        reader = ServerReader(self._transaction, self._model, self._where)
        employers = {
            label: reader.nodes(label, columns=dict.fromkeys(columns, "text"))
            for label, columns in EMPLOYERS.items()
        }
        columns: dict[str, PropertyKind] = {"job_title": "text", "department": "text", **READ_KINDS}
        jobs = reader.ties("WORKS_FOR", columns=columns)
        wanted = read_jobs(Records(employers, {"WORKS_FOR": jobs.drop(READ_KINDS)}), readings)
        there = jobs.select("id", pl.col(*READ_KINDS).name.prefix(STORED))
        both = there.join(wanted, on="id", how="left")
        differs = [pl.col(name).ne_missing(pl.col(STORED + name)) for name in READ.values()]
        changed = both.filter(pl.any_horizontal(differs)).select("id", *READ_KINDS)
        self._run(update_ties("WORKS_FOR", READ_KINDS), changed)

    def _checked(self, records: Records) -> pl.DataFrame:
        """The kind of every id that is written or referred to; StorageError where one does not fit."""
        incoming = pl.concat(
            [pl.DataFrame(schema={"id": pl.String(), "label": pl.String()})]
            + [table.select("id", label=pl.lit(label)) for label, table in records.nodes.items()]
        )
        ends = [table[column] for table in records.relationships.values() for column in ("start", "end")]
        ids = pl.concat([incoming["id"], *ends]).unique()
        stored = pl.concat(
            self._reader.nodes(label, ids, {}).select("id", label=pl.lit(label))
            for label in self._model.nodes
        )
        check_one_kind(incoming, stored.join(incoming, on="id", how="semi"), self._where)
        known = pl.concat([incoming, stored])
        for name, table in records.relationships.items():
            kind = self._model.relationships[name]
            check_ends(table, name, {"start": kind.starts, "end": kind.ends}, known, self._where)
        return known.unique()

    def _nodes(self, label: str, incoming: pl.DataFrame) -> Written:
        what = difference(incoming, self._reader.nodes(label, incoming["id"]), "id")
        properties = self._model.nodes[label].properties
        added = without_empty(what.added)
        self._run(merge_nodes(label, added.columns[1:]), as_sent(added, properties))
        changed = what.changed.drop("key", strict=False)
        self._run(merge_nodes(label, changed.columns[1:]), as_sent(changed, properties))
        return Written(what.added.height, what.changed.height, what.unchanged)

    def _ties(self, name: str, incoming: pl.DataFrame, known: pl.DataFrame) -> Written:
        stored = self._reader.ties(name, incoming["id"])
        what = difference(incoming, stored, "id")
        properties = self._model.relationships[name].properties
        changed = what.changed.drop("key", strict=False)
        # a relationship cannot be hung elsewhere: it is taken away and made again
        stays = changed.join(stored, on=["id", "start", "end"], how="semi", maintain_order="left")
        moved = changed.join(stays, on="id", how="anti", maintain_order="left")
        if moved.height:
            self._transaction.run(remove_ties(name), ids=moved["id"].to_list()).consume()
        settled = stays.drop("start", "end")
        self._run(update_ties(name, settled.columns[1:]), as_sent(settled, properties))
        labels = known.rename({"label": "start label"}), known.rename({"label": "end label"})
        for rows in (what.added, moved):
            placed = rows.join(labels[0], left_on="start", right_on="id", maintain_order="left").join(
                labels[1], left_on="end", right_on="id", maintain_order="left"
            )
            for (start, end), group in placed.group_by("start label", "end label", maintain_order=True):
                sent = without_empty(group.drop("start label", "end label"))
                text = create_ties(name, str(start), str(end), sent.columns[3:])
                self._run(text, as_sent(sent, properties))
        return Written(what.added.height, what.changed.height, what.unchanged)

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
