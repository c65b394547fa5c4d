"""The generated blocks of the README; `make docs` writes them, `make lint` and the tests compare them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout, suppress

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


def gap_table() -> str:
    """Return the checks in their order: what each is called, what it finds and how much it weighs."""
    from stakeholder_graph.gaps.registry import CHECKS
    from stakeholder_graph.gaps.texts import words

    rows = [(f"`{check.kind}`", words(check.kind, "name", "en"), check.sentence("en")) for check in CHECKS]
    return table(("kind", "name", "finds"), rows)


def query_table() -> str:
    """Return the questions of the catalogue by their names, with the parameters that they take."""
    from stakeholder_graph.catalogue.find import find_queries

    rows = []
    for query in find_queries():
        typed = [f"`{one.name}`" for one in query.parameters if one.kind != "table"]
        rows.append((f"`{query.name}`", query.question("en"), ", ".join(typed)))
    return table(("query", "question", "parameters"), rows)


def command_help() -> str:
    """Return what --help says of the program, and below it of every command."""
    return "\n\n".join(f"```\n{text}\n```" for text in help_texts(()))


def help_texts(words: tuple[str, ...]) -> Iterable[str]:
    """Yield the help of a command and then of each command under it."""
    from stakeholder_graph.cli import main

    printed = io.StringIO()
    before, columns = sys.argv, os.environ.get("COLUMNS")
    # the same width wherever it runs; the program reads both as it would from a terminal
    sys.argv, os.environ["COLUMNS"] = ["stakeholder-graph", *words, "--help"], "100"
    try:
        with redirect_stdout(printed), suppress(SystemExit):
            main()
    finally:
        sys.argv = before
        os.environ.pop("COLUMNS") if columns is None else os.environ.update(COLUMNS=columns)
    text = "\n".join(line.rstrip() for line in printed.getvalue().strip().splitlines())
    yield text
    listed_commands = text.partition("\nCommands:\n")[2].partition("\n\n")[0]
    for line in listed_commands.splitlines():
        # a command stands two columns in; deeper lines go on with the explanation of the one before
        if line.startswith("  ") and line[2:3].strip():
            yield from help_texts((*words, line.split()[0]))


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
