"""Leads: people who are no contacts yet, each with a company that is only a name."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.accounts import MADE_COMPANY, company_called
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.people import avoided, without_account
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
from stakeholder_graph.exchange.mapping.same_person import SAME, SamePerson
from stakeholder_graph.exchange.mapping.values import Values

CONVERTED = "converted: the contact is taken"


def add_leads(register: Register, tables: Iterable[Fields], same: SamePerson) -> None:
    """Person and prospect for each lead, unless it was converted or is somebody whom we have already."""
    for fields in tables:
        for row in fields.rows:
            person = row["id"]
            if row.get("converted"):
                contact = row.get("converted_contact")
                kept = register.known(contact, ("Person",))
                if kept is not None and not _brought_before(register, fields, kept):
                    register.same[row["id"]] = kept
                    register.leave_out(fields, row, CONVERTED)
                    continue
                person = _converted(register, fields, row)
            _add(register, fields, row, person, same)


def _brought_before(register: Register, fields: Fields, person: str) -> bool:
    """Whether the database has this person from the same file of leads, and no file has the contact."""
    source = f"{register.source.name}: {fields.table.short_name}"
    known = register.existing.node("Person", person)
    return person not in register.labels and known.get("source") == source


def _converted(register: Register, fields: Fields, row: Values) -> str:
    """A converted lead whose contact is in no file: taken under the id that the contact has."""
    contact: str | None = row.get("converted_contact")
    problem = "converted, but the contact is in no file; the lead is taken in its place"
    hint = "export the contacts too, and import them together"
    register.note(fields, row, fields.column("converted_contact"), contact, problem, hint)
    if contact is not None:
        register.same[row["id"]] = contact
    return contact or str(row["id"])


def _add(register: Register, fields: Fields, row: Values, person: str, same: SamePerson) -> None:
    firm = _company(register, fields, row)
    known = same.find(fields, row, firm)
    if known:
        register.same[row["id"]] = register.same[person] = known
        if register.has("Person", known):
            register.leave_out(fields, row, SAME)
            return
        person = known
    register.add_node("Person", person, {**row, "avoid": avoided(row)}, fields, row)
    same.remember(fields, row, person, firm)
    if firm is None or firm.startswith(MADE_COMPANY):  # the database may have it: again
        firm = _made_company(register, fields, row)
    if firm is not None:
        job = {name: row.get(name) for name in ("job_title", "department", "function", "level")}
        register.tie("WORKS_FOR", person, firm, fields, row, **job)


def _company(register: Register, fields: Fields, row: Values) -> str | None:
    """The account that the lead names, if there is one already."""
    account = register.known(row.get("converted_account"), FIRMS)
    if account is not None:
        return account
    name = row.get("employer_name")
    hits = [hit for label in FIRMS for hit in register.named(label, name)] if name else []
    return hits[0] if len(hits) == 1 else None


def _made_company(register: Register, fields: Fields, row: Values) -> str | None:
    name = row.get("employer_name")
    if not name:
        without_account(register, fields, row)
        return None
    values = {"party": "prospect", "industry": row.get("industry"), "country": row.get("country")}
    return company_called(register, name, fields, row, fields.column("employer_name"), **values)
