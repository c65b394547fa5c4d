"""Every row with an id and a name, and each id once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.fields import Fields, settled_rows
from stakeholder_graph.exchange.mapping.same_person import name_of
from stakeholder_graph.exchange.mapping.targets import ROW_KINDS
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW

AGAIN = "the same record again"
TOLD_APART_BY = {
    "contact": ("employer_name", "employer"),
    "lead": ("employer_name",),
    "opportunity": ("account_name", "account"),
    "activity": ("date", "start", "person"),
    "measure": ("date",),
}
"""What makes the id of a row that has none, besides its name."""


def with_ids(row_kind: str, tables: Sequence[Fields], ledger: Ledger) -> None:
    """Give every row of this kind a name and an id, and keep each id once; rows with faults go."""
    for fields in tables:
        _name(row_kind, fields, ledger)
        _make_ids(row_kind, fields, ledger)
    _each_once(tables, ledger)
    for fields in tables:
        out = settled_rows(ledger, fields.file)
        fields.rows = [row for row in fields.rows if row[ORIGIN_ROW] not in out]


def _name(row_kind: str, fields: Fields, ledger: Ledger) -> None:
    label = ROW_KINDS[row_kind].label
    if label is None or row_kind == "activity":
        return
    nameless: list[tuple[int, str | None]] = []
    by_mail: list[int] = []
    for row in fields.rows:
        if label == "Person":
            row["name"] = name_of(row) or None
            if row["name"] is not None and row["name"] == row.get("email"):
                by_mail.append(row[ORIGIN_ROW])
        if not row.get("name"):
            nameless.append((row[ORIGIN_ROW], row.get("id")))
    column = fields.column("last_name", "name")
    ledger.note(fields.file, by_mail, column, None, "no name; called by the mail address", "give the name")
    ledger.add("fault", fields.file, nameless, column, "no name", "give it a name")


def _make_ids(row_kind: str, fields: Fields, ledger: Ledger) -> None:
    made: list[int] = []
    for row in fields.rows:
        if row.get("id") is None:
            apart = next((row[name] for name in TOLD_APART_BY.get(row_kind, ()) if row.get(name)), None)
            parts = [name_key(str(part)) for part in (row.get("name") or row.get("subject"), apart) if part]
            label = (ROW_KINDS[row_kind].label or row_kind).lower()
            row["id"] = f"{label}:{', '.join(parts)}" if ROW_KINDS[row_kind].label else None
            made.append(row[ORIGIN_ROW])
    if ROW_KINDS[row_kind].label:
        hint = "add the column of ids to the export: a name that changes makes another record"
        ledger.note(fields.file, made, None, None, "no id; made from the name", hint)


def _each_once(tables: Sequence[Fields], ledger: Ledger) -> None:
    groups: defaultdict[str, list[tuple[Fields, Values]]] = defaultdict(list)
    for fields in tables:
        for row in fields.rows:
            if row.get("id"):
                groups[row["id"]].append((fields, row))
    for node, group in groups.items():
        if len(group) > 1:
            _settle(node, group, ledger)


def _settle(node: str, group: list[tuple[Fields, Values]], ledger: Ledger) -> None:
    """Of equal rows the first is kept, of differing ones none, as nobody knows which is right."""
    first = group[0][1]
    names = dict.fromkeys(name for _, row in group for name in row if name != ORIGIN_ROW)
    different = [
        name
        for name in names
        if len({row[name] for fields, row in group if name in fields.written or name in row}) > 1
    ]
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
        for name in names:
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
