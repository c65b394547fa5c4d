"""The order in which the tables of a system become records: each finds what it leads to."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.links import END_COLUMN
from stakeholder_graph.exchange.mapping.accounts import add_companies, add_groups, note_primary_contacts
from stakeholder_graph.exchange.mapping.as_records import records_of
from stakeholder_graph.exchange.mapping.campaigns import add_guests, add_measures
from stakeholder_graph.exchange.mapping.connections import add_connections
from stakeholder_graph.exchange.mapping.description import SourceDescription
from stakeholder_graph.exchange.mapping.employments import add_employments
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.leads import add_leads
from stakeholder_graph.exchange.mapping.opportunities import add_opportunities
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.owners import add_candidates, meet_owners, note_owners
from stakeholder_graph.exchange.mapping.parties import derive_parties
from stakeholder_graph.exchange.mapping.people import add_contacts, add_superiors
from stakeholder_graph.exchange.mapping.plain_activities import add_activities
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.remarks import note_titles
from stakeholder_graph.exchange.mapping.roles import add_roles, note_weaker_candidates
from stakeholder_graph.exchange.mapping.same_person import SamePerson
from stakeholder_graph.exchange.reading import Context
from stakeholder_graph.exchange.ties import WITHOUT_CIRCLES, note_circles, note_dates_reversed
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

PEOPLE = ("contact", "connection", "lead", "user")


def build(
    source: SourceDescription, tables: Mapping[str, list[Fields]], context: Context, ledger: Ledger
) -> Records:
    """All nodes and ties that the rows of these tables describe, by kind of row; notes go into the ledger."""
    register = Register(source, context, ledger)
    own = OwnSide(register)

    def of(row: str) -> list[Fields]:
        return tables.get(row, [])

    people = [fields for row in PEOPLE for fields in of(row)]
    ids = [
        node for fields in people for target in ("id", "converted_contact") for node in fields.each(target)
    ]
    same = SamePerson(register, frozenset(filter(None, ids)))
    add_companies(register, of("company"))
    add_groups(register, of("company"))
    own.add_users(of("user"), same)
    add_contacts(register, of("contact"), same)
    add_leads(register, of("lead"), same)
    note_primary_contacts(register, of("company"))
    add_superiors(register, [*of("contact"), *of("user")])
    won = add_opportunities(register, of("opportunity"))
    add_employments(register, of("employment"))
    add_roles(register, own, of("role"))
    add_candidates(register, own, [*of("contact"), *of("lead")])
    for fields in (*of("company"), *of("opportunity")):
        meet_owners(own, fields)
    add_connections(register, own, of("connection"), same)
    add_measures(register, own, of("measure"))
    add_guests(register, of("guest"))
    add_activities(register, own, of("activity"))
    derive_parties(register, won, bool(of("opportunity")))
    note_weaker_candidates(register, of("opportunity"), own.people)
    owned = ("contact", "lead", "company", "opportunity", "activity")
    note_owners(register, own, [fields for row in owned for fields in of(row)])
    note_titles(register, [*of("contact"), *of("connection"), *of("lead"), *of("user")])
    register.write_notes()
    records = records_of(register)
    _note_ties(records, context, ledger)
    return records


def _note_ties(records: Records, context: Context, ledger: Ledger) -> None:
    """Circles in hierarchies, and what ends before it starts."""
    for name, table in records.relationships.items():
        note_dates_reversed(table, ledger)
        if name in WITHOUT_CIRCLES:
            links = table.with_columns(pl.lit(None, pl.String()).alias(END_COLUMN))
            note_circles(links, ontology().relationships[name], context.existing, ledger)
