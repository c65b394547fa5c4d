"""Who of ours cares for whom at the customer, and where nobody does.

`open` (or `open_graph`) opens a database; what the commands do are its methods, and its `network` gives an
account's part of it as NetworkX knows it. `gaps` finds the gaps of a network built in a notebook,
`from_networkx` takes one for the analyses, `to_networkx` gives one back. `copy` brings a whole graph from one
database into another.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stakeholder_graph.gaps.of_network import gaps
    from stakeholder_graph.graph import StakeholderGraph, open_graph
    from stakeholder_graph.model.policy import load_policy
    from stakeholder_graph.network import from_networkx, to_networkx
    from stakeholder_graph.storage.copying import copy

    open = open_graph  # noqa: A001 as a name of this module

__version__ = "0.1.0"
# without "open": `from stakeholder_graph import *` must not hide Python's own
__all__ = ["StakeholderGraph", "copy", "from_networkx", "gaps", "load_policy", "open_graph", "to_networkx"]

_PLACES = {
    "StakeholderGraph": "graph:StakeholderGraph",
    "copy": "storage.copying:copy",
    "from_networkx": "network:from_networkx",
    "load_policy": "model.policy:load_policy",
    "open": "graph:open_graph",
    "open_graph": "graph:open_graph",
    "to_networkx": "network:to_networkx",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: a command pays only for what it uses."""
    if name == "gaps":  # a module that can be called, because the package with the checks has this name too
        return import_module("stakeholder_graph.gaps")
    if name not in _PLACES:
        raise AttributeError(f"module 'stakeholder_graph' has no attribute {name!r}")
    module, _, what = _PLACES[name].partition(":")
    return getattr(import_module(f"stakeholder_graph.{module}"), what)
