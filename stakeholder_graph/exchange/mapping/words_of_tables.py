"""What tables of all mappings may say alike: conditions on rows, and words that are translated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stakeholder_graph.exchange.mapping.checking import Checked
from stakeholder_graph.exchange.mapping.description import Condition
from stakeholder_graph.model.vocabulary import vocabulary

Words = Mapping[str, Mapping[str, str]]


def conditions_of(table: Checked, key: str) -> tuple[Condition, ...]:
    """The conditions under a key: a list of tables with `column`, `is` and `why`."""
    return tuple(_condition(entry) for entry in table.tables(key, ("column", "is", "why")))


def _condition(entry: Checked) -> Condition:
    column, why, means = entry.text("column"), entry.text("why", ""), entry.content.get("is")
    if means in ("true", "filled"):
        return Condition(column, means, why=why)
    texts = frozenset(vocabulary().normalise(text) for text in entry.texts("is"))
    return Condition(column, "text", texts, why)


def values_of(values: Checked, base: Words = MappingProxyType({})) -> Words:
    """For each target their words with ours, on top of those that are known already."""
    made: dict[str, Mapping[str, str]] = dict(base)
    for target in values.content:
        words = values.any_table(target)
        said = {vocabulary().normalise(word): words.text(word) for word in words.content}
        made[target] = MappingProxyType({**base.get(target, {}), **said})
    return MappingProxyType(made)
