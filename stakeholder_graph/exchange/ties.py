"""From links with known ends to relationships: ids, doubles, loops, circles, and ends that were left out."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stakeholder_graph.exchange.completing import completed, note_again
from stakeholder_graph.exchange.doubles import report_double_links
from stakeholder_graph.exchange.ends import LABELS, report_waiting
from stakeholder_graph.exchange.identity import DOUBLE
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.links import END_COLUMN, START_COLUMN
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context
from stakeholder_graph.exchange.rings import report_rings
from stakeholder_graph.exchange.told import Tables
from stakeholder_graph.model.ontology import RelationshipKind
from stakeholder_graph.model.records import Records, relationship_schema, with_ids

TO_ITSELF = "leads to itself"
WITHOUT_CIRCLES = ("REPORTS_TO", "PART_OF")
EXPLICIT = (pl.col(START_COLUMN) != "") & (pl.col(END_COLUMN) != "")
"""Whether the link is a row of its own, not a column in the row of a node."""


def look_over(
    links: pl.DataFrame, kind: RelationshipKind, context: Context, nodes: Tables, ledger: Ledger
) -> pl.DataFrame:
    """The links of `ends.resolve` with their ids, after all that is wrong with them was told.

    Links of rows with a fault are still among them, so that one report has the other faults too.
    """
    links = with_ids(_without_loops(links, kind, ledger), kind)
    report_double_links(links, kind, ledger)
    note_dates_reversed(links, ledger)
    if kind.name in WITHOUT_CIRCLES:
        report_rings(links, kind, context, nodes, ledger)
    return links


def tie(
    links: pl.DataFrame,
    kind: RelationshipKind,
    nodes: Tables,
    left_out: Mapping[str, Mapping[str, str]],
    context: Context,
    ledger: Ledger,
) -> pl.DataFrame:
    """The relationships of one kind, with ORIGIN_FILE and ORIGIN_ROW, complete and each once.

    `links` are those of `look_over`, when all faults of all kinds are known; `nodes` those of the files;
    `left_out` says by label which ids of nodes will not be there, and where their rows stand.
    """
    existing = context.existing
    links = ledger.good(_without_left_out(links, left_out, ledger))
    links = _each_once(links, ledger)
    links, again = completed(links, kind, existing.relationship_table(kind.name), context.as_of)
    note_again(again, kind, ledger, existing.nodes, nodes)
    return links.select(ORIGIN_FILE, ORIGIN_ROW, *relationship_schema(kind.name))


def _without_loops(links: pl.DataFrame, kind: RelationshipKind, ledger: Ledger) -> pl.DataFrame:
    loops = links.filter(pl.col("start") == pl.col("end"))
    if not loops.height:
        return links
    places = loops.select(ORIGIN_FILE, ORIGIN_ROW, END_COLUMN, START_COLUMN, "end")
    for file, row, end_column, start_column, end in places.iter_rows():
        problem = f"{kind.name} leads to itself; this link is not taken"
        ledger.add("note", file, [(row, end)], end_column or start_column, problem, "name another")
    for file, row in loops.filter(EXPLICIT).select(ORIGIN_FILE, ORIGIN_ROW).iter_rows():
        ledger.leave_out(file, [row], TO_ITSELF)
    return links.filter(pl.col("start") != pl.col("end"))


def _without_left_out(
    links: pl.DataFrame, left_out: Mapping[str, Mapping[str, str]], ledger: Ledger
) -> pl.DataFrame:
    """The links between nodes that will be there; the others wait for the row of their end."""
    for end, label in LABELS.items():
        for kind, places in left_out.items():
            hangs = (pl.col(label) == kind) & pl.col(end).is_in(list(places))
            report_waiting(links.filter(hangs), end, places, ledger)
            links = links.filter(~hangs)
    return links


def _each_once(links: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Each relationship once; those of one id say the same, as the others were faults."""
    hashed = links["id"].hash()  # comparing numbers takes a fifth of the time of comparing texts
    if hashed.n_unique() == links.height:
        return links
    # Within one row the last column counts: who attended had been invited. Of several rows that of a node
    # counts, else the first.
    links = links.with_row_index("#place")
    last = links.unique(["id", ORIGIN_FILE, ORIGIN_ROW], keep="last", maintain_order=True)
    first = last.sort(EXPLICIT, maintain_order=True).unique("id", keep="first", maintain_order=True)
    again = last.filter(EXPLICIT).join(first, on="#place", how="anti")
    for file, row in again.select(ORIGIN_FILE, ORIGIN_ROW).iter_rows():
        ledger.leave_out(file, [row], DOUBLE)
    return first.sort("#place").drop("#place")


def note_dates_reversed(rows: pl.DataFrame, ledger: Ledger) -> None:
    """A note for each row that ends before it starts; it is taken as written and never valid."""
    wrong = rows.filter(pl.col("valid_to") < pl.col("valid_from"))
    for file, row, end in wrong.select(
        ORIGIN_FILE, ORIGIN_ROW, pl.col("valid_to").cast(pl.String)
    ).iter_rows():
        ledger.add(
            "note",
            file,
            [(row, end)],
            "valid_to",
            "ends before it starts, so it is never valid",
            "look at both days",
        )


def note_circles(links: pl.DataFrame, kind: RelationshipKind, existing: Records, ledger: Ledger) -> None:
    """A note for each circle, such as two who report to each other; the links are kept."""
    ends = [links.select("start", "end"), existing.relationship_table(kind.name).select("start", "end")]
    left, height = pl.concat(ends).unique(), -1
    for _ in range(30):  # a hierarchy is gone after as many rounds as it has levels
        if left.height in (0, height):
            break
        height = left.height
        left = left.filter(pl.col("end").is_in(left["start"].implode()))
        left = left.filter(pl.col("start").is_in(left["end"].implode()))
    if not left.height:
        return
    import networkx  # only where circles are likely

    graph: networkx.DiGraph[str] = networkx.DiGraph(list(left.iter_rows()))
    for circle in networkx.strongly_connected_components(graph):
        inside = pl.Series(sorted(circle), dtype=pl.String()).implode()
        here = links.filter(pl.col("start").is_in(inside) & pl.col("end").is_in(inside))
        if len(circle) < 2 or not here.height:
            continue
        file, row, column = here.select(ORIGIN_FILE, ORIGIN_ROW, END_COLUMN).row(0)
        members = ", ".join(sorted(circle)[:10])
        problem = f"a circle: {len(circle)} {kind.name} each other"
        ledger.note(
            file, [row] * here.height, column, members, problem, "look who is above whom; the links are kept"
        )
