"""What an earlier import of the same files brought and they no longer hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from stakeholder_graph.exchange.report import FileReport, Problem
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

LISTED = 10


@dataclass
class Missing:
    """Ids of nodes and relationships that are valid in the database and no longer in the files."""

    nodes: list[str] = field(default_factory=list)
    relationships: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def find_missing(
    existing: Records,
    read: Records,
    files: Collection[FileReport],
    names: Mapping[str, str],
    system: str,
    today: date,
    ended: bool,
) -> Missing:
    """List what these very files brought before and hold no more.

    Files with faults are left aside, as their rows are not gone but unread; so is what has happened on a day
    of its own (contacts, measures, reports), as an export with a window drops it.
    """
    missing = Missing()
    sources = {f"{system}: {names[file.file]}": file.file for file in files if not file.reported}
    dated = {label for label, kind in ontology().nodes.items() if "date" in kind.properties}
    for label, table in existing.nodes.items():
        if label not in dated:
            missing.nodes += _gone(
                label, table, read.nodes.get(label), "name", sources, today, ended, missing.notes
            )
    for name, table in existing.relationships.items():
        kind = ontology().relationships[name]
        if not dated & {*kind.starts, *kind.ends}:
            gone = _gone(
                name, table, read.relationships.get(name), "id", sources, today, ended, missing.notes
            )
            missing.relationships += gone
    return missing


def _gone(
    name: str, old: pl.DataFrame, new: pl.DataFrame | None, shown: str, sources: Mapping[str, str],
    today: date, ended: bool, notes: list[Problem],
) -> list[str]:  # fmt: skip
    valid = pl.col("valid_to").is_null() | (pl.col("valid_to") >= today)
    here = old.filter(pl.col("source").is_in(list(sources)) & valid)
    gone = here.join(new, on="id", how="anti", maintain_order="left") if new is not None else here
    for (source,), part in gone.group_by("source", maintain_order=True):
        listed = ", ".join(str(value) for value in part[shown][:LISTED])
        more = f" and {part.height - LISTED} more" if part.height > LISTED else ""
        what = f"{part.height} {name} no longer in the export" + ("; ended yesterday" if ended else "")
        hint = "nothing to do" if ended else "say --end-missing if they have ended"
        notes.append(
            Problem("note", sources[str(source)], None, None, listed + more, what, hint, part.height)
        )
    return list(gone["id"])
