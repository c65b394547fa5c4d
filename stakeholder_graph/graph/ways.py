"""Ways to people: who of ours can reach somebody, and who can introduce us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.analysis.reach import Reach


class Ways(OpenedGraph):
    """Warm ways from us to others."""

    def reach(self, who: str, *, from_: str | None = None) -> Reach:
        """The warmest ways to a person: whom of ours to ask, and who introduces.

        `who` and `from_` (one of ours, whose ways alone are looked for) by id, name or part of it.
        UnknownName where there is nobody of that name, or several; StakeholderGraphError when `who` is one
        of ours or `from_` is not.
        """
        from stakeholder_graph.analysis.names import find_person
        from stakeholder_graph.analysis.reach import find_reach

        person = find_person(self.situation, who)
        start = None if from_ is None else find_person(self.situation, from_)
        return find_reach(self.situation, person, start)
