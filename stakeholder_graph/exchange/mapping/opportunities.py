"""Opportunities of a foreign system, and what its accounts are to us where nobody said it."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.exchange.mapping.accounts import company_called, define_account
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
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
        return company_called(register, name, fields, row, fields.column("account_name"))
    define_account(register, node, name, fields, row)
    return register.linked(fields, row, "account", FIRMS, by_name=False)


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
        known = register.existing_node("Company", company).get("party")
        if known == "own" or (known and not has_opportunities and node.get("party") is None):
            node["party"] = known
        if node.get("party") is not None:
            continue
        party = "customer" if company in won else "prospect" if company in open_ones else "other"
        node["party"] = party
        problem = f"what the account is to us is not given; taken as {party}: {reasons[party]}"
        hint = "give the accounts a type, or map the column that tells it to party"
        register.noted.setdefault((node[ORIGIN_FILE], None, None, problem, hint), []).append(node[ORIGIN_ROW])
