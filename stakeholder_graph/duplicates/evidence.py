"""What speaks for two records being one, how much each thing counts, and how it is said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that agrees or contradicts. `beyond_name`: a name alone does not bring it about."""

    key: str
    points: int
    en: str
    de: str
    beyond_name: bool = False

    def text(self, language: str) -> str:
        return self.de if language == "de" else self.en


@cache
def rules() -> Mapping[str, Any]:
    """The whole of evidence.toml."""
    text = resources.files("stakeholder_graph.duplicates").joinpath("evidence.toml")
    return tomllib.loads(text.read_text(encoding="utf-8"))


@cache
def reasons(label: str) -> Mapping[str, Reason]:
    """All reasons for a kind, by key; organisations are compared as companies are."""
    table = rules()["Person" if label == "Person" else "Company"]
    return {key: Reason(key=key, **value) for key, value in table.items()}


def limit(name: str) -> int:
    """One of the limits in evidence.toml."""
    return int(rules()["listed"][name])
