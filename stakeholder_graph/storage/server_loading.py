"""One write to a server: in one transaction while it is small, else step by step under an import record."""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import polars as pl
from neo4j import ManagedTransaction, Session
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.model.records import Origin, Records
from stakeholder_graph.storage.addresses import ServerAddress
from stakeholder_graph.storage.cypher_statements import BUMP, LOCK, MARK, MARK_ID, SCHEMA_VERSION
from stakeholder_graph.storage.faults import no_import
from stakeholder_graph.storage.server_faults import server_in_plain_words
from stakeholder_graph.storage.server_imports import STALE, UNDO, ImportRecord, interrupted, told
from stakeholder_graph.storage.server_plan import Part, Plan, make_plan
from stakeholder_graph.storage.server_titles import keep_titles, kept_titles
from stakeholder_graph.storage.server_writing import ServerWriter
from stakeholder_graph.storage.store import Progress, Undone, Unfinished, Written

AT_ONCE = 200_000  # rows that one transaction takes
STEP = 50_000  # rows a transaction, when there are more
READ_AGAIN = {"WORKS_FOR", "Company", "Organisation"}
"""A change of these may change what a job title is read as."""
Result = TypeVar("Result")


@dataclass
class Loader:
    """Writes to one server. `sessions` makes a session that may write; `identity` is that of a new graph."""

    sessions: Callable[[], Session]
    address: ServerAddress
    model: Ontology
    identity: str
    at_once: int = AT_ONCE
    step: int = STEP
    pause: float = 1.0  # seconds between two looks whether another program is done

    def __post_init__(self) -> None:
        self._where = self.address.name
        self._record = ImportRecord(self._where, str(uuid.uuid4()))

    def write(
        self,
        records: Records,
        readings: pl.DataFrame | None,
        origin: Origin | None,
        progress: Progress | None,
    ) -> dict[str, Written]:
        """Add and update prepared records; waits while another program's large import goes on."""
        origin = origin or _of_content(records)
        while True:
            with server_in_plain_words(self.address):
                found = self._commit(lambda transaction: self._begin(transaction, records, readings, origin))
            if not isinstance(found, Unfinished):
                break
            time.sleep(self.pause)
        if isinstance(found, Plan):
            with self._completed_later():
                self._in_steps(found, readings, progress or _silent)
            self._tidy()
            return found.written
        return found

    def undo(self) -> Undone:
        """Take back an import that was interrupted, the last step first."""
        with server_in_plain_words(self.address):
            name = self._commit(self._take_for_undo)
        removed = restored = kept = 0
        with self._completed_later():
            while found := self._commit(self._undo_one):
                removed, restored, kept = removed + found[0], restored + found[1], kept + found[2]
            self._refresh_reads(None)
            self._commit(self._end)
        self._tidy()
        return Undone(name, removed, restored, kept)

    def _begin(
        self, transaction: ManagedTransaction, records: Records, readings: pl.DataFrame | None, origin: Origin
    ) -> dict[str, Written] | Plan | Unfinished:
        """Write all of it if that is little; else begin an import. Another program's comes first."""
        new = {"id": MARK_ID, "identity": self.identity, "schema": SCHEMA_VERSION}
        transaction.run(LOCK, new).consume()
        there = self._record.find(transaction)
        if there and there.is_running:
            return there
        if there and there.digest != origin.digest:
            raise interrupted(self._where, there)
        writer = ServerWriter(transaction, self.model, self._where)
        plan = make_plan(records, writer.reader, self.model, self._where)
        if there or plan.rows > self.at_once:
            self._record.take(transaction, origin, plan.rows)
            return plan
        for part in plan.parts:
            writer.write(part, plan.labels)
        changed = {name for name, one in plan.written.items() if one.added or one.changed}
        if readings is not None:
            keep_titles(transaction, readings)
        kept = kept_titles(transaction)
        if readings is not None or (kept.height and changed & READ_AGAIN):
            writer.refresh_reads(writer.reads_to_refresh(kept))
        if changed:
            self._bump(transaction)
        return plan.written

    def _in_steps(self, plan: Plan, readings: pl.DataFrame | None, progress: Progress) -> None:
        done = 0
        for parts in plan.steps(self.step):
            self._commit(partial(self._write_step, parts=parts, labels=plan.labels))
            done += sum(part.rows for part in parts)
            progress(done, plan.rows)
        self._refresh_reads(readings)
        self._commit(self._end)

    def _write_step(self, transaction: ManagedTransaction, parts: list[Part], labels: pl.DataFrame) -> None:
        self._lock(transaction)
        writer = ServerWriter(transaction, self.model, self._where)
        for part in parts:
            writer.write(part, labels)
            self._record.log(transaction, part)
        self._record.touch(transaction, sum(part.rows for part in parts))
        self._bump(transaction)

    def _refresh_reads(self, readings: pl.DataFrame | None) -> None:
        """Keep the readings, if any, and let the jobs carry what their titles were read as, in steps."""

        def jobs(transaction: ManagedTransaction) -> pl.DataFrame:
            self._lock(transaction)
            if readings is not None:
                keep_titles(transaction, readings)
            kept = kept_titles(transaction)
            return ServerWriter(transaction, self.model, self._where).reads_to_refresh(kept)

        def refresh(transaction: ManagedTransaction, some: pl.DataFrame) -> None:
            self._lock(transaction)
            ServerWriter(transaction, self.model, self._where).refresh_reads(some)
            self._record.touch(transaction, 0)
            self._bump(transaction)

        for some in self._commit(jobs).iter_slices(self.step):
            self._commit(partial(refresh, some=some))

    def _take_for_undo(self, transaction: ManagedTransaction) -> str:
        there = self._record.find(transaction)
        if there is None:
            raise no_import(self._where)
        if there.is_running:
            what = (
                f"another program is at this import ({told(there)}; its last step {there.idle_seconds} s ago)"
            )
            raise StorageError(
                self._where, what, f"wait until it is done; if it has died, repeat after {STALE} s"
            )
        self._record.take(transaction, Origin(there.digest, there.name), there.rows - there.written)
        return there.name

    def _undo_one(self, transaction: ManagedTransaction) -> tuple[int, int, int] | None:
        """Take back the part that was written last: rows removed, put back, and kept; None when all is."""
        self._lock(transaction)
        logged = self._record.last(transaction)
        if logged is None:
            return None
        writer = ServerWriter(transaction, self.model, self._where)
        kept = writer.take_back(logged.kind, logged.added, logged.before)
        self._record.forget(transaction, logged)
        self._record.touch(transaction, -len(logged.added) - logged.before.height)
        self._bump(transaction)
        return len(logged.added) - kept, logged.before.height, kept

    def _end(self, transaction: ManagedTransaction) -> None:
        self._lock(transaction)
        self._record.close(transaction)
        self._bump(transaction)

    def _tidy(self) -> None:
        """Remove what was kept to take back imports that have ended; if that fails, the next one does it."""
        with contextlib.suppress(DriverError, Neo4jError, OSError):
            while self._commit(self._record.forget_some):
                pass

    def _lock(self, transaction: ManagedTransaction) -> None:
        """Let nobody else write until this transaction has ended, and make sure that the import is ours."""
        transaction.run(LOCK, id=MARK_ID, identity=self.identity, schema=SCHEMA_VERSION).consume()
        self._record.check(transaction)

    def _bump(self, transaction: ManagedTransaction) -> None:
        self._token = str(uuid.uuid4())
        transaction.run(BUMP, id=MARK_ID, token=self._token).consume()

    def _commit(self, work: Callable[[ManagedTransaction], Result]) -> Result:
        """Do it in a transaction of its own, and again where its commit was lost with the answer to it."""
        results: list[Result] = []
        self._token = ""

        def kept(transaction: ManagedTransaction) -> Result:
            results.append(work(transaction))
            return results[-1]

        with self.sessions() as session:
            try:
                return session.execute_write(kept)
            except IncompleteCommit:
                mark = session.execute_read(lambda transaction: transaction.run(MARK, id=MARK_ID).data())
                if self._token and mark and mark[0]["m.written"] == self._token:
                    return results[-1]
                return session.execute_write(work)

    @contextlib.contextmanager
    def _completed_later(self) -> Iterator[None]:
        """Say how to go on when a step fails, and note in the database that nobody is at it any more."""
        try:
            with server_in_plain_words(self.address):
                yield
        except BaseException as error:
            with contextlib.suppress(DriverError, Neo4jError, OSError), self.sessions() as session:
                session.execute_write(self._record.stop)
            if not isinstance(error, StorageError):
                raise
            next_step = f"repeat the command to complete it, or {UNDO}"
            raise StorageError(self._where, f"{error.what}; a part of it is there", next_step) from error


def _silent(_: int, __: int) -> None:
    pass


def _of_content(records: Records) -> Origin:
    """The same for the same rows."""
    digest = hashlib.blake2b(digest_size=16)
    for name, table in (*records.nodes.items(), *records.relationships.items()):
        packed = io.BytesIO()
        table.write_ipc_stream(packed)
        digest.update(name.encode() + b"\0" + packed.getbuffer())
    return Origin(digest.hexdigest(), "records without a file")
