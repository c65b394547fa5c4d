"""The command line's words in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from stakeholder_graph.cli.common import COMMON


@cache
def _words() -> dict[str, dict[str, str]]:
    text = resources.files("stakeholder_graph.cli").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word(key: str, /, **values: Any) -> str:
    """A word or sentence by its key, filled with values; dates as the reader writes them."""
    filled = {name: day(value) if isinstance(value, date) else value for name, value in values.items()}
    return _words()[key][COMMON.language].format_map(filled)


def has_word(key: str) -> bool:
    """Whether there is a word of this key."""
    return key in _words()


def named(name: str, value: str | None) -> str:
    """The word for a value, such as a role; a dash where there is none."""
    from stakeholder_graph.model.ontology import ontology

    return ontology().value_word(name, value, COMMON.language) if value else "–"


def joined(items: Sequence[str]) -> str:
    """Several names as one reads them: `A`, `A and B`, `A, B and C`."""
    last = f" {word('and')} "
    return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def number(value: int) -> str:
    """A number with its thousands apart: 1,010,737, in German 1.010.737."""
    return f"{value:,}".replace(",", "." if COMMON.language == "de" else ",")


def day(value: date | str) -> str:
    """A day as the reader writes it: 2026-11-23, in German 23.11.2026."""
    known = value if isinstance(value, date) else date.fromisoformat(value)
    return known.strftime("%d.%m.%Y") if COMMON.language == "de" else known.isoformat()
