"""Rules for job titles: what one may say, and whether one fits a title and an employer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from stakeholder_graph.errors import PolicyError
from stakeholder_graph.model.normalise import Normaliser
from stakeholder_graph.model.patterns import Patterns

LEVELS = (1, 2, 3, 4)
_WHERE = "levels.titles"
_EXAMPLE = '["regional sales architect"]'


@dataclass(frozen=True, slots=True)
class TitleRule:
    """One rule, as in `[[titles.rule]]` of the vocabulary and `[[levels.titles]]` of the care policy.

    It fits a title when one of the patterns `words` does and none of `unless`. Where `employer` is given, it
    counts only at employers whose name or industry fits one of these.
    """

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    employer: tuple[str, ...] = ()
    level: int | None = None
    function: str | None = None
    standing: str | None = None
    former: bool = False
    why: str = ""


def title_rule(table: Any, where: str = _WHERE) -> TitleRule:
    """One rule out of its TOML table, checked. Raises PolicyError that names `where` and the fault."""
    if not isinstance(table, Mapping):
        raise PolicyError(
            where, f"{table!r} is no rule", f"write [[{where}]] and below it words = {_EXAMPLE}"
        )
    known = [field.name for field in fields(TitleRule)]
    for key in table:
        if key not in known:
            raise PolicyError(where, f"unknown key {key!r}", f"known are {', '.join(known)}")
    values: dict[str, Any] = dict(table)
    for key in ("words", "unless", "employer"):
        patterns = values.get(key, ())
        texts = isinstance(patterns, list | tuple) and all(isinstance(pattern, str) for pattern in patterns)
        if not texts:
            raise PolicyError(where, f"{key} is no list of texts", f"write {key} = {_EXAMPLE}")
        values[key] = tuple(patterns)
    if not values["words"]:
        raise PolicyError(where, "a rule without words", f"add words = {_EXAMPLE}")
    level = values.get("level")
    if level is not None and (isinstance(level, bool) or level not in LEVELS):
        raise PolicyError(where, f"level {level!r} does not exist", "use 1 (top), 2, 3 or 4 (operative)")
    for key in ("function", "standing", "why"):
        if not isinstance(values.get(key) or "", str):
            raise PolicyError(where, f"{key} is no text", f"put the {key} in quotation marks")
    if not isinstance(values.get("former", False), bool):
        raise PolicyError(where, "former is neither true nor false", "write former = true")
    return TitleRule(**values)


class CompiledRule:
    """A rule whose patterns are ready to be compared. Raises PolicyError for a pattern without a word."""

    def __init__(self, rule: TitleRule, normaliser: Normaliser, *, own: bool = False) -> None:
        self.rule = rule
        self.own = own
        try:
            self._words = Patterns(rule.words, normaliser)
            self._unless = Patterns(rule.unless, normaliser)
            self._employer = Patterns(rule.employer, normaliser)
        except ValueError as fault:
            problem = f"the pattern {str(fault)!r} holds no word"
            raise PolicyError(_WHERE, problem, "write the words of a title") from None

    def fits(self, title: str) -> bool:
        """Whether it fits this normalised title; the employer is not looked at."""
        return self._words.fit(title) and not self._unless.fit(title)

    def fits_employer(self, employer: str, industry: str) -> bool:
        """Whether it is one for such employers only, and this is one of them (both normalised)."""
        return self._employer.fit(employer) or self._employer.fit(industry)
