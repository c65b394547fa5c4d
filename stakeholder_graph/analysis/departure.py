"""The answer to "what if this person leaves?": gaps before and after, threads, successors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.analysis.followers import Follower, companies_of, employers_of, followers
from stakeholder_graph.analysis.leaving import refuse_who_has_left, situation_without
from stakeholder_graph.analysis.places import account_named, accounts_of
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.successors import Candidates, Successor
from stakeholder_graph.analysis.threads import Relationship, Thread, relationships_of, threads_to
from stakeholder_graph.gaps.comparing import compare
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import Gaps, find_gaps

if TYPE_CHECKING:
    from stakeholder_graph.gaps.finding import Finding
    from stakeholder_graph.model.records import Records

OF_ACCOUNT = ("single-threaded-account", "missing-rung", "thinning-contact")
"""Kinds that close when nobody of ours is left at an account: no gain, if other gaps open there."""


@dataclass(frozen=True)
class Handed:
    """Somebody who has to be taken over from one of ours, or one of theirs who has to be followed."""

    id: str
    name: str
    account: dict[str, str | None] | None
    successors: tuple[Successor, ...] | tuple[Follower, ...]
    relationship: Relationship | None = None

    def as_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "name": self.name, "account": self.account}
        if self.relationship:
            names = ("duty", "only_carer", "only_contact", "contacts", "last_contact", "objected")
            told |= {name: getattr(self.relationship, name) for name in names}
            last = self.relationship.last_contact
            told["last_contact"] = last.isoformat() if last else None
        return {**told, "successors": [one.as_dict() for one in self.successors]}


@dataclass(frozen=True)
class Departure:
    """What breaks when somebody leaves, as if their last day had been the day before the as-of date.

    `before`, `after`: how many gaps are counted; they differ by `opens`, by `closes` and by `absorbed`: gaps
    that a graver one about the same person or account takes the place of. `people`: who has to be taken over,
    or where one of theirs has to be followed. `roles` and `threads`: of one of theirs, what falls vacant and
    who of ours loses somebody.
    """

    person: dict[str, Any]
    ours: bool
    as_of: date
    before: int
    after: int
    opens: tuple[Finding, ...]
    closes: tuple[Finding, ...]
    absorbed: int
    people: tuple[Handed, ...]
    roles: tuple[dict[str, Any], ...] = ()
    threads: tuple[Thread, ...] = ()

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The JSON shape of `leaves --format json`."""
        return {
            "as_of": self.as_of.isoformat(), "person": self.person,
            "gaps": {"before": self.before, "after": self.after, "absorbed": self.absorbed},
            "opens": [gap.as_dict(language) for gap in self.opens],
            "closes": [gap.as_dict(language) for gap in self.closes],
            "people": [one.as_dict() for one in self.people],
            "roles": list(self.roles), "threads": [thread.as_dict() for thread in self.threads],
        }  # fmt: skip


def find_departure(situation: Situation, records: Records, person: int, gaps: Gaps) -> Departure:
    """What breaks when a person (a number) leaves: O(people + relationships), as one more run of all checks.

    `gaps` are those of the situation. StakeholderGraphError for somebody who has left already.
    """
    refuse_who_has_left(situation, person)
    later = situation_without(situation, records, person)
    gaps_later = find_gaps(later)
    found = compare(gaps, gaps_later)
    opens = pl.concat([found.appeared, _freed(gaps, gaps_later, found.moved)]).sort("gap")
    closes = _really_closed(found.closed, opens)
    before, after = _counted(gaps), _counted(gaps_later)
    ours = person in set(situation.own["person"])
    candidates = Candidates(situation, without=[person])
    answer = _people_of_ours if ours else _people_of_theirs
    return Departure(
        _person(situation, person, ours), ours, situation.as_of,
        before=before, after=after,
        opens=tuple(explain(later, gaps_later, opens)), closes=tuple(explain(situation, gaps, closes)),
        absorbed=before + opens.height - closes.height - after,
        people=tuple(answer(situation, person, candidates)),
        roles=() if ours else tuple(_vacant(situation, person)),
        threads=() if ours else tuple(threads_to(situation, person)),
    )  # fmt: skip


