"""Campaigns as measures, and who answered an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.role_words import NO_LINK
from stakeholder_graph.model.ontology import ontology

NO_ANSWER = "no answer to a mailing: no contact"
UNKNOWN_CAMPAIGN = "its campaign is in no file"


def add_measures(register: Register, own: OwnSide, tables: Iterable[Fields]) -> None:
    """One Measure for each campaign, with its owner as host."""
    properties = ontology().nodes["Measure"].properties
    for fields in tables:
        for row in fields.rows:
            values: dict[str, Any] = dict(row)
            for name, otherwise in (("kind", "other"), ("status", None)):
                if values.get(name) not in properties[name].allowed:
                    values[name] = otherwise
            register.add_node("Measure", row["id"], values, fields, row)
            own.owner(fields, row)


def add_guests(register: Register, tables: Iterable[Fields]) -> None:
    """INVITED_TO for everybody who answered or came, once the campaign is known."""
    allowed = ontology().relationships["INVITED_TO"].properties["answer"].allowed
    for fields in tables:
        for row in fields.rows:
            answer = row.get("answer")
            if answer not in allowed:
                answer = "accepted" if row.get("responded") else None
            if answer is None:
                register.leave_out(fields, row, NO_ANSWER)
                continue
            measure = register.linked(fields, row, "measure", ("Measure",))
            if measure is None:
                register.leave_out(fields, row, UNKNOWN_CAMPAIGN)
                continue
            person = register.linked(fields, row, "person", ("Person",))
            if person is None:
                register.leave_out(fields, row, NO_LINK)
                continue
            register.tie("INVITED_TO", person, measure, fields, row, answer=answer)
