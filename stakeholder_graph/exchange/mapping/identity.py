"""Every row with an id and a name, and each id once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.fields import Fields, settled_rows
from stakeholder_graph.exchange.mapping.namesakes import differing, made_id, tell_apart
from stakeholder_graph.exchange.mapping.same_person import name_of
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


def _make_ids(row_kind: str, fields: Fields, ledger: Ledger) -> list[tuple[Fields, Values]]:
    """Make the missing ids of one table, and return their rows."""
    label = ROW_KINDS[row_kind].label
    made = [row for row in fields.rows if row.get("id") is None]
    if label is None or not made:
        return []
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
