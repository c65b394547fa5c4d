"""Who at an account could follow one of theirs who leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.successors import Candidates

MOST = 5
DEPUTY = re.compile(r"(?<!\w)(?:stellv|stv|deputy|vice|vize)", re.IGNORECASE)
POINTS = {"reports_to": 3, "deputy": 3, "department": 2, "function": 2, "level": 1}


@dataclass(frozen=True)
class Follower:
    """One of theirs who could follow; `because`: what speaks for them; `strength`: our best relationship."""

    id: str
    name: str
    level: int | None
    job_title: str | None
    because: tuple[str, ...]
    strength: float

    def as_dict(self) -> dict[str, Any]:
        """As a successor of ours is told, who has hours, which theirs have not."""
        return {**vars(self), "because": list(self.because), "free_hours": None,
                "strength": round(self.strength, 3)}  # fmt: skip


def employers_of(situation: Situation, person: int) -> list[int]:
    """Where somebody works today."""
    valid = situation.jobs.filter((pl.col("person") == person) & (pl.col("state") == "valid"))
    return valid["employer"].unique().sort().to_list()


def companies_of(situation: Situation, account: int) -> list[int]:
    """The companies whose people are those of an account: itself, with roll-up its group."""
    return situation.members.filter(pl.col("account") == account)["company"].to_list()


def followers(
    situation: Situation, person: int, companies: list[int], candidates: Candidates
) -> list[Follower]:
    """Who could follow somebody in some companies, the most likely first; never a guess beyond the records.

    What counts: reports to them, is a deputy by job title, same department, same function, same level.
    Somebody more senior is none, nor one more than a level below, nor one who shares nothing but the level.
    O(people of the account).
    """
    valid = situation.jobs.filter((pl.col("state") == "valid") & pl.col("employer").is_in(companies))
    here = valid.join(situation.external, on="person", how="semi")
    here = here.join(situation.objectors, on="person", how="anti")
    jobs = here.sort("level", "tie", nulls_last=True).rows(named=True)
    old = next((job for job in jobs if job["person"] == person), None)
    reports = situation.snapshot.tie("REPORTS_TO").filter(pl.col("end") == person)
    below = set(reports["start"])
    best: dict[int, float] = {}
    for (_, other), value in candidates.strength.items():
        best[other] = max(best.get(other, 0.0), value)
    found: dict[int, tuple[int, Follower]] = {}
    for job in jobs:
        other = job["person"]
        if other == person or other in found:
            continue
        because = _because(job, old, below)
        if _out_of_reach(job, old) or not set(because) - {"level"}:
            continue
        one = Follower(
            situation.snapshot.id(other), situation.snapshot.name(other), job["level"], job["job_title"],
            because, best.get(other, 0.0),
        )  # fmt: skip
        found[other] = (sum(POINTS[reason] for reason in because), one)
    ordered = sorted(found.values(), key=lambda pair: (-pair[0], -pair[1].strength, pair[1].name, pair[1].id))
    return [one for _, one in ordered[:MOST]]


def _because(job: dict[str, Any], old: dict[str, Any] | None, below: set[int]) -> tuple[str, ...]:
    reasons = ["reports_to"] if job["person"] in below else []
    if old is not None:
        reasons += [
            name for name in ("department", "function", "level") if job[name] and job[name] == old[name]
        ]
    if DEPUTY.search(job["job_title"] or "") and reasons:
        reasons.insert(0, "deputy")
    return tuple(reasons)


def _out_of_reach(job: dict[str, Any], old: dict[str, Any] | None) -> bool:
    """Somebody more senior, or more than one level below."""
    if old is None or job["level"] is None or old["level"] is None:
        return False
    return not old["level"] <= job["level"] <= old["level"] + 1
