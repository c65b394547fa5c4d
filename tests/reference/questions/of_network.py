"""The questions about who knows and influences whom."""

from itertools import pairwise

from ..accounts import own_people
from ..day import Day
from .common import (
    Row,
    Rows,
    Tie,
    carers,
    employers,
    in_order,
    name,
    names,
    node,
    person_row,
    staff,
    tiers,
    ties,
)

PERSON = ("person", "person_id")


def own_row(day: Day, own: str) -> Row:
    return {"own_id": own, "own": name(day, own)}


def influences(day: Day, person: str) -> Rows:
    """Ways of one step, and of two; each once, however many ties lead along it."""
    steps = [(tie.start, tie.end) for tie in ties(day, "INFLUENCES", "ADVISES")]
    ways = {(start, end) for start, end in steps if end == person}
    ways |= {(start, *way) for start, end in steps for way in ways if way[0] == end}  # type: ignore[misc]
    found = [
        {
            "steps": len(way) - 1,
            **person_row(day, way[0]),
            "way": [name(day, one) for one in way],
            "employers": employers(day, way[0]),
            "carers": names(day, carers(day, way[0])),
            "way_ids": list(way),
        }
        for way in ways
        if node(day, way[0])["label"] == "Person" and way[0] != person
    ]
    return in_order(found, "steps", "way", "way_ids")


def strength(day: Day, one: str, other: str, *kinds: str) -> int:
    """The weight of the strongest tie between two people, whichever way it runs; 0 without any."""
    between = [tie for tie in ties(day, *kinds) if {tie.start, tie.end} == {one, other}]
    return max((tie.get("weight") or 3 for tie in between), default=0)


def introductions(day: Day, person: str, most: int = 20) -> Rows:
    """The first step is care or acquaintance, every other acquaintance; a way is as strong as its weakest."""
    own = own_people(day)
    middlemen = [
        one
        for one, record in day.graph.nodes(data=True)
        if record["label"] == "Person"
        and one not in own | {person}
        and record.get("contact_allowed") is not False
    ]
    ways = [[one] for one in own - {person}]
    found = []
    for _ in range(3):
        longer = []
        for way in ways:
            kinds = ("KNOWS",) if len(way) > 1 else ("KNOWS", "CARES_FOR")
            for after in [person, *middlemen]:
                if after not in way and strength(day, way[-1], after, *kinds):
                    longer.append([*way, after])
        found += [way_row(day, way) for way in longer if way[-1] == person]
        ways = [way for way in longer if way[-1] != person]
    return in_order(found, "steps", "-weakest", "way", "way_ids")[:most]


def way_row(day: Day, way: list[str]) -> Row:
    kinds = [("KNOWS", "CARES_FOR")] + [("KNOWS",)] * len(way)
    strengths = [strength(day, *pair, *some) for pair, some in zip(pairwise(way), kinds, strict=False)]
    return {
        "steps": len(way) - 1,
        "weakest": min(strengths),
        **own_row(day, way[0]),
        "way": [name(day, one) for one in way],
        "way_ids": way,
    }


def references(day: Day, account: str) -> Rows:
    there = {job.start for job in ties(day, "WORKS_FOR") if job.end == account}
    found = [
        {
            **person_row(day, person),
            "their_account": name(day, one),
            "tier": tier,
            "carers": names(day, carers(day, person)),
            "knows_id": tie.other(person),
            "knows": name(day, tie.other(person)),
            "weight": tie.get("weight"),
            "topic": tie.get("topic"),
            "account_id": one,
            "tie": tie.id,
        }
        for one, tier in tiers(day).items()
        if one != account
        for person in staff(day, one)
        if node(day, person).get("contact_allowed") is not False
        for tie in ties(day, "KNOWS")
        if person in (tie.start, tie.end) and tie.other(person) in there
    ]
    return in_order(found, "-weight", *PERSON, "their_account", "account_id", "knows", "knows_id", "tie")


def who_knows_whom(day: Day, account: str) -> Rows:
    own, there = own_people(day), staff(day, account)
    found = [
        {
            **own_row(day, one),
            **person_row(day, tie.other(one)),
            "relationship": tie.kind,
            **{key: tie.get(key) for key in ("duty", "weight", "topic")},
            "since": tie.get("valid_from"),
            "tie": tie.id,
        }
        for tie in ties(day, "CARES_FOR", "KNOWS")
        for one in known_from(tie)
        if one in own and tie.other(one) in there
    ]
    return in_order(found, "own", "own_id", *PERSON, "relationship", "tie")


def known_from(tie: Tie) -> tuple[str, ...]:
    """Care runs one way, acquaintance both."""
    return (tie.start, tie.end) if tie.kind == "KNOWS" else (tie.start,)
