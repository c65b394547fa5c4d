"""What a column of an unknown table may be, by its title and by its values; each guess with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stakeholder_graph.exchange.cells import read_boolean, split_values
from stakeholder_graph.exchange.dates import read_dates
from stakeholder_graph.exchange.headers import column_key, forms
from stakeholder_graph.exchange.mapping.fitting import fits
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import SourceTable
from stakeholder_graph.model.ontology import ontology

MOST = 0.8  # of the filled cells: what so many show, a column is
ALWAYS = (";", "|", "\n")  # signs that stand in no name
LONGEST_PIECE = 80  # letters; longer ones are sentences, no list of names
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
COMPANY = re.compile(r"\b(GmbH|AG|KG|SE|UG|OHG|Ltd|Inc|LLC|Corp|plc)\b\.?")
ASSOCIATION = re.compile(r"\be\. ?V\.|^(Verband|Bundesverband|Ministerium|Amt|Association|Ministry)\b")
PERSON = re.compile(
    r"(Dr\. |Prof\. )*[A-ZÄÖÜ][\w'’-]+( [A-ZÄÖÜ]\.)?( (von|van|de|zu))?( [A-ZÄÖÜ][\w'’-]+){1,2}"
)
NUMBER = re.compile(r"[-+]?[\d.,' ]+")
WORDS: Mapping[str, tuple[str, ...]] = {
    "Person": (
        "person", "persons", "people", "contact", "ansprechpartner", "name", "abgeordneter", "mandatsträger",
        "lobbyist", "mitarbeiter", "employee", "employees", "speaker", "vertreter", "representative",
        "vorgesetzter", "superior", "chef", "personen", "leute",
    ),
    "Company": (
        "company", "companies", "firma", "firmen", "unternehmen", "client", "clients", "kunde", "kunden",
        "auftraggeber", "supplier", "suppliers", "lieferant", "lieferanten", "employer", "arbeitgeber",
        "mandant", "mandanten", "account", "accounts",
    ),
    "Organisation": (
        "organisation", "organization", "organisations", "organizations", "organisationen", "verband",
        "verbände", "association", "associations", "body", "bodies", "ministry", "ministries", "ministerium",
        "ministerien", "behörde", "behörden", "authority", "institution", "committee", "gremium", "ausschuss",
        "registrant", "club", "verein", "partei", "fraktion", "party",
    ),
}  # fmt: skip
"""Words in a title that say whose names stand below it."""
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "valid_from": ("since", "seit", "start", "started", "beginn", "begin", "ab", "from", "von", "joined"),
    "valid_to": ("until", "bis", "end", "ended", "ende", "to", "left"),
    "job_title": (
        "title", "position", "function", "funktion", "job", "office", "amt", "mandat", "stelle", "rank",
        "level",
    ),
    "industry": ("industry", "branche", "sector"),
    "country": ("country", "land"),
    "phone": ("phone", "telefon", "tel"),
    "department": ("department", "abteilung"),
    "topic": ("topic", "thema", "subject"),
}  # fmt: skip
ALSO_AS: Mapping[str, tuple[str, ...]] = {"phone": ("", "number"), "department": ("", "number")}
"""What such a column may look like, other than text."""
_SAID_OTHERWISE = {word for name in PROPERTIES if not name.startswith("valid_") for word in PROPERTIES[name]}
IDS = ("id", "no", "nr", "number", "nummer", "key", "code", "kennung")
COMPOUND = ("nummer", "kennung", "nr")  # ends of German words that are ids: Mitgliedsnummer
FROM, TO = ("from", "source", "von", "wer", "who"), ("to", "target", "an", "zu", "nach", "wen", "whom")


@dataclass(frozen=True)
class Column:
    """One column: its title, its filled values, and the sign between several in a cell, if any."""

    title: str
    values: tuple[str, ...]
    rows: int
    sign: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the title: `personId` has two, `Mitgliedsnummer` says nummer too."""
        apart = re.sub(r"(?<=[a-zäöüß])(?=[A-Z])", " ", self.title)
        words = [word.strip(".:#") for word in column_key(apart).replace("_", " ").split()]
        ends = [end for word in words for end in COMPOUND if word.endswith(end) and word != end]
        return (*words, *ends)

    @property
    def filled(self) -> str:
        return f"{len(self.values)} of {self.rows} cells are filled"

    @cached_property
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
        fit = sum(bool(pattern.fullmatch(it) if whole else pattern.search(it)) for it in pieces)
        return fit / len(pieces) if pieces else 0.0

    @cached_property
    def shape(self) -> str:
        """What the values look like: mail, day, yes or no, number; "" for other texts."""
        if not self.values:
            return "empty"
        if self.share(MAIL) >= MOST:
            return "mail"
        if all(read_boolean(value) is not None for value in self.values) and {*self.values} != {"1"}:
            return "yes or no"
        days = read_dates(self.values)
        if len(days.unreadable) <= len(self.values) * (1 - MOST):
            return "day"
        return "number" if self.share(NUMBER) >= MOST else ""

    def alone(self) -> Column:
        """The same, each cell as one value."""
        return replace(self, sign="")

    @property
    def often_several(self) -> bool:
        """Whether a third of the cells holds several values, so that one alone is none of its own kind."""
        return bool(self.sign) and sum(self.sign in value for value in self.values) * 3 >= len(self.values)


