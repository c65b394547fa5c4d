"""A finding: one gap with its facts, its evidence, its rule and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stakeholder_graph.gaps.texts import Phrase
from stakeholder_graph.model.policy import Policy


@dataclass(frozen=True)
class Named:
    """Somebody or something in the graph: id, name, and what else is told of it."""

    id: str
    name: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, **self.more}


@dataclass(frozen=True)
class Evidence:
    """A record that a finding rests on; `record` is its kind, `id` None for what was looked for in vain."""

    record: str
    id: str | None
    date: date | None
    source: str | None
    phrase: Phrase

    def as_dict(self, language: str, policy: Policy) -> dict[str, Any]:
        day = self.date.isoformat() if self.date else None
        text = self.phrase.text(language, policy)
        return {"record": self.record, "id": self.id, "date": day, "source": self.source, "text": text}


@dataclass(frozen=True)
class Finding:
    """A gap that a key account manager can act on: who, where, how bad, why, and what to do next."""

    kind: str
    severity: float
    severity_class: str
    factors: Mapping[str, float]
    account: Named | None
    person: Named | None
    carer: Named | None
    level: int | None
    about: Named | None
    facts: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    sentence: Phrase
    steps: tuple[Phrase, ...]
    policy: Policy = field(repr=False)
    includes: tuple[tuple[str, Phrase], ...] = ()
    replaced_by: tuple[str, Phrase] | None = None

    def text(self, language: str = "en") -> str:
        """The finding in one sentence."""
        return self.sentence.text(language, self.policy)

    def next_steps(self, language: str = "en") -> list[str]:
        """What to do next, in sentences."""
        return [step.text(language, self.policy) for step in self.steps]

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The JSON shape of `gaps --format json`."""

        def told(item: Named | None) -> dict[str, Any] | None:
            return item.as_dict() if item else None

        shape: dict[str, Any] = {
            "kind": self.kind, "severity": plain(self.severity), "class": self.severity_class,
            "factors": {name: plain(value) for name, value in self.factors.items()},
            "account": told(self.account), "person": told(self.person), "carer": told(self.carer),
            "level": self.level, "about": told(self.about), "facts": _plain_facts(self.facts),
            "includes": [
                {"kind": kind, "text": phrase.text(language, self.policy)} for kind, phrase in self.includes
            ],
            "evidence": [item.as_dict(language, self.policy) for item in self.evidence],
            "text": self.text(language), "next_steps": self.next_steps(language),
        }  # fmt: skip
        if self.replaced_by:
            kind, phrase = self.replaced_by
            shape["replaced_by"] = {"kind": kind, "text": phrase.text(language, self.policy)}
        return shape


def plain(value: float) -> float | int:
    """A whole number without its decimal point."""
    return int(value) if float(value).is_integer() else value


def _plain_facts(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain_facts(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_facts(item) for item in value]
    return plain(value) if isinstance(value, float) else value
