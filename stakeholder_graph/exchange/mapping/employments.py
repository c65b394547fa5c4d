"""Further accounts of a contact, beside the one that stands in the contact's own row."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.own_side import ended_on
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
from stakeholder_graph.exchange.mapping.role_words import NO_LINK, UNKNOWN_ROLE
from stakeholder_graph.exchange.mapping.roles import play_roles
from stakeholder_graph.exchange.mapping.values import Values

REPEATS = "repeats the account of the contact"
INDIRECT = "indirect"


def add_employments(register: Register, tables: Iterable[Fields]) -> None:
    """WORKS_FOR without job title for each further account, and the roles that people play there."""
    for fields in tables:
        for row in fields.rows:
            person = register.linked(fields, row, "person", ("Person",))
            firm = register.linked(fields, row, "employer", FIRMS)
            if person is None or firm is None:
                register.leave_out(fields, row, NO_LINK)
                continue
            new = _job(register, fields, row, person, firm)
            why = play_roles(register, fields, row, person, firm)
            if not new and why is not None:
                register.leave_out(fields, row, UNKNOWN_ROLE if why == UNKNOWN_ROLE else REPEATS)


def _job(register: Register, fields: Fields, row: Values, person: str, firm: str) -> bool:
    firms = register.firms[person]  # of these files only: what they brought before must come again
    if firm in firms:
        return False
    end = row.get("valid_to")
    if row.get("active") is False and end is None:
        end = ended_on(register, fields, row, person, firm)
    if not row.get("direct") and firms:
        problem = "works for another account too; both links are kept"
        register.note(fields, row, fields.column("person"), None, problem, "nothing to do")
    note = None if row.get("direct") else INDIRECT
    return register.tie(
        "WORKS_FOR", person, firm, fields, row, valid_from=row.get("valid_from"), valid_to=end, note=note
    )
