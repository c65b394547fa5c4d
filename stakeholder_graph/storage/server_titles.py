"""What the job titles were read as, kept on the server in one node."""

from __future__ import annotations

import io

import polars as pl
from neo4j import ManagedTransaction

from stakeholder_graph.storage.cypher_statements import KEEP_TITLES, MARK_ID, TITLES
from stakeholder_graph.storage.statements import TITLE_KEY, TITLE_READING


def kept_titles(transaction: ManagedTransaction) -> pl.DataFrame:
    """The readings that are kept there, in the order in which they came."""
    schema = dict(TITLE_READING.schema)
    found = transaction.run(TITLES, id=MARK_ID).single()
    return pl.read_json(io.StringIO(found.value()), schema=schema) if found else pl.DataFrame(schema=schema)


def keep_titles(transaction: ManagedTransaction, rows: pl.DataFrame) -> None:
    """Add these readings to those kept by the same rules, and drop those of other ones."""
    kept = kept_titles(transaction).join(rows, on=TITLE_KEY, how="anti", maintain_order="left")
    kept = kept.filter(pl.col("rules").is_in(rows["rules"].unique().implode()))
    text = pl.concat([kept, rows]).unique(TITLE_KEY, keep="last", maintain_order=True).write_json()
    name = "What the job titles were read as"
    transaction.run(KEEP_TITLES, id=MARK_ID, name=name, readings=text).consume()
