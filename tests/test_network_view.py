"""Where people stand in the network view: exact places, and what holds for every account."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.pages.network_view import HEIGHT, MOST, WIDTH, spread
from tests.pages.fixtures import example_data, large_data, line, needs, person, role

NEEDY: dict[str, Any] = {"coverage": "gap", "roles": role("decider"), "needs": needs()}


def knows(one: int, other: int) -> dict[str, Any]:
    return {"kind": "KNOWS", "from": one, "to": other, "verb": {}, "back": {}, "topic": ""}


def in_words(rows: int, **more: Any) -> list[dict[str, Any]]:
    return [person(f"Wolke {number}", "account", 2, **more) for number in range(rows)]


def test_whoever_is_related_to_nobody_stands_below_gaps_first() -> None:
    people = [
        person("Ours", "own", 1, "own"),
        person("Cared", "account", 1, "fine", roles=role("buyer")),
        person("Objects", "account", 1, "objected", roles=role("user")),
        person("Gap", "account", 1, **NEEDY),
    ]
    found = spread(people, [line(0, 1)], [])
    assert found is not None
    ours, cared, objects, gap = (tuple(spot or ()) for spot in found)
    row = max(ours[1], cared[1]) + HEIGHT
    assert {ours, cared} <= {
        (0, 0),
        (WIDTH, 0),
        (WIDTH // 2, HEIGHT),
        (0, 2 * HEIGHT),
        (3 * WIDTH // 2, HEIGHT),
    }
    odd = row // HEIGHT % 2 * WIDTH // 2
    assert [gap, objects] == [(odd, row), (WIDTH + odd, row)]


def test_the_same_data_give_the_same_places() -> None:
    first, again = example_data(), example_data()
    assert spread(first["people"], first["lines"], first["relations"]) == spread(
        again["people"], again["lines"], again["relations"]
    )


def test_everybody_has_a_place_of_their_own_also_among_the_most_that_are_drawn() -> None:
    people = [person("Ours", "own", 1, "own"), *in_words(MOST - 1, **NEEDY)]
    found = spread(people, [line(0, other) for other in range(1, MOST)], [])
    assert found is not None and all(found)
    places = {tuple(spot or ()) for spot in found}
    assert len(places) == MOST
    assert all(x % (WIDTH // 2) == 0 and y % HEIGHT == 0 and x >= 0 and y >= 0 for x, y in places)
    # a drawing, no ribbon
    assert max(x for x, _ in places) < 40 * WIDTH and max(y for _, y in places) < 40 * HEIGHT


def test_folded_people_move_nobody() -> None:
    data = example_data()
    cared = {one["other"] for one in data["lines"]}
    stays = [
        index
        for index, who in enumerate(data["people"])
        if who["side"] != "account" or who["coverage"] != "none" or who["roles"] or index in cared
    ]
    assert len(stays) == 17
    whole = spread(data["people"], data["lines"], data["relations"])
    alone = spread(data["people"][: max(stays) + 1], data["lines"], data["relations"])
    assert whole is not None and alone is not None
    assert [whole[index] for index in stays] == [alone[index] for index in stays]


def test_of_too_many_those_without_role_and_care_are_left_out_first() -> None:
    people = [*in_words(3, **NEEDY), *in_words(MOST, coverage="none")]
    found = spread(people, [], [])
    assert found is not None
    assert [spot is not None for spot in found] == [True] * 3 + [False] * MOST


def test_then_all_but_those_who_need_care_and_whoever_is_related_to_them() -> None:
    people = [*in_words(2, **NEEDY), *in_words(MOST + 1, coverage="none", roles=role("user"))]
    found = spread(people, [], [knows(0, 5), knows(7, 6)])
    assert found is not None
    assert [index for index, spot in enumerate(found) if spot] == [0, 1, 5]


def test_where_even_these_are_too_many_there_is_no_network() -> None:
    assert spread(in_words(MOST + 1, **NEEDY), [], []) is None
    assert spread(large_data(4000)["people"], [], []) is None


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_anybody_is_no_trouble(count: int) -> None:
    found = spread(in_words(count, **NEEDY), [], [knows(0, 0)] if count else [])
    assert found == [[at * WIDTH, 0] for at in range(count)]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_no_two_ever_stand_in_one_place(ties: list[tuple[int, int]], asked: list[bool]) -> None:
    people = [
        person(f"Wolke {number}", "account", 2, **NEEDY)
        if needy
        else person(f"Wolke {number}", "account", 2, "none")
        for number, needy in enumerate(asked)
    ]
    found = spread(people, [], [knows(one, other) for one, other in ties])
    assert found is not None
    assert len({tuple(spot or ()) for spot in found}) == 12
