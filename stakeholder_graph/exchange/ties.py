"""From links with known ends to relationships: ids, doubles, loops, circles, and ends that were left out."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from stakeholder_graph.exchange.completing import completed, note_again
from stakeholder_graph.exchange.ends import report_links
from stakeholder_graph.exchange.identity import DOUBLE, other_places
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.links import END_COLUMN, START_COLUMN
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context
from stakeholder_graph.exchange.told import Tables
from stakeholder_graph.model.ontology import RelationshipKind
from stakeholder_graph.model.records import Records, relationship_schema, with_ids

TO_ITSELF = "leads to itself"
WITHOUT_CIRCLES = ("REPORTS_TO", "PART_OF")
EXPLICIT = (pl.col(START_COLUMN) != "") & (pl.col(END_COLUMN) != "")
"""Whether the link is a row of its own, not a column in the row of a node."""


def tie(
    links: pl.DataFrame,
    kind: RelationshipKind,
    nodes: Tables,
    left_out: pl.Series,
    context: Context,
    ledger: Ledger,
) -> pl.DataFrame:
    """The relationships of one kind, with ORIGIN_FILE and ORIGIN_ROW, complete and each once.

    `links` are those of `ends.resolve`, `nodes` those of the files, `left_out` the ids of nodes that will not
    be there.
    """
    existing = context.existing
    links = _without_loops(links, kind, ledger)
    links = _without_left_out(links, left_out, ledger)
    links = ledger.good(with_ids(links, kind))
    links = _each_once(links, kind, ledger)
    links, again = completed(links, kind, existing.relationship_table(kind.name), context.as_of)
    note_again(again, kind, ledger, existing.nodes, nodes)
    note_dates_reversed(links, ledger)
    if kind.name in WITHOUT_CIRCLES:
        note_circles(links, kind, existing, ledger)
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


def _without_left_out(links: pl.DataFrame, left_out: pl.Series, ledger: Ledger) -> pl.DataFrame:
    """The links between nodes that will be there; a link that is a row of its own is a fault, else a note."""
    if not len(left_out):
        return links
    for end, column in (("start", START_COLUMN), ("end", END_COLUMN)):
        hangs = pl.col(end).is_in(left_out.implode())
        bad = links.filter(hangs)
        problem, hint = "its own row has a fault, so this link has nowhere to lead", "correct that row first"
        report_links(bad.filter(EXPLICIT), column, end, problem, hint, ledger)
        for file, row, name, node in (
            bad.filter(~EXPLICIT).select(ORIGIN_FILE, ORIGIN_ROW, column, end).iter_rows()
        ):
            if name:
                ledger.add("note", file, [(row, node)], name, problem, hint)
        links = links.filter(~hangs)
    return links


def _each_once(links: pl.DataFrame, kind: RelationshipKind, ledger: Ledger) -> pl.DataFrame:
    """Each relationship once; two of one id that say different things are faults."""
    hashed = links["id"].hash()  # comparing numbers takes a fifth of the time of comparing texts
    if hashed.n_unique() == links.height:
        return links
    links = links.with_row_index("#place")
    double = links.filter(pl.col("id").is_duplicated())
    # Within one row the last column counts: who attended had been invited.
    last = double.unique(["id", ORIGIN_FILE, ORIGIN_ROW], keep="last", maintain_order=True)
    drop = set(double["#place"]) - set(last["#place"])
    compared = [name for name in kind.properties if name not in ("source", "recorded_at")]
    again: defaultdict[str, list[int]] = defaultdict(list)
    for group in last.filter(pl.col("id").is_duplicated()).partition_by("id", maintain_order=True):
        different = [name for name in compared if group[name].n_unique() > 1]
        inline, explicit = group.filter(~EXPLICIT), group.filter(EXPLICIT)
        drop |= set(inline["#place"][1:])
        if different:
            drop |= set(explicit["#place"])
            _report_different(group, explicit, different, ledger)
            continue
        for file, row, place in explicit.slice(0 if inline.height else 1).select(
            ORIGIN_FILE, ORIGIN_ROW, "#place"
        ).iter_rows():  # fmt: skip
            drop.add(place)
            again[file].append(row)
    for file, rows in again.items():
        ledger.leave_out(file, rows, DOUBLE)
        ledger.note(
            file,
            rows,
            None,
            None,
            f"{kind.name} again between the same two; taken once",
            "delete it if you like",
        )
    dropped = pl.Series(sorted(drop), dtype=links["#place"].dtype)
    return links.filter(~pl.col("#place").is_in(dropped.implode())).drop("#place")


def _report_different(
    group: pl.DataFrame, explicit: pl.DataFrame, different: list[str], ledger: Ledger
) -> None:
    places = list(group.select(ORIGIN_FILE, ORIGIN_ROW).iter_rows())
    for file, row, text in explicit.select(ORIGIN_FILE, ORIGIN_ROW, "id").iter_rows():
        others = other_places(places, file, row)
        problem = f"the same relationship with another {', '.join(different)} in {others}"
        hint = "give a valid_from, or an id of its own, where both are true"
        ledger.add("fault", file, [(row, text)], None, problem, hint)


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
