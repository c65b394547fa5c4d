"""People of a foreign system: their names, what they do not want, whom they work for and report to."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.accounts import company_called, define_account
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.own_side import ended_on
from stakeholder_graph.exchange.mapping.plain_contacts import JOB, add_plain_contacts
from stakeholder_graph.exchange.mapping.register import EXPORT_TOO, FIRMS, UNKNOWN, Register
from stakeholder_graph.exchange.mapping.roles import play_roles
from stakeholder_graph.exchange.mapping.same_person import SAME, SamePerson
from stakeholder_graph.exchange.mapping.values import Values

FURTHER = "further account"


def avoided(row: Values) -> str | None:
    """What this person does not want, as the care profile says it."""
    unwanted = [word for target, word in (("no_call", "call"), ("no_mail", "mail")) if row.get(target)]
    said = row.get("avoid")
    return ", ".join([*([said] if said else []), *unwanted]) or None


def add_contacts(register: Register, tables: Iterable[Fields], same: SamePerson) -> None:
    """One Person for each contact; who is somebody already completes that one."""
    for fields in tables:
        for row in add_plain_contacts(register, fields, same):
            firm = employer_of(register, fields, row)
            is_new = add_contact(register, fields, row, firm, same)
            is_new = _further_jobs(register, fields, row, firm) or is_new
            if not is_new:
                register.leave_out(fields, row, SAME)


def add_contact(register: Register, fields: Fields, row: Values, firm: str | None, same: SamePerson) -> bool:
    """Put one person in, with the job at this firm and the roles there; say whether anything was new."""
    known = same.find(fields, row, firm)
    person, new = known or row["id"], not register.has("Person", known)
    values = {**row, "avoid": avoided(row), "valid_from": None, "valid_to": None}
    register.add_node("Person", person, values, fields, row)
    if known:
        register.same[row["id"]] = known
    same.remember(fields, row, person, firm)
    if firm is None:
        without_account(register, fields, row)
        return new
    job = {name: row.get(name) for name in JOB}
    if row.get("inactive") and job["valid_to"] is None:
        job["valid_to"] = ended_on(register, fields, row, person, firm)
    new = register.tie("WORKS_FOR", person, firm, fields, row, **job) or new
    return play_roles(register, fields, row, person, firm) is None or new


def _further_jobs(register: Register, fields: Fields, row: Values, main: str | None) -> bool:
    """WORKS_FOR, without a job title, at each further account of the row; say whether any was new."""
    new = False
    for node in row.get("further_employers") or ():
        firm = register.known(node, FIRMS)
        if firm is None:
            register.note(fields, row, fields.column("further_employers"), node, UNKNOWN, EXPORT_TOO)
        elif firm != main:
            problem = "works for another account too; both links are kept"
            register.note(fields, row, fields.column("further_employers"), node, problem, "nothing to do")
            new = register.tie("WORKS_FOR", register.kept(row["id"]), firm, fields, row, note=FURTHER) or new
    return new


def employer_of(register: Register, fields: Fields, row: Values) -> str | None:
    """The account of a contact: by id, else by name; a company known only by its name is made."""
    node, name = row.get("employer"), row.get("employer_name")
    if node is None and name is not None:
        column = fields.column("employer_name")
        firm = company_called(register, name, fields, row, column)
        if firm in register.made_firms:
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
        for row in fields.filled("reports_to", "reports_to_name"):
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
