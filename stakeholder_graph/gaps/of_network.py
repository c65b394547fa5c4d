"""The gaps of a network that was built in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.listed import Listed, list_gaps
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.network import from_networkx
from stakeholder_graph.network.building import AS_OF

if TYPE_CHECKING:
    import networkx as nx


def gaps(
    network: nx.DiGraph[Any], *, policy: str | Path | Policy | None = None, as_of: date | None = None,
    group: bool = False, account: str | None = None, person: str | None = None, kinds: Sequence[str] = (),
    tier: str | None = None, severity: str | None = None, by_carer: bool = False, replaced: bool = False,
) -> Listed:  # fmt: skip
    """Where relationships are missing in a NetworkX network, the most severe first: `sg.gaps(network)`.

    Nodes need `label`, edges `kind`, as in the model; `to_networkx` and `store.network()` give such networks.
    `policy`: a care policy or its file, else the shipped one; `store.policy` for the findings of a database.
    `as_of`: the day on which things are seen, else that of `store.network()`, else today. The other options
    are those of `store.gaps`. On one account's part only what concerns that account alone is complete: what
    else our people have to do is not in it. StakeholderGraphError names a node or edge that cannot be;
    UnknownName an account, person or kind that is not there. O(nodes + edges).

    >>> import networkx as nx
    >>> import stakeholder_graph as sg
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("us", label="Company", name="Pusteblume Pumpen AG", party="own")
    >>> network.add_node("mill", label="Company", name="Mühle Morgentau", party="customer", tier="B")
    >>> network.add_node("nele", label="Person", name="Nele Schafgarbe")
    >>> network.add_node("enno", label="Person", name="Enno Platzregen")
    >>> network.add_edges_from([("nele", "us", {"kind": "WORKS_FOR", "level": 2}),
    ...     ("enno", "mill", {"kind": "WORKS_FOR", "level": 2}),
    ...     ("enno", "mill", {"kind": "PLAYS_ROLE", "role": "decider"})])  # doctest: +ELLIPSIS
    [...]
    >>> found = sg.gaps(network)
    >>> found.findings[0].text()
    'Nobody of ours cares for Enno Platzregen (decider at Mühle Morgentau).'
    >>> found.frame.select("kind", "person", "level").row(0)
    ('uncovered-decider', 'Enno Platzregen', 2)
    """
    from stakeholder_graph.gaps.choosing import Choice
    from stakeholder_graph.gaps.find import find_gaps

    known = policy if isinstance(policy, Policy) else load_policy(policy)
    kept = getattr(network, "graph", {}).get(AS_OF)
    today = date.today()  # noqa: DTZ011 the reader's own day is meant
    day = as_of or (kept if isinstance(kept, date) else today)
    situation = Situation(from_networkx(network, day), known, group=group)
    choice = Choice(account, person, tuple(kinds), tier, severity, by_carer, replaced)
    return list_gaps(situation, find_gaps(situation), choice)
