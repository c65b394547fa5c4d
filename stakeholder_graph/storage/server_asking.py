"""Anyone's reading Cypher on a server, its answer in plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import ClientError
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from stakeholder_graph.errors import StorageError
from stakeholder_graph.storage.cypher_text import WHERE, check_single
from stakeholder_graph.storage.server_faults import kind_of, one_line
from stakeholder_graph.storage.store import Answer

REFUSED = "it writes, and questions only read"


def ask(session: Session, text: str, parameters: Mapping[str, Any]) -> Answer:
    """Run one reading text in a session of read access; StorageError for what is no such text."""
    check_single(text)

    def run(transaction: ManagedTransaction) -> Answer:
        found = transaction.run(text, dict(parameters))
        return Answer(tuple(found.keys()), tuple(tuple(map(plain, row)) for row in found.values()))

    try:
        return session.execute_read(run)
    except ClientError as error:
        kind = kind_of(error)
        if kind == "Statement.AccessMode":
            next_step = "change the graph with import, or with a command that writes"
            raise StorageError(WHERE, REFUSED, next_step) from error
        if kind.startswith(("Statement.", "Procedure.")):
            next_step = "correct the Cypher; `queries NAME` shows texts that run"
            raise StorageError(WHERE, one_line(error), next_step) from error
        raise


def plain(value: Any) -> Any:
    """Return a value of the driver as every engine gives it."""
    if isinstance(value, Date | DateTime | Time):
        return value.to_native()
    if isinstance(value, Duration):
        return {"months": value.months, "days": value.days, "seconds": value.seconds}
    if isinstance(value, Node):
        label = next(iter(sorted(value.labels)), "")
        return {"label": label, **{name: plain(item) for name, item in sorted(value.items())}}
    if isinstance(value, Relationship):
        return {"kind": value.type, **{name: plain(item) for name, item in sorted(value.items())}}
    if isinstance(value, Path):
        return {"nodes": [plain(one) for one in value.nodes],
                "relationships": [plain(one) for one in value.relationships]}  # fmt: skip
    if isinstance(value, Point):
        return list(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
