"""An account on earlier days: who was there, who cared, how well each was cared for, which gaps it had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.find import Gaps
from stakeholder_graph.pages.book import Book, Row
from stakeholder_graph.pages.coverage import rungs, word_of
from stakeholder_graph.pages.happened import iso
from stakeholder_graph.pages.people import present_job, third_kind
from stakeholder_graph.pages.ties import lines_between, ours, relations_between, roles_at

# As the map's dictionary has it:
#   past  {"people": [those who are there on an earlier day only, as far as the map shows them then],
#          "relations": [relations of earlier days only], "days": [day, …] the earliest first}
#   day   {"date", "there": [positions of all who were], "people": {position: what was otherwise than today},
#          "lines": as on the map, "relations": [numbers of those that held], "rungs", "numbers",
#          "gaps": [[kind, position|None, name of whoever is not on the map|""]]}
# Positions and numbers go on where those of today end.


@dataclass(frozen=True)
class PastDay:
    """One earlier day of all accounts, or of one: what maps look up of it. Made once for all maps.

    `gaps`: kind and person by account; `contacts`: who of ours last met a person, and when; `companies` of
    each account; `moved`: whose jobs and offices were others than today.
    """

    book: Book
    gaps: Mapping[int, list[tuple[str, int | None]]]
    contacts: Mapping[int, list[tuple[int, date]]]
    companies: Mapping[int, set[int]]
    own: set[int]
    moved: set[int]
    objected: set[int]


@dataclass
class _Added:
    """Those whom only earlier days have, with their positions and relations."""

    place: dict[int, int]
    people: list[Row]
    relations: list[Row]
    first_person: int
    first_relation: int
    numbered: dict[tuple[Any, ...], int] = field(default_factory=dict)


def past_day(situation: Situation, gaps: Gaps, now: Situation, account: int | None = None) -> PastDay:
    """A past day, from the situation on it with its gaps, and today's: for all accounts at once, or for one
    by its number. O(people + relationships).
    """
    of_account = pl.col("account").is_not_null() if account is None else pl.col("account") == account
    found = gaps.table.filter(pl.col("replaced_by").is_null() & of_account)
    told: dict[int, list[tuple[str, int | None]]] = {}
    for where, kind, person in found.select("account", "kind", "person").iter_rows():
        told.setdefault(where, []).append((kind, person))
    book = Book(situation, account)
    met = book.of(situation.contacts, "person")
    last = met.group_by("person", "own").agg(pl.col("date").max()).sort("person", "own")
    contacts: dict[int, list[tuple[int, date]]] = {}
    for person, own, day in last.select("person", "own", "date").iter_rows():
        contacts.setdefault(person, []).append((own, day))
    companies: dict[int, set[int]] = {one: set() for one in situation.accounts["account"]}
    for company, one in situation.members.select("company", "account").iter_rows():
        companies.setdefault(one, set()).add(company)
    objected = set(situation.objectors["person"])
    return PastDay(book, told, contacts, companies, ours(book), _moved(situation, now), objected)


def _moved(then: Situation, now: Situation) -> set[int]:
    """Who had another job or office then than now."""
    offices = [one.snapshot.tie("HOLDS_OFFICE").select(person="start", tie="id") for one in (then, now)]
    jobs = [one.jobs.filter(pl.col("state") == "valid").select("person", "tie") for one in (then, now)]
    found: set[int] = set()
    for one, other in (jobs, jobs[::-1], offices, offices[::-1]):
        found.update(one.join(other, on=["person", "tie"], how="anti")["person"])
    return found


def told_past(
    days: Sequence[PastDay], account: int, today: Mapping[str, Any], numbers: Sequence[int]
) -> dict[str, Any] | None:
    """The account on earlier days beside its map of today; None where it was none on any of them.

    `today` is the map's dictionary, `numbers` those of its people. Only what was otherwise than today is
    told of each person. O(the account's records · days).
    """
    place = {number: position for position, number in enumerate(numbers)}
    added = _Added(place, [], [], len(numbers), len(today["relations"]))
    for number, relation in enumerate(today["relations"]):
        added.numbered[_key(relation)] = number
    told = [_day(day, account, today, added) for day in days if account in day.companies]
    told = [day for day in told if day["there"]]
    return {"people": added.people, "relations": added.relations, "days": told} if told else None


def _key(relation: Mapping[str, Any]) -> tuple[Any, ...]:
    return (relation["kind"], relation["from"], relation["to"], relation["topic"])


def _day(day: PastDay, account: int, today: Mapping[str, Any], added: _Added) -> Row:
    book = day.book
    states = _states(day, account, added.place)
    for number, state in states.items():
        if number not in added.place:
            added.place[number] = added.first_person + len(added.people)
            added.people.append({"id": book.id(number), "name": book.name(number), **state})
    there = {number: added.place[number] for number in states}
    known = [*today["people"], *added.people]
    otherwise = {}
    for number, position in there.items():
        base = known[position]
        if changed := {name: value for name, value in states[number].items() if value != base[name]}:
            otherwise[str(position)] = changed
    deciders = book.coverage[account].deciders
    gaps = [
        [
            kind,
            None if person is None else there.get(person),
            "" if person is None or person in there else book.name(person),
        ]
        for kind, person in ((kind, person) for kind, person in day.gaps.get(account, ()))
    ]
    contacts = [
        state["last_contact"] for state in states.values() if state["side"] != "own" and state["last_contact"]
    ]
    return {
        "date": iso(book.situation.as_of),
        "there": sorted(there.values()),
        "people": otherwise,
        "lines": lines_between(book, there),
        "relations": sorted(_relations(book, there, added)),
        "rungs": rungs(book, account),
        "numbers": {
            "gaps": len(gaps), "deciders": deciders.needed, "deciders_cared": deciders.cared,
            "last_contact": max(contacts, default=None),
        },
        "gaps": gaps,
    }  # fmt: skip


def _relations(book: Book, there: Mapping[int, int], added: _Added) -> Iterable[int]:
    for relation in relations_between(book, there):
        key = _key(relation)
        if key not in added.numbered:
            added.numbered[key] = added.first_relation + len(added.relations)
            added.relations.append(relation)
        yield added.numbered[key]


def _position(book: Book, person: int, side: str, employers: set[int], level: int | None) -> Row:
    kind = third_kind(book, person) if side == "third" else ""
    return {"kind": kind, **present_job(book, person, employers, level)}


def _states(day: PastDay, account: int, known: Mapping[int, int]) -> dict[int, Row]:
    """Everybody who was on the map that day, with what may have been otherwise than today.

    `known` are those who are on today's map: of them only who has moved is asked for a position.
    """
    book = day.book
    employers = day.companies[account]
    theirs = [(row["person"], "account", row["level"]) for row in book.people_of.get(account, ())]
    theirs += [(row["person"], "third", row["level"]) for row in book.thirds_of.get(account, ())]
    kinds: dict[int, set[str]] = {}
    for kind, person in day.gaps.get(account, ()):
        if person is not None:
            kinds.setdefault(person, set()).add(kind)
    roles = roles_at(book, account)
    found: dict[int, Row] = {}
    last: dict[int, date] = {}
    for person, side, level in theirs:
        changed = person in day.moved or person not in known
        met = day.contacts.get(person, ())
        for own, on in met:
            last[own] = max(last.get(own, on), on)
        found[person] = {
            "side": side, "level": level, "roles": roles.get(person, []),
            **(_position(book, person, side, employers, level) if changed else {}),
            "coverage": word_of(book, account, person, person in day.objected, kinds.get(person, ())),
            "last_contact": iso(max((on for _, on in met), default=None)),
        }  # fmt: skip
    for own in sorted({care["own"] for person, _, _ in theirs for care in book.care.get(person, ())}):
        level = book.own_levels.get(own)
        found[own] = {
            "side": "own", "level": level,
            **(_position(book, own, "own", day.own, level) if own in day.moved or own not in known else {}),
            "roles": [], "coverage": "own", "last_contact": iso(last.get(own)),
        }  # fmt: skip
    return found
