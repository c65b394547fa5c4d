"""What the checks of risks and of the cycle read, put into a large random network."""

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any, Protocol


class Maker(Protocol):
    """What is needed of the one who makes the network."""

    chance: Random
    size: int
    ours: list[str]
    theirs: list[str]
    nodes: list[tuple[str, dict[str, Any]]]
    relationships: dict[tuple[Any, ...], tuple[str, str, str, dict[str, Any]]]

    def add(self, name: str, label: str, words: str, **properties: Any) -> None: ...
    def relate(self, start: str, kind: str, end: str, *key: str, **properties: Any) -> None: ...
    def dates(self, over: float = 0.15) -> dict[str, date]: ...
    def ago(self, days: int) -> date: ...


def make_cycle(maker: Maker) -> None:
    """Competitors, stances, objections, guests of measures to come, reports and what follows from them."""
    chance = maker.chance
    rivals = [f"y{number}" for number in range(max(1, maker.size // 5_000))]
    for rival in rivals:
        maker.add(rival, "Company", f"Wettbewerb {rival}", party="competitor")
    for person in some(maker, maker.size // 50):
        maker.relate(person, "TIED_TO", chance.choice(rivals), "valid_from", weight=3, **maker.dates())
    for *_, record in maker.relationships.values():
        if record["kind"] == "PLAYS_ROLE" and chance.random() < 0.6:
            record["stance"] = chance.choice([-2, -1, 0, 1, 1, 2])
    for _, record in maker.nodes:
        if record.get("contact_allowed") is False and chance.random() < 0.9:
            record["objected_on"] = maker.ago(chance.randrange(900))
    measures = [name for name, record in maker.nodes if record["label"] == "Measure"]
    for measure in measures:
        for guest in some(maker, 12):
            maker.relate(guest, "INVITED_TO", measure, answer="invited")
    make_reports(maker)


def make_reports(maker: Maker) -> None:
    """A report to ten people, half of them with a finding, most of those with an action."""
    chance = maker.chance
    for number in range(maker.size // 10):
        finding = chance.choice([None, "Er will mehr Besuche"])
        report, on = f"r{number}", maker.ago(chance.randrange(-5, 700))
        maker.add(report, "Report", f"Bericht {number}", date=on, finding=finding)
        for person in some(maker, 1):
            maker.relate(report, "ABOUT", person)
        if finding and chance.random() < 0.7:
            action, due = f"t{number}", maker.ago(chance.randrange(-90, 300))
            status = chance.choice(["open", "done", "done", "dropped"])
            maker.add(action, "Action", f"Anpassung {number}", status=status, due=due)
            maker.relate(report, "LEADS_TO", action)
            maker.relate(chance.choice(maker.ours), "RESPONSIBLE_FOR", action)


def some(maker: Maker, count: int) -> Iterable[str]:
    return maker.chance.choices(maker.theirs, k=count)
