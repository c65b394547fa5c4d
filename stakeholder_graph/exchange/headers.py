"""Which of our own files a table is, and which of its columns are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.reading import SourceTable
from stakeholder_graph.model.ontology import Inline, NodeKind, Ontology, Property, ontology

RELATIONSHIPS = "relationships"
FROM_TO = ("from", "to")
RELATIONSHIP = "relationship"
ENDS = (FROM_TO[0], RELATIONSHIP, FROM_TO[1])


@dataclass(frozen=True)
class Form:
    """One of our own files: its name, the label of its rows (None: relationships), and its columns.

    `names` leads from every way to write a column's name (`job_title`, "Job title", "Position") to the name;
    `words` are these ways as people write them. Those in `own` are said by no other word of ours.
    """

    file: str
    label: str | None
    columns: tuple[str, ...]
    names: Mapping[str, str]
    words: tuple[str, ...]
    own: frozenset[str]

    def found(self, header: Iterable[str]) -> dict[str, str]:
        """The known columns among these, each with its name as the header has it.

        Where two mean the same, our own word counts (Name beside Ansprechpartner), else the first.
        """
        found: dict[str, str] = {}
        for written in sorted(header, key=lambda written: column_key(written) not in self.own):
            name = self.names.get(column_key(written))
            if name is not None:
                found.setdefault(name, written)
        return found

    def rank(self, header: Iterable[str]) -> tuple[int, int]:
        """How many columns are known, and how many of these have our own word."""
        found = self.found(header)
        return len(found), sum(column_key(written) in self.own for written in found.values())

    def fits(self, found: Mapping[str, str]) -> bool:
        """Whether these columns suffice to tell what a row is."""
        return not self.lacks(found)

    def lacks(self, found: Mapping[str, str]) -> tuple[str, ...]:
        """The columns that are missing to tell what a row is."""
        if self.label is None:
            return tuple(end for end in ENDS if end not in found)
        return () if found.keys() & {"name", "id", *self._names()} else ("name",)

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


def _form(
    file: str,
    label: str | None,
    model: Ontology,
    properties: Mapping[str, Property],
    inline: Sequence[Inline],
) -> Form:
    ends = ENDS if label is None else ()
    columns = [*properties.values(), *(model.columns[name] for name in ("id", *ends))]
    described = [(item.name, item) for item in columns] + [(column.column, column) for column in inline]
    # What a column is called in our files comes first: no word of another column takes it away.
    own = {column_key(name): name for name, _ in described}
    for name, item in described:
        for word in (item.en, item.de):
            own.setdefault(column_key(word or name), name)
    names = dict(own)
    for name, item in described:
        for word in item.also:
            names.setdefault(column_key(word), name)
    technical = tuple(dict.fromkeys(own.values()))
    spelled = [
        *technical,
        *(word for _, item in described for word in (item.en, item.de, *item.also) if word),
    ]
    words = {column_key(word): word for word in reversed(spelled)}
    return Form(file, label, technical, names, tuple(reversed(words.values())), frozenset(own))


@cache
def forms() -> Mapping[str, Form]:
    """All our own files by name, as the ontology has them."""
    known = ontology()
    made = {
        kind.file: _form(
            kind.file, kind.label, known, {**kind.properties, **carried(kind, known)}, kind.inline
        )
        for kind in known.nodes.values()
    }
    properties: dict[str, Property] = {}
    for relationship in known.relationships.values():
        properties |= relationship.properties
    made[RELATIONSHIPS] = _form(RELATIONSHIPS, None, known, properties, ())
    return made


def form_named(stem: str) -> Form | None:
    """The file of ours that is called so: `people`, "Personen", "Kontakte"; else None."""
    key = column_key(stem)
    called = (kind.file for kind in ontology().nodes.values() if key in map(column_key, kind.also))
    return forms().get(key) or forms().get(next(called, ""))


def form_of(table: SourceTable) -> Form | None:
    """The file of ours that this table is: by its name, else by what most columns fit; else None."""
    named = form_named(table.stem)
    if named and named.file == column_key(table.stem) and named.fits(named.found(table.header)):
        return named
    fitting = [
        (form.rank(table.header), form) for form in forms().values() if form.fits(form.found(table.header))
    ]
    (most, own), _ = max(fitting, key=lambda entry: entry[0], default=((0, 0), None))
    # "Kunden" may be a list of people: such a name decides only where the columns fit several files
    if named and any(form is named and known == most for (known, _), form in fitting):
        return named
    best = [form for rank, form in fitting if rank == (most, own)]
    return best[0] if len(best) == 1 and most >= 2 and most * 2 >= len(table.header) else None


def is_rows_of_links(table: SourceTable) -> bool:
    """Whether each row of the table is a link of its own, or it is no table of ours at all."""
    form = form_of(table)
    return form is None or form.label is None


def report_unknown_columns(table: SourceTable, form: Form, ledger: Ledger) -> None:
    """Note each column that is kept out, with the nearest known one."""
    from rapidfuzz import fuzz, process  # only where a column is unknown

    found = form.found(table.header)
    free = {word: key for word in form.words if form.names[key := column_key(word)] not in found}
    for written in table.header:
        if written in found.values():
            continue
        filled = f"({table.cells.height - table.cells[written].null_count()} filled)"
        if taken := found.get(form.names.get(column_key(written), "")):
            problem = f"means the same as {taken}, which is taken; kept out {filled}"
            ledger.about_file(table.file, written, problem, f"put what is missing into {taken}")
            continue
        # what has a column of its own already is not meant: Dauer is no second Datum
        nearest = process.extractOne(column_key(written), free, scorer=fuzz.ratio, score_cutoff=70)
        hint = f"did you mean {nearest[2]}?" if nearest else f"known are {', '.join(form.columns)}"
        ledger.about_file(table.file, written, f"unknown column, kept out {filled}", hint)
