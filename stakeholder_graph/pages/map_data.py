"""The dictionary behind the account map, from a situation and its findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stakeholder_graph.analysis.cycle_gaps import OpenGaps, open_gaps
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.trend import shape_of
from stakeholder_graph.gaps.finding import Finding, plain
from stakeholder_graph.gaps.texts import Phrase
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.pages.book import Book, Row
from stakeholder_graph.pages.coverage import kinds_about, rungs, word_of
from stakeholder_graph.pages.cycle import cycle_steps
from stakeholder_graph.pages.happened import iso
from stakeholder_graph.pages.page import LANGUAGES, Both
from stakeholder_graph.pages.past import PastDay, told_past
from stakeholder_graph.pages.people import person_of
from stakeholder_graph.pages.ties import lines_between, ours, relations_between, roles_at
from stakeholder_graph.pages.trend import trend_chart
from stakeholder_graph.pages.ways_in import way_of

APPROACH = ("email", "phone", "preferred_channel")
"""How to reach somebody: not told of whoever objects to contact."""


def map_data(
    situation: Situation,
    findings: Sequence[Finding],
    account: int,
    *,
    language: str = "en",
    overview: str | None = None,
    sheets: str | None = None,
    book: Book | None = None,
    days: Sequence[PastDay] = (),
) -> dict[str, Any]:
    """Everything that the map of one account shows, as plain values; account_map.py describes them.

    `findings` may be those of all accounts; `account` is its number in the snapshot; `overview` and `sheets`
    the files of the overview and the sheets for visits beside the map; `days`: earlier days that it shows
    too. Give the same `book` and `days`, of all accounts, when many maps are made.
    O(the account's records · days).
    """
    book = book or Book(situation, account)
    row = situation.accounts.filter(account=account).row(0, named=True)
    about = [finding for finding in findings if finding.account and finding.account.id == row["id"]]
    people, numbers = _people(book, account, about)
    place = {number: position for position, number in enumerate(numbers)}
    at = {person["id"]: position for position, person in enumerate(people)}
    deciders = book.coverage[account].deciders
    contacts = [one["last_contact"] for one in people if one["side"] != "own" and one["last_contact"]]
    names = situation.policy.get("levels")["names"]
    told = {
        "account": {
            "id": row["id"],
            "name": row["name"] or row["id"],
            "tier": row["tier"],
            "kind": _kind(row),
            "industry": row["industry"] or "",
        },
        "as_of": iso(situation.as_of),
        "language": language,
        "overview": overview,
        "sheets": sheets,
        "levels": {code: list(names[code]) for code in LANGUAGES},
        "people": people,
        "lines": lines_between(book, place),
        "relations": relations_between(book, place),
        "rungs": rungs(book, account),
        "findings": [_finding(finding, at) for finding in about],
        "not_run": book.not_run,
        "cycle": cycle_steps(book.cycles.of(account, _open(about)), situation.policy),
        "trend": trend_chart(shape_of(situation, book.daily_of(account))),
        "numbers": {
            "gaps": len(about),
            "deciders": deciders.needed,
            "deciders_cared": deciders.cared,
            "last_contact": max(contacts, default=None),
        },
    }
    return {**told, "past": told_past(days, account, told, numbers)}


def _open(findings: Sequence[Finding]) -> OpenGaps:
    return open_gaps((one.kind, one.person.name if one.person else None) for one in findings)


def _kind(row: Row) -> Both:
    group = "party" if row["party"] else "category"
    value = row[group] or "other"
    return {code: ontology().value_word(group, value, code) for code in LANGUAGES}


def _people(book: Book, account: int, about: Sequence[Finding]) -> tuple[list[Row], list[int]]:
    """Ours who care, the account's people, its third parties; and their numbers in the same order."""
    employers = {company for company, of in book.situation.members.iter_rows() if of == account}
    theirs = [(row["person"], "account", row["level"]) for row in book.people_of.get(account, ())]
    theirs += [(row["person"], "third", row["level"]) for row in book.thirds_of.get(account, ())]
    carers = sorted(
        {care["own"] for person, _, _ in theirs for care in book.care.get(person, ())},
        key=lambda own: (book.name(own), own),
    )
    unwell = kinds_about(about)
    roles = roles_at(book, account)
    met = {person for person, _, _ in theirs}
    people = [_own(book, own, met) for own in carers]
    numbers = [*carers, *(person for person, _, _ in theirs)]
    place = {number: position for position, number in enumerate(numbers)}
    for person, side, level in theirs:
        objected = book.people.get(person, {}).get("contact_allowed") is False
        need = book.needs_of(account).get(person)
        asked = (
            {name: need[name] for name in ("carers", "deputy", "contacts_per_year", "same_level")}
            if need
            else None
        )
        word = word_of(book, account, person, objected, unwell.get(book.id(person), ()))
        told = person_of(book, person, side, level, employers)
        further = {"roles": roles.get(person, []), "needs": asked, "coverage": word}
        if objected:
            further["profile"] = {
                name: value for name, value in told["profile"].items() if name not in APPROACH
            }
        else:
            further["actions"] = book.actions.get(person, [])
            further["way"] = way_of(book.ways.get(person), place)
        people.append({**told, **further})
    return people, numbers


def _own(book: Book, own: int, met: set[int]) -> Row:
    """One of ours, with their contacts with people of this account."""
    told = person_of(book, own, "own", book.own_levels.get(own), ours(book))
    rows = [row for person in sorted(met) for row in book.contacts.get(person, ()) if row["own"] == own]
    rows.sort(key=lambda row: (-row["date"].toordinal(), row["record"], row["person"]))
    last = iso(rows[0]["date"]) if rows else None
    contacts = book.last_contacts(rows, "person")
    return {
        **told,
        "contacts": contacts,
        "last_contact": last,
        "roles": [],
        "standing": [],
        "needs": None,
        "coverage": "own",
    }


def _finding(finding: Finding, positions: dict[str, int]) -> Row:
    """A finding with its words in both languages; what it is about is named by position where it is on the
    map.
    """

    def both(phrase: Phrase) -> Both:
        return {code: phrase.text(code, finding.policy) for code in LANGUAGES}

    evidence = [
        {
            "record": item.record, "id": item.id, "date": iso(item.date), "source": item.source,
            "text": both(item.phrase),
        }
        for item in finding.evidence
    ]  # fmt: skip
    return {
        "kind": finding.kind,
        "severity": plain(finding.severity),
        "class": finding.severity_class,
        "factors": {name: plain(value) for name, value in finding.factors.items()},
        "person": positions.get(finding.person.id) if finding.person else None,
        "who": finding.person.name if finding.person else "",
        "carer": finding.carer.name if finding.carer else "",
        "about": finding.about.name if finding.about else "",
        "text": both(finding.sentence),
        "includes": [{"kind": kind, "text": both(phrase)} for kind, phrase in finding.includes],
        "evidence": evidence,
        "next_steps": [both(step) for step in finding.steps],
    }
