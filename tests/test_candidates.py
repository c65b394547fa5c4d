"""Who of ours is named to take a relationship on: senior enough, with hours left, with the warmest way in."""

from __future__ import annotations

from typing import Any

import pytest

from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from tests.reference.drawing import Drawing, ago
from tests.ways_drawn import situation

NAME = "Name a carer for Dora; "


def steps(
    drawing: Drawing, kind: str = "uncovered-decider", policy: dict[str, Any] | None = None
) -> list[str]:
    """What is to be done next about the only gap of a kind that is about Dora."""
    seen = situation(drawing, **(policy or {}))
    gaps = find_gaps(seen)
    found = [
        finding
        for finding in explain(seen, gaps, gaps.table)
        if finding.kind == kind and finding.person is not None and finding.person.name == "Dora"
    ]
    assert len(found) == 1
    return found[0].next_steps("en")


def network(*people: str) -> Drawing:
    """Dora (1) decides at a B account, where nobody cares for her: six contacts a year, twelve hours."""
    drawing = Drawing().customer("Musterwerk", "B").theirs("Dora", "Musterwerk", "decider", 1)
    for name in people:
        drawing.theirs(name, "Musterwerk")
    return drawing


def test_whoever_is_senior_enough_and_has_the_warmest_way_in() -> None:
    # Otto(1) ==2== Emil ==5== Dora      Paula(1) ==5== Emil      Quint(4) ==5== Emil      Rosa(1)
    drawing = network("Emil").ours("Otto", 1).ours("Paula", 1).ours("Quint", 4).ours("Rosa", 1)
    drawing.link("Emil", "KNOWS", "Dora", weight=5)
    for name, weight in (("Otto", 2), ("Paula", 5), ("Quint", 5)):
        drawing.link(name, "KNOWS", "Emil", weight=weight)
    assert steps(drawing) == [
        f"{NAME}senior enough and with the warmest way in: Paula and Otto.",
        "Emil knows Dora: let Paula ask for an introduction.",
    ]


def test_where_level_does_not_matter_the_warmest_way_alone_decides() -> None:
    drawing = network("Emil").ours("Otto", 1).ours("Quint", 4)
    drawing.link("Emil", "KNOWS", "Dora", weight=5).link("Otto", "KNOWS", "Emil", weight=2)
    drawing.link("Quint", "KNOWS", "Emil", weight=5)
    assert steps(drawing, policy={"care.B.decider.same_level": False}) == [
        f"{NAME}with the warmest way in: Quint and Otto.",
        "Emil knows Dora: let Quint ask for an introduction.",
    ]


@pytest.mark.parametrize(
    ("hours", "named"), [(11, "Otto"), (12, "Paula and Otto"), (None, "Paula and Otto"), (0, "Otto")]
)
def test_whoever_has_no_hours_left_is_not_named_beside_others(hours: float | None, named: str) -> None:
    # Paula(1) has the warmer way in; Dora needs 6 contacts of 2 hours
    capacity: dict[str, Any] = {} if hours is None else {"capacity_hours": hours}
    drawing = network("Emil").ours("Otto", 1).person("Paula", **capacity).job("Paula", "Us", 1)
    drawing.link("Emil", "KNOWS", "Dora", weight=5).link("Otto", "KNOWS", "Emil", weight=2)
    drawing.link("Paula", "KNOWS", "Emil", weight=5)
    assert steps(drawing)[0] == f"{NAME}senior enough and with the warmest way in: {named}."


def test_where_nobody_has_hours_left_they_are_named_all_the_same() -> None:
    drawing = network().person("Otto", capacity_hours=1).job("Otto", "Us", 1)
    drawing.link("Otto", "KNOWS", "Dora", weight=4)
    assert steps(drawing) == [f"{NAME}senior enough and with the warmest way in: Otto."]


def test_at_most_three_are_named() -> None:
    drawing = network()
    for weight, name in enumerate(("Otto", "Paula", "Rosa", "Sven"), 1):
        drawing.ours(name, 1).link(name, "KNOWS", "Dora", weight=weight)
    assert steps(drawing) == [
        f"{NAME}senior enough and with the warmest way in: Sven, Rosa and Paula.",
        "Ask Otto for an introduction.",
    ]


