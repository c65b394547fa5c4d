"""Warm ways to a person, on networks drawn by hand; ==4== is an acquaintance of weight 4 (3: none told)."""

from __future__ import annotations

import math

import polars as pl
import pytest

from stakeholder_graph.analysis.reach import Reach, find_reach
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.told_ways import account_ways, warmest_ways
from stakeholder_graph.analysis.ways import find_warmest
from stakeholder_graph.errors import StakeholderGraphError
from tests.reference.drawing import Drawing, ago
from tests.ways_drawn import situation

PRICE = 0.35


def numbers(seen: Situation) -> dict[str, int]:
    return {name: number for number, name in enumerate(seen.snapshot.nodes["name"])}


def reached(drawing: Drawing, who: str = "Dora", start: str | None = None, price: float = PRICE) -> Reach:
    seen = situation(drawing, **{"strength.intermediary": price})
    by_name = numbers(seen)
    return find_reach(seen, by_name[who], None if start is None else by_name[start])


def ways(found: Reach) -> list[str]:
    return [" ".join(person.name for person in way.people) for way in found.ways]


def cut(drawing: Drawing, found: Reach) -> tuple[int, list[str]]:
    assert found.access is not None
    seen = situation(drawing)
    return found.access.ways, [seen.snapshot.name(one) for one in found.access.cut]


def network(*people: str) -> Drawing:
    """Otto and Paula of ours, the decider Dora, and some others of hers."""
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).ours("Paula", 2)
    drawing.theirs("Dora", "Musterwerk", "decider", 1)
    for name in people:
        drawing.theirs(name, "Musterwerk")
    return drawing


def visited(drawing: Drawing, ours: str, theirs: str, days: int) -> Drawing:
    """A visit that many days ago: strength 1 − exp(−2^(−days / 180))."""
    return drawing.contact(ago(days), "visit", organiser=ours, participant=theirs)


def test_nobody_of_ours_has_any_recorded_relationship() -> None:
    # Otto, Paula          Emil ==3== Dora
    drawing = network("Emil").link("Emil", "KNOWS", "Dora").link("Otto", "KNOWS", "Paula")
    found = reached(drawing)
    assert (found.state, found.ways, found.access) == ("no network", (), None)
    assert found.as_dict() == {"person": {"id": "Dora", "name": "Dora"}, "paths": [], "reachable": False}
    assert reached(drawing, start="Otto").state == "no network"


def test_nobody_of_ours_is_in_the_data_at_all() -> None:
    drawing = Drawing().customer("Musterwerk", "B").theirs("Dora", "Musterwerk", "decider", 1)
    assert reached(drawing).state == "no network"
    assert situation(drawing).warmest.height == 0
    assert situation(Drawing()).warmest.height == 0


def test_no_way_although_there_is_a_network() -> None:
    # Otto ==3== Emil          Fritz ==3== Dora
    drawing = network("Emil", "Fritz").link("Otto", "KNOWS", "Emil").link("Fritz", "KNOWS", "Dora")
    found = reached(drawing)
    assert (found.state, found.ways, found.tied) == ("no path", (), True)
    assert reached(network("Emil").link("Otto", "KNOWS", "Emil")).tied is False


def test_one_of_ours_knows_the_person() -> None:
    # Otto ==visit today== Dora
    found = reached(visited(network(), "Otto", "Dora", 0))
    (way,) = found.ways
    assert (found.state, ways(found), way.introducer) == ("known", ["Otto Dora"], None)
    assert way.score == pytest.approx(-math.log(1 - math.exp(-1)))
    assert way.warmth == pytest.approx(1 - math.exp(-1))
    (record,) = way.steps[0].records
    assert (record.kind, record.date, record.channel, record.adds) == ("Interaction", ago(0), "visit", 1.0)
    assert way.steps[0].last == ago(0)


