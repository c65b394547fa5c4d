"""Rows in the place of others on a server, in one transaction, and the texts kept beside the graph."""

from __future__ import annotations

from typing import LiteralString

import polars as pl
from neo4j import ManagedTransaction

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage.cypher_statements import (
    LOCK,
    MARK,
    MARK_ID,
    SCHEMA_VERSION,
    remove_nodes,
    remove_ties,
)
from stakeholder_graph.storage.faults import changed_meanwhile
from stakeholder_graph.storage.server_faults import server_in_plain_words
from stakeholder_graph.storage.server_imports import interrupted
from stakeholder_graph.storage.server_loading import Loader
from stakeholder_graph.storage.server_plan import Part, labels_of
from stakeholder_graph.storage.server_titles import kept_titles
from stakeholder_graph.storage.server_writing import ServerWriter
from stakeholder_graph.storage.store import Rewrite

MEMOS: LiteralString = "MATCH (m:StakeholderGraphMemo) RETURN m.id, m.text"
KEEP_MEMO: LiteralString = "MERGE (m:StakeholderGraphMemo {id: $id}) SET m.name = $id, m.text = $text"
FORGET_MEMO: LiteralString = "MATCH (m:StakeholderGraphMemo {id: $id}) DELETE m"


class Rewriter(Loader):
    """Writes to one server; what takes the place of something else goes in one transaction."""

    def rewrite(self, change: Rewrite, records: Records) -> None:
        """Let the records stand exactly as they are given, and let go of what the change removes."""
        with server_in_plain_words(self.address):
            self._commit(lambda transaction: self._rewrite_in(transaction, change, records))

    def _rewrite_in(self, transaction: ManagedTransaction, change: Rewrite, records: Records) -> None:
        new = {"id": MARK_ID, "identity": self.identity, "schema": SCHEMA_VERSION}
        transaction.run(LOCK, new).consume()
        if there := self._record.find(transaction):
            raise interrupted(self._where, there)
        if transaction.run(MARK, id=MARK_ID).data()[0]["m.revision"] != change.revision:
            raise changed_meanwhile(self._where)
        writer = ServerWriter(transaction, self.model, self._where)
        for name in {**records.relationships, **change.removed.relationships}:
            tables = (records.relationship_table(name), change.removed.relationship_table(name))
            ids = pl.concat([table["id"] for table in tables])
            transaction.run(remove_ties(name), ids=ids.to_list()).consume()
        for label, rows in records.nodes.items():
            known = writer.reader.nodes(label, rows["id"], {})
            fresh = rows.join(known, on="id", how="anti", maintain_order="left")
            there_already = rows.join(known, on="id", how="semi", maintain_order="left")
            writer.write(Part(label, fresh, there_already, there_already), pl.DataFrame())
        ends = [table[end] for table in records.relationships.values() for end in ("start", "end")]
        ids = pl.concat([pl.Series(dtype=pl.String()), *ends]).unique()
        labels = labels_of(ids, writer.reader, self.model)
        for name, rows in records.relationships.items():
            writer.write(Part(name, rows, rows.clear(), rows.clear()), labels)
        for label, rows in change.removed.nodes.items():
            self._remove(transaction, label, rows["id"])
        for memo, text in change.memos.items():
            statement = FORGET_MEMO if text is None else KEEP_MEMO
            transaction.run(statement, id=memo, text=text).consume()
        writer.refresh_reads(writer.reads_to_refresh(kept_titles(transaction)))
        self._bump(transaction)

    def _remove(self, transaction: ManagedTransaction, label: str, ids: pl.Series) -> None:
        stay = transaction.run(remove_nodes(label), ids=ids.to_list()).single(strict=True).value()
        if stay:
            what = f"{', '.join(ids)} cannot be removed, for something that is not ours hangs on it"
            raise StorageError(self._where, what, "look at it in Neo4j Browser, and remove that first")
