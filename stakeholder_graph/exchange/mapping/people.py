"""People of a foreign system: their names, what they do not want, whom they work for and report to."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.accounts import company_called
from stakeholder_graph.exchange.mapping.fields import Fields, Values
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
from stakeholder_graph.exchange.mapping.same_person import SamePerson

JOB = ("job_title", "department", "function", "level", "valid_from", "valid_to")


def full_name(row: Values) -> str | None:
    """First and last name, else the name as one, else the mail address."""
    parts = " ".join(part for part in (row.get("first_name"), row.get("last_name")) if part)
    name: str | None = parts or row.get("name") or row.get("email")
    return name


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
            person = known or row["id"]
            values = {**row, "name": full_name(row), "avoid": avoided(row)}
            values.pop("valid_from", None)
            values.pop("valid_to", None)
            register.add_node("Person", person, values, fields, row)
            if known:
                register.same[row["id"]] = known
            same.remember(fields, row, person, firm)
            if firm:
                register.tie("WORKS_FOR", person, firm, fields, row, **{name: row.get(name) for name in JOB})
            elif row.get("employer") is None and row.get("employer_name") is None:
                _without_account(register, fields, row)


def employer_of(register: Register, fields: Fields, row: Values) -> str | None:
    """The account of a contact: by id, else by name; a company known only by its name is made."""
    node, name = row.get("employer"), row.get("employer_name")
    if node is None and name is None:
        return None
    if node is None and name is not None:
        firm = company_called(register, name, fields, row)
        if register.nodes["Company"].get(firm, {}).get("id") == firm and firm.startswith("company:"):
            hint = "export the accounts too, and import them together"
            register.note(fields, row, fields.column("employer_name"), name, "no account of this name; the company was made", hint)
        return firm
    if name is not None and register.known(node, FIRMS) is None and node is not None:
        register.add_node("Company", node, {"name": name}, fields, row)
    return register.linked(fields, row, "employer", FIRMS)


def _without_account(register: Register, fields: Fields, row: Values) -> None:
    kept = "; the job title has no place without one" if row.get("job_title") else ""
    problem = f"without account: belongs to no account in any analysis{kept}"
    register.note(fields, row, fields.column("employer", "employer_name"), None, problem, "give the person an account")


def add_superiors(register: Register, tables: Iterable[Fields]) -> None:
    """REPORTS_TO from each person to the one whom the row names."""
    for fields in tables:
        for row in fields.rows:
            superior = register.linked(fields, row, "reports_to", ("Person",))
            person = register.same.get(row["id"], row["id"])
            if superior is None:
                continue
            if superior == person:
                column = fields.column("reports_to", "reports_to_name")
                register.note(fields, row, column, superior, "reports to themselves; this link is not taken", "empty the cell")
            else:
                register.tie("REPORTS_TO", person, superior, fields, row)
