"""Drawing small networks by hand: one line a person, one line a relationship."""

from datetime import date, timedelta
from typing import Any, Self

import networkx as nx

AS_OF = date(2026, 6, 30)


def ago(days: int) -> date:
    """So many days before the as-of date of the hand-made networks."""
    return AS_OF - timedelta(days=days)


YESTERDAY = ago(1)


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

    def tied(self, person: str, rival: str, **properties: Any) -> Self:
        """A tie to a competitor, who is drawn with it."""
        if rival not in self.graph:
            self.node(rival, "Company", party="competitor")
        return self.link(person, "TIED_TO", rival, **properties)

    def plan(self, name: str, guests: str, kind: str = "training", **properties: Any) -> Self:
        """A measure to come; the guests are separated by a blank."""
        self.node(name, "Measure", **{"kind": kind, "status": "planned", **properties})
        for guest in guests.split():
            self.link(guest, "INVITED_TO", name, answer="invited")
        return self

    def report(self, name: str, about: str, on: date = YESTERDAY, finding: str = "er zögert") -> Self:
        """A report about people or measures, separated by a blank."""
        self.node(name, "Report", date=on, **({"finding": finding} if finding else {}))
        for one in about.split():
            self.link(name, "ABOUT", one)
        return self

    def action(self, name: str, report: str = "", concerns: str = "", **properties: Any) -> Self:
        """What follows from reports, and whom it concerns, separated by a blank."""
        self.node(name, "Action", **properties)
        for one in report.split():
            self.link(one, "LEADS_TO", name)
        for one in concerns.split():
            self.link(name, "CONCERNS", one)
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
