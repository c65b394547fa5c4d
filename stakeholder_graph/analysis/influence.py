"""Who moves whom at one account: who stands between others, and without whom they lose each other."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.analysis.account_network import GROUPS, ONE_WAY
from stakeholder_graph.analysis.influence_numbers import Measured, measure
from stakeholder_graph.analysis.influence_words import explanation, statements
from stakeholder_graph.analysis.situation import Situation


class Influence(Measured):
    """Who moves whom at an account: the numbers on its people, and what they tell in sentences."""

    def sentences(self, language: str = "en") -> list[str]:
        """What the ties tell, in sentences with the numbers behind them, or what is missing for that."""
        return [phrase.text(language, self.policy) for _, phrase in statements(self)]

    def explained(self, language: str = "en") -> str:
        """What counts as a tie and as a group, and how often there is one."""
        return " ".join(phrase.text(language, self.policy) for phrase in explanation(self))

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The JSON shape of `influence --format json`."""
        ties = [
            {"relationship": kind, "both_ways": kind not in ONE_WAY, "pairs": pairs}
            for kind, pairs in self.network.tied.items()
        ]
        sets = [
            {
                "k": len(found.people),
                "people": [{"id": one.id, "name": one.name} for one in map(self.member, found.people)],
                "fragmentation": found.fragmentation,
            }
            for found in self.key_players
        ]
        return {
            "account": dict(self.account),
            "people": [member.as_dict() for member in self.people],
            "key_players": sets,
            "ties": {"relationships": ties, "groups": list(GROUPS), "text": self.explained(language)},
            "components": len(self.parts),
        }


def find_influence(situation: Situation, account: int) -> Influence:
    """Who at an account stands between others, and without whom its people lose each other.

    Brokers by direction after Gould and Fernandez, from `find_brokerage`; constraint and effective size after
    Burt, cut people and parts by NetworkX on the ties without direction; key players after Borgatti, from
    `find_key_players`. For people of one account, not for a portfolio: O(n m), and the search for key
    players as said there.
    """
    return Influence(**measure(situation, account))
