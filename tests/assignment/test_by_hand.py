"""Who gets whom, why, and what stays open: small companies worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import networkx as nx

from stakeholder_graph.analysis.assignment_needs import Scope
from tests.assignment.company import Company
from tests.reference.policy import changed_policy

DAY = date(2026, 3, 31)
# An A decider needs 12 contacts a year (24 hours), a deputy, and a carer as senior as they are; an A
# influencer 4 contacts (8 hours); a C decider 2 contacts (4 hours), whoever it is.


def drawn(
    *people: tuple[str, int | None, float | None, dict[str, Any]], **theirs: tuple[str, str, int | None]
) -> Any:
    """Ours (id, level, hours, dates of their job) and theirs: id=(tier of their account, role, level)."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("us", label="Company", name="Pusteblume", party="own")
    for own, level, hours, dates in people:
        filled = {} if hours is None else {"capacity_hours": hours}
        graph.add_node(own, label="Person", name=f"Unsere {own}", **filled)
        known = {} if level is None else {"level": level}
        graph.add_edge(own, "us", key=f"job {own}", kind="WORKS_FOR", **known, **dates)
    for person, (tier, role, level) in theirs.items():
        graph.add_node(f"c{tier}", label="Company", name=f"Kunde {tier}", party="customer", tier=tier)
        graph.add_node(person, label="Person", name=f"Person {person}")
        known = {} if level is None else {"level": level}
        graph.add_edge(person, f"c{tier}", key=f"job {person}", kind="WORKS_FOR", **known)
        graph.add_edge(person, f"c{tier}", key=f"role {person}", kind="PLAYS_ROLE", role=role)
    return graph


def cares(graph: Any, own: str, person: str, duty: str = "carer", **more: Any) -> None:
    graph.add_edge(own, person, key=f"{own} {person} {duty}", kind="CARES_FOR", duty=duty, **more)


def company(graph: Any, scope: Scope | None = None, **changes: Any) -> Company:
    dotted = {name.replace("__", "."): value for name, value in changes.items()}
    return Company(Company.of(graph, DAY, {}).records, DAY, changed_policy(dotted), scope or Scope())


def whys(here: Company) -> list[tuple[str, list[str], tuple[str, ...]]]:
    return [(step.why, [here.id(one) for one in step.about], step.because) for step in here.found.steps]


def test_a_decider_gets_somebody_as_senior_and_a_deputy() -> None:
    # ours: top T (level 1), lead L (level 3)      theirs: D decides at A, level 1
    here = company(drawn(("T", 1, 100, {}), ("L", 3, 100, {}), D=("A", "decider", 1)))
    assert here.steps() == [("T", "D", "carer"), ("L", "D", "deputy")]
    assert whys(here) == [("nobody", [], ("same_level",)), ("no_deputy", [], ("has_room",))]
    assert [step.hours for step in here.found.steps] == [24.0, 0.0]
    assert here.open() == [] and here.found.gap == 0.0


def test_nobody_is_on_that_level() -> None:
    here = company(drawn(("L", 3, 100, {}), D=("A", "decider", 1)))
    assert here.steps() == []  # and no deputy either: nobody stands in for nobody
    assert here.open() == [("D", "carer", "no_senior", 1, 24.0)]


def test_nobody_on_that_level_has_the_hours() -> None:
    # T has 23 hours, 24 are needed; L has enough, but stands on level 3
    here = company(drawn(("T", 1, 23, {}), ("L", 3, 100, {}), D=("A", "decider", 1)))
    assert here.open() == [("D", "carer", "no_hours", 1, 24.0)]


def test_hours_for_one_go_to_who_counts_more() -> None:
    # T has 30 hours: D (A, 24 hours, weight 9) before E (C, 4 hours, weight 3) and F (A influencer, 8 hours,
    # weight 3); the 6 that are left are enough for E
    graph = drawn(("T", 1, 30, {}), D=("A", "decider", 1), E=("C", "decider", 1), F=("A", "influencer", 4))
    here = company(graph, care__A__decider__deputy=False)
    assert here.steps() == [("T", "D", "carer"), ("T", "E", "carer")]
    assert here.open() == [("F", "carer", "no_hours", None, 8.0)]


def test_none_of_ours_at_all() -> None:
    graph = drawn(D=("A", "decider", 1))
    here = company(graph)
    assert here.open() == [("D", "carer", "nobody", None, 24.0)]


def test_who_cares_today_stays_though_another_would_fit_better() -> None:
    # F (level 4) has T (level 1) today; S on level 4 would be nearer
    graph = drawn(("T", 1, 100, {}), ("S", 4, 100, {}), F=("A", "influencer", 4))
    cares(graph, "T", "F")
    here = company(graph)
    assert (here.steps(), here.ended(), here.found.kept) == ([], [], 1)


def test_who_is_not_senior_enough_hands_over_and_stays_as_deputy() -> None:
    graph = drawn(("T", 1, 100, {}), ("L", 3, 100, {}), D=("A", "decider", 1))
    cares(graph, "L", "D")
    here = company(graph)
    assert here.steps() == [("T", "D", "carer"), ("L", "D", "deputy")]
    assert here.ended() == [("L", "D", "carer")]
    assert whys(here) == [("too_junior", ["L"], ("same_level",)), ("no_deputy", [], ("was_carer", "at_home"))]


