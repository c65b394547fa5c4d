"""What the checks of present care read, put into a large random network: hours, profiles, depth, reports."""

from datetime import date
from random import Random
from typing import Any, Protocol


class Maker(Protocol):
    """What is needed of the one who makes the network."""

    size: int
    theirs: list[str]
    nodes: list[tuple[str, dict[str, Any]]]
    relationships: dict[tuple[Any, ...], tuple[str, str, str, dict[str, Any]]]

    def add(self, name: str, label: str, words: str, **properties: Any) -> None: ...
    def relate(self, start: str, kind: str, end: str, *key: str, **properties: Any) -> None: ...
    def ago(self, days: int) -> date: ...


def make_care(maker: Maker) -> None:
    """Half of theirs have a profile; hours of ours; what relationships are and should be; reports."""
    chance = Random(maker.size)  # its own, so that all else stays as it was
    for name, record in maker.nodes:
        if record["label"] == "Person" and name.startswith("u"):
            record["capacity_hours"] = float(chance.choice([100, 200, 300]))
        elif record["label"] == "Person" and chance.random() < 0.5:
            record["topics"] = "Pumpen"
            record["profile_updated"] = maker.ago(chance.randrange(900))
    for *_, record in maker.relationships.values():
        if record["kind"] == "CARES_FOR":
            record["current"], record["desired"] = chance.randint(1, 4), chance.randint(2, 4)
    for number in range(maker.size // 20):
        name = f"b{number}"
        maker.add(name, "Report", f"Bericht {name}", date=maker.ago(chance.randrange(-5, 500)))
        maker.relate(name, "ABOUT", chance.choice(maker.theirs))
