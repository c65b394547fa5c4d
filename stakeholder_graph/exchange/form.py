"""The columns of our own files, as the empty form has them, and what they mean in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stakeholder_graph.exchange.headers import ENDS, RELATIONSHIPS
from stakeholder_graph.model.ontology import Inline, NodeKind, Ontology, Property, PropertyKind, ontology

LAST = ("valid_from", "valid_to")
ABOUT_THE_RECORD = ("source", "recorded_at", "aliases")  # the program fills these in
TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "help": "Help",
        "readme": "README.txt",
        "sheet": "Table",
        "column": "Column",
        "meaning": "What it is",
        "explanation": "How to fill it",
        "values": "Allowed values",
        "required": "required",
        "yes": "yes",
        "no": "no",
        "reads": "Reads",
        "date": "a day, as 2026-01-31",
        "integer": "a whole number",
        "number": "a number",
        "texts": "several separated by ;",
        "intro": "Fill in what you know; every other column may stay empty or be deleted. "
        "Then: stakeholder-graph import",
    },
    "de": {
        "help": "Hilfe",
        "readme": "LIESMICH.txt",
        "sheet": "Tabelle",
        "column": "Spalte",
        "meaning": "Was es ist",
        "explanation": "Wie man sie füllt",
        "values": "Erlaubte Werte",
        "required": "notwendig",
        "yes": "ja",
        "no": "nein",
        "reads": "Liest sich",
        "date": "ein Tag, wie 2026-01-31",
        "integer": "eine ganze Zahl",
        "number": "eine Zahl",
        "texts": "mehrere durch ; getrennt",
        "intro": "Füllen Sie aus, was Sie wissen; jede andere Spalte darf leer bleiben oder gelöscht werden. "
        "Dann: stakeholder-graph import",
    },
}


@dataclass(frozen=True)
class Column:
    """One column of the form: its name in the file, and what the help says about it."""

    name: str
    kind: PropertyKind
    meaning: str
    explanation: str
    allowed: tuple[str, ...] = ()
    values: str = ""
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False

    @property
    def several(self) -> bool:
        return self.kind == "texts"


def form_columns(language: str, model: Ontology) -> dict[str, list[Column]]:
    """Return the columns of each of our own files, in the order of the form."""
    columns = {kind.file: _node_columns(kind, language, model) for kind in model.nodes.values()}
    names = tuple(model.relationships)
    ends = [
        Column(
            name,
            "text",
            model.columns[name].word(language),
            model.columns[name].explanation(language),
            names if name == "relationship" else (),
            required=True,
        )
        for name in ENDS
    ]
    properties: dict[str, Property] = {}
    for relationship in model.relationships.values():
        properties |= relationship.properties
    last = [name for name in properties if name in (*LAST, "note")]
    first = [name for name in properties if name not in last and name not in ABOUT_THE_RECORD]
    # a property that one relationship requires may be empty for the others
    facts = [_column(properties[name], language, required=False) for name in (*first, *last)]
    columns[RELATIONSHIPS] = [*ends, *facts]
    return columns


def _node_columns(kind: NodeKind, language: str, model: Ontology) -> list[Column]:
    columns = {"id": _column(model.columns["id"], language)}
    for item in kind.properties.values():
        if item.name not in (*LAST, *ABOUT_THE_RECORD):
            needed = item.required or (item.name == "name" and not kind.name_from)
            columns[item.name] = _column(item, language, required=needed)
    for inline in kind.inline:
        columns.setdefault(inline.column, _inline_column(inline, language, model))
        for name in inline.carries:
            columns.setdefault(
                name, _column(model.relationships[inline.relationship].properties[name], language)
            )
    for name in LAST:
        columns[name] = _column(kind.properties[name], language)
    return list(columns.values())


def _column(item: Property, language: str, *, required: bool | None = None) -> Column:
    words = TEXTS[language]
    allowed = (words["yes"], words["no"]) if item.kind == "boolean" else item.allowed
    explanation = [item.explanation(language), words.get(item.kind, "")]
    if item.minimum is not None or item.maximum is not None:
        low, high = ("" if limit is None else f"{limit:g}" for limit in (item.minimum, item.maximum))
        said = low in explanation[0] and high in explanation[0]
        explanation.append("" if said and explanation[0] else f"{low} … {high}".strip())
    return Column(
        item.name,
        item.kind,
        item.word(language),
        "; ".join(filter(None, explanation)),
        allowed,
        _with_words(item.name, allowed, language),
        item.minimum,
        item.maximum,
        item.required if required is None else required,
    )


def _inline_column(inline: Inline, language: str, model: Ontology) -> Column:
    """Return the column that stands for a relationship: its cells name the other end, or hold its values."""
    kind = model.relationships.get(inline.relationship)
    item = kind.properties.get(inline.names) if kind else None
    explanation = inline.help_de if language == "de" else inline.help_en
    several = TEXTS[language]["texts"]
    if inline.many and several not in explanation:
        explanation = f"{explanation}; {several}"
    allowed = item.allowed if item else ()
    values = _with_words(inline.names, allowed, language)
    return Column(
        inline.column,
        "texts" if inline.many else "text",
        inline.word(language),
        explanation,
        allowed,
        values,
    )


def _with_words(name: str, allowed: tuple[str, ...], language: str) -> str:
    words = [(value, ontology().value_word(name, value, language)) for value in allowed]
    return ", ".join(value if word == value else f"{value} ({word})" for value, word in words)


def help_rows(language: str, model: Ontology) -> list[tuple[str, ...]]:
    """Return the help as rows: table, column, meaning, explanation, allowed values; first the header."""
    words = TEXTS[language]
    rows: list[tuple[str, ...]] = [
        tuple(words[name] for name in ("sheet", "column", "meaning", "explanation", "values"))
    ]
    for file, columns in form_columns(language, model).items():
        for column in columns:
            needed = words["required"] if column.required else ""
            explanation = "; ".join(filter(None, (needed, column.explanation)))
            values = column.values if column.name != "relationship" else ""
            rows.append((file, column.name, column.meaning, explanation, values))
    return rows


def relationship_rows(language: str, model: Ontology) -> list[tuple[str, str]]:
    """Return each relationship and how it reads: "Person works for Company, Organisation"."""
    rows = []
    for kind in model.relationships.values():
        starts, ends = (
            ", ".join(model.nodes[label].word(language) for label in labels)
            for labels in (kind.starts, kind.ends)
        )
        rows.append((kind.name, f"{starts} {kind.verb(language)} {ends}"))
    return rows
