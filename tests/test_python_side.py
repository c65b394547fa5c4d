"""What a notebook has of it: the public names, findings as a table, and an account's part of the network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

import stakeholder_graph as sg
from stakeholder_graph.errors import StakeholderGraphError, StorageError, UnknownName
from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.gaps.frame import FRAME
from stakeholder_graph.network import from_networkx, records_of
from stakeholder_graph.snapshot import take_snapshot
from stakeholder_graph.storage import open_store
from tests.reference.drawing import AS_OF, Drawing, ago
from tests.reference.networks import networks


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sg.StakeholderGraph]:
    folder = tmp_path_factory.mktemp("example")
    with load_example(folder, DAY):
        pass
    with sg.open(folder / "stakeholders.db", as_of=DAY) as store:
        yield store


def in_a_file(drawing: Drawing, file: Path, **options: Any) -> sg.StakeholderGraph:
    """The drawing in a database, opened."""
    with open_store(file, create=not file.exists()) as store:
        store.write(records_of(drawing.graph))
    return sg.open(file, as_of=AS_OF, **options)


def python(code: str) -> str:
    """What a Python of its own prints for this code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        sg.open(tmp_path / "nothing.db")


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'stakeholder_graph' has no attribute 'gasp'"):
        _ = sg.gasp


def test_open_is_open_graph_and_hides_nothing_of_pythons_own() -> None:
    assert sg.open is sg.open_graph
    assert "open" not in sg.__all__
    assert (
        python("import builtins\nfrom stakeholder_graph import *\nprint(open is builtins.open)") == "True\n"
    )


def test_gaps_can_be_called_before_and_after_the_package_of_that_name_is_loaded() -> None:
    call = "print(len(sg.gaps(networkx.MultiDiGraph())))"
    code = f"import networkx, stakeholder_graph as sg; {call}; import stakeholder_graph.gaps.find; {call}"
    assert python(code) == "0\n0\n"
    assert python("from stakeholder_graph import gaps; print(callable(gaps))") == "True\n"


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, stakeholder_graph; print([n for n in ('polars', 'networkx') if n in sys.modules])"
    assert python(code) == "[]\n"


def test_an_opened_graph_can_be_closed(tmp_path: Path) -> None:
    with load_example(tmp_path, DAY):
        pass
    store = sg.open(tmp_path / "stakeholders.db")
    store.close()
    with pytest.raises(StakeholderGraphError):
        store.gaps()


def test_the_frame_has_a_row_a_finding_and_always_the_same_columns(example: sg.StakeholderGraph) -> None:
    found = example.gaps(replaced=True)
    frame = found.frame
    assert dict(frame.schema) == FRAME
    assert list(FRAME) == [
        "kind", "class", "severity", "account_id", "account", "tier", "person_id", "person", "level", "role",
        "presumed", "carer_id", "carer", "about_kind", "about_id", "about", "text", "evidence", "next_steps",
        "replaced_by",
    ]  # fmt: skip
    assert frame.height == len(found) == len(list(found))
    for row, finding in zip(frame.iter_rows(named=True), found, strict=True):
        told = finding.as_dict()
        flat: dict[str, Any] = {
            name: told[name] for name in ("kind", "class", "severity", "level", "text", "next_steps")
        }
        for part in ("account", "person", "carer", "about"):
            about = told[part] or {}
            flat |= {part: about.get("name"), f"{part}_id": about.get("id")}
        account, person = told["account"] or {}, told["person"] or {}
        flat |= {
            "tier": account.get("tier"), "role": person.get("role"), "presumed": person.get("presumed"),
            "about_kind": (told["about"] or {}).get("kind"),
            "evidence": [item["text"] for item in told["evidence"]],
            "replaced_by": told.get("replaced_by", {}).get("kind"),
        }  # fmt: skip
        assert row == flat


