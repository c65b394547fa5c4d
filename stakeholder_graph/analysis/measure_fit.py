"""Whom of the invited a measure suits: by level, by the limits for gifts, by objection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.texts import Phrase
from stakeholder_graph.model.policy import Policy

VERDICTS = ("no", "approval", "unclear", "fits")
OFFICIAL = "public_official"


@dataclass(frozen=True)
class Reason:
    """Why somebody should not come, or not without further ado; `verdict` is what follows from it alone."""

    kind: str
    verdict: str
    phrase: Phrase


@dataclass(frozen=True)
class GuestFit:
    """One of the invited, and whether the measure suits them: the worst of all reasons decides.

    `value_in_year`: what all measures of that calendar year, this one included, are worth to them.
    """

    id: str
    name: str
    level: int | None
    standing: tuple[str, ...]
    answer: str
    value_in_year: float
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> str:
        return min((reason.verdict for reason in self.reasons), key=VERDICTS.index, default="fits")

    def as_dict(self, language: str, policy: Policy) -> dict[str, Any]:
        about = {"id": self.id, "name": self.name, "level": self.level, "standing": list(self.standing)}
        reasons = [
            {"kind": reason.kind, "text": reason.phrase.text(language, policy)} for reason in self.reasons
        ]
        more = {"answer": self.answer, "value_in_year": self.value_in_year, "verdict": self.verdict}
        return {**about, **more, "reasons": reasons}


@dataclass(frozen=True)
class MeasureFit:
    """A measure and its guests, those whom it does not suit first; `declined` counts who will not come."""

    measure: Mapping[str, Any]
    guests: tuple[GuestFit, ...]
    declined: int

    def as_dict(self, language: str, policy: Policy) -> dict[str, Any]:
        measure = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.measure.items()
        }
        guests = [guest.as_dict(language, policy) for guest in self.guests]
        return {"measure": measure, "declined": self.declined, "guests": guests}


def check_measure(situation: Situation, measure: int) -> MeasureFit:
    """Whom of the invited a measure suits, by its number; decision support, no legal advice.

    The kind must fit the level of the person over all jobs (`measures.fits` of the care policy), the value
    the limits of `guard`: those of public officials are stricter. Guests of ours and who has declined are not
    looked at. O(guests + measures of the year).
    """
    row = situation.snapshot.kinds["Measure"].row(by_predicate=pl.col("number") == measure, named=True)
    guests = _guests(situation, row)
    coming = guests.filter(pl.col("answer") != "declined")
    spent = _in_year(situation, row, coming)
    fits = [_guest(situation, row, guest, spent) for guest in coming.iter_rows(named=True)]
    fits.sort(key=lambda guest: (VERDICTS.index(guest.verdict), guest.name, guest.id))
    names = ("id", "name", "kind", "date", "status", "value_per_head")
    return MeasureFit({name: row[name] for name in names}, tuple(fits), guests.height - coming.height)


def _guests(situation: Situation, measure: Mapping[str, Any]) -> pl.DataFrame:
    """Who outside is invited: person, answer, id, name, standing, level, objects."""
    invited = situation.snapshot.tie("INVITED_TO", "all").filter(pl.col("end") == measure["number"])
    invited = invited.select(person="start", answer=pl.col("answer").fill_null("invited"))
    people = situation.snapshot.kinds["Person"].select("id", "name", "standing", person="number")
    objects = situation.objectors.with_columns(objects=pl.lit(True))
    return (
        invited.join(situation.own, on="person", how="anti")
        .join(people, on="person")
        .join(situation.levels.rename({"any_level": "level"}), on="person", how="left")
        .join(objects, on="person", how="left")
    )


def _in_year(situation: Situation, measure: Mapping[str, Any], guests: pl.DataFrame) -> dict[int, float]:
    """What the measures of that calendar year are worth to each guest, as far as a value is known."""
    year = (measure["date"] or situation.as_of).year
    this = pl.col("number") == measure["number"]
    held = situation.snapshot.kinds["Measure"].filter(
        this | ((pl.col("date").dt.year() == year) & (pl.col("status").fill_null("planned") != "cancelled"))
    )
    held = held.select("status", "value_per_head", end="number", this=this)
    ties = situation.snapshot.tie("INVITED_TO", "all").join(held, on="end")
    came = pl.col("answer") == "attended"
    counts = pl.when(pl.col("this")).then(True).when(pl.col("status") == "done").then(came)
    ties = ties.filter(counts.otherwise(pl.col("answer").fill_null("invited") != "declined"))
    ties = ties.join(guests, left_on="start", right_on="person", how="semi")
    return dict(ties.group_by("start").agg(pl.col("value_per_head").sum()).iter_rows())


def _guest(
    situation: Situation, measure: Mapping[str, Any], guest: Mapping[str, Any], spent: Mapping[int, float]
) -> GuestFit:
    standing = tuple((guest["standing"] or "").split(";")) if guest["standing"] else ()
    value = spent.get(guest["person"], 0.0)
    reasons = [
        *([Reason("objects", "no", Phrase("fit", "objects"))] if guest["objects"] else []),
        *_by_level(situation, measure, guest["level"]),
        *_by_value(situation.policy, measure, value, official=OFFICIAL in standing),
    ]
    name = guest["name"] or guest["id"]
    return GuestFit(guest["id"], name, guest["level"], standing, guest["answer"], value, tuple(reasons))


def _by_level(situation: Situation, measure: Mapping[str, Any], level: int | None) -> list[Reason]:
    suits = situation.policy.get("measures.fits").get(measure["kind"] or "other")
    if suits is None:
        return []
    if level is None:
        return [Reason("level_unknown", "unclear", Phrase("fit", "level_unknown"))]
    if level in suits:
        return []
    return [
        Reason(
            "level", "no", Phrase("fit", "level", level=level, suits=[Level(one) for one in sorted(suits)])
        )
    ]


class Level(Phrase):
    """A level in the company's own words, one of several."""

    def __init__(self, level: int) -> None:
        super().__init__("fit", "level", level=level)

    def text(self, language: str, policy: Policy) -> str:
        return policy.level_name(self.values["level"], language)


def _by_value(policy: Policy, measure: Mapping[str, Any], in_year: float, *, official: bool) -> list[Reason]:
    """What the policy says to the value for this guest; an approved measure needs no further approval."""
    limits = policy.get(f"guard.{OFFICIAL if official else 'other'}")
    kind = "official" if official else "guest"
    value = measure["value_per_head"]
    if value is None:
        return [Reason("value_unknown", "unclear", Phrase("fit", "value_unknown"))] if official else []
    if value > limits["forbidden_above"]:
        what = {"value": float(value), "limit": float(limits["forbidden_above"])}
        return [Reason("forbidden", "no", Phrase("fit", f"forbidden_{kind}", **what))]
    approved = measure["status"] == "approved"
    verdict, kind = ("fits", "approved") if approved else ("approval", kind)
    reasons = []
    if value > limits["per_occasion"]:
        what = {"value": float(value), "limit": float(limits["per_occasion"])}
        reasons.append(Reason("occasion", verdict, Phrase("fit", f"occasion_{kind}", **what)))
    if in_year > limits["per_year"]:
        what = {"value": float(in_year), "limit": float(limits["per_year"])}
        reasons.append(Reason("year", verdict, Phrase("fit", f"year_{kind}", **what)))
    return reasons
