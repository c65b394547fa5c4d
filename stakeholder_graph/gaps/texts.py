"""The words of findings in English and German."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import Policy

TRANSLATED = ("role", "channel", "duty", "function")


@cache
def _texts() -> dict[str, Any]:
    file = resources.files("stakeholder_graph.gaps").joinpath("texts.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(section: str, key: str, language: str) -> str:
    """The raw text of a key, "" when there is none."""
    return str(_texts().get(section, {}).get(key, {}).get(language, ""))


def day(value: date, language: str) -> str:
    """A date as the reader writes it: 2026-04-30, in German 30.04.2026."""
    return value.strftime("%d.%m.%Y") if language == "de" else value.isoformat()


def number(value: float, language: str) -> str:
    """A number without needless digits: 8 or 7.5, in German 7,5; a large one in full."""
    text = f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    return text.replace(".", ",") if language == "de" else text


def capital(text: str) -> str:
    """A text with a capital at its beginning, as where a line begins with it."""
    return text[:1].upper() + text[1:]


def shown(name: str, value: Any, language: str, policy: Policy) -> str:
    """A value as a person reads it: roles, levels, channels and dates in the reader's words."""
    if isinstance(value, Phrase):
        return value.text(language, policy)
    if isinstance(value, (list, tuple)):
        return _joined([shown(name, item, language, policy) for item in value], language)
    if isinstance(value, date):
        return day(value, language)
    if name == "level":
        return policy.level_name(value, language)
    if name in TRANSLATED and isinstance(value, str):
        return ontology().value_word(name, value, language)
    if isinstance(value, float):
        return number(value, language)
    return str(value)


def _joined(items: list[str], language: str) -> str:
    """`A`, `A and B`, `A, B and C`; more than four are counted."""
    if len(items) > 4:
        more = f"{len(items) - 3} weitere" if language == "de" else f"{len(items) - 3} more"
        items = [*items[:3], more]
    last = " und " if language == "de" else " and "
    return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def counted(key: str, count: float) -> Phrase:
    """A number with its noun: "1 contact", "2 contacts"."""
    return Phrase("counted", key, count=count)


class Phrase:
    """A sentence that is put into the reader's language only when it is read."""

    def __init__(self, section: str, key: str, **values: Any) -> None:
        self.section, self.key, self.values = section, key, values

    def text(self, language: str, policy: Policy) -> str:
        values: Mapping[str, str] = {
            name: shown(name, value, language, policy) for name, value in self.values.items()
        }
        one = self.section == "counted" and self.values["count"] == 1
        return words(self.section, self.key, f"one_{language}" if one else language).format_map(values)
