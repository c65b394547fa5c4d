"""A network that was built in a notebook: what it may look like, and what is said where it cannot be."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import networkx as nx
import numpy as np
import pytest

import stakeholder_graph as sg
from stakeholder_graph.errors import StakeholderGraphError, UnknownName
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.network import records_of
from tests.reference.drawing import AS_OF, Drawing

HOW = "build it as networkx.MultiDiGraph: add_node(id, label='Person', name=…), add_edge(a, b, kind='KNOWS')"
LABELS = "Company, Organisation, Person, Opportunity, Interaction, Measure, Report, Action"


def people(*names: str) -> nx.MultiDiGraph[Any]:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for name in names:
        graph.add_node(name, label="Person", name=name)
    return graph


def refused(network: Any) -> tuple[str, str, str]:
    """Where, what and the next step of the error that stands in the way."""
    with pytest.raises(StakeholderGraphError) as error:
        sg.gaps(network)
    assert str(error.value).count("\n") == 0
    return error.value.where, error.value.what, error.value.next_step


@pytest.mark.parametrize(
    ("network", "what"),
    [
        (None, "NoneType is no NetworkX graph"),
        ("stakeholders.db", "str is no NetworkX graph"),
        ([("a", "b")], "list is no NetworkX graph"),
        (nx.Graph([("a", "b")]), "its edges have no direction: who cares for whom?"),
        (nx.MultiGraph([("a", "b")]), "its edges have no direction: who cares for whom?"),
    ],
)
def test_what_is_no_directed_network(network: Any, what: str) -> None:
    assert refused(network) == ("network", what, HOW)


def test_a_node_without_a_label() -> None:
    graph = people("Ada")
    graph.add_edge("Ada", "Bea", kind="KNOWS")
    what = "has no label, or was made only by an edge that names it"
    assert refused(graph) == ("node Bea", what, f"give one of {LABELS}")


@pytest.mark.parametrize(
    ("label", "hint"), [("person", "did you mean Person? Else "), ("Dinosaur", ""), (7, "")]
)
def test_an_unknown_label(label: Any, hint: str) -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("Ada", label=label)
    assert refused(graph) == ("node Ada", f"has the label {label!r}", f"{hint}give one of {LABELS}")


def test_an_unknown_kind_of_edge() -> None:
    graph = people("Ada", "Bea")
    graph.add_edge("Ada", "Bea", kind="KNOW")
    where, what, step = refused(graph)
    assert (where, what) == ("edge Ada - Bea", "has the kind 'KNOW'")
    assert step.startswith("did you mean KNOWS? Else give one of WORKS_FOR, ")
    graph = people("Ada", "Bea")
    graph.add_edge("Ada", "Bea", "KNOWS")
    assert refused(graph)[1] == "has no kind"


def test_an_edge_that_leads_where_it_cannot() -> None:
    graph = people("Ada", "Bea")
    graph.add_edge("Ada", "Bea", kind="WORKS_FOR")
    assert refused(graph) == (
        "edge Ada - Bea", "WORKS_FOR leads to Bea, which is a Person",
        "only Company or Organisation can be there",
    )  # fmt: skip
    graph = people("Ada")
    graph.add_node("firm", label="Company", name="Werk")
    graph.add_node("club", label="Organisation", name="Verein")
    graph.add_edge("firm", "Ada", kind="KNOWS")
    assert refused(graph)[1] == "KNOWS starts at firm, which is a Company"
    graph.remove_edge("firm", "Ada")
    graph.add_edge("firm", "club", kind="PART_OF")
    assert refused(graph) == (
        "edge firm - club", "PART_OF leads from a Company to a Organisation", "both must be of one kind",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("label", "properties", "what", "step"),
    [
        ("Person", {"emial": "x"}, "has the property 'emial'", "did you mean email? Else give one of name"),
        ("Person", {"name": 7}, "name 7 is no text", ""),
        ("Person", {"contact_allowed": "no"}, "contact_allowed 'no' is neither True nor False", ""),
        ("Person", {"contact_allowed": 0}, "contact_allowed 0 is neither True nor False", ""),
        ("Person", {"capacity_hours": "8"}, "capacity_hours '8' is no number", "give a number from 0 on"),
        ("Person", {"capacity_hours": -1}, "capacity_hours -1 cannot be", "give a number from 0 on"),
        (
            "Person",
            {"capacity_hours": math.inf},
            "capacity_hours inf is no number",
            "give a number from 0 on",
        ),
        ("Person", {"standing": "pope"}, "has the standing 'pope'", "give one of opinion_leader"),
        ("Person", {"standing": ["opinion_leader", 7]}, "is neither a text nor several", "give one of"),
        ("Person", {"valid_from": "last year"}, "valid_from 'last year' is no date", "give a datetime.date"),
        ("Person", {"valid_from": 2026}, "valid_from 2026 is no date", "give a datetime.date"),
        ("Company", {"party": "custommer"}, "has the party 'custommer'", "did you mean customer? Else give"),
        ("Interaction", {"date": date(2026, 1, 1)}, "has no channel", "give one of visit, meeting"),
        ("Interaction", {"channel": "visit"}, "has no date", "give a datetime.date, or a text as 2026-11-23"),
        ("Report", {"date": date(2026, 1, 1), "trust": 2.5}, "trust 2.5 is no whole number", "from 1 to 5"),
        ("Report", {"date": date(2026, 1, 1), "trust": True}, "trust True is no whole number", "from 1 to 5"),
        ("Report", {"date": date(2026, 1, 1), "trust": 6}, "trust 6 cannot be", "give a number from 1 to 5"),
    ],
)
def test_a_property_that_cannot_be(label: str, properties: dict[str, Any], what: str, step: str) -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("it", label=label, **properties)
    found = refused(graph)
    assert found[0] == "node it"
    assert what in found[1]
    assert step in found[2]


def test_a_role_must_be_told() -> None:
    graph = people("Ada")
    graph.add_node("firm", label="Company", name="Werk", party="customer")
    graph.add_edge("Ada", "firm", kind="PLAYS_ROLE")
    where, what, step = refused(graph)
    assert (where, what) == ("edge Ada - firm", "has no role")
    assert step.startswith("give one of decider, co_decider")


def test_two_nodes_that_are_written_alike() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node(1, label="Person", name="Ada")
    graph.add_node("1", label="Person", name="Bea")
    where, what, step = refused(graph)
    assert (where, what) == ("node '1'", "there is another one that is written '1'")
    assert step == "give each its own id, as text"


def test_values_as_notebooks_have_them() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node(
        1, label="Person", name="Ada", email=None, phone=float("nan"), capacity_hours=np.int64(8),
        contact_allowed=np.bool_(False), standing={"public_official", "opinion_leader"},
        valid_from="2026-01-05", profile_updated=datetime(2026, 2, 1, 12, 30, tzinfo=UTC),
    )  # fmt: skip
    graph.add_node(2, label="Company", name="Werk", earnings_value=np.float64(1.5))
    graph.add_edge(1, 2, kind="WORKS_FOR", level=2.0)
    records = records_of(graph)
    row = records.nodes["Person"].row(0, named=True)
    told = {name: value for name, value in row.items() if value is not None}
    assert told == {
        "id": "1", "name": "Ada", "capacity_hours": 8.0, "contact_allowed": False,
        "standing": "opinion_leader;public_official", "valid_from": date(2026, 1, 5),
        "profile_updated": date(2026, 2, 1),
    }  # fmt: skip
    assert records.nodes["Company"]["earnings_value"].to_list() == [1.5]
    assert records.relationships["WORKS_FOR"].select("id", "start", "end", "level").rows() == [
        ("WORKS_FOR|1|2|", "1", "2", 2)
    ]


def test_keys_are_ids_only_where_each_edge_has_its_own() -> None:
    graph = people("Ada", "Bea", "Cid")
    graph.add_edge("Ada", "Bea", "KNOWS", kind="KNOWS")
    graph.add_edge("Bea", "Cid", "KNOWS", kind="KNOWS")
    graph.add_edge("Ada", "Cid", "k-7", kind="KNOWS")
    graph.add_edge("Cid", "Ada", kind="KNOWS")
    graph.add_edge("Cid", "Ada", kind="KNOWS", note="the same once more")
    assert records_of(graph).relationships["KNOWS"].select("id", "start", "end").rows() == [
        ("KNOWS|Ada|Bea||", "Ada", "Bea"), ("k-7", "Ada", "Cid"), ("KNOWS|Bea|Cid||", "Bea", "Cid"),
        ("KNOWS|Cid|Ada||", "Cid", "Ada"),
    ]  # fmt: skip


def mill() -> Drawing:
    # Otto ==> Emil(2) decider      Dora(2) decider [B]; Otto never met Emil
    drawing = Drawing().customer("Mühle", "B").ours("Otto", 2)
    drawing.theirs("Dora", "Mühle", "decider", 2).theirs("Emil", "Mühle", "decider", 2)
    return drawing.cares("Otto", "Emil")


def test_the_gaps_of_a_network() -> None:
    found = sg.gaps(mill().graph, as_of=AS_OF)
    assert [finding.text() for finding in found] == [
        "Nobody of ours cares for Dora (decider at Mühle).",
        "All care of Mühle hangs on Otto and Emil.",
    ]
    assert (len(found), found.total, found.as_of) == (2, 2, AS_OF)
    assert [one.kind for one in sg.gaps(mill().graph, as_of=AS_OF, person="Dora")] == ["uncovered-decider"]
    assert len(sg.gaps(mill().graph, as_of=AS_OF, account="Mühle", kinds=["lost-carer"])) == 0
    with pytest.raises(UnknownName, match="did you mean Mühle"):
        sg.gaps(mill().graph, account="Mühl3")


def test_a_plain_directed_graph_will_do_and_stays_as_it_is() -> None:
    # Dora decides at the mill and works elsewhere; Otto is ours
    plain: nx.DiGraph[Any] = nx.DiGraph()
    plain.add_node("us", label="Company", name="Wir", party="own")
    plain.add_node("mill", label="Company", name="Mühle", party="customer", tier="B")
    plain.add_nodes_from(["Otto", "Dora"], label="Person")
    plain.add_edge("Otto", "us", kind="WORKS_FOR")
    plain.add_edge("Dora", "mill", kind="PLAYS_ROLE", role="decider")
    before: nx.DiGraph[Any] = nx.DiGraph(plain)
    assert [one.text() for one in sg.gaps(plain, as_of=AS_OF)] == [
        "Nobody of ours cares for Dora (decider at Mühle)."
    ]
    assert nx.utils.graphs_equal(plain, before)


def test_policy_and_day_are_those_that_are_given(tmp_path: Any) -> None:
    file = tmp_path / "care-policy.toml"
    file.write_text("[care.B.decider]\ncarers = 0\n", encoding="utf-8")
    for policy in (file, str(file), load_policy(file)):
        assert "uncovered-decider" not in {
            one.kind for one in sg.gaps(mill().graph, policy=policy, as_of=AS_OF)
        }
    graph = mill().cares("Otto", "Dora", valid_from=AS_OF).graph
    days = [date.fromordinal(AS_OF.toordinal() - 1), AS_OF]
    kinds = [{one.kind for one in sg.gaps(graph, as_of=day)} for day in days]
    assert ["uncovered-decider" in some for some in kinds] == [True, False]
    assert sg.gaps(mill().graph).as_of == date.today()  # noqa: DTZ011


def test_an_empty_network_has_no_gaps_and_says_what_is_missing() -> None:
    found = sg.gaps(nx.MultiDiGraph())
    assert (len(found), found.frame.height, found.counts.people) == (0, 0, 0)
    assert "uncovered-decider" in {one.kind for one in found.not_run}
