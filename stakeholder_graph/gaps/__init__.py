"""Where relationships are missing: the checks, what they find, and how it is said.

Called as a function, `stakeholder_graph.gaps(network)` finds the gaps of a network that was built in a
notebook; see `gaps.of_network.gaps`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Called(ModuleType):
    """A module that can be called: the package's name and that of its public function are the same."""

    def __call__(self, network: Any, **options: Any) -> Any:
        """Where relationships are missing in a network; see `gaps.of_network.gaps`."""
        from stakeholder_graph.gaps.of_network import gaps

        return gaps(network, **options)


sys.modules[__name__].__class__ = _Called
