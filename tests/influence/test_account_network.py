"""Who counts at an account, who is tied to whom there, and to which area each belongs."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.account_network import account_network
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.network import from_networkx
from tests.influence import definitions
from tests.reference.accounts import accounts
from tests.reference.drawing import AS_OF, Drawing, ago
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, policy_changes


def ties(drawing: Drawing, account: str = "Musterwerk") -> tuple[set[str], set[str]]:
    """The people, and the arcs as "a>b"."""
    situation = Situation(from_networkx(drawing.graph, AS_OF), load_policy())
    ids = situation.snapshot.nodes["id"].to_list()
    graph = account_network(situation, ids.index(account)).graph
    return {ids[node] for node in graph}, {f"{ids[a]}>{ids[b]}" for a, b in graph.edges}


def areas(drawing: Drawing) -> dict[str, Any]:
    situation = Situation(from_networkx(drawing.graph, AS_OF), load_policy())
    ids = situation.snapshot.nodes["id"].to_list()
    groups = account_network(situation, ids.index("Musterwerk")).groups
    return {ids[node]: group for node, group in groups.items()}


def three() -> Drawing:
    # Ada, Bea and Cid work for the customer; Otto is ours
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto")
    return drawing.theirs("Ada", "Musterwerk").theirs("Bea", "Musterwerk").theirs("Cid", "Musterwerk")


@pytest.mark.parametrize(
    ("kind", "arcs"),
    [
        ("INFLUENCES", {"Ada>Bea"}),
        ("ADVISES", {"Ada>Bea"}),
        ("REPORTS_TO", {"Ada>Bea", "Bea>Ada"}),
        ("KNOWS", {"Ada>Bea", "Bea>Ada"}),
        ("CONFLICTS_WITH", set()),
    ],
)
def test_which_relationships_tie(kind: str, arcs: set[str]) -> None:
    assert ties(three().link("Ada", kind, "Bea")) == ({"Ada", "Bea", "Cid"}, arcs)


def test_what_has_ended_or_leads_to_oneself_or_to_ours_ties_nobody() -> None:
    drawing = three().link("Ada", "KNOWS", "Bea", valid_to=ago(1)).link("Ada", "KNOWS", "Otto")
    drawing.link("Bea", "REPORTS_TO", "Bea")
    assert ties(drawing) == ({"Ada", "Bea", "Cid"}, set())


@pytest.mark.parametrize(
    ("channel", "days", "people", "tied"),
    [
        ("visit", 0, "Ada Bea", True),
        ("meeting", 364, "Ada Bea", True),
        ("call", 10, "Ada Bea", True),
        ("meeting", 365, "Ada Bea", False),
        ("meeting", -1, "Ada Bea", False),
        ("mail", 10, "Ada Bea", False),
        ("event", 10, "Ada Bea", False),
        ("meeting", 10, "Ada", False),
    ],
)
def test_who_met_in_the_care_window_is_tied(channel: str, days: int, people: str, tied: bool) -> None:
    drawing = three().contact(ago(days), channel, organiser="Otto", participant=people)
    assert ties(drawing)[1] == ({"Ada>Bea", "Bea>Ada"} if tied else set())


@pytest.mark.parametrize(("others", "tied"), [(9, True), (10, False)])
def test_a_large_meeting_ties_nobody(others: int, tied: bool) -> None:
    # Otto, Ada, Bea and the others: 12 may meet
    drawing = three()
    for number in range(others):
        drawing.person(f"guest{number}")
    guests = " ".join(f"guest{number}" for number in range(others))
    drawing.contact(ago(5), "meeting", organiser="Otto", participant=f"Ada Bea {guests}")
    assert bool(ties(drawing)[1]) == tied


def test_role_holders_and_third_parties_count_and_leavers_do_not() -> None:
    # Rolf: a role from outside; Theo: influences a decider; Lea: has left; Xenia: works elsewhere
    drawing = three().customer("Anderswo", "C").role("Ada", "decider", "Musterwerk")
    drawing.person("Rolf").role("Rolf", "influencer", "Musterwerk")
    drawing.person("Theo").link("Theo", "INFLUENCES", "Ada")
    drawing.person("Lea").job("Lea", "Musterwerk", valid_to=ago(1)).role("Lea", "user", "Musterwerk")
    drawing.theirs("Xenia", "Anderswo").link("Xenia", "KNOWS", "Ada")
    assert ties(drawing) == ({"Ada", "Bea", "Cid", "Rolf", "Theo"}, {"Theo>Ada"})


def test_to_which_area_each_belongs() -> None:
    # Eva's department is written in another way, and everybody with a function there is in purchasing
    drawing = Drawing().customer("Musterwerk").organisation("Verein")
    jobs: dict[str, dict[str, Any]] = {
        "Ada": {"function": "purchasing", "department": "Einkauf"},
        "Bea": {"job_title": "Leiterin Einkauf"},
        "Cid": {"department": "Neubau"},
        "Dan": {},
        "Eva": {"department": " EINKAUF "},
        "Fay": {"department": "Werk"},
        "Gil": {"department": "Werk", "function": "it"},
        "Hal": {"department": "werk", "function": "hr"},
        "Ina": {"department": " "},
    }
    for name, job in jobs.items():
        drawing.person(name).job(name, "Musterwerk", None, **job)
    drawing.job("Ada", "Musterwerk", 3, function="legal")
    drawing.person("Rolf").job("Rolf", "Verein").role("Rolf", "user", "Musterwerk")
    drawing.person("Sue").link("Sue", "HOLDS_OFFICE", "Verein").role("Sue", "user", "Musterwerk")
    drawing.person("Tim").role("Tim", "user", "Musterwerk")
    assert areas(drawing) == {
        "Ada": ("function", "legal"),
        "Bea": ("function", "purchasing"),
        "Cid": ("department", "Neubau"),
        "Dan": None,
        "Eva": ("function", "purchasing"),
        "Fay": ("department", "Werk"),
        "Gil": ("function", "it"),
        "Hal": ("function", "hr"),
        "Ina": None,
        "Rolf": ("employer", "Verein"),
        "Sue": ("employer", "Verein"),
        "Tim": None,
    }


@st.composite
def richer(draw: st.DrawFn) -> tuple[nx.MultiDiGraph[str], date]:
    """A random network with reporting lines, meetings and departments added."""
    network, as_of = draw(networks())
    people = sorted(node for node, about in network.nodes(data=True) if about["label"] == "Person")
    some, number = st.sampled_from(people), 0
    kinds = st.sampled_from(["REPORTS_TO", "KNOWS", "INFLUENCES", "ADVISES", "CONFLICTS_WITH"])
    for start, kind, end in draw(st.lists(st.tuples(some, kinds, some), max_size=12)):
        if start != end:
            number += 1
            network.add_edge(start, end, f"more-{number}", kind=kind, note=f"note {number}")
    for _, _, about in network.edges(data=True):
        if about["kind"] == "WORKS_FOR":
            department = draw(st.sampled_from([None, "Einkauf", "Werk"]))
            about.update({"department": department} if department else {})
    channels = st.sampled_from(["visit", "meeting", "call", "mail"])
    days = st.sampled_from([1, 0, 89, 90, 364, 365, -1])
    meetings = st.tuples(channels, days, st.sets(some, min_size=1, max_size=5))
    for channel, ago_days, there in draw(st.lists(meetings, max_size=4)):
        number += 1
        on = date.fromordinal(as_of.toordinal() - ago_days)
        network.add_node(f"met-{number}", label="Interaction", date=on, channel=channel)
        for person in sorted(there):
            network.add_edge(person, f"met-{number}", f"took-{number}-{person}", kind="TOOK_PART")
    return network, as_of


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(richer(), policy_changes(), st.booleans())
def test_people_ties_and_areas_by_definition(drawn: Any, changes: dict[str, Any], group: bool) -> None:
    network, as_of = drawn
    policy = changed_policy(changes)
    situation = Situation(from_networkx(network, as_of), Policy(policy), group=group)
    day = definitions.as_day(network, policy, as_of, group)
    ids = situation.snapshot.nodes["id"].to_list()
    for account in accounts(day):
        found = account_network(situation, ids.index(account))
        people, arcs = definitions.ties(day, account)
        assert {ids[node] for node in found.graph} == people
        assert {(ids[a], ids[b]) for a, b in found.graph.edges} == set().union(*arcs.values())
        assert found.tied == {kind: len({frozenset(arc) for arc in some}) for kind, some in arcs.items()}
        groups = {ids[node]: group for node, group in found.groups.items()}
        assert groups == {person: definitions.group(day, account, person) for person in people}
