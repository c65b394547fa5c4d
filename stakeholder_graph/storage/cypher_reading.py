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


TOGETHER = 64
"""So many texts are sent as one: the driver takes as long for each of them as for all, and a longer one takes
the server longer to put together."""


def joined(column: str) -> str:
    """The texts of a list, so many as one, each with $end behind it."""
    pieces = f"range(0, size({column}) - 1, {TOGETHER})"
    return f"[i IN {pieces} | reduce(text = '', value IN {column}[i..i + {TOGETHER}] | text + value + $end)]"


class Alike(NamedTuple):
    """What the rows of a kind are expected to have in common: a value, or none at all, by column.

    `texts` and `days` among those that vary are sent many as one.
    """

    varied: tuple[str, ...]
    days: frozenset[str]
    texts: frozenset[str]
    same: Mapping[str, Any]

    def collected(self, *ends: str) -> str:
        """The columns that vary, each a list; an empty text stands for nothing, which collect passes over."""
        values = [*ends]
        for one in self.varied:
            value = f"x.{quoted(one)}"
            values.append(f"coalesce({f'toString({value})' if one in self.days else value}, '')")
        return ", ".join(["", *(f"collect({value}) AS c{place}" for place, value in enumerate(values))])

    def is_joined(self, column: str) -> bool:
        """Whether the values of a column come many as one; those of the ends of a relationship always do."""
        return column not in self.varied or column in self.days or column in self.texts

    def sent(self, *ends: str) -> str:
        """The list of these lists."""
        names = enumerate([*ends, *self.varied])
        return ", ".join(
            joined(f"c{place}") if self.is_joined(name) else f"c{place}" for place, name in names
        )

    def counts(self) -> str:
        """How many rows have the value that is expected, or any value where none is; then, for each column
        whose texts come many as one, how many of its values are no text.
        """
        counted = [
            f"count(x.{quoted(one)})"
            if value is None
            else f"count(CASE WHEN x.{quoted(one)} = $same.{quoted(one)} THEN 1 END)"
            for one, value in self.same.items()
        ]
        texts = (one for one in self.varied if one in self.texts)
        counted += [f"count(CASE WHEN NOT x.{quoted(one)} IS :: STRING THEN 1 END)" for one in texts]
        return f"[{', '.join(counted)}]"


def page_of_nodes(label: str, alike: Alike) -> LiteralString:
    """Return the statement for the next $piece nodes whose id comes after $after, with what varies."""
    found = f"MATCH (x:{quoted(label)}) WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece"
    counted = f"count(x) AS length, max(x.id) AS last, count(x) AS ours, {alike.counts()} AS counts"
    return literal(
        f"{found} WITH {counted}{alike.collected()} RETURN length, last, [{alike.sent()}], ours, counts"
    )


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
    counted = (
        "count(x) AS length, max(x.id) AS last, "
        f"count(CASE WHEN {fits} AND x.id = {identity} THEN 1 END) AS ours, "
        f"{alike.counts()} AS counts"
    )
    return literal(
        f"MATCH ()-[x:{quoted(name)}]->() WHERE x.id > $after WITH x ORDER BY x.id LIMIT $piece "
        f"WITH x, startNode(x) AS a, endNode(x) AS b WITH {counted}{alike.collected('a.id', 'b.id')} "
        f"RETURN length, last, [{alike.sent('a.id', 'b.id')}], ours, counts"
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
