"""What a register has gathered, as tables of records with the file and row that each comes from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any

import polars as pl

from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, node_schema, relationship_schema, with_ids

ORIGIN = {ORIGIN_FILE: pl.String(), ORIGIN_ROW: pl.UInt32()}


def records_of(register: Register) -> Records:
    """All nodes and ties as tables: those put in one by one, and those put in as whole tables. O(records)."""
    labels = dict.fromkeys([*register.nodes, *register.node_tables])
    kinds = dict.fromkeys([*register.ties, *register.tie_tables])
    nodes = {
        label: _table(
            register.nodes.get(label, {}).values(), node_schema(label), _node_tables(register, label)
        )
        for label in labels
    }
    ties = {
        name: _table(
            register.ties.get(name, {}).values(), relationship_schema(name), register.tie_tables.get(name, [])
        )
        for name in kinds
    }
    return Records(
        {label: table for label, table in nodes.items() if table.height},
        {
            name: with_ids(table, ontology().relationships[name])
            for name, table in ties.items()
            if table.height
        },
    )


def _node_tables(register: Register, label: str) -> list[pl.DataFrame]:
    out = list(register.taken_out[label])
    tables = register.node_tables[label]
    return [table.filter(~pl.col("id").is_in(out)) for table in tables] if out else tables


def _table(
    rows: Collection[Mapping[str, Any]], schema: Mapping[str, pl.DataType], tables: list[pl.DataFrame]
) -> pl.DataFrame:
    """One table of rows and tables; what they do not name is empty."""
    whole = {**ORIGIN, **schema}
    filled = set(chain.from_iterable(rows))
    columns = [
        pl.Series(name, [row.get(name) for row in rows], dtype=kind, strict=kind != pl.Int64)
        if name in filled
        else pl.Series(name, [None], dtype=kind).new_from_index(0, len(rows))
        for name, kind in whole.items()
    ]
    parts = [
        table.select(
            pl.col(name) if name in table.columns else pl.lit(None, kind).alias(name)
            for name, kind in whole.items()
        )
        for table in tables
    ]
    return pl.concat([pl.DataFrame(columns), *parts])
