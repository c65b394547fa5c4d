"""What stands on the sheet of one person, as plain texts in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from stakeholder_graph.gaps.texts import capital
from stakeholder_graph.gaps.texts import day as told_day
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.pages import page

Row = dict[str, Any]
REPORTS, STEPS = 2, 2


class Card:
    """Makes the sheets of the people of one map, in one language."""

    def __init__(self, data: Mapping[str, Any], language: str) -> None:
        self.data, self.language = data, language
        self.people: Sequence[Row] = data["people"]
        self.say: Row = page.texts("visit")[language]
        self.words: Row = page.texts("map")[language]
        self._lines: dict[int, list[Row]] = {}
        for line in data["lines"]:
            self._lines.setdefault(line["other"], []).append(line)
        self._findings: dict[int, list[Row]] = {}
        for finding in data["findings"]:
            if finding["person"] is not None:
                self._findings.setdefault(finding["person"], []).append(finding)
        self._relations: dict[int, list[tuple[Row, int, bool]]] = {}
        for relation in data["relations"]:
            self._relations.setdefault(relation["from"], []).append((relation, relation["to"], False))
            self._relations.setdefault(relation["to"], []).append((relation, relation["from"], True))

    def day(self, iso: str | None) -> str:
        return told_day(date.fromisoformat(iso), self.language) if iso else ""

    def of(self, index: int) -> Row:
        """The sheet of the person at this position."""
        person = self.people[index]
        level, names = person["level"], self.data["levels"][self.language]
        job = (person["job_title"], person["department"], person["organisation"])
        card = {
            "name": person["name"], "anchor": f"person-{index}",
            "position": ", ".join(part for part in job if part),
            "level": capital(names[level - 1]) if level else self.say["unknown"],
            "roles": self._roles(person), "coverage": person["coverage"], "objected": "",
            "verdict": capital(self.words[f"coverage_{person['coverage']}"]),
        }  # fmt: skip
        if person["coverage"] == "objected":
            return {**card, "objected": self.say["objected"]}
        return {
            **card,
            "care": [self._care(line) for line in self._lines.get(index, ())],
            "raise": self._to_raise(person),
            "avoid": person["profile"].get("avoid", ""),
            "profile": self._profile(person),
            "contacts": [self._contact(contact) for contact in person["contacts"]],
            "reports": [self._report(report) for report in person["reports"][:REPORTS]],
            "gaps": [self._gap(finding) for finding in self._findings.get(index, ())],
            "way": self._way(person.get("way")),
            "knows": self._knows(index),
            "jobs": [self._job(job) for job in person["employment"]],
        }

    def _roles(self, person: Row) -> list[str]:
        found = []
        for role in person["roles"]:
            told = capital(self._word("role", role["role"]))
            told = f"{told} ({self.say['presumed']})" if role["presumed"] else told
            found.append(f"{told}: {role['about']}" if role["about"] else told)
        return [*dict.fromkeys(found), *(capital(self._word("standing", one)) for one in person["standing"])]

    def _care(self, line: Row) -> Row:
        own = self.people[line["own"]]
        duty = self._word("duty", line["duty"]) if line["duty"] else self.say["observed"]
        last = self._filled("last", line["last_contact"]) or self.say["never"]
        notes = [duty, self._filled("since", line["since"]), last]
        return {"name": own["name"], "notes": ", ".join(note for note in notes if note)}

    def _to_raise(self, person: Row) -> list[Row]:
        """Open actions first, then what the last report found, then topics."""
        found = []
        for action in person.get("actions", ()):
            notes = [self._filled("due", action["due"]), ", ".join(action["responsible"])]
            found.append(
                {
                    "text": action["text"] or "–", "late": action["overdue"],
                    "notes": ", ".join(note for note in notes if note),
                }
            )  # fmt: skip
        report = next((one for one in person["reports"] if one["finding"]), None)
        if report:
            notes = self.say["from_report"].replace("{date}", self.day(report["date"]))
            found.append({"text": report["finding"], "late": False, "notes": notes})
        topics = person["profile"].get("topics")
        if topics:
            found.append({"text": topics, "late": False, "notes": self.say["topics"]})
        return found

    def _profile(self, person: Row) -> list[list[str]]:
        names, told = ontology().nodes["Person"].properties, person["profile"]
        found = []
        for name in ("preferred_channel", "language", "email", "phone", "profile_updated"):
            if told.get(name):
                found.append([names[name].word(self.language), self._profile_value(name, told[name])])
        return found

    def _profile_value(self, name: str, value: str) -> str:
        if name == "preferred_channel":
            return self._word("channel", value)
        if name == "language":
            return self._word("language", value)
        return self.day(value) if name == "profile_updated" else value

    def _contact(self, contact: Row) -> list[str]:
        channel = self._word("channel", contact["channel"])
        return [self.day(contact["date"]), channel, contact["subject"] or "–", ", ".join(contact["with"])]

    def _report(self, report: Row) -> Row:
        names = ontology().nodes["Report"].properties
        ratings = [[names[name].word(self.language), value] for name, value in report["ratings"].items()]
        told = {name: report[name] for name in ("author", "result", "finding")}
        return {"date": self.day(report["date"]), "ratings": ratings, **told}

    def _gap(self, finding: Row) -> Row:
        steps = [step[self.language] for step in finding["next_steps"][:STEPS]]
        return {"text": finding["text"][self.language], "class": finding["class"], "steps": steps}

    def _way(self, way: Row | None) -> list[Row]:
        """Who introduces, from ours to whoever knows the person."""
        if way is None:
            return []
        return [
            {
                "name": one["name"], "where": one["where"],
                "notes": ", ".join(
                    note
                    for note in (self.words[f"warmth_{step['warmth']}"], self._filled("last", step["last"]))
                    if note
                ),
            }
            for one, step in zip(way["people"], way["steps"], strict=False)
        ]  # fmt: skip

    def _knows(self, index: int) -> list[Row]:
        """Others at the account and around it who are tied to the person."""
        found = []
        for relation, other, backward in self._relations.get(index, ()):
            verb = relation["back" if backward else "verb"][self.language]
            found.append({"verb": verb, "name": self.people[other]["name"], "topic": relation["topic"]})
        return found

    def _job(self, job: Row) -> str:
        dates = [self._filled("since", job["since"]), self._filled("until", job["until"])]
        parts = [job["job_title"], job["department"], job["organisation"], *dates]
        return ", ".join(part for part in parts if part)

    def _word(self, group: str, value: str) -> str:
        return ontology().value_word(group, value, self.language)

    def _filled(self, key: str, iso: str | None) -> str:
        text: str = self.say[key]
        return text.replace("{date}", self.day(iso)) if iso else ""
