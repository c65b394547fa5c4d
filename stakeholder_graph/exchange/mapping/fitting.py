"""Whether the values of a column can be read as a property: what an import would refuse cannot."""

from __future__ import annotations

from collections.abc import Sequence

from stakeholder_graph.exchange.allowed import one_of, several_of
from stakeholder_graph.exchange.cells import read_boolean
from stakeholder_graph.exchange.dates import read_dates
from stakeholder_graph.exchange.headers import carried
from stakeholder_graph.exchange.numbers import read_numbers
from stakeholder_graph.model.ontology import Property, ontology


def property_of(row: str, name: str) -> Property | None:
    """The property of a kind of node or tie; None where it has none of that name, such as for a link."""
    model = ontology()
    if row in model.relationships:
        return model.relationships[row].properties.get(name)
    kind = model.nodes[row]
    return kind.properties.get(name) or carried(kind, model).get(name)


def fits(values: Sequence[str], row: str, name: str) -> bool:
    """Whether an import takes all these values as this property; of days most suffice, others are notes."""
    item = property_of(row, name)
    if item is None:
        return False
    match item.kind:
        case "date":
            return len(read_dates(values).unreadable) * 5 <= len(values)
        case "boolean":
            return all(read_boolean(value, empty=None) is not None for value in values)
        case "integer" | "number":
            return _is_number(item, values)
        case "texts":
            return all(several_of(item)(value) is not None for value in set(values))
        case _:
            return not item.allowed or all(one_of(item)(value) is not None for value in set(values))


def _is_number(item: Property, values: Sequence[str]) -> bool:
    numbers = read_numbers(values)
    found = [value for value in numbers.values if value is not None]
    low = all(item.minimum is None or value >= item.minimum for value in found)
    high = all(item.maximum is None or value <= item.maximum for value in found)
    whole = item.kind == "number" or all(value == round(value) for value in found)
    return not numbers.unreadable and low and high and whole
