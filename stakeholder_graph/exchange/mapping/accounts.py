"""Accounts of a foreign system: companies, and the organisations among them; groups; what each is to us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import EXPORT_TOO, FIRMS, LISTED, SEVERAL, UNKNOWN, Register
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_FILE
from stakeholder_graph.model.aliases import alias_map
from stakeholder_graph.model.vocabulary import vocabulary

MADE_COMPANY = "company:"
"""How the id begins that a company gets of which there is only the name."""


def add_companies(register: Register, tables: Iterable[Fields]) -> None:
    """One Company for each account, or an Organisation where its type says association, authority …"""
    merged = alias_map(register.context.existing)
    for fields in tables:
        for row in _add_plain(register, fields):
            values = dict(row)
            category = _category(register, row.get("party"))
            if category:
                values["category"] = category
                register.add_node("Organisation", row["id"], values, fields, row)
                continue
            values["party"] = _party(register, fields, row)
            _note_placeholder(register, fields, row, merged)
            register.add_node("Company", row["id"], values, fields, row)


def _add_plain(register: Register, fields: Fields) -> Sequence[Values]:
    """Put in the companies about which nothing is to be said, and return the rows of the others."""
    rows = fields.values
    if fields.changed or not {"id", "name"} <= set(rows.columns):
        return fields.rows
    labels = rows["party"] if "party" in rows.columns else pl.Series([None], dtype=pl.String())
    parties = {label: _plain_party(register, label) for label in labels.drop_nulls().unique()}
    own, made = register.context.own or register.source.own, _made_earlier(register)
    plain = ~pl.col("id").is_in(list(register.labels)) & pl.col("id").is_first_distinct()
    if "party" in rows.columns:
        plain &= pl.col("party").is_null() | pl.col("party").is_in(
            [name for name in parties if parties[name]]
        )
    if own or made:
        apart = {name_key(own or ""), *made}
        plain &= pl.Series([name_key(name) not in apart for name in rows["name"]], dtype=pl.Boolean())
    taken = rows.filter(plain).with_columns(pl.lit(fields.file).alias(ORIGIN_FILE))
    if "party" in rows.columns:
        meant = {label: party for label, party in parties.items() if party}
        party = pl.col("party").replace_strict(meant, default=None, return_dtype=pl.String())
        taken = taken.with_columns(party)
    register.put_nodes("Company", taken)
    return fields.rows_of(rows.filter(~plain))


def _plain_party(register: Register, label: str) -> str | None:
    """What a type says of the company; None for organisations, for our own company, and for unknown types."""
    if _category(register, label):
        return None
    party = _meant(register, label)
    return None if party == "own" else party


def _meant(register: Register, label: str) -> str | None:
    """What a type says: the words of the mapping first, then those of the vocabulary."""
    return register.source.parties.get(vocabulary().normalise(label)) or vocabulary().party(label)


def _made_earlier(register: Register) -> set[str]:
    """The names, as they are compared, from which earlier imports have made companies."""
    companies = register.context.existing.node_table("Company")["id"]
    return {node.removeprefix(MADE_COMPANY) for node in companies if node.startswith(MADE_COMPANY)}


def _note_placeholder(register: Register, fields: Fields, row: Values, merged: Mapping[str, str]) -> None:
    """Say where an earlier import made a company from this name alone, unless both were merged since."""
    made = MADE_COMPANY + name_key(row["name"])
    if merged.get(made, made) == merged.get(row["id"], row["id"]):
        return
    if register.existing.node("Company", made):
        problem = "a company of this name was made earlier from the name alone; both are kept"
        hint = f"if they are one, merge them: {made} and {row['id']}"
        register.note(fields, row, fields.column("name"), row["name"], problem, hint)


def _category(register: Register, label: str | None) -> str | None:
    if label is None or vocabulary().normalise(label) in register.source.parties:
        own = register.source.parties.get(vocabulary().normalise(label or ""))
        return own if own in ("association", "authority", "institution", "media") else None
    return vocabulary().organisation(label)


def _party(register: Register, fields: Fields, row: Values) -> str | None:
    if is_own_name(register, row["name"]):
        return "own"
    label = row.get("party")
    if label is None:
        return None
    party = _meant(register, label)
    if party is None:
        hint = f'say in a --mapping what it is to us: [parties] "{label}" = "customer"'
        register.note(
            fields, row, fields.column("party"), label, "no known kind of account; taken as if empty", hint
        )
    return party


def is_own_name(register: Register, name: str) -> bool:
    """Whether our own company is called so, as far as the user has said it."""
    own = register.context.own or register.source.own
    return own is not None and name_key(own) == name_key(name)


def add_groups(register: Register, tables: Iterable[Fields]) -> None:
    """PART_OF from each account to its parent."""
    for fields in tables:
        for row in fields.filled("parent", "parent_name"):
            parent = register.linked(fields, row, "parent", FIRMS)
            if parent is None:
                continue
            column = fields.column("parent", "parent_name")
            if parent == row["id"]:
                register.note(
                    fields, row, column, parent, "is part of itself; this link is not taken", "empty the cell"
                )
            elif register.label_of(parent) != register.label_of(row["id"]):
                problem = (
                    "a company cannot be part of an organisation, nor the other way; this link is not taken"
                )
                register.note(fields, row, column, parent, problem, "give both accounts a type of one sort")
            else:
                register.tie("PART_OF", row["id"], parent, fields, row)


def note_primary_contacts(register: Register, tables: Iterable[Fields]) -> None:
    """Who is named as the primary contact of an account plays no role by that, but should work there."""
    for fields in tables:
        for row in fields.filled("primary_contact_name"):
            name = row["primary_contact_name"]
            hits = register.named("Person", name)
            column = fields.column("primary_contact_name")
            if not hits:
                register.note(fields, row, column, name, UNKNOWN, EXPORT_TOO)
            elif not any(register.kept(row["id"]) in register.firms_of(hit) for hit in hits):
                problem = "the primary contact does not work there; both are kept"
                register.note(fields, row, column, name, problem, "correct the contact or its account")


def company_called(
    register: Register, name: str, fields: Fields, row: Values, column: str | None, **values: str | None
) -> str | None:
    """The one account of this name, in the files or in the database; else a Company made from the name.

    None, with a note that lists them, where several are called so.
    """
    made = MADE_COMPANY + name_key(name)
    hits = [hit for label in FIRMS for hit in register.named(label, name) if hit != made]
    if len(hits) == 1:
        return hits[0]
    if hits:
        register.note(
            fields,
            row,
            column,
            name,
            SEVERAL,
            f"could be {', '.join(sorted(hits)[:LISTED])}",
        )
        return None
    party = register.existing.node("Company", made).get("party")
    if is_own_name(register, name):
        party = "own"
    elif not register.has("Company", made) and not register.existing.node("Company", made):
        register.made_firms.add(made)
    register.add_node(
        "Company", made, {"name": name, **values, "party": party or values.get("party")}, fields, row
    )
    return made


def define_account(
    register: Register, node: str | None, name: str | None, fields: Fields, row: Values
) -> None:
    """Take an account from the row of somebody else that names it by id and name, as reports do."""
    if node is not None and name is not None and node not in register.labels:
        register.add_node(register.label_of(node) or "Company", node, {"name": name}, fields, row)
