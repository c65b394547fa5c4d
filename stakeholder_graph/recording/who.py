"""Who is meant by a command, and whether they can be: one of ours, somebody outside, nobody who objects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stakeholder_graph.analysis.at_home import not_ours
from stakeholder_graph.analysis.names import find_person
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import EntryRefused


def one_of_ours(situation: Situation, text: str, day: date) -> int:
    """One of our people who works for us on that day, by id, name or part of it; else EntryRefused."""
    number = find_person(situation, text)
    if problem := not_ours(situation, number, day):
        raise EntryRefused(situation.snapshot.name(number), *problem)
    return number


def all_of_ours(situation: Situation, texts: Sequence[str], day: date) -> list[int]:
    """Several of our people, each once."""
    return list(dict.fromkeys(one_of_ours(situation, text, day) for text in texts))


def outside(situation: Situation, number: int, for_what: str) -> int:
    """The same person, unless they are one of ours: then EntryRefused."""
    if number in set(situation.own["person"]):
        name = situation.snapshot.name(number)
        raise EntryRefused(name, f"is one of ours, and {for_what}", "name somebody outside")
    return number


def willing(situation: Situation, number: int, what: str) -> int:
    """The same person, unless they object to contact: then EntryRefused."""
    if number in set(situation.objectors["person"]):
        name = situation.snapshot.name(number)
        raise EntryRefused(
            name,
            f"objects to contact, so {what}",
            "choose somebody else, or record that contact is allowed again",
        )
    return number


def names_of(situation: Situation, numbers: Sequence[int]) -> tuple[str, ...]:
    """Their names, in this order."""
    return tuple(situation.snapshot.name(number) for number in numbers)
