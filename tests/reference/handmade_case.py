"""A hand-made network and all the findings that it must give, and no other.

In the drawings: ours stand left, theirs right, ==> is CARES_FOR, (1) is a level, [B] an account and its tier.
An objector as decider is a decider who is known and needs no care, which keeps a drawing small.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from .drawing import Drawing
from .finding import Reference

STALE_CARE_SILENT = frozenset({"stale-care"})  # a network without any interaction
STALE_CARE_SILENT |= {"under-cared", "over-cared", "unassigned-care"}
NO_REPORTS_NO_PROFILES = frozenset({"unreported-care", "missing-profile"})
STALE_CARE_SILENT |= NO_REPORTS_NO_PROFILES

# Checks whose silence is tested by itself: most drawings hold nothing of what these read
TOLD_APART = {
    "competitor-tie",
    "opposed-decider",
    "open-finding",
    "wrong-measure",
    "thinning-contact",
    "contact-despite-objection",
}


@dataclass(frozen=True)
class HandMade:
    """`policy`: dotted keys of the care policy and their values, where other than the default."""

    name: str
    draw: Callable[[], Drawing]
    expected: frozenset[Reference]
    not_run: frozenset[str]
    policy: Mapping[str, Any] = field(default_factory=dict)
    group: bool = False

    @property
    def graph(self) -> "nx.MultiDiGraph[str]":
        return self.draw().graph


NETWORKS: list[HandMade] = []


def network(
    *expected: Reference,
    not_run: frozenset[str] = STALE_CARE_SILENT,
    policy: Mapping[str, Any] | None = None,
    group: bool = False,
) -> Callable[[Callable[[], Drawing]], Callable[[], Drawing]]:
    """Enter a drawing with what it must give."""

    def enter(draw: Callable[[], Drawing]) -> Callable[[], Drawing]:
        NETWORKS.append(HandMade(draw.__name__, draw, frozenset(expected), not_run, policy or {}, group))
        return draw

    return enter


def found(
    kind: str,
    severity: float,
    person: str | None = None,
    *,
    account: str | None = "Musterwerk",
    carer: str | None = None,
    level: int | None = None,
    about: str | None = None,
    instead: Reference | None = None,
) -> Reference:
    """`instead`: the finding that replaces this one."""
    replaced_by = instead.identity if instead else None
    return Reference(kind, account, person, carer, level, about, severity, replaced_by)


def known_decider(tier: str = "B") -> Drawing:
    """An account whose decider objects to contact: known, and no need of care."""
    drawing = Drawing().customer("Musterwerk", tier).ours("Otto", 1)
    return drawing.theirs("Dora", "Musterwerk", "decider", 1, contact_allowed=False)
