"""From the ontology to Cypher: rules for ids, and the statements that fill a server.

Labels, types and property names come from the ontology and are quoted; every value is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import LiteralString, NamedTuple

from stakeholder_graph.model.ontology import Ontology

SCHEMA_VERSION = 1
MARK_ID = "stakeholder-graph"
MARK = "MATCH (m:StakeholderGraph {id: $id}) RETURN m.identity, m.revision, m.schema, m.written"
LOCK = """
MERGE (m:StakeholderGraph {id: $id})
ON CREATE SET m.name = $id, m.identity = $identity, m.revision = 0, m.schema = $schema
SET m.locked = true REMOVE m.locked RETURN m.revision
"""
"""Makes our mark where it is missing; whoever else writes then waits until this transaction has ended."""
BUMP = "MATCH (m:StakeholderGraph {id: $id}) SET m.revision = m.revision + 1, m.written = $token"
TITLES = "MATCH (t:StakeholderGraphTitles {id: $id}) RETURN t.readings"
KEEP_TITLES = "MERGE (t:StakeholderGraphTitles {id: $id}) SET t.name = $name, t.readings = $readings"
ANY_NODE = "MATCH (n) RETURN labels(n) LIMIT 1"
NAMES_OF_RULES = ("SHOW CONSTRAINTS YIELD name RETURN name", "SHOW INDEXES YIELD name RETURN name")
OURS = (
    "StakeholderGraph",
    "StakeholderGraphTitles",
    "StakeholderGraphImport",
    "StakeholderGraphImportStep",
    "StakeholderGraphMemo",
)


def quoted(name: str) -> str:
    """Return a label, a type or a property as Cypher writes it."""
    return "`" + name.replace("`", "``") + "`"


class Columns(NamedTuple):
    """What is sent of a column: a value a row, a day as text a row, or one value for all rows in $same."""

    in_rows: tuple[str, ...]
    days: frozenset[str] = frozenset()
    same: tuple[str, ...] = ()

    def places(self, first: int) -> dict[str, str]:
        """Where the value of each column is found, when the first stands at this place of a row."""
        found = {
            name: f"date(row[{place}])" if name in self.days else f"row[{place}]"
            for place, name in enumerate(self.in_rows, first)
        }
        return found | {name: f"$same.{quoted(name)}" for name in self.same}


def rules(model: Ontology) -> dict[str, LiteralString]:
    """Return the statements that make constraints and indexes, by name: an id names one thing.

    Names and days of nodes get an index of their own, because questions begin with them.
    """
    made: dict[str, str] = {}
    for label in (*OURS, *model.nodes):
        name = f"stakeholder_graph_{label}_id"
        made[name] = (
            f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE"
        )
    for kind in model.relationships:
        name = f"stakeholder_graph_{kind}_id"
        made[name] = (
            f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS "
            f"FOR ()-[r:{quoted(kind)}]-() REQUIRE r.id IS UNIQUE"
        )
    for label, node in model.nodes.items():
        for prop, form in (("name", "TEXT"), ("date", "RANGE")):
            if prop in node.properties:
                name = f"stakeholder_graph_{label}_{prop}"
                made[name] = (
                    f"CREATE {form} INDEX {quoted(name)} IF NOT EXISTS "
                    f"FOR (n:{quoted(label)}) ON (n.{quoted(prop)})"
                )
    return {name: literal(text) for name, text in made.items()}


def create_nodes(label: str, columns: Columns) -> LiteralString:
    """Return the statement that adds nodes: $rows of id and the values of the columns.

    They are known to be new; two of one id are refused by the constraint.
    """
    values = {"id": "row[0]", **columns.places(1)}
    return literal(f"UNWIND $rows AS row CREATE (x:{quoted(label)} {_map(values)}) RETURN count(x)")


def update_nodes(label: str, columns: Iterable[str]) -> LiteralString:
    """Return the statement that sets the columns of nodes: $rows of id and values."""
    return literal(
        f"UNWIND $rows AS row MATCH (x:{quoted(label)} {{id: row[0]}}){_set(columns)} RETURN count(x)"
    )


def create_ties(
    name: str, start: str, end: str, columns: Columns, key: Iterable[str] | None = None
) -> LiteralString:
    """Return the statement that adds relationships: $rows of start, end, id and the columns' values.

    They are known to be new. A MERGE would look through all that hangs on an end, and an employer has
    thousands; two of one id are refused by the constraint. With a `key` the rows hold no id: it follows from
    $type, ends and key, and a third less is sent.
    """
    values = columns.places(3 if key is None else 2)
    identity = "row[2]"
    if key is not None:
        parts = [f"coalesce(toString({values[one]}), '')" if one in values else "''" for one in key]
        identity = " + '|' + ".join(["$type", "row[0]", "row[1]", *parts])
    return literal(
        f"UNWIND $rows AS row "
        f"MATCH (a:{quoted(start)} {{id: row[0]}}) MATCH (b:{quoted(end)} {{id: row[1]}}) "
        f"CREATE (a)-[x:{quoted(name)} {_map({'id': identity, **values})}]->(b) RETURN count(x)"
    )


def update_ties(name: str, columns: Iterable[str]) -> LiteralString:
    """Return the statement that sets the columns of relationships: $rows of id and values."""
    found = f"MATCH ()-[x:{quoted(name)} {{id: row[0]}}]->() {_by_id(name)}"
    return literal(f"UNWIND $rows AS row {found}{_set(columns)} RETURN count(x)")


def remove_nodes(label: str) -> LiteralString:
    """Return the statement that removes the nodes with these $ids on which nothing hangs: how many stay."""
    return literal(
        f"UNWIND $ids AS id MATCH (x:{quoted(label)} {{id: id}}) "
        "WITH collect(CASE WHEN NOT EXISTS { (x)--() } THEN x END) AS free, count(x) AS found "
        "FOREACH (x IN free | DELETE x) RETURN found - size(free)"
    )


def remove_ties(name: str) -> LiteralString:
    """Return the statement that removes the relationships with these $ids."""
    return literal(f"UNWIND $ids AS id MATCH ()-[x:{quoted(name)} {{id: id}}]->() {_by_id(name)} DELETE x")


def _by_id(name: str) -> str:
    """The hint without which a plan from when there were few relationships reads all of them for each row."""
    return f"USING INDEX x:{quoted(name)}(id)"


def literal(text: str) -> LiteralString:
    """The driver takes literal texts alone; ours hold nothing but quoted names of the ontology."""
    return text


def _map(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{quoted(name)}: {value}" for name, value in values.items()) + "}"


def _set(columns: Iterable[str]) -> str:
    values = [f"x.{quoted(name)} = row[{place}]" for place, name in enumerate(columns, 1)]
    return f" SET {', '.join(values)}" if values else ""
