"""Opportunities of a foreign system, each with its account."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.accounts import company_called, define_account
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.plain_opportunities import add_plain_opportunities, told
from stakeholder_graph.exchange.mapping.register import EXPORT_TOO, FIRMS, LISTED, SEVERAL, UNKNOWN, Register
from stakeholder_graph.exchange.mapping.values import Values


def add_opportunities(register: Register, tables: Iterable[Fields]) -> set[str]:
    """Every opportunity with its account; equal names are common, the ids tell them apart.

    Returns the accounts that have won one.
    """
    won: set[str] = set()
    for fields in tables:
        others = add_plain_opportunities(register, fields, won)
        if not others.height:
            continue
        states = others.with_columns(told(fields, target).alias(target) for target in ("closed", "won"))
        told_of_each = states.select("closed", "won").iter_rows()
        for row, (closed, is_won) in zip(fields.rows_of(others), told_of_each, strict=True):
            values = dict(row)
            if closed is not None and "is_open" not in row:
                values["is_open"] = not closed
            register.add_node("Opportunity", row["id"], values, fields, row)
            account = _account(register, fields, row)
            _look_at_contacts(register, fields, row, account)
            if account is None:
                continue
            if register.label_of(account) != "Company":
                problem = "only a company can have an opportunity; taken without this link"
                register.note(
                    fields,
                    row,
                    fields.column("account", "account_name"),
                    account,
                    problem,
                    "correct the type of the account",
                )
                continue
            register.tie("HAS_OPPORTUNITY", account, row["id"], fields, row)
            if is_won:
                won.add(account)
    return won


def _account(register: Register, fields: Fields, row: Values) -> str | None:
    node, name = row.get("account"), row.get("account_name")
    if node is None and name is None:
        register.note(
            fields,
            row,
            fields.column("account", "account_name"),
            None,
            "an opportunity of no account",
            "give it one",
        )
        return None
    if node is None and name is not None:
        person = _customer_in_person(register, name)
        if person is not None:
            return _firm_of(register, fields, row, person, name)
        return company_called(register, name, fields, row, fields.column("account_name"))
    define_account(register, node, name, fields, row)
    return register.linked(fields, row, "account", FIRMS, by_name=False)


def _customer_in_person(register: Register, name: str) -> str | None:
    """The one person of this name, where no company or organisation is called so."""
    if any(register.named(label, name) for label in FIRMS):
        return None
    people = register.named("Person", name)
    return people[0] if len(people) == 1 else None


def _firm_of(register: Register, fields: Fields, row: Values, person: str, name: str) -> str | None:
    """The account of a person who stands where the account should."""
    firms = sorted(register.firms_of(person))
    column = fields.column("account_name")
    if len(firms) == 1:
        problem, hint = "the customer is a person; the account of that person is taken", "nothing to do"
        register.note(fields, row, column, name, problem, hint)
        return firms[0]
    problem = "the customer is a person of no account, or of several; taken without this link"
    register.note(fields, row, column, name, problem, "name the account")
    return None


def _look_at_contacts(register: Register, fields: Fields, row: Values, account: str | None) -> None:
    """Who is named at an opportunity without a role gets none; a note for those, and for the unknown."""
    asked = [(node, register.known(node, ("Person",)), "contacts") for node in row.get("contacts") or ()]
    for name in row.get("contact_names") or ():
        hits = register.named("Person", name)
        if len(hits) > 1 and account:
            hits = [hit for hit in hits if account in register.firms_of(hit)] or hits
        if len(hits) > 1:
            hint = f"could be {', '.join(sorted(hits)[:LISTED])}"
            register.note(fields, row, fields.column("contact_names"), name, SEVERAL, hint)
            continue
        asked.append((name, next(iter(hits), None), "contact_names"))
    for said, person, target in asked:
        column = fields.column(target)
        if person is None:
            register.note(fields, row, column, said, UNKNOWN, EXPORT_TOO)
        elif account and account not in register.firms_of(person):
            problem = "a contact of an opportunity of another account; both are kept, without a role"
            hint = "look whether the person works there too"
            register.note(fields, row, column, said, problem, hint)
        else:
            problem = "contacts of an opportunity without a role: no role is taken"
            register.note(
                fields, row, column, None, problem, "say who decides: PLAYS_ROLE in relationships.csv"
            )
