"""Every row with an id and a name, and each id once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.fields import Fields, without_settled
from stakeholder_graph.exchange.mapping.namesakes import differing, made_id, tell_apart
from stakeholder_graph.exchange.mapping.same_person import person_names
from stakeholder_graph.exchange.mapping.targets import ROW_KINDS
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW

AGAIN = "the same record again"
TOLD_APART_BY = {
    "contact": ("employer_name", "employer"),
    "connection": ("employer_name",),
    "lead": ("employer_name",),
    "opportunity": ("account_name", "account"),
    "activity": ("date", "start", "person"),
    "measure": ("date",),
}
"""What makes the id of a row that has none, besides its name."""


def with_ids(row_kind: str, tables: Sequence[Fields], ledger: Ledger) -> None:
    """Give every row of this kind a name and an id, and keep each id once; rows with faults go."""
    made: list[tuple[Fields, Values]] = []
    for fields in tables:
        _name(row_kind, fields, ledger)
        made += _make_ids(row_kind, fields, ledger)
    tell_apart(made, ledger)
    for fields, row in made:
        fields.change([row])
    _each_once(tables, ledger)
    for fields in tables:
        fields.keep(without_settled(fields.values, ledger, fields.file))


def _name(row_kind: str, fields: Fields, ledger: Ledger) -> None:
    label = ROW_KINDS[row_kind].label
    if label is None or row_kind == "activity":
        return
    values = fields.values
    if label == "Person":
        values = values.with_columns(person_names(values))
        by_mail = values.filter(_column(values, "email") == pl.col("name"))[ORIGIN_ROW].to_list()
        column, problem = fields.column("last_name", "name"), "no name; called by the mail address"
        ledger.note(fields.file, by_mail, column, None, problem, "give the name")
        fields.keep(values)
    nameless = values.filter(_column(values, "name").fill_null("") == "")
    rows = nameless.select(ORIGIN_ROW, _column(values, "id")).rows()
    ledger.add("fault", fields.file, rows, fields.column("last_name", "name"), "no name", "give it a name")


def _column(values: pl.DataFrame, target: str) -> pl.Expr:
    return pl.col(target) if target in values.columns else pl.lit(None, pl.String()).alias(target)


def _make_ids(row_kind: str, fields: Fields, ledger: Ledger) -> list[tuple[Fields, Values]]:
    """Make the missing ids of one table, and return their rows."""
    label = ROW_KINDS[row_kind].label
    without = fields.values.filter(_column(fields.values, "id").is_null())
    if label is None or not without.height:
        return []
    made = fields.rows_of(without)
    own = fields.description.made_from
    for row in made:
        parts = [_text(row.get(target)) for target in own if row.get(target)]
        if not parts:
            apart = next((row[name] for name in TOLD_APART_BY.get(row_kind, ()) if row.get(name)), None)
            parts = [str(part) for part in (row.get("name") or row.get("subject"), apart) if part]
        row["id"] = made_id(label, list(map(name_key, parts)))
    columns = " and ".join(name for target in own if (name := fields.column(target)))
    said = f"no id; made from {columns}, else from the name" if columns else "no id; made from the name"
    hint = "add the column of ids to the export: a name that changes makes another record"
    if "id" not in fields.description.columns:
        hint = "nothing to do; whoever is called otherwise later is another record"
    ledger.note(fields.file, [row[ORIGIN_ROW] for row in made], None, None, said, hint)
    return [(fields, row) for row in made]


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _each_once(tables: Sequence[Fields], ledger: Ledger) -> None:
    ids = pl.Series([node for fields in tables for node in fields.each("id")], dtype=pl.String())
    twice = set(ids.filter(ids.is_duplicated() & (ids.fill_null("") != "")))
    groups: defaultdict[str, list[tuple[Fields, Values]]] = defaultdict(list)
    for fields in tables if twice else ():
        for row in fields.rows:
            if row.get("id") in twice:
                groups[row["id"]].append((fields, row))
    for node, group in groups.items():
        _settle(node, group, ledger)
        fields, first = group[0]
        fields.change([first])


def _settle(node: str, group: list[tuple[Fields, Values]], ledger: Ledger) -> None:
    """Of equal rows the first is kept, of differing ones none, as nobody knows which is right."""
    first, different = group[0][1], differing(group)
    if not different:
        for fields, row in group[1:]:
            ledger.leave_out(fields.file, [row[ORIGIN_ROW]], AGAIN)
            ledger.note(
                fields.file,
                [row[ORIGIN_ROW]],
                fields.column("id"),
                node,
                "the same record again; taken once",
                "nothing to do",
            )
        for name in dict.fromkeys(name for _, row in group for name in row if name != ORIGIN_ROW):
            first[name] = next((row[name] for _, row in group if row.get(name) is not None), None)
        return
    places = [f"{fields.table.short_name} row {row[ORIGIN_ROW]}" for fields, row in group]
    for (fields, row), place in zip(group, places, strict=True):
        others = ", ".join(other for other in places if other != place)
        columns = ", ".join(fields.column(name) or name for name in different)
        problem = f"the same id with another {columns} in {others}"
        ledger.add(
            "fault",
            fields.file,
            [(row[ORIGIN_ROW], node)],
            fields.column("id"),
            problem,
            "export both again, or delete one row",
        )
