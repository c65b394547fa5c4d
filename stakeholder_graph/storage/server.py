"""The graph on a Neo4j server, for a team."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, ManagedTransaction, Session

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.model.records import Origin, Records
from stakeholder_graph.storage.addresses import ServerAddress
from stakeholder_graph.storage.connecting import connect
from stakeholder_graph.storage.cypher_statements import (
    ANY_NODE,
    MARK,
    MARK_ID,
    NAMES_OF_RULES,
    SCHEMA_VERSION,
    rules,
)
from stakeholder_graph.storage.server_asking import ask
from stakeholder_graph.storage.server_faults import server_in_plain_words
from stakeholder_graph.storage.server_imports import ImportRecord
from stakeholder_graph.storage.server_reading import ServerReader
from stakeholder_graph.storage.server_rewriting import MEMOS, Rewriter
from stakeholder_graph.storage.server_titles import kept_titles
from stakeholder_graph.storage.store import Answer, Progress, Rewrite, Store, Undone, Unfinished, Written
from stakeholder_graph.storage.upsert import prepared_readings, prepared_records, sample

READ_AGAIN = 5  # times, when somebody wrote meanwhile
Result = TypeVar("Result")


class ServerStore(Store):
    """A database on a Neo4j server; `Store` says what each method does, `open_store` makes one.

    It reads around labels and types that the ontology does not know, and never touches them.
    """

    backup: Path | None = None
    in_steps = True

    def __init__(self, address: ServerAddress, model: Ontology, *, patience: float = 5.0) -> None:
        self.location = address.name
        self._address = address
        self._model = model
        self._new_identity = str(uuid.uuid4())  # for the case that this is the first to write there
        self._has_rules = False
        # a read after a write sees it, whichever member of a cluster answers
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._driver = connect(address, patience)
        self.loader = Rewriter(lambda: self._session(WRITE_ACCESS), address, model, self._new_identity)

    @property
    def identity(self) -> str:
        """What tells this database from every other one."""
        mark = self._mark()
        return str(mark["m.identity"]) if mark else self._new_identity

    @property
    def revision(self) -> int:
        """A number that grows with every write that changed anything."""
        mark = self._mark()
        return int(mark["m.revision"]) if mark else 0

    def check_ours(self, *, create: bool, into_existing: bool) -> None:
        """Raise StorageError where there is no graph of ours, unless one may be made there."""
        mark = self._mark()
        if mark:
            if mark["m.schema"] > SCHEMA_VERSION:
                what = "it was written by a newer version of stakeholder-graph"
                raise StorageError(self.location, what, "install the newest version")
            return
        labels = self._reading(lambda transaction: transaction.run(ANY_NODE).values())
        if not create:
            what = "there is no graph of stakeholder-graph in it"
            raise StorageError(self.location, what, "name the right one, or import into it first")
        if labels and not into_existing:
            kinds = ", ".join(labels[0][0]) or "without a label"
            what = f"it holds data that stakeholder-graph has not written, as a node {kinds}"
            next_step = "name an empty database, or import beside what is there with --into-existing"
            raise StorageError(self.location, what, next_step)

    def read(self) -> Records:
        """Everything, as it stood at one moment: read once more when somebody wrote meanwhile. O(rows)."""

        def all_of_it(transaction: ManagedTransaction) -> Records | None:
            reader = ServerReader(transaction, self._model, self.location)
            before = transaction.run(MARK, id=MARK_ID).values()
            nodes = {label: reader.nodes(label) for label in self._model.nodes}
            ties = {name: reader.ties(name) for name in self._model.relationships}
            after = transaction.run(MARK, id=MARK_ID).values()
            return Records(nodes, ties) if before == after else None

        for _ in range(READ_AGAIN):
            found = self._reading(all_of_it)
            if found is not None:
                return found
        raise StorageError(
            self.location, "others write to it all the time", "repeat the command when they are done"
        )

    def title_readings(self) -> pl.DataFrame:
        """What the job titles were read as at the last import."""
        return self._reading(kept_titles)

    @property
    def unfinished(self) -> Unfinished | None:
        """The import of which only a part is there."""
        return self._reading(ImportRecord(self.location, "").find)

    def write(
        self, records: Records, *, readings: pl.DataFrame | None = None, origin: Origin | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Written]:  # fmt: skip
        """Add and update, in one transaction or in steps. O(rows written + rows of the kinds written to)."""
        records = prepared_records(records, self._model, self.location)
        if readings is not None:
            readings = prepared_readings(readings)
        self._make_rules()
        return self.loader.write(records, readings, origin, progress)

    def rewrite(self, change: Rewrite) -> None:
        """Put rows in the place of others, in one transaction. O(rows + jobs)."""
        self._make_rules()
        self.loader.rewrite(change, prepared_records(change.written, self._model, self.location))

    def memos(self) -> dict[str, str]:
        """The texts that are kept beside the graph."""
        return dict(self._reading(lambda transaction: transaction.run(MEMOS).values()))

    def undo_import(self) -> Undone:
        """Take back the import that was interrupted. O(rows of it + jobs)."""
        return self.loader.undo()

    def end(self, relationship_ids: Iterable[str], node_ids: Iterable[str], on: date) -> dict[str, Written]:
        """Set `valid_to` where it is empty or later. O(rows that end)."""
        wanted = pl.Series(list(dict.fromkeys(relationship_ids)), dtype=pl.String)
        wanted_nodes = pl.Series(list(dict.fromkeys(node_ids)), dtype=pl.String)

        def those(transaction: ManagedTransaction) -> Records:
            reader = ServerReader(transaction, self._model, self.location)
            nodes = {label: reader.nodes(label, wanted_nodes) for label in self._model.nodes}
            ties = {name: reader.ties(name, wanted) for name in self._model.relationships}
            return Records(
                {
                    label: table.filter(pl.col("id").is_in(wanted_nodes.implode()))
                    for label, table in nodes.items()
                },
                {name: table.filter(pl.col("id").is_in(wanted.implode())) for name, table in ties.items()},
            )

        found = self._reading(those)
        for ids, tables in ((wanted_nodes, found.nodes), (wanted, found.relationships)):
            there = pl.concat([table["id"] for table in tables.values()])
            lost = ids.filter(~ids.is_in(there.implode()))
            if len(lost):
                raise StorageError(self.location, f"{sample(lost)} is not in the database", "correct the id")
        ended = pl.when(pl.col("valid_to") <= on).then("valid_to").otherwise(pl.lit(on)).alias("valid_to")
        return self.write(
            Records(
                {label: table.with_columns(ended) for label, table in found.nodes.items() if table.height},
                {
                    name: table.with_columns(ended)
                    for name, table in found.relationships.items()
                    if table.height
                },
            )
        )

    def ask(self, text: str, parameters: Mapping[str, Any]) -> Answer:
        """Run reading Cypher; the server itself refuses what writes."""
        with server_in_plain_words(self._address), self._session(READ_ACCESS) as session:
            return ask(session, text, parameters)

    def close(self) -> None:
        """Let go of the server; nothing can be read or written after that."""
        self._driver.close()

    def _session(self, access: str) -> Session:
        return self._driver.session(
            database=self._address.database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    def _reading(self, work: Callable[[ManagedTransaction], Result]) -> Result:
        with server_in_plain_words(self._address), self._session(READ_ACCESS) as session:
            return session.execute_read(work)

    def _mark(self) -> dict[str, Any]:
        """Our mark on the database; empty where nothing of ours was written yet."""
        found = self._reading(lambda transaction: transaction.run(MARK, id=MARK_ID).data())
        return found[0] if found else {}

    def _make_rules(self) -> None:
        """Make the constraints and indexes that are missing, in a transaction of their own."""
        if self._has_rules:
            return
        wanted = rules(self._model)
        there = self._reading(
            lambda transaction: {row[0] for text in NAMES_OF_RULES for row in transaction.run(text).values()}
        )
        missing = [text for name, text in wanted.items() if name not in there]

        def make(transaction: ManagedTransaction) -> None:
            for text in missing:
                transaction.run(text).consume()

        if missing:
            with server_in_plain_words(self._address), self._session(WRITE_ACCESS) as session:
                session.execute_write(make)
        self._has_rules = True


def open_server(
    address: ServerAddress, model: Ontology, *, create: bool, into_existing: bool, patience: float
) -> ServerStore:
    """Open a server; StorageError where it cannot be used, or holds no graph and none may be made there."""
    store = ServerStore(address, model, patience=patience)
    try:
        store.check_ours(create=create, into_existing=into_existing)
    except BaseException:
        store.close()
        raise
    return store
