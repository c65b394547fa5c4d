"""Who is meant by a command, and whether they can be: one of ours, somebody outside, nobody who objects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.names import find_person
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import EntryRefused


def one_of_ours(situation: Situation, text: str, day: date) -> int:
    """One of our people who works for us on that day, by id, name or part of it; else EntryRefused."""
    number = find_person(situation, text)
    companies = situation.snapshot.kinds["Company"]
    ours = companies.filter(pl.col("party") == "own")["number"]
    jobs = situation.jobs.filter((pl.col("person") == number) & pl.col("employer").is_in(ours.implode()))
    name = situation.snapshot.name(number)
    if jobs.is_empty():
        raise EntryRefused(name, "is none of ours", "name somebody who works for us")
    begun = jobs.filter(pl.col("valid_from").is_null() | (pl.col("valid_from") <= day))
    if begun.is_empty():
        first: Any = jobs["valid_from"].min()
        raise EntryRefused(name, f"works for us only from {first} on", "take a later day, or somebody else")
    if begun.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= day)).is_empty():
        last: Any = begun["valid_to"].max()
        tense = "has left us" if last is not None and last < situation.as_of else "leaves us"
        raise EntryRefused(name, f"{tense} (last day {last})", "name somebody who works for us then")
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
