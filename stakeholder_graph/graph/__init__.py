"""The graph of one company's relationships, opened: every command of the program is a method here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stakeholder_graph.graph.cycle import CycleOfCare
from stakeholder_graph.graph.drawing import Drawing
from stakeholder_graph.graph.duplicates import Duplicates
from stakeholder_graph.graph.files import Files
from stakeholder_graph.graph.influencing import Influencing
from stakeholder_graph.graph.leaving import Leaving
from stakeholder_graph.graph.networks import Networks
from stakeholder_graph.graph.planning import Planning
from stakeholder_graph.graph.questions import Questions
from stakeholder_graph.graph.recording import Recording
from stakeholder_graph.graph.titles import Titles
from stakeholder_graph.graph.ways import Ways
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.storage import folder_of, open_store

POLICY_NAME = "care-policy.toml"


def today() -> date:
    """The day it is where the reader is."""
    return date.today()  # noqa: DTZ011


class StakeholderGraph(
    CycleOfCare,
    Drawing,
    Duplicates,
    Files,
    Influencing,
    Leaving,
    Networks,
    Planning,
    Questions,
    Recording,
    Titles,
    Ways,
):
    """A database of relationships under one care policy, seen on one day.

    `tell`, if set before the first question, hears who was taken for a part of a name.
    """


def open_graph(
    location: str | Path,
    *,
    policy: str | Path | Policy | None = None,
    as_of: date | None = None,
    group: bool = False,
    create: bool = False,
    into_existing: bool = False,
    refresh: bool = False,
) -> StakeholderGraph:
    """Open a database of relationships: `store = sg.open("stakeholders.db")`, then `store.gaps()`.

    `sg.open` and `open_graph` are one and the same. What is opened should be closed: use `with`, or call
    `store.close()` at the end.

    `policy`: a care policy or its file; else `care-policy.toml` beside the database (with a server, in the
    current folder), else the shipped one. `as_of`: the day on which things are seen, today if not given.
    `group`: roll subsidiaries up. `refresh`: read a server anew, not what is kept of it on this computer.

    >>> from datetime import date
    >>> import stakeholder_graph as sg
    >>> with sg.open("stakeholders.db", as_of=date(2026, 11, 23)) as store:
    ...     for finding in store.gaps(account="Hagelkorn", kinds=["single-threaded-account"]):
    ...         print(finding.text())
    All care of Hagelkorn Brauerei GmbH runs through Till Graupel.
    """
    store = open_store(location, create=create, into_existing=into_existing, refresh=refresh)
    try:
        return StakeholderGraph(store, policy_for(policy, location), as_of or today(), group=group)
    except BaseException:
        store.close()
        raise


def policy_for(policy: str | Path | Policy | None, location: str | Path) -> Policy:
    """The policy that is given, else `care-policy.toml` beside the database, else the shipped one."""
    if isinstance(policy, Policy):
        return policy
    beside = folder_of(location) / POLICY_NAME
    return load_policy(policy or (beside if beside.is_file() else None))