def test_somebody_introduces() -> None:
    # Otto ==4== Emil ==2== Dora
    drawing = network("Emil").link("Otto", "KNOWS", "Emil", weight=4)
    drawing.link("Emil", "KNOWS", "Dora", weight=2, topic="Chor")
    found = reached(drawing)
    (way,) = found.ways
    assert (found.state, ways(found)) == ("introduced", ["Otto Emil Dora"])
    assert way.introducer is not None and way.introducer.where == "Musterwerk"
    assert way.score == pytest.approx(-math.log(4 / 6) - math.log(2 / 6) + PRICE)
    assert way.as_dict() == {
        "score": pytest.approx(1.854077, abs=1e-6),
        "people": [{"id": name, "name": name} for name in ("Otto", "Emil", "Dora")],
        "strengths": [0.666667, 0.333333],
        "contacts": [
            {"from": start, "to": end, "record": "KNOWS", "id": name, "date": None, "channel": None,
             "adds": None, "weight": weight, "topic": topic, "source": None}
            for start, end, name, weight, topic in (
                ("Otto", "Emil", "KNOWS-5", 4, None), ("Emil", "Dora", "KNOWS-6", 2, "Chor"),
            )
        ],
    }  # fmt: skip
    assert cut(drawing, found) == (1, ["Otto", "Emil"])


@pytest.mark.parametrize(
    ("price", "before", "score"),
    [(0.35, "Gerd", -math.log(0.45) + 0.35), (0.0, "Fritz", -3 * math.log(0.8))],
)
def test_the_path_trap(price: float, before: str, score: float) -> None:
    # Otto ==.8== Emil ==.8== Fritz ==.8== Dora (.512)      Otto ==.45== Gerd ==1== Dora (.45)
    seen = situation(trap(), **{"strength.intermediary": price})
    name = seen.snapshot.name
    exact = {frozenset(("Otto", "Gerd")): 0.45, frozenset(("Gerd", "Dora")): 1.0}
    pairs = seen.strengths.select("one", "other").iter_rows()
    strength = pl.Series([exact.get(frozenset(map(name, pair)), 0.8) for pair in pairs])
    found = find_warmest(seen.snapshot, seen.policy, seen.strengths.with_columns(strength=strength), seen.own)
    row = found.filter(pl.col("person") == numbers(seen)["Dora"]).row(0, named=True)
    assert (name(row["before"]), row["score"]) == (before, pytest.approx(score, abs=1e-5))


def test_the_path_trap_with_acquaintances() -> None:
    # Otto ==5== Emil ==5== Fritz ==5== Dora (.579)      Otto ==4== Gerd ==5== Dora (.556)
    found = reached(trap())
    assert ways(found) == ["Otto Gerd Dora", "Otto Emil Fritz Dora"]
    product = [math.prod(step.strength for step in way.steps) for way in found.ways]
    assert product[0] < product[1]
    free = reached(trap(), price=0)
    assert ways(free) == ["Otto Emil Fritz Dora", "Otto Gerd Dora"]


def trap() -> Drawing:
    """Over two people with strong ties, or over one with a weaker one."""
    drawing = network("Emil", "Fritz", "Gerd").link("Otto", "KNOWS", "Emil", weight=5)
    drawing.link("Emil", "KNOWS", "Fritz", weight=5).link("Fritz", "KNOWS", "Dora", weight=5)
    drawing.link("Otto", "KNOWS", "Gerd", weight=4).link("Gerd", "KNOWS", "Dora", weight=5)
    return drawing


def test_whoever_objects_introduces_nobody() -> None:
    # Otto ==5== Emil (objects) ==5== Dora
    drawing = network().theirs("Emil", "Musterwerk", contact_allowed=False)
    drawing.link("Otto", "KNOWS", "Emil", weight=5).link("Emil", "KNOWS", "Dora", weight=5)
    assert reached(drawing).state == "no path"
    assert situation(drawing).warmest.height == 0


def test_no_way_is_offered_to_whoever_objects() -> None:
    # Otto ==5== Emil (objects)
    drawing = network().theirs("Emil", "Musterwerk", contact_allowed=False)
    drawing.link("Otto", "KNOWS", "Emil", weight=5)
    found = reached(drawing, "Emil")
    assert (found.state, found.ways) == ("objects", ())
    assert found.as_dict()["reachable"] is False


def test_one_of_ours_who_objects_begins_a_way_all_the_same() -> None:
    drawing = network().person("Quint", contact_allowed=False).job("Quint", "Us")
    drawing.link("Quint", "KNOWS", "Dora").link("Otto", "KNOWS", "Quint")
    assert ways(reached(drawing)) == ["Quint Dora"]
    assert ways(reached(drawing, start="Otto")) == []


