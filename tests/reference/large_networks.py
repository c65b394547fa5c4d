"""Random networks of any size from a seed, as plain lists: for measuring speed, for larger comparisons."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import networkx as nx

from .large_care import make_care
from .large_cycle import make_cycle

AS_OF = date(2026, 3, 31)
ROLES = [
    "decider",
    "co_decider",
    "influencer",
    "user",
    "buyer",
    "gatekeeper",
    "initiator",
    "champion",
    "blocker",
]
FUNCTIONS = ["purchasing", "sales", "technical", "finance", "operations", "general"]

Node = tuple[str, dict[str, Any]]  # id, attributes with `label`
Relationship = tuple[str, str, str, dict[str, Any]]  # start, end, id, attributes with `kind`


@dataclass
class LargeNetwork:
    nodes: list[Node]
    relationships: list[Relationship]
    as_of: date


def random_network(seed: int, size: int) -> LargeNetwork:
    """About `size` people and ten times as many relationships; the same seed gives the same network."""
    return Maker(random.Random(seed), size).make()


def as_graph(network: LargeNetwork) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(network.nodes)
    for start, end, name, record in network.relationships:
        graph.add_edge(start, end, name, **record)
    return graph


class Maker:
    """One network in the making: fifty people to an account, one of ours to fifty of theirs."""

    def __init__(self, chance: random.Random, size: int) -> None:
        self.chance, self.size = chance, size
        self.nodes: list[Node] = []
        self.relationships: dict[tuple[Any, ...], Relationship] = {}
        self.ours = [f"u{number}" for number in range(max(3, size // 50))]
        self.theirs = [f"p{number}" for number in range(max(5, size - len(self.ours)))]
        self.accounts = [f"k{number}" for number in range(max(3, size // 50))]
        self.bodies = [f"o{number}" for number in range(max(2, size // 500))]
        self.employer: dict[str, str] = {}

    def make(self) -> LargeNetwork:
        self.make_organisations()
        self.make_people()
        self.make_roles_and_care()
        self.make_acquaintances()
        self.make_interactions()
        self.make_measures()
        make_care(self)
        make_cycle(self)
        return LargeNetwork(self.nodes, list(self.relationships.values()), AS_OF)

    def add(self, name: str, label: str, words: str, **properties: Any) -> None:
        filled = {key: value for key, value in properties.items() if value is not None}
        self.nodes.append((name, {"label": label, "name": words, **filled}))

    def relate(self, start: str, kind: str, end: str, *key: str, **properties: Any) -> None:
        """`key`: the properties that besides both ends tell one from another."""
        filled = {name: value for name, value in properties.items() if value is not None}
        identity = (kind, start, end, *(filled.get(name) for name in key))
        if start != end and identity not in self.relationships:
            number = f"{kind}-{len(self.relationships)}"
            self.relationships[identity] = (start, end, number, {"kind": kind, **filled})

    def ago(self, days: int) -> date:
        return AS_OF - timedelta(days=days)

    def dates(self, over: float = 0.15) -> dict[str, date]:
        """Mostly open; some have ended, a few have not begun."""
        drawn = self.chance.random()
        begin = self.ago(self.chance.randrange(100, 2000))
        if drawn < over:
            return {"valid_from": begin, "valid_to": self.ago(self.chance.randrange(-5, 100))}
        return (
            {"valid_from": self.ago(-self.chance.randrange(1, 90))} if drawn > 0.98 else {"valid_from": begin}
        )

    def make_organisations(self) -> None:
        self.add("us", "Company", "Eigene Beispiel GmbH", party="own")
        for number, account in enumerate(self.accounts):
            party = self.chance.choices(["customer", "prospect", "supplier"], [8, 1, 1])[0]
            tier = self.chance.choice(["A", "B", None, None, None, None])
            value = self.chance.randrange(0, 1_000_000) if self.chance.random() < 0.9 else None
            name = f"Beispielwerk {number:05}"
            self.add(account, "Company", name, party=party, tier=tier, earnings_value=value, currency="EUR")
            if number and self.chance.random() < 0.2:
                parent = self.accounts[self.chance.randrange(number)]
                self.relate(account, "PART_OF", parent, "valid_from", **self.dates())
            for opportunity in range(self.chance.choice([0, 0, 1, 2])):
                name = f"v{number}-{opportunity}"
                self.add(name, "Opportunity", f"Vorhaben {name}", is_open=self.chance.random() < 0.7)
                self.relate(account, "HAS_OPPORTUNITY", name)
        for number, body in enumerate(self.bodies):
            self.add(body, "Organisation", f"Musterverband {number:04}", category="association")
            for account in self.chance.sample(self.accounts, min(len(self.accounts), 5)):
                start, kind, end = self.chance.choice(
                    [(account, "MEMBER_OF", body), (body, "REGULATES", account)]
                )
                self.relate(start, kind, end, "valid_from", **self.dates())

    def make_people(self) -> None:
        for number, person in enumerate(self.ours):
            self.add(person, "Person", f"Uta Unser {number:05}")
            self.work(person, "us", over=0.05)
        for number, person in enumerate(self.theirs):
            standing = ("opinion_leader",) if self.chance.random() < 0.02 else None
            allowed = False if self.chance.random() < 0.02 else None
            self.add(person, "Person", f"Peer Probe {number:06}", standing=standing, contact_allowed=allowed)
            # a fifth of the accounts is small: two or three people instead of sixty
            large = len(self.accounts) * 4 // 5
            crowds = [self.accounts[:large], self.accounts[large:], self.bodies]
            self.employer[person] = self.chance.choice(self.chance.choices(crowds, [97, 1, 2])[0])
            self.work(person, self.employer[person], over=0.05)
            if self.chance.random() < 0.1:
                self.work(person, self.chance.choice(self.accounts), over=0.5)

    def work(self, person: str, employer: str, over: float) -> None:
        level = self.chance.choices([1, 2, 3, 4, None], [1, 3, 6, 12, 3])[0]
        function = self.chance.choice(FUNCTIONS)
        self.relate(
            person, "WORKS_FOR", employer, "valid_from", level=level, function=function, **self.dates(over)
        )

    def make_roles_and_care(self) -> None:
        for person in self.theirs:
            if self.chance.random() < 0.4:
                role = self.chance.choices(ROLES, [4, 4, 4, 6, 3, 2, 1, 2, 1])[0]
                dates = self.dates(0.1)
                self.relate(
                    person, "PLAYS_ROLE", self.employer[person], "role", "valid_from", role=role, **dates
                )
            for duty in ["carer"] * (self.chance.random() < 0.3) + ["deputy"] * (self.chance.random() < 0.1):
                agreed = self.chance.choice([None, None, None, None, 4, 12])
                self.relate(
                    self.chance.choice(self.ours),
                    "CARES_FOR",
                    person,
                    "duty",
                    "valid_from",
                    duty=duty,
                    contacts_per_year=agreed,
                    **self.dates(0.2),
                )

    def make_acquaintances(self) -> None:
        for kind, each in (("KNOWS", 2.0), ("INFLUENCES", 0.3), ("ADVISES", 0.05)):
            for _ in range(int(each * self.size)):
                one, other = self.chance.choice(self.theirs), self.chance.choice(self.theirs)
                key = ("valid_from",) if kind == "ADVISES" else ("topic", "valid_from")
                self.relate(one, kind, other, *key, **self.dates())
        for body in self.bodies:
            holder = self.chance.choice(self.theirs)
            self.relate(holder, "HOLDS_OFFICE", body, "office", "valid_from", office="Beirat", **self.dates())

    def make_interactions(self) -> None:
        """Half of all relationships: contacts of one of ours with a few of theirs."""
        channels = ["visit", "meeting", "call", "mail", "mail", "mail", "event", "other"]
        for number in range(int(self.size * 1.4)):
            channel = self.chance.choice(channels)
            name = f"i{number}"
            on = self.ago(self.chance.randrange(-5, 800))
            self.add(name, "Interaction", f"Kontakt {number}", date=on, channel=channel)
            for person, part in self.taking_part(channel, number):
                self.relate(person, "TOOK_PART", name, "part", part=part)

    def taking_part(self, channel: str, number: int) -> Iterator[tuple[str, str]]:
        """Some pairs come back again and again, so that care by contacts exists."""
        ours = self.ours[number % len(self.ours)]
        nearby = (number % len(self.ours)) * 50 + self.chance.randrange(12)
        theirs = [self.theirs[nearby % len(self.theirs)]]
        theirs += self.chance.choices(self.theirs, k=self.chance.choice([0, 0, 1, 2, 2, 4, 6]))
        starter, rest = (ours, theirs) if self.chance.random() < 0.6 else (theirs[0], [ours, *theirs[1:]])
        first, other = ("sender", "recipient") if channel == "mail" else ("organiser", "participant")
        yield starter, first
        yield from ((person, other) for person in rest)

    def make_measures(self) -> None:
        for number in range(self.size // 200 + 1):
            name = f"e{number}"
            status = self.chance.choice(["done", "done", "planned", "cancelled"])
            on = self.ago(self.chance.randrange(-50, 500))
            self.add(name, "Measure", f"Treffen {number}", kind="congress", date=on, status=status)
            self.relate(self.chance.choice(self.ours), "HOSTS", name)
            for guest in self.chance.choices(self.theirs, k=8):
                answer = self.chance.choice(["attended", "attended", "declined", "invited"])
                self.relate(guest, "INVITED_TO", name, answer=answer)
