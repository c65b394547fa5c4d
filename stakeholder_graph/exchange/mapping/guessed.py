"""What is thought of one unknown table, and how it is written down: each guess with its reason above it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from stakeholder_graph.exchange.mapping.guessing import Column, fact, thing
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import SourceTable
from stakeholder_graph.model.ontology import ontology

End = tuple[str, str, bool]
"""The kind at the end of a tie, why we think so, and whether it must be created."""


@dataclass
class Guess:
    """What is thought of one table: the kind of its rows, and the lines of its tables in the mapping."""

    table: SourceTable
    columns: list[Column]
    number: int = 1
    used: set[str] = field(default_factory=set)
    kind: str = ""
    why: str = ""
    key: Column | None = None
    name: Column | None = None
    lines: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

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


def head(guess: Guess, name: str, row: str, why: str) -> tuple[str, list[str]]:
    """The name of a table of the mapping, and its first lines."""
    plain = re.sub(r"\W+", "-", name).strip("-") or "tie"
    told = next(it for n in count(1) if (it := plain if n == 1 else f"{plain}-{n}") not in guess.names)
    guess.names.add(told)
    stem = re.sub(r"\W+", "-", guess.table.stem).strip("-") or "table"
    table = f'tables."{stem}-{guess.number}-{told}"'
    return table, ["", said(why), f"[{table}]", f'row = "{row}"', f"recognise = {_header(guess)}"]


def _header(guess: Guess) -> str:
    return "[[" + ", ".join(map(toml_text, guess.table.header)) + "]]"


def left_aside(guess: Guess) -> list[str]:
    """The columns of which nothing is known, as comments."""
    left = [column for column in guess.columns if column.title not in guess.used]
    lines = ["", "# Columns that are not taken, as nothing is known about them:"] if left else []
    told = (f"{column.title}: {column.filled}" + f", {column.shape}" * bool(column.shape) for column in left)
    return [*lines, *map(said, told)]


def facts(guess: Guess, row: str, known: Sequence[str], by: Sequence[Column]) -> list[str]:
    """The lines of what else the rows say of a node or tie: each property from the first column that fits.

    `by` are the columns that tell it apart, unless it has an id: what is not the same in all rows of one is
    not taken, as an import would refuse it.
    """
    found: dict[str, tuple[Column, str]] = {}
    for column in guess.columns:
        told = None if column.title in guess.used or not column.values else fact(column, row, known)
        if told and not thing(column):
            found.setdefault(told[0], (column, told[1]))
    kind = ontology().relationships.get(row)
    apart = [*by, *(found[name][0] for name in (kind.key if kind else ()) if name in found)]
    lines: list[str] = []
    for name, (column, why) in found.items():
        if not by or column in apart or _same_in_all(guess, apart, column):
            lines += guess.take(name, column, why)
    return lines


def _same_in_all(guess: Guess, by: Sequence[Column], column: Column) -> bool:
    cells = guess.table.cells
    keys = zip(*(map(name_key, cells[it.title].fill_null("")) for it in by), strict=True)
    seen: dict[tuple[str, ...], str | None] = {}
    values = cells[column.title].to_list()
    return all(seen.setdefault(key, value) == value for key, value in zip(keys, values, strict=True))
