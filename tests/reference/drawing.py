"""Drawing small networks by hand: one line a person, one line a relationship."""

from datetime import date, timedelta
from typing import Any, Self

import networkx as nx

AS_OF = date(2026, 6, 30)


def ago(days: int) -> date:
    """So many days before the as-of date of the hand-made networks."""
    return AS_OF - timedelta(days=days)


class Drawing:
    """A network in the making. Names are the ids; our own company "Us" is always there."""

    def __init__(self) -> None:
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.node("Us", "Company", party="own")

    def node(self, name: str, label: str, **properties: Any) -> Self:
        self.graph.add_node(name, label=label, name=name, **properties)
        return self

    def link(self, start: str, kind: str, end: str, **properties: Any) -> Self:
        key = f"{kind}-{self.graph.number_of_edges()}"
        self.graph.add_edge(start, end, key, kind=kind, **properties)
        return self

    def customer(self, name: str, tier: str | None = None, **properties: Any) -> Self:
        given = {"tier": tier} if tier else {}
        return self.node(name, "Company", **{"party": "customer", **given, **properties})

    def organisation(self, name: str, category: str = "association", **properties: Any) -> Self:
        return self.node(name, "Organisation", category=category, **properties)

    def opportunity(self, name: str, account: str, is_open: bool = True) -> Self:
        self.node(name, "Opportunity", is_open=is_open)
        return self.link(account, "HAS_OPPORTUNITY", name)

    def person(self, name: str, **properties: Any) -> Self:
        return self.node(name, "Person", **properties)

    def ours(self, name: str, level: int | None = None, **job: Any) -> Self:
        return self.person(name).job(name, "Us", level, **job)

    def job(self, person: str, employer: str, level: int | None = None, **properties: Any) -> Self:
        given = {"level": level} if level else {}
        return self.link(person, "WORKS_FOR", employer, **given, **properties)

    def theirs(
        self, name: str, employer: str, role: str | None = None, level: int | None = None, **properties: Any
    ) -> Self:
        """Somebody who works for an account, with a role there."""
        self.person(name, **properties).job(name, employer, level)
        return self.role(name, role, employer) if role else self

    def role(self, person: str, role: str, place: str, **properties: Any) -> Self:
        return self.link(person, "PLAYS_ROLE", place, role=role, **properties)

    def cares(self, ours: str, theirs: str, duty: str = "carer", **properties: Any) -> Self:
        return self.link(ours, "CARES_FOR", theirs, duty=duty, **properties)

    def contact(self, on: date, channel: str, **parts: str) -> Self:
        """One interaction; each part names its people, separated by a blank: organiser="Ada", sender=..."""
        name = f"{channel} {self.graph.number_of_nodes()}"
        self.node(name, "Interaction", date=on, channel=channel)
        for part, people in parts.items():
            for person in people.split():
                self.link(person, "TOOK_PART", name, part=part)
        return self

    def measure(self, on: date, hosts: str, attended: str, status: str = "done") -> Self:
        """One measure; hosts and guests separated by a blank."""
        name = f"measure {self.graph.number_of_nodes()}"
        self.node(name, "Measure", kind="congress", date=on, status=status)
        for host in hosts.split():
            self.link(host, "HOSTS", name)
        for guest in attended.split():
            self.link(guest, "INVITED_TO", name, answer="attended")
        return self
