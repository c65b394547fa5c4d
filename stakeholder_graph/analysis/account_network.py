"""Who is tied to whom at one account, and to which group each of its people belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from stakeholder_graph.analysis.situation import Situation

if TYPE_CHECKING:
    import networkx as nx

ONE_WAY = ("INFLUENCES", "ADVISES")
BOTH_WAYS = ("REPORTS_TO", "KNOWS")
MET = "TOOK_PART"
TIES = (*ONE_WAY, *BOTH_WAYS, MET)
"""The relationships that count as ties between people of an account, in the order in which they are told."""
MEETING = ("visit", "meeting", "call")
"""Channels in which those who take part meet each other; a mail or a large event ties nobody."""

GROUPS = ("function", "department", "employer")
Group = tuple[str, str]
"""What somebody belongs to: ("function", "purchasing"), ("department", as recorded), ("employer", name)."""


@dataclass(frozen=True)
class AccountNetwork:
    """The people of an account and the ties between them.

    `graph`: numbers of people, an edge a → b where a can move b, or get through to b. `groups`: None where
    nothing tells it. `tied`: how many pairs each relationship ties.
    """

    account: int
    graph: nx.DiGraph[int]
    groups: Mapping[int, Group | None]
    tied: Mapping[str, int]


def account_network(situation: Situation, account: int) -> AccountNetwork:
    """The people who count at an account, and who of them is tied to whom.

    People: employees, role holders and relevant third parties; none of ours. Ties, one way: INFLUENCES,
    ADVISES; both ways: REPORTS_TO, KNOWS, and having met in the same visit, meeting or call of the care
    window (`observed.window_days`) that was not larger than `observed.max_participants`. A conflict is no
    tie: nobody gets through by way of it. O(relationships of these types).
    """
    import networkx as nx

    people = _people(situation, account)
    graph: nx.DiGraph[int] = nx.DiGraph()
    names = situation.snapshot.nodes["name"].gather(people["person"])
    graph.add_nodes_from(people.with_columns(name=names).sort("name", "person")["person"].to_list())
    tied = {}
    for kind in TIES:
        pairs = _met(situation, people) if kind == MET else _related(situation, people, kind)
        tied[kind] = len({frozenset(pair) for pair in pairs})
        graph.add_edges_from(pairs)
        if kind not in ONE_WAY:
            graph.add_edges_from((end, start) for start, end in pairs)
    return AccountNetwork(account, graph, _groups(situation, account, graph), tied)


def _people(situation: Situation, account: int) -> pl.DataFrame:
    here = [
        table.filter(pl.col("account") == account).select("person")
        for table in (situation.circle, situation.third_parties)
    ]
    return pl.concat(here).unique()


def _related(situation: Situation, people: pl.DataFrame, kind: str) -> list[tuple[int, int]]:
    ties = situation.snapshot.tie(kind).join(people, left_on="start", right_on="person", how="semi")
    ties = ties.join(people, left_on="end", right_on="person", how="semi")
    return ties.filter(pl.col("start") != pl.col("end")).select("start", "end").unique().rows()


def _met(situation: Situation, people: pl.DataFrame) -> list[tuple[int, int]]:
    """Pairs who took part in the same small visit, meeting or call of the care window."""
    rule = situation.policy.get("observed")
    took = situation.snapshot.tie(MET).select(person="start", record="end")
    theirs = took.join(people, on="person", how="semi").unique()
    since = situation.as_of - timedelta(days=rule["window_days"])
    held = situation.snapshot.kind("Interaction").filter(
        pl.col("channel").is_in(MEETING) & (pl.col("date") > since)
    )
    limits = situation.policy.numbers("observed.max_participants")
    most = pl.col("channel").replace_strict(limits, default=None, return_dtype=pl.Float64)
    held = held.select(record="number", most=most).join(theirs, on="record", how="semi")
    size = took.join(held, on="record", how="semi").group_by("record").agg(size=pl.col("person").n_unique())
    small = held.join(size, on="record").filter((pl.col("size") <= pl.col("most")).fill_null(True))
    together = theirs.join(small, on="record", how="semi")
    pairs = together.join(together, on="record", suffix="_other").filter(
        pl.col("person") < pl.col("person_other")
    )
    return pairs.select("person", "person_other").unique().rows()


def _groups(situation: Situation, account: int, graph: nx.DiGraph[int]) -> dict[int, Group | None]:
    """The function of each one's most senior job at the account; without it that of all colleagues of the
    department, else the department itself; of people from outside their employer.
    """
    jobs = situation.jobs_at.filter(pl.col("account") == account)
    jobs = jobs.sort("person", "level", "function", "department", "tie", nulls_last=True)
    functions: dict[str, set[str]] = {}
    for function, department in jobs.select("function", "department").drop_nulls().iter_rows():
        functions.setdefault(_plain(department), set()).add(function)
    groups: dict[int, Group | None] = dict.fromkeys(graph)
    names: dict[str, str] = {}  # one department may be written in several ways
    for person, function, department in jobs.select("person", "function", "department").iter_rows():
        found: Group | None = ("function", function) if function else None
        if found is None and department and department.strip():
            alike = functions.get(_plain(department), set())
            written = names.setdefault(_plain(department), " ".join(department.split()))
            found = ("function", next(iter(alike))) if len(alike) == 1 else ("department", written)
        groups[person] = groups.get(person) or found
    inside = set(jobs["person"])
    for person, employer in _employers(situation).iter_rows():
        if person in groups and person not in inside:
            groups[person] = groups[person] or ("employer", employer)
    return groups


def _plain(department: str) -> str:
    return " ".join(department.split()).casefold()


def _employers(situation: Situation) -> pl.DataFrame:
    """Where somebody works, else holds office: person, name of the employer; the first by name."""
    jobs = situation.jobs.filter(pl.col("state") == "valid").select("person", "employer", place=pl.lit(0))
    offices = situation.snapshot.tie("HOLDS_OFFICE").select(person="start", employer="end", place=pl.lit(1))
    names = situation.snapshot.nodes.select(employer="number", name=pl.coalesce("name", "id"))
    named = pl.concat([jobs, offices]).join(names, on="employer")
    return named.sort("person", "place", "name").select("person", "name")
