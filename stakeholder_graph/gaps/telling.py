"""Words that the findings of risks and of the cycle share."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_graph.gaps.background import Background, Row
from stakeholder_graph.gaps.background_care import CareBackground
from stakeholder_graph.gaps.candidates import MOST, at_home
from stakeholder_graph.gaps.texts import Phrase


def whoever(back: Background, row: Row) -> Phrase | str:
    """A gap's person with what they are at the account, or with the account alone, or without any."""
    person = back.name(row["person"])
    if row["account"] is None:
        return person
    account = back.name(row["account"])
    if row["role"]:
        key = "presumed" if row["presumed"] else "role"
        return Phrase("who", key, person=person, account=account, role=row["role"])
    return Phrase("who", "third" if row["third_party"] else "of", person=person, account=account)


def nearest(back: CareBackground, row: Row) -> list[int]:
    """Who of ours is nearest to a gap's person: carers, else those in contact, else those at home there."""
    carers = [care["own"] for care in back.care.get(row["person"], ())]
    met = [recent["own"] for recent in back.recent.get(row["person"], ()) if recent["own"] in back.staying]
    return (carers or met or at_home(back, row))[:MOST]


def phrases(section: str, key: str, name: str, values: Iterable[object]) -> list[Phrase]:
    """One phrase a value, to be joined into a list."""
    return [Phrase(section, key, **{name: value}) for value in values]
