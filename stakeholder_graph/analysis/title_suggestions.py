"""Which level a job title may have that no rule knows: written wrongly, or like one whose level is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.model.title_rules import LEVELS

ALIKE = 80  # of 100; "Regional Sales Architect" and "Sales Architect"
MISSPELT = 85  # of 100; "Einkaufsleter" and "Einkaufsleiter"
SHORTEST = 5  # letters of a word that may be misspelt: in shorter ones every letter counts
SCHEMA = {
    "job_title": pl.String(),
    "people": pl.Int64(),
    "suggested_level": pl.Int64(),
    "because": pl.String(),
}


@dataclass
class Suggestions:
    """Suggests levels for titles, from those whose level is `known` and from the words of the vocabulary.

    Nothing is suggested for a title that a rule knows and that tells no level (Dr., Sales, a former one), nor
    where nothing is alike: unknown stays unknown.
    """

    known: Mapping[str, int]
    own_rules: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def _words(self) -> Any:
        from stakeholder_graph.model.vocabulary import vocabulary

        return vocabulary()

    @cached_property
    def _known(self) -> dict[str, tuple[str, int]]:
        return {self._words.normalise(title): (title, level) for title, level in self.known.items()}

    @cached_property
    def _spellings(self) -> list[str]:
        words = {word for title in self._known for word in title.split()} | set(self._words.title_words())
        return sorted(word for word in words if len(word) >= SHORTEST)

    def suggest(self, job_title: str) -> tuple[int, str] | None:
        """A level, and the title or spelling that speaks for it; None where nothing does."""
        rules = tuple(self.own_rules)
        if self._words.title(job_title, own_rules=rules).understood:
            return None
        return self._corrected(job_title, rules) or self._alike(job_title)

    def _corrected(self, job_title: str, rules: tuple[Mapping[str, Any], ...]) -> tuple[int, str] | None:
        words = self._words.normalise(job_title).split()
        better = [self._spelt(word) for word in words]
        text = " ".join(better)
        level = None if better == words else self._words.title(text, own_rules=rules).level
        return (level, text) if level in LEVELS else None

    def _spelt(self, word: str) -> str:
        """The word as the vocabulary has it, whole or as the end of a compound."""
        from rapidfuzz import fuzz, process

        if len(word) < SHORTEST or word in self._spellings:
            return word
        hit = process.extractOne(word, self._spellings, scorer=fuzz.ratio, score_cutoff=MISSPELT)
        if hit:
            return str(hit[0])
        ends = (end for end in self._words.title_endings() if len(end) >= SHORTEST)
        pieces = ((end, size) for end in ends for size in range(len(end) - 1, len(end) + 2))
        rated = [(fuzz.ratio(word[-size:], end), size, end) for end, size in pieces if size < len(word)]
        score, size, end = max(rated, default=(0.0, 0, ""))
        return word[:-size] + end if score >= MISSPELT else word

    def _alike(self, job_title: str) -> tuple[int, str] | None:
        from rapidfuzz import fuzz, process

        text = self._words.normalise(job_title)
        hits = process.extract(
            text, list(self._known), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=1
        )
        if not hits:
            return None
        title, level = self._known[hits[0][0]]
        return level, title


def suggested(
    jobs: pl.DataFrame, silent: pl.DataFrame, own_rules: Sequence[Mapping[str, Any]]
) -> pl.DataFrame:
    """Job titles without level (job_title, people) with suggested_level and because, both null if unknown."""
    titled = jobs.filter(pl.col("level").is_not_null() & pl.col("job_title").is_not_null())
    counted = titled.group_by("job_title", "level").len().sort("len", "level")
    known = dict(counted.select("job_title", "level").iter_rows())  # the most frequent level of a title last
    suggestions = Suggestions(known, own_rules)
    rows = [(*row, *(suggestions.suggest(row[0]) or (None, None))) for row in silent.iter_rows()]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
