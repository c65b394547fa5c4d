"""Reading back a whole graph that `export` wrote as JSON or GraphML."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.bounded import refuse_too_large
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Reading, SourceTable, without_cells
from stakeholder_graph.exchange.report import FileReport
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

GRAPH_ENDINGS = (".json", ".graphml")
EXPORT_AGAIN = "export it again, or import the tables that it comes from"


def is_graph(path: Path) -> bool:
    """Whether the file is called like an exported graph, not like a table."""
    return path.suffix.lower() in GRAPH_ENDINGS


def read_graph(path: Path, existing: Records) -> tuple[SourceTable, Reading]:
    """Read one file that holds a graph; every node and relationship counts as a row.

    Such files are written by programs, so whatever is wrong in one is no fault of a row: the file is refused
    (ImportRefused), also when an end leads to no node of it or of the database. O(rows).
    """
    from stakeholder_graph.exchange.graphfiles import read_json  # only where such a file is imported
    from stakeholder_graph.exchange.graphml import read_graphml

    refuse_too_large(path)
    ending = path.suffix.lower()
    records = read_json(path) if ending == ".json" else read_graphml(path)
    _check_ids(path, records)
    _check_ends(path, records, existing)
    rows = 0
    for tables in (records.nodes, records.relationships):
        for name, part in tables.items():
            places = pl.int_range(rows + 1, rows + part.height + 1, dtype=pl.UInt32).alias(ORIGIN_ROW)
            tables[name] = part.with_columns(places, pl.lit(str(path)).alias(ORIGIN_FILE))
            rows += part.height
    file = FileReport(str(path), ending.removeprefix("."), "utf-8", rows, rows)
    return without_cells(str(path), "utf-8", rows), Reading(records, [file], [], prevails=True)


def _refuse(path: Path, what: str) -> ImportRefused:
    return ImportRefused(str(path), what, EXPORT_AGAIN)


def _check_ids(path: Path, records: Records) -> None:
    """Every id once: over all nodes, and within the relationships of a kind."""
    groups = [pl.concat([table["id"] for table in records.nodes.values()])] if records.nodes else []
    groups += [table["id"] for table in records.relationships.values()]
    for ids in groups:
        double = ids.filter(ids.is_duplicated())
        if len(double):
            raise _refuse(path, f"the id {double[0]} stands there {(ids == double[0]).sum()} times")


def _check_ends(path: Path, records: Records, existing: Records) -> None:
    """Every end is a node of the file or of the database, of a kind that belongs there."""
    for name, table in records.relationships.items():
        kind = ontology().relationships[name]
        for end, labels in (("start", kind.starts), ("end", kind.ends)):
            known = pl.concat(
                part.node_table(label)["id"] for part in (records, existing) for label in labels
            )
            wrong = table.filter(~pl.col(end).is_in(known.implode()))
            if wrong.height:
                wanted = " or ".join(labels)
                raise _refuse(path, f"{name} {wrong['id'][0]}: its {end} {wrong[end][0]} is no {wanted}")
