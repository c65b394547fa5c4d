"""What breaks when somebody leaves: by hand, by definition, and where nothing can be said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.departure import Departure, find_departure
from stakeholder_graph.analysis.leaving import situation_without
from stakeholder_graph.analysis.names import find_person
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.gaps.find import Gaps, find_gaps
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx, records_of
from tests.reference import definitions
from tests.reference.drawing import AS_OF, Drawing, ago
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, default_policy, policy_changes

LASTING = {
    "WORKS_FOR", "HOLDS_OFFICE", "REPORTS_TO", "MEMBER_OF", "OWNS", "ADVISES", "PLAYS_ROLE", "INFLUENCES",
    "CONFLICTS_WITH", "KNOWS", "TIED_TO", "CARES_FOR",
}  # fmt: skip


KINDS = {
    "uncovered-decider", "lost-carer", "missing-role", "left-contact", "single-threaded-account",
    "single-threaded-person", "stale-care", "level-mismatch",
}  # fmt: skip


def departure(drawing: Drawing, who: str, **changes: Any) -> Departure:
    situation = Situation(from_networkx(drawing.graph, AS_OF), Policy(changed_policy(changes)))
    person = find_person(situation, who)
    return find_departure(situation, records_of(drawing.graph), person, find_gaps(situation))


def told(gaps: Any) -> list[tuple[str, str | None]]:
    """Gaps of the kinds that these drawings are about: kind and person."""
    return [(gap.kind, gap.person.id if gap.person else None) for gap in gaps if gap.kind in KINDS]


# ---------------------------------------- the unhappy ways


def two_carers(*, met: bool = True) -> Drawing:
    # Otto(1) ==> Dora(1) decider [A], Otto(1) ==> Emil(3) buyer; Pia(1) deputy of Dora, Rosa(3) with us
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).ours("Pia", 1).ours("Rosa", 3)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).theirs("Emil", "Musterwerk", "buyer", 3)
    drawing.cares("Otto", "Dora").cares("Otto", "Emil").cares("Pia", "Dora", "deputy")
    return (
        drawing if not met else drawing.contact(ago(10), "visit", organiser="Otto", participant="Dora Emil")
    )


@pytest.mark.parametrize(("who", "part"), [("Nobody", "there is no such person"), ("Dor", "")])
def test_an_unknown_name_is_refused_and_a_part_is_taken(who: str, part: str) -> None:
    if part:
        with pytest.raises(StakeholderGraphError, match=part):
            departure(two_carers(), who)
    else:
        assert departure(two_carers(), who).person["id"] == "Dora"


def test_two_of_one_name_are_refused() -> None:
    drawing = two_carers()
    drawing.graph.add_node("Dora-2", label="Person", name="Dora")
    with pytest.raises(StakeholderGraphError, match="several have this name"):
        departure(drawing, "dora")


def test_who_has_left_us_cannot_leave_again() -> None:
    drawing = two_carers().person("Lena").job("Lena", "Us", 2, valid_to=ago(40)).cares("Lena", "Emil")
    with pytest.raises(StakeholderGraphError, match=f"Lena: left on {ago(40).isoformat()}; `gaps` shows"):
        departure(drawing, "Lena")


def test_who_has_nothing_that_could_end_cannot_leave() -> None:
    with pytest.raises(StakeholderGraphError, match="Anna: has no job, office or role to end"):
        departure(two_carers().person("Anna"), "Anna")


def test_a_leaver_of_ours_with_a_job_elsewhere_can_leave_that_one() -> None:
    drawing = two_carers().person("Lena").job("Lena", "Us", 2, valid_to=ago(40)).job("Lena", "Musterwerk", 2)
    assert departure(drawing, "Lena").ours is False


# ---------------------------------------- ours


def test_gaps_open_and_those_of_today_give_way() -> None:
    # Dora has the deputy alone, Emil nobody
    found = departure(two_carers(met=False), "Otto")
    assert told(found.opens) == [("single-threaded-account", None), ("lost-carer", "Emil")]
    assert (found.before, found.after, found.closes, found.absorbed) == (0, 2, (), 0)
    assert ("stale-care", "Dora") in told(departure(two_carers(), "Otto").opens)  # whom Pia has never met
    # the other way round: Pia is deputy only, and Dora should have one
    found = departure(two_carers(met=False), "Pia")
    assert told(found.opens) == [("single-threaded-account", None)]
    assert found.opens[0].includes[0][0] == "single-threaded-person"


def test_what_becomes_graver_is_not_said_to_close() -> None:
    # Otto(3) ==> Dora(1) decider [B]: not senior enough, alone, and no rung; without him she has nobody
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 3).ours("Rosa", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora")
    found = departure(drawing, "Otto")
    assert told(found.opens) == [("lost-carer", "Dora")]
    assert (found.before, found.after, found.closes, found.absorbed) == (1, 1, (), 1)


def test_what_only_the_leaver_made_closes() -> None:
    # Roswitha still stands as decider at Musterwerk, where she no longer works; Emil decides there today
    drawing = Drawing().customer("Musterwerk", "C").customer("Beispielbau", "C").ours("Otto", 1)
    drawing.theirs("Emil", "Musterwerk", "decider", 1).cares("Otto", "Emil")
    drawing.person("Roswitha").job("Roswitha", "Musterwerk", 2, valid_to=ago(40))
    drawing.role("Roswitha", "decider", "Musterwerk").job("Roswitha", "Beispielbau", 2)
    found = departure(drawing, "Roswitha")
    assert (told(found.opens), told(found.closes)) == ([], [("left-contact", "Roswitha")])
    assert (found.before, found.after, found.absorbed) == (1, 0, 0)


def test_numbers_add_up() -> None:
    found = departure(two_carers(), "Otto")
    assert found.before + len(found.opens) - len(found.closes) - found.absorbed == found.after


def test_whose_only_thread_it_is() -> None:
    # Otto cares for both; Pia is deputy for Dora but was never in contact
    people = {one.id: one for one in departure(two_carers(), "Otto").people}
    assert list(people) == ["Emil", "Dora"]  # whoever has nobody else comes first
    ties = {name: one.relationship for name, one in people.items()}
    assert ties["Emil"] is not None and (ties["Emil"].only_carer, ties["Emil"].only_contact) == (True, True)
    assert ties["Dora"] is not None and (ties["Dora"].only_carer, ties["Dora"].only_contact) == (False, True)
    assert departure(two_carers(), "Pia").people[0].relationship is not None
    assert [one.id for one in departure(two_carers(), "Pia").people] == ["Dora"]
    assert departure(two_carers(), "Rosa").people == ()


@pytest.mark.parametrize(
    ("leaver_met", "other", "thread", "alone"),
    [
        (True, None, "alone", True), (False, None, "silent", True), (True, "met", "carer", False),
        (False, "met", "carer", False), (True, "cares", "paper", False), (False, "cares", None, False),
        (True, "both", None, False),
    ],
)  # fmt: skip
def test_how_somebody_is_the_only_one(
    leaver_met: bool, other: str | None, thread: str | None, alone: bool
) -> None:
    # Otto(3) ==> Emil(3); Rosa(3) cares, was in contact, both or neither
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 3).ours("Rosa", 3)
    drawing.theirs("Emil", "Musterwerk", "buyer", 3).cares("Otto", "Emil")
    if leaver_met:
        drawing.contact(ago(9), "call", organiser="Otto", participant="Emil")
    if other in ("met", "both"):
        drawing.contact(ago(8), "call", organiser="Rosa", participant="Emil")
    if other in ("cares", "both"):
        drawing.cares("Rosa", "Emil", "deputy")
    tie = departure(drawing, "Otto").people[0].relationship
    assert tie is not None and (tie.thread, tie.is_alone) == (thread, alone)


def test_a_contact_outside_the_window_makes_nobody_a_thread() -> None:
    # Rosa met Emil 365 days ago: not "in the last 365 days"; a day later it would be
    for days, expected in ((365, []), (364, ["Emil"])):
        drawing = (
            Drawing().customer("Musterwerk", "A").ours("Rosa", 3).theirs("Emil", "Musterwerk", "user", 3)
        )
        drawing.contact(ago(days), "visit", organiser="Rosa", participant="Emil")
        assert [one.id for one in departure(drawing, "Rosa").people] == expected


def test_mass_mail_is_no_thread() -> None:
    drawing = Drawing().customer("Musterwerk", "A").ours("Rosa", 3)
    for name in "ABCDEF":
        drawing.theirs(name, "Musterwerk", "user", 3)
    drawing.contact(ago(3), "mail", sender="Rosa", recipient="A B C D E F")
    assert departure(drawing, "Rosa").people == ()


def test_an_objector_is_handed_over_without_a_successor() -> None:
    drawing = two_carers().theirs("Ina", "Musterwerk", "buyer", 3, contact_allowed=False).cares("Otto", "Ina")
    ina = next(one for one in departure(drawing, "Otto").people if one.id == "Ina")
    assert ina.successors == ()
    assert ina.as_dict()["objected"] is True


def test_a_carer_does_not_follow_his_own_deputy() -> None:
    # Otto(1) is Dora's deputy, Pia(1) her carer, Rosa(1) nothing yet
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).ours("Pia", 1).ours("Rosa", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora", "deputy").cares("Pia", "Dora")
    assert [one.name for one in departure(drawing, "Otto").people[0].successors] == ["Rosa"]
    # the other way round the deputy follows first
    assert [one.name for one in departure(drawing, "Pia").people[0].successors] == ["Otto", "Rosa"]


def test_whoever_is_at_home_at_the_account_comes_before_a_stranger_of_the_same_level() -> None:
    # Emil(3) buyer is left by Otto; Quirin(4) meets Ida there, Rosa(3) only knows her
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 3).ours("Quirin", 4).ours("Rosa", 3)
    drawing.theirs("Emil", "Musterwerk", "buyer", 3).theirs("Ida", "Musterwerk").cares("Otto", "Emil")
    drawing.contact(ago(9), "visit", organiser="Quirin", participant="Ida").link("Rosa", "KNOWS", "Ida")
    assert [one.name for one in departure(drawing, "Otto").people[0].successors] == ["Quirin", "Rosa"]


def test_successors_by_seniority_care_relationship_level_and_hours() -> None:
    # Otto(1) ==> Dora(1) decider [A], same level is asked for
    # Pia(1) deputy; Quirin(1) met Dora; Rosa(1) knows only Emil; Till(1) nobody; Vera(3) met Dora
    drawing = Drawing().customer("Musterwerk", "A").theirs("Dora", "Musterwerk", "decider", 1)
    drawing.theirs("Emil", "Musterwerk", "user", 4)
    for name, level in (("Otto", 1), ("Pia", 1), ("Quirin", 1), ("Rosa", 1), ("Till", 1), ("Vera", 3)):
        drawing.ours(name, level)
    drawing.cares("Otto", "Dora").cares("Pia", "Dora", "deputy")
    drawing.contact(ago(20), "meeting", organiser="Quirin", participant="Dora")
    drawing.contact(ago(20), "meeting", organiser="Rosa", participant="Emil")
    drawing.contact(ago(5), "visit", organiser="Vera", participant="Dora")
    dora = departure(drawing, "Otto").people[0]
    assert [one.name for one in dora.successors] == ["Pia", "Quirin", "Rosa", "Till", "Vera"]
    assert [one.senior_enough for one in dora.successors] == [True, True, True, True, False]  # type: ignore[union-attr]
    shape = dora.as_dict()["successors"]
    assert shape[0]["duty"] == "deputy" and shape[0]["free_hours"] == 300
    assert shape[1]["strength"] == pytest.approx(0.510, abs=0.0005)  # 1 - exp(-0.8 · 2^(-20/120))
    assert shape[2]["strength"] == 0 and shape[2]["at_account"] > 0


@pytest.mark.parametrize(("visits", "order"), [(1, ["Rosa", "Quirin"]), (3, ["Quirin", "Rosa"])])
def test_hours_count_before_the_relationship_but_not_before_care(visits: int, order: list[str]) -> None:
    # Quirin is closer to Emil than Rosa, but has no hour left; three visits are care already
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 3).ours("Rosa", 3)
    drawing.person("Quirin", capacity_hours=0).job("Quirin", "Us", 3)
    drawing.theirs("Emil", "Musterwerk", "buyer", 3).cares("Otto", "Emil")
    for days in range(10, 10 + visits):
        drawing.contact(ago(days), "visit", organiser="Quirin", participant="Emil")
    drawing.contact(ago(15), "mail", sender="Rosa", recipient="Emil")
    successors = departure(drawing, "Otto").people[0].successors
    assert [one.name for one in successors] == order


def test_who_leaves_soon_is_no_successor() -> None:
    drawing = two_carers()
    for _, _, record in drawing.graph.out_edges("Pia", data=True):
        if record["kind"] == "WORKS_FOR":
            record["valid_to"] = AS_OF + timedelta(days=90)
    dora = next(one for one in departure(drawing, "Otto").people if one.id == "Dora")
    assert "Pia" not in [one.name for one in dora.successors]


# ---------------------------------------- theirs


def their_side() -> Drawing:
    # Dora(2, Einkauf) decider [A] and alone in it; Emil(3, Einkauf) reports to her, Frida(3, Technik) too,
    # Gerd(1) is above, Hugo(2, Einkauf), Ida(4, Einkauf) too far below, Jan(2) shares nothing but the level
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 2).ours("Rosa", 3).person("Dora")
    drawing.job("Dora", "Musterwerk", 2, department="Einkauf", job_title="Leitung Einkauf")
    drawing.role("Dora", "decider", "Musterwerk").cares("Otto", "Dora")
    people = (("Emil", 3, "Einkauf"), ("Frida", 3, "Technik"), ("Gerd", 1, "Einkauf"), ("Hugo", 2, "Einkauf"),
              ("Ida", 4, "Einkauf"), ("Jan", 2, "Technik"))  # fmt: skip
    for name, level, department in people:
        drawing.person(name).job(name, "Musterwerk", level, department=department)
    drawing.link("Emil", "REPORTS_TO", "Dora").link("Frida", "REPORTS_TO", "Dora")
    drawing.contact(ago(10), "visit", organiser="Otto", participant="Dora")
    drawing.contact(ago(9), "call", organiser="Rosa", participant="Dora")
    return drawing.contact(ago(8), "call", organiser="Rosa", participant="Jan")


def test_roles_fall_vacant_and_ours_lose_a_thread() -> None:
    found = departure(their_side(), "Dora")
    assert found.ours is False
    assert [(role["role"], role["account"]["id"], role["alone"]) for role in found.roles] == [
        ("decider", "Musterwerk", True)
    ]
    assert [(thread.own["id"], thread.cares, thread.contacts, thread.only) for thread in found.threads] == [
        ("Otto", True, 1, True), ("Rosa", False, 1, False),
    ]  # fmt: skip
    # nobody has a role any more: Gerd is presumed to decide, and a presumed one is no known one
    assert told(found.opens) == [("uncovered-decider", "Gerd"), ("missing-role", None)]


def test_another_in_the_same_role_leaves_it_filled() -> None:
    found = departure(their_side().role("Hugo", "decider", "Musterwerk"), "Dora")
    assert [role["alone"] for role in found.roles] == [False]


def test_followers_by_reporting_line_department_and_level() -> None:
    (dora,) = departure(their_side(), "Dora").people
    assert [(one.id, one.because) for one in dora.successors] == [  # type: ignore[union-attr]
        ("Emil", ("reports_to", "department")), ("Frida", ("reports_to",)), ("Hugo", ("department", "level")),
    ]  # fmt: skip
    assert dora.as_dict()["successors"][0]["free_hours"] is None


def test_who_works_for_no_account_is_followed_where_they_work() -> None:
    # Vera works for an association that is no account, and influences Dora; Willi reports to her, and Xenia,
    # who objects to contact
    drawing = their_side().organisation("Verband").person("Vera").person("Willi")
    drawing.person("Xenia", contact_allowed=False)
    drawing.job("Vera", "Verband", 2).job("Willi", "Verband", 3).job("Xenia", "Verband", 3)
    drawing.link("Willi", "REPORTS_TO", "Vera").link("Xenia", "REPORTS_TO", "Vera")
    drawing.link("Vera", "INFLUENCES", "Dora")
    (vera,) = departure(drawing, "Vera").people
    assert vera.account is None
    assert [one.id for one in vera.successors] == ["Willi"]


def test_a_deputy_by_job_title_stands_first() -> None:
    drawing = their_side().person("Karl")
    drawing.job("Karl", "Musterwerk", 3, department="Einkauf", job_title="Stellv. Leitung Einkauf")
    (dora,) = departure(drawing, "Dora").people
    assert [one.id for one in dora.successors] == ["Karl", "Emil", "Frida", "Hugo"]


# ---------------------------------------- by the definitions


def without(network: nx.MultiDiGraph[str], person: str, as_of: date) -> nx.MultiDiGraph[str]:
    """The network with everything that lasts of one person ended yesterday, and nothing of theirs to come."""
    ended = network.copy()
    yesterday = as_of - timedelta(days=1)
    for start, end, key, record in list(ended.edges(keys=True, data=True)):
        if person not in (start, end) or record["kind"] not in LASTING:
            continue
        if record.get("valid_from") and record["valid_from"] > as_of:
            ended.remove_edge(start, end, key)
        else:
            record["valid_to"] = min(record.get("valid_to") or yesterday, yesterday)
    return ended


def identities(situation: Situation, gaps: Gaps) -> set[Any]:
    """The gaps as the definitions write them."""

    def name(number: int | None) -> str | None:
        return None if number is None else situation.snapshot.id(number)

    return {
        (row["kind"], *(name(row[part]) for part in ("account", "person", "carer")), row["level"],
         name(row["about"]), row["severity"], row["replaced_by"] is not None)
        for row in gaps.table.rows(named=True)
    }  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), policy_changes(), st.booleans(), st.data())
def test_gaps_afterwards_are_those_of_the_network_without_that_persons_ties(
    drawn: Any, changes: dict[str, Any], group: bool, data: st.DataObject
) -> None:
    network, as_of = drawn
    policy = changed_policy(changes)
    situation = Situation(from_networkx(network, as_of), Policy(policy), group=group)
    people = situation.snapshot.kind("Person")["number"].to_list()
    if not people:
        return
    person = data.draw(st.sampled_from(people))
    later = situation_without(situation, records_of(network), person)
    ended = without(network, situation.snapshot.id(person), as_of)
    expected = {
        (*one.identity, one.severity, one.replaced_by is not None)
        for one in definitions.findings(ended, policy, as_of, group=group)
    }
    gaps = find_gaps(later)
    assert identities(later, gaps) == expected
    try:
        found = find_departure(situation, records_of(network), person, find_gaps(situation))
    except StakeholderGraphError:
        return
    assert found.before + len(found.opens) - len(found.closes) - found.absorbed == found.after
    assert found.after == sum(not replaced for *_, replaced in expected)
    opened = {(gap.kind, gap.account and gap.account.id, gap.person and gap.person.id) for gap in found.opens}
    assert opened <= {one[:3] for one in expected}
    for gap in (*found.opens, *found.closes):
        assert gap.text("de").endswith(".") and gap.evidence


def test_nothing_of_the_records_is_changed() -> None:
    drawing = two_carers()
    records = records_of(drawing.graph)
    before = {name: table.clone() for name, table in records.relationships.items()}
    situation = Situation(from_networkx(drawing.graph, AS_OF), Policy(default_policy()))
    find_departure(situation, records, find_person(situation, "Otto"), find_gaps(situation))
    assert all(table.equals(before[name]) for name, table in records.relationships.items())
