"""What a row of a foreign table can be, and what its columns can become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from stakeholder_graph.model.ontology import Property, ontology

OWNERSHIP = ("owner", "owner_name", "created_by")
PERSON = ("first_name", "last_name", "external_id", "no_call", "no_mail")
PARTS: Mapping[str, str] = {
    "organiser": "organiser",
    "sender": "sender",
    "recipients": "recipient",
    "participants": "participant",
}
"""Lists of those who took part in something, by name or mail address, and their part in it."""


@dataclass(frozen=True)
class RowKind:
    """One thing that a row can be: the node that it makes, if any, and the targets besides its properties."""

    label: str | None
    targets: tuple[str, ...]
    carried: str | None = None  # a relationship whose properties stand in the row too


ROW_KINDS: Mapping[str, RowKind] = {
    "company": RowKind("Company", ("id", "parent", "parent_name", "primary_contact_name", *OWNERSHIP)),
    "contact": RowKind(
        "Person",
        (
            "id",
            *PERSON,
            "employer",
            "employer_name",
            "further_employers",
            "reports_to",
            "reports_to_name",
            "role",
            "inactive",
            "changed",
            *OWNERSHIP,
        ),
        "WORKS_FOR",
    ),
    "connection": RowKind("Person", ("id", *PERSON, "employer_name", "known_since"), "WORKS_FOR"),
    "user": RowKind(
        "Person",
        ("id", "first_name", "last_name", "reports_to", "reports_to_name", "active", "changed"),
        "WORKS_FOR",
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
    "opportunity": RowKind(
        "Opportunity",
        ("id", "account", "account_name", "contacts", "contact_names", "closed", "won", *OWNERSHIP),
    ),
    "activity": RowKind(
        "Interaction",
        (
            "id",
            "start",
            "start_time",
            "end_date",
            "end_time",
            "all_day",
            "seconds",
            "inbound",
            "person",
            "person_name",
            "about",
            "about_name",
            "account",
            *PARTS,
            *OWNERSHIP,
        ),
    ),
    "role": RowKind(
        None, ("id", "person", "person_name", "opportunity", "opportunity_name", "at_name"), "PLAYS_ROLE"
    ),
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
    "contacts": ("contact",),
    "further_employers": ("company",),
}
"""The kinds of rows to which a target leads by id; `reports_to` leads to the kind of its own row."""

BOOLEANS = frozenset(
    {
        "active",
        "inactive",
        "all_day",
        "closed",
        "won",
        "direct",
        "converted",
        "no_call",
        "no_mail",
        "responded",
    }
)
LISTS = frozenset({*PARTS, "contacts", "contact_names", "further_employers"})
"""Targets of several values, from all columns in which they stand; their values are tuples."""
DATES = frozenset({"start", "changed", "end_date", "known_since"})
NUMBERS = frozenset({"seconds"})
TRANSLATED = frozenset({"party", "channel", "role", "kind", "status", "answer", "category"})
"""Targets whose words are those of the other system; whoever builds the record translates them."""


def references(row: str, target: str) -> tuple[str, ...]:
    """The kinds of rows to which this target of such a row may lead; empty when it is no reference."""
    if target in ("id", "reports_to"):
        return ("contact",) if row == "connection" else (row,)
    return REFERENCES.get(target, ())


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
