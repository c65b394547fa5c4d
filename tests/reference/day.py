"""The network on one day: what is valid at the as-of date (definition 1 of the model)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import networkx as nx

Record = Mapping[str, Any]
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Day:
    """One network, one care policy, one as-of date; `group` = whole groups of companies are one account."""

    def __init__(
        self, graph: "nx.MultiDiGraph[str]", policy: Record, as_of: date, group: bool = False
    ) -> None:
        self.graph, self.policy, self.date, self.group = graph, policy, as_of, group
        self.known: dict[Hashable, Any] = {}


def once(
    definition: Callable[Concatenate[Day, Arguments], Answer],
) -> Callable[Concatenate[Day, Arguments], Answer]:
    """Work a definition out once a day, so that the definitions can name one another freely."""

    @wraps(definition)
    def looked_up(day: Day, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        question = (definition, args)
        if question not in day.known:
            day.known[question] = definition(day, *args, **kwargs)
        answer: Answer = day.known[question]
        return answer

    return looked_up


class Link(NamedTuple):
    """A relationship; `begins` and `ends` are the narrowest of its own dates and those of both its ends."""

    start: str
    end: str
    record: Record
    begins: date
    ends: date


@once
def all_links(day: Day) -> dict[str, list[Link]]:
    """Every relationship by its kind, whenever it was valid."""
    links: dict[str, list[Link]] = defaultdict(list)
    nodes = day.graph.nodes
    for start, end, record in day.graph.edges(data=True):
        parts = (record, nodes[start], nodes[end])
        begins = max(part.get("valid_from") or date.min for part in parts)
        ends = min(part.get("valid_to") or date.max for part in parts)
        links[record["kind"]].append(Link(start, end, record, begins, ends))
    return links


@once
def leading_from(day: Day, kind: str) -> dict[str, list[Link]]:
    """Every relationship of one kind by its start, whenever it was valid."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in all_links(day)[kind]:
        found[link.start].append(link)
    return found


@once
def leading_to(day: Day, kind: str) -> dict[str, list[Link]]:
    """Every relationship of one kind by its end, whenever it was valid."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in all_links(day)[kind]:
        found[link.end].append(link)
    return found


def valid(day: Day, link: Link) -> bool:
    return link.begins <= day.date <= link.ends


def ended(day: Day, link: Link) -> bool:
    """It had begun and is over; what has not begun yet has not ended either."""
    return link.begins <= day.date and link.ends < day.date


@once
def links(day: Day, kind: str) -> list[Link]:
    """The relationships of one kind that are valid today."""
    return [link for link in all_links(day)[kind] if valid(day, link)]


@once
def nodes(day: Day, label: str) -> dict[str, Record]:
    """The companies, people ... that are valid today."""
    return {
        node: record
        for node, record in day.graph.nodes(data=True)
        if record["label"] == label
        and (record.get("valid_from") or date.min) <= day.date <= (record.get("valid_to") or date.max)
    }


def dated_nodes(day: Day, label: str) -> dict[str, Record]:
    """Interactions and measures up to today: they go by their own date, whatever their validity says."""
    return {
        node: record
        for node, record in day.graph.nodes(data=True)
        if record["label"] == label and record.get("date") and record["date"] <= day.date
    }
