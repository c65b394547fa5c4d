"""Which of our own files a table is, and which of its columns are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.reading import SourceTable
from stakeholder_graph.model.ontology import NodeKind, Ontology, Property, ontology

RELATIONSHIPS = "relationships"
ENDS = ("from", "relationship", "to")


@dataclass(frozen=True)
class Form:
    """One of our own files: its name, the label of its rows (None: relationships), and its columns.

    `names` leads from every way to write a column's name (`job_title`, "Job title", "Position") to the name.
    """

    file: str
    label: str | None
    columns: tuple[str, ...]
    names: Mapping[str, str]

    def found(self, header: Iterable[str]) -> dict[str, str]:
        """The known columns among these, each with its name as the header has it; the first one counts."""
        found: dict[str, str] = {}
        for written in header:
            name = self.names.get(column_key(written))
            if name is not None:
                found.setdefault(name, written)
        return found

    def fits(self, found: Mapping[str, str]) -> bool:
        """Whether these columns suffice to tell what a row is."""
        return (
            set(ENDS) <= found.keys()
            if self.label is None
            else bool(found.keys() & {"name", "id", *self._names()})
        )

    def _names(self) -> tuple[str, ...]:
        kind = ontology().nodes[self.label] if self.label else None
        return (kind.name_from,) if kind and kind.name_from else ()


def column_key(written: str) -> str:
    """A column's name as it is compared: `Job title`, `job-title` and `job_title` are one."""
    return header_key(written).replace(" ", "_").replace("-", "_")


def carried(kind: NodeKind, model: Ontology) -> dict[str, Property]:
    """Columns of a node file that describe the relationship of an inline column, such as the job title."""
    return {
        name: model.relationships[column.relationship].properties[name]
        for column in kind.inline
        for name in column.carries
    }


def _names(properties: Mapping[str, Property], others: Iterable[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for item in properties.values():
        for word in (item.en, item.de):
            names.setdefault(column_key(word), item.name)
    return names | {name: name for name in (*properties, *others)}


def _node_form(kind: NodeKind, model: Ontology) -> Form:
    properties = {**kind.properties, **carried(kind, model)}
    names = _names(properties, ["id", *(column.column for column in kind.inline)])
    return Form(kind.file, kind.label, tuple(dict.fromkeys(names.values())), names)


@cache
def forms() -> Mapping[str, Form]:
    """All our own files by name, as the ontology has them."""
    known = ontology()
    made = {kind.file: _node_form(kind, known) for kind in known.nodes.values()}
    properties: dict[str, Property] = {}
    for relationship in known.relationships.values():
        properties |= relationship.properties
    names = _names(properties, ["id", *ENDS])
    made[RELATIONSHIPS] = Form(RELATIONSHIPS, None, tuple(dict.fromkeys(names.values())), names)
    return made


def form_of(table: SourceTable) -> Form | None:
    """The file of ours that this table is: by its name, else by what most columns fit; else None."""
    named = forms().get(column_key(table.stem))
    if named and named.fits(named.found(table.header)):
        return named
    fitting = [
        (len(found), form) for form in forms().values() if form.fits(found := form.found(table.header))
    ]
    fitting = [(known, form) for known, form in fitting if known >= 2 and known * 2 >= len(table.header)]
    best = max((known for known, _ in fitting), default=0)
    best_forms = [form for known, form in fitting if known == best]
    return best_forms[0] if len(best_forms) == 1 else None


def is_rows_of_links(table: SourceTable) -> bool:
    """Whether each row of the table is a link of its own, or it is no table of ours at all."""
    form = form_of(table)
    return form is None or form.label is None


def report_unknown_columns(table: SourceTable, form: Form, ledger: Ledger) -> None:
    """Note each column that is kept out, with the nearest known one."""
    from rapidfuzz import fuzz, process  # only where a column is unknown

    taken = set(form.found(table.header).values())
    for written in table.header:
        if written in taken:
            continue
        twice = form.names.get(column_key(written))
        nearest = process.extractOne(column_key(written), form.columns, scorer=fuzz.ratio, score_cutoff=60)
        hint = f"did you mean {nearest[0]}?" if nearest else f"known are {', '.join(form.columns)}"
        if twice:
            hint = f"{twice} stands there twice; the first one is taken"
        filled = table.cells.height - table.cells[written].null_count()
        ledger.about_file(table.file, written, f"unknown column, kept out ({filled} filled)", hint)
