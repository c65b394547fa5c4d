"""The JSON shapes that scripts rely on, written down as interface.md lists them, and a strict check."""

from __future__ import annotations

import re
from typing import Any

Shape = Any

TEXT, WHOLE, NUMBER, YES, ANY = "text", "whole", "number", "yes", "any"
DAY, CLASS, TIER, LEVEL = "day", "class", "tier", "level"


class Maybe:
    """A value of the shape, or null."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


class Each:
    """An object with any keys, every value of the shape."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


class Optional:
    """A key that may be missing."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


NAMED = {"id": TEXT, "name": TEXT}
ACCOUNT = {**NAMED, "tier": TIER}
CELL = {"needed": WHOLE, "cared": WHOLE}
PART = {"kind": TEXT, "text": TEXT}
GAP = {
    "kind": TEXT, "severity": NUMBER, "class": CLASS,
    "factors": {"tier": NUMBER, "role": NUMBER, "kind": NUMBER}, "account": Maybe(ACCOUNT),
    "person": Maybe({**NAMED, "level": Maybe(LEVEL), "role": Maybe(TEXT), "presumed": YES}),
    "carer": Maybe(NAMED), "level": Maybe(LEVEL), "about": Maybe({"kind": TEXT, **NAMED}), "facts": ANY,
    "includes": [PART],
    "evidence": [
        {"record": TEXT, "id": Maybe(TEXT), "date": Maybe(DAY), "source": Maybe(TEXT), "text": TEXT}
    ],
    "text": TEXT, "next_steps": [TEXT], "replaced_by": Optional(PART),
}  # fmt: skip
GAPS = {
    "as_of": DAY,
    "policy": Each(ANY),
    "counts": {
        "people": WHOLE, "accounts": WHOLE, "needing_care": WHOLE, "objected": WHOLE, "by_kind": Each(WHOLE),
    },
    "not_run": [{"kind": TEXT, "missing": TEXT}],
    "gaps": [GAP],
}  # fmt: skip
COVERAGE = {
    "as_of": DAY,
    "accounts": [
        {**ACCOUNT, "levels": {str(level): CELL for level in (1, 2, 3, 4)}, "unknown": CELL,
         "third_parties": CELL}
    ],
}  # fmt: skip
LEVELS = {
    "account": ACCOUNT,
    "pairs": [
        {
            "own": {**NAMED, "level": Maybe(LEVEL)},
            "external": {**NAMED, "level": Maybe(LEVEL), "role": Maybe(TEXT), "presumed": YES},
            "duty": Maybe(TEXT), "observed": YES, "needed": YES,
        }
    ],
    "rungs": [{"level": LEVEL, "needed": WHOLE, "cared": WHOLE, "paired": YES}],
}  # fmt: skip
INFO = {
    "kinds": Each(WHOLE), "relationships": Each(WHOLE), "as_of": DAY, "revision": WHOLE,
    "unknown": {"level": WHOLE, "role": WHOLE, "tier": WHOLE},
}  # fmt: skip
PROBLEM = {
    "file": TEXT, "row": Maybe(WHOLE), "column": Maybe(TEXT), "value": Maybe(TEXT), "problem": TEXT,
    "hint": TEXT,
}  # fmt: skip
IMPORT = {
    "files": [
        {"file": TEXT, "format": TEXT, "encoding": TEXT, "rows": WHOLE, "taken": WHOLE, "unchanged": WHOLE,
         "left_out": WHOLE, "reported": WHOLE, "why_left_out": Each(WHOLE)}
    ],
    "faults": [PROBLEM],
    "notes": [{**PROBLEM, "count": WHOLE}],
    "moves": [
        {"person": NAMED, "from": NAMED, "to": NAMED, "last_day": DAY, "proposals": [
            {"relationship": TEXT, "start": NAMED, "end": NAMED, "what": TEXT, "command": TEXT}
        ]}
    ],
    "counts": Each(WHOLE),
    "written": YES,
}  # fmt: skip
TODO = {
    "missing": [{"what": TEXT, "count": WHOLE, "accounts": WHOLE, "checks": [TEXT], "text": TEXT}],
    "not_run": [{"kind": TEXT, "missing": TEXT}],
}
IMPORTED = {**IMPORT, **TODO}
"""After an import that could write also what is missing in the graph now."""
ERROR = {"error": {"where": TEXT, "what": TEXT, "next": TEXT}}
TITLES = [{"job_title": TEXT, "people": WHOLE, "suggested_level": Maybe(LEVEL), "because": Maybe(TEXT)}]


def misfits(value: Any, shape: Shape, place: str = "$") -> list[str]:
    """Where a value has not exactly the keys and types of the shape."""
    if isinstance(shape, Maybe):
        return [] if value is None else misfits(value, shape.shape, place)
    if isinstance(shape, str):
        return [] if _is(value, shape) else [f"{place}: {value!r} is no {shape}"]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no list"]
        return [wrong for at, item in enumerate(value) for wrong in misfits(item, shape[0], f"{place}[{at}]")]
    if not isinstance(value, dict):
        return [f"{place}: {value!r} is no object"]
    if isinstance(shape, Each):
        return [wrong for key in value for wrong in misfits(value[key], shape.shape, f"{place}.{key}")]
    needed = {key for key, item in shape.items() if not isinstance(item, Optional)}
    wrong = [f"{place}: lacks {key}" for key in sorted(needed - value.keys())]
    wrong += [f"{place}: has {key}, which is in no contract" for key in sorted(value.keys() - shape.keys())]
    for key in value.keys() & shape.keys():
        item = shape[key].shape if isinstance(shape[key], Optional) else shape[key]
        wrong += misfits(value[key], item, f"{place}.{key}")
    return wrong


def _is(value: Any, kind: str) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return {
        ANY: True,
        TEXT: isinstance(value, str) and value != "",
        WHOLE: whole and value >= 0,
        NUMBER: whole or isinstance(value, float),
        YES: isinstance(value, bool),
        DAY: isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
        CLASS: value in ("high", "medium", "low", "info"),
        TIER: value in ("A", "B", "C"),
        LEVEL: whole and 1 <= value <= 4,
    }[kind]
