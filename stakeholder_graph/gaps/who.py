"""A gap's person, with role and account, as a part of a sentence."""

from __future__ import annotations

from stakeholder_graph.gaps.background import Background, Row
from stakeholder_graph.gaps.texts import Phrase


def who(back: Background, row: Row, otherwise: str = "agreed") -> Phrase:
    """A gap's person with role and account, in brackets: it stands well in any sentence of both languages.

    `otherwise`: the words for somebody without a role there.
    """
    person = back.name(row["person"])
    if row["account"] is None:
        return Phrase("who", "alone", person=person)
    key = (
        "presumed"
        if row["presumed"]
        else "role"
        if row["role"]
        else "third"
        if row["third_party"]
        else otherwise
    )
    return Phrase("who", key, person=person, account=back.name(row["account"]), role=row["role"])
