"""Tables of a mapping whose rows are anything that may exist: a node of any kind, or a tie of any sort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.headers import ENDS, RELATIONSHIPS, Form, forms
from stakeholder_graph.exchange.mapping.checking import Checked
from stakeholder_graph.exchange.mapping.description import Condition
from stakeholder_graph.exchange.mapping.words_of_tables import conditions_of, values_of
from stakeholder_graph.model.ontology import ontology

KEYS = (
    "row", "recognise", "columns", "constants", "split", "join", "prefix", "values", "leave_out", "only",
    "creates",
)  # fmt: skip
FROM, RELATIONSHIP, TO = ENDS


@dataclass(frozen=True)
class AnyTable:
    """What the rows of a table are, of all that may exist, and which column becomes what.

    `row` is a kind of node (Organisation) or of tie (MEMBER_OF). The header has all names of one of the sets
    in `recognise`. `columns` gives for each target the columns in which it may stand: the first that is
    filled counts; with a sign in `split` the values of all of them, with one in `join` all in one text.
    `prefix` is put before a value, so that ids of two registers stay apart. `constants` hold where the
    columns are empty. `leave_out` are rows that are not taken; where there are conditions `only`, a row must
    fit one. `creates` gives for an end of a tie the kind of node that is made where nobody has that name.
    """

    name: str
    row: str
    recognise: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    join: Mapping[str, str] = field(default_factory=dict)
    prefix: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    leave_out: tuple[Condition, ...] = ()
    only: tuple[Condition, ...] = ()
    creates: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_tie(self) -> bool:
        return self.row in ontology().relationships

    @property
    def form(self) -> Form:
        """The file of ours as which the rows are read."""
        return forms()[RELATIONSHIPS if self.is_tie else ontology().nodes[self.row].file]

    @property
    def headers(self) -> tuple[str, ...]:
        """All columns that are used."""
        used = [name for names in self.columns.values() for name in names]
        used += [condition.column for condition in (*self.leave_out, *self.only)]
        used += [name for names in self.recognise for name in sorted(names)]
        return tuple({header_key(name): name for name in reversed(used)}.values())


def is_anything(row: object) -> bool:
    """Whether a mapping's `row` is a kind of node or tie, and not one of the rows that CRM systems have."""
    return isinstance(row, str) and (row in ontology().nodes or row in ontology().relationships)


@cache
def targets_of(row: str) -> tuple[str, ...]:
    """Everything that a column can become in rows of this kind."""
    model = ontology()
    if row in model.relationships:
        return (FROM, TO, "id", *model.relationships[row].properties)
    return forms()[model.nodes[row].file].columns


def any_tables(content: Mapping[str, Any], where: str = "--mapping") -> tuple[AnyTable, ...]:
    """The tables of a mapping whose rows are anything; ImportRefused says what cannot be."""
    tables = Checked(content, where).any_table("tables")
    described = {name: tables.any_table(name) for name in tables.content}
    return tuple(_table(name, it) for name, it in described.items() if is_anything(it.content.get("row")))


def _table(name: str, table: Checked) -> AnyTable:
    table.only(KEYS)
    row = table.text("row")
    known = targets_of(row)
    columns = {key: it for key, it in _lists(table.table("columns", known)).items() if it}
    constants, split = table.table("constants", known), table.table("split", known)
    recognise = tuple(frozenset(names) for names in table.lists("recognise"))
    made = AnyTable(
        name,
        row,
        recognise or (frozenset(names[0] for names in columns.values()),),
        columns,
        _texts(constants),
        _texts(split),
        _texts(table.table("join", known)),
        _texts(table.table("prefix", known)),
        values_of(table.table("values", known)),
        conditions_of(table, "leave_out"),
        conditions_of(table, "only"),
        _creates(table, row),
    )
    _look_over(made, table)
    return made


def _lists(columns: Checked) -> dict[str, tuple[str, ...]]:
    return {key: columns.texts(key) for key in columns.content}


def _texts(table: Checked) -> dict[str, str]:
    return {key: table.text(key) for key in table.content}


def _creates(table: Checked, row: str) -> dict[str, str]:
    model = ontology()
    if row not in model.relationships:
        if "creates" in table.content:
            table.refuse("creates is for the ends of a tie", f"leave it out, as rows are of the kind {row}")
        return {}
    kind, ends = model.relationships[row], table.table("creates", (FROM, TO))
    return {end: ends.one_of(end, kind.starts if end == FROM else kind.ends) for end in ends.content}


def _look_over(made: AnyTable, table: Checked) -> None:
    """Refuse what could never give a row."""
    said = {*made.columns, *made.constants}
    if not made.columns:
        table.refuse("no columns are named", 'write [tables.….columns] name = "…"')
    if made.is_tie:
        missing = [end for end in (FROM, TO) if end not in said]
    else:
        missing = [] if made.form.fits(dict.fromkeys(said, "")) else ["name"]
    if missing:
        table.refuse(
            f"rows of the kind {made.row} need {' and '.join(missing)}", "say in which column it stands"
        )
    if not made.is_tie and {"id", "name"} <= made.split.keys():
        table.refuse("id and name cannot both be split", "split the one that names the node")
    for target, sign in made.split.items():
        if not sign:
            table.refuse(f"split.{target} is empty", f'write the sign between two: {target} = ";"')
