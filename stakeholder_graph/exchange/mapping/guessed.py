"""What is thought of one unknown table, and how it is written down: each guess with its reason above it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from stakeholder_graph.exchange.mapping.guessing import Column
from stakeholder_graph.exchange.reading import SourceTable

End = tuple[str, str, bool]
"""The kind at the end of a tie, why we think so, and whether it must be created."""


@dataclass
class Guess:
    """What is thought of one table: the kind of its rows, and the lines of its tables in the mapping."""

    table: SourceTable
    columns: list[Column]
    used: set[str] = field(default_factory=set)
    kind: str = ""
    key: Column | None = None
    name: Column | None = None
    lines: list[str] = field(default_factory=list)

    def take(self, target: str, column: Column, why: str) -> list[str]:
        """The lines that make this column a target; it counts as used from now on."""
        self.used.add(column.title)
        return [said(f"{column.title}: {why}; {column.filled}"), f"{target} = {toml_text(column.title)}"]


def said(text: str) -> str:
    """A comment in one line, whatever stands in the titles that it names."""
    return "# " + " ".join("".join(it if it.isprintable() else " " for it in text).split())


def toml_text(title: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(title, ensure_ascii=False)


def head(guess: Guess, name: str, row: str, why: str) -> list[str]:
    """The first lines of a table of the mapping; § stands for the number of the file."""
    stem = re.sub(r"\W+", "-", guess.table.stem).strip("-") or "table"
    return [
        "",
        said(why),
        f'[tables."{stem}-§-{name}"]',
        f'row = "{row}"',
        f"recognise = {_header(guess)}",
    ]


def _header(guess: Guess) -> str:
    return "[[" + ", ".join(map(toml_text, guess.table.header)) + "]]"


def left_aside(guess: Guess) -> list[str]:
    """The columns of which nothing is known, as comments."""
    left = [column for column in guess.columns if column.title not in guess.used]
    lines = ["", "# Columns that are not taken, as nothing is known about them:"] if left else []
    told = (f"{column.title}: {column.filled}" + f", {column.shape}" * bool(column.shape) for column in left)
    return [*lines, *map(said, told)]