def _counted(gaps: Gaps) -> int:
    return gaps.table["replaced_by"].null_count()


def _really_closed(closed: pl.DataFrame, opens: pl.DataFrame) -> pl.DataFrame:
    """Closed gaps of which no graver one takes the place: about the same person, or at the same account."""
    people = opens.group_by("person").agg(by_person=pl.col("severity").max())
    accounts = opens.group_by("account").agg(by_account=pl.col("severity").max())
    known = closed.join(people, on="person", how="left").join(accounts, on="account", how="left")
    of_account = pl.col("kind").is_in(OF_ACCOUNT) & (pl.col("by_account") >= pl.col("severity"))
    graver = (pl.col("by_person") >= pl.col("severity")).fill_null(False) | of_account.fill_null(False)
    return known.filter(~graver).drop("by_person", "by_account").sort("gap")


def _freed(before: Gaps, after: Gaps, moved: pl.DataFrame) -> pl.DataFrame:
    """Gaps that stood in another one and now stand alone."""
    old = before.table.select(before="gap", was=pl.col("replaced_by").is_null())
    new = after.table.select(after="gap", listed=pl.col("replaced_by").is_null())
    both = moved.join(old, on="before").join(new, on="after")
    freed = both.filter(~pl.col("was") & pl.col("listed"))["after"]
    return after.table.filter(pl.col("gap").is_in(freed.implode()))


def _person(situation: Situation, person: int, ours: bool) -> dict[str, Any]:
    snapshot = situation.snapshot
    if ours:
        level = situation.own.filter(pl.col("person") == person)["level"][0]
    else:
        known = situation.levels.filter(pl.col("person") == person)["any_level"]
        level = known[0] if known.len() else None
    side = "ours" if ours else "theirs"
    return {"id": snapshot.id(person), "name": snapshot.name(person), "level": level, "side": side}


def _people_of_ours(situation: Situation, person: int, candidates: Candidates) -> list[Handed]:
    """Everybody whom one of ours hands over, with who could take over; nobody for those who object."""
    found = []
    for one in relationships_of(situation, person):
        able = [] if one.objected else candidates.for_relationship(one)
        found.append(Handed(one.id, one.name, one.account, tuple(able), one))
    return found


def _people_of_theirs(situation: Situation, person: int, candidates: Candidates) -> list[Handed]:
    """One of theirs at each account where they work, with who there could follow; else at their employers."""
    snapshot, employers = situation.snapshot, set(employers_of(situation, person))
    accounts = accounts_of(situation, [person]).get(person, [])
    places = [(one, companies_of(situation, one)) for one in accounts]
    here: list[tuple[int | None, list[int]]] = [
        (account, companies) for account, companies in places if employers & set(companies)
    ]
    return [
        Handed(
            snapshot.id(person), snapshot.name(person), account_named(situation, account),
            tuple(followers(situation, person, companies, candidates)),
        )
        for account, companies in here or [(None, list(employers))]
    ]  # fmt: skip


def _vacant(situation: Situation, person: int) -> list[dict[str, Any]]:
    """The roles that nobody has any more when one of theirs leaves; `alone`: nobody else has it there."""
    roles = situation.roles
    found = []
    for row in (
        roles.filter(pl.col("person") == person).sort("account", "opportunity", "role").iter_rows(named=True)
    ):
        same = (pl.col("account") == row["account"]) & (pl.col("role") == row["role"])
        here = pl.col("opportunity").is_null() | pl.col("opportunity").eq_missing(pl.lit(row["opportunity"]))
        others = roles.filter(same & here & (pl.col("person") != person))
        about = row["opportunity"]
        found.append(
            {
                "role": row["role"], "presumed": row["presumed"], "alone": others.is_empty(),
                "account": account_named(situation, row["account"]),
                "about": None if about is None else
                {"id": situation.snapshot.id(about), "name": situation.snapshot.name(about)},
            }
        )  # fmt: skip
    return found
