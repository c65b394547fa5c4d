"""Where an account stands in the cycle of care, step by step, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stakeholder_graph.analysis import cycle_figures as figures
from stakeholder_graph.analysis import cycle_loop as loop
from stakeholder_graph.analysis.cycle_gaps import OpenGaps, open_gaps_by_account, with_open_gaps
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.texts import Phrase
from stakeholder_graph.model.policy import Policy

if TYPE_CHECKING:
    from stakeholder_graph.gaps.find import Gaps

STATES = ("done", "partly", "missing", "unknown")
STEPS = ("value", "people", "profiles", "care", "contacts", "reports", "changes")


@dataclass(frozen=True)
class Step:
    """One step of the cycle at one account: how far it is, what shows that, and what to do next.

    `state`: "done", "partly", "missing", or "unknown" where there is nothing that it could be asked of.
    """

    name: str
    state: str
    figures: Mapping[str, Any]
    sentences: tuple[Phrase, ...]
    steps: tuple[Phrase, ...] = ()

    def text(self, language: str, policy: Policy) -> str:
        """How the account stands in this step, in a sentence or two."""
        return " ".join(sentence.text(language, policy) for sentence in self.sentences)

    def next_steps(self, language: str, policy: Policy) -> list[str]:
        """What to do next, in sentences; empty where the step is done."""
        return [step.text(language, policy) for step in self.steps]

    def as_dict(self, language: str, policy: Policy) -> dict[str, Any]:
        told = {"text": self.text(language, policy), "next_steps": self.next_steps(language, policy)}
        return {"name": self.name, "state": self.state, "figures": dict(self.figures), **told}


@dataclass(frozen=True)
class Cycle:
    """An account and its seven steps, in the order of the cycle."""

    account: int
    id: str
    name: str
    tier: str
    steps: tuple[Step, ...]

    def as_dict(self, language: str, policy: Policy) -> dict[str, Any]:
        about = {"id": self.id, "name": self.name, "tier": self.tier}
        return {**about, "steps": [step.as_dict(language, policy) for step in self.steps]}


class Cycles:
    """The cycles of all accounts: what they count is worked out once, and each told when asked for."""

    def __init__(self, situation: Situation) -> None:
        self._figures, self._changes = figures.Figures(situation), loop.Changes(situation)
        self._accounts = {row["account"]: row for row in situation.accounts.iter_rows(named=True)}

    def of(self, account: int, gaps: OpenGaps) -> Cycle:
        """The cycle of one account, by its number; `gaps`: which are open there."""
        row, tables = self._accounts[account], self._figures
        made = (
            figures.value(row), tables.people(account), tables.profiles(account), tables.care(account),
            tables.contacts(account), tables.reports(account), self._changes.step(account),
        )  # fmt: skip
        steps = tuple(
            Step(name, *with_open_gaps(name, step, gaps)) for name, step in zip(STEPS, made, strict=True)
        )
        return Cycle(account, row["id"], row["name"] or row["id"], row["tier"], steps)


def find_cycles(situation: Situation, gaps: Gaps) -> list[Cycle]:
    """The cycle of every account, by name.

    Value known, people identified, profiles made, care distributed, contacts kept, interim reports in,
    findings acted upon. No step with an open gap (`gaps`: all of the situation) is done.
    O(needs + roles + contacts + reports + actions + gaps).
    """
    cycles, gaps_of = Cycles(situation), open_gaps_by_account(situation.snapshot, gaps)
    return [cycles.of(account, gaps_of.get(account, {})) for account in situation.accounts["account"]]


def find_cycle(situation: Situation, gaps: Gaps, account: int) -> Cycle:
    """The cycle of one account, by its number."""
    return Cycles(situation).of(account, open_gaps_by_account(situation.snapshot, gaps).get(account, {}))
