"""What an earlier import brought and the files no longer hold, or name another for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import polars as pl

from stakeholder_graph.exchange.changed import changed_links
from stakeholder_graph.exchange.folding import without_hand
from stakeholder_graph.exchange.ledger import WAITS
from stakeholder_graph.exchange.reading import Reading
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.exchange.told import told
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
    reading: Reading,
    names: Mapping[str, str],
    lists: Collection[str],
    system: str,
    today: date,
    end: bool,
) -> Missing:
    """List what these very files brought before and hold no more, and the links that `lists` changed.

    Files with faults, or with links that wait for such a row, are left aside, as their rows are not gone but
    unread; so is what has happened on a day
    of its own (contacts, measures, reports), as an export with a window drops it. With `end`, yesterday was
    the last day of what is gone.
    """
    missing = Missing()
    read = reading.records
    sound = {file.file for file in reading.files if not file.reported and WAITS not in file.why_left_out}
    sources = {f"{system}: {names[file]}": file for file in names if file in sound}
    dated = {label for label, kind in ontology().nodes.items() if "date" in kind.properties}
    still = pl.col("valid_to").is_null() | (pl.col("valid_to") >= today)
    for label, table in existing.nodes.items():
        if label not in dated:
            gone = _gone(table.filter(still), read.nodes.get(label), sources)
            _note(label, gone, gone["name"].to_list(), sources, end, missing.notes)
            if end and gone.height:
                missing.ended.nodes[label] = _ended(gone, today)
    for name, table in existing.relationships.items():
        kind = ontology().relationships[name]
        if not dated & {*kind.starts, *kind.ends}:
            valid = table.filter(still)
            changed, notes = changed_links(name, valid, existing, read, sound & {*lists}, end)
            missing.notes += [_in_its_words(note, reading.headers) for note in notes]
            gone = _gone(valid, read.relationships.get(name), sources)
            gone = gone.join(changed, on="id", how="anti", maintain_order="left")
            _note("", gone, told(name, gone, existing.nodes, read.nodes), sources, end, missing.notes)
            if end and (gone.height or changed.height):
                missing.ended.relationships[name] = _ended(pl.concat([gone, changed]), today)
    return missing


def _in_its_words(note: Problem, headers: Mapping[str, Mapping[str, str]]) -> Problem:
    """The note with its column as the file itself calls it: Betreuer, where our own name is carer."""
    column = note.column or ""
    return replace(note, column=headers.get(note.file, {}).get(column, column) or None)


def _gone(valid: pl.DataFrame, new: pl.DataFrame | None, sources: Mapping[str, str]) -> pl.DataFrame:
    """The rows that came from these sources, and are not among the new ones."""
    here = valid.filter(without_hand(pl.col("source")).is_in(list(sources)))
    return here.join(new, on="id", how="anti", maintain_order="left") if new is not None else here


def _ended(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    return rows.with_columns(pl.lit(today - timedelta(days=1)).alias("valid_to"))


def _note(
    label: str,
    gone: pl.DataFrame,
    said: Sequence[str],
    sources: Mapping[str, str],
    end: bool,
    notes: list[Problem],
) -> None:
    """A note for each of a few, one for all of many; `said` says each in words."""
    what = f"{label} no longer in the export".lstrip() + ("; ended yesterday" if end else "")
    hint = "nothing to do" if end else "say --end-missing if they have ended"
    shown = gone.select(without_hand(pl.col("source"))).with_columns(
        pl.Series("#said", said, dtype=pl.String())
    )
    for (source,), part in shown.group_by("source", maintain_order=True):
        file, listed = sources[str(source)], part["#said"].to_list()
        if len(listed) <= LISTED:
            notes += [Problem("note", file, None, None, one, what, hint) for one in listed]
            continue
        value = f"{', '.join(listed[:LISTED])} and {len(listed) - LISTED} more"
        notes.append(Problem("note", file, None, None, value, what, hint, len(listed)))
