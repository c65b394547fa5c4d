"""A first mapping for tables that nobody knows: from titles and values, each guess with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.loading import files_of, load
from stakeholder_graph.exchange.mapping.guessed import Guess, left_aside, said
from stakeholder_graph.exchange.mapping.guessing import columns_of
from stakeholder_graph.exchange.mapping.linking import add_ties
from stakeholder_graph.exchange.mapping.subjects import add_job_without_employer, full_name, settle_subjects
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
    tables, _ = tables_among(loaded, [], set(map(str, sources)))
    recognised, strangers = by_source(tables)
    if not strangers and not recognised:
        raise ImportRefused(str(sources[0]), "no table in it", "put a line of titles and the rows there")
    if not strangers:
        system, first = recognised[0][0].name, recognised[0][1][0]
        raise ImportRefused(first.file, f"is known already, as {system}", "import it without a mapping")
    unknown = [it.table for it in strangers if it.table is not None]
    guesses = [Guess(table, columns_of(table), number) for number, table in enumerate(unknown, start=1)]
    for guess in guesses:
        if not guess.table.header or not guess.table.cells.height:
            raise ImportRefused(guess.table.file, "has no rows under a line of titles", "export it again")
    settle_subjects(guesses)
    text = [HEAD, 'name = "suggested"']
    for source, some in recognised:
        text += [said(f"{table.short_name}: read without a mapping, as {source.name}") for table in some]
    for guess in guesses:
        text += _told(guess, guesses)
    return "\n".join(text) + "\n"


def _told(guess: Guess, guesses: Sequence[Guess]) -> list[str]:
    """Everything that is suggested for one table."""
    add_ties(guess, guesses, full_name(guess) is not None)
    add_job_without_employer(guess)
    if not guess.lines:
        titles = ", ".join(guess.table.header[:12])
        raise ImportRefused(guess.table.file, f"nothing is known about its columns {titles}", NOT_KNOWN)
    return ["", said(f"--- {guess.table.short_name}"), *guess.lines, *left_aside(guess)]
