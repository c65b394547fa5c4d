"""What only the questions of the catalogue ask for, put into a random network: reports, measures, words."""

import random
from datetime import date
from typing import Any

import networkx as nx
from hypothesis import strategies as st

from .networks import networks
from .networks_parts import FUTURE, KEYS, LONG, OVER, PAST, Network, Properties, ago

Graph = nx.MultiDiGraph  # node key = id, attribute `label`; edge key = id, attribute `kind`
TITLES: dict[str, Properties] = {
    "Vorstand": {"level": 1, "function": "general"},
    "Einkäufer": {"level": 3, "function": "purchasing"},
    "Leiterin": {"level": 2},
    "Wolkenschieber": {},
}
"""Job titles, and what is read from them where a job has no level or function of its own."""
TAKEN: dict[str, Properties] = {"CARES_FOR": {"duty": "carer"}, "INVITED_TO": {"answer": "invited"}}
DATES: list[Properties] = [{}, {}, {}, LONG, OVER, PAST, FUTURE, {"valid_to": ago(-50)}]
DONE = ("WROTE", "ABOUT", "LEADS_TO", "RESPONSIBLE_FOR", "CONCERNS")  # without dates


@st.composite
def networks_to_ask(draw: st.DrawFn) -> tuple["Graph[str]", date, random.Random]:
    """A small network with something for every question, its day, and a chance to choose what is asked.

    The seed is drawn, and not each word: a failing network is still made smaller, and the rest stays.
    """
    graph, as_of = draw(networks())
    chance = random.Random(draw(st.integers(0, 99_999)))
    Words(graph, chance).put()
    return graph, as_of, chance


def read(graph: "Graph[str]") -> "Graph[str]":
    """The network with what the ontology takes for empty values, and what the job titles tell."""
    found = graph.copy()
    for _, _, record in found.edges(data=True):
        for key, value in TAKEN.get(record["kind"], {}).items():
            record.setdefault(key, value)
        for key, value in TITLES.get(record.get("job_title", ""), {}).items():
            record.setdefault(key, value)
    return found


