"""Roles of people in decisions: at opportunities, and at accounts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from stakeholder_graph.exchange.cells import split_values
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.plain_roles import add_plain_roles, note_other_account
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
from stakeholder_graph.exchange.mapping.role_words import (
    NO_LINK,
    NO_ROLE,
    SAYS_NOTHING,
    UNKNOWN_ROLE,
    role_reading,
)
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW

MIRRORED = "the other end of a connection: its role stands in the row of the person"
PLACES = ("Opportunity", *FIRMS)
OUR_ROLE = "a role of our own sales team"


def play_roles(register: Register, fields: Fields, row: Values, person: str, at: str) -> str | None:
    """PLAYS_ROLE for each label in the row; returns why there is none, or None when there is one."""
    if not row.get("role"):
        return NO_ROLE
    labels = split_values(row.get("role"))
    why: str | None = NO_ROLE
    made = False
    for label in labels:
        reading = role_reading(register, label)
        if reading is None:
            hint = f'say in a --mapping what it means: [roles] "{label}" = "decider"'
            register.note(
                fields, row, fields.column("role"), label, "no known role; taken without a role", hint
            )
            why = UNKNOWN_ROLE
            continue
        if reading.role is None:
            why = SAYS_NOTHING
            continue
        values: dict[str, Any] = {
            name: row.get(name) for name in ("influence", "stance", "valid_from", "valid_to")
        }
        values["stance"] = reading.stance if values["stance"] is None else values["stance"]
        for role in (reading.role, *reading.also):
            register.tie("PLAYS_ROLE", person, at, fields, row, role=role, **values)
        made = True
    return None if made else why


def add_roles(register: Register, own: OwnSide, tables: Iterable[Fields]) -> None:
    """The roles that people play at opportunities or accounts; who is of another account keeps both links.

    Roles of our own sales team make no PLAYS_ROLE: who cares for whom is a candidate only.
    """
    for fields in tables:
        for row in fields.rows_of(add_plain_roles(register, fields)):
            if _of_ours(register, own, fields, row):
                continue
            if _mirrored(register, row):
                register.leave_out(fields, row, MIRRORED)
                continue
            person, place = _ends(register, fields, row)
            if person is None or place is None:
                register.leave_out(fields, row, NO_LINK)
                continue
            why = play_roles(register, fields, row, person, place)
            if why is not None:
                register.leave_out(fields, row, why)
            elif register.label_of(place) == "Opportunity":
                note_other_account(register, fields, row[ORIGIN_ROW], person, place)


def _mirrored(register: Register, row: Values) -> bool:
    """Whether an account stands where the person should: connections are listed from both of their ends."""
    name = row.get("person_name")
    if row.get("at_name") is None or name is None or register.named("Person", name):
        return False
    return any(register.named(label, name) for label in PLACES)


def _ends(register: Register, fields: Fields, row: Values) -> tuple[str | None, str | None]:
    """Who plays the role, and where."""
    person = register.linked(fields, row, "person", ("Person",))
    if row.get("at_name") is not None:
        return person, register.linked(fields, row, "at", PLACES)
    return person, register.linked(fields, row, "opportunity", ("Opportunity",))


def _of_ours(register: Register, own: OwnSide, fields: Fields, row: Values) -> bool:
    """Whether all labels of a row are roles of our sales team; who cares is a candidate then."""
    readings = [role_reading(register, label) for label in split_values(row.get("role"))]
    if not readings or not all(reading is not None and reading.own for reading in readings):
        return False
    name, at = row.get("person_name"), row.get("at_name") or row.get("opportunity_name")
    carer = any(reading is not None and reading.duty == "carer" for reading in readings)
    ours = own.called(fields, row, name, "person_name") if name and carer else None
    hits = register.named("Person", at) if at and ours else []
    if ours and len(hits) == 1 and register.context.owner_cares:
        register.tie("CARES_FOR", ours, hits[0], fields, row, duty="carer", note=row.get("role"))
        return True
    if ours:
        problem = "a role of our own sales team: a candidate to care there; not taken as carer"
        hint = "say who cares with `care set`, or in relationships.csv"
        register.note(fields, row, fields.column("role"), row.get("role"), problem, hint)
    register.leave_out(fields, row, OUR_ROLE)
    return True


def note_weaker_candidates(
    register: Register, opportunities: Iterable[Fields], own_people: Iterable[str]
) -> None:
    """Who owns an opportunity may care for those who play a role at it: counted, never taken."""
    owners = {
        node: owner or name
        for fields in opportunities
        for node, owner, name in zip(*map(fields.each, ("id", "owner", "owner_name")), strict=True)
    }
    known = set(own_people)
    ties = [
        (tie["start"], tie["end"], tie[ORIGIN_FILE], tie[ORIGIN_ROW])
        for tie in register.ties["PLAYS_ROLE"].values()
    ]
    columns = ("start", "end", ORIGIN_FILE, ORIGIN_ROW)
    tables = (table.select(columns).iter_rows() for table in register.tie_tables["PLAYS_ROLE"])
    problem = "the owner of the opportunity may be the one who cares for this person; only counted"
    hint = "say who cares with `care set`, or in relationships.csv"
    for person, opportunity, file, number in chain(*tables, ties):
        if owners.get(opportunity) and person not in known:
            register.noted.setdefault((file, None, None, problem, hint), []).append(number)
