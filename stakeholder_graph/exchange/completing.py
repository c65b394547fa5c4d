"""What a file has no column for stays as the database has it, unless a link that had ended is there again."""

from __future__ import annotations

from datetime import date

import polars as pl

from stakeholder_graph.exchange.changed import of_a_list
from stakeholder_graph.exchange.folding import without_hand
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.links import END_COLUMN, GIVEN, START_COLUMN
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.exchange.told import Tables, told
from stakeholder_graph.model.ontology import RelationshipKind

AGAIN = "#again"
"""Whether what the same file brought before had ended, and stands in it now."""


def ended_before(today: date) -> pl.Expr:
    """Whether the row of the database came from the same source, or both from lists, and has ended."""
    both_lists = of_a_list(pl.col("source")) & of_a_list(pl.col("source#known"))
    same_source = (pl.col("source") == without_hand(pl.col("source#known"))) | both_lists
    return (same_source & (pl.col("valid_to#known") < today) & pl.col("valid_to").is_null()).fill_null(False)


def completed(
    links: pl.DataFrame, kind: RelationshipKind, known: pl.DataFrame, today: date
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The links with what the database knows beside them, and those among them that are valid again.

    An end that the file cannot give up, as it has no column for it, would last for ever.
    """
    if not known.height:
        return links, links.clear()
    names = [name for name in kind.properties if name not in ("source", "recorded_at")]
    beside = known.select("id", "source", *names)
    joined = links.join(beside, on="id", how="left", suffix="#known", maintain_order="left")
    given = pl.col(GIVEN).str.split(";")
    again = ended_before(today) & ~given.list.contains("valid_to")
    kept = [
        pl.when(given.list.contains(name))
        .then(name)
        .otherwise(pl.coalesce(name, f"{name}#known"))
        .alias(name)
        for name in names
    ]
    joined = joined.with_columns(again.alias(AGAIN)).with_columns(kept)
    back = pl.when(~pl.col(AGAIN)).then("valid_to").alias("valid_to")
    # Only a value of the same source may empty another: the row stays that of the list that brought it.
    source = pl.when(AGAIN).then("source#known").otherwise("source").alias("source")
    joined = joined.with_columns(back, source)
    return joined, joined.filter(AGAIN)


def note_again(links: pl.DataFrame, kind: RelationshipKind, ledger: Ledger, *places: Tables) -> None:
    """A note for each link that had ended and stands in its file again."""
    if not links.height:
        return
    columns = pl.when(pl.col(END_COLUMN) != "").then(END_COLUMN).otherwise(START_COLUMN)
    origins = links.select(ORIGIN_FILE, ORIGIN_ROW, columns, "valid_to#known").iter_rows()
    for (file, row, column, day), sentence in zip(origins, told(kind.name, links, *places), strict=True):
        problem = f"is there again; it had ended on {day}"
        ledger.add("note", file, [(row, sentence)], column, problem, "nothing to do")
