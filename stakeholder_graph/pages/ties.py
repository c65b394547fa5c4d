"""What ties people on a map to each other and to the account: roles, care, relations."""

from __future__ import annotations

from collections.abc import Mapping

from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.pages.book import Book, Row
from stakeholder_graph.pages.happened import iso
from stakeholder_graph.pages.page import LANGUAGES


def roles_at(book: Book, account: int) -> dict[int, list[Row]]:
    """The roles at an account by person, as the page shows them."""
    roles: dict[int, list[Row]] = {}
    for role in book.roles.get(account, ()):
        about = "" if role["opportunity"] is None else book.name(role["opportunity"])
        told = {"role": role["role"], "presumed": role["presumed"], "about": about}
        roles.setdefault(role["person"], []).append(told)
    return roles


def ours(book: Book) -> set[int]:
    """Our companies, by number."""
    return {number for number, kind in book.kind_of.items() if kind == "own"}


def lines_between(book: Book, place: Mapping[int, int]) -> list[Row]:
    """Care from ours to theirs, between those whose position is given by their number."""
    found = []
    for person, position in place.items():
        for care in book.care.get(person, ()):
            observed = bool(care["observed"])
            dates = {"since": iso(care["since"]), "last_contact": iso(care["last_contact"])}
            found.append(
                {
                    "own": place[care["own"]],
                    "other": position,
                    "duty": care["duty"],
                    "observed": observed,
                    **dates,
                }
            )
    return found


def relations_between(book: Book, place: Mapping[int, int]) -> list[Row]:
    """All other relations between the same people, with their verbs in both languages."""
    found = []
    for start, position in place.items():
        for kind, _, end, topic in book.relations_of.get(start, ()):
            if end in place:
                words = ontology().relationships[kind]
                verb = {code: words.verb(code) for code in LANGUAGES}
                back = {code: words.verb(code, backward=True) for code in LANGUAGES}
                ends = {"kind": kind, "from": position, "to": place[end]}
                found.append({**ends, "verb": verb, "back": back, "topic": topic})
    return found
