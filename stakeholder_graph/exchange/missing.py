"""What an earlier import of the same files brought and they no longer hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from stakeholder_graph.exchange.report import FileReport, Problem
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

LISTED = 10


@dataclass
class Missing:
    """What is valid in the database and no longer in the files: notes, and the rows as they end."""

    ended: Records = field(default_factory=Records)
    notes: list[Problem] = field(default_factory=list)


def find_missing(
    existing: Records,
    read: Records,
    files: Collection[FileReport],
    names: Mapping[str, str],
    system: str,
    today: date,
    end: bool,
) -> Missing:
    """List what these very files brought before and hold no more.

    Files with faults are left aside, as their rows are not gone but unread; so is what has happened on a day
    of its own (contacts, measures, reports), as an export with a window drops it. With `end`, yesterday was
    the last day of what is gone.
    """
    missing = Missing()
    sources = {f"{system}: {names[file.file]}": file.file for file in files if not file.reported}
    dated = {label for label, kind in ontology().nodes.items() if "date" in kind.properties}
    for label, table in existing.nodes.items():
        if label not in dated:
            gone = _gone(table, read.nodes.get(label), sources, today)
            _note(label, gone, "name", sources, end, missing.notes)
            if end and gone.height:
                missing.ended.nodes[label] = _ended(gone, today)
    for name, table in existing.relationships.items():
        kind = ontology().relationships[name]
        if not dated & {*kind.starts, *kind.ends}:
            gone = _gone(table, read.relationships.get(name), sources, today)
            _note(name, gone, "id", sources, end, missing.notes)
            if end and gone.height:
                missing.ended.relationships[name] = _ended(gone, today)
    return missing


def _gone(
    old: pl.DataFrame, new: pl.DataFrame | None, sources: Mapping[str, str], today: date
) -> pl.DataFrame:
    """The rows that are still valid, came from these sources, and are not among the new ones."""
    valid = pl.col("valid_to").is_null() | (pl.col("valid_to") >= today)
    here = old.filter(pl.col("source").is_in(list(sources)) & valid)
    return here.join(new, on="id", how="anti", maintain_order="left") if new is not None else here


def _ended(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    return rows.with_columns(pl.lit(today - timedelta(days=1)).alias("valid_to"))


def _note(
    name: str, gone: pl.DataFrame, shown: str, sources: Mapping[str, str], end: bool, notes: list[Problem]
) -> None:
    for (source,), part in gone.group_by("source", maintain_order=True):
        listed = ", ".join(str(value) for value in part[shown][:LISTED])
        more = f" and {part.height - LISTED} more" if part.height > LISTED else ""
        what = f"{part.height} {name} no longer in the export" + ("; ended yesterday" if end else "")
        hint = "nothing to do" if end else "say --end-missing if they have ended"
        notes.append(
            Problem("note", sources[str(source)], None, None, listed + more, what, hint, part.height)
        )
