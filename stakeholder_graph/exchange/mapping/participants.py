"""Who took part in something, where the cell has names and mail addresses: `Ada Mohnrot; b@tau.example`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stakeholder_graph.exchange.cells import trim
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.register import FIRMS, LISTED, SEVERAL, Register
from stakeholder_graph.exchange.mapping.targets import PARTS
from stakeholder_graph.exchange.mapping.values import Values

NAME_AND_ADDRESS = re.compile(
    r"""["']?(?P<name>[^<>"]*?)["']?\s*[<(\[]\s*(?:mailto:)?(?P<mail>[^<>()\s]+@[^<>()\s]+?)\s*[>)\]]"""
)
TWO = 2  # nobody is in contact alone
TOO_FEW = "fewer than two known people: no contact"
ONLY_OURS = "only our own people: no contact"
NOBODY_KNOWS = "nobody has this name or address; taken without this person"


@dataclass
class Participants:
    """Finds those who are named in lists of attendees, senders and recipients."""

    register: Register
    own: OwnSide

    def of(self, fields: Fields, row: Values) -> dict[str, str]:
        """The id of everybody known who took part, with the part; whoever stands there twice once."""
        found: dict[str, str] = {}
        near = self._firms(row)
        for target, part in PARTS.items():
            for text in row.get(target) or ():
                person = self._person(fields, row, target, text, near)
                if person is not None:
                    found.setdefault(person, part)
        return found

    def why_none(self, found: dict[str, str]) -> str | None:
        """Why these are no contact; None when they are one."""
        if len(found) < TWO:
            return TOO_FEW
        return ONLY_OURS if all(map(self.own.is_ours, found)) else None

    def _firms(self, row: Values) -> set[str]:
        """The accounts that it is about: they tell people of one name apart."""
        about = row.get("about_name")
        if about is None:
            return set()
        firms = {firm for label in FIRMS for firm in self.register.named(label, about)}
        for deal in self.register.named("Opportunity", about):
            firms |= self.register.accounts_of(deal)
        return firms

    def _person(self, fields: Fields, row: Values, target: str, text: str, near: set[str]) -> str | None:
        name, mail = name_and_address(text)
        hits = self.register.with_mail(mail) if mail else []
        if not hits and name:
            hits = self._called(name)
        if len(hits) > 1:
            hits = [hit for hit in hits if near & self.register.firms_of(hit)] or hits
        column = next((name for name in fields.written.get(target, ())), None)
        if len(hits) > 1:
            hint = f"could be {', '.join(sorted(hits)[:LISTED])}"
            self.register.note(fields, row, column, text, SEVERAL, hint)
            return None
        if not hits:
            hint = "add the person, or correct the name; nobody is made from a name in a list"
            self.register.note(fields, row, column, text, NOBODY_KNOWS, hint)
            return None
        return hits[0]

    def _called(self, name: str) -> list[str]:
        hits = self.register.named("Person", name)
        last, comma, first = name.partition(",")
        return hits or (self.register.named("Person", f"{first} {last}") if comma else [])


def name_and_address(text: str) -> tuple[str, str | None]:
    """What of an entry is a name, and what a mail address: "Ada Mohnrot <a@tau.example>"."""
    found = NAME_AND_ADDRESS.fullmatch(text)
    if found:
        return trim(found["name"]), found["mail"]
    bare = text.strip("<>'\"").removeprefix("mailto:")
    return ("", bare) if "@" in bare and " " not in bare else (text, None)
