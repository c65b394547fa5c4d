"""Large kinds out of a server, page by page: what is alike in all rows is counted there, not sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString, NamedTuple

from neo4j import ManagedTransaction

from stakeholder_graph.storage.cypher_reading import Alike, page_of_nodes, page_of_ties

FIRST = 2_000  # rows that show what the others will be like
PIECE = 20_000  # rows at a time where nothing is alike: bounds what the server holds in memory
LARGE = 50_000  # rows at a time where much is alike
END = "\u001e"  # after each text: the sign that ASCII has for the end of a record


class Page(NamedTuple):
    """So many rows up to `last`; a list a column, shorter where all values are the same.

    A list that holds nothing stands for nothing in all rows, one value for the same in all. Of relationships
    `rows` counts those that hang on kinds of ours, and `ids` is empty where they follow from ends and key.
    """

    length: int
    last: str
    lists: list[list[Any]]
    rows: int
    ids: list[str]


@dataclass(frozen=True)
class Kind:
    """A label or a type, its columns in their order (`days` among them come as text; `texts`: which of them
    are text), and where it hangs."""

    name: str
    columns: tuple[str, ...]
    days: tuple[str, ...]
    texts: frozenset[str]
    after: LiteralString
    """The statement for a page of which nothing is known before."""
    parameters: Mapping[str, Any]
    ends: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    """The labels at both ends of a relationship."""
    key: tuple[str, ...] = ()

    @property
    def all_columns(self) -> tuple[str, ...]:
        """As they come in a page: the days last, the ends of a relationship first."""
        return (*(("start", "end") if self.ends else ()), *self.columns, *self.days)


def pages(transaction: ManagedTransaction, kind: Kind) -> Iterator[Page]:
    """All rows of a kind by their ids. O(rows)."""
    page = _any(transaction, kind, "", FIRST)
    if page.length:
        yield page
    alike = _alike(kind, page) if page.length == FIRST else None
    length, wanted = page.length, FIRST
    while length == wanted:
        found = None
        if alike:
            wanted = LARGE
            found = _as_expected(transaction, kind, alike, page.last)
        if found is None:
            wanted = PIECE
            found = _any(transaction, kind, page.last, PIECE)
            alike = alike and _both(alike, _alike(kind, found))
        length, page = found.length, found if found.length else page
        if length:
            yield page


def _any(transaction: ManagedTransaction, kind: Kind, after: str, piece: int) -> Page:
    found = transaction.run(kind.after, dict(kind.parameters), after=after, piece=piece).single(strict=True)
    length, last, lists, *more = found
    rows, ids = more if kind.ends else (length, [])
    return Page(length, last, lists, rows, ids)


def _alike(kind: Kind, page: Page) -> Alike | None:
    """What all rows of a page have in common; None where rows or ids are not as ours are."""
    if page.rows < page.length or page.ids:
        return None
    same: dict[str, Any] = {}
    for column, values in zip(kind.all_columns, page.lists, strict=True):
        if len(values) < page.length and column not in ("start", "end"):
            value = values[0] if values else None
            same[column] = date.fromisoformat(value[:10]) if value and column in kind.days else value
    varied = tuple(name for name in (*kind.columns, *kind.days) if name not in same)
    return Alike(varied, frozenset(kind.days), kind.texts, same)


def _both(before: Alike, now: Alike | None) -> Alike | None:
    """What is alike in two pages."""
    if now is None:
        return None
    same = {name: value for name, value in now.same.items() if before.same.get(name, ...) == value}
    varied = tuple(name for name in (*before.varied, *before.same) if name not in same)
    return Alike(varied, before.days, before.texts, same)


def _as_expected(transaction: ManagedTransaction, kind: Kind, alike: Alike, after: str) -> Page | None:
    """The next page, of which only what differs is sent; None where a row is not as expected."""
    if kind.ends:
        text = page_of_ties(kind.name, *kind.ends, alike, kind.key)
    else:
        text = page_of_nodes(kind.name, alike)
    values = {name: value for name, value in alike.same.items() if value is not None}
    found = transaction.run(text, after=after, piece=LARGE, same=values, type=kind.name, end=END).single(
        strict=True
    )
    length, last, sent, ours, counts = found
    expected = [0 if value is None else length for value in alike.same.values()]
    expected += [0] * (len(counts) - len(expected))  # values that are no text
    if ours != length or counts != expected:
        return None
    ends = ("start", "end") if kind.ends else ()
    told: dict[str, list[Any]] = {}
    for name, column in zip((*ends, *alike.varied), sent, strict=True):
        told[name] = _apart(column) if alike.is_joined(name) else column
        if len(told[name]) != length:
            return None
    alone = {name: [] if value is None else [_plain(value)] for name, value in alike.same.items()}
    return Page(length, last, [(told | alone)[name] for name in kind.all_columns], length, [])


def _apart(pieces: list[str]) -> list[str]:
    """The texts that were sent many as one; too many where one of them holds the sign between them."""
    return "".join(pieces).split(END)[:-1]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
