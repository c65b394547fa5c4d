"""What a property of the ontology allows: words, and numbers within bounds."""

from __future__ import annotations

from collections.abc import Callable

from stakeholder_graph.exchange.cells import split_values
from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.vocabulary import vocabulary


def allowed_words(item: Property) -> Callable[[str], str | None]:
    """Reads one of the values that a property allows, in English or German; None for any other text."""
    words = {vocabulary().normalise(value): value for value in item.allowed}
    also = ontology().words_of(item.name).items()
    words |= {vocabulary().normalise(said): value for said, value in also if value in item.allowed}

    def one(text: str) -> str | None:
        return words.get(vocabulary().normalise(text))

    def several(text: str) -> str | None:
        found = [one(part) for part in split_values(text)]
        return None if None in found else ";".join(sorted(word for word in found if word))

    return several if item.kind == "texts" else one


def is_possible(value: float, item: Property | None) -> bool:
    """Whether a property can have this number."""
    if item is None:
        return True
    whole = item.kind != "integer" or value == int(value)
    at_least = item.minimum is None or value >= item.minimum
    return whole and at_least and (item.maximum is None or value <= item.maximum)