def test_whoever_is_in_contact_is_named_first_the_warmest_of_them_first() -> None:
    # Otto(1): a mail yesterday      Paula(1): a visit yesterday      Rosa(1) ==5== Dora
    drawing = (
        network().ours("Otto", 1).ours("Paula", 1).ours("Rosa", 1).link("Rosa", "KNOWS", "Dora", weight=5)
    )
    drawing.contact(ago(1), "mail", sender="Otto", recipient="Dora")
    drawing.contact(ago(1), "visit", organiser="Paula", participant="Dora")
    assert steps(drawing) == [
        f"{NAME}already in contact: Paula and Otto.", "Ask Rosa for an introduction.",
    ]  # fmt: skip


def test_one_of_ours_who_is_not_senior_enough_may_introduce() -> None:
    # Quint(4): a visit yesterday      Otto(1)
    drawing = network().ours("Otto", 1).ours("Quint", 4)
    drawing.contact(ago(1), "visit", organiser="Quint", participant="Dora")
    assert steps(drawing) == [f"{NAME}senior enough: Otto.", "Ask Quint for an introduction."]


def test_an_old_mail_makes_nobody_an_introducer() -> None:
    # Quint(4): a mail two years ago      Otto(1)
    drawing = network().ours("Otto", 1).ours("Quint", 4)
    drawing.contact(ago(730), "mail", sender="Quint", recipient="Dora")
    assert steps(drawing) == [f"{NAME}senior enough: Otto."]


def test_a_long_way_is_told_where_there_is_no_shorter_one() -> None:
    # Otto(1) ==3== Emil ==3== Fritz ==3== Dora
    drawing = network("Emil", "Fritz").ours("Otto", 1).link("Otto", "KNOWS", "Emil")
    drawing.link("Emil", "KNOWS", "Fritz").link("Fritz", "KNOWS", "Dora")
    assert steps(drawing) == [
        f"{NAME}senior enough: Otto.",
        "The warmest way to Dora begins with Otto and leads over Emil and Fritz.",
    ]


def test_whoever_objects_introduces_nobody() -> None:
    # Otto(1) ==5== Emil (objects) ==5== Dora
    drawing = network().theirs("Emil", "Musterwerk", contact_allowed=False).ours("Otto", 1)
    drawing.link("Otto", "KNOWS", "Emil", weight=5).link("Emil", "KNOWS", "Dora", weight=5)
    assert steps(drawing) == [f"{NAME}senior enough: Otto."]


def test_whoever_leaves_soon_is_neither_named_nor_sent() -> None:
    # Otto(1), leaves in a month, ==5== Emil ==5== Dora      Paula(1)
    drawing = network("Emil").ours("Otto", 1, valid_to=ago(-30)).ours("Paula", 1)
    drawing.link("Otto", "KNOWS", "Emil", weight=5).link("Emil", "KNOWS", "Dora", weight=5)
    assert steps(drawing) == [f"{NAME}senior enough: Paula."]


def test_somebody_as_senior_joins_by_the_warmest_way_in() -> None:
    # Quint(4) ==> Dora(1)      Otto(1)      Paula(1) ==5== Emil ==5== Dora
    drawing = network("Emil").ours("Otto", 1).ours("Paula", 1).ours("Quint", 4).cares("Quint", "Dora")
    drawing.link("Emil", "KNOWS", "Dora", weight=5).link("Paula", "KNOWS", "Emil", weight=5)
    assert steps(drawing, "level-mismatch") == [
        "Let somebody as senior join: Paula and Otto.", "Let Quint make the introduction.",
    ]  # fmt: skip


def test_a_deputy_needs_no_hours() -> None:
    # Otto(1) ==> Dora(1) [A]      Paula(2), 0 hours, cares for Emil there
    drawing = Drawing().customer("Musterwerk", "A").theirs("Dora", "Musterwerk", "decider", 1)
    drawing.theirs("Emil", "Musterwerk").ours("Otto", 1).cares("Otto", "Dora")
    drawing.person("Paula", capacity_hours=0).job("Paula", "Us", 2).cares("Paula", "Emil", "deputy")
    assert steps(drawing, "single-threaded-person") == [
        "Name a deputy for Dora beside Otto; at home at Musterwerk: Paula."
    ]
