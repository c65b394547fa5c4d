"""The generated blocks of the README; `make docs` writes them, `make lint` and the tests compare them."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.model.ontology import Property, ontology


def model_tables() -> str:
    """Return two tables: what may be in the graph, and which relationships there may be."""
    model = ontology()
    common = set.intersection(*(set(kind.properties) for kind in model.nodes.values()))
    nodes = [
        (f"{kind.label} / {kind.de}", f"`{kind.file}`", described(kind.properties.values(), common))
        for kind in model.nodes.values()
    ]
    shared = set.intersection(*(set(kind.properties) for kind in model.relationships.values()))
    relationships = [
        (
            f"`{kind.name}`",
            f"{', '.join(kind.starts)} *{kind.verb('en')}* {', '.join(kind.ends)}",
            described(kind.properties.values(), shared),
        )
        for kind in model.relationships.values()
    ]
    return "\n\n".join(
        (
            table(("kind", "file", "properties"), nodes),
            f"Every kind also has `id` and {listed(common, model.nodes['Person'].properties)}.",
            table(("relationship", "reads", "properties"), relationships),
            f"Every relationship may have {listed(shared, model.relationships['KNOWS'].properties)}.",
        )
    )


def described(properties: Iterable[Property], left_out: set[str]) -> str:
    """Return the properties with the values that they allow, in the order of the ontology."""
    return " · ".join(
        f"`{each.name}`{': ' + values if (values := allowed(each)) else ''}"
        for each in properties
        if each.name not in left_out
    )


def allowed(each: Property) -> str:
    """Return which values a property takes, where it does not take any."""
    if each.allowed:
        return ", ".join(each.allowed)
    if each.minimum is not None and each.maximum is not None:
        return f"{each.minimum:g} to {each.maximum:g}"
    return "yes or no" if each.kind == "boolean" else ""


def listed(names: set[str], order: Iterable[str]) -> str:
    """Return the names as code, in the given order, with "and" before the last."""
    *first, last = [f"`{name}`" for name in order if name in names]
    return f"{', '.join(first)} and {last}" if first else last


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