def test_one_row_in_full() -> None:
    # Dora decides at the mill, and nobody ever met her; she wants to buy a pump
    drawing = Drawing().customer("Mühle", "B").ours("Otto", 1).theirs("Dora", "Mühle", "decider", 2)
    found = sg.gaps(drawing.graph, as_of=AS_OF, kinds=["uncovered-decider"])
    assert found.frame.row(0, named=True) == {
        "kind": "uncovered-decider", "class": "high", "severity": 60.0, "account_id": "Mühle",
        "account": "Mühle", "tier": "B", "person_id": "Dora", "person": "Dora", "level": 2,
        "role": "decider", "presumed": False, "carer_id": None, "carer": None, "about_kind": None,
        "about_id": None, "about": None, "text": "Nobody of ours cares for Dora (decider at Mühle).",
        "evidence": [one.phrase.text("en", found.policy) for one in found.findings[0].evidence],
        "next_steps": found.findings[0].next_steps(), "replaced_by": None,
    }  # fmt: skip
    german = found.to_frame("de").row(0, named=True)
    assert german["text"] == "Niemand von uns betreut Dora (Mühle, Rolle: Entscheider)."
    assert german["next_steps"] == found.findings[0].next_steps("de")


def test_the_frame_of_no_finding_has_the_columns_too(example: sg.StakeholderGraph) -> None:
    frame = example.gaps(account="Sonnentau Kliniken AG", kinds=["lost-carer"]).frame
    assert (frame.height, dict(frame.schema)) == (0, FRAME)
    assert example.gaps(account="Hagelkorn").frame.filter(pl.col("class") == "high").height > 0


def test_an_accounts_surroundings(tmp_path: Path) -> None:
    # Otto ==> Dora (mill, subsidiary of it: shed), Rolf advises Dora, Xenia works elsewhere and knows Rolf
    drawing = Drawing().customer("Mühle", "B").customer("Schuppen").customer("Anderswo")
    drawing.link("Schuppen", "PART_OF", "Mühle").ours("Otto").ours("Paula")
    drawing.theirs("Dora", "Mühle", "decider").person("Rolf").link("Rolf", "ADVISES", "Dora")
    drawing.theirs("Xenia", "Anderswo").link("Xenia", "KNOWS", "Rolf").cares("Otto", "Dora")
    drawing.theirs("Siggi", "Schuppen").opportunity("Pumpe", "Mühle").cares("Paula", "Xenia")
    drawing.person("Lea").job("Lea", "Mühle", valid_to=ago(1))
    # Ulli of ours visited her with a guest, and reported, from which something followed
    drawing.ours("Ulli").ours("Vera").person("Guest")
    drawing.contact(ago(3), "visit", organiser="Ulli", participant="Dora Guest")
    contact = next(node for node in drawing.graph if node.startswith("visit"))
    drawing.node("Bericht", "Report", date=ago(2)).link("Bericht", "ABOUT", "Dora")
    drawing.node("Nachfassen", "Action", status="open").link("Bericht", "LEADS_TO", "Nachfassen")
    drawing.link("Ulli", "WROTE", "Bericht").link("Vera", "RESPONSIBLE_FOR", "Nachfassen")
    with in_a_file(drawing, tmp_path / "drawn.db") as store:
        near = store.network("Mühle")
        assert set(near) == {
            "Us", "Mühle", "Schuppen", "Dora", "Rolf", "Xenia", "Otto", "Ulli", "Vera", "Pumpe", contact,
            "Guest", "Bericht", "Nachfassen",
        }  # fmt: skip
        assert isinstance(near, nx.MultiDiGraph)
        kinds = {f"{a} {about['kind']} {b}" for a, b, about in near.edges(data=True)}
        assert kinds == {
            "Dora PLAYS_ROLE Mühle", f"Dora TOOK_PART {contact}", "Dora WORKS_FOR Mühle",
            "Mühle HAS_OPPORTUNITY Pumpe", "Otto CARES_FOR Dora", "Otto WORKS_FOR Us", "Rolf ADVISES Dora",
            "Schuppen PART_OF Mühle", "Xenia KNOWS Rolf", f"Ulli TOOK_PART {contact}", "Ulli WORKS_FOR Us",
            "Ulli WROTE Bericht", f"Guest TOOK_PART {contact}", "Bericht ABOUT Dora",
            "Bericht LEADS_TO Nachfassen",
            "Vera RESPONSIBLE_FOR Nachfassen", "Vera WORKS_FOR Us",
        }  # fmt: skip
        assert near.nodes["Dora"] == {"label": "Person", "name": "Dora"}
        whole = store.network()
        assert set(whole) == set(drawing.graph)
        assert near.edges <= whole.edges
        with pytest.raises(UnknownName):
            store.network("Helios")
    with in_a_file(drawing, tmp_path / "drawn.db", group=True) as store:
        assert "Siggi" in store.network("Schuppen")


