"""From what a person types to the account or person that is meant."""

from __future__ import annotations

import unicodedata

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import UnknownName


def plain_name(text: str) -> str:
    """A name as it is compared: trimmed, single blanks, no difference of case."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def find_account(situation: Situation, text: str) -> int:
    """The account with this id or name; with roll-up also by the name of a company of its group.

    UnknownName names the nearest accounts, or the candidates where several have the name.
    """
    nodes = situation.snapshot.nodes.select("number", "id", "name")
    rows = situation.members.join(nodes, left_on="company", right_on="number").select("account", "id", "name")
    return _one(text, rows, "account", {})


def find_person(situation: Situation, text: str) -> int:
    """The person with this id or name; UnknownName names the nearest, or the candidates with their
    companies.
    """
    people = situation.snapshot.kind("Person").select("number", "id", "name")
    employers = situation.jobs.filter(pl.col("state") == "valid").select("person", "employer")
    names = situation.snapshot.nodes.select(employer="number", employer_name="name")
    where = dict(
        employers.join(names, on="employer")
        .group_by("person")
        .agg(pl.col("employer_name").first())
        .iter_rows()
    )
    return _one(text, people, "person", where)


def _one(text: str, rows: pl.DataFrame, what: str, where: dict[int, str]) -> int:
    wanted = plain_name(text)
    numbers: set[int] = set()
    for number, identity, name in rows.iter_rows():
        if identity == text:
            return int(number)
        if name is not None and plain_name(name) == wanted:
            numbers.add(number)
    if len(numbers) == 1:
        return numbers.pop()
    ids = {number: (identity, name) for number, identity, name in rows.iter_rows()}
    if numbers:
        told = ", ".join(sorted(f"{ids[one][0]} ({where.get(one) or ids[one][1]})" for one in numbers))
        raise UnknownName(f"{what} {text!r}", "several have this name", f"take the id: {told}")
    raise UnknownName(f"{what} {text!r}", f"there is no such {what}", _nearest(text, rows))


def _nearest(text: str, rows: pl.DataFrame) -> str:
    from rapidfuzz import process, utils  # only where a name is wrong

    names = [name for name in rows["name"].unique(maintain_order=True) if name]
    hits = process.extract(text, names, limit=3, processor=utils.default_process, score_cutoff=50)
    # what is much less alike than the best one is only noise beside it
    alike = [name for name, score, _ in hits if score > hits[0][1] - 20]
    return f"did you mean {' or '.join(alike)}?" if alike else "see `info` and `coverage` for what is there"
