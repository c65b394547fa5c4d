"""What a column of an unknown table may be, by its title and by its values; each guess with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stakeholder_graph.exchange.cells import read_boolean, split_values
from stakeholder_graph.exchange.dates import read_dates
from stakeholder_graph.exchange.headers import column_key, forms
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import SourceTable
from stakeholder_graph.model.ontology import ontology

MOST = 0.8  # of the filled cells: what so many show, a column is
SIGNS = (";", "|", " / ")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
COMPANY = re.compile(r"\b(GmbH|AG|KG|SE|UG|OHG|Ltd|Inc|LLC|Corp|plc)\b\.?")
ASSOCIATION = re.compile(r"\be\. ?V\.|^(Verband|Bundesverband|Ministerium|Amt|Association|Ministry)\b")
PERSON = re.compile(
    r"(Dr\. |Prof\. )*[A-ZÄÖÜ][\w'’-]+( [A-ZÄÖÜ]\.)?( (von|van|de|zu))?( [A-ZÄÖÜ][\w'’-]+){1,2}"
)
WORDS: Mapping[str, tuple[str, ...]] = {
    "Person": (
        "person", "people", "contact", "ansprechpartner", "name", "abgeordneter", "mandatsträger", "lobbyist",
        "mitarbeiter", "employee", "speaker", "vertreter", "representative", "vorgesetzter", "superior",
        "chef",
    ),
    "Company": (
        "company", "firma", "unternehmen", "client", "clients", "kunde", "kunden", "auftraggeber", "supplier",
        "suppliers", "lieferant", "lieferanten", "employer", "arbeitgeber", "mandant", "mandanten", "account",
    ),
    "Organisation": (
        "organisation", "organization", "organisations", "verband", "association", "body", "ministry",
        "ministries", "ministerium", "ministerien", "behörde", "behörden", "authority", "institution",
        "committee", "gremium", "ausschuss", "registrant", "club", "verein", "partei", "fraktion", "party",
    ),
}  # fmt: skip
"""Words in a title that say whose names stand below it."""
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "valid_from": ("since", "seit", "start", "beginn", "begin", "ab"),
    "valid_to": ("until", "bis", "end", "ende"),
    "job_title": ("title", "position", "function", "funktion", "job", "office", "amt", "mandat", "stelle"),
    "industry": ("industry", "branche", "sector"),
    "country": ("country", "land"),
    "phone": ("phone", "telefon", "tel"),
    "department": ("department", "abteilung"),
    "topic": ("topic", "thema", "subject"),
}  # fmt: skip
IDS = ("id", "no", "nr", "number", "nummer", "key", "code", "kennung")
FROM, TO = ("from", "source", "von", "wer", "who"), ("to", "target", "an", "zu", "nach", "wen", "whom")


@dataclass(frozen=True)
class Column:
    """One column: its title, its filled values, and the sign between several in a cell, if any."""

    title: str
    values: tuple[str, ...]
    rows: int
    sign: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(column_key(self.title).replace("_", " ").split())

    @property
    def filled(self) -> str:
        return f"{len(self.values)} of {self.rows} cells are filled"

    @property
    def keys(self) -> set[str]:
        """The values as they are compared."""
        return {name_key(value) for value in self.pieces}

    @property
    def pieces(self) -> list[str]:
        return [
            part
            for value in self.values
            for part in (split_values(value, self.sign) if self.sign else [value])
        ]

    def share(self, pattern: re.Pattern[str], *, whole: bool = True) -> float:
        """How much of the values has this shape."""
        pieces = self.pieces
        fits = sum(bool(pattern.fullmatch(it) if whole else pattern.search(it)) for it in pieces)
        return fits / len(pieces) if pieces else 0.0

    @property
    def shape(self) -> str:
        """What the values look like: mail, day, yes or no, number; "" for other texts."""
        if not self.values:
            return "empty"
        if self.share(MAIL) >= MOST:
            return "mail"
        if sum(read_boolean(value) is not None for value in self.values) == len(self.values):
            return "yes or no"
        days = read_dates(self.values)
        if len(days.unreadable) <= len(self.values) * (1 - MOST):
            return "day"
        return "number" if self.share(re.compile(r"[-+]?[\d.,' ]+")) >= MOST else ""


def columns_of(table: SourceTable) -> list[Column]:
    """The columns of a table; one with signs within a third of its cells holds several values. O(cells)."""
    found = []
    for title in table.header:
        values = tuple(table.cells[title].drop_nulls().to_list())
        sign = next((it for it in SIGNS if sum(it in value for value in values) * 3 >= len(values) > 0), "")
        found.append(Column(title, values, table.cells.height, sign))
    return found


def thing(column: Column) -> tuple[str, str] | None:
    """Of which kind of node the names in a column are, and why we think so; None where nothing tells."""
    if column.shape or any(word in IDS for word in column.words):
        return None
    by_title = [kind for kind in ("Organisation", "Company", "Person") if set(column.words) & {*WORDS[kind]}]
    if column.share(ASSOCIATION, whole=False) >= MOST:
        return "Organisation", "the values are called like associations or authorities"
    if column.share(COMPANY, whole=False) >= MOST:
        return "Company", "the values have legal forms of companies"
    if by_title:
        word = next(word for word in column.words if word in WORDS[by_title[0]])
        return by_title[0], f"{word!r} in the title"
    for kind in ("Organisation", "Company", "Person"):
        form = forms()[ontology().nodes[kind].file]
        if form.names.get(column_key(column.title)) == "name":
            return kind, f"the title is one of our words for the name of the kind {kind}"
    if column.share(PERSON) >= MOST and len(set(column.values)) * 2 > len(column.values):
        return "Person", "the values look like names of people"
    return None


def fact(column: Column, known: Sequence[str]) -> tuple[str, str] | None:
    """Which of these properties a column holds, and why we think so; None where nothing tells."""
    if column.shape == "mail" and "email" in known:
        return "email", "the values are mail addresses"
    for name, words in PROPERTIES.items():
        hit = next((word for word in column.words if word in words), None)
        if name in known and hit and (column.shape == "day") == name.startswith("valid_"):
            days = ", and the values are days" if column.shape == "day" else ""
            return name, f"{hit!r} in the title{days}"
    for file in forms().values():
        named = file.names.get(column_key(column.title), "id")
        if named in known and named not in ("id", "name"):
            return named, f"the title is one of our words for {named}"
    return None


def is_id(column: Column) -> bool:
    """Whether each row has another value, and the title says that it is an id."""
    full = len(column.values) == column.rows > 0 and len(set(column.values)) == column.rows
    return full and any(word in IDS for word in column.words)
