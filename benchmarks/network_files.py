"""A random network as a folder of our own files, as somebody would bring it from elsewhere."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_graph.model.ontology import ontology
from tests.reference.large_networks import LargeNetwork


def write_folder(network: LargeNetwork, folder: Path) -> list[Path]:
    """Write one file a kind, and relationships.csv for all relationships; only columns that are filled."""
    folder.mkdir()
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for identity, record in network.nodes:
        kind = ontology().nodes[record["label"]]
        rest = {name: value for name, value in record.items() if name not in ("label", "name")}
        # a contact has no name but a subject; which column it is, the ontology says
        rows[kind.file].append({"id": identity, kind.name_from or "name": record["name"], **rest})
    for start, end, _, record in network.relationships:
        rest = {name: value for name, value in record.items() if name != "kind"}
        rows["relationships"].append({"from": start, "relationship": record["kind"], "to": end, **rest})
    return [_write(folder / f"{name}.csv", table) for name, table in rows.items()]


def _write(path: Path, rows: list[dict[str, Any]]) -> Path:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return path


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return ";".join(value) if isinstance(value, tuple) else str(value)
