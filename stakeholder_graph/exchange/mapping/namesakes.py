"""Records without an id that are called alike: what tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stakeholder_graph.exchange.interactions.collecting import kept_id
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW

Rows = Sequence[tuple[Fields, Values]]
ACTIVITY = "interaction:"
"""How the made ids of what happened between people begin."""


def made_id(label: str, parts: Sequence[str]) -> str:
    """The id that is made from these texts; of a meeting or mail a digest, as it holds what it was about."""
    begin, text = f"{label.lower()}:", ", ".join(parts)
    return begin + (kept_id(text, made=True) if begin == ACTIVITY else text)


def differing(group: Rows) -> list[str]:
    """The targets in which these rows differ, as far as they have them."""
    names = dict.fromkeys(name for _, row in group for name in row if name != ORIGIN_ROW)
    return [
        name
        for name in names
        if len({row[name] for fields, row in group if name in fields.written or name in row}) > 1
    ]


def tell_apart(made: Rows, ledger: Ledger) -> None:
    """Where made ids fall together though the rows differ, put what differs into the id; a note says so."""
    groups: defaultdict[str, list[tuple[Fields, Values]]] = defaultdict(list)
    for fields, row in made:
        groups[row["id"]].append((fields, row))
    for node, group in groups.items():
        different = differing(group) if len(group) > 1 else []
        if not different:
            continue
        by = ["name"] if "name" in different else different
        for fields, row in group:
            told = [name_key(str(row[name])) for name in by if row.get(name) not in (None, ())]
            row["id"] = _told_apart(node, told)
            columns = ", ".join(dict.fromkeys(fields.column(name) or name for name in by))
            problem = f"several records without id would be one; told apart by {columns}"
            hint = "look whether they are the same; an export with ids tells for sure"
            made_of = node.partition(":")[2]
            value = row.get("subject") if node.startswith(ACTIVITY) else made_of
            ledger.note(fields.file, [row[ORIGIN_ROW]], None, value, problem, hint)


def _told_apart(node: str, told: Sequence[str]) -> str:
    label, _, text = node.partition(":")
    return made_id(label, [text, *told])
