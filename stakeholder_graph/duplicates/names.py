"""Names as they are compared when two records may be one: spelling, titles and legal forms aside."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from stakeholder_graph.analysis.names import spellings
from stakeholder_graph.duplicates.evidence import rules

AND = re.compile(r"\s(?:und|and|et|y)\s|\+")
NO_LETTER = re.compile(r"[^\w&]+|_")
DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # e.V., S.A., B.V.


def plain(text: str, *, written_out: bool = True) -> str:
    """Small letters without accents, umlauts written out or without dots, signs as blanks; & stays."""
    with_letters, without_dots = spellings(text)
    text = AND.sub(" & ", DOTS.sub("", with_letters if written_out else without_dots))
    return " ".join(NO_LETTER.sub(" ", text).split())


@cache
def _titles() -> frozenset[str]:
    return frozenset(rules()["names"]["person"])


@lru_cache(maxsize=500_000)
def person_words(name: str, *, written_out: bool = True) -> tuple[str, ...]:
    """The words of a person's name, first name first: "Dr. Blau, Max" and "MAX BLAU" are ("max", "blau").

    Müller is mueller, and muller where umlauts are not written out; Mueller is not Muller.
    """
    if "," in name:
        last, first = name.split(",", 1)
        # what follows the comma may be a degree alone: Max Blau, MBA
        if not all(word in _titles() for word in plain(first).split()):
            name = f"{first} {last}"
    text = plain(name, written_out=written_out)
    words = [word for word in text.replace("&", " ").split() if word not in _titles()]
    return tuple(words or text.split())


@cache
def _forms() -> list[str]:
    forms = {plain(form) for form in rules()["names"]["legal_forms"]}
    return sorted(forms, key=lambda form: (-len(form), form))


@lru_cache(maxsize=500_000)
def company_name(name: str) -> tuple[str, str]:
    """A company's name without its legal form, and that: "Blau & Söhne G.m.b.H." is blau & soehne, gmbh."""
    text = plain(re.sub(r"\bG\.\s?m\.\s?b\.\s?H\b\.?", "gmbh", name, flags=re.IGNORECASE))
    found: list[str] = []
    while True:
        form = next((form for form in _forms() if text.endswith(f" {form}")), None)
        if form is None:
            break
        text = text.removesuffix(form).rstrip(" &")
        found.insert(0, rules()["names"]["same_form"].get(form, form))
    return text, " ".join(found)


def phone_digits(phone: str) -> str | None:
    """The last nine digits, so that +49 30 and 030 agree; None for what is too short to tell."""
    digits = re.sub(r"\D", "", phone.split(";", maxsplit=1)[0])
    return digits[-9:] if len(digits) >= 7 else None
