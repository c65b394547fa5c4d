"""Ids of Salesforce: 15 characters in which capitals count, or 18 with three letters that check these."""

from __future__ import annotations

import re
from functools import lru_cache

CHECK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
SHAPE = re.compile(r"[0-9A-Za-z]{15}(?:[A-Za-z0-5]{3})?")
BLOCK = 5


def check_letters(short: str) -> str:
    """The three letters that check the capitals of an id of 15 characters.

    For each block of five characters, bit i is set when character i is a capital; the number picks the letter.
    """
    letters = []
    for start in range(0, len(short), BLOCK):
        block = short[start : start + BLOCK]
        number = sum(1 << place for place, sign in enumerate(block) if "A" <= sign <= "Z")
        letters.append(CHECK_LETTERS[number])
    return "".join(letters)


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