def test_a_part_of_the_example_is_a_network_on_which_the_gaps_are_found_again(
    example: sg.StakeholderGraph,
) -> None:
    account = "Hagelkorn Brauerei GmbH"
    network = example.network(account)
    kinds = ("single-threaded-account", "level-mismatch")
    there = [one.text() for one in sg.gaps(network, as_of=DAY, account=account, kinds=kinds)]
    assert there == [one.text() for one in example.gaps(account=account, kinds=kinds)]
    assert len(there) == 3


def test_the_gaps_of_the_whole_network_are_those_of_the_database(example: sg.StakeholderGraph) -> None:
    network = example.network()
    there = sg.gaps(network, policy=example.policy, replaced=True)
    assert [one.as_dict() for one in there] == [one.as_dict() for one in example.gaps(replaced=True)]
    assert {"lost-carer", "left-contact", "wrong-measure"} <= {one.kind for one in there}
    # methods of NetworkX see only what holds on the day
    assert not any(about.get("valid_to", DAY) < DAY for _, _, about in network.edges(data=True))


def test_an_accounts_network_is_asked_about_that_account(example: sg.StakeholderGraph) -> None:
    found = sg.gaps(example.network("Karmesin"), policy=example.policy)
    there = example.gaps(account="Karmesin")
    assert [(one.kind, one.text()) for one in found] == [(one.kind, one.text()) for one in there]


def test_a_network_whose_ids_were_changed_is_refused(example: sg.StakeholderGraph) -> None:
    network: Any = example.network()
    renamed: Any = nx.convert_node_labels_to_integers(network)
    with pytest.raises(StakeholderGraphError, match="none of its nodes has the id any more that it had"):
        sg.gaps(renamed)


def test_whoever_is_taken_out_of_a_network_is_gone_on_every_day() -> None:
    # Otto ==> Dora (mill), until he left us: a lost carer, as long as Dora is there
    drawing = Drawing().ours("Paula").customer("Mühle", "B").person("Otto").job("Otto", "Us", valid_to=ago(9))
    drawing.theirs("Dora", "Mühle", "decider", 2).cares("Otto", "Dora")
    network = sg.to_networkx(take_snapshot(records_of(drawing.graph), AS_OF))
    assert [one.kind for one in sg.gaps(network)] == ["lost-carer"]
    network.remove_node("Otto")
    assert [one.kind for one in sg.gaps(network)] == ["uncovered-decider"]


@given(networks())
@settings(max_examples=60)
def test_a_snapshot_comes_back_from_its_network(built: tuple[nx.MultiDiGraph[str], date]) -> None:
    snapshot = take_snapshot(records_of(built[0]), AS_OF)
    again = from_networkx(sg.to_networkx(snapshot), AS_OF)
    assert_frame_equal(again.nodes, snapshot.nodes)
    for tables, others in ((snapshot.kinds, again.kinds), (snapshot.ties, again.ties)):
        for name, table in tables.items():
            assert_frame_equal(others[name], table, check_row_order=False)


def test_around_several_and_around_nobody(example: sg.StakeholderGraph) -> None:
    one = sg.to_networkx(example.snapshot, "p-till-graupel")
    two = sg.to_networkx(example.snapshot, ["p-till-graupel", "p-anke-birnbaum"])
    assert set(two) == set(one) | set(sg.to_networkx(example.snapshot, ["p-anke-birnbaum"]))
    assert len(sg.to_networkx(example.snapshot, [])) == 0
    with pytest.raises(StakeholderGraphError, match="there is nothing with the id 'p-nobody'"):
        sg.to_networkx(example.snapshot, ["p-till-graupel", "p-nobody"])


def test_the_day_of_the_example_is_a_day() -> None:
    assert isinstance(DAY, date)