def test_who_is_not_senior_enough_stays_where_nobody_is() -> None:
    graph = drawn(("L", 3, 100, {}), D=("A", "decider", 1))
    cares(graph, "L", "D")
    here = company(graph, care__A__decider__deputy=False)
    assert here.steps() == [] and here.ended() == []
    assert here.open() == [("D", "carer", "no_senior", 1, 24.0)]
    assert [here.id(one) for one in here.found.unstaffed[0].stays] == ["L"]


def test_too_many_hours_go_to_somebody_who_has_them() -> None:
    # S has 10 hours and F and G to care for, 8 hours each; R has 100
    graph = drawn(("S", 4, 10, {}), ("R", 4, 100, {}), F=("A", "influencer", 4), G=("A", "influencer", 4))
    cares(graph, "S", "F")
    cares(graph, "S", "G", duty="carer")
    here = company(graph)
    assert len(here.steps()) == 1 and here.steps()[0][0] == "R"
    assert whys(here)[0][:2] == ("overloaded", ["S"])


def test_an_agreement_stays_with_who_made_it() -> None:
    # S agreed on 10 contacts with F (20 hours) and has only 10 hours: that is S's to solve, not the plan's
    graph = drawn(("S", 4, 10, {}), ("R", 4, 100, {}), F=("A", "influencer", 4))
    cares(graph, "S", "F", contacts_per_year=10)
    here = company(graph)
    assert here.steps() == [] and here.ended() == []


def test_an_agreement_goes_over_where_its_owner_is_ruled_out() -> None:
    graph = drawn(("S", 4, 10, {}), ("R", 4, 100, {}), F=("A", "influencer", 4))
    cares(graph, "S", "F", contacts_per_year=10)
    numbers = {identity: number for number, identity in enumerate(company(graph).before.snapshot.nodes["id"])}
    here = company(graph, Scope(never=frozenset({(numbers["S"], numbers["F"])})))
    assert here.steps() == [("R", "F", "carer")] and here.ended() == [("S", "F", "carer")]
    assert [(step.agreed, step.hours, step.why) for step in here.found.steps] == [(10, 20.0, "excluded")]


def test_who_leaves_soon_is_succeeded_and_not_ended() -> None:
    # V's job ends in 60 days; the policy asks for a successor 90 days before
    last = {"valid_to": DAY + timedelta(days=60)}
    graph = drawn(("V", 4, 100, last), ("R", 4, 100, {}), F=("A", "influencer", 4))
    cares(graph, "V", "F")
    here = company(graph)
    assert here.steps() == [("R", "F", "carer")] and here.ended() == []
    assert whys(here)[0][:2] == ("leaving", ["V"])


def test_who_stands_in_for_enough_people_gets_no_more() -> None:
    graph = drawn(("T", 1, 100, {}), ("L", 3, 100, {}), D=("A", "decider", 1), E=("A", "decider", 1))
    cares(graph, "T", "D")
    cares(graph, "T", "E")
    here = company(graph, assign__deputies_each=1)
    assert [step[0::2] for step in here.steps()] == [("L", "deputy")]
    assert [one[1:3] for one in here.open()] == [("deputy", "deputies_full")]


def test_the_history_of_care_is_told() -> None:
    graph = drawn(("R", 4, 100, {}), ("S", 4, 0, {}), F=("A", "influencer", 4))
    cares(graph, "S", "F", valid_to=DAY - timedelta(days=1))
    here = company(graph)
    assert here.steps() == [("R", "F", "carer")]  # S has no hours for care at all
    assert whys(here)[0][:2] == ("lost", ["S"])


def test_only_the_part_that_was_asked_for_is_distributed() -> None:
    graph = drawn(("T", 1, 30, {}), D=("A", "decider", 1), E=("C", "decider", 1))
    here = company(graph, Scope(tier="C"))
    assert [(person, duty) for _, person, duty in here.steps()] == [("E", "carer")]


def test_an_objector_is_in_no_plan() -> None:
    graph = drawn(("T", 1, 100, {}), D=("A", "decider", 1))
    graph.nodes["D"]["contact_allowed"] = False
    here = company(graph)
    assert here.found.needed == () and here.steps() == [] and here.open() == []


def test_two_carers_share_the_hours() -> None:
    # D needs two carers: 12 hours each; T and U have just 12, L (level 3) would have more
    graph = drawn(("T", 1, 12, {}), ("U", 2, 12, {}), ("L", 3, 5, {}), D=("A", "decider", 1))
    here = company(graph, care__A__decider__carers=2, care__A__decider__deputy=False)
    assert sorted(here.steps()) == [("T", "D", "carer"), ("U", "D", "carer")]
    assert [step.hours for step in here.found.steps] == [12.0, 12.0]


def test_a_second_carer_is_missed_where_there_is_only_one() -> None:
    graph = drawn(("T", 1, 24, {}), D=("A", "decider", 1))
    here = company(graph, care__A__decider__carers=2, care__A__decider__deputy=False)
    assert here.steps() == [("T", "D", "carer")]
    assert here.found.steps[0].hours == 24.0  # alone, T carries all of it
    assert here.open() == [("D", "carer", "nobody_else", None, 12.0)]
    assert [here.id(one) for one in here.found.unstaffed[0].stays] == ["T"]


def test_a_second_carer_who_is_not_senior_enough_will_do_beside_one_who_is() -> None:
    graph = drawn(("T", 1, 12, {}), ("L", 3, 100, {}), ("M", 4, 8, {}), D=("A", "decider", 1))
    here = company(graph, care__A__decider__carers=2, care__A__decider__deputy=False)
    assert sorted(here.steps()) == [("L", "D", "carer"), ("T", "D", "carer")]
    assert here.open() == []
