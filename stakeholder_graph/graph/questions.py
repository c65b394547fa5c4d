"""Questions in Cypher."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.catalogue.asking import Asked, Desk
    from stakeholder_graph.catalogue.query import Query


class Questions(OpenedGraph):
    """The catalogue, and texts of one's own."""

    @cached_property
    def desk(self) -> Desk:
        """Where questions in Cypher are asked."""
        from stakeholder_graph.catalogue.asking import Desk

        return Desk(self.store, self.policy, self.as_of, lambda: self.situation)

    def queries(self, search: str = "") -> tuple[Query, ...]:
        """The questions of the catalogue, or those in which all words of `search` stand."""
        from stakeholder_graph.catalogue.find import find_queries, search_queries

        return search_queries(search) if search else find_queries()

    def query(self, name: str, /, **parameters: Any) -> Asked:
        """Ask a question of the catalogue: `graph.query("gaps/uncovered-deciders", tier="A")`.

        An account or a person is given as everywhere: by id, name or a part of it. QueryError where the name
        or a parameter is wrong.
        """
        return self.desk.ask(name, parameters)

    def query_text(self, text: str, /, **parameters: Any) -> Asked:
        """Ask in reading Cypher of one's own; a writing one is refused. `$as_of` is always there."""
        return self.desk.ask_text(text, parameters)
