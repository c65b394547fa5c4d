"""Rings in a hierarchy: whoever is above somebody cannot also be below them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.links import END_COLUMN, START_COLUMN
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context
from stakeholder_graph.exchange.told import Tables, names_among
from stakeholder_graph.model.ontology import RelationshipKind
from stakeholder_graph.model.records import Records

ENDS = ["start", "end"]
MOST_NAMED = 6
_WHO = {"Person": "who", "Company": "which"}
MOST_DAYS = 50


def report_rings(
    links: pl.DataFrame, kind: RelationshipKind, context: Context, nodes: Tables, ledger: Ledger
) -> None:
    """A fault for each link of the files that closes a ring with others valid on one day, naming the ring.

    Links of the database count too, unless these very files brought them: then the files' word is the new
    one, and what they hold no more is told elsewhere. O(links) where there is no ring.
    """
    known = context.existing.relationship_table(kind.name).join(links, on="id", how="anti")
    known = known.filter(~pl.col("source").is_in(links["source"].unique().implode()).fill_null(False))
    columns = [*ENDS, "valid_from", "valid_to"]
    both = pl.concat([links.select(columns), known.select(columns)])
    ahead = both.filter(pl.col("valid_from") > context.as_of)["valid_from"].unique().sort()
    for day in [context.as_of, *ahead.head(MOST_DAYS)]:
        for ring in _rings(_valid(both, day).select(ENDS).unique()):
            _report(ring, _valid(links, day), kind, (context.existing, nodes), ledger)


def _valid(links: pl.DataFrame, day: date) -> pl.DataFrame:
    begun = (pl.col("valid_from") <= day).fill_null(True)
    return links.filter(begun & (pl.col("valid_to") >= day).fill_null(True))


def _rings(left: pl.DataFrame) -> list[list[tuple[str, str]]]:
    """One ring, as its links in order, for each part of the hierarchy that has any."""
    height = -1
    for _ in range(30):  # a hierarchy is gone after as many rounds as it has levels
        if left.height in (0, height):
            break
        height = left.height
        left = left.filter(pl.col("end").is_in(left["start"].implode()))
        left = left.filter(pl.col("start").is_in(left["end"].implode()))
    if not left.height:
        return []
    import networkx  # only where rings are likely

    graph: networkx.DiGraph[str] = networkx.DiGraph(sorted(left.iter_rows()))
    parts = [part for part in networkx.strongly_connected_components(graph) if len(part) > 1]
    return [networkx.find_cycle(graph.subgraph(part), min(part)) for part in sorted(parts, key=min)]


def _report(
    ring: Sequence[tuple[str, str]],
    links: pl.DataFrame,
    kind: RelationshipKind,
    places: tuple[Records, Tables],
    ledger: Ledger,
) -> None:
    existing, nodes = places
    members = [start for start, _ in ring]
    names = names_among(members, existing.nodes, nodes)
    told = [names.get(one, one) for one in [*members, members[0]]]
    if len(told) > MOST_NAMED:
        told = [*told[: MOST_NAMED - 2], "…", told[-1]]
    verb = kind.verb("en")
    first, *rest = told
    problem = f"a ring: {first} {verb} " + f", {_WHO[kind.starts[0]]} {verb} ".join(rest)
    steps = pl.DataFrame(ring, schema=dict.fromkeys(ENDS, pl.String()), orient="row")
    for file, row, end_column, start_column, end in (
        links.join(steps, on=ENDS, how="semi", maintain_order="left")
        .select(ORIGIN_FILE, ORIGIN_ROW, END_COLUMN, START_COLUMN, "end")
        .iter_rows()
    ):
        hint = "take one of these links out, or end it with valid_to: nobody is above themselves"
        ledger.add("fault", file, [(row, end)], end_column or start_column, problem, hint)
