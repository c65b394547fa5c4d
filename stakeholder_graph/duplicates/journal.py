"""What a merge has changed, written down beside the graph, so that it can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.model.records import Records, node_schema, relationship_schema

PREFIX = "merge "
"""Stands before the id of the one that was merged, in the name of the memo."""


@dataclass(frozen=True)
class Merged:
    """One merge: who was merged into whom, when, and the rows that it changed, before and after.

    `number` says which came first. `before` and `after` hold the kept node, the other node (only before), and
    all relationships that hung on the other one or were folded.
    """

    number: int
    label: str
    kept: str
    kept_name: str
    other: str
    other_name: str
    on: date
    before: Records
    after: Records
    moved: Mapping[str, str]
    """The id after the merge for the id before of each relationship that hung on the other one."""
    there: tuple[str, ...] = ()
    """The ids of all relationships that the kept one had already."""

    @property
    def memo(self) -> str:
        return PREFIX + self.other

    def as_text(self) -> str:
        """The memo."""
        told = {
            "number": self.number, "label": self.label, "kept": self.kept, "kept_name": self.kept_name,
            "other": self.other, "other_name": self.other_name, "on": self.on.isoformat(),
            "before": _as_json(self.before), "after": _as_json(self.after), "moved": dict(self.moved),
            "there": list(self.there),
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, default=str)

    @classmethod
    def from_text(cls, text: str) -> Merged:
        """The merge that a memo tells of."""
        told: dict[str, Any] = json.loads(text)
        told["on"], told["there"] = date.fromisoformat(told["on"]), tuple(told["there"])
        return cls(**{**told, "before": _from_json(told["before"]), "after": _from_json(told["after"])})


def merges_in(memos: Mapping[str, str]) -> list[Merged]:
    """All merges that can be taken back, the first one first."""
    found = [Merged.from_text(text) for name, text in memos.items() if name.startswith(PREFIX)]
    return sorted(found, key=lambda one: one.number)


def next_number(merges: Iterable[Merged]) -> int:
    """The number of the next merge."""
    return max((one.number for one in merges), default=0) + 1


def _as_json(records: Records) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Rows by kind, without what is empty."""
    return {
        part: {
            name: [
                {column: value for column, value in row.items() if value is not None}
                for row in table.to_dicts()
            ]
            for name, table in tables.items()
            if table.height
        }
        for part, tables in (("nodes", records.nodes), ("relationships", records.relationships))
    }


def _from_json(told: Mapping[str, Mapping[str, list[dict[str, Any]]]]) -> Records:
    return Records(
        {name: _table(rows, node_schema(name)) for name, rows in told["nodes"].items()},
        {name: _table(rows, relationship_schema(name)) for name, rows in told["relationships"].items()},
    )


def _table(rows: list[dict[str, Any]], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Rows in the form of the ontology of today; a property that it no longer has is left out."""
    days = [name for name, kind in schema.items() if kind == pl.Date]
    texts = {name: pl.String() if name in days else kind for name, kind in schema.items()}
    known = [{name: row.get(name) for name in schema} for row in rows]
    table = pl.DataFrame(known, schema=texts, orient="row")
    return table.with_columns(pl.col(name).str.to_date("%Y-%m-%d") for name in days)
