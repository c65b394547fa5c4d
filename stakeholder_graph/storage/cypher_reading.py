"""From the ontology to Cypher: the statements that read a server, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, LiteralString, NamedTuple

from stakeholder_graph.storage.cypher_statements import literal, quoted

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


def count_nodes(label: str) -> LiteralString:
    """Return the statement that tells how many nodes of a label there are, without a look at them."""
    return literal(f"MATCH (x:{quoted(label)}) RETURN count(x)")


def count_ties(name: str) -> LiteralString:
    """Return the statement that tells how many relationships of a type there are."""
    return literal(f"MATCH ()-[x:{quoted(name)}]->() RETURN count(x)")


def nodes_after(label: str) -> LiteralString:
    """Return the statement for the next $piece nodes whose id comes after $after, packed."""
    found = f"MATCH (x:{quoted(label)}) WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece"
    return literal(f"{found} {PACKED}")


class Alike(NamedTuple):
    """What the rows of a kind are expected to have in common: a value, or none at all, by column."""

    varied: tuple[str, ...]
    days: frozenset[str]
    same: Mapping[str, Any]

    def sent(self) -> list[str]:
        """The lists of the columns that vary; an empty text stands for nothing, which collect passes over."""
        values = [
            f"toString(x.{quoted(one)})" if one in self.days else f"x.{quoted(one)}" for one in self.varied
        ]
        return [f"collect(coalesce({value}, ''))" for value in values]

    def counts(self) -> str:
        """How many rows have the value that is expected, or any value where none is."""
        counted = [
            f"count(x.{quoted(one)})"
            if value is None
            else f"count(CASE WHEN x.{quoted(one)} = $same.{quoted(one)} THEN 1 END)"
            for one, value in self.same.items()
        ]
        return f"[{', '.join(counted)}]"


def page_of_nodes(label: str, alike: Alike) -> LiteralString:
    """Return the statement for the next $piece nodes whose id comes after $after, with what varies."""
    found = f"MATCH (x:{quoted(label)}) WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece"
    lists = ", ".join(alike.sent())
    return literal(f"{found} RETURN count(x), max(x.id), [{lists}], count(x) AS ours, {alike.counts()}")


def page_of_ties(
    name: str, starts: Iterable[str], ends: Iterable[str], alike: Alike, key: Iterable[str]
) -> LiteralString:
    """Return the statement for the next $piece relationships whose id comes after $after.

    Only what varies is sent; and how many hang on kinds of ours and have the id that follows from $type, ends
    and key.
    """
    fits = " AND ".join(
        "(" + " OR ".join(f"{end}:{quoted(label)}" for label in labels) + ")"
        for end, labels in (("a", starts), ("b", ends))
    )
    parts = [f"coalesce(toString(x.{quoted(one)}), '')" for one in key]
    identity = " + '|' + ".join(["$type", "a.id", "b.id", *parts])
    lists = ", ".join(["collect(a.id)", "collect(b.id)", *alike.sent()])
    return literal(
        f"MATCH ()-[x:{quoted(name)}]->() WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece "
        f"WITH x, startNode(x) AS a, endNode(x) AS b RETURN count(x), max(x.id), [{lists}], "
        f"count(CASE WHEN {fits} AND x.id = {identity} THEN 1 END), {alike.counts()}"
    )


def nodes_of_ids(label: str) -> LiteralString:
    """Return the statement for the nodes with one of these $ids, packed."""
    return literal(f"UNWIND $ids AS id MATCH (x:{quoted(label)} {{id: id}}) {PACKED}")


def ties_after(name: str) -> LiteralString:
    """Return the statement for the next $piece relationships whose id comes after $after, packed."""
    found = f"MATCH ()-[x:{quoted(name)}]->() WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece"
    return literal(f"{found} {PACKED_TIES}")


def ties_of_ids(name: str) -> LiteralString:
    """Return the statement for the relationships with one of these $ids, packed."""
    return literal(f"UNWIND $ids AS id MATCH ()-[x:{quoted(name)} {{id: id}}]->() {PACKED_TIES}")
