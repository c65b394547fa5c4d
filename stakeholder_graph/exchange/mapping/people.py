"""People of a foreign system: their names, what they do not want, whom they work for and report to."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.accounts import MADE_COMPANY, company_called, define_account
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
from stakeholder_graph.exchange.mapping.roles import play_roles
from stakeholder_graph.exchange.mapping.same_person import SAME, SamePerson
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key

JOB = ("job_title", "department", "function", "level", "valid_from", "valid_to")


def avoided(row: Values) -> str | None:
    """What this person does not want, as the care profile says it."""
    unwanted = [word for target, word in (("no_call", "call"), ("no_mail", "mail")) if row.get(target)]
    said = row.get("avoid")
    return ", ".join([*([said] if said else []), *unwanted]) or None


def add_contacts(register: Register, tables: Iterable[Fields], same: SamePerson) -> None:
    """One Person for each contact; who is somebody already completes that one."""
    for fields in tables:
        for row in fields.rows:
            firm = employer_of(register, fields, row)
            known = same.find(fields, row, firm)
            person, is_here = known or row["id"], known in register.nodes["Person"]
            values = {**row, "avoid": avoided(row), "valid_from": None, "valid_to": None}
            register.add_node("Person", person, values, fields, row)
            if known:
                register.same[row["id"]] = known
            same.remember(fields, row, person, firm)
            new = False
            if firm:
                new = register.tie(
                    "WORKS_FOR", person, firm, fields, row, **{name: row.get(name) for name in JOB}
                )
                new = play_roles(register, fields, row, person, firm) is None or new
            else:
                without_account(register, fields, row)
            if is_here and not new:
                register.leave_out(fields, row, SAME)


def employer_of(register: Register, fields: Fields, row: Values) -> str | None:
    """The account of a contact: by id, else by name; a company known only by its name is made."""
    node, name = row.get("employer"), row.get("employer_name")
    if node is None and name is not None:
        column = fields.column("employer_name")
        firm = company_called(register, name, fields, row, column)
        if firm is not None and firm in register.nodes["Company"] and firm == MADE_COMPANY + name_key(name):
            hint = "export the accounts too, and import them together"
            register.note(fields, row, column, name, "no account of this name; the company was made", hint)
        return firm
    define_account(register, node, name, fields, row)
    return register.linked(fields, row, "employer", FIRMS)


def without_account(register: Register, fields: Fields, row: Values) -> None:
    """Note a person of no account, and that a job title has no place then."""
    hint = "give the person an account"
    if row.get("employer") is None and row.get("employer_name") is None:
        problem = "without account: belongs to no account in any analysis"
        register.note(fields, row, fields.column("employer", "employer_name"), None, problem, hint)
    if row.get("job_title"):
        problem = "a job title has no place without an account; not kept"
        register.note(fields, row, fields.column("job_title"), None, problem, hint)


def add_superiors(register: Register, tables: Iterable[Fields]) -> None:
    """REPORTS_TO from each person to the one whom the row names."""
    for fields in tables:
        for row in fields.rows:
            person = register.kept(row["id"])
            superior = _superior(register, fields, row, person)
            if superior is None:
                continue
            if superior == person:
                column = fields.column("reports_to", "reports_to_name")
                problem = "reports to themselves; this link is not taken"
                register.note(fields, row, column, superior, problem, "empty the cell")
            else:
                register.tie("REPORTS_TO", person, superior, fields, row)


def _superior(register: Register, fields: Fields, row: Values, person: str) -> str | None:
    """By id; a name means the one of that name at the same account."""
    name = row.get("reports_to_name")
    if row.get("reports_to") is not None or name is None:
        return register.linked(fields, row, "reports_to", ("Person",), by_name=False)
    firms = register.firms_of(person)
    hits = [hit for hit in register.named("Person", name) if register.firms_of(hit) & firms]
    if len(hits) == 1:
        return hits[0]
    problem = (
        "several at the account are called so; no link"
        if hits
        else "nobody at the account is called so; no link"
    )
    hint = f"could be {', '.join(sorted(hits))}" if hits else "give the id"
    register.note(fields, row, fields.column("reports_to_name"), name, problem, hint)
    return None
