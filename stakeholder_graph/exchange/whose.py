"""Whose list or calendar it is: the one of ours whom --whose means, by id, mail address or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from stakeholder_graph.errors import UnknownName
from stakeholder_graph.exchange.interactions.addresses import plain_address
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.model.records import Records

WHERE = "--whose"
LISTED = 3
SLIP = 80  # of 100: this alike are "Anke Birnbaum" and "Anke Birbaum"
IMPORT_FIRST = "import the people first, or with it"


@dataclass
class _People:
    """Everybody: names and addresses by id, for whom they work, which firms are ours."""

    names: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    firms: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: set[str] = field(default_factory=set)

    def add(self, records: Records) -> None:
        for node, name, mail in records.node_table("Person").select("id", "name", "email").iter_rows():
            self.names[node] = name or self.names.get(node, node)
            self.addresses[node] = plain_address(mail or "") or self.addresses.get(node, "")
        for person, firm in records.relationship_table("WORKS_FOR").select("start", "end").iter_rows():
            self.firms[person].add(firm)
        companies = records.node_table("Company")
        self.own |= set(companies.filter(companies["party"] == "own")["id"])

    def ours(self, node: str) -> bool:
        return bool(self.firms[node] & self.own)

    def may_be_ours(self, nodes: Sequence[str]) -> list[str]:
        """Those of ours, else those who work for nobody we know; a customer of the same name is neither."""
        return [it for it in nodes if self.ours(it)] or [
            it for it in nodes if not self.firms[it] or not self.own
        ]


def whose(text: str, everything: Sequence[Records]) -> str | None:
    """The id of the one of ours who is meant; None where nobody is called so, nor nearly so.

    `everything` is what is known of people, what counts more last. First an id is meant, then an address,
    then a name. Raises UnknownName where several are, and where it is a slip or part of a name. O(people).
    """
    people = _People()
    for records in everything:
        people.add(records)
    if text in people.names:
        return text
    address, key = plain_address(text), name_key(text)
    hits = [node for node, known in people.addresses.items() if address and known == address]
    hits = hits or [node for node, name in people.names.items() if name_key(name) == key]
    hits = people.may_be_ours(hits)
    if len(hits) > 1:
        listed = ", ".join(sorted(hits)[:LISTED]) + (" …" if len(hits) > LISTED else "")
        raise UnknownName(WHERE, f"several people are meant by {text!r}", f"give an id: {listed}")
    if not hits and (near := _nearest(text, people)):
        raise UnknownName(WHERE, nobody(text), f"did you mean {near}?")
    return hits[0] if hits else None


def nobody(text: str) -> str:
    """What is wrong where nobody is meant."""
    return f"nobody of ours is called {text!r} or has that address"


def _nearest(text: str, people: _People) -> str | None:
    """The name of one of ours that has all these words, else one that is nearly the same."""
    from rapidfuzz import fuzz, process  # only where a name is wrong

    names = {node: name for node, name in people.names.items() if people.ours(node) or not people.own}
    parts = set(name_key(text).split())
    holding = {node: name for node, name in names.items() if parts <= set(name_key(name).split())}
    found = process.extractOne(
        text, holding or names, scorer=fuzz.ratio, processor=name_key, score_cutoff=0 if holding else SLIP
    )
    return str(found[0]) if found else None
