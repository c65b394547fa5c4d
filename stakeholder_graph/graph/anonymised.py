"""The graph with invented names, for presentations."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.privacy.anonymous import Anonymous


class Anonymised(OpenedGraph):
    """The same graph as it may be shown to anybody."""

    @cached_property
    def _anonymous(self) -> dict[str, Anonymous]:
        return {}

    def anonymous(self, language: str = "en") -> Self:
        """The same graph with invented names: every number as it is, nobody to be recognised.

        No mail address, phone, job title, free text, sum of money, or id that leads back. The same records
        give the same names. `language`: that of the plain titles and of numbered opportunities. What is
        written through it would go to the database itself: use it to look only. O(records).
        """
        from stakeholder_graph.snapshot import take_snapshot

        told = self._told_anonymously(language)
        shown = type(self)(self.store, self.policy, self.as_of, group=self.group)
        # both are worked out when first asked for: here they are given, and never read from the database
        shown._given = ("records", "snapshot")
        shown.__dict__["records"] = told.records
        shown.__dict__["snapshot"] = take_snapshot(told.records, self.as_of)
        return shown

    def anonymous_id(self, identity: str, language: str = "en") -> str:
        """The id that somebody or something of ours has in `anonymous`."""
        return self._told_anonymously(language).ids[identity]

    def _told_anonymously(self, language: str) -> Anonymous:
        from stakeholder_graph.privacy.anonymous import anonymous

        if language not in self._anonymous:
            self._anonymous[language] = anonymous(self.situation, self.records, language=language)
        return self._anonymous[language]
