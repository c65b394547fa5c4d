"""Who of ours cares for whom at the customer, and where nobody does.

`open_graph` opens a database; what the commands do are its methods. `from_networkx` takes a network built
in a notebook, `to_networkx` gives one back. `copy` brings a whole graph from one database into another.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stakeholder_graph.graph import StakeholderGraph, open_graph
    from stakeholder_graph.model.policy import load_policy
    from stakeholder_graph.network import from_networkx, to_networkx
    from stakeholder_graph.storage.copying import copy

__version__ = "0.1.0"
__all__ = ["StakeholderGraph", "copy", "from_networkx", "load_policy", "open_graph", "to_networkx"]

_PLACES = {
    "StakeholderGraph": "graph",
    "copy": "storage.copying",
    "load_policy": "model.policy",
    "open_graph": "graph",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: a command pays only for what it uses."""
    if name not in __all__:
        raise AttributeError(f"module 'stakeholder_graph' has no attribute {name!r}")
    return getattr(import_module(f"stakeholder_graph.{_PLACES.get(name, 'network')}"), name)
