"""What a row of a foreign table can be, and what its columns can become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from stakeholder_graph.model.ontology import Property, ontology

OWNERSHIP = ("owner", "owner_name", "created_by")
PERSON = ("first_name", "last_name", "external_id", "no_call", "no_mail")
EMPLOYER = ("employer", "employer_name", "job_title", "department", "function", "level")


@dataclass(frozen=True)
class RowKind:
    """One thing that a row can be: the node that it makes, if any, and the targets besides its properties."""

    label: str | None
    targets: tuple[str, ...]
    carried: str | None = None  # a relationship whose properties stand in the row too


ROW_KINDS: Mapping[str, RowKind] = {
    "company": RowKind("Company", ("id", "parent", "parent_name", *OWNERSHIP)),
    "contact": RowKind(
        "Person",
        ("id", *PERSON, "employer", "employer_name", "reports_to", "reports_to_name", "role", *OWNERSHIP),
        "WORKS_FOR",
    ),
    "user": RowKind(
        "Person", ("id", "first_name", "last_name", "reports_to", "active", "changed"), "WORKS_FOR"
    ),
    "lead": RowKind(
        "Person",
        (
            "id",
            *PERSON,
            "employer_name",
            "industry",
            "country",
            "converted",
            "converted_contact",
            "converted_account",
            *OWNERSHIP,
        ),
        "WORKS_FOR",
    ),
    "opportunity": RowKind("Opportunity", ("id", "account", "account_name", "closed", "won", *OWNERSHIP)),
    "activity": RowKind(
        "Interaction",
        ("id", "start", "all_day", "seconds", "inbound", "person", "about", "account", *OWNERSHIP),
    ),
    "role": RowKind(None, ("id", "person", "opportunity"), "PLAYS_ROLE"),
    "employment": RowKind(
        None, ("id", "person", "employer", "role", "direct", "active", "changed"), "WORKS_FOR"
    ),
    "measure": RowKind("Measure", ("id", *OWNERSHIP)),
    "guest": RowKind(None, ("id", "measure", "person", "answer", "responded")),
    "nothing": RowKind(None, ("id",)),
}

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "parent": ("company",),
    "employer": ("company",),
    "account": ("company",),
    "converted_account": ("company",),
    "converted_contact": ("contact",),
    "person": ("contact", "lead"),
    "opportunity": ("opportunity",),
    "measure": ("measure",),
    "owner": ("user", "queue"),
    "created_by": ("user",),
    "about": ("anything",),
}
"""The kinds of rows to which a target leads by id; `reports_to` leads to the kind of its own row."""

BOOLEANS = frozenset(
    {"active", "all_day", "closed", "won", "direct", "converted", "no_call", "no_mail", "responded"}
)
DATES = frozenset({"start", "changed"})
NUMBERS = frozenset({"seconds"})
TRANSLATED = frozenset({"party", "channel", "role", "kind", "status", "answer", "category"})
"""Targets whose words are those of the other system; whoever builds the record translates them."""


def references(row: str, target: str) -> tuple[str, ...]:
    """The kinds of rows to which this target of such a row may lead; empty when it is no reference."""
    if target == "reports_to":
        return (row,)
    return (row,) if target == "id" else REFERENCES.get(target, ())


@cache
def properties(row: str) -> Mapping[str, Property]:
    """The properties of the ontology that a row of this kind can carry."""
    kind, model = ROW_KINDS[row], ontology()
    carried = dict(model.relationships[kind.carried].properties) if kind.carried else {}
    own = dict(model.nodes[kind.label].properties) if kind.label else {}
    found = {**carried, **own}
    return {name: item for name, item in found.items() if name not in ("source", "recorded_at", "note")}


@cache
def targets(row: str) -> tuple[str, ...]:
    """Everything that a column can become in a table of such rows."""
    return tuple(dict.fromkeys((*ROW_KINDS[row].targets, *properties(row))))
