"""The catalogue as plain files for Neo4j Browser: Cypher to paste, and a style with our colours."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_graph.catalogue.find import SUFFIX, find_queries
from stakeholder_graph.catalogue.parameters import policy_value
from stakeholder_graph.catalogue.query import AS_OF, Parameter, Query
from stakeholder_graph.errors import QueryError
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.resources import folder

STYLE = "stakeholder-graph.grass"
COLOURS = {
    "Person": "accent", "Company": "own", "Organisation": "line", "Opportunity": "warning",
    "Interaction": "none", "Measure": "fine", "Report": "muted", "Action": "gap",
}  # fmt: skip
"""Which colour of the pages each kind of node has."""
TIE_COLOURS = {"CARES_FOR": "own", "PLAYS_ROLE": "accent", "TIED_TO": "gap", "CONFLICTS_WITH": "gap"}
SIZES = {"Person": "60px", "Company": "80px", "Organisation": "80px"}
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


def export_queries(target: Path, policy: Policy, language: str = "en") -> list[Path]:
    """Write every query with its parameters, and the style, into a folder.

    A file that is there already stays as it is when it is the same; QueryError, and nothing is written, when
    it is another one.
    """
    files = {
        target / (query.name + SUFFIX): plain_cypher(query, policy, language) for query in find_queries()
    }
    files[target / STYLE] = style()
    for file, text in files.items():
        if file.exists() and not _holds(file, text):
            advice = "name another folder, or take it away"
            raise QueryError(str(file), "there is another file of that name, which would be lost", advice)
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def plain_cypher(query: Query, policy: Policy, language: str = "en") -> str:
    """A query as one pastes it: a line `:param` a parameter, the question, the Cypher."""
    lines = [f":param {AS_OF} => date();"] if query.uses_day else []
    lines += [
        f":param {parameter.name} => {literal(_default(query, parameter, policy))};"
        for parameter in query.parameters
    ]
    about = [text for text in (query.question(language), query.explanation(language)) if text]
    return "\n".join([*lines, *(f"// {text}" for text in about), query.text + ";", ""])


def _default(query: Query, parameter: Parameter, policy: Policy) -> Any:
    if parameter.policy:
        return policy_value(query.name, parameter, policy)
    if not parameter.is_required:
        return parameter.default
    return f"the id of the {parameter.kind}" if parameter.kind in ("account", "person") else "fill this in"


def literal(value: Any) -> str:
    """A value as Cypher writes it."""
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    if isinstance(value, dict):
        return "{" + ", ".join(f"`{name}`: {literal(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def style() -> str:
    """A graph style for Neo4j Browser: our colours, and names as captions."""
    text = (folder("visualizations") / "colours.css").read_text(encoding="utf-8")
    colours = dict(reversed(COLOUR.findall(text)))  # the light ones come first, and win
    blocks = [
        _block("node", {"diameter": "50px", "color": colours["none"], "caption": "{name}"}),
        _block("relationship", {"color": colours["line-pale"], "shaft-width": "1px", "caption": "<type>"}),
    ]
    for label in ontology().nodes:
        colour = colours[COLOURS.get(label, "none")]
        look = {"color": colour, "border-color": colour, "text-color-internal": colours["accent-text"]}
        look |= {"diameter": SIZES.get(label, "40px"), "caption": "{name}"}
        blocks.append(_block(f"node.{label}", look))
    for name in ontology().relationships:
        colour = colours[TIE_COLOURS.get(name, "line-pale")]
        blocks.append(_block(f"relationship.{name}", {"color": colour, "caption": "<type>"}))
    return "\n".join(blocks)


def _block(selector: str, settings: dict[str, str]) -> str:
    quoted = {key: f'"{value}"' if key == "caption" else value for key, value in settings.items()}
    lines = [f"  {key}: {value};" for key, value in quoted.items()]
    return "\n".join([f"{selector} {{", *lines, "}"]) + "\n"


def _holds(file: Path, text: str) -> bool:
    try:
        return file.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False