class Words:
    """One network in the making: more of everything, at random."""

    def __init__(self, graph: "Graph[str]", chance: random.Random) -> None:
        self.graph, self.chance = graph, chance
        self.network = Network()
        self.network.graph = graph
        for number, (start, end, record) in enumerate(graph.edges(data=True)):
            kind = record["kind"]
            self.network.known.add(
                (kind, start, end, *(record.get(key) for key in KEYS.get(kind, ("valid_from",))))
            )
            self.network.known.add(("number", number))  # so that no id is given twice

    def put(self) -> None:
        people, organisations = self.all("Person"), self.all("Company") + self.all("Organisation")
        rival = self.network.add("w0", "Company", party="competitor")
        for _ in range(self.chance.randrange(4)):
            self.relate(people, "TIED_TO", [rival], weight=self.chance.randint(1, 5))
        for kind in ("CONFLICTS_WITH", "KNOWS", "KNOWS", "KNOWS", "INFLUENCES"):
            for _ in range(self.chance.randrange(5)):
                topic = self.chance.choice([None, "Golf", "Chor"])
                weight = self.chance.choice([None, 1, 2, 3, 4, 5])
                self.relate(people, kind, people, topic=topic, weight=weight)
        for kind in ("REPORTS_TO", "REPORTS_TO", "ADVISES"):
            for _ in range(self.chance.randrange(5)):
                self.relate(people, kind, people)
        for kind in ("SUPPLIES", "DISTRIBUTES_FOR", "PARTNERS_WITH", "OWNS", "PART_OF", "ADVISES"):
            for _ in range(self.chance.randrange(3)):
                share = self.chance.choice([None, 0.25, 1.0]) if kind == "OWNS" else None
                self.relate(self.all("Company"), kind, self.all("Company"), share=share)
        for _ in range(self.chance.randrange(3)):
            self.relate(people, "WORKS_FOR", organisations, job_title=self.chance.choice(list(TITLES)))
        for _ in range(self.chance.randrange(3)):
            self.relate(people, "HOLDS_OFFICE", self.all("Organisation"))
        if self.chance.random() < 0.4:  # somebody whose title tells no level
            newcomer = self.network.add("n0", "Person")
            self.relate([newcomer], "WORKS_FOR", organisations, job_title="Wolkenschieber")
        self.put_measures(people)
        self.put_reports(people)
        self.put_words()

    def all(self, label: str) -> list[str]:
        return [one for one, record in self.graph.nodes(data=True) if record["label"] == label]

    def relate(self, starts: list[str], kind: str, ends: list[str], **properties: Any) -> None:
        if starts and ends:
            dates = {} if kind in DONE else self.chance.choice(DATES)
            start, end = self.chance.choice(starts), self.chance.choice(ends)
            self.network.relate(start, kind, end, dates, **properties)

    def some(self, **values: list[Any]) -> Properties:
        """One of the values of each; none where it is nothing."""
        chosen = {key: self.chance.choice(some) for key, some in values.items()}
        return {key: value for key, value in chosen.items() if value is not None}

    def put_words(self) -> None:
        days = [None, ago(0), ago(30), ago(700), ago(-20)]
        words: dict[str, dict[str, list[Any]]] = {
            "Person": {
                "email": [None, "x@beispiel.test"],
                "phone": [None, None, "1"],
                "preferred_channel": [None, None, "mail"],
                "topics": [None, None, "Segeln"],
                "avoid": [None, None, None, "Politik"],
                "profile_updated": [None, ago(30), date(2024, 9, 30), date(2024, 9, 29), ago(900)],
                "capacity_hours": [None, 100.0, 7.5],
                "source": [None, "Messe"],
                "standing": [None, None, None, ("mandate_holder", "opinion_leader")],
            },
            "Company": {"industry": [None, "Chemie"], "country": [None, "DE"]},
            "Organisation": {"category": [None, "association", "authority"]},
            "Opportunity": {
                "stage": [None, "Angebot"],
                "amount": [None, 5.0, 2000.0],
                "currency": [None, "EUR"],
                "close_date": days,
            },
            "WORKS_FOR": {"job_title": [None, *TITLES], "department": [None, "Werk 1"]},
            "PLAYS_ROLE": {"influence": [None, 1, 3, 5], "stance": [None, -2, 0, 2]},
            "CARES_FOR": {"current": [None, 1, 2, 3], "desired": [None, 2, 4], "note": [None, "bis Juni"]},
            "KNOWS": {"weight": [None, 1, 5]},
            "HOLDS_OFFICE": {"office": [None, "Beirat"], "elected": [None, True]},
        }
        for _, record in self.graph.nodes(data=True):
            record.update({**self.some(**words.get(record["label"], {})), **record})
            if record.get("contact_allowed") is False:
                record.update(self.some(objected_on=days))
            if record["label"] == "Person" and self.chance.random() < 0.2:
                record["name"] = self.chance.choice(["Kim Muster", " kim muster", "Kim Muster "])
        for _, _, record in self.graph.edges(data=True):
            record.update({**self.some(**words.get(record["kind"], {})), **record})

    def put_measures(self, people: list[str]) -> None:
        for number in range(self.chance.randrange(3)):
            dates = self.some(date=[None, ago(0), ago(-9), ago(3)], purpose=[None, "Dank"])
            status = self.chance.choice(["planned", "approved", "done"])
            name = self.network.add(f"f{number}", "Measure", dates, status=status, kind="visit")
            for _ in range(self.chance.randrange(3)):
                self.network.relate(self.chance.choice(people), "HOSTS", name)
            for _ in range(self.chance.randrange(5)):
                answer = self.chance.choice([None, "invited", "accepted", "declined", "attended"])
                self.network.relate(self.chance.choice(people), "INVITED_TO", name, answer=answer)

    def put_reports(self, people: list[str]) -> None:
        """Reports about people and measures, and what is to be done after them, or without any."""
        actions = [
            self.network.add(
                f"t{number}",
                "Action",
                self.some(status=[None, "open", "open", "done"], due=[None, ago(2), ago(0), ago(-30)]),
            )
            for number in range(self.chance.randrange(4))
        ]
        for action in actions:
            for _ in range(self.chance.randrange(3)):
                self.relate(people, "RESPONSIBLE_FOR", [action])
                self.relate([action], "CONCERNS", people)
        for number in range(self.chance.randrange(6)):
            told = self.some(
                date=[ago(0), ago(90), ago(91), ago(364), ago(365), ago(-3), None],
                trust=[None, 1, 5],
                loyalty=[None, 2],
                result=[None, "gut"],
                finding=[None, "mehr Besuche"],
            )
            report = self.network.add(f"r{number}", "Report", told)
            for _ in range(self.chance.randrange(4)):
                self.relate(people, "WROTE", [report])
                self.relate([report], "ABOUT", people + self.all("Measure"))
            if actions:
                self.relate([report], "LEADS_TO", actions)
