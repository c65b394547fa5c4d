"""A first mapping for tables that nobody knows: from titles and values, each guess with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.loading import files_of, load
from stakeholder_graph.exchange.mapping.anything import targets_of
from stakeholder_graph.exchange.mapping.guessed import End, Guess, head, left_aside, said, toml_text
from stakeholder_graph.exchange.mapping.guessing import (
    FROM,
    MOST,
    TO,
    Column,
    columns_of,
    fact,
    is_id,
    thing,
)
from stakeholder_graph.exchange.mapping.relating import kind_of_tie
from stakeholder_graph.exchange.recognise import by_source, known_headers, tables_among

HEAD = """# A first mapping, to be read and corrected. Every line is a guess; the reason stands above it.
# Try it: stakeholder-graph check FILES --mapping THIS.toml
"""
NOT_KNOWN = "name a column Person, Company or Organisation, or write the mapping by hand (docs/importing.md)"


def suggest(sources: Sequence[Path]) -> str:
    """A mapping for these files, which can be imported with it as they are.

    Files that are known without a mapping are only named. Raises ImportRefused where no file needs one, or
    where no column of a table tells who or what its rows are. O(cells).
    """
    known = known_headers()
    loaded = [table for path in files_of(sources) for table in load([path], known)]
    named = set(map(str, sources))
    tables, _ = tables_among(loaded, [], named)
    recognised, strangers = by_source(tables)
    if not strangers and not recognised:
        raise ImportRefused(str(sources[0]), "no table in it", "put a line of titles and the rows there")
    if not strangers:
        system, first = recognised[0][0].name, recognised[0][1][0]
        raise ImportRefused(first.file, f"is known already, as {system}", "import it without a mapping")
    guesses = [Guess(it.table, columns_of(it.table)) for it in strangers if it.table is not None]
    for guess in guesses:
        if not guess.table.header or not guess.table.cells.height:
            raise ImportRefused(guess.table.file, "has no rows under a line of titles", "export it again")
        guess.key = next((column for column in guess.columns if is_id(column)), None)
    for guess in guesses:
        _own_key(guess, guesses)
    for guess in guesses:
        _subject(guess)
    text = [HEAD, 'name = "suggested"']
    for source, some in recognised:
        text += [said(f"{table.short_name}: read without a mapping, as {source.name}") for table in some]
    for place, guess in enumerate(guesses):
        _ties(guess, guesses)
        if not guess.lines:
            titles = ", ".join(guess.table.header[:12])
            raise ImportRefused(guess.table.file, f"nothing is known about its columns {titles}", NOT_KNOWN)
        text += [
            "",
            said(f"--- {guess.table.short_name}"),
            *(line.replace("§", str(place + 1)) for line in guess.lines),
        ]
        text += left_aside(guess)
    return "\n".join(text) + "\n"


def _is_list_of_ties(guess: Guess) -> tuple[Column, Column] | None:
    """The two ends where the titles say that each row leads from one to another."""
    ends = [next((c for c in guess.columns if {*c.words} & {*words}), None) for words in (FROM, TO)]
    one, other = ends
    return (one, other) if one and other and one is not other else None


def _own_key(guess: Guess, guesses: Sequence[Guess]) -> None:
    """Let go an id that leads to another table, where it stands further to the left."""
    if guess.key is None:
        return
    place = guess.columns.index(guess.key)
    for other in guesses:
        if other is guess or other.key is None or other.columns.index(other.key) >= place:
            continue
        if len(guess.key.keys & other.key.keys) >= MOST * len(guess.key.keys):
            guess.key = None
            return


def _subject(guess: Guess) -> None:
    """Of which kind the rows are: that of the first column with names, and what else is said of it."""
    if _is_list_of_ties(guess):
        return
    full = _full_name(guess)
    things = [(column, found) for column in guess.columns if (found := thing(column))]
    if full:
        guess.kind, why = "Person", "first and last name stand in two columns"
    elif things:
        guess.name, (guess.kind, why) = things[0]
    else:
        return
    lines = head(guess, "rows", guess.kind, f"each row is of the kind {guess.kind}: {why}")
    if full:
        lines.append('join = { name = " " }')
    elif guess.name and guess.name.sign:
        lines.append(f"split = {{ name = {toml_text(guess.name.sign)} }}")
    lines.append(f"[tables.{lines[2].split('.', 1)[1][:-1]}.columns]")
    if guess.key and not (guess.name and guess.name.sign):
        lines += guess.take("id", guess.key, "no value stands there twice")
    if full:
        guess.used |= {column.title for column in full}
        lines += ["# first and last name", f"name = [{', '.join(toml_text(c.title) for c in full)}]"]
    elif guess.name:
        lines += guess.take("name", guess.name, why)
    lines += _facts(guess, [it for it in targets_of(guess.kind) if it not in CARRIED])
    guess.lines = lines


CARRIED = ("job_title", "department", "valid_from", "valid_to", "level", "function", "source", "recorded_at",
           "organisation", "reports_to", "carer", "deputy", "role")  # fmt: skip
"""Columns that say more of a tie than of the node itself."""


def _full_name(guess: Guess) -> tuple[Column, Column] | None:
    named = {" ".join(column.words): column for column in guess.columns}
    for one, other in (("first name", "last name"), ("vorname", "nachname"), ("firstname", "lastname"),
                       ("given name", "family name"), ("vorname", "name")):  # fmt: skip
        if one in named and other in named:
            return named[one], named[other]
    return None


def _facts(guess: Guess, known: Sequence[str]) -> list[str]:
    lines: list[str] = []
    said: set[str] = set()
    for column in guess.columns:
        found = None if column.title in guess.used or not column.values else fact(column, known)
        if found and found[0] not in said and not thing(column):
            said.add(found[0])
            lines += guess.take(found[0], column, found[1])
    return lines


def _owner(column: Column, guess: Guess, guesses: Sequence[Guess]) -> tuple[Guess, Column] | None:
    """The table, and its id or name, in which the values of a column stand."""
    for other in guesses:
        for key in (other.key, other.name):
            if key is None or not other.kind or key is column or not column.keys or not key.values:
                continue
            if len(column.keys & key.keys) >= MOST * len(column.keys) and (
                other is not guess or not is_id(column)
            ):
                return other, key
    return None


def _end(column: Column, guess: Guess, guesses: Sequence[Guess]) -> End | None:
    if column.shape in ("mail", "day", "yes or no", "empty"):
        return None
    if owner := _owner(column, guess, guesses):
        where = f"its values stand in {owner[1].title} of {owner[0].table.short_name}"
        return owner[0].kind, where, False
    found = thing(column)
    return (*found, True) if found else None


def _ties(guess: Guess, guesses: Sequence[Guess]) -> None:
    """A tie for each further column that names somebody or something."""
    if ends := _is_list_of_ties(guess):
        kinds = [_end(column, guess, guesses) or ("Person", "nothing tells; people", True) for column in ends]
        _tie(guess, ends[0], kinds[0], ends[1], kinds[1], guess.table.stem)
        return
    subject = guess.name or guess.key
    if guess.key and not (guess.name and guess.name.sign):
        subject = guess.key
    full = _full_name(guess)
    for column in guess.columns:
        end = None if column.title in guess.used else _end(column, guess, guesses)
        if end is None or not guess.kind:
            continue
        if subject is None and full:
            guess.lines.append(
                said(f"{column.title}: no tie is suggested, as the rows have no id to lead from")
            )
            continue
        assert subject is not None
        _tie(guess, subject, (guess.kind, "the row itself", False), column, end, column.title)


def _tie(
    guess: Guess, one: Column, start: End, other: Column, end: End, title: str
) -> None:  # fmt: skip
    kind, turned, why = kind_of_tie(title, start[0], end[0], with_job=_has_job(guess))
    first, second = ((other, end), (one, start)) if turned else ((one, start), (other, end))
    lines = head(guess, re.sub(r"\W+", "-", other.title) or "tie", kind, f"each row is a tie {kind}: {why}")
    both = (("from", *first), ("to", *second))
    if splits := [f"{name} = {toml_text(column.sign)}" for name, column, _ in both if column.sign]:
        lines.append(f"split = {{ {', '.join(splits)} }}  # several stand in a cell")
    if made := [f'{name} = "{it[0]}"' for name, _, it in both if it[2]]:
        lines.append(f"creates = {{ {', '.join(made)} }}  # they stand in no table of their own")
    lines.append(f"[tables.{lines[2].split('.', 1)[1][:-1]}.columns]")
    for name, column, it in both:
        lines += guess.take(name, column, f"of the kind {it[0]}: {it[1]}")
    guess.lines += lines + _facts(guess, [it for it in targets_of(kind) if it not in ("from", "to", "id")])


def _has_job(guess: Guess) -> bool:
    return any(fact(column, ["job_title"]) for column in guess.columns if column.values)
