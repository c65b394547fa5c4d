"""Ids of Salesforce: 15 characters in which capitals count, or 18 with three letters that check these."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import lru_cache

from stakeholder_graph.exchange.cells import spoilt_by_excel
from stakeholder_graph.exchange.mapping.description import SourceDescription

CHECK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
SHAPE = re.compile(r"[0-9A-Za-z]{15}(?:[A-Za-z0-5]{3})?")
BLOCK = 5
CAPITALS = str.maketrans(
    {sign: "1" if sign.isupper() else "0" for sign in string.ascii_letters + string.digits}
)


def check_letters(short: str) -> str:
    """The three letters that check the capitals of an id of 15 characters.

    For each block of five characters, bit i is set when character i is a capital; the number picks.
    """
    bits = short.translate(CAPITALS)
    numbers = (int(bits[start : start + BLOCK][::-1], 2) for start in range(0, len(bits), BLOCK))
    return "".join(CHECK_LETTERS[number] for number in numbers)


@lru_cache(maxsize=500_000)
def full_id(text: str) -> str | None:
    """The id with 18 characters and the right capitals; None where the text is no id or is spoilt.

    An id of 18 characters that has lost its capitals gets them back from its check letters; one of 15 that
    has lost them looks like any other and cannot be known.
    """
    if not SHAPE.fullmatch(text):
        return None
    short, letters = text[:15], text[15:]
    if not letters:
        return short + check_letters(short)
    if check_letters(short) == letters:
        return text
    return _with_capitals(short, letters.upper()) if text in (text.lower(), text.upper()) else None


def _with_capitals(short: str, letters: str) -> str | None:
    signs = []
    for place, sign in enumerate(short):
        bit = CHECK_LETTERS.index(letters[place // BLOCK]) >> place % BLOCK & 1
        signs.append(sign.upper() if bit else sign.lower())
    restored = "".join(signs)
    return restored + letters if check_letters(restored) == letters else None


def whole_id(text: str, kinds: Sequence[str], source: SourceDescription) -> tuple[str | None, str | None]:
    """The id as it is kept, and what is wrong with it: spoilt, no id at all, or that of another kind."""
    if spoilt_by_excel(text):
        return None, "spoilt by Excel"
    if source.id_shape and not re.fullmatch(source.id_shape, text):
        return None, f"no id of {source.title}"
    if source.ids == "per_kind":
        return f"{source.name}:{kinds[0]}:{text}", None
    if source.ids == "plain":
        return text, None
    found = full_id(text)
    if found is None:
        return None, f"no id of {source.title}, or its capitals are spoilt"
    starts = [start for kind in kinds for start in source.id_starts.get(kind, ())]
    if starts and not found.startswith(tuple(starts)):
        others = (kind for kind, known in source.id_starts.items() if found.startswith(known))
        other = next(others, None)
        owner = f"a {other}" if other else "another kind"
        return None, f"the id of {owner}, not of a {' or '.join(kinds)}"
    return found, None
