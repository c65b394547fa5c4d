"""The graph of one company's relationships, opened: every command of the program is a method here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stakeholder_graph.graph.drawing import Drawing
from stakeholder_graph.graph.files import Files
from stakeholder_graph.graph.planning import Planning
from stakeholder_graph.graph.questions import Questions
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.storage import folder_of, open_store

POLICY_NAME = "care-policy.toml"


def today() -> date:
    """The day it is where the reader is."""
    return date.today()  # noqa: DTZ011


class StakeholderGraph(Drawing, Files, Questions, Planning):
    """A database of relationships under one care policy, seen on one day.

    `tell`, if set before the first question, hears who was taken for a part of a name.
    """


def open_graph(
    location: str | Path,
    *,
    policy: Path | Policy | None = None,
    as_of: date | None = None,
    group: bool = False,
    create: bool = False,
    into_existing: bool = False,
    refresh: bool = False,
) -> StakeholderGraph:
    """Open a database of relationships: `with open_graph("stakeholders.db") as graph: graph.gaps()`.

    `policy`: a care policy or its file; else `care-policy.toml` beside the database (with a server, in the
    current folder), else the shipped one. `as_of`: the day on which things are seen, today if not given.
    `group`: roll subsidiaries up. `refresh`: read a server anew, not what is kept of it on this computer.
    """
    store = open_store(location, create=create, into_existing=into_existing, refresh=refresh)
    try:
        return StakeholderGraph(store, policy_for(policy, location), as_of or today(), group=group)
    except BaseException:
        store.close()
        raise


def policy_for(policy: Path | Policy | None, location: str | Path) -> Policy:
    """The policy that is given, else `care-policy.toml` beside the database, else the shipped one."""
    if isinstance(policy, Policy):
        return policy
    beside = folder_of(location) / POLICY_NAME
    return load_policy(policy or (beside if beside.is_file() else None))
