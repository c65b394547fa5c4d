"""Accounts and portfolios of any size, from records through the analysis to the page's dictionary."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.snapshot import take_snapshot

DAY = date(2026, 11, 23)
SEED = 11
FIRST = (
    "Ada",
    "Bela",
    "Cora",
    "Dana",
    "Egon",
    "Fritz",
    "Gerda",
    "Hanno",
    "Ida",
    "Jost",
    "Käthe",
    "Lars",
    "Mona",
)
LAST = (
    "Ahorn",
    "Birnbaum",
    "Distel",
    "Efeu",
    "Farn",
    "Ginster",
    "Hagel",
    "Iris",
    "Linde",
    "Mohn",
    "Nebel",
    "Tau",
)
TITLES = ("Vorstand", "Leiter Einkauf", "Werkleiterin", "Referent Technik", "Sachbearbeiterin", "")
ROLES = ("decider", "co_decider", "influencer", "user", "buyer", "gatekeeper", "champion")
Rows = list[dict[str, Any]]


def one_account(people: int) -> Records:
    """One account at which so many people are known; one of ours to forty of them."""
    return _records([people], max(3, people // 40))


def portfolio_of(people: int, each: int = 40) -> Records:
    """So many people, forty to an account; one of ours to four accounts."""
    return _records([each] * (people // each), max(3, people // each // 4))


def known(records: Records, *, group: bool = False) -> tuple[Situation, list[Finding]]:
    """The situation on the day, and its findings as `gaps` lists them."""
    situation = Situation(take_snapshot(records, DAY), load_policy(), group=group)
    gaps = find_gaps(situation)
    return situation, explain(situation, gaps, gaps.table.filter(pl.col("replaced_by").is_null()))


def _records(accounts: list[int], ours: int) -> Records:
    chance = random.Random(SEED)
    companies: Rows = [{"id": "us", "name": "Eigene Beispiel GmbH", "party": "own"}]
    people: Rows = []
    ties: dict[str, Rows] = {
        name: [] for name in ("WORKS_FOR", "PLAYS_ROLE", "CARES_FOR", "REPORTS_TO", "KNOWS")
    }
    for number in range(ours):
        people.append({"id": f"o{number}", "name": f"Uta Unser {number}"})
        ties["WORKS_FOR"].append({"start": f"o{number}", "end": "us", "level": number % 4 + 1})
    for number, count in enumerate(accounts):
        company = {"id": f"a{number}", "name": f"Wolkenbruch {number} AG", "party": "customer"}
        value = chance.randrange(10_000, 1_000_000)
        companies.append({**company, "tier": "ABC"[number % 3], "earnings_value": value, "currency": "EUR"})
        here = [f"p{number}-{at}" for at in range(count)]
        for who in here:
            name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {len(people)}"
            people.append({"id": who, "name": name})
            _tie(chance, ties, who, f"a{number}", ours)
        for start, end in _pairs(chance, here):
            ties[chance.choice(["REPORTS_TO", "KNOWS"])].append({"start": start, "end": end})
    contacts, took_part = _contacts(chance, ties["CARES_FOR"])
    nodes = {"Company": companies, "Person": people, "Interaction": contacts}
    return Records(
        {label: nodes_of(label, rows) for label, rows in nodes.items()},
        {kind: relationships_of(kind, rows) for kind, rows in {**ties, "TOOK_PART": took_part}.items()},
    )


def _tie(chance: random.Random, ties: dict[str, Rows], who: str, account: str, ours: int) -> None:
    """A job, to one in four a role, and to most of those somebody of ours who cares."""
    title = chance.choice(TITLES)
    level = chance.choices([1, 2, 3, 4, None], [1, 4, 10, 20, 2])[0]
    ties["WORKS_FOR"].append({"start": who, "end": account, "level": level, "job_title": title or None})
    if chance.random() < 0.25:
        ties["PLAYS_ROLE"].append({"start": who, "end": account, "role": chance.choice(ROLES)})
        if chance.random() < 0.7:
            ties["CARES_FOR"].append({"start": f"o{chance.randrange(ours)}", "end": who, "duty": "carer"})


def _pairs(chance: random.Random, here: list[str]) -> Iterator[tuple[str, str]]:
    """Half as many relationships as people among those of an account."""
    drawn = (
        {tuple(chance.sample(range(len(here)), 2)) for _ in range(len(here) // 2)} if len(here) > 1 else ()
    )
    return ((here[one], here[other]) for one, other in sorted(drawn))


def _contacts(chance: random.Random, cares: Rows) -> tuple[Rows, Rows]:
    """One or two contacts to each pair of carer and person."""
    contacts: Rows = []
    took_part: Rows = []
    for care in cares:
        for _ in range(chance.choice([1, 1, 2])):
            name = f"i{len(contacts)}"
            day = DAY - timedelta(days=chance.randrange(1, 500))
            contacts.append({"id": name, "date": day, "channel": chance.choice(["visit", "email", "call"])})
            took_part += [{"start": care[end], "end": name} for end in ("start", "end")]
    return contacts, took_part
