"""Opportunities of a foreign system, and what its accounts are to us where nobody said it."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.accounts import company_called, define_account
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import EXPORT_TOO, FIRMS, LISTED, SEVERAL, UNKNOWN, Register
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.model.vocabulary import vocabulary


def add_opportunities(register: Register, tables: Iterable[Fields]) -> set[str]:
    """Every opportunity with its account; equal names are common, the ids tell them apart.

    Returns the accounts that have won one.
    """
    won: set[str] = set()
    for fields in tables:
        for row in fields.rows:
            closed, is_won = (_told(fields, row, target) for target in ("closed", "won"))
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


def _told(fields: Fields, row: Values, target: str) -> bool | None:
    """Whether it is closed, or won: as its own column says, else as the words for the stage say."""
    words = fields.description.values.get(target)
    if target in row or not words or not row.get("stage"):
        told: bool | None = row.get(target)
        return told
    return vocabulary().normalise(row["stage"]) in words


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


def derive_parties(register: Register, won: set[str], has_opportunities: bool) -> None:
    """What a company is to us where its type is empty: customer, prospect or other, by its opportunities.

    Without any table of opportunities the files cannot say it: then what the database has stays.
    """
    open_ones = {
        tie["start"]
        for tie in register.ties["HAS_OPPORTUNITY"].values()
        if register.nodes["Opportunity"][tie["end"]].get("is_open") is not False
    }
    reasons = {
        "customer": "an opportunity was won",
        "prospect": "an opportunity is open",
        "other": "none was won or is open" if has_opportunities else "no opportunities in these files",
    }
    for company, node in register.nodes["Company"].items():
        known = register.existing.node("Company", company).get("party")
        if known == "own" or (known and not has_opportunities and node.get("party") is None):
            node["party"] = known
        if node.get("party") is not None:
            continue
        party = "customer" if company in won else "prospect" if company in open_ones else "other"
        node["party"] = party
        problem = f"what the account is to us is not given; taken as {party}: {reasons[party]}"
        hint = "give the accounts a type, or map the column that tells it to party"
        register.noted.setdefault((node[ORIGIN_FILE], None, None, problem, hint), []).append(node[ORIGIN_ROW])
