"""The map of one account is the same, whether it is asked for alone or among those of all accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.network import from_networkx
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.history import past_days
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.past import past_day
from stakeholder_graph.snapshot import take_snapshot
from tests.reference.networks import networks
from tests.reference.policy import default_policy


def told_both_ways(now: Situation, past: Sequence[Situation]) -> int:
    """Compare all maps; how many there were."""
    gaps = find_gaps(now)
    listed = gaps.table.filter(pl.col("replaced_by").is_null())
    findings, book = explain(now, gaps, listed), Book(now)
    found = [(then, find_gaps(then)) for then in past]
    days = [past_day(then, of_day, now) for then, of_day in found]
    for account in now.accounts["account"]:
        among_all = map_data(now, findings, account, book=book, days=days)
        about = explain(now, gaps, listed.filter(pl.col("account") == account))
        own_days = [past_day(then, of_day, now, account) for then, of_day in found]
        assert map_data(now, about, account, days=own_days) == among_all
    return len(now.accounts)


def test_on_the_example() -> None:
    records, policy = example_records(), load_policy()
    now = Situation(take_snapshot(records, DAY), policy)
    past = [Situation(take_snapshot(records, day), policy) for day in past_days(records, DAY)]
    assert len(past) == 8
    assert told_both_ways(now, past) == 7


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks())
def test_on_random_networks(drawn: tuple[Any, date]) -> None:
    network, as_of = drawn
    policy = Policy(default_policy())
    now, *past = (
        Situation(from_networkx(network, as_of - timedelta(days=days)), policy) for days in (0, 90, 400)
    )
    told_both_ways(now, past)
