"""Connections of one of ours in a network such as LinkedIn: who knows whom since when."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.people import add_contact, employer_of
from stakeholder_graph.exchange.mapping.register import FIRMS, LISTED, Register
from stakeholder_graph.exchange.mapping.same_person import SamePerson
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW
from stakeholder_graph.exchange.report import Problem

STRANGER = "at a company that we do not know"
OURSELVES = "works for us or is the owner of the list"
SLIP = 80  # of 100: this alike are "Anke Birnbaum" and "Anke Birbaum"
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
    company = own.company(fields, first)
    named = register.with_mail(whose) if "@" in whose else register.named("Person", whose)
    ours = [hit for hit in named if company in register.firms_of(hit)]
    hits = ours or [hit for hit in named if not register.firms_of(hit)]  # not a customer's of the same name
    if register.label_of(whose) == "Person":
        hits = [whose]
    if len(hits) > 1:
        problem = f"several are called {whose}, who should own these connections"
        listed = " or ".join(sorted(hits)[:LISTED])
        _refuse(register, fields, problem, f"name the id: --whose {listed}")
        return None
    if hits:
        known = register.existing_node("Person", hits[0])
        if str(known.get("source")).startswith(f"{register.source.name}:"):
            own.called(fields, first, known["name"], "whose")  # whom these files brought, they bring again
        return hits[0]
    near = _nearest(register, own, whose)
    if near:
        problem = f"nobody of ours is called {whose}, who should own these connections"
        _refuse(register, fields, problem, f"did you mean {near}?")
        return None
    problem = f"nobody is called {whose}, who owns these connections; taken as a new colleague of ours"
    register.note(fields, first, None, whose, problem, "correct --whose if we know this person")
    return own.called(fields, first, whose, "whose")


def _nearest(register: Register, own: OwnSide, whose: str) -> str | None:
    """The name of one of ours that is nearly the same: then it is a slip, and nobody new."""
    from rapidfuzz import fuzz, process  # only where nobody is called so

    names = [
        name for name in register.all_names("Person") if any(map(own.is_ours, register.named("Person", name)))
    ]
    parts = set(name_key(whose).split())
    holding = [name for name in names if parts <= set(name_key(name).split())]
    found = process.extractOne(
        name_key(whose), holding or names, scorer=fuzz.ratio, score_cutoff=0 if holding else SLIP
    )
    return str(register.value("Person", register.named("Person", found[0])[0], "name")) if found else None


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
