"""The graph, or one account's part of it, as NetworkX knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    import networkx as nx


class Networks(OpenedGraph):
    """Networks for notebooks and for the methods of NetworkX."""

    def network(self, account: str | None = None) -> nx.MultiDiGraph[str]:
        """One account's surroundings as a NetworkX network, or without `account` everything.

        The surroundings: the account (with roll-up all companies of its group), its people, role holders and
        relevant third parties; whatever is tied to one of these: employers, opportunities, those of ours who
        care, contacts, measures, reports; what follows from the reports, and all who took part, because mass
        mail is told from a contact by their number; and our own companies, so that it shows who is ours.
        Nodes and edges as `to_networkx` describes them; only what is valid on the as-of date, for other days
        see there: `sg.gaps(network, policy=store.policy)` finds what `store.gaps()` finds. UnknownName for an
        account that is not there. O(nodes + relationships).

        >>> from datetime import date
        >>> import stakeholder_graph as sg
        >>> with sg.open("stakeholders.db", as_of=date(2026, 11, 23)) as store:
        ...     network = store.network("Hagelkorn")
        >>> network.nodes["p-till-graupel"]["name"]
        'Till Graupel'
        """
        from stakeholder_graph.analysis.names import find_account
        from stakeholder_graph.network import near, to_networkx
        from stakeholder_graph.network.building import ACCOUNT, among

        if account is None:
            return to_networkx(self.snapshot)
        number = find_account(self.situation, account)
        here = pl.col("account") == number
        companies = self.situation.members.filter(here)["company"]
        people = [
            table.filter(here)["person"] for table in (self.situation.circle, self.situation.third_parties)
        ]
        centre = self.snapshot.nodes["id"].gather(pl.concat([companies, *people]).unique())
        found = near(self.snapshot, centre.to_list())
        self._add(found, "ABOUT", "end", "start")
        self._add(found, "LEADS_TO", "start", "end")
        for kind in ("TOOK_PART", "HOSTS", "WROTE", "RESPONSIBLE_FOR"):
            self._add(found, kind, "end", "start")
        ours = self.snapshot.kind("Company").filter(pl.col("party") == "own")["number"]
        part = among(self.snapshot, found | set(ours))
        part.graph[ACCOUNT] = self.snapshot.id(number)
        return part

    def _add(self, found: set[int], kind: str, one: str, other: str) -> None:
        """Add to what was found what a relationship ties to it."""
        found.update(self.snapshot.tie(kind).filter(pl.col(one).is_in(list(found)))[other])
