"""The graph in the making: nodes and ties from all tables of one system, and the notes about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.description import SourceDescription
from stakeholder_graph.exchange.mapping.existing import Existing
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.vocabulary import RoleReading

FIRMS = ("Company", "Organisation")
LISTED = 5
UNKNOWN = "in no file and not in the database; taken without this link"
EXPORT_TOO = "export that table too, and import them together"
SEVERAL = "several are called so; no link"
Note = tuple[str, str | None, str | None, str, str]


@cache
def _properties(label: str) -> tuple[str, ...]:
    return tuple(ontology().nodes[label].properties)


@cache
def _key(kind: str) -> tuple[str, ...]:
    return ontology().relationships[kind].key


@dataclass
class Register:
    """Gathers nodes by label and id, and ties by type and id; each once, with the row that it comes from.

    `node_tables` and `tie_tables` are put in as a whole; a node that is completed later leaves its table.
    `firms` are whom people work for, `accounts` those of opportunities, as far as these files say it.
    `made_firms` are companies of which there is only the name, `mails` who has which address. `same` leads
    from the id of a record that is somebody already to the id under which that one is kept.
    """

    source: SourceDescription
    context: Context
    ledger: Ledger
    nodes: defaultdict[str, dict[str, Values]] = field(default_factory=lambda: defaultdict(dict))
    ties: defaultdict[str, dict[tuple[Any, ...], Values]] = field(default_factory=lambda: defaultdict(dict))
    node_tables: defaultdict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))
    tie_tables: defaultdict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))
    taken_out: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    same: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    names: defaultdict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    mails: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    role_readings: dict[str, RoleReading | None] = field(default_factory=dict)
    made_firms: set[str] = field(default_factory=set)
    noted: dict[Note, list[int]] = field(default_factory=dict)
    firms: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    accounts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    existing: Existing = field(init=False)
    _filed: defaultdict[str, dict[str, tuple[int, int]]] = field(default_factory=lambda: defaultdict(dict))
    _tied: defaultdict[str, set[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(set))
    _unnamed: defaultdict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.existing = Existing(self.context.existing)

    def add_node(self, label: str, node: str, values: Mapping[str, Any], fields: Fields, row: Values) -> None:
        """Put a node in; one that is there already is completed where it is empty."""
        kept = {name: value for name in _properties(label) if (value := values.get(name)) is not None}
        known = self.nodes[label].get(node) or self._taken_out(label, node)
        if known is None:
            origin = {"id": node, ORIGIN_FILE: fields.file, ORIGIN_ROW: row[ORIGIN_ROW]}
            self.nodes[label][node] = origin | kept
            self.labels[node] = label
            if kept.get("name"):
                self._names(label)[name_key(kept["name"])].append(node)
        else:
            self.nodes[label][node] = {**kept, **known}
        if label == "Person" and kept.get("email"):
            self._names(label)
            self.mails[kept["email"].casefold()].append(node)

    def tie(self, kind: str, start: str, end: str, fields: Fields, row: Values, **values: Any) -> bool:
        """Put a tie in, unless it is there; say whether it was new."""
        filled = {name: value for name, value in values.items() if value is not None}
        made = {"start": start, "end": end, **filled}
        key = (start, end, *[made.get(name) for name in _key(kind)])
        if key in self.ties[kind] or key in self._tied[kind]:
            return False
        if kind == "WORKS_FOR":
            self.firms[start].add(end)
        if kind == "HAS_OPPORTUNITY":
            self.accounts[end].add(start)
        self.ties[kind][key] = {ORIGIN_FILE: fields.file, ORIGIN_ROW: row[ORIGIN_ROW], **made}
        return True

    def put_nodes(self, label: str, nodes: pl.DataFrame) -> None:
        """Put in a whole table of nodes that are not there yet, so that others find them."""
        number = len(self.node_tables[label])
        self._filed[label] |= {node: (number, place) for place, node in enumerate(nodes["id"])}
        self._unnamed[label].append(nodes)
        self.labels |= dict.fromkeys(nodes["id"], label)
        self.add_nodes(label, nodes)

    def put_ties(self, kind: str, ties: pl.DataFrame) -> None:
        """Put in a whole table of ties that are not there yet, so that others find them."""
        self.tie_tables[kind].append(ties)
        empty = [pl.lit(None).alias(name) for name in _key(kind) if name not in ties.columns]
        self._tied[kind] |= set(ties.with_columns(empty).select("start", "end", *_key(kind)).iter_rows())
        ends = ties.select("start", "end").iter_rows()
        if kind == "WORKS_FOR":
            for person, firm in ends:
                self.firms[person].add(firm)
        if kind == "HAS_OPPORTUNITY":
            for account, opportunity in ends:
                self.accounts[opportunity].add(account)

    def has(self, label: str, node: str | None) -> bool:
        """Whether the files have brought this node."""
        return node in self.nodes[label] or node in self._filed[label]

    def _taken_out(self, label: str, node: str) -> Values | None:
        """A node of a table, which leaves it; None where no table has it."""
        place = self._filed[label].pop(node, None)
        if place is None:
            return None
        self.taken_out[label].add(node)
        return self._row(label, *place)

    def _row(self, label: str, number: int, place: int) -> Values:
        row = self.node_tables[label][number].row(place, named=True)
        names = ("id", ORIGIN_FILE, ORIGIN_ROW, *_properties(label))
        return {name: row[name] for name in names if row.get(name) is not None}

    def _names(self, label: str) -> dict[str, list[str]]:
        """The ids of the files' nodes of this kind by their names; those of tables come in their turn."""
        for nodes in self._unnamed.pop(label, []):
            for node, name in nodes.select("id", "name").iter_rows():
                self.names[label][name_key(name)].append(node)
            if label == "Person" and "email" in nodes.columns:
                for node, mail in nodes.select("id", "email").drop_nulls().iter_rows():
                    self.mails[mail.casefold()].append(node)
        return self.names[label]

    def add_nodes(self, label: str, nodes: pl.DataFrame) -> None:
        """Put in a whole table of nodes that nobody has yet and that nothing leads to."""
        self.node_tables[label].append(nodes)

    def add_ties(self, kind: str, ties: pl.DataFrame) -> None:
        """Put in a whole table of ties between nodes of which only this table has any; each tie once."""
        key = [name for name in ("start", "end", *_key(kind)) if name in ties.columns]
        self.tie_tables[kind].append(ties.unique(key, keep="first", maintain_order=True))

    def note(
        self, fields: Fields, row: Values, column: str | None, value: str | None, problem: str, hint: str
    ) -> None:
        """Write down something about a row; the same of several rows is one note with their count."""
        self.noted.setdefault((fields.file, column, value, problem, hint), []).append(row[ORIGIN_ROW])

    def leave_out(self, fields: Fields, row: Values, why: str) -> None:
        """Count a row as left out on purpose."""
        self.ledger.leave_out(fields.file, [row[ORIGIN_ROW]], why)

    def label_of(self, node: str) -> str | None:
        """The kind of a node of the files or of the database; None where nobody has it."""
        return self.labels.get(node) or self.existing.labels.get(node)

    def kept(self, node: str) -> str:
        """The id under which this one is kept: its own, unless it is the same as another."""
        return self.same.get(node, node)

    def known(self, node: str | None, labels: Collection[str]) -> str | None:
        """The id under which this one is kept, if it is one of these kinds; else None."""
        if node is None:
            return None
        kept = self.kept(node)
        return kept if self.label_of(kept) in labels else None

    def linked(
        self, fields: Fields, row: Values, target: str, labels: Collection[str], *, by_name: bool = True
    ) -> str | None:
        """The node to which a column leads, by id or by name; None, with a note, where nobody has it."""
        node, name = row.get(target), row.get(f"{target}_name") if by_name else None
        if node is None and name is None:
            return None
        found = self.known(node, labels)
        if found is None and node is None:
            hits = [hit for label in labels for hit in self.named(label, name or "")]
            found = hits[0] if len(hits) == 1 else None
            if len(hits) > 1:
                listed = ", ".join(sorted(hits)[:LISTED])
                column = fields.column(f"{target}_name")
                self.note(fields, row, column, name, SEVERAL, f"could be {listed}")
                return None
        if found is None:
            column = fields.column(target, f"{target}_name") if node else fields.column(f"{target}_name")
            self.note(fields, row, column, node or name, UNKNOWN, EXPORT_TOO)
        return found

    def named(self, label: str, name: str) -> list[str]:
        """The ids of all nodes of this kind that are called so, in the files and in the database."""
        key = name_key(name)
        here = self._names(label).get(key, [])
        return list(dict.fromkeys([*here, *self.existing.names(label).get(key, [])]))

    def all_names(self, label: str) -> list[str]:
        """Every name of this kind, in the files and in the database, as names are compared."""
        return list(dict.fromkeys([*self._names(label), *self.existing.names(label)]))

    def with_mail(self, mail: str) -> list[str]:
        """The ids of all people who have this mail address, in the files and in the database."""
        key = mail.casefold()
        self._names("Person")
        return list(dict.fromkeys([*self.mails.get(key, []), *self.existing.mails.get(key, [])]))

    def firms_of(self, person: str) -> set[str]:
        """Whom a person works for, in the files or in the database."""
        return self.firms.get(person) or self.existing.ends("WORKS_FOR", "start", "end").get(person, set())

    def accounts_of(self, opportunity: str) -> set[str]:
        """Whose opportunity it is, in the files or in the database."""
        found = self.accounts.get(opportunity)
        return found or self.existing.ends("HAS_OPPORTUNITY", "end", "start").get(opportunity, set())

    def value(self, label: str, node: str, name: str) -> Any:
        """One value of a node as the files have it, else as the database has it."""
        row = self.nodes[label].get(node)
        if row is None and node in self._filed[label]:
            row = self._row(label, *self._filed[label][node])
        found = (row or {}).get(name)
        return found if found is not None else self.existing.node(label, node).get(name)

    def write_notes(self) -> None:
        """Hand all notes to the ledger."""
        for (file, column, value, problem, hint), rows in self.noted.items():
            self.ledger.note(file, rows, column, value, problem, hint)
        self.noted.clear()
