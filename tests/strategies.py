"""Random records of any kind, with the texts that files, spreadsheets and databases stumble over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from stakeholder_graph.exchange.own import OURS_START
from stakeholder_graph.model.ontology import Ontology, Property, ontology
from stakeholder_graph.model.records import Records, nodes_of, relationships_of

NASTY = (
    'Grün & "Söhne" GmbH',
    "Zeile eins\nZeile zwei",
    "a,b;c\td|e\\f",
    "=1+1",
    "+49 30 1234",
    "-",
    "@name",
    "'=schon neutral",
    "''",
    "Tür 🚪 und Zähler 👨‍👩‍👧",
    "<script>alert(1)</script>",
    "]]>&amp;",
    "NULL",
    "true",
    "007",
    "1e5",
    "2026-11-23",
    "x" * 5000,
    "\u202eumgekehrt",
    "a\u0301",
)
# polars and all file formats hold every character but lone surrogates; NUL is refused and tested by itself
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.sampled_from(NASTY) | st.text(characters, min_size=1, max_size=12)
plain_texts = texts.map(lambda text: "".join(filter(str.isprintable, text)).strip(" '#")).filter(bool)
"""Texts that a reader of tables gives back unchanged: nothing to trim, no control characters."""
any_day = st.dates(date(1, 1, 1), date(9999, 12, 31))


def values(
    item: Property, words: st.SearchStrategy[str] = texts, days: st.SearchStrategy[date] = any_day
) -> st.SearchStrategy[Any]:
    """Values that a property may have."""
    if item.kind == "texts":
        one = (
            st.sampled_from(item.allowed) if item.allowed else words.map(lambda text: text.replace(";", ","))
        )
        return st.lists(one, min_size=1, max_size=3).map(lambda several: ";".join(sorted(set(several))))
    if item.kind in ("integer", "number"):
        low = None if item.minimum is None else item.minimum
        high = None if item.maximum is None else item.maximum
        if item.kind == "integer":
            return st.integers(
                int(low if low is not None else -(2**63)), int(high if high is not None else 2**63 - 1)
            )
        return st.floats(low, high, allow_nan=False, allow_infinity=False)
    if item.kind == "boolean":
        return st.booleans()
    if item.kind == "date":
        return days
    return st.sampled_from(item.allowed) if item.allowed else words


@st.composite
def rows(
    draw: st.DrawFn,
    properties: Mapping[str, Property],
    words: st.SearchStrategy[str] = texts,
    days: st.SearchStrategy[date] = any_day,
) -> dict[str, Any]:
    """One row: every property filled or empty, required ones filled."""
    row = {}
    for name, item in properties.items():
        filled = values(item, words, days)
        row[name] = draw(filled if item.required or name == "name" else st.none() | filled)
    return row


@st.composite
def records(
    draw: st.DrawFn,
    model: Ontology | None = None,
    words: st.SearchStrategy[str] = texts,
    days: st.SearchStrategy[date] = any_day,
    most_nodes: int = 6,
    most_ties: int = 8,
) -> Records:
    """A small graph of any kinds of nodes and ties; some ties have an id of their own."""
    model = model or ontology()
    ids = draw(st.lists(words, unique=True, max_size=most_nodes))
    labels = {node: draw(st.sampled_from(sorted(model.nodes))) for node in ids}
    node_rows: dict[str, list[dict[str, Any]]] = {}
    for node, label in labels.items():
        row = draw(rows(model.nodes[label].properties, words, days))
        node_rows.setdefault(label, []).append({"id": node, **row})
    tie_rows: dict[str, dict[str, dict[str, Any]]] = {}
    for _ in range(draw(st.integers(0, most_ties)) if ids else 0):
        start, end = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        fitting = [
            kind.name
            for kind in model.relationships.values()
            if labels[start] in kind.starts
            and labels[end] in kind.ends
            and not (kind.same_label and labels[start] != labels[end])
        ]
        if not fitting or start == end:
            continue
        name = draw(st.sampled_from(sorted(fitting)))
        row = {"start": start, "end": end, **draw(rows(model.relationships[name].properties, words, days))}
        if draw(st.integers(0, 3)) == 0:
            row["id"] = draw(words)
        table = relationships_of(name, [row], model)
        tie_rows.setdefault(name, {}).setdefault(table["id"][0], {**row, "id": table["id"][0]})
    return Records(
        {label: nodes_of(label, several, model) for label, several in node_rows.items()},
        {name: relationships_of(name, several.values(), model) for name, several in tie_rows.items()},
    )


def importable(found: Records, today: date) -> Records:
    """The same graph as an import of tables leaves it: source and day filled, no job missing."""
    nodes, ties = (
        {
            name: table.with_columns(
                pl.col("source").fill_null("hand"), pl.col("recorded_at").fill_null(today)
            )
            for name, table in tables.items()
        }
        for tables in (found.nodes, found.relationships)
    )
    for name, kind in ontology().relationships.items():
        for column, value in kind.end_where.items() if name in ties else ():
            ends = pl.concat(nodes[label].filter(pl.col(column) == value)["id"] for label in kind.ends)
            ties[name] = ties[name].filter(pl.col("end").is_in(ends.implode()))
    for name in OURS_START:  # the import gives those who care for others a job with us
        if name in ties:
            jobs = ties["WORKS_FOR"]["start"] if "WORKS_FOR" in ties else pl.Series(dtype=pl.String)
            ties[name] = ties[name].filter(pl.col("start").is_in(jobs.implode()))
    return Records(nodes, ties)