def test_of_ways_alike_the_smallest_ids_decide_seen_from_the_person() -> None:
    # Otto ==3== Emil ==3== Dora      Paula ==3== Fritz ==3== Dora      Paula ==3== Emil
    drawing = network("Fritz", "Emil").link("Paula", "KNOWS", "Fritz").link("Fritz", "KNOWS", "Dora")
    drawing.link("Otto", "KNOWS", "Emil").link("Emil", "KNOWS", "Dora").link("Paula", "KNOWS", "Emil")
    found = reached(drawing)
    assert ways(found) == ["Otto Emil Dora", "Paula Fritz Dora"]
    assert found.ways[0].score == found.ways[1].score
    seen = situation(drawing)
    dora = numbers(seen)["Dora"]
    assert [one.name for one in warmest_ways(seen, [dora])[dora].people] == ["Otto", "Emil", "Dora"]


def test_a_way_that_makes_a_warmer_one_longer_is_none() -> None:
    # Otto ==5== Dora      Otto ==5== Emil ==5== Dora      Paula ==1== Fritz ==1== Dora
    drawing = network("Emil", "Fritz").link("Otto", "KNOWS", "Dora", weight=5)
    drawing.link("Otto", "KNOWS", "Emil", weight=5).link("Emil", "KNOWS", "Dora", weight=5)
    drawing.link("Paula", "KNOWS", "Fritz", weight=1).link("Fritz", "KNOWS", "Dora", weight=1)
    found = reached(drawing)
    assert ways(found) == ["Otto Dora", "Paula Fritz Dora"]
    # Emil could introduce Otto, who is needed either way; of what cuts alike, that nearest to Dora is told
    assert cut(drawing, found) == (2, ["Fritz", "Otto"])


def test_an_introduction_may_be_warmer_than_what_we_have_ourselves() -> None:
    # Otto ==1== Dora      Otto ==5== Emil ==5== Dora
    drawing = network("Emil").link("Otto", "KNOWS", "Dora", weight=1)
    drawing.link("Otto", "KNOWS", "Emil", weight=5).link("Emil", "KNOWS", "Dora", weight=5)
    found = reached(drawing)
    assert (found.state, ways(found)) == ("known", ["Otto Emil Dora", "Otto Dora"])


def test_the_three_warmest_ways_are_told() -> None:
    drawing = network("Emil", "Fritz", "Gerd", "Hans")
    for weight, name in enumerate(("Emil", "Fritz", "Gerd", "Hans"), 1):
        drawing.link("Otto", "KNOWS", name).link(name, "KNOWS", "Dora", weight=weight)
    assert ways(reached(drawing)) == ["Otto Hans Dora", "Otto Gerd Dora", "Otto Fritz Dora"]


def test_the_ways_of_one_of_ours() -> None:
    # Otto ==2== Emil ==3== Dora      Paula ==5== Dora
    drawing = network("Emil").link("Otto", "KNOWS", "Emil", weight=2).link("Emil", "KNOWS", "Dora")
    drawing.link("Paula", "KNOWS", "Dora", weight=5)
    found = reached(drawing, start="Otto")
    assert (found.state, ways(found), found.access) == ("introduced", ["Otto Emil Dora"], None)
    assert found.elsewhere is not None and found.elsewhere.people[0].name == "Paula"
    assert found.start is not None and found.start.name == "Otto"
    assert reached(drawing, start="Paula").elsewhere is None


def test_one_of_ours_goes_over_a_colleague_only_where_the_two_know_each_other() -> None:
    # Otto ==3== Paula ==5== Dora      Otto ==3== Emil ==visit== Paula: nobody outside leads us to ourselves
    drawing = visited(network("Emil"), "Paula", "Emil", 0).link("Otto", "KNOWS", "Emil")
    drawing.link("Paula", "KNOWS", "Dora", weight=5)
    found = reached(drawing, start="Otto")
    assert (found.state, found.elsewhere is not None) == ("no path", True)
    drawing.link("Paula", "KNOWS", "Otto")
    assert ways(reached(drawing, start="Otto")) == ["Otto Paula Dora"]


