"""From the ontology to Cypher: rules for ids, and the statements that fill and read a server.

Labels, types and property names come from the ontology and are quoted; every value is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import LiteralString

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
)


COLUMNS = "[name IN $columns | [x IN xs | x[name]]] + [name IN $days | [x IN xs | toString(x[name])]]"
SHORT = (
    "[c IN lists | CASE WHEN all(v IN c WHERE v IS NULL) THEN [] "
    "WHEN all(v IN c WHERE v = c[0]) THEN c[..1] ELSE c END]"
)
PACKED = f"""
WITH collect(x) AS xs WITH xs, {COLUMNS} AS lists
RETURN size(xs), xs[-1].id, {SHORT}
"""
"""The values of what was found, a list a column, which is three times as fast as rows.

How many; the last id; the lists of $columns and of $days, which come as text. A list that holds nothing comes
empty, one that holds the same value everywhere comes with that value alone.
"""
PACKED_TIES = f"""
WITH collect(x) AS page
WITH page, [x IN page WHERE any(label IN labels(startNode(x)) WHERE label IN $starts)
  AND any(label IN labels(endNode(x)) WHERE label IN $ends)] AS xs
WITH page, xs,
  [[x IN xs | startNode(x).id], [x IN xs | endNode(x).id]] + {COLUMNS} AS lists
RETURN size(page), page[-1].id, {SHORT}, size(xs),
  CASE WHEN all(x IN xs WHERE x.id = type(x) + '|' + startNode(x).id + '|' + endNode(x).id
  + reduce(text = '', name IN $key | text + '|' + coalesce(toString(x[name]), '')))
  THEN [] ELSE [x IN xs | x.id] END
"""
"""Start and end before the other lists; then how many hang on kinds that the ontology allows, for others
are left out; and last the ids: none where all follow from type, ends and $key."""


def quoted(name: str) -> str:
    """Return a label, a type or a property as Cypher writes it."""
    return "`" + name.replace("`", "``") + "`"


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
    return {name: _text(text) for name, text in made.items()}


def count_nodes(label: str) -> LiteralString:
    """Return the statement that tells how many nodes of a label there are, without a look at them."""
    return _text(f"MATCH (x:{quoted(label)}) RETURN count(x)")


def count_ties(name: str) -> LiteralString:
    """Return the statement that tells how many relationships of a type there are."""
    return _text(f"MATCH ()-[x:{quoted(name)}]->() RETURN count(x)")


def nodes_after(label: str) -> LiteralString:
    """Return the statement for the next $piece nodes whose id comes after $after, packed."""
    found = f"MATCH (x:{quoted(label)}) WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece"
    return _text(f"{found} {PACKED}")


def nodes_of_ids(label: str) -> LiteralString:
    """Return the statement for the nodes with one of these $ids, packed."""
    return _text(f"UNWIND $ids AS id MATCH (x:{quoted(label)} {{id: id}}) {PACKED}")


def ties_after(name: str) -> LiteralString:
    """Return the statement for the next $piece relationships whose id comes after $after, packed."""
    found = f"MATCH ()-[x:{quoted(name)}]->() WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece"
    return _text(f"{found} {PACKED_TIES}")


def ties_of_ids(name: str) -> LiteralString:
    """Return the statement for the relationships with one of these $ids, packed."""
    return _text(f"UNWIND $ids AS id MATCH ()-[x:{quoted(name)} {{id: id}}]->() {PACKED_TIES}")


def merge_nodes(label: str, columns: Iterable[str]) -> LiteralString:
    """Return the statement that adds or updates nodes: $rows of id and the values of the columns."""
    return _text(
        f"UNWIND $rows AS row MERGE (x:{quoted(label)} {{id: row[0]}}){_set(columns, 1)} RETURN count(x)"
    )


def create_ties(name: str, start: str, end: str, columns: Iterable[str]) -> LiteralString:
    """Return the statement that adds relationships: $rows of id, start, end and the columns' values.

    They are known to be new. A MERGE would look through all that hangs on an end, and an employer has
    thousands; two of one id are refused by the constraint.
    """
    return _text(
        f"UNWIND $rows AS row "
        f"MATCH (a:{quoted(start)} {{id: row[1]}}) MATCH (b:{quoted(end)} {{id: row[2]}}) "
        f"CREATE (a)-[x:{quoted(name)} {{id: row[0]}}]->(b){_set(columns, 3)} RETURN count(x)"
    )


def update_ties(name: str, columns: Iterable[str]) -> LiteralString:
    """Return the statement that sets the columns of relationships: $rows of id and values."""
    return _text(
        f"UNWIND $rows AS row MATCH ()-[x:{quoted(name)} {{id: row[0]}}]->(){_set(columns, 1)} "
        "RETURN count(x)"
    )


def remove_nodes(label: str) -> LiteralString:
    """Return the statement that removes the nodes with these $ids on which nothing hangs: how many stay."""
    return _text(
        f"UNWIND $ids AS id MATCH (x:{quoted(label)} {{id: id}}) "
        "WITH collect(CASE WHEN NOT EXISTS { (x)--() } THEN x END) AS free, count(x) AS found "
        "FOREACH (x IN free | DELETE x) RETURN found - size(free)"
    )


def remove_ties(name: str) -> LiteralString:
    """Return the statement that removes the relationships with these $ids."""
    return _text(f"UNWIND $ids AS id MATCH ()-[x:{quoted(name)} {{id: id}}]->() DELETE x")


def _text(text: str) -> LiteralString:
    """The driver takes literal texts alone; ours hold nothing but quoted names of the ontology."""
    return text


def _set(columns: Iterable[str], first: int) -> str:
    values = [f"x.{quoted(name)} = row[{place}]" for place, name in enumerate(columns, first)]
    return f" SET {', '.join(values)}" if values else ""
