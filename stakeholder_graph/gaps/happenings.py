"""What was recorded for the days between two dates, by whom and what it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.finding import Evidence
from stakeholder_graph.gaps.texts import Phrase
from stakeholder_graph.model.ontology import ontology

CONTACTS = ("Interaction", "Measure")
STANDING = ("Company", "Organisation", "Person", "Opportunity")
RECORD = ("TOOK_PART", "HOSTS", "INVITED_TO", "WROTE", "ABOUT", "LEADS_TO", "RESPONSIBLE_FOR", "CONCERNS")
"""Ties that go by the date of a contact, measure, report or action, and are told with it."""


@dataclass(frozen=True)
class Happening:
    """One record of the days in between: `touches` are the numbers of all whom and what it ties."""

    kind: str
    id: str
    date: date
    how: str
    touches: frozenset[int]
    evidence: Evidence


class Happenings:
    """All that began, ended or took place after one day and up to another, for a situation on the later day.

    A beginning counts on its first day, an end on the day after the last: as definition 1 counts validity.
    O(records).
    """

    def __init__(self, situation: Situation, since: date) -> None:
        self.situation, self.snapshot = situation, situation.snapshot
        self.since, self.until = since, situation.as_of

    @cached_property
    def all(self) -> list[Happening]:
        found = [*self._ties(), *self._nodes(), *self._contacts(), *self._reports(), *self._actions()]
        return sorted(found, key=lambda one: (one.date, one.kind, one.id), reverse=True)

    @cached_property
    def by_number(self) -> dict[int, list[Happening]]:
        """The happenings by each person, account or record that they touch."""
        found: dict[int, list[Happening]] = {}
        for one in self.all:
            for number in one.touches:
                found.setdefault(number, []).append(one)
        return found

    @cached_property
    def by_id(self) -> dict[tuple[str, str], list[Happening]]:
        found: dict[tuple[str, str], list[Happening]] = {}
        for one in self.all:
            found.setdefault((one.kind, one.id), []).append(one)
        return found

    def _between(self, column: str, *, last_day: bool = False) -> pl.Expr:
        """Whether a day lies in between; a last day when the day after it does."""
        day, since, until = pl.col(column), pl.lit(self.since), pl.lit(self.until)
        return ((day >= since) & (day < until) if last_day else (day > since) & (day <= until)).fill_null(
            False
        )

    def _bounds(self, table: pl.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
        for how, column in (("began", "valid_from"), ("ended", "valid_to")):
            for row in table.filter(self._between(column, last_day=how == "ended")).iter_rows(named=True):
                yield how, {**row, "day": row[column]}

    def _ties(self) -> Iterator[Happening]:
        """Relationships that began or ended."""
        for kind, tie in ontology().relationships.items():
            if kind in RECORD:
                continue
            for how, row in self._bounds(self.snapshot.ties[kind]):
                start, end = self.snapshot.name(row["start"]), self.snapshot.name(row["end"])
                told = {"date": row["day"], "start": start, "end": end}
                if kind == "PLAYS_ROLE":
                    phrase = Phrase("changed", f"role_{how}", role=row["role"], **told)
                else:
                    duty = row.get("duty") == "deputy"
                    verb = Phrase("changed", "deputises") if duty else Verb(tie.verb("en"), tie.verb("de"))
                    phrase = Phrase("changed", how, verb=verb, **told)
                touches = frozenset((row["start"], row["end"]))
                yield self._happening(kind, row["id"], row["day"], how, touches, row["source"], phrase)

    def _nodes(self) -> Iterator[Happening]:
        """People, companies, opportunities that came to be or ceased to."""
        for kind in STANDING:
            for how, row in self._bounds(self.snapshot.kinds[kind]):
                name = self.snapshot.name(row["number"])
                phrase = Phrase("changed", f"node_{how}", date=row["day"], name=name)
                touches = frozenset((row["number"],))
                yield self._happening(kind, row["id"], row["day"], how, touches, row["source"], phrase)

    def _contacts(self) -> Iterator[Happening]:
        """Contacts as they are counted: of ours with others, no mass mail."""
        rows = self.situation.contacts.filter(self._between("date"))
        source = pl.concat([self.snapshot.kinds[kind].select("number", "source") for kind in CONTACTS])
        grouped = rows.group_by("record", "date", "channel").agg("own", "person")
        told = grouped.join(source, left_on="record", right_on="number", how="left")
        for row in told.iter_rows(named=True):
            ours, theirs = sorted(set(row["own"])), sorted(set(row["person"]))
            phrase = Phrase(
                "changed", "contact", channel=row["channel"], date=row["date"],
                ours=self._names(ours), theirs=self._names(theirs),
            )  # fmt: skip
            kind, touches = str(self.snapshot.nodes["label"][row["record"]]), frozenset([*ours, *theirs])
            identity = self.snapshot.id(row["record"])
            yield self._happening(kind, identity, row["date"], "took place", touches, row["source"], phrase)

    def _reports(self) -> Iterator[Happening]:
        about = self.snapshot.tie("ABOUT", "all")
        for row in self.snapshot.kinds["Report"].filter(self._between("date")).iter_rows(named=True):
            whom = sorted(set(about.filter(pl.col("start") == row["number"])["end"]))
            phrase = Phrase("changed", "report", date=row["date"], names=self._names(whom))
            touches = frozenset([row["number"], *whom])
            yield self._happening(
                "Report", row["id"], row["date"], "took place", touches, row["source"], phrase
            )

    def _actions(self) -> Iterator[Happening]:
        """Actions that were done, or that were not and whose last day passed."""
        concerns, leads = self.snapshot.tie("CONCERNS", "all"), self.snapshot.tie("LEADS_TO", "all")
        about = self.snapshot.tie("ABOUT", "all")
        table = self.snapshot.kinds["Action"]
        is_open = pl.col("status").fill_null("open") == "open"
        due = table.filter(self._between("due", last_day=True) & is_open).with_columns(how=pl.lit("due"))
        done = table.filter(self._between("done_on")).with_columns(how=pl.lit("done"))
        for row in pl.concat([due, done]).iter_rows(named=True):
            reports = leads.filter(pl.col("end") == row["number"])["start"].to_list()
            people = concerns.filter(pl.col("start") == row["number"])["end"].to_list()
            people += about.filter(pl.col("start").is_in(reports))["end"].to_list()
            day = row["due"] if row["how"] == "due" else row["done_on"]
            phrase = Phrase(
                "changed", f"action_{row['how']}", date=day, text=row["text"] or row["name"] or "–"
            )
            touches = frozenset([row["number"], *reports, *people])
            yield self._happening("Action", row["id"], day, row["how"], touches, row["source"], phrase)

    def _names(self, numbers: list[int]) -> list[str]:
        return [self.snapshot.name(number) for number in numbers]

    def _happening(
        self, kind: str, identity: str, day: date, how: str, touches: frozenset[int], source: str | None,
        phrase: Phrase,
    ) -> Happening:  # fmt: skip
        return Happening(kind, identity, day, how, touches, Evidence(kind, identity, day, source, phrase))


class Verb(Phrase):
    """A verb of the ontology, in the reader's language."""

    def __init__(self, en: str, de: str) -> None:
        super().__init__("changed", "verb")
        self.told = {"en": en, "de": de}

    def text(self, language: str, policy: Any) -> str:
        return self.told[language]
