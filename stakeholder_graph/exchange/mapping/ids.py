"""Ids of Salesforce: 15 characters in which capitals count, or 18 with three letters that check these."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from stakeholder_graph.exchange.cells import spoilt_by_excel
from stakeholder_graph.exchange.mapping.description import SourceDescription

CHECK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
SHAPE = re.compile(r"[0-9A-Za-z]{15}(?:[A-Za-z0-5]{3})?")
WHOLE = r"^[0-9A-Za-z]{15}[A-Z0-5]{3}$"
BLOCK = 5
BIT_OF_LETTERS = 0x4040404040  # bit 6 of the five bytes of a block
ALL_BITS = pl.lit(2**64 - 1, dtype=pl.UInt64())
# moves bit 6 of byte i to bit 38 + i: no two of the products meet, and what passes bit 63 falls off
TO_ONE_BYTE = pl.lit(sum(2 ** (32 - 7 * place) for place in range(BLOCK)), dtype=pl.UInt64())
NO_CAPITALS = "0" * 15 + "AAA"
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


def are_whole(texts: pl.Series) -> pl.Series:
    """Which of the texts are ids of 18 characters with the right check letters: a whole column at once.

    Eight characters are one number, the first in its lowest byte; each step looks at all of them together.
    """
    shaped = texts.str.contains(WHOLE).fill_null(False)
    signs = pl.when(shaped).then(texts).otherwise(pl.lit(NO_CAPITALS)).cast(pl.Binary)
    first, second, third = (
        signs.bin.slice(start, 8).bin.reinterpret(dtype=pl.UInt64(), endianness="little")
        for start in (0, BLOCK, 2 * BLOCK)
    )
    expected = _capitals(first) + _capitals(second) * 2**8 + _capitals(third) * 2**16
    letters = third // 2 ** (8 * BLOCK)
    # of a letter, "A" is taken away to leave its number; of a digit, "0" and the 26 letters before it
    given = letters - 0x161616 - (letters // 2**6 & 0x010101) * (ord("A") - ord("0") + 26)
    return pl.select((pl.lit(shaped) & (given == expected)).alias(texts.name)).to_series()


def _capitals(block: pl.Expr) -> pl.Expr:
    """For each number of five characters, the five bits that tell which of them are capitals."""
    capitals = block & (block * 2 ^ ALL_BITS) & BIT_OF_LETTERS  # a small letter has the bit below, too
    number: pl.Expr = capitals * TO_ONE_BYTE // 2 ** (6 + 8 * (BLOCK - 1)) & 31
    return number


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
    starts = _starts(kinds, source)
    if starts and not found.startswith(starts):
        others = (kind for kind, known in source.id_starts.items() if found.startswith(known))
        other = next(others, None)
        owner = f"a {other}" if other else "another kind"
        return None, f"the id of {owner}, not of a {' or '.join(kinds)}"
    return found, None


def as_they_are(texts: pl.Series, kinds: Sequence[str], source: SourceDescription) -> pl.Series:
    """Which of the texts are ids of these kinds of rows that `whole_id` would give back unchanged."""
    if source.ids != "salesforce" or source.id_shape:
        return pl.repeat(False, len(texts), eager=True)
    starts = _starts(kinds, source)
    right = pl.repeat(not starts, len(texts), eager=True)
    for start in starts:
        right |= texts.str.starts_with(start)
    return right & are_whole(texts)


def _starts(kinds: Sequence[str], source: SourceDescription) -> tuple[str, ...]:
    return tuple(start for kind in kinds for start in source.id_starts.get(kind, ()))
