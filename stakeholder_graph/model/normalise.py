"""One spelling for labels, job titles, departments and employers that are written in many ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# Each begins at the beginning of a word and never goes back into it, so that long words cost no more tries.
# leiter:in leiter*in leiter_in leiter/in leiter/-in leiter(in), also "innen"; "/in-house" is another word.
_GENDER_ENDING = re.compile(
    r"(?<![^\W_])([^\W_]++)(?:(?:[:*_]|/-?)in(?:nen)?|\(in(?:nen)?\))(?![^\W_]|-)", re.IGNORECASE
)
# LeiterIn, LeiterInnen: only the capital I tells it from an ordinary word.
_GENDER_CAPITAL = re.compile(r"(?<![^\W_])([^\W_]*[^\W\d_A-ZÄÖÜ])In(?:nen)?(?![^\W_])")
# vorsitzende/r abgeordnete(r) beauftragte*r
_GENDER_R = re.compile(r"(?<=e)(?:[:*_]r|/-?r|\(r\))(?![^\W_])", re.IGNORECASE)
# (m/w/d) (m, f, x) in brackets, m/w and w/m also bare; an "m" must be among them.
_GENDER_LIST = re.compile(
    r"\((?=[wfdxi/|,;*+\s]{0,12}m)\s*[mwfdxi](?:(?:\s*[/|,;*+]\s*|\s+)(?:[mwfdxi]|divers|div\.?)){1,3}\s*\)"
    r"|(?<![\w/&])(?=[mwfdx])(?=[wfdx/|\s]{0,12}m)[mwfdx](?:\s?[/|]\s?(?:[mwfdx]|divers|div)){1,3}(?![\w/&])",
    re.IGNORECASE,
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DOT_BETWEEN_LETTERS = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")


def _umlaut_lost(ending: str, put: str) -> list[tuple[str, str]]:
    """The pair, and where the ending has an umlaut also without: Anwältin is Anwaeltin or Anwaltin."""
    without = ending.replace("ae", "a").replace("ue", "u")
    return [(ending, put)] if without == ending else [(ending, put), (without, put)]


class Normaliser:
    """Brings a text to the one spelling in which the vocabulary compares.

    "Leiter:in Einkauf (m/w/d)", "LEITER/IN EINKAUF" and "Ltr. Einkauf" all become "leiter einkauf".
    Built from the [normalise] section of vocabulary.toml; the steps a to e are described at its top.
    """

    def __init__(self, section: Mapping[str, Any]) -> None:
        self._replacements = [(re.compile(find), put) for find, put in section["replace"]]
        dropped = "|".join(re.escape(phrase) for phrase in section["drop"])
        self._dropped = re.compile(rf"(?<!\S)(?:{dropped})(?!\S)")
        self._feminine = [pair for ending, put in section["feminine"] for pair in _umlaut_lost(ending, put)]
        self._feminine_endings = tuple(ending for ending, _ in self._feminine)
        self._abbreviations: Mapping[str, str] = section["abbreviations"]
        self._cached = lru_cache(maxsize=65_536)(self._normalise)

    def normalise(self, text: str) -> str:
        """The spelling under which this text is compared: small words with one blank between them.

        Takes any text, raises nothing; empty when no letter, digit or & is in it. About 10 µs, cached.
        """
        return self._cached(text)

    def _normalise(self, text: str) -> str:
        words = self._dropped.sub(" ", self.plain(self.without_gender_marks(text))).split()
        return " ".join(self.written_out(word) for word in words)

    def without_gender_marks(self, text: str) -> str:
        """Step a: the text in Unicode form NFC, gender marks and their endings cut."""
        text = unicodedata.normalize("NFC", text)
        text = _GENDER_LIST.sub(" ", text)
        text = _GENDER_ENDING.sub(self._without_ending, text)
        text = _GENDER_CAPITAL.sub(self._without_ending, text)
        return _GENDER_R.sub("", text)

    def _without_ending(self, match: re.Match[str]) -> str:
        # Vorständ:in is no word without its ending: what step e knows as feminine is left to step e.
        feminine = match[1] + "in"
        return feminine if self.plain(feminine).endswith(self._feminine_endings) else match[1]

    def plain(self, text: str, signs: str = "") -> str:
        """Steps b to d, phrases to drop kept: letters, digits, & and `signs` stay, the rest is one blank."""
        text = text.casefold()
        while not text.isascii():
            before = text
            decomposed = unicodedata.normalize("NFKD", text.translate(_UMLAUTS))
            # What comes out may be a capital (™ -> TM) or be made of parts itself: once more.
            text = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
            if text == before:
                break
        for find, put in self._replacements:
            text = find.sub(put, text)
        text = _DOT_BETWEEN_LETTERS.sub("", text)
        kept = "&" + signs
        return " ".join("".join(sign if sign.isalnum() or sign in kept else " " for sign in text).split())

    def written_out(self, word: str) -> str:
        """Step e: an abbreviation written out, then a feminine ending replaced, the first that fits only."""
        word = self._abbreviations.get(word, word)
        if word.endswith(self._feminine_endings):
            for ending, put in self._feminine:
                if word.endswith(ending):
                    return word.removesuffix(ending) + put
        return word
