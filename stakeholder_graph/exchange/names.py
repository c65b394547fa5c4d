"""How names are compared, and who is meant by a name or an id."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import polars as pl

from stakeholder_graph.exchange.cells import spoilt_by_excel, trim
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

LISTED = 5  # candidates in a hint


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """A name as it is compared: capitals, blanks and ways to write an accent do not count."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", trim(name))
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Entry:
    """Somebody or something that a link can lead to."""

    id: str
    label: str
    name: str


@dataclass(frozen=True)
class Miss:
    """Why a text names nobody: what is wrong, and whom it could mean; `several` when it names too many.

    `waits_for` is the file that could not be read and may hold it.
    """

    problem: str
    hint: str
    several: bool = False
    waits_for: str = ""


@dataclass
class Directory:
    """All nodes of the files and of the database, found by id or by name.

    `nodes` are those of the files by label (id, name); they replace nodes of the database that have the same
    id. `employers` gives for the id of a person the ids of the employers; it is asked only where names agree.
    `unread` are rows that could not be put under their header, by the key of each of their cells.
    `unread_file` says for a text and the kinds that fit which file that could not be read may hold it, or "".
    """

    nodes: Mapping[str, pl.DataFrame]
    existing: Records
    employers: Callable[[], Mapping[str, set[str]]] = field(default=dict)
    unread: Mapping[str, Entry] = field(default_factory=dict)
    unread_file: Callable[[str, tuple[str, ...]], str] = lambda text, labels: ""

    @cached_property
    def ids(self) -> pl.DataFrame:
        """Every id once, with its label."""
        parts = [table.select("id", label=pl.lit(label)) for label, table in self.nodes.items()]
        parts += [table.select("id", label=pl.lit(label)) for label, table in self.existing.nodes.items()]
        empty = pl.DataFrame(schema={"id": pl.String(), "label": pl.String()})
        return pl.concat([empty, *parts]).unique("id", keep="first", maintain_order=True)

    def ids_of(self, label: str) -> pl.Series:
        """The ids of all nodes of one kind; an id that two kinds share, which is a fault, is in both."""
        empty = pl.Series("id", [], dtype=pl.String())
        parts = [tables[label]["id"] for tables in (self.nodes, self.existing.nodes) if label in tables]
        return pl.concat([empty, *parts]).unique()

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for tables in (self.nodes, self.existing.nodes):
            for label, table in tables.items():
                for node, name in table.select("id", "name").drop_nulls().iter_rows():
                    found.setdefault(node, Entry(node, label, name))
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Entry]]:
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries.values():
            found[name_key(entry.name)].append(entry)
        for label, table in self.nodes.items():
            # rows of one id with several names are faults, but whoever uses one of the names does not err
            several = table.select("id", "name").drop_nulls().filter(pl.col("id").is_duplicated()).unique()
            for node, name in several.sort("id", "name").iter_rows():
                if all(entry.id != node for entry in found[name_key(name)]):
                    found[name_key(name)].append(Entry(node, label, name))
        return found

    def look_up(self, text: str, labels: tuple[str, ...], account: str | None = None) -> Entry | Miss:
        """The one that a text means: by its id, else by its name among these kinds of nodes.

        `account` (id or name) decides between people of one name by whom they work for.
        """
        entry = self._entries.get(trim(text))
        if entry is not None:
            return entry
        named = self._by_name.get(name_key(text), [])
        hits = [entry for entry in named if entry.label in labels]
        if len(hits) > 1 and account:
            hits = self._at(account, hits) or hits
        if len(hits) == 1:
            return hits[0]
        if hits:
            return Miss(f"{len(hits)} are called so", f"give the id: {self._listed(hits)}", several=True)
        unread = self.unread.get(name_key(text))
        if unread is not None and unread.label in labels:
            return unread
        if not spoilt_by_excel(text) and (file := self.unread_file(text, labels)):
            return Miss("may stand in a file that cannot be read", "", waits_for=file)
        if named:
            return Miss(
                f"is of the kind {named[0].label}, not {' or '.join(labels)}",
                "name another, or turn the ends",
            )
        if spoilt_by_excel(text):
            return Miss("spoilt by Excel", "format the column as text and export again")
        return Miss("nobody has this id or name", self._nearest(text, labels))

    def _at(self, account: str, people: list[Entry]) -> list[Entry]:
        entry = self.look_up(account, ("Company", "Organisation"))
        employers = self.employers()
        return [
            person
            for person in people
            if isinstance(entry, Entry) and entry.id in employers.get(person.id, ())
        ]

    def _listed(self, entries: list[Entry]) -> str:
        """The candidates, people with their employers."""
        employers = self.employers()
        shown: list[str] = []
        for entry in sorted(entries, key=lambda entry: entry.id)[:LISTED]:
            firms = sorted(
                self._entries[firm].name for firm in employers.get(entry.id, ()) if firm in self._entries
            )
            shown.append(f"{entry.id} ({', '.join(firms)})" if firms else entry.id)
        return ", ".join(shown) + (f" and {len(entries) - LISTED} more" if len(entries) > LISTED else "")

    def _nearest(self, text: str, labels: tuple[str, ...]) -> str:
        from rapidfuzz import process  # only where a name is unknown

        names = {
            key: entry for key, named in self._by_name.items() for entry in named if entry.label in labels
        }
        hits = process.extract(name_key(text), names.keys(), limit=3, score_cutoff=75)
        if not hits:
            files = " or ".join(ontology().nodes[label].file for label in labels)
            party = ", with its party" if "Company" in labels else ""
            return f"add it to the sheet or file {files}{party}, or correct the name"
        return f"did you mean {' or '.join(names[key].name for key, _, _ in hits)}?"
