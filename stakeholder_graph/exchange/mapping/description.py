"""How the tables of one system are described: frozen values, read from a TOML file by `describe`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from stakeholder_graph.exchange.date_shapes import Order
from stakeholder_graph.exchange.dialect import header_key

IdForm = Literal["plain", "per_kind", "salesforce"]


@dataclass(frozen=True)
class Condition:
    """Tells rows apart by one cell: `means` is "true", "filled" or "text", which is one of `texts`."""

    column: str
    means: Literal["true", "filled", "text"]
    texts: frozenset[str] = frozenset()
    why: str = ""


@dataclass(frozen=True)
class TableDescription:
    """One table of a system: how to know it, what one row is, and which column becomes what.

    `row` is one of the kinds in `targets`. `recognise`: the header has all names of one of these sets.
    `columns` gives for each target the columns in which it may stand; the first that is filled counts.
    `leave_out`: rows that are not taken, and why. `done`: only rows that fit one of these have happened;
    `not_done` says what the others are, unless `past_counts`: then what lies in the past has happened too.
    `values` translates what stands in a column, `constants` says what holds for every row that does not say
    otherwise. `several` gives for each target the sign between several values in a cell. `made_from` are the
    targets that make the id of a row without one. `known_firms_only`: people of companies that nobody knows
    are counted, not taken, unless the user asks for them. `likely` gives words by which a column of the
    user's own may be found that holds the target.
    """

    name: str
    row: str
    recognise: tuple[frozenset[str], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out: tuple[Condition, ...] = ()
    done: tuple[Condition, ...] = ()
    not_done: str = ""
    past_counts: bool = False
    known_firms_only: bool = False
    constants: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, str] = field(default_factory=dict)
    made_from: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    likely: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: str = ""

    @property
    def taken(self) -> frozenset[str]:
        """The columns from which something is taken, or that tell whether a row is, as they are compared."""
        used = [name for names in self.columns.values() for name in names]
        used += [condition.column for condition in (*self.leave_out, *self.done)]
        return frozenset(map(header_key, used))

    @property
    def headers(self) -> tuple[str, ...]:
        """All names of columns that this description uses."""
        used = [name for names in self.columns.values() for name in names]
        used += [condition.column for condition in (*self.leave_out, *self.done)]
        used += [name for names in self.recognise for name in sorted(names)]
        return tuple({header_key(name): name for name in reversed(used)}.values())


@dataclass(frozen=True)
class SourceDescription:
    """One system: its tables, what its ids look like, its words, and what is not taken from any table.

    `id_starts` gives for each kind of row the letters with which its ids begin, `id_shape` what all of them
    look like. `several_per_row`: one row may hold records of several tables, such as a person with a deal.
    `personal`: each of ours has such files of their own, called alike.
    `role_labels` is the table of role labels in the vocabulary; `parties`, `roles` and `channels` are words
    of this file, tried before the vocabulary's. `not_taken` gives columns by the reason for leaving them;
    `dates` are columns of days that are not taken but show whether day or month stands first, `instants`
    those with a time of day.
    """

    name: str
    title: str
    tables: tuple[TableDescription, ...]
    ids: IdForm = "plain"
    id_starts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id_shape: str = ""
    several_per_row: bool = False
    personal: bool = False
    role_labels: str = "general"
    own: str | None = None
    date_order: Order | None = None
    dates: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    not_taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def table(self, name: str) -> TableDescription | None:
        return next((table for table in self.tables if table.name == name), None)
