"""What stands in one cell: blanks, yes and no, several values, country, text that looks like a formula."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

# Every blank that Python knows, and the invisible marks that copying from mails and web pages leaves.
BLANKS = (
    "".join(filter(str.isspace, map(chr, range(0x3001))))
    + "\ufeff\u200b\u200e\u200f\u2060"
    + "".join(map(chr, range(0x202A, 0x202F)))
)
FORMULA_STARTS = "=+-@\t\r"
NEUTRALISED = r"^'+[=+\-@\t\r]"  # for readers that restore a whole column at once
TRUE_WORDS = frozenset({"true", "1", "yes", "ja", "wahr", "x", "allow"})
FALSE_WORDS = frozenset({"false", "0", "no", "nein", "falsch", "do not allow"})
_TO_NEUTRALISE = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(NEUTRALISED)
_SPOILT = re.compile(
    r"#(?:NAME|REF|VALUE|N/A|DIV/0|NUM|NULL|BEZUG|WERT|NV|ZAHL|CALC|SPILL|FIELD|UNKNOWN)[?!]?"
    r"|#{3,}|[+-]?\d+(?:[.,]\d+)?E\+\d+",
    re.IGNORECASE,
)


def trim(text: str) -> str:
    """Return a cell's text without blanks of any kind on either side (also U+00A0 and U+3000)."""
    return text.strip(BLANKS)


def neutralise(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula.

    An apostrophe goes before `=`, `+`, `-`, `@`, tab and return.
    `restore` gives back exactly the same text, also one that begins with apostrophes itself.
    """
    return f"'{text}" if _TO_NEUTRALISE.match(text) else text


def restore(text: str) -> str:
    """Read back a text that `neutralise` has written; any other text stays as it is."""
    return text[1:] if _NEUTRALISED.match(text) else text


def spoilt_by_excel(text: str) -> bool:
    """Whether Excel has overwritten this value: `#NAME?`, `#REF!`, `#####`, `1,23E+11`."""
    return _SPOILT.fullmatch(text) is not None


class BooleanColumn(NamedTuple):
    """The yes and no of a column; `unreadable` are the places (from 0) of cells that are neither."""

    values: list[bool | None]
    unreadable: tuple[int, ...]


def read_boolean(text: str | None, *, empty: bool | None = False) -> bool | None:
    """Read yes or no in English, German or Salesforce's words; None for anything else.

    An empty cell is False, as the Data Loader writes it; say `empty=None` where it means "not known".
    """
    word = trim(text or "").casefold()
    if not word:
        return empty
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None


def read_booleans(column: Sequence[str | None], *, empty: bool | None = False) -> BooleanColumn:
    """Read a column of yes and no (see `read_boolean`). O(cells)."""
    meaning = {text: read_boolean(text, empty=empty) for text in set(column)}
    unreadable = {text for text, value in meaning.items() if value is None and trim(text or "")}
    places = tuple(place for place, text in enumerate(column) if text in unreadable) if unreadable else ()
    return BooleanColumn([meaning[text] for text in column], places)


def split_values(text: str | None, separator: str = ";") -> list[str]:
    """Return the several values of one cell, each once, in their order: `a; b`, or `a ::: b` of Google."""
    pieces = map(trim, (text or "").split(separator.strip() or separator))
    return list(dict.fromkeys(piece for piece in pieces if piece))


def country_of(text: str | None) -> str | None:
    """Return the country of a cell that holds it as such or in an address written as JSON.

    Nothing else of the address is read. None when there is no country or the JSON is damaged.
    """
    content = trim(text or "")
    if not content.startswith("{"):
        return content or None
    try:
        address = json.loads(content)
    except (ValueError, RecursionError):
        return None
    country = address.get("country")
    return trim(country) or None if isinstance(country, str) else None
