"""Asking a question of the catalogue, or anybody's own Cypher."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stakeholder_graph.analysis.jobs import rules_fingerprint
from stakeholder_graph.analysis.names import find_account, find_person
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.catalogue.find import find_query
from stakeholder_graph.catalogue.parameters import Lookup, values_for
from stakeholder_graph.catalogue.query import AS_OF, Parameter, declared_in, used_parameters
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.storage import Store

OWN_TEXT = "-"
"""The name of a text that stands in no catalogue."""


@dataclass(frozen=True)
class Asked:
    """An answer, and what it was asked with: `query` is the name, "-" for somebody's own text."""

    query: str
    parameters: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    text: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `query --format json`: every row by its columns."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"query": self.query, "parameters": dict(self.parameters), "rows": rows}


@dataclass(frozen=True)
class Desk:
    """Where questions are asked: the store, under which policy, on which day, and in whose names."""

    store: Store
    policy: Policy
    as_of: date
    situation: Callable[[], Situation]

    def ask(self, name: str, given: Mapping[str, Any]) -> Asked:
        """Ask a question of the catalogue."""
        query = find_query(name)
        values = values_for(
            query.name, query.parameters, given, policy=self.policy, as_of=self.as_of, lookup=self._lookup
        )
        answer = self.store.ask(query.text, values)
        return Asked(query.name, values, answer.columns, answer.rows, query.text)

    def ask_text(self, text: str, given: Mapping[str, Any]) -> Asked:
        """Ask somebody's own Cypher, which may declare its parameters as a query of the catalogue does.

        A parameter of which it says nothing is taken as what it looks like: a number, a day, a text.
        """
        names = [name for name in used_parameters(text) if name != AS_OF]
        declared = {one.name: one for one in declared_in(text)}
        parameters = [declared.get(name, Parameter(name, "any")) for name in names]
        values = values_for(
            OWN_TEXT, parameters, given, policy=self.policy, as_of=self.as_of, lookup=self._lookup
        )
        answer = self.store.ask(text, values)
        return Asked(OWN_TEXT, values, answer.columns, answer.rows, text)

    def titles_are_current(self, asked: Asked) -> bool:
        """Whether what an answer says of levels and functions was read by the rules of this care policy."""
        if "read_" not in asked.text:
            return True
        rules = self.store.title_readings()["rules"].unique().to_list()
        return not rules or rules == [rules_fingerprint(self.policy)]

    @property
    def _lookup(self) -> Lookup:
        """Who is meant by an id, a name or a part of it; the situation is made when somebody was named."""

        def account(text: str) -> str:
            situation = self.situation()
            return situation.snapshot.id(find_account(situation, text))

        def person(text: str) -> str:
            situation = self.situation()
            return situation.snapshot.id(find_person(situation, text))

        return Lookup(account, person)