def test_whoever_has_left_us_begins_no_way_but_may_introduce() -> None:
    # Lena, who left yesterday, ==5== Dora      Otto ==2== Lena
    drawing = network().person("Lena").job("Lena", "Us", 1, valid_to=ago(1))
    drawing.link("Lena", "KNOWS", "Dora", weight=5)
    assert reached(drawing).state == "no network"
    drawing.link("Otto", "KNOWS", "Lena", weight=2)
    assert ways(reached(drawing)) == ["Otto Lena Dora"]
    with pytest.raises(StakeholderGraphError, match="Lena is not one of ours"):
        reached(drawing, start="Lena")


def test_refused_questions() -> None:
    with pytest.raises(StakeholderGraphError, match="Otto is one of ours; ask for somebody outside"):
        reached(network(), "Otto")
    with pytest.raises(StakeholderGraphError, match="Dora is not one of ours"):
        reached(network("Emil"), "Emil", start="Dora")


def test_all_access_may_hang_on_one_in_the_middle() -> None:
    # Otto ==3== Emil ==3== Dora      Paula ==3== Emil      Otto ==3== Fritz ==3== Emil
    drawing = network("Emil", "Fritz").link("Otto", "KNOWS", "Emil").link("Paula", "KNOWS", "Emil")
    drawing.link("Emil", "KNOWS", "Dora").link("Otto", "KNOWS", "Fritz").link("Fritz", "KNOWS", "Emil")
    assert cut(drawing, reached(drawing)) == (1, ["Emil"])


def test_the_surroundings_grow_until_the_cut_holds_everywhere() -> None:
    # Otto ==3== Emil ==3== Dora      Paula ==3== Gerd ==3== Fritz ==3== Dora
    drawing = network("Emil", "Fritz", "Gerd").link("Otto", "KNOWS", "Emil").link("Emil", "KNOWS", "Dora")
    drawing.link("Paula", "KNOWS", "Gerd").link("Gerd", "KNOWS", "Fritz").link("Fritz", "KNOWS", "Dora")
    assert cut(drawing, reached(drawing)) == (2, ["Emil", "Fritz"])


def test_several_may_be_needed_for_every_way() -> None:
    # Otto ==3== Anna ==3== Berta ==3== Carla ==3== Dora      Anna ==3== Emil ==3== Carla
    drawing = network("Anna", "Berta", "Carla", "Emil").link("Otto", "KNOWS", "Anna")
    for start, end in (("Anna", "Berta"), ("Berta", "Carla"), ("Carla", "Dora"), ("Anna", "Emil"),
                       ("Emil", "Carla")):  # fmt: skip
        drawing.link(start, "KNOWS", end)
    assert cut(drawing, reached(drawing)) == (1, ["Otto", "Anna", "Carla"])


def test_two_direct_ways_depend_on_nobody_in_common() -> None:
    drawing = visited(visited(network(), "Otto", "Dora", 5), "Paula", "Dora", 9)
    assert cut(drawing, reached(drawing)) == (2, ["Otto", "Paula"])


def test_the_best_way_to_everybody_of_an_account_in_one_call() -> None:
    # Otto ==3== Emil ==3== Dora [Musterwerk]      Fritz [Musterwerk]      Gerd ==3== Dora, advises
    drawing = network("Emil", "Fritz").link("Otto", "KNOWS", "Emil").link("Emil", "KNOWS", "Dora")
    drawing.person("Gerd").link("Gerd", "ADVISES", "Dora").link("Gerd", "KNOWS", "Dora")
    drawing.customer("Beispielbau", "C").theirs("Hans", "Beispielbau").link("Otto", "KNOWS", "Hans")
    seen = situation(drawing)
    by_name = numbers(seen)
    found = account_ways(seen, by_name["Musterwerk"])
    assert {seen.snapshot.name(one): [step.name for step in way.people] for one, way in found.items()} == {
        "Emil": ["Otto", "Emil"], "Dora": ["Otto", "Emil", "Dora"], "Gerd": ["Otto", "Emil", "Dora", "Gerd"],
    }  # fmt: skip
    row = seen.warmest.filter(seen.warmest["person"] == by_name["Gerd"]).row(0, named=True)
    assert (row["own"], row["before"], row["between"]) == (by_name["Otto"], by_name["Dora"], 2)
