"""Which records of the days between touch a gap."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.jobs import once_own
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.find import Gaps
from stakeholder_graph.gaps.finding import Evidence, Finding
from stakeholder_graph.gaps.happenings import CONTACTS, Happenings

BY_CONTACT = (
    "stale-care", "under-cared", "over-cared", "unassigned-care", "thinning-contact", "uncovered-decider",
    "uncovered-influencer", "lost-carer", "contact-despite-objection", "single-threaded-account",
    "single-threaded-person",
)  # fmt: skip
READS = {
    **dict.fromkeys(CONTACTS, BY_CONTACT), "Report": ("open-finding", "unreported-care"),
    "Action": ("open-finding", "opposed-decider"),
}  # fmt: skip
"""In which kinds contacts, reports and actions are looked at: in others they are no reason."""


class Reasons:
    """What in between touches a gap: its person, what it is about, or two of those who have to do with it."""

    def __init__(
        self, earlier: tuple[Situation, Gaps], later: tuple[Situation, Gaps], happenings: Happenings
    ) -> None:
        self.days, self.happenings = (earlier, later), happenings
        self.rows = [{row["gap"]: row for row in gaps.table.iter_rows(named=True)} for _, gaps in self.days]
        self.ours = {
            number
            for situation, _ in self.days
            for number in situation.snapshot.kinds["Company"].filter(pl.col("party") == "own")["number"]
        }

    def of(
        self, before: Finding | None, after: Finding | None, old: int | None, new: int | None
    ) -> tuple[Evidence, ...]:
        """The records in between that touch a gap, the latest first."""
        rows = [table[gap] for table, gap in zip(self.rows, (old, new), strict=True) if gap is not None]
        centre, around = self._who(rows)
        found = [one for number in centre for one in self.happenings.by_number.get(number, ())]
        for number in around - self.ours:
            near = self.happenings.by_number.get(number, ())
            found += [one for one in near if one.touches <= around | centre]
        kind = rows[0]["kind"]
        kept = dict.fromkeys(one for one in found if kind in READS.get(one.kind, (kind,)))
        for finding in (before, after):
            for item in finding.evidence if finding else ():
                kept |= dict.fromkeys(self.happenings.by_id.get((item.record, item.id or ""), ()))
        ordered = sorted(kept, key=lambda one: (one.kind not in CONTACTS, one.date, one.id), reverse=True)
        return tuple(one.evidence for one in ordered)

    def _who(self, rows: list[dict[str, Any]]) -> tuple[set[int], set[int]]:
        """Whom a gap is about, whatever touches them; and who has to do with it, where two are tied."""
        centre: set[int] = set()
        around: set[int] = set(self.ours)
        for row in rows:
            people = {*(row["makers"] or ()), row["person"], row["reached"], row["about"]} - {None}
            theirs = people - self.own_people
            centre |= theirs or {row["account"]} - {None} or {row["carer"]} - {None}
            around |= {row["carer"], *self.places.get(row["account"], ()), *people} - {None}
            if row["person"] is None and row["kind"] in BY_CONTACT:
                around |= self.people_at.get(row["account"], set())
        carers = (self.carers.get(person, set()) for person in centre)
        return centre, around.union(*carers)

    @cached_property
    def own_people(self) -> set[int]:
        """Everybody who is or was ours: what else they do touches no gap of somebody else's."""
        return {one for day, _ in self.days for one in once_own(day.snapshot, day.jobs)["person"]}

    @cached_property
    def carers(self) -> dict[int, set[int]]:
        """Who of ours cares or cared for a person, on either day."""
        return self._joined("person", "own", lambda day: [day.care, day.former])

    @cached_property
    def places(self) -> dict[int, set[int]]:
        """The companies of an account and its open opportunities, on either day."""
        companies = self._joined("account", "company", lambda day: [day.members])
        opportunities = self._joined("account", "opportunity", lambda day: [day.opportunities])
        return {account: found | opportunities.get(account, set()) for account, found in companies.items()}

    @cached_property
    def people_at(self) -> dict[int, set[int]]:
        """The people and role holders of an account, on either day."""
        return self._joined("account", "person", lambda day: [day.circle])

    def _joined(
        self, key: str, value: str, tables: Callable[[Situation], list[pl.DataFrame]]
    ) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for situation, _ in self.days:
            for table in tables(situation):
                for one, other in table.select(key, value).iter_rows():
                    found.setdefault(one, set()).add(other)
        return found
