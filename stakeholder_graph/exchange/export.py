"""Everything out of the database: into a folder of CSV files, a workbook, GraphML or JSON."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.exchange.cells import FORMULA_STARTS
from stakeholder_graph.exchange.headers import RELATIONSHIPS
from stakeholder_graph.exchange.output import aside, folder_aside
from stakeholder_graph.model.ontology import Ontology, ontology
from stakeholder_graph.model.records import Records, relationship_id

LAST = ("valid_from", "valid_to", "note", "source", "recorded_at")
"""Columns that end every table of relationships."""
TO_NEUTRALISE = rf"^'*[{FORMULA_STARTS.replace('-', '')}-]"
"""Texts that `cells.neutralise` changes, for a whole column at once."""
MARK = ",source,recorded_at"
"""How the header of an exported file ends; a file that somebody keeps by hand has no such columns."""


def export(records: Records, target: Path, model: Ontology | None = None) -> list[Path]:
    """Write everything to the target; importing it into an empty database gives the same graph.

    `target`: a file ending in .xlsx, .graphml or .json, which is replaced, or a folder. Returns the files
    written. Raises StakeholderGraphError, with nothing written, for another ending, for a folder that holds
    other files, and for what a format cannot hold. O(rows).
    """
    model = model or ontology()
    ending = target.suffix.lower()
    if target.is_dir() or not ending[1:].isalpha():
        return _export_folder(records, target, model)
    with aside(target) as part:
        if ending == ".xlsx":
            from stakeholder_graph.exchange.workbook_writer import write_workbook

            write_workbook(canonical_tables(records, model), part, target)
        elif ending == ".graphml":
            from stakeholder_graph.exchange.graphml import write_graphml

            write_graphml(records, part, target, model)
        elif ending == ".json":
            from stakeholder_graph.exchange.graphfiles import write_json

            write_json(records, part, model)
        else:
            what = f"there is no export to {ending}"
            raise StakeholderGraphError(
                str(target), what, "name a folder, or a file .xlsx, .graphml or .json"
            )
    return [target]


def canonical_tables(records: Records, model: Ontology) -> dict[str, pl.DataFrame]:
    """Return the tables of our own files by name: each kind with all its columns, and all relationships."""
    tables = {}
    for kind in model.nodes.values():
        table = records.nodes.get(kind.label)
        columns = {"id": pl.String(), **dict.fromkeys(kind.properties, pl.String())}
        tables[kind.file] = pl.DataFrame(schema=columns) if table is None else table.select(*columns)
    tables[RELATIONSHIPS] = _relationships(records, model)
    return tables


def _relationships(records: Records, model: Ontology) -> pl.DataFrame:
    """All relationships in one table, without columns that nobody uses; `id` where it does not follow."""
    parts = []
    for name, kind in model.relationships.items():
        table = records.relationships.get(name)
        if table is None or table.is_empty():
            continue
        identity = pl.when(pl.col("id") != relationship_id(kind)).then("id").alias("id")
        ends = [pl.col("start").alias("from"), pl.lit(name).alias("relationship"), pl.col("end").alias("to")]
        parts.append(table.select(*ends, identity, *kind.properties))
    if not parts:
        return pl.DataFrame(schema=dict.fromkeys(("from", "relationship", "to", *LAST), pl.String()))
    table = pl.concat(parts, how="diagonal_relaxed")
    filled = [
        column.name for column in table if column.null_count() < table.height and column.name not in LAST
    ]
    return table.select(*filled, *LAST)


def _export_folder(records: Records, target: Path, model: Ontology) -> list[Path]:
    names = [f"{kind.file}.csv" for kind in model.nodes.values()] + [f"{RELATIONSHIPS}.csv"]
    with folder_aside(target, lambda path: path.name in names and _is_export(path)) as folder:
        for name, table in canonical_tables(records, model).items():
            neutralised(table).write_csv(folder / f"{name}.csv")
    return [target / name for name in names]


def _is_export(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline().rstrip(b"\r\n").endswith(MARK.encode())


def neutralised(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with its texts as `cells.neutralise` writes them; numbers are never touched."""
    return table.with_columns(pl.col(pl.String).str.replace(TO_NEUTRALISE, "'${0}"))
