"""What the checks of risks and of the cycle read, put into a random network."""

import random
from datetime import date
from typing import Any

from hypothesis import strategies as st

from .networks_contacts import interaction
from .networks_parts import AS_OF, DATES, FUTURE, Network, ago, mostly

KINDS = ["customer_event", "congress", "social_invitation", "visit", "training", "gift"]


def draw_cycle(draw: st.DrawFn, network: Network, ours: list[str], theirs: list[str]) -> None:
    """Competitors, stances, objections, ends of care, visits of two years, reports, actions, measures.

    Mostly a seed is drawn, and not each word: a failing network is still made smaller, and the rest stays.
    """
    if draw(mostly(True, False, times=4)):
        rival = network.add("y0", "Company", party=draw(mostly("competitor", "other")))
        for person in draw(st.lists(st.sampled_from(theirs + ours), max_size=3)):
            network.relate(person, "TIED_TO", rival, draw(DATES))
    Cycle(network, random.Random(draw(st.integers(0, 99_999))), ours, theirs).put()


class Cycle:
    """One network in the making: what has happened and what is planned."""

    def __init__(self, network: Network, chance: random.Random, ours: list[str], theirs: list[str]) -> None:
        self.network, self.chance = network, chance
        self.ours, self.theirs = ours, theirs
        self.heard: list[str] = []

    def put(self) -> None:
        self.put_heard()
        self.put_stances()
        self.put_objections()
        self.put_ends()
        self.put_visits()
        self.put_measures()
        self.put_reports()

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def put_heard(self) -> None:
        """Those who have left an account and are still listened to there."""
        edges = list(self.network.graph.edges(data=True))
        for person, account, record in edges:
            if record["kind"] == "WORKS_FOR" and "valid_to" in record and person in self.theirs:
                roles = [
                    (one, held) for one, end, held in edges if (held["kind"], end) == ("PLAYS_ROLE", account)
                ]
                for other in [one for one, held in roles if held["role"] in ("decider", "co_decider")][:1]:
                    self.network.relate(person, "INFLUENCES", other)
                    self.heard.append(person)
                    self.put_about_a_leaver(person, account)

    def put_about_a_leaver(self, person: str, account: str) -> None:
        """Another job, a finding, and a measure for another level."""
        others = [one for one, record in self.network.graph.nodes(data=True) if record["label"] == "Company"]
        other = self.chance.choice(others)
        if other not in (account, "us") and self.often(0.5):
            self.network.relate(person, "WORKS_FOR", other, level=self.chance.choice([1, 2, 4]))
        number = self.network.graph.number_of_nodes()
        report = self.network.add(f"q{number}", "Report", date=ago(3), finding="er hilft uns")
        self.network.relate(report, "ABOUT", person)
        measure = self.network.add(f"g{number}", "Measure", status="planned", kind="congress")
        self.network.relate(person, "INVITED_TO", measure)

    def anybody(self) -> str:
        if self.heard and self.often(0.2):
            return self.chance.choice(self.heard)
        return self.chance.choice(self.theirs + self.ours[:1])

    def put_stances(self) -> None:
        if self.often(0.8):
            for _, _, record in self.network.graph.edges(data=True):
                if record["kind"] == "PLAYS_ROLE" and self.often(0.5):
                    record["stance"] = self.chance.choice([-2, -1, -1, 0, 1])

    def put_objections(self) -> None:
        """Mails, mailing lists, calls and visits before and after an objection, started by either side."""
        for person in self.theirs:
            record = self.network.graph.nodes[person]
            if record.get("contact_allowed") is False and self.often(0.8):
                record["objected_on"] = ago(self.chance.choice([400, 30, 29, 0, -5]))
        objecting = [one for one in self.theirs if "objected_on" in self.network.graph.nodes[one]]
        for person in objecting if self.ours else ():
            for _ in range(self.chance.randrange(5)):
                channel = self.chance.choice(["mail", "mail", "call", "visit", "event", "meeting"])
                ways = ("sender", "recipient") if channel == "mail" else ("organiser", "participant")
                first, second = self.chance.choice([ways, ways[::-1]])
                parts = [(self.chance.choice(self.ours), first), (person, second)]
                many = self.chance.sample(self.theirs, min(5, len(self.theirs))) if self.often(0.3) else []
                parts += [(one, ways[1]) for one in many if one != person]
                interaction(self.network, self.chance.choice([365, 30, 29, 28, 0]), channel, parts)

    def put_ends(self) -> None:
        """Jobs and care that end around the days in which a successor is asked for, and next jobs."""
        for start, end, record in list(self.network.graph.edges(data=True)):
            ours = record["kind"] == "WORKS_FOR" and end == "us"
            if (ours or record["kind"] == "CARES_FOR") and self.often(0.4 if ours else 0.2):
                last = ago(-self.chance.choice([0, 30, 89, 90, 90, 91, 400]))
                if "valid_to" not in record and record.get("valid_from", AS_OF) <= AS_OF:
                    record["valid_to"] = last
            if ours and self.often(0.1):
                self.network.relate(start, "WORKS_FOR", "us", FUTURE)

    def put_visits(self) -> None:
        """Many visits of the year before with somebody who decides, and fewer since."""
        deciders = [
            start
            for start, _, record in self.network.graph.edges(data=True)
            if record["kind"] == "PLAYS_ROLE" and record["role"] in ("decider", "co_decider")
        ][:2]
        if not (self.ours and deciders and self.often(0.7)):
            return
        days = [*self.chance.sample([365, 366, 500, 600, 728, 729, 730, 731], 6)]
        days += self.chance.sample([0, 10, 100, 200, 364], self.chance.randrange(4))
        for number in days:
            channel = self.chance.choice(["visit", "visit", "meeting", "event", "call"])
            people = [
                (self.chance.choice(self.ours), "organiser"),
                (self.chance.choice(deciders), "participant"),
            ]
            interaction(self.network, number, channel, people)

    def put_measures(self) -> None:
        for number in range(self.chance.choice([0, 1, 2, 2])):
            told = self.some(date=[None, ago(0), ago(-9), ago(-200), ago(3)])
            status = self.chance.choice(["planned", "planned", "approved", "done", "cancelled"])
            kind = self.chance.choice(KINDS)
            name = self.network.add(f"g-{number}", "Measure", told, status=status, kind=kind)
            for _ in range(self.chance.randrange(1, 5)):
                answer = self.chance.choice([None, "invited", "accepted", "declined", "attended"])
                self.network.relate(self.anybody(), "INVITED_TO", name, answer=answer)
            if self.often(0.3):
                self.network.relate(name, "CONCERNS", self.chance.choice(self.theirs))

    def some(self, **values: list[Any]) -> dict[str, Any]:
        """One of the values of each; none where it is nothing."""
        chosen = {key: self.chance.choice(some) for key, some in values.items()}
        return {key: value for key, value in chosen.items() if value is not None}

    def put_reports(self) -> None:
        """Reports about people and measures, what follows from them, and what is late."""
        days = [None, ago(0), ago(1), ago(-1), ago(-60), ago(90)]
        actions = []
        for number in range(self.chance.randrange(4)):
            told = self.some(
                status=[None, "open", "open", "done", "dropped"],
                due=days,
                effect=[None, None, " ", "zu teuer"],
            )
            over: dict[str, date] = {"valid_to": ago(1)} if self.often(0.1) else {}
            actions.append(self.network.add(f"x{number}", "Action", told, over))
            if self.often(0.4):
                self.network.relate(actions[-1], "CONCERNS", self.anybody())
        measures = [
            one for one, record in self.network.graph.nodes(data=True) if record["label"] == "Measure"
        ]
        for number in range(self.chance.randrange(5)):
            told = self.some(date=days, finding=["mehr Besuche", "er zögert", "", None])
            report = self.network.add(f"q-{number}", "Report", told)
            for _ in range(self.chance.randrange(4)):
                self.network.relate(report, "ABOUT", self.chance.choice([self.anybody(), *measures[:1]]))
            for action in actions:
                if self.often(0.3):
                    self.network.relate(report, "LEADS_TO", action)
