"""The order in which the tables of a system become records: each finds what it leads to."""

from __future__ import annotations

from collections.abc import Mapping

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.accounts import add_companies, add_groups
from stakeholder_graph.exchange.mapping.description import SourceDescription
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.opportunities import add_opportunities, derive_parties
from stakeholder_graph.exchange.mapping.people import add_contacts, add_superiors
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.same_person import SamePerson
from stakeholder_graph.exchange.reading import Context
from stakeholder_graph.model.records import Records


def build(
    source: SourceDescription, tables: Mapping[str, list[Fields]], context: Context, ledger: Ledger
) -> Records:
    """All nodes and ties that the rows of these tables describe, by kind of row; notes go into the ledger."""
    register = Register(source, context, ledger)
    here = frozenset(row["id"] for several in tables.values() for fields in several for row in fields.rows if row.get("id"))
    same = SamePerson(register, here)
    companies, contacts = tables.get("company", []), tables.get("contact", [])
    add_companies(register, companies)
    add_groups(register, companies)
    add_contacts(register, contacts, same)
    add_superiors(register, contacts)
    won = add_opportunities(register, tables.get("opportunity", []))
    derive_parties(register, won, bool(tables.get("opportunity")))
    register.write_notes()
    return register.records()