def columns_of(table: SourceTable) -> list[Column]:
    """The columns of a table, each with the sign between several values in a cell. O(cells)."""
    found = []
    for title in table.header:
        values = tuple(table.cells[title].drop_nulls().to_list())
        found.append(Column(title, values, table.cells.height, _sign(values)))
    return found


def _sign(values: Sequence[str]) -> str:
    """The sign between several; a comma only where what it parts is known for names, as names have commas."""
    for sign in ALWAYS:
        cells = [value for value in values if sign in value]
        if cells and all(len(piece) <= LONGEST_PIECE for cell in cells for piece in cell.split(sign)):
            return sign
    if values and sum(" / " in value for value in values) * 3 >= len(values):
        return " / "
    return "," if _commas_part_names(set(values)) else ""


def _commas_part_names(values: Collection[str]) -> bool:
    """Whether the pieces between commas are names of their own: by their shape, or as they come again.

    "Mohnrot, Ada" in each cell is one name, written the other way round.
    """
    listed = [split_values(value, ",") for value in values if "," in value]
    if not listed:
        return False
    pieces = [piece for cell in listed for piece in cell]
    shaped = sum(bool(COMPANY.search(it) or ASSOCIATION.search(it) or PERSON.fullmatch(it)) for it in pieces)
    if shaped >= MOST * len(pieces):
        return True
    if all(value.count(",") == 1 for value in values):
        return False
    often = Counter(piece for value in values for piece in split_values(value, ","))
    return sum(often[piece] > 1 for piece in pieces) >= MOST * len(pieces)


def thing(column: Column) -> tuple[str, str] | None:
    """Of which kind of node the names in a column are, and why we think so; None where nothing tells."""
    if column.shape or any(word in IDS for word in column.words):
        return None
    if column.share(ASSOCIATION, whole=False) >= MOST:
        return "Organisation", "the values are called like associations or authorities"
    if column.share(COMPANY, whole=False) >= MOST:
        return "Company", "the values have legal forms of companies"
    if found := kind_in(column.words):
        return found[0], f"{found[1]!r} in the title"
    for kind in ("Organisation", "Company", "Person"):
        form = forms()[ontology().nodes[kind].file]
        if form.names.get(column_key(column.title)) == "name":
            return kind, f"the title is one of our words for the name of the kind {kind}"
    if {*column.words} & _SAID_OTHERWISE:
        return None  # "Key Account Manager" looks like a name
    if column.share(PERSON) >= MOST and len(set(column.values)) * 2 > len(column.values):
        return "Person", "the values look like names of people"
    return None


def kind_in(words: Sequence[str]) -> tuple[str, str] | None:
    """The kind of node of which these words speak, and the word that says so."""
    for kind in ("Organisation", "Company", "Person"):
        word = next((word for word in words if word in WORDS[kind]), None)
        if word:
            return kind, word
    return None


def fact(column: Column, row: str, known: Collection[str]) -> tuple[str, str] | None:
    """Which of these properties of a kind a column holds, and why we think so; None where nothing tells.

    Only one whose values can be read as such: what an import would refuse is none.
    """
    if column.shape == "mail" and "email" in known:
        return "email", "the values are mail addresses"
    for name, words in PROPERTIES.items():
        hit = next((word for word in column.words if word in words), None)
        shaped = name.startswith("valid_") or column.shape in ALSO_AS.get(name, ("",))
        if name in known and hit and shaped and fits(column.values, row, name):
            return name, f"{hit!r} in the title{_days(column)}"
    for file in forms().values():
        named = file.names.get(column_key(column.title), "id")
        if named in known and named not in ("id", "name") and fits(column.values, row, named):
            return named, f"the title is one of our words for {named}"
    return None


def is_id(column: Column) -> bool:
    """Whether each row has another value, and the title says that it is an id."""
    full = len(column.values) == column.rows > 0 and len(set(column.values)) == column.rows
    return full and any(word in IDS for word in column.words)


def _days(column: Column) -> str:
    if column.shape != "day":
        return ""
    days = read_dates(column.values)
    open_ = days.undecided and not days.conflict
    order = '; nothing tells whether the day comes first: say [dates] order = "day" or "month"'
    return ", and the values are days" + (order if open_ else "")
