"""The questions that tests ask on the example network, and answers as lines that one can read."""

from __future__ import annotations

from datetime import date
from typing import Any

from stakeholder_graph.catalogue.asking import Asked

K, S, W, H = "Karmesin", "Sonnentau Kliniken", "Windstille", "Hagelkorn"
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("accounts/competitors", {}),
    ("accounts/competitors", {"account": S}),
    ("accounts/conflicts", {"account": W}),
    ("accounts/conflicts", {"account": K}),
    ("accounts/coverage", {}),
    ("accounts/coverage", {"tier": "C"}),
    ("accounts/deciders", {"account": K}),
    ("accounts/group", {"account": S}),
    ("accounts/group", {"account": "c-klinik-nieselbach"}),
    ("accounts/groups", {}),
    ("accounts/ladder", {"account": K}),
    ("accounts/list", {}),
    ("accounts/list", {"tier": "B"}),
    ("accounts/people", {"account": H}),
    ("accounts/roles", {"account": W}),
    ("accounts/surroundings", {"account": K}),
    ("accounts/third-parties", {"account": K}),
    ("care/by-carer", {"carer": "Nele Schafgarbe"}),
    ("care/contacts-by-month", {"account": K}),
    ("care/contacts-with", {"person": "Viktor Purpur"}),
    ("care/contacts-with", {"person": "Sigrid Zitronengelb"}),
    ("care/ended", {}),
    ("care/last-contact", {"account": K}),
    ("care/nobody", {}),
    ("care/wanted", {}),
    ("care/workload", {}),
    ("cycle/actions", {}),
    ("cycle/invitations", {"person": "Isidor Türkis"}),
    ("cycle/measures", {}),
    ("cycle/opportunities", {"account": K}),
    ("cycle/reports", {"account": K, "days": "60"}),
    ("network/influences", {"person": "Waldemar Ocker"}),
    ("network/introductions", {"person": "Sigrid Zitronengelb"}),
    ("network/introductions", {"person": "Ulla Wetterleuchten", "most": "3"}),
    ("network/references", {"account": K}),
    ("network/who-knows-whom", {"account": K}),
    ("people/around", {"person": "Sigrid Zitronengelb"}),
    ("people/career", {"person": "Roswitha Pflaumenblau"}),
    ("people/ending", {}),
    ("people/leavers", {}),
    ("people/leavers", {"days": "200"}),
    ("people/objections", {}),
    ("people/offices", {}),
    ("people/reporting-line", {"person": "Edda Bernstein"}),
    ("people/standing", {"standing": "opinion_leader"}),
    ("quality/accounts-without-roles", {}),
    ("quality/no-contact-data", {}),
    ("quality/no-employer", {}),
    ("quality/no-level", {}),
    ("quality/no-role", {"tier": "A"}),
    ("quality/no-role", {"level": "1"}),
    ("quality/no-value", {}),
    ("quality/profiles", {"months": "18"}),
    ("quality/same-name", {}),
)


def lines(asked: Asked) -> list[str]:
    """Each row as one line: what stands in it, without ids, - for nothing."""
    shown = [place for place, column in enumerate(asked.columns) if not column.endswith("_id")]
    return [" | ".join(told(row[place]) for place in shown) for row in asked.rows]


def told(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, list):
        return ", ".join(map(told, value)) or "-"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
