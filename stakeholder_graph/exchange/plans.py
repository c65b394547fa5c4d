"""Plan files: changes that are not yet recorded, written as our own tables, so that an import takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from stakeholder_graph.errors import ImportRefused, StakeholderGraphError
from stakeholder_graph.exchange.export import canonical_tables, neutralised
from stakeholder_graph.exchange.headers import RELATIONSHIPS
from stakeholder_graph.exchange.importing import FaultsFound, Options, foresee
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.output import aside, folder_aside
from stakeholder_graph.exchange.workbook_writer import write_workbook
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

ENDINGS = (".csv", ".xlsx")
ALWAYS = ("from", "relationship", "to", "duty", "valid_from", "valid_to")
"""Columns that a plan has even where nothing stands in them."""


def plan_tables(plan: Records, existing: Records) -> dict[str, pl.DataFrame]:
    """The tables of a plan by name; people by their name where only one of them is called so, else by id."""
    tables = canonical_tables(plan, ontology())
    links = tables[RELATIONSHIPS]
    missing = [pl.lit(None, pl.String()).alias(name) for name in ALWAYS if name not in links.columns]
    links = links.with_columns(missing)
    filled = [column.name for column in links if column.null_count() < links.height or column.name in ALWAYS]
    rest = [name for name in filled if name not in ALWAYS]
    names = _names(existing)
    called = [pl.col(end).cast(pl.String).replace(names) for end in ("from", "to")]
    links = links.with_columns(called).select(*ALWAYS[:4], *rest, *ALWAYS[4:])
    return {name: table for name, table in tables.items() if table.height} | {RELATIONSHIPS: links}


def _names(existing: Records) -> dict[str, str]:
    """The name of everybody who can be found by it: it is theirs alone, and no id."""
    people = existing.node_table("Person").select("id", "name").rows()
    keys = Counter(name_key(name) for _, name in people if name)
    ids = {row for table in existing.nodes.values() for row in table["id"]}
    return {
        identity: name
        for identity, name in people
        if name and keys[name_key(name)] == 1 and name not in ids and _plain(name)
    }


def _plain(name: str) -> bool:
    return name.isprintable() and name == " ".join(name.split()) and not set(name) & set("'\";,()=+-@|")


def write_plan(plan: Records, existing: Records, target: Path) -> list[Path]:
    """Write a plan to a workbook (.xlsx), a .csv or a folder; `simulate` and `import` read it. O(rows).

    Raises StakeholderGraphError for another ending and for a folder that holds other files.
    """
    tables = plan_tables(plan, existing)
    ending = target.suffix.lower()
    if ending == ".xlsx":
        with aside(target) as part:
            write_workbook(tables, part, target)
    elif ending == ".csv":
        with aside(target) as part:
            neutralised(tables[RELATIONSHIPS]).write_csv(part)
    elif not ending or target.is_dir():
        with folder_aside(target, lambda path: path.name == f"{RELATIONSHIPS}.csv") as folder:
            neutralised(tables[RELATIONSHIPS]).write_csv(folder / f"{RELATIONSHIPS}.csv")
        return [target / f"{RELATIONSHIPS}.csv"]
    else:
        what = f"a plan cannot be written as {ending}"
        raise StakeholderGraphError(str(target), what, "name a file .csv or .xlsx, or a folder")
    return [target]


def read_plan(existing: Records, sources: Sequence[Path], options: Options) -> tuple[Records, Records]:
    """What a plan changes, and everything as it would be; read exactly as an import would.

    Raises ImportRefused with the first fault, its place and what to do about it, and how many there are.
    """
    try:
        return foresee(existing, sources, options)
    except FaultsFound as found:
        faults = found.report.faults
        first = faults[0]
        place = first.file if first.row is None else f"{first.file} row {first.row}"
        column = f"{first.column}: " if first.column else ""
        value = f"{first.value}: " if first.value else ""
        more = f" (and {len(faults) - 1} more; `import --dry-run` lists all)" if len(faults) > 1 else ""
        what = " ".join(f"{column}{value}{first.problem}{more}".split())
        raise ImportRefused(place, what, first.hint) from found
