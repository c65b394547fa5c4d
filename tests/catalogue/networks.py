"""One network on one day, asked in Cypher and by definition."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import networkx as nx
import polars as pl

from stakeholder_graph.catalogue.find import find_query
from stakeholder_graph.catalogue.parameters import Lookup, values_for
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.storage import Answer
from tests.catalogue.readings import NO_READINGS
from tests.reference.accounts import earnings
from tests.reference.day import Day, nodes
from tests.reference.networks_questions import TITLES
from tests.reference.questions.answers import ANSWERS, answer

Ask = Callable[[str, Mapping[str, Any]], Answer]
LOOKUP = Lookup(str, str)
# Which question is asked about what; all others are asked once, about everything
ABOUT_ACCOUNTS = (
    "accounts/competitors",
    "accounts/conflicts",
    "accounts/deciders",
    "accounts/group",
    "accounts/ladder",
    "accounts/people",
    "accounts/roles",
    "accounts/surroundings",
    "accounts/third-parties",
    "care/contacts-by-month",
    "care/last-contact",
    "cycle/opportunities",
    "cycle/reports",
    "network/references",
    "network/who-knows-whom",
)
ABOUT_PEOPLE = (
    "care/contacts-with",
    "cycle/invitations",
    "network/influences",
    "network/introductions",
    "people/around",
    "people/career",
    "people/reporting-line",
)
OTHERWISE: Mapping[str, Mapping[str, Any]] = {
    "accounts/coverage": {"tier": "A"},
    "care/contacts-by-month": {"days": 100_000},
    "care/contacts-with": {"days": 60},
    "cycle/reports": {"days": 90},
    "network/introductions": {"most": 2},
    "people/ending": {"days": 0},
    "people/leavers": {"days": 1},
    "people/standing": {"standing": "mandate_holder"},
    "quality/no-contact-data": {"tier": "B"},
    "quality/no-role": {"level": 3, "tier": "A"},
    "quality/profiles": {"months": 1},
}
"""Values other than the defaults, with which a question is asked once more."""


def readings(network: nx.MultiDiGraph[str]) -> pl.DataFrame:
    """What the titles of the random networks are read as, at each employer that has them."""
    rows = {
        (
            record["job_title"],
            record.get("department", ""),
            network.nodes[end]["name"],
            network.nodes[end].get("industry", ""),
        )
        for _, end, record in network.edges(data=True)
        if "job_title" in record
    }
    keys = ("job_title", "department", "employer", "industry")
    told = [{**dict(zip(keys, row, strict=True)), **TITLES[row[0]]} for row in sorted(rows)]
    return pl.DataFrame(told, schema=NO_READINGS.schema) if told else NO_READINGS


def questions(day: Day, chance: random.Random, each: int = 2) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every question, each about some accounts or people of the network, and once with other values."""
    organisations = sorted(nodes(day, "Company") | nodes(day, "Organisation"))
    people = sorted(nodes(day, "Person"))
    for name in ANSWERS:
        places = [(organisations, "account")] if name in ABOUT_ACCOUNTS else []
        places += [(people, "person")] if name in ABOUT_PEOPLE else []
        asked: list[dict[str, Any]] = [
            {key: one} for some, key in places for one in chance.sample(some, min(each, len(some)))
        ]
        if name == "care/by-carer" and people:
            asked = [{}, {"carer": chance.choice(people)}]
        if name not in ABOUT_PEOPLE and not (places and needs_account(name)):
            asked.append({})
        yield from ((name, given) for given in asked)
        if name in OTHERWISE and asked:
            yield name, {**asked[0], **OTHERWISE[name]}


def needs_account(name: str) -> bool:
    return any(one.kind == "account" and one.is_required for one in find_query(name).parameters)


def has_several_currencies(day: Day) -> bool:
    """Then the tiers cannot be told, and the definition says so."""
    try:
        earnings(day)
    except ValueError:
        return True
    return False


def asked(ask: Ask, name: str, policy: Policy, as_of: date, **given: Any) -> Answer:
    query = find_query(name)
    return ask(
        query.text, values_for(name, query.parameters, given, policy=policy, as_of=as_of, lookup=LOOKUP)
    )


def agree(ask: Ask, day: Day, policy: Policy, name: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a question, which are those of the definition in their order."""
    found = asked(ask, name, policy, day.date, **given)
    columns = find_query(name).returns
    assert found.columns == columns
    expected = answer(day, name, columns, **given)
    assert list(found.rows) == expected, (name, given)
    return expected
