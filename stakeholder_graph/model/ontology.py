"""What may exist in the graph: kinds, relationships and their properties, read from ontology.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from stakeholder_graph.errors import PolicyError

PropertyKind = Literal["text", "texts", "integer", "number", "boolean", "date"]
KINDS: tuple[PropertyKind, ...] = ("text", "texts", "integer", "number", "boolean", "date")
RESERVED = {"title", "type", "id", "start", "end", "label", "index"}
"""Names that one engine or our own tables reserve: no property may have them."""


@dataclass(frozen=True)
class Property:
    """One fact that a node or a relationship can carry, with its words in both languages.

    `also` are further words that lists have above such a column.
    """

    name: str
    kind: PropertyKind = "text"
    en: str = ""
    de: str = ""
    help_en: str = ""
    help_de: str = ""
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False
    default: str | None = None
    also: tuple[str, ...] = ()

    def word(self, language: str) -> str:
        return (self.de if language == "de" else self.en) or self.name

    def explanation(self, language: str) -> str:
        return self.help_de if language == "de" else self.help_en


@dataclass(frozen=True)
class Inline:
    """A column of a flat table that stands for a relationship of the row.

    `names` says what the cell holds: the "start" or the "end" of the relationship (the row is the other
    end), or the name of a property (the end then stands in `end_column`). A column without relationship
    only `helps` to tell people of one name apart.
    """

    column: str
    relationship: str = ""
    names: str = "end"
    end_column: str = ""
    set: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    carries: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    many: bool = False
    en: str = ""
    de: str = ""
    help_en: str = ""
    help_de: str = ""
    also: tuple[str, ...] = ()

    def word(self, language: str) -> str:
        return (self.de if language == "de" else self.en) or self.column


@dataclass(frozen=True)
class NodeKind:
    """One kind of thing in the graph: a company, a person, a contact …; `also` names its file otherwise."""

    label: str
    file: str
    en: str
    de: str
    properties: Mapping[str, Property]
    inline: tuple[Inline, ...] = ()
    name_from: str = ""
    also: tuple[str, ...] = ()

    def word(self, language: str) -> str:
        return self.de if language == "de" else self.en


@dataclass(frozen=True)
class RelationshipKind:
    """One kind of tie; reads "start NAME end", a verb in the third person."""

    name: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    en: tuple[str, str]
    de: tuple[str, str]
    properties: Mapping[str, Property]
    key: tuple[str, ...] = ("valid_from",)
    same_label: bool = False
    end_where: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def verb(self, language: str, *, backward: bool = False) -> str:
        return (self.de if language == "de" else self.en)[1 if backward else 0]


@dataclass(frozen=True)
class Ontology:
    """All kinds and relationships, the words for their values, and the columns that hold no facts."""

    nodes: Mapping[str, NodeKind]
    relationships: Mapping[str, RelationshipKind]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]
    columns: Mapping[str, Property]

    def label_of_file(self, file: str) -> str | None:
        return next((kind.label for kind in self.nodes.values() if kind.file == file), None)

    def value_word(self, name: str, value: str, language: str) -> str:
        """The word for a value: ("role", "co_decider", "de") is "Mitentscheider"."""
        return self.words.get(name, {}).get(value, {}).get(language, value)

    def words_of(self, name: str) -> dict[str, str]:
        """Every word that people write for a value of a property, with the value: Stellvertretung, deputy."""
        found: dict[str, str] = {}
        for value, words in self.words.get(name, {}).items():
            also = (word.strip() for word in words.get("also", "").split(";"))
            found |= {word: value for word in (words["en"], words["de"], *also) if word}
        return found


def _property(name: str, table: dict[str, Any]) -> Property:
    values = dict(table)
    for several in ("allowed", "also"):
        values[several] = tuple(values.get(several, ()))
    try:
        made = Property(name=name, **values)
    except TypeError as error:
        raise PolicyError("ontology", f"property {name}: {error}", "compare with its neighbours") from error
    if name in RESERVED or made.kind not in KINDS:
        raise PolicyError(
            "ontology", f"property {name} of kind {made.kind} cannot be", "choose another name or kind"
        )
    return made


def _properties(*tables: dict[str, Any]) -> Mapping[str, Property]:
    """The properties of all tables; a later one may add to what an earlier one says of the same."""
    together: dict[str, dict[str, Any]] = {}
    for table in tables:
        for name, value in table.items():
            together[name] = together.get(name, {}) | value
    return MappingProxyType({name: _property(name, value) for name, value in together.items()})


def _inline(table: dict[str, Any]) -> Inline:
    values = dict(table)
    for name in ("carries", "helps", "also"):
        values[name] = tuple(values.get(name, ()))
    return Inline(**values)


def read_ontology(text: str) -> Ontology:
    """The ontology that a TOML text describes; PolicyError where it contradicts itself."""
    data = tomllib.loads(text)
    common = data["common"]
    nodes: dict[str, NodeKind] = {}
    for label, table in data["nodes"].items():
        own = table.pop("properties", {})
        inline = tuple(_inline(column) for column in table.pop("inline", []))
        properties = _properties(common["nodes"], own, common["nodes_last"])
        also = tuple(table.pop("also", ()))
        nodes[label] = NodeKind(label=label, properties=properties, inline=inline, also=also, **table)
    relationships: dict[str, RelationshipKind] = {}
    for name, table in data["relationships"].items():
        properties = _properties(table.pop("properties", {}), common["relationships"])
        for several in ("starts", "ends", "en", "de", "key"):
            if several in table:
                table[several] = tuple(table[several])
        unknown = [label for label in (*table["starts"], *table["ends"]) if label not in nodes]
        if unknown or not set(table.get("key", ())) <= set(properties):
            raise PolicyError(
                "ontology", f"{name} names {unknown or table['key']}, which is not there", "correct it"
            )
        relationships[name] = RelationshipKind(name=name, properties=properties, **table)
    columns = {
        name: Property(name, **{**table, "also": tuple(table.get("also", ()))})
        for name, table in data["columns"].items()
    }
    return Ontology(
        MappingProxyType(nodes),
        MappingProxyType(relationships),
        data.get("words", {}),
        MappingProxyType(columns),
    )


@cache
def ontology(path: Path | None = None) -> Ontology:
    """Everything that may exist in the graph, as shipped (or as the file at `path` says)."""
    file = path or resources.files("stakeholder_graph.model").joinpath("ontology.toml")
    return read_ontology(file.read_text(encoding="utf-8"))
