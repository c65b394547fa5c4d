"""Whose data a server holds: the tests empty only one that was empty when they came, and leave it empty."""

from __future__ import annotations

import secrets
from typing import LiteralString

from neo4j import Driver

MARK = "stakeholder_graph_tests_"
DATABASE = "neo4j"
DROP: dict[str, LiteralString] = {"CONSTRAINT": "DROP CONSTRAINT $name", "INDEX": "DROP INDEX $name"}


class NotOurs(Exception):
    """The server holds something that these tests have not made; the text says what, and what to do."""


class Claim:
    """The right to empty a server: it held nothing, and carries the mark of this test run since.

    The mark is an index of a label that nothing has, for a node would make the server look used.
    """

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.mark = MARK + secrets.token_hex(8)
        self.set_mark()

    def set_mark(self) -> None:
        """Mark the server. Raises NotOurs when there is any node, constraint or index on it."""
        nodes, schema = self._nodes(), self.schema()
        if nodes or schema:
            held = f"{nodes} nodes" if nodes else f"a constraint or index: {schema[0][1]}"
            raise NotOurs(
                f"the tests would empty this server, and it holds what they have not made ({held}); "
                "give them an empty one, or unset NEO4J_URI and they start one of their own"
            )
        self.driver.execute_query(
            "CREATE INDEX $mark FOR (nothing:StakeholderGraphTests) ON (nothing.run)",
            {"mark": self.mark},
            database_=DATABASE,
        )

    def wipe(self) -> None:
        """Remove all nodes, constraints and indexes. Raises NotOurs when our mark is not there (any more)."""
        schema = self.remove_nodes()
        # All in one transaction, for there are dozens of them and each commit takes its time
        with self.driver.session(database=DATABASE) as session, session.begin_transaction() as transaction:
            for kind, name in schema:
                if name != self.mark:
                    transaction.run(DROP[kind], {"name": name}).consume()
            transaction.commit()

    def remove_nodes(self) -> list[tuple[str, str]]:
        """Remove all nodes; return the constraints and indexes, which stay. Raises NotOurs as `wipe` does."""
        schema = self.schema()
        if ("INDEX", self.mark) not in schema:
            raise NotOurs("the server does not carry the mark of this test run; nothing was removed from it")
        with self.driver.session(database=DATABASE) as session:
            session.run(
                "MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 10000 ROWS"
            ).consume()
        return schema

    def release(self) -> None:
        """Leave the server as it was found: empty, without the mark."""
        self.wipe()
        self.driver.execute_query(DROP["INDEX"], {"name": self.mark}, database_=DATABASE)

    def _nodes(self) -> int:
        rows = self.driver.execute_query(
            "MATCH (node) RETURN count(node) AS nodes", database_=DATABASE
        ).records
        return int(rows[0]["nodes"])

    def schema(self) -> list[tuple[str, str]]:
        """Kind and name of each; without the lookup indexes of every database and those of constraints."""
        constraints = self.driver.execute_query(
            "SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name", database_=DATABASE
        )
        indexes = self.driver.execute_query(
            "SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' "
            "AND owningConstraint IS NULL RETURN name ORDER BY name",
            database_=DATABASE,
        )
        return [
            *(("CONSTRAINT", str(row["name"])) for row in constraints.records),
            *(("INDEX", str(row["name"])) for row in indexes.records),
        ]
