"""The vocabulary of the importers: role labels, job titles and small picklists, English and German."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from stakeholder_graph.model.normalise import Normaliser
from stakeholder_graph.model.title_rules import TitleRule, title_rule
from stakeholder_graph.model.titles import TitleReader, TitleReading

_GENERAL = "general"
OwnRules = Sequence[TitleRule | Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class RoleReading:
    """What a role label of a source system says about a person.

    role: "decider", "influencer" and so on; None for a known label that says nothing about the decision.
    stance: -2 against us to 2 for us, where the label implies it. also: further roles of the same person.
    own: a person on our side, never PLAYS_ROLE. duty: "carer" suggests CARES_FOR.
    """

    role: str | None
    stance: int | None = None
    also: tuple[str, ...] = ()
    own: bool = False
    duty: str | None = None


class Vocabulary:
    """Translates the words of the source systems into ours. Unknown words give None, never an error."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._normaliser = Normaliser(content["normalise"])
        self._titles_section: Mapping[str, Any] = content["titles"]
        self._roles = {table: self._role_table(labels) for table, labels in content["roles"].items()}
        self._parties = self._words(content["parties"])
        self._organisations = self._words(content["organisations"])
        self._channels = self._words(content["channels"])
        self._own_readers: dict[tuple[TitleRule, ...], TitleReader] = {}
        self._last_own: tuple[OwnRules, TitleReader] | None = None

    def normalise(self, text: str) -> str:
        """The one spelling in which labels and titles are compared, see `Normaliser`."""
        return self._normaliser.normalise(text)

    def title(
        self,
        job_title: str | None,
        *,
        employer: str | None = None,
        industry: str | None = None,
        department: str | None = None,
        own_rules: OwnRules = (),
    ) -> TitleReading:
        """The level and function that a job title tells; "Einkaufsleiterin" is management in purchasing.

        employer and industry let rules count that hold for banks only; department gives the function when the
        title does not. own_rules are the care policy's `[[levels.titles]]`, tried before the vocabulary's;
        raises PolicyError when one of them is faulty. Cached, fastest with the same tuple of them each time.
        """
        return self._reader(own_rules).read(job_title, employer, industry, department)

    def heeds_employer(self, job_title: str, own_rules: OwnRules = ()) -> bool:
        """Whether this title may tell another level at one employer than at another, as at banks."""
        return self._reader(own_rules).heeds_employer(job_title)

    def exact_pattern(self, job_title: str) -> str:
        """The pattern for `words` of a rule that holds for this title alone; "" where it has no word."""
        return self._titles.pattern(job_title)

    def title_words(self) -> list[str]:
        """All whole words that the rules for job titles look for."""
        return [word for word in self._title_signs if word.isalpha()]

    def title_endings(self) -> list[str]:
        """All endings of compounds that the rules for job titles look for: leiter, for *leiter."""
        ends = (word.lstrip("*+") for word in self._title_signs if word[:1] in "*+")
        return sorted({self.normalise(word) for word in ends if word.isalpha()})

    @cached_property
    def _title_signs(self) -> list[str]:
        tables = [*self._titles_section["rule"], *self._titles_section["function"]]
        patterns = (pattern for table in tables for pattern in table["words"])
        return sorted(
            {word.strip("^$") for pattern in patterns for word in re.split(r"[ /]", pattern)} - {""}
        )

    def role(self, label: str, table: str = "salesforce") -> RoleReading | None:
        """What one role label means in this source system, else in general; None when nobody knows it.

        table is a source system ("salesforce", "hubspot") or a method ("miller_heiman"); any other name asks
        the general table alone. A cell with several labels is split by the caller.
        """
        key = self.normalise(label)
        reading = self._roles.get(table, {}).get(key)
        return reading or self._roles[_GENERAL].get(key)

    def party(self, label: str) -> str | None:
        """Company.party ("customer", "supplier") for an account type; None when it does not tell it."""
        return self._parties.get(self.normalise(label)) or None

    def organisation(self, label: str) -> str | None:
        """Organisation.category ("association") for an account type that means no company; else None."""
        return self._organisations.get(self.normalise(label))

    def channel(self, label: str) -> str | None:
        """Interaction.channel ("call", "visit") for subject, type or subtype of an activity; else None."""
        return self._channels.get(self.normalise(label))

    @cached_property
    def _titles(self) -> TitleReader:
        return TitleReader.from_vocabulary(self._titles_section, self._normaliser)

    def _reader(self, own_rules: OwnRules) -> TitleReader:
        if not own_rules:
            return self._titles
        # A tuple does not change: the same one again needs no second look at its rules.
        if self._last_own is not None and self._last_own[0] is own_rules:
            return self._last_own[1]
        rules = tuple(rule if isinstance(rule, TitleRule) else title_rule(rule) for rule in own_rules)
        reader = self._own_readers.get(rules)
        if reader is None:
            reader = self._own_readers[rules] = self._titles.with_own(rules)
        if isinstance(own_rules, tuple):
            self._last_own = own_rules, reader
        return reader

    def _words(self, labels: Mapping[str, str]) -> dict[str, str]:
        return {self.normalise(label): word for label, word in labels.items()}

    def _role_table(self, labels: Mapping[str, Mapping[str, Any]]) -> dict[str, RoleReading]:
        return {self.normalise(label): _role_reading(said) for label, said in labels.items()}


def _role_reading(said: Mapping[str, Any]) -> RoleReading:
    role = said["role"]
    return RoleReading(
        role=None if role == "none" else role,
        stance=said.get("stance"),
        also=tuple(said.get("also", ())),
        own=said.get("own", False),
        duty=said.get("duty"),
    )


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program, read once (20 ms; rules for job titles at first use)."""
    text = resources.files("stakeholder_graph.model").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return Vocabulary(tomllib.loads(text))
