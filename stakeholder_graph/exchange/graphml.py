"""The graph as GraphML, which yEd, Gephi and NetworkX open with names at nodes and lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

import polars as pl

from stakeholder_graph.errors import ImportRefused, StakeholderGraphError
from stakeholder_graph.exchange.graphfiles import (
    EXPORT_AGAIN,
    Row,
    RowReader,
    node_rows,
    relationship_rows,
)
from stakeholder_graph.model.ontology import Ontology, Property, ontology
from stakeholder_graph.model.records import Records

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
"""
XML_TYPES = {"integer": "long", "number": "double", "boolean": "boolean"}
KIND = {"node": "node_kind", "edge": "relationship"}
"""The attribute that says what a node or an edge is; `label` is what programs show beside it."""
PICTURE = {"node": "nodegraphics", "edge": "edgegraphics"}
NOT_IN_XML = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"


def write_graphml(records: Records, path: Path, target: Path, model: Ontology | None = None) -> None:
    """Write the graph as GraphML. O(rows).

    Raises StakeholderGraphError, naming `target`, for control characters, which no XML can hold.
    """
    model = model or ontology()
    _check_texts(records, target)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        _write_keys(file.write, "node", [kind.properties for kind in model.nodes.values()])
        _write_keys(file.write, "edge", [kind.properties for kind in model.relationships.values()])
        file.write('<graph edgedefault="directed">\n')
        for label, kind in model.nodes.items():
            for row in node_rows(records, label, model):
                shown = str(row.get("name", row["id"]))
                head = f"<node id={_attribute(row.pop('id'))}>"
                picture = f"<y:ShapeNode><y:NodeLabel>{_text(shown)}</y:NodeLabel></y:ShapeNode>"
                file.write(head + _data("node", label, shown, row, kind.properties, picture) + "</node>\n")
        for name, tie in model.relationships.items():
            shown = tie.verb("en")
            picture = f"<y:PolyLineEdge><y:EdgeLabel>{_text(shown)}</y:EdgeLabel></y:PolyLineEdge>"
            for row in relationship_rows(records, name, model):
                ends = f"source={_attribute(row.pop('from'))} target={_attribute(row.pop('to'))}"
                file.write(
                    f"<edge {ends}>" + _data("edge", name, shown, row, tie.properties, picture) + "</edge>\n"
                )
        file.write("</graph>\n</graphml>\n")


def _key(of: str, name: str, properties: Mapping[str, Property]) -> str:
    kind = properties[name].kind if name in properties else "text"
    return f"{of}.{name}.{XML_TYPES.get(kind, 'string')}"


def _write_keys(write: Callable[[str], object], of: str, kinds: list[Mapping[str, Property]]) -> None:
    """Declare every attribute; one that is of two types in two kinds is declared for each."""
    nothing: Mapping[str, Property] = {}
    names = [(KIND[of], nothing), ("label", nothing)] + ([("id", nothing)] if of == "edge" else [])
    names += [(name, properties) for properties in kinds for name in properties]
    for key, name in {_key(of, name, properties): name for name, properties in names}.items():
        kind = key.rpartition(".")[2]
        write(f'<key id="{key}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n')
    write(f'<key id="{of}.picture" for="{of}" yfiles.type="{PICTURE[of]}"/>\n')


def _data(of: str, kind: str, shown: str, row: Row, properties: Mapping[str, Property], picture: str) -> str:
    values = {KIND[of]: kind, "label": shown, **row}
    cells = [
        f'<data key="{_key(of, name, properties)}">{_text(_written(value))}</data>'
        for name, value in values.items()
    ]
    return "".join(cells) + f'<data key="{of}.picture">{picture}</data>'


def _written(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return ";".join(value)
        case float():
            return repr(value)
        case _:
            return str(value)


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(text)


def _check_texts(records: Records, target: Path) -> None:
    for name, table in {**records.nodes, **records.relationships}.items():
        for column in table.select(pl.col(pl.String)):
            wrong = column.str.contains(NOT_IN_XML).fill_null(False)
            if wrong.any():
                row = table["id"][int(wrong.arg_true()[0])]
                what = f"{name} {row!r}: {column.name} holds a control character, which no XML can hold"
                raise StakeholderGraphError(str(target), what, "take it out, or export to .json instead")


def read_graphml(path: Path, model: Ontology | None = None) -> Records:
    """Read the graph that `export` wrote as GraphML.

    Raises ImportRefused for any other file, and, saying where, for values that cannot be. O(rows).
    """
    reader = _GraphmlReader(path, model or ontology())
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except (OSError, expat.ExpatError) as error:
        raise ImportRefused(
            str(path), f"this is no GraphML that can be read ({error})", EXPORT_AGAIN
        ) from error
    if not reader.found:
        raise ImportRefused(str(path), "there is no graph in it", EXPORT_AGAIN)
    return reader.rows.records()


class _GraphmlReader:
    """Takes the elements of the file one by one; those within a picture are passed over."""

    def __init__(self, path: Path, model: Ontology) -> None:
        self.rows = RowReader(path, model)
        self.found = False
        self._model = model
        self._path = path
        self._names: dict[str, str] = {}
        self._row: Row = {}
        self._data: list[str] | None = None
        self._place = ""
        self._count = {"node": 0, "edge": 0}

    def doctype(self, *_: object) -> None:
        raise ImportRefused(str(self._path), "it has a document type, which no export has", EXPORT_AGAIN)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "graph":
                self.found = True
            case "key":
                self._names[attributes.get("id", "")] = attributes.get("attr.name", "")
            case "node":
                self._row = {"id": attributes.get("id", "")}
            case "edge":
                self._row = {"from": attributes.get("source", ""), "to": attributes.get("target", "")}
            case "data":
                self._place = attributes.get("key", "")
                self._data = []

    def text(self, text: str) -> None:
        if self._data is not None:
            self._data.append(text)

    def end(self, name: str) -> None:
        element = name.rpartition(" ")[2]
        if element == "data" and self._data is not None:
            attribute = self._names.get(self._place)
            if attribute and attribute != "label":
                self._row[attribute] = "".join(self._data)
            self._data = None
        elif element in self._count:
            self._count[element] += 1
            self._take(element)

    def _take(self, element: str) -> None:
        where = f"{element} {self._count[element]}"
        kind = self._row.pop(KIND[element], None)
        if kind is None:
            self.rows.refuse(where, f"it has no {KIND[element]}, so this is no export of ours")
        kinds: Mapping[str, Any] = self._model.nodes if element == "node" else self._model.relationships
        properties = kinds[kind].properties if kind in kinds else {}
        row = {name: _value(properties.get(name), text) for name, text in self._row.items()}
        self.rows.add("nodes" if element == "node" else "relationships", kind, row, where)


def _value(item: Property | None, text: str) -> Any:
    """Return the value that a text stands for; what cannot be read stays text, which the check refuses."""
    match item.kind if item else "text":
        case "texts":
            return text.split(";")
        case "boolean":
            return {"true": True, "false": False}.get(text, text)
        case "integer" | "number" as kind:
            try:
                return int(text) if kind == "integer" else float(text)
            except ValueError:
                return text
        case _:
            return text
