"""The links that files describe, in columns of their own rows or in relationships.csv, as texts still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from stakeholder_graph.exchange.columns import ColumnReader
from stakeholder_graph.exchange.headers import ENDS, Form
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.nodes import INLINE, NodeFile, stated
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context, SourceTable
from stakeholder_graph.model.ontology import Inline, Property, RelationshipKind, ontology
from stakeholder_graph.model.records import relationship_schema

START_COLUMN, END_COLUMN = "#start", "#end"
"""Our names of the columns in which the ends stand, "" where the row itself is the end."""
ACCOUNT, GIVEN = "#account", "#given"
"""The text that tells namesakes apart; the columns that the file has for the link, separated by ";"."""
UNKNOWN = ""
"""The kind of links whose kind is not known: their other columns and their ends are checked all the same."""
Links = defaultdict[str, list[pl.DataFrame]]


def inline_links(file: NodeFile, rows: pl.DataFrame, context: Context, links: Links) -> None:
    """Add the links that the columns of a node file describe; an empty cell is no link."""
    model = ontology()
    for column in file.kind.inline:
        if not column.relationship or INLINE + column.column not in rows.columns:
            continue
        other = column.end_column or column.column
        if INLINE + other not in rows.columns:
            continue
        kind = model.relationships[column.relationship]
        found = _inline_frame(file, rows, column, kind, INLINE + other)
        found = found.with_columns(stated(file.table, (), context))
        if found.height:
            links[kind.name].append(found)


def _inline_frame(
    file: NodeFile, rows: pl.DataFrame, column: Inline, kind: RelationshipKind, other: str
) -> pl.DataFrame:
    carried = {name: pl.col(INLINE + name) for name in column.carries if INLINE + name in rows.columns}
    values = carried | {name: pl.lit(value) for name, value in column.set.items()}
    other_text = pl.col(other)
    chosen = rows.filter(pl.col(INLINE + column.column).is_not_null())
    if column.names in kind.properties:
        values[column.names] = pl.col(INLINE + column.column)
    helper = next((item.column for item in file.kind.inline if column.column in item.helps), "")
    account = pl.col(INLINE + helper) if INLINE + helper in rows.columns else pl.lit(None, pl.String())
    backward = column.names == "start"
    own, given = (
        pl.col("id"),
        [*carried, *column.set, *([column.names] if column.names in kind.properties else [])],
    )
    made = chosen.select(
        ORIGIN_FILE,
        ORIGIN_ROW,
        (other_text if backward else own).alias("start"),
        (own if backward else other_text).alias("end"),
        pl.lit(other.removeprefix(INLINE) if backward else "").alias(START_COLUMN),
        pl.lit("" if backward else other.removeprefix(INLINE)).alias(END_COLUMN),
        account.alias(ACCOUNT),
        pl.lit(";".join(given)).alias(GIVEN),
        **values,
    )
    if column.many:
        cell = ("start" if backward else "end") if column.names in ("start", "end") else column.names
        made = made.with_columns(pl.col(cell).str.split(";")).explode(cell)
        made = made.with_columns(pl.col(cell).str.strip_chars()).filter(pl.col(cell) != "")
    return _with_all_columns(made, kind)


def _with_all_columns(made: pl.DataFrame, kind: RelationshipKind) -> pl.DataFrame:
    schema = relationship_schema(kind.name)
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in made.columns]
    origin = [ORIGIN_FILE, ORIGIN_ROW, START_COLUMN, END_COLUMN, ACCOUNT, GIVEN]
    return made.with_columns(missing).select(*origin, *schema)


def relationship_links(
    table: SourceTable, form: Form, context: Context, ledger: Ledger, links: Links
) -> None:
    """Add the rows of a relationships file, each to its kind; an unknown kind is a fault."""
    found = form.found(table.header)
    common = next(iter(ontology().relationships.values())).properties
    shared = {name: item for name, item in common.items() if _everywhere(name)}
    # Whether the day or the month stands first is decided over the whole column, whatever the kind.
    dates = (
        ColumnReader(table, ledger)
        .read(shared, found)
        .rename(lambda name: name if name == ORIGIN_ROW else INLINE + name)
    )
    cells = table.cells.hstack(dates.drop(ORIGIN_ROW))
    named = cells[found["relationship"]]
    meaning = _kind_names()
    texts = named.unique(maintain_order=True).to_list()
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        kinds[meaning.get(name_key(text or ""), "")].append(text)
    if "" in kinds:
        unknown = kinds.pop("")
        _report_unknown_kinds(table, found["relationship"], unknown, ledger)
        links[UNKNOWN].append(_of_unknown_kind(replace(table, cells=cells), found, unknown, ledger))
    for kind, spellings in kinds.items():
        chosen = cells if len(texts) == 1 else cells.filter(named.is_in(pl.Series(spellings).implode()))
        part = replace(table, cells=chosen)
        made = _explicit_frame(part, ontology().relationships[kind], found, ledger)
        links[kind].append(made.with_columns(stated(table, found.keys(), context)))


def _everywhere(name: str) -> bool:
    return all(name in kind.properties for kind in ontology().relationships.values())


def _explicit_frame(
    part: SourceTable, kind: RelationshipKind, found: dict[str, str], ledger: Ledger
) -> pl.DataFrame:
    own = {name: item for name, item in kind.properties.items() if not _everywhere(name)}
    values = ColumnReader(part, ledger).read(own, found)
    for name in found.keys() - kind.properties.keys() - {*ENDS, "id"}:
        filled = part.cells.filter(pl.col(found[name]).is_not_null())
        hint = f"{kind.name} knows {', '.join(own) or 'no properties of its own'}"
        problem = f"{kind.name} has no {ledger.written(part.file, name)}; kept out"
        ledger.note(part.file, filled[ORIGIN_ROW].to_list(), name, None, problem, hint)
    given = ";".join(sorted(found.keys() & kind.properties.keys()))
    made = part.cells.select(
        pl.lit(part.file).alias(ORIGIN_FILE),
        ORIGIN_ROW,
        pl.col(found["from"]).alias("start"),
        pl.col(found["to"]).alias("end"),
        pl.lit("from").alias(START_COLUMN),
        pl.lit("to").alias(END_COLUMN),
        pl.lit(None, pl.String()).alias(ACCOUNT),
        pl.lit(given).alias(GIVEN),
        *([pl.col(found["id"]).alias("id")] if "id" in found else []),
        *(pl.col(INLINE + name).alias(name) for name in kind.properties if _everywhere(name)),
        *(values[name] for name in own),
    )
    required = [item for item in kind.properties.values() if item.required and item.default is None]
    for item in required:
        empty = made.filter(pl.col(item.name).is_null())[ORIGIN_ROW]
        rows = [(row, None) for row in empty if item.name not in ledger.wrong_cells.get((part.file, row), ())]
        ledger.add(
            "fault",
            part.file,
            rows,
            item.name,
            f"{kind.name} needs a {ledger.written(part.file, item.name)}",
            f"give one of {', '.join(item.allowed)}",
        )
    return _with_all_columns(made, kind)


def _of_unknown_kind(
    table: SourceTable, found: dict[str, str], texts: Sequence[str | None], ledger: Ledger
) -> pl.DataFrame:
    """The ends of links of no known kind, whose other values are checked as all kinds that have them do."""
    of_these = pl.col(found["relationship"]).is_in(
        pl.Series(texts, dtype=pl.String()).implode(), nulls_equal=True
    )
    part = replace(table, cells=table.cells.filter(of_these))
    properties: dict[str, Property] = {}
    for kind in ontology().relationships.values():
        properties |= {name: item for name, item in kind.properties.items() if not _everywhere(name)}
    ColumnReader(part, ledger).read(properties, found)
    return part.cells.select(
        pl.lit(part.file).alias(ORIGIN_FILE),
        ORIGIN_ROW,
        pl.col(found["from"]).alias("start"),
        pl.col(found["to"]).alias("end"),
        pl.lit("from").alias(START_COLUMN),
        pl.lit("to").alias(END_COLUMN),
        pl.lit(None, pl.String()).alias(ACCOUNT),
    )


def _kind_names() -> dict[str, str]:
    """Every way to name a relationship, as it is compared: works_for, works for, arbeitet für."""
    return {name_key(text): kind for text, kind in reversed(_kind_words())}


def _kind_words() -> list[tuple[str, str]]:
    """Every way to name a relationship, as people write it, with its kind; the first counts."""
    return [
        (text, kind.name)
        for kind in ontology().relationships.values()
        for text in (kind.name, kind.en[0], kind.de[0], kind.name.replace("_", " "))
    ]


def _report_unknown_kinds(
    table: SourceTable, written: str, texts: Sequence[str | None], ledger: Ledger
) -> None:
    from rapidfuzz import fuzz, process  # only where a kind is unknown

    if not texts:
        return
    known = {text: name_key(text) for text, _ in _kind_words()}
    wrong = table.cells.filter(
        pl.col(written).is_in(pl.Series(texts, dtype=pl.String()).implode())
        | pl.col(written).is_null() & pl.lit(None in texts)
    )

    def nearest(text: str) -> str:
        hit = process.extractOne(name_key(text), known, scorer=fuzz.ratio, score_cutoff=60)
        return f"did you mean {hit[2]}?" if hit else f"write one of {', '.join(ontology().relationships)}"

    rows = wrong.select(ORIGIN_ROW, written).iter_rows()
    ledger.add("fault", table.file, rows, "relationship", "no such relationship", nearest)
