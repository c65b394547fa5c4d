"""The graph in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.model.records import Origin, Records, relationship_id, relationship_schema
from stakeholder_graph.storage.faults import changed_meanwhile, in_plain_words, no_import, transaction
from stakeholder_graph.storage.reading import read_table
from stakeholder_graph.storage.rewriting import keep_memos, kept_memos, put_nodes, remove_nodes, remove_ties
from stakeholder_graph.storage.statements import (
    NODE,
    PROPERTY,
    TITLE_READING,
    has_rows,
    node_table,
    relationship_table,
    update,
)
from stakeholder_graph.storage.store import Answer, Progress, Rewrite, Store, Undone, Written
from stakeholder_graph.storage.upsert import (
    check_ends,
    check_one_kind,
    difference,
    prepared_readings,
    prepared_records,
    sample,
)
from stakeholder_graph.storage.writing import insert_rows, update_rows

if TYPE_CHECKING:
    from stakeholder_graph.storage.embedded_cypher import CypherGraph

READ_PROPERTY = "SELECT value FROM property WHERE name = ?"
DROP_OTHER_RULES = "DELETE FROM title_reading WHERE rules NOT IN (SELECT value FROM json_each(?))"


class EmbeddedStore(Store):
    """A database file; `Store` says what each method does, `open_store` makes one."""

    in_steps = False

    def __init__(
        self, path: Path, connection: sqlite3.Connection, model: Ontology, backup: Path | None
    ) -> None:
        self.location = str(path)
        self.backup = backup
        self._path = path
        self._connection = connection
        self._model = model
        self._cypher: tuple[int, CypherGraph] | None = None  # made by the first question, for one revision

    @property
    def identity(self) -> str:
        """What tells this database from every other one."""
        return self._property("identity")

    @property
    def revision(self) -> int:
        """A number that grows with every write that changed anything."""
        return int(self._property("revision"))

    @property
    def unfinished(self) -> None:
        """Nothing: a file takes an import whole or not at all."""
        return

    def read(self) -> Records:
        """Everything, read within one transaction. O(rows)."""
        with transaction(self._connection, self._path):
            nodes = {label: self._nodes(label) for label in self._model.nodes}
            ties = {name: self._ties(name) for name in self._model.relationships}
        return Records(nodes, ties)

    def title_readings(self) -> pl.DataFrame:
        """What the job titles were read as at the last import."""
        with transaction(self._connection, self._path):
            return read_table(self._connection, TITLE_READING)

    def write(
        self, records: Records, *, readings: pl.DataFrame | None = None, origin: Origin | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Written]:  # fmt: skip
        """Add and update within one transaction. O(rows written + rows of the tables written to)."""
        records = prepared_records(records, self._model, self.location)
        with self._unguarded_if_empty(), transaction(self._connection, self._path, "BEGIN IMMEDIATE"):
            self._check(records)
            written = {label: self._write_nodes(label, table) for label, table in records.nodes.items()}
            written |= {name: self._write_ties(name, table) for name, table in records.relationships.items()}
            if any(counts.added or counts.changed for counts in written.values()):
                self._connection.execute(update(PROPERTY, ["value"]), (str(self.revision + 1), "revision"))
            if readings is not None:
                self._write_readings(readings)
        self._cypher = None
        return written

    def rewrite(self, change: Rewrite) -> None:
        """Put rows in the place of others within one transaction. O(rows + rows on the same nodes)."""
        records = prepared_records(change.written, self._model, self.location)
        with transaction(self._connection, self._path, "BEGIN IMMEDIATE"):
            if self.revision != change.revision:
                raise changed_meanwhile(self.location)
            self._check(records)
            for name in {**records.relationships, **change.removed.relationships}:
                tables = (records.relationship_table(name), change.removed.relationship_table(name))
                ids = pl.concat([table["id"] for table in tables])
                remove_ties(self._connection, name, self._ties(name, ids, places=True))
            for label, rows in records.nodes.items():
                put_nodes(
                    self._connection, node_table(label, self._model), rows, self._nodes(label, rows["id"])
                )
            for name, rows in records.relationships.items():
                self._write_ties(name, rows)
            for label, rows in change.removed.nodes.items():
                remove_nodes(self._connection, label, rows["id"])
            keep_memos(self._connection, change.memos)
            self._connection.execute(update(PROPERTY, ["value"]), (str(self.revision + 1), "revision"))
        self._cypher = None

    def memos(self) -> dict[str, str]:
        """The texts that are kept beside the graph."""
        with in_plain_words(self._path):
            return kept_memos(self._connection)

    def undo_import(self) -> Undone:
        """Refuse: what was interrupted has left nothing in a file."""
        raise no_import(self.location)

    def end(self, relationship_ids: Iterable[str], node_ids: Iterable[str], on: date) -> dict[str, Written]:
        """Set `valid_to` where it is empty or later. O(rows of all tables)."""
        wanted = pl.Series(list(dict.fromkeys(relationship_ids)), dtype=pl.String)
        wanted_nodes = pl.Series(list(dict.fromkeys(node_ids)), dtype=pl.String)
        with transaction(self._connection, self._path):
            nodes = {label: self._nodes(label, wanted_nodes) for label in self._model.nodes}
            ties = {name: self._ties(name, wanted) for name in self._model.relationships}
        for ids, tables in ((wanted_nodes, nodes), (wanted, ties)):
            found = pl.concat([table["id"] for table in tables.values()])
            lost = ids.filter(~ids.is_in(found.implode()))
            if len(lost):
                raise StorageError(self.location, f"{sample(lost)} is not in the database", "correct the id")
        ended = pl.when(pl.col("valid_to") <= on).then("valid_to").otherwise(pl.lit(on)).alias("valid_to")
        return self.write(
            Records(
                {label: table.with_columns(ended) for label, table in nodes.items() if table.height},
                {name: table.with_columns(ended) for name, table in ties.items() if table.height},
            )
        )

    def ask(self, text: str, parameters: Mapping[str, Any]) -> Answer:
        """Run reading Cypher in memory; the first question of a revision loads the whole graph."""
        from stakeholder_graph.storage.embedded_cypher import CypherGraph

        revision = self.revision
        if self._cypher is None or self._cypher[0] != revision:
            self._cypher = (revision, CypherGraph(self.read(), self.title_readings(), self._model))
        return self._cypher[1].ask(text, parameters)

    def close(self) -> None:
        """Close the file; nothing can be read or written after that."""
        with in_plain_words(self._path):
            self._connection.close()

    def _property(self, name: str) -> str:
        with in_plain_words(self._path):
            row = self._connection.execute(READ_PROPERTY, (name,)).fetchone()
        if row is None:
            raise StorageError(
                self.location, f"its {name} is lost, the database is damaged", "put back a copy of it"
            )
        return str(row[0])

    def _nodes(self, label: str, ids: pl.Series | None = None) -> pl.DataFrame:
        table = read_table(self._connection, node_table(label, self._model), ids)
        return table if ids is None else table.filter(pl.col("id").is_in(ids.implode()))

    def _ties(self, name: str, ids: pl.Series | None = None, *, places: bool = False) -> pl.DataFrame:
        kind = self._model.relationships[name]
        table = read_table(self._connection, relationship_table(kind, self._model), ids, places=places)
        schema = relationship_schema(name, self._model) | ({"rowid": pl.Int64()} if places else {})
        if table.is_empty():
            return pl.DataFrame(schema=schema)
        identity = pl.coalesce("given_id", relationship_id(kind)).alias("id")
        table = table.select(identity, *list(schema)[1:])
        return table if ids is None else table.filter(pl.col("id").is_in(ids.implode()))

    def _check(self, records: Records) -> None:
        """Look, before anything is written, whether ids name one thing each and all ends are there."""
        schema = dict(NODE.schema)
        incoming = pl.concat(
            [pl.DataFrame(schema=schema)]
            + [table.select("id", label=pl.lit(label)) for label, table in records.nodes.items()]
        )
        ends = [table[column] for table in records.relationships.values() for column in ("start", "end")]
        ids = pl.concat([incoming["id"], *ends])
        stored = read_table(self._connection, NODE, ids)
        check_one_kind(incoming, stored.join(incoming, on="id", how="semi"), self.location)
        known = pl.concat([incoming, stored])
        for name, table in records.relationships.items():
            kind = self._model.relationships[name]
            check_ends(table, name, {"start": kind.starts, "end": kind.ends}, known, self.location)

    def _write_nodes(self, label: str, incoming: pl.DataFrame) -> Written:
        table = node_table(label, self._model)
        what = difference(incoming, self._nodes(label, incoming["id"]), "id")
        insert_rows(self._connection, NODE, what.added.select("id", label=pl.lit(label)))
        insert_rows(self._connection, table, what.added)
        update_rows(self._connection, table, what.changed)
        return Written(what.added.height, what.changed.height, what.unchanged)

    def _write_ties(self, name: str, incoming: pl.DataFrame) -> Written:
        kind = self._model.relationships[name]
        table = relationship_table(kind, self._model)
        what = difference(incoming, self._ties(name, incoming["id"], places=True), "rowid")
        given = pl.when(pl.col("id") != relationship_id(kind)).then("id").alias("given_id")
        insert_rows(self._connection, table, what.added.select(given, pl.all().exclude("id")))
        update_rows(self._connection, table, what.changed.select(given, pl.all().exclude("id")))
        return Written(what.added.height, what.changed.height, what.unchanged)

    def _write_readings(self, readings: pl.DataFrame) -> None:
        rows = prepared_readings(readings)
        rules = rows["rules"].unique().to_list()
        self._connection.execute(DROP_OTHER_RULES, (json.dumps(rules),))
        insert_rows(self._connection, TITLE_READING, rows, replace=True)

    @contextmanager
    def _unguarded_if_empty(self) -> Iterator[None]:
        """Fill an empty database without SQLite's own check of every end, which doubles the time.

        `_check` has made sure of all ends then, among the very rows that are written.
        """
        with in_plain_words(self._path):
            if not self._connection.execute(has_rows(NODE)).fetchone()[0]:
                self._connection.execute("PRAGMA foreign_keys = OFF")
            try:
                yield
            finally:
                self._connection.execute("PRAGMA foreign_keys = ON")
