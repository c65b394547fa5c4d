"""Who moves whom at an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.analysis.influence import Influence


class Influencing(OpenedGraph):
    """Brokers, cut people and key players of one account."""

    def influence(self, account: str) -> Influence:
        """Who at an account stands between others, and without whom its people lose each other.

        `.sentences("en")` tells it, `.people` and `.key_players` hold the numbers; see `find_influence`.
        UnknownName for an account that is not there. An account where too little is recorded has an answer
        too: what is missing.

        >>> from datetime import date
        >>> import stakeholder_graph as sg
        >>> with sg.open("stakeholders.db", as_of=date(2026, 11, 23)) as store:
        ...     found = store.influence("Karmesin")
        >>> [member.name for member in found.people if member.brokerage.liaison > 10]
        ['Viktor Purpur']
        """
        from stakeholder_graph.analysis.influence import find_influence
        from stakeholder_graph.analysis.names import find_account

        return find_influence(self.situation, find_account(self.situation, account))
