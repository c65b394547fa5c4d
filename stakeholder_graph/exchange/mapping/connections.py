"""Connections of one of ours in a network such as LinkedIn: who knows whom since when."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.errors import UnknownName
from stakeholder_graph.exchange.mapping.as_records import records_of
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.people import add_contact, employer_of
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
from stakeholder_graph.exchange.mapping.same_person import SamePerson
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.reading import ORIGIN_ROW
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.exchange.whose import whose as who_is_meant

STRANGER = "at a company that we do not know"
OURSELVES = "works for us or is the owner of the list"
WEAKEST = 1  # of 5: a click


def add_connections(register: Register, own: OwnSide, tables: Iterable[Fields], same: SamePerson) -> None:
    """KNOWS between the owner of the list and everybody in it whose company we know.

    Whose list it is must be said; a fault for the whole file otherwise, and where nobody can tell who it is.
    """
    for fields in tables:
        owner = _owner(register, own, fields) if fields.rows else None
        if owner is None:
            continue
        for row in fields.rows:
            _add(register, fields, row, owner, same)


def _owner(register: Register, own: OwnSide, fields: Fields) -> str | None:
    whose = register.context.whose
    if whose is None:
        problem = f"these are the connections of one person in {register.source.title}, and nobody says whose"
        _refuse(register, fields, problem, "say whose: --whose NAME")
        return None
    first = fields.rows[0]
    own.company(fields, first)  # who is ours, is told by it
    try:
        found = who_is_meant(whose, [register.context.existing, records_of(register)])
    except UnknownName as unknown:
        _refuse(register, fields, unknown.what, unknown.next_step)
        return None
    if found is None:
        problem = f"nobody is called {whose}, who owns these connections; taken as a new colleague of ours"
        register.note(fields, first, None, whose, problem, "correct --whose if we know this person")
        return own.called(fields, first, whose, "whose")
    known = register.existing.node("Person", found)
    if str(known.get("source")).startswith(f"{register.source.name}:"):
        own.called(fields, first, known["name"], "whose")  # whom these files brought, they bring again
    return found


def _refuse(register: Register, fields: Fields, problem: str, hint: str) -> None:
    """A fault of the whole file: none of its rows can be taken."""
    ledger = register.ledger
    ledger.problems.append(Problem("fault", fields.file, None, None, None, problem, hint))
    ledger.faulty[fields.file] |= {row[ORIGIN_ROW] for row in fields.rows}


def _add(register: Register, fields: Fields, row: Values, owner: str, same: SamePerson) -> None:
    only_known = fields.description.known_firms_only and not register.context.any_company
    if only_known and not _firm_is_known(register, row):
        register.leave_out(fields, row, STRANGER)
        return
    firm = employer_of(register, fields, row)
    add_contact(register, fields, row, firm, same)
    person = register.kept(row["id"])
    if person == owner:
        register.leave_out(fields, row, OURSELVES)
        return
    register.tie("KNOWS", owner, person, fields, row, weight=WEAKEST, valid_from=row.get("known_since"))


def _firm_is_known(register: Register, row: Values) -> bool:
    name = row.get("employer_name")
    return name is not None and any(register.named(label, name) for label in FIRMS)
