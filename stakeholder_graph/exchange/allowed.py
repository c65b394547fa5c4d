"""The values that a column allows: by which words they are meant, and what to write instead of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from stakeholder_graph.exchange.cells import split_values, trim
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.vocabulary import vocabulary

Meaning = Callable[[str], str | None]
OTHER_SEPARATORS = re.compile(r"[,/+&|]|\s(?:und|and)\s", re.IGNORECASE)
"""What people write between several values, where only a semicolon is read."""


def _words(item: Property) -> Mapping[str, str]:
    """Every way to write an allowed value, as people write it, with the value: Entscheider, decider."""
    words = {value: value for value in item.allowed}
    also = ontology().words_of(item.name).items()
    return words | {word: value for word, value in also if value in item.allowed}


def _key(text: str) -> str:
    return header_key(text).replace("_", " ")


def one_of(item: Property) -> Meaning:
    """Who says which allowed value a text means; None for a text that means none."""
    words = {_key(word): value for word, value in _words(item).items()}

    def meaning(text: str) -> str | None:
        word = words.get(_key(text))
        if (
            word is None
            and item.name == "role"
            and (said := vocabulary().role(text, "canonical")) is not None
        ):
            return said.role or ""
        return word

    return meaning


def several_of(item: Property) -> Meaning:
    """The same for a cell with several values, separated by semicolons."""
    one: Meaning = one_of(item) if item.allowed else trim

    def meaning(text: str) -> str | None:
        words = [one(value) for value in split_values(text)]
        return ";".join(sorted({word for word in words if word})) if None not in words else None

    return meaning


def values_in(item: Property, text: str) -> list[str]:
    """The values of a cell that may have several, so that each wrong one is told."""
    return split_values(text) if item.kind == "texts" else [text]


def not_allowed(item: Property) -> str:
    """What is wrong with a text that means none of the allowed values."""
    return f"not one of {', '.join(item.allowed)}"


def nearest_value(item: Property, text: str) -> str:
    """What to write instead: the word in either language that looks most like the text, else all of them."""
    from rapidfuzz import fuzz, process  # only where a value is wrong

    if not item.allowed:
        return "write yes or no"
    if item.kind == "texts":
        parts = [trim(part) for part in OTHER_SEPARATORS.split(text)]
        if len(parts) > 1 and any(map(one_of(item), parts)):
            return f"put a semicolon between several: {'; '.join(parts)}"
    words = {word: _key(word) for word in _words(item)}
    hit = process.extractOne(_key(text), words, scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean {hit[2]}?" if hit else "write one of these"
