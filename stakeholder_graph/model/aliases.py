"""Under which other ids and names somebody is known: what a merge leaves behind, so that imports find it."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from stakeholder_graph.model.records import Records

MERGEABLE = ("Person", "Company", "Organisation")
"""The kinds of which two may turn out to be one."""
ALIASES, ALSO_CALLED = "aliases", "also_called"


def written(ids: Iterable[str]) -> str | None:
    """Ids as they stand in one cell: sorted, a semicolon within one marked; None where there are none."""
    return ";".join(sorted({one.replace("%", "%25").replace(";", "%3B") for one in ids})) or None


def read(cell: str | None) -> list[str]:
    """The ids of a cell as `written` puts them together."""
    return [one.replace("%3B", ";").replace("%25", "%") for one in (cell or "").split(";") if one]


def names_in(cell: str | None) -> list[str]:
    """The names of a cell with several."""
    return [name for name in (cell or "").split(";") if name]


def alias_map(records: Records) -> dict[str, str]:
    """The id that is kept for each id that was merged into it. O(nodes)."""
    found: dict[str, str] = {}
    for label in MERGEABLE:
        table = records.node_table(label)
        for node, cell in table.select("id", ALIASES).filter(pl.col(ALIASES).is_not_null()).iter_rows():
            found |= dict.fromkeys(read(cell), node)
    return found
