"""Whom the columns of an unknown table lead to: a tie for each, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from stakeholder_graph.exchange.mapping.anything import targets_of
from stakeholder_graph.exchange.mapping.guessed import End, Guess, facts, head, said, toml_text
from stakeholder_graph.exchange.mapping.guessing import (
    FROM,
    IDS,
    MOST,
    TO,
    WORDS,
    Column,
    fact,
    is_id,
    thing,
)
from stakeholder_graph.exchange.mapping.relating import Tie, kind_of_tie, kind_said, usual_tie

NO_END = ("mail", "day", "yes or no", "empty")
MOST_KINDS = 12  # of ties in one column; more are texts
KIND = ("type", "typ", "kind", "art", "relation", "relationship", "beziehung", "tie", "bindung", "edge")
Ends = tuple[tuple[Column, End], tuple[Column, End]]


def list_of_ties(guess: Guess) -> tuple[Column, Column] | None:
    """The two ends where the titles say that each row leads from one to another; days are no ends."""
    ends = [
        next((it for it in guess.columns if {*it.words} & {*words} and it.shape not in NO_END[1:]), None)
        for words in (FROM, TO)
    ]
    one, other = ends
    return (one, other) if one and other and one is not other else None


def add_ties(guess: Guess, guesses: Sequence[Guess], full: bool) -> None:
    """A tie for each column that names somebody or something; `full`: the name stands in two columns."""
    if ends := list_of_ties(guess):
        nobody: End = ("Person", "nothing tells; people", True)
        one, other = (_end(column, guess, guesses) or (column, nobody) for column in ends)
        _by_kind(guess, (one, other))
        return
    found = ends_of(guess, guesses)
    if not guess.kind:
        _between(guess, found)
        return
    subject = guess.key or guess.name
    for column, end in found:
        if subject is None and full:
            told = f"{column.title}: no tie is suggested, as the rows have no id to lead from"
            guess.lines.append(said(told))
        elif subject is not None:
            row: End = (guess.kind, "the row itself", False)
            tie = kind_of_tie(column.title, guess.kind, end[0], with_job=_has_job(guess))
            _tie(guess, ((subject, row), (column, end)), tie, column.title)


def ends_of(guess: Guess, guesses: Sequence[Guess]) -> list[tuple[Column, End]]:
    """The columns that name somebody or something and are not used yet."""
    free = (column for column in guess.columns if column.title not in guess.used)
    return [end for column in free if (end := _end(column, guess, guesses))]


def _between(guess: Guess, found: Sequence[tuple[Column, End]]) -> None:
    """The rows of a table that is about nobody new: each leads from its first column to the others."""
    if len(found) == len(("from", "to")):
        _by_kind(guess, (found[0], found[1]))
        return
    for column, end in found[1:]:
        tie = kind_of_tie(column.title, found[0][1][0], end[0])
        _tie(guess, (found[0], (column, end)), tie, column.title)


def _end(column: Column, guess: Guess, guesses: Sequence[Guess]) -> tuple[Column, End] | None:
    """What stands in a column, as one end of a tie, and the column as it is to be split."""
    if column.shape in NO_END:
        return None
    commas = not column.sign and any("," in value for value in column.values)
    for tried in (column, *([replace(column, sign=",")] if commas else [])):
        if owner := _owner(tried, guess, guesses):
            other, key = owner
            where = f"its values stand in {key.title} of {other.table.short_name}"
            if missing := len(tried.keys - key.keys):
                where += f"; {missing} of {len(tried.keys)} do not, and are made from the name"
            return tried, (other.kind, where, bool(missing))
    found = thing(column)
    return (column, (*found, True)) if found else None


def _owner(column: Column, guess: Guess, guesses: Sequence[Guess]) -> tuple[Guess, Column] | None:
    """The table, and its id or name, in which the values of a column stand."""
    for other in guesses:
        for key in (other.key, other.name):
            if key is None or not other.kind or (key.title == column.title and other is guess):
                continue
            if column.shape == "number" and not _leads(column, other, key):
                continue
            inside = column.keys and len(column.keys & key.keys) >= MOST * len(column.keys)
            if inside and (other is not guess or not is_id(column)):
                return other, key
    return None


def _leads(column: Column, other: Guess, key: Column) -> bool:
    """Whether the title says that these numbers are ids, and not shoe sizes."""
    words = {*IDS, *FROM, *TO, *WORDS[other.kind], *key.words}
    return bool({*column.words} & words) or kind_said(column.title, other.kind, other.kind) is not None


def _by_kind(guess: Guess, ends: Ends) -> None:
    """The ties of a list: one for each kind that a column tells, else what the name of the table says."""
    (_, (start, _, _)), (_, (end, _, _)) = ends
    usual = kind_said(guess.table.stem, start, end) or usual_tie(start, end)
    column, told = _kinds(guess, ends)
    if column is None:
        _tie(guess, ends, usual, ends[1][0].title)
        return
    before = {*guess.used, column.title}  # each kind of tie takes all columns that are free
    used = {*before}
    groups: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for value, tie in told.items():
        if tie:
            groups[tie[:2]].append(value)
    for (kind, turned), values in groups.items():
        guess.used = {*before}
        listed = ", ".join(map(repr, values))
        why = f"{listed} in {column.title}; if it leads the other way, exchange from and to"
        several = column if len(values) > 1 else None
        _tie(guess, ends, (kind, turned, why), values[0], _rows("only", column, values), several)
        used |= guess.used
    if None in told.values() or len(column.values) < column.rows:
        guess.used = {*before}
        known = [value for value, tie in told.items() if tie]
        _tie(guess, ends, usual, "others", _rows("leave_out", column, known), column)
        used |= guess.used
    guess.used = used


def _rows(key: str, column: Column, values: Sequence[str]) -> list[str]:
    """The line that takes only these rows, or leaves them out; none where there are none."""
    listed = ", ".join(map(toml_text, values))
    condition = f'column = {toml_text(column.title)}, is = [{listed}], why = "another kind of tie"'
    return [f"{key} = [{{ {condition} }}]"] if values else []


def _kinds(guess: Guess, ends: Ends) -> tuple[Column | None, dict[str, Tie | None]]:
    """The column that tells of which kind each tie is, and what each of its values means."""
    (one, (start, _, _)), (other, (end, _, _)) = ends
    for column in guess.columns:
        values = sorted(set(column.values))
        if column.title in (one.title, other.title) or column.shape or not 0 < len(values) <= MOST_KINDS:
            continue
        told = {value: kind_said(value, start, end) for value in values}
        if any(told.values()) and ({*column.words} & {*KIND} or all(told.values())):
            return column, told
    return None, {}


def _tie(
    guess: Guess, ends: Ends, tie: Tie, title: str, rows: Sequence[str] = (), topic: Column | None = None
) -> None:
    """The table of one tie: of all rows, or of these; `topic` tells apart several between the same two."""
    kind, turned, why = tie
    (first, start), (second, end) = reversed(ends) if turned else ends
    both = (("from", first, start), ("to", second, end))
    table, lines = head(guess, title, kind, f"each row is a tie {kind}: {why}")
    lines += rows
    if splits := [f"{name} = {toml_text(column.sign)}" for name, column, _ in both if column.sign]:
        lines.append(f"split = {{ {', '.join(splits)} }}  # several stand in a cell")
    if made := [f'{name} = "{it[0]}"' for name, _, it in both if it[2]]:
        lines.append(f"creates = {{ {', '.join(made)} }}  # they stand in no table of their own")
    lines.append(f"[{table}.columns]")
    for name, column, it in both:
        lines += guess.take(name, column, f"of the kind {it[0]}: {it[1]}")
    known = [it for it in targets_of(kind) if it not in ("from", "to", "id", "source", "recorded_at")]
    if topic and "topic" in known:
        lines += guess.take("topic", topic, "what else is said of the tie")
        known.remove("topic")
    guess.lines += lines + facts(guess, kind, known, [first, second])


def _has_job(guess: Guess) -> bool:
    return any(fact(column, "WORKS_FOR", ["job_title"]) for column in guess.columns if column.values)
