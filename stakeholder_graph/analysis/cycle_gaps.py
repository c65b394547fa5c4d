"""Which gaps are open in a step of the cycle beside what the step itself counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from stakeholder_graph.gaps.texts import Phrase

if TYPE_CHECKING:
    from stakeholder_graph.gaps.find import Gaps
    from stakeholder_graph.snapshot import Snapshot

Told = tuple[str, Mapping[str, Any], tuple[Phrase, ...], tuple[Phrase, ...]]
"""A step: state, figures, sentences, next steps."""
OpenGaps = Mapping[str, list[str]]
"""By kind: the names of those whom the open gaps of one account are about; of the account itself, none."""
KINDS: Mapping[str, tuple[str, ...]] = {
    "people": ("left-contact",),
    "care": (
        "single-threaded-account",
        "level-mismatch",
        "missing-rung",
        "unassigned-care",
        "successor-missing",
    ),
    "contacts": ("under-cared", "thinning-contact", "contact-despite-objection"),
    "reports": ("unreported-care",),
    "changes": ("opposed-decider", "competitor-tie", "weak-relationship"),
}
"""What each step does not count by itself. Too many contacts are kept contacts."""
WITH_OPEN_GAPS = {"done": "partly", "unknown": "missing"}


def open_gaps(found: Iterable[tuple[str, str | None]]) -> OpenGaps:
    """Gaps of one account, as kind and name of whom they are about, put together by kind."""
    together: dict[str, list[str]] = {}
    for kind, name in found:
        names = together.setdefault(kind, [])
        if name is not None and name not in names:
            names.append(name)
    return together


def open_gaps_by_account(snapshot: Snapshot, gaps: Gaps) -> dict[int, OpenGaps]:
    """The same for every account, from the table of all gaps; what stands in another gap is not counted."""
    found: dict[int, list[tuple[str, str | None]]] = {}
    counted = gaps.table.filter(gaps.table["replaced_by"].is_null() & gaps.table["account"].is_not_null())
    for account, kind, person in counted.select("account", "kind", "person").iter_rows():
        found.setdefault(account, []).append((kind, None if person is None else snapshot.name(person)))
    return {account: open_gaps(some) for account, some in found.items()}


def with_open_gaps(step: str, told: Told, gaps: OpenGaps) -> Told:
    """A step as it stands with its open gaps in mind: none is done that has some."""
    state, figures, sentences, steps = told
    kinds = [kind for kind in KINDS.get(step, ()) if kind in gaps]
    if step == "reports" and state != "done":
        kinds = []  # whom no report is about has been named
    if not kinds:
        return told
    parts = []
    for kind in kinds:
        name, names = Phrase(kind, "name"), sorted(gaps[kind])
        parts.append(Phrase("cycle", "open_gap_of", kind=name, names=names) if names else name)
    sentences += (Phrase("cycle", "open_gaps", gaps=parts),)
    return WITH_OPEN_GAPS.get(state, state), figures, sentences, (*steps, Phrase("cycle", "open_gaps_next"))
