"""The dictionary behind the handover sheet: everybody who is handed over, as whoever takes over needs it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.departure import Departure, Handed
from stakeholder_graph.analysis.person_file import PersonFile, person_file
from stakeholder_graph.analysis.person_records import actions_of
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.strength import warmth
from stakeholder_graph.analysis.successors import Successor
from stakeholder_graph.analysis.warm_ways import WarmWay, warm_ways
from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.gaps.texts import day
from stakeholder_graph.gaps.texts import number as in_figures
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.pages.page import texts

Row = dict[str, Any]
CONTACTS, SUCCESSORS = 5, 3


def handover_data(situation: Situation, departure: Departure, *, language: str = "en") -> Row:
    """Everything that the handover sheet of one of ours shows, as plain texts in one language.

    Of somebody who objects to contact it holds name, place and the mark, no profile, no contact, no way in.
    StakeholderGraphError for one of theirs. O(relationships) a person handed over.
    """
    if not departure.ours:
        what, advice = "is not one of ours and hands nothing over", "leave -o out, or name another ending"
        raise StakeholderGraphError(departure.person["name"], what, advice)
    return _Sheet(situation, departure, language).data()


class _Sheet:
    """One handover sheet in the making."""

    def __init__(self, situation: Situation, departure: Departure, language: str) -> None:
        self.situation, self.departure, self.language = situation, departure, language
        self.say: Row = texts("handover")[language]
        people = [one.relationship.number for one in departure.people if one.relationship]
        self.leaver = situation.snapshot.nodes.filter(pl.col("id") == departure.person["id"])["number"][0]
        self.ways = warm_ways(situation, people, self.leaver)

    def data(self) -> Row:
        cards = [self._card(one) for one in self.departure.people]
        places = list(dict.fromkeys(card["account"] for card in cards))
        told = {name for one in cards for name in one.pop("action_ids")}
        actions = [row for row in actions_of(self.situation, self.leaver) if row["status"] == "open"]
        return {
            "language": self.language, "name": self.departure.person["name"],
            "as_of": day(self.departure.as_of, self.language), "job": self._own_job(),
            "numbers": {
                "people": len(cards), "accounts": len([place for place in places if place]),
                "only": sum(card["alone"] for card in cards), "opens": len(self.departure.opens),
            },
            "accounts": [
                self._account(place, [card for card in cards if card["account"] == place]) for place in places
            ],
            "actions": [self._action(row) for row in actions if row["id"] not in told],
        }  # fmt: skip

    def _own_job(self) -> str:
        jobs = person_file(self.situation, self.leaver).employment
        return next((job["job_title"] or "" for job in jobs if job["state"] == "valid"), "")

    def _account(self, place: str, cards: list[Row]) -> Row:
        """An account with its tier, its open opportunities, and those who are handed over there."""
        rows = self.situation.accounts.filter(pl.col("id") == place)
        if rows.is_empty():
            return {"name": self.say["no_account"], "tier": "", "opportunities": [], "people": cards}
        row = rows.row(0, named=True)
        here = self.situation.opportunities.filter(pl.col("account") == row["account"])["opportunity"]
        table = self.situation.snapshot.kind("Opportunity").filter(pl.col("number").is_in(here.implode()))
        return {
            "name": row["name"] or row["id"], "tier": self.say["tier"].replace("{tier}", row["tier"]),
            "opportunities": [
                self._opportunity(one)
                for one in table.sort("close_date", "id", nulls_last=True).iter_rows(named=True)
            ],
            "people": cards,
        }  # fmt: skip

    def _opportunity(self, row: Row) -> str:
        amount = f"{self._money(row['amount'])} {row['currency'] or ''}".strip() if row["amount"] else ""
        until = self._filled("until", row["close_date"])
        told = ", ".join(part for part in (row["stage"], amount, until) if part)
        return f"{row['name'] or row['id']} ({told})" if told else row["name"] or row["id"]

    def _money(self, amount: float) -> str:
        text = f"{amount:,.0f}"
        return text.replace(",", ".") if self.language == "de" else text

    def _card(self, one: Handed) -> Row:
        """One person who is handed over."""
        tie = one.relationship
        assert tie is not None  # ours have one with everybody they hand over
        file = person_file(self.situation, tie.number)
        place = one.account["id"] if one.account else ""
        duty = self.say[f"duty_{tie.duty}" if tie.duty else "observed" if tie.cares else "in_touch"]
        mine = (care["since"] for care in file.care if care["own"]["id"] == self.departure.person["id"])
        since, level = next(mine, None), tie.level
        card = {
            "name": one.name, "account": place, "position": self._position(file), "roles": self._roles(file),
            "level": self.situation.policy.level_name(level, self.language) if level else self.say["unknown"],
            "duty": ", ".join(part for part in (duty, self._filled("since", since)) if part),
            "objected": "", "only": "", "alone": False, "profile": [], "contacts": [], "actions": [],
            "report": None, "ways": [], "successors": [], "opens": [], "action_ids": [],
        }  # fmt: skip
        if not tie.objected:
            return {**card, **self._further(one, file)}
        since = file.person["objected_on"]
        return {**card, "objected": self._filled("objected_since", since) or self.say["objected"]}

    def _further(self, one: Handed, file: PersonFile) -> Row:
        """What is told only of those whom one may contact."""
        tie, name = one.relationship, self.departure.person["name"]
        assert tie is not None
        open_actions = [row for row in file.actions if row["status"] == "open"]
        opens = [gap for gap in self.departure.opens if gap.person and gap.person.id == one.id]
        return {
            "only": self.say[f"only_{tie.thread}"].replace("{name}", name) if tie.thread else "",
            "alone": tie.is_alone,
            "profile": self._profile(file.person),
            "contacts": [self._contact(row) for row in file.contacts[:CONTACTS]],
            "actions": [self._action(row) for row in open_actions],
            "action_ids": [row["id"] for row in open_actions],
            "report": self._report(file),
            "ways": [self._way(way, one.name) for way in self.ways.get(tie.number, ())],
            "successors": [
                self._successor(item) for item in one.successors[:SUCCESSORS] if isinstance(item, Successor)
            ],
            "opens": [gap.text(self.language) for gap in opens],
        }  # fmt: skip

    def _position(self, file: PersonFile) -> str:
        """Job title, department and employer; else the office."""
        job = next((job for job in file.employment if job["state"] == "valid"), None)
        if job is None:
            return ""
        title = job["job_title"] or job["office"]
        return ", ".join(part for part in (title, job["department"], job["organisation"]["name"]) if part)

    def _roles(self, file: PersonFile) -> list[str]:
        found = []
        for role in file.roles:
            if role["left"]:
                continue
            told = self._word("role", role["role"])
            told = f"{told} ({self.say['presumed']})" if role["presumed"] else told
            place = role["about"]["name"] if role["about"] else role["account"]["name"]
            found.append(self.say["role_at"].replace("{role}", told).replace("{place}", place))
        return found

    def _profile(self, person: Row) -> list[list[str]]:
        """Name and value of what is known of a person's profile."""
        names = ontology().nodes["Person"].properties
        found = []
        for name in ("language", "preferred_channel", "topics", "avoid", "email", "phone", "profile_updated"):
            value = person[name]
            if value:
                found.append([names[name].word(self.language), self._profile_value(name, value)])
        return found

    def _profile_value(self, name: str, value: Any) -> str:
        if name == "preferred_channel":
            return self._word("channel", value)
        if name == "language":
            return self._word("language", value)
        return self._day(value) if isinstance(value, date) else str(value)

    def _contact(self, row: Row) -> list[str]:
        whom = ", ".join(other["name"] for other in row["with"])
        return [self._day(row["date"]), self._word("channel", row["channel"]), row["subject"] or "–", whom]

    def _action(self, row: Row) -> Row:
        """An open action: text, due, overdue."""
        return {
            "text": row["text"] or "–", "due": self._filled("due", row["due"]), "overdue": row["overdue"],
            "responsible": ", ".join(one["name"] for one in row["responsible"]),
        }  # fmt: skip

    def _report(self, file: PersonFile) -> Row | None:
        """The last interim report with its ratings."""
        if not file.reports:
            return None
        row, names = file.reports[0], ontology().nodes["Report"].properties
        return {
            "date": self._day(row["date"]), "author": ", ".join(one["name"] for one in row["authors"]),
            "ratings": [[names[name].word(self.language), value] for name, value in row["ratings"].items()],
            "result": row["result"] or "", "finding": row["finding"] or "",
        }  # fmt: skip

    def _way(self, way: WarmWay, person: str) -> str:
        if way.via is not None:
            filled = {"{via}": way.via, "{own}": way.own, "{person}": person}
            return re.sub(r"\{\w+\}", lambda hole: filled[hole.group()], self.say["way_via"])
        known = f"{way.own}: {self.say[f'warmth_{warmth(way.strength)}']}"
        return ", ".join(part for part in (known, self._filled("way_last", way.last)) if part)

    def _successor(self, one: Successor) -> Row:
        """Whom to propose, and why."""
        free = round(one.free_hours)
        notes = [self.situation.policy.level_name(one.level, self.language)]
        notes += [self.say[f"already_{one.duty}"]] if one.duty else []
        hours = self.say["hours"].replace("{hours}", in_figures(free, self.language))
        notes.append(hours if free > 0 else self.say["no_hours"])
        if one.strength:
            notes.append(self.say[f"warmth_{warmth(one.strength)}"])
        else:
            notes.append(self.say["known_there" if one.at_account else "unknown_there"])
        notes += [] if one.senior_enough else [self.say["not_senior"]]
        return {"name": one.name, "notes": ", ".join(notes), "fits": one.senior_enough}

    def _word(self, group: str, value: str) -> str:
        return ontology().value_word(group, value, self.language)

    def _day(self, value: date | None) -> str:
        return day(value, self.language) if value else ""

    def _filled(self, key: str, value: date | None) -> str:
        """A word with a day in it; nothing without a day."""
        return self.say[key].replace("{date}", self._day(value)) if value else ""
