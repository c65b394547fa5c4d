"""Patterns of the vocabulary: whole words side by side, with the signs * + a/b .. ^ $ of vocabulary.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from stakeholder_graph.model.normalise import Normaliser

_SPELLINGS = {"ä": ("ae", "a"), "ö": ("oe", "o"), "ü": ("ue", "u")}
_SIMPLE = re.compile(r"(\*?)([^*+ ]+)(\*?)")
# Every word of the text is read as blank + word, so a gap is any number of these, none included.
# Possessive quantifiers (++ *+) where a blank must follow anyway: a long title costs no more tries.
_GAP = "(?: [^ ]++)*?"


class Patterns:
    """A list of patterns of which one has to fit, for example `["*leiter", "head of .. unit/section"]`.

    Texts to compare are normalised ones. Raises ValueError with the pattern that holds no word.
    Building costs about 30 µs for each pattern, fitting a few µs for the whole list.
    """

    def __init__(self, patterns: Iterable[str], normaliser: Normaliser) -> None:
        # Most patterns are one word with at most a * at either end: compared as texts, nothing to compile.
        whole: set[str] = set()
        beginnings: set[str] = set()
        endings: set[str] = set()
        middles: set[str] = set()
        places = {("", ""): whole, ("", "*"): beginnings, ("*", ""): endings, ("*", "*"): middles}
        expressions: list[str] = []
        for pattern in patterns:
            parsed = _parse(pattern, normaliser)
            simple = parsed.simple_words()
            if simple is None:
                expressions.append(parsed.expression())
            else:
                for before, word, after in simple:
                    places[before, after].add(word)
        self._whole = whole
        self._beginnings, self._endings, self._middles = tuple(beginnings), tuple(endings), tuple(middles)
        self._expression = re.compile("|".join(expressions)) if expressions else None

    def fit(self, normalised: str) -> bool:
        """Whether one of the patterns fits somewhere in the text."""
        if any(self._fit_word(word) for word in normalised.split()):
            return True
        return self._expression is not None and self._expression.search(f" {normalised} ") is not None

    def cut(self, normalised: str) -> str:
        """The text without everything that fits."""
        if self._expression is not None:
            normalised = self._expression.sub("", f" {normalised} ")
        return " ".join(word for word in normalised.split() if not self._fit_word(word))

    def _fit_word(self, word: str) -> bool:
        return (
            word in self._whole
            or word.startswith(self._beginnings)
            or word.endswith(self._endings)
            or any(middle in word for middle in self._middles)
        )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One pattern; a part is the list of words of which one stands there, None is a gap of any words."""

    parts: list[list[str] | None]
    at_start: bool
    at_end: bool

    def simple_words(self) -> list[tuple[str, str, str]] | None:
        """(sign before, word, sign after) of each alternative; None when there is more to it."""
        if len(self.parts) > 1 or self.parts[0] is None or self.at_start or self.at_end:
            return None
        matches = [_SIMPLE.fullmatch(word) for word in self.parts[0]]
        simple = [(match[1], match[2], match[3]) for match in matches if match]
        return simple if len(simple) == len(matches) else None

    def expression(self) -> str:
        """The regular expression over the text with a blank at either end."""
        inner = "".join(_GAP if words is None else _one_of(words) for words in self.parts)
        return (r"\A" if self.at_start else "") + inner + (r"(?= \Z)" if self.at_end else "(?= )")


def _parse(pattern: str, normaliser: Normaliser) -> _Pattern:
    text = normaliser.without_gender_marks(pattern).casefold().strip()
    parts: list[list[str] | None] = []
    for token in text.replace("..", " .. ").split():
        words = None if token == ".." else _words(token, normaliser)
        if words != []:
            parts.append(words)
    if not any(parts):
        raise ValueError(pattern)
    return _Pattern(parts, text.startswith("^"), text.endswith("$"))


def _words(token: str, normaliser: Normaliser) -> list[str]:
    """The words of "a/b" as a normalised text may have them: ä as ae and as a, abbreviations written out."""
    words: set[str] = set()
    for alternative in token.split("/"):
        if alternative.isascii() and alternative.isalnum():  # most are; the long way costs 20 times as much
            words.add(normaliser.written_out(alternative))
            continue
        for letters in product(*(_SPELLINGS.get(letter, (letter,)) for letter in alternative)):
            plain = normaliser.plain("".join(letters), signs="*+").split()
            words.add(" ".join(normaliser.written_out(word) for word in plain))
    return sorted(words - {""})


def _one_of(words: list[str]) -> str:
    expressions = [_letters(word) for word in words]
    return expressions[0] if len(expressions) == 1 else f"(?:{'|'.join(expressions)})"


def _letters(words: str) -> str:
    signs = {"*": "[^ ]*", "+": "[^ ]+"}
    expression = " " + "".join(signs.get(letter) or re.escape(letter) for letter in words)
    return expression + "+" if words[-1] in signs else expression
