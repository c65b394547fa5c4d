"""Where people stand on the level ladder: exact places, and what holds for every account."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stakeholder_graph.pages.ladder import LINE, WIDTHS, Ladder, Spot, column_keys
from stakeholder_graph.pages.layout import arrange
from tests.pages.fixtures import example_data, line, person, role

GAP: dict[str, Any] = {"coverage": "gap", "roles": role("decider")}


def spots(people: list[dict[str, Any]], lines: list[dict[str, Any]]) -> dict[str, Spot]:
    return {who["name"]: spot for who, spot in zip(people, arrange(people, lines).spots, strict=True)}


def test_a_pair_on_one_level_stands_on_one_line_and_the_gap_above_it() -> None:
    #  2   Ours ──── Cared       line 1
    #                Gap!        line 0
    people = [
        person("Ours", "own", 2, "own"),
        person("Cared", "account", 2, "fine", roles=role("buyer")),
        person("Gap", "account", 2, **GAP),
    ]
    found = spots(people, [line(0, 1)])
    assert found["Ours"].y == found["Cared"].y
    assert found["Cared"].y - found["Gap"].y == LINE
    assert [found[name].row for name in ("Ours", "Cared", "Gap")] == [1, 1, 1]
    assert found["Ours"].x < found["Cared"].x == found["Gap"].x


def test_a_line_to_a_third_party_runs_between_two_people_of_the_account() -> None:
    #  1            One          line 0
    #     Ours ──────────── Third   line 0.5
    #               Two          line 1
    people = [
        person("Ours", "own", 1, "own"),
        person("One", "account", 1, **GAP),
        person("Two", "account", 1, **GAP),
        person("Third", "third", 1, "fine"),
    ]
    found = spots(people, [line(0, 3)])
    assert found["Ours"].y == found["Third"].y
    assert found["One"].y + LINE / 2 == found["Third"].y == found["Two"].y - LINE / 2


def test_people_without_role_or_care_are_folded_below_and_others_are_not() -> None:
    people = [
        person("Ours", "own", 4, "own"),
        person("Nothing", "account", 4, "none"),
        person("User", "account", 4, "none", roles=role("user")),
        person("Cared", "account", 4, "none"),
        person("Objects", "account", 4, "objected"),
        person("Third", "third", 4, "none"),
    ]
    folded = {name for name, spot in spots(people, [line(0, 3)]).items() if spot.folded}
    assert folded == {"Nothing"}


def test_levels_are_rows_and_unknown_ones_have_a_row_only_where_somebody_is_there() -> None:
    known = arrange([person("Ours", "own", 1, "own")], [])
    assert [row.level for row in known.rows] == [1, 2, 3, 4]
    unknown = arrange([person("Who", "account", None, "none", roles=role("user"))], [])
    assert [row.level for row in unknown.rows] == [1, 2, 3, 4, None]
    assert unknown.spots[0].row == 4


def test_third_parties_stand_by_kind_and_more_than_two_kinds_share_the_last_column() -> None:
    kinds = ["association", "association", "authority"]
    people = [person(f"Third {number}", "third", 1, "none", kind=kind) for number, kind in enumerate(kinds)]
    assert column_keys(people) == ["own", "account", "association", "authority"]
    people.append(person("Third 9", "third", 1, "none", kind="supplier"))
    assert column_keys(people) == ["own", "account", "association", "further"]
    assert [spot.column for spot in arrange(people, []).spots] == [2, 2, 3, 3]


def test_the_example_is_arranged_as_its_drawing_says() -> None:
    data = example_data()
    found = spots(data["people"], data["lines"])
    for ours, theirs in (
        ("Henriette Vorlage", "Konrad Fiktivus"),
        ("Malte Mustermann", "Jürgen Erfunden"),
        ("Ayşe Beispiel", "Sabine Müßig"),
    ):
        assert found[ours].y == found[theirs].y
    assert sum(spot.folded for spot in found.values()) == 8


@st.composite
def accounts(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    level = st.sampled_from([1, 2, 2, 2, 3, 4, None])
    ours = draw(st.lists(level, max_size=6))
    theirs = draw(
        st.lists(st.tuples(level, st.sampled_from(["gap", "fine", "warning", "none"])), max_size=40)
    )
    kinds = st.sampled_from(["association", "authority", "supplier", "opinion_leader"])
    thirds = draw(st.lists(st.tuples(level, kinds, st.sampled_from(["gap", "none"])), max_size=9))
    people = [person(f"Own {number}", "own", where, "own") for number, where in enumerate(ours)]
    people += [
        person(f"Their {number}", "account", where, word) for number, (where, word) in enumerate(theirs)
    ]
    people += [
        person(f"Third {number}", "third", where, word, kind=kind)
        for number, (where, kind, word) in enumerate(thirds)
    ]
    if not ours or len(people) == len(ours):
        return people, []
    pairs = st.tuples(st.integers(0, len(ours) - 1), st.integers(len(ours), len(people) - 1))
    return people, [line(own, other) for own, other in sorted(draw(st.sets(pairs, max_size=20)))]


def apart(one: Spot, other: Spot) -> bool:
    """Two names do not meet: they are on lines of their own, or side by side, or in different columns."""
    beside = one.column != other.column or abs(one.x - other.x) >= WIDTHS["account"]
    return beside or abs(one.y - other.y) >= LINE - 1e-9


def within_rows(ladder: Ladder) -> bool:
    return all(
        spot.folded or row.top < spot.y < row.top + row.height
        for spot in ladder.spots
        for row in [ladder.rows[spot.row]]
    )


@given(accounts())
def test_nobody_stands_on_anybody_and_level_lines_meet_nobody(
    account: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    people, lines = account
    ladder = arrange(people, lines)
    shown = [spot for spot in ladder.spots if not spot.folded]
    assert len(ladder.spots) == len(people)
    assert all(apart(one, other) for at, one in enumerate(shown) for other in shown[:at])
    folded = [spot for spot in ladder.spots if spot.folded]
    # an open row moves those below it down, so only those of one row can meet
    assert all(
        apart(one, other)
        for at, one in enumerate(folded)
        for other in [*folded[:at], *shown]
        if one.row == other.row
    )
    assert within_rows(ladder)
    for care in lines:
        end = ladder.spots[care["other"]]
        on_the_way = [spot for spot in shown if spot.y == end.y and spot.column >= 1 and spot.x < end.x]
        assert on_the_way == []
    assert arrange(people, lines) == ladder
