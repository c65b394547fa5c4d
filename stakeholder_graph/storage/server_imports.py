"""The record of a large import in the database: what is there of it, who is at it, and how to take it back.

One node says what is imported and how far it is. Beside it stands a node for each part that was written, with
the ids of the new rows and the changed rows as they were, packed as Arrow; all are removed in the end.
"""

from __future__ import annotations

import io
from typing import LiteralString, NamedTuple

import polars as pl
from neo4j import ManagedTransaction

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.records import Origin
from stakeholder_graph.storage.cypher_statements import MARK_ID
from stakeholder_graph.storage.server_plan import Part
from stakeholder_graph.storage.store import Unfinished

STALE = 30  # seconds without a step, after which nobody is thought to be at it any more
UNDO = "take it back with import --undo"
OPEN: LiteralString = """
MATCH (i:StakeholderGraphImport {id: $id})
RETURN i.digest AS digest, i.source AS source, i.started AS started, i.rows AS rows, i.written AS written,
  i.owner AS owner, i.stopped AS stopped, duration.inSeconds(i.touched, datetime()).seconds AS idle
"""
TAKE: LiteralString = """
MERGE (i:StakeholderGraphImport {id: $id})
ON CREATE SET i.key = $owner, i.name = $name, i.started = datetime(), i.written = 0, i.steps = 0
SET i.digest = $digest, i.source = $source, i.rows = i.written + $rows, i.owner = $owner, i.stopped = false,
  i.touched = datetime()
"""
TOUCH: LiteralString = """
MATCH (i:StakeholderGraphImport {id: $id}) SET i.written = i.written + $rows, i.touched = datetime()
"""
STOP: LiteralString = "MATCH (i:StakeholderGraphImport {id: $id, owner: $owner}) SET i.stopped = true"
CLOSE: LiteralString = "MATCH (i:StakeholderGraphImport {id: $id}) DELETE i"
LOG: LiteralString = """
MATCH (i:StakeholderGraphImport {id: $id}) SET i.steps = i.steps + 1
CREATE (s:StakeholderGraphImportStep {
  id: i.key + '|' + toString(i.steps), import: i.key, number: i.steps, name: $name, kind: $kind,
  added: $added, before: $before
})
"""
LAST: LiteralString = """
MATCH (i:StakeholderGraphImport {id: $id})
MATCH (s:StakeholderGraphImportStep) WHERE s.import = i.key
RETURN s.id, s.kind, s.added, s.before ORDER BY s.number DESC LIMIT 1
"""
FORGET: LiteralString = "MATCH (s:StakeholderGraphImportStep {id: $id}) DELETE s"
FORGET_SOME: LiteralString = """
MATCH (s:StakeholderGraphImportStep)
WHERE NOT EXISTS { MATCH (i:StakeholderGraphImport) WHERE i.key = s.import }
WITH s LIMIT 20 DELETE s RETURN count(*)
"""


class Logged(NamedTuple):
    """A part that was written: the ids of its new rows, and its changed rows as they were."""

    id: str
    kind: str
    added: pl.Series
    before: pl.DataFrame


class ImportRecord:
    """The record as one program sees it, which is at the import while `owner` stands there."""

    def __init__(self, where: str, owner: str) -> None:
        self._where, self._owner = where, owner

    def find(self, transaction: ManagedTransaction) -> Unfinished | None:
        """What is there of an import that has not ended."""
        found = transaction.run(OPEN, id=MARK_ID).data()
        if not found:
            return None
        one = found[0]
        return Unfinished(
            name=one["source"], digest=one["digest"], started=one["started"].to_native(), rows=one["rows"],
            written=one["written"], idle_seconds=one["idle"],
            is_running=one["idle"] < STALE and not one["stopped"] and one["owner"] != self._owner,
        )  # fmt: skip

    def take(self, transaction: ManagedTransaction, origin: Origin, rows: int) -> None:
        """Begin an import of so many rows, or go on with one; whoever was at it before is not any more."""
        transaction.run(
            TAKE, id=MARK_ID, name="An import that has not ended", digest=origin.digest, source=origin.name,
            rows=rows, owner=self._owner,
        ).consume()  # fmt: skip

    def check(self, transaction: ManagedTransaction) -> None:
        """Raise StorageError when another program has taken it over."""
        found = transaction.run(OPEN, id=MARK_ID).data()
        if not found or found[0]["owner"] != self._owner:
            what = "another program has taken over this import, or taken it back"
            raise StorageError(self._where, what, "look with info how far it is, or repeat the command")

    def log(self, transaction: ManagedTransaction, part: Part) -> None:
        """Keep what is needed to take this part back, and say that a step was made."""
        name = f"{part.rows} rows of {part.name}, to be able to take them back"
        packed = {"added": _packed(part.added.select("id")), "before": _packed(part.before)}
        transaction.run(LOG, packed, id=MARK_ID, kind=part.name, name=name).consume()

    def touch(self, transaction: ManagedTransaction, rows: int) -> None:
        """Say that so many rows more are there."""
        transaction.run(TOUCH, id=MARK_ID, rows=rows).consume()

    def stop(self, transaction: ManagedTransaction) -> None:
        """Say that this program has given up."""
        transaction.run(STOP, id=MARK_ID, owner=self._owner).consume()

    def close(self, transaction: ManagedTransaction) -> None:
        """Remove the record: the import is there, or taken back."""
        transaction.run(CLOSE, id=MARK_ID).consume()

    def last(self, transaction: ManagedTransaction) -> Logged | None:
        """The part that was written last."""
        found = transaction.run(LAST, id=MARK_ID).values()
        if not found:
            return None
        identity, kind, added, before = found[0]
        return Logged(identity, kind, _unpacked(added)["id"], _unpacked(before))

    def forget(self, transaction: ManagedTransaction, logged: Logged) -> None:
        """Remove what was kept of a part."""
        transaction.run(FORGET, id=logged.id).consume()

    def forget_some(self, transaction: ManagedTransaction) -> int:
        """Remove what was kept of some parts of imports that have ended; how many these were."""
        return int(transaction.run(FORGET_SOME).single(strict=True).value())


def told(unfinished: Unfinished) -> str:
    """How far it is, for a message."""
    begun = unfinished.started.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{unfinished.written:,} of {unfinished.rows:,} rows of {unfinished.name}, begun {begun}"


def interrupted(where: str, unfinished: Unfinished) -> StorageError:
    """The error for whoever would write something else now."""
    what = f"an import was interrupted and is there in part ({told(unfinished)})"
    return StorageError(where, what, f"repeat that import to complete it, or {UNDO}")


def _packed(rows: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    rows.write_ipc(packed, compression="zstd")
    return packed.getvalue()


def _unpacked(packed: bytes) -> pl.DataFrame:
    return pl.read_ipc(io.BytesIO(packed))
