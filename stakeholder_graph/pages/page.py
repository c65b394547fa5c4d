"""One page as one file: styles, scripts, words and data in it, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import re
import tempfile
import tomllib
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.gaps.registry import CHECKS
from stakeholder_graph.gaps.texts import words
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.resources import folder

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from markupsafe import Markup

LANGUAGES = ("en", "de")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
VIS = Path("lib", "vis-9.1.2", "vis-network.min.js")
WORDS = ("role", "standing", "channel", "duty", "party", "category")
"""Values whose words in both languages the pages show; they come from the ontology."""

WRITTEN_BY = '<meta name="generator" content="stakeholder-graph">'
"""Stands in the head of every page: by it a later run knows the file for one of ours."""

Both = dict[str, str]
"""A text in both languages: {"en": ..., "de": ...}."""


def read(name: str) -> str:
    """A file of the folder `visualizations`."""
    return (folder("visualizations") / name).read_text(encoding="utf-8")


@cache
def joined(names: tuple[str, ...]) -> str:
    """Several files one after the other, without indentation and lines of comment: pages go by mail.

    A line of comment begins with // or, between /** and */, with a star and a blank: no code of ours does.
    """
    texts = (COMMENT.sub("", read(name)) if name.endswith(".css") else read(name) for name in names)
    lines = (line.strip() for text in texts for line in text.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/**", "* ", "*/"))) + "\n"


@cache
def script_of(names: tuple[str, ...]) -> str:
    """Several script files as one, which leaves no name behind on the page."""
    return f'(() => {{\n"use strict";\n{joined(names)}}})();\n'


@cache
def texts(page: str) -> dict[str, dict[str, Any]]:
    """All words of a page by language: those of texts.toml and those of the ontology."""
    table = tomllib.loads(read("texts.toml"))
    pairs: dict[str, Both] = {**table["common"], **table[page]}
    model = ontology()
    found: dict[str, dict[str, Any]] = {}
    for language in LANGUAGES:
        found[language] = {name: pair[language] for name, pair in pairs.items()}
        found[language]["kinds"] = {check.kind: words(check.kind, "name", language) for check in CHECKS}
        if page == "map":
            for group in WORDS:
                found[language][group] = {value: pair[language] for value, pair in model.words[group].items()}
            ratings = model.nodes["Report"].properties.values()
            found[language]["rating"] = {
                item.name: item.word(language) for item in ratings if item.kind == "integer"
            }
    return found


@cache
def vis_network() -> str:
    """The drawing library, from pyvis' own files, without the line that makes a browser ask for its map."""
    found = importlib.util.find_spec("pyvis")
    file = Path(found.origin).parent / VIS if found and found.origin else VIS
    if not file.is_file():
        raise StakeholderGraphError("pyvis", f"{VIS.as_posix()} is missing from it", "install pyvis 0.3.2")
    # not splitlines: the library holds rarer signs that it would take for ends of lines
    lines = file.read_text(encoding="utf-8").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL")) + "\n"


@cache
def packed_vis_network() -> str:
    """The drawing library, compressed to a third: library.js unpacks it, and the policy knows its hash."""
    return base64.b64encode(zlib.compress(vis_network().encode(), 9)).decode()


def as_json(value: Any) -> Markup:
    """Data for a script element: no `<` in it, so that no text in the data can end the element. Same
    input, same bytes.
    """
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def content_security_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy under which exactly these scripts and styles run, and nothing is loaded from anywhere."""

    def hashes(parts: Iterable[str]) -> str:
        digests = (hashlib.sha256(part.encode()).digest() for part in parts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _compiled() -> BytecodeCache:
    """Templates as they were compiled the first time: compiling one takes longer than filling it in."""
    from jinja2 import BytecodeCache

    class InMemory(BytecodeCache):
        def __init__(self) -> None:
            self.held: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self.held:
                bucket.bytecode_from_string(self.held[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.held[bucket.key] = bucket.bytecode_to_string()

    return InMemory()


def environment() -> Environment:
    """Templates of the folder `visualizations`, escaping everything, refusing names that nobody gave."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder("visualizations")),
        autoescape=True,
        bytecode_cache=_compiled(),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def texts_as_json(page: str) -> Markup:
    """The words of a page for its script element."""
    return as_json(texts(page))


@cache
def parts(script: str, styles: tuple[str, ...], *later: str) -> Mapping[str, Any]:
    """What a template needs of scripts and styles: `script`, `style`, `policy`; `later` are scripts that
    it may add.
    """
    from markupsafe import Markup

    style = joined(styles)
    return {
        "script": Markup(script),
        "style": Markup(style),
        "policy": content_security_policy([script, *later], [style]),
    }


def write(path: Path, html: str) -> Path:
    """Write a page as UTF-8, whole or not at all: a page that was there stays until the new one is
    complete.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(html)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
