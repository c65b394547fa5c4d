"""The command line's words in the reader's language."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from stakeholder_graph.cli.common import COMMON


@cache
def _words() -> dict[str, dict[str, str]]:
    text = resources.files("stakeholder_graph.cli").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word(key: str, **values: Any) -> str:
    """A word or sentence by its key, filled with values; dates as the reader writes them."""
    filled = {
        name: (value.strftime("%d.%m.%Y") if COMMON.language == "de" else value.isoformat()) if isinstance(value, date) else value
        for name, value in values.items()
    }
    return _words()[key][COMMON.language].format_map(filled)
