"""What the database has, found by id, name and mail address; each index is made when first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.model.records import Records


@dataclass
class Existing:
    """The records of the database as the rows of files look for them."""

    records: Records
    _ends: dict[tuple[str, str, str], dict[str, set[str]]] = field(default_factory=dict)
    _places: dict[str, dict[str, int]] = field(default_factory=dict)
    _names: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def node(self, label: str, node: str) -> Mapping[str, Any]:
        """A node; empty where the database has none."""
        if label not in self._places:
            ids = self.records.node_table(label)["id"]
            self._places[label] = {one: place for place, one in enumerate(ids)}
        place = self._places[label].get(node)
        return {} if place is None else self.records.node_table(label).row(place, named=True)

    def names(self, label: str) -> dict[str, list[str]]:
        """The ids of all nodes of this kind by their names, as names are compared."""
        if label not in self._names:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for node, name in self.records.node_table(label).select("id", "name").drop_nulls().iter_rows():
                found[name_key(name)].append(node)
            self._names[label] = dict(found)
        return self._names[label]

    @cached_property
    def mails(self) -> dict[str, list[str]]:
        """The ids of all people by their mail addresses."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        people = self.records.node_table("Person").select("id", "email").drop_nulls()
        for node, mail in people.iter_rows():
            found[mail.casefold()].append(node)
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """The kind of every node."""
        return {node: label for label, table in self.records.nodes.items() for node in table["id"]}

    def ends(self, kind: str, key: str, value: str) -> dict[str, set[str]]:
        """The other ends of all ties of a kind by one of their ends."""
        asked = (kind, key, value)
        if asked not in self._ends:
            found: defaultdict[str, set[str]] = defaultdict(set)
            for one, other in self.records.relationship_table(kind).select(key, value).iter_rows():
                found[one].add(other)
            self._ends[asked] = dict(found)
        return self._ends[asked]
