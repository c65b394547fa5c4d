"""What is exported comes back the same, in every format; and nothing that is not ours is overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import networkx
import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.errors import ImportRefused, StakeholderGraphError
from stakeholder_graph.exchange.cells import neutralise
from stakeholder_graph.exchange.export import export, neutralised
from stakeholder_graph.exchange.graphfiles import read_json
from stakeholder_graph.exchange.graphml import NOT_IN_XML, read_graphml
from stakeholder_graph.exchange.importing import Options, import_files
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage import open_store
from tests.comparing import assert_same_graph
from tests.strategies import NASTY, importable, plain_texts, records

TODAY = date(2026, 11, 23)
CSV_FILES = [
    "companies.csv", "organisations.csv", "people.csv", "opportunities.csv", "interactions.csv",
    "measures.csv", "reports.csv", "actions.csv", "relationships.csv",
]  # fmt: skip
past_days = st.dates(date(1000, 1, 1), TODAY)


def small() -> Records:
    """Petra --WORKS_FOR--> Nordwerk <--PLAYS_ROLE decider (own id r1)-- Quirin"""
    people: list[dict[str, Any]] = [
        {
            "id": "p1",
            "name": "=Petra",
            "standing": "mandate_holder;opinion_leader",
            "capacity_hours": 0.1 + 0.2,
        },
        {"id": "p2", "name": "Quirin, der 2.", "contact_allowed": False, "objected_on": date(2026, 1, 31)},
    ]
    company: dict[str, Any] = {
        "id": "c1",
        "name": 'Nordwerk "Süd" & Co',
        "party": "customer",
        "earnings_value": -5.0,
    }
    works: dict[str, Any] = {"start": "p1", "end": "c1", "level": 2, "valid_from": date(2020, 1, 1)}
    found = Records(
        {"Person": nodes_of("Person", people), "Company": nodes_of("Company", [company])},
        {
            "WORKS_FOR": relationships_of("WORKS_FOR", [works]),
            "PLAYS_ROLE": relationships_of(
                "PLAYS_ROLE", [{"id": "r1", "start": "p2", "end": "c1", "role": "decider"}]
            ),
        },
    )
    return importable(found, TODAY)


def imported(target: Path, folder: Path) -> Records:
    """The graph of a new database after importing what was exported; no row may be left out or reported."""
    with open_store(folder / "new.db", create=True) as store:
        report = import_files(store, [target], Options(as_of=TODAY))
        assert [problem for problem in report.problems if problem.kind == "fault"] == []
        assert all(file.rows == file.taken for file in report.files)
        return store.read()


READERS: dict[str, Callable[[Path, Path], Records]] = {
    "folder": imported,
    "graph.xlsx": imported,
    "graph.json": lambda target, _: read_json(target),
    "graph.graphml": lambda target, _: read_graphml(target),
}


@pytest.mark.parametrize("name", READERS)
def test_an_export_comes_back_the_same(tmp_path: Path, name: str) -> None:
    export(small(), tmp_path / name)
    assert_same_graph(READERS[name](tmp_path / name, tmp_path), small())


@pytest.mark.parametrize("name", READERS)
def test_exporting_again_replaces_the_export_before(tmp_path: Path, name: str) -> None:
    export(small(), tmp_path / name)
    fewer = small()
    del fewer.relationships["PLAYS_ROLE"]
    written = export(fewer, tmp_path / name)
    assert_same_graph(READERS[name](tmp_path / name, tmp_path), fewer)
    assert all(path.is_file() for path in written)
    assert {path.name for path in tmp_path.iterdir()} <= {name, "new.db"}


@pytest.mark.parametrize("name", READERS)
def test_an_empty_graph_can_be_exported(tmp_path: Path, name: str) -> None:
    export(Records(), tmp_path / name)
    assert READERS[name](tmp_path / name, tmp_path).counts() == {}


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    assert export(small(), tmp_path / "out") == [tmp_path / "out" / name for name in CSV_FILES]
    read = {path.name: path.read_bytes().decode() for path in (tmp_path / "out").iterdir()}
    assert sorted(read) == sorted(CSV_FILES)
    assert read["companies.csv"] == (
        "id,name,party,earnings_value,currency,tier,industry,country,also_called,aliases,valid_from,valid_to,source,recorded_at\n"
        'c1,"Nordwerk ""Süd"" & Co",customer,-5.0,,,,,,,,,hand,2026-11-23\n'
    )
    assert read["people.csv"].splitlines()[1:] == [
        "p1,'=Petra,mandate_holder;opinion_leader,,,,,,,,0.30000000000000004,,,,,,,hand,2026-11-23",
        'p2,"Quirin, der 2.",,,,,,,,,,false,2026-01-31,,,,,hand,2026-11-23',
    ]
    assert read["relationships.csv"] == (
        "from,relationship,to,id,level,role,valid_from,valid_to,note,source,recorded_at\n"
        "p1,WORKS_FOR,c1,,2,,2020-01-01,,,hand,2026-11-23\n"
        "p2,PLAYS_ROLE,c1,r1,,decider,,,,hand,2026-11-23\n"
    )
    assert read["actions.csv"].count("\n") == 1


def test_the_sheets_of_a_workbook(tmp_path: Path) -> None:
    export(small(), tmp_path / "graph.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "graph.xlsx")
    assert workbook.sheetnames == ["companies", "people", "relationships"]
    people = workbook["people"]
    header, _, second = people.iter_rows(values_only=True)
    row = dict(zip(header, second, strict=True))
    assert row["name"] == "Quirin, der 2."
    assert row["contact_allowed"] is False
    assert str(row["objected_on"]) == "2026-01-31 00:00:00"
    assert people["B2"].value == "'=Petra"
    assert people["B2"].data_type == "s"
    assert people.freeze_panes == "A2"
    workbook.close()


def test_the_form_of_the_json_file(tmp_path: Path) -> None:
    export(small(), tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    recorded = {"source": "hand", "recorded_at": "2026-11-23"}
    assert data["nodes"]["Person"][0] == {
        "id": "p1",
        "name": "=Petra",
        "standing": ["mandate_holder", "opinion_leader"],
        "capacity_hours": 0.1 + 0.2,
        **recorded,
    }
    assert data["relationships"] == {
        "WORKS_FOR": [{"from": "p1", "to": "c1", "level": 2, "valid_from": "2020-01-01", **recorded}],
        "PLAYS_ROLE": [{"from": "p2", "to": "c1", "id": "r1", "role": "decider", **recorded}],
    }


def test_other_programs_read_the_graphml_file(tmp_path: Path) -> None:
    export(small(), tmp_path / "graph.graphml")
    graph = networkx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert sorted(graph) == ["c1", "p1", "p2"]
    assert graph.nodes["p1"] == {
        "node_kind": "Person",
        "label": "=Petra",
        "name": "=Petra",
        "standing": "mandate_holder;opinion_leader",
        "capacity_hours": 0.1 + 0.2,
        "source": "hand",
        "recorded_at": "2026-11-23",
    }
    (edge,) = graph.get_edge_data("p1", "c1").values()
    assert (edge["relationship"], edge["label"], edge["level"]) == ("WORKS_FOR", "works for", 2)
    # yEd shows the text of its own elements
    tree = ElementTree.parse(tmp_path / "graph.graphml")
    labels = [found.text for found in tree.iter("{http://www.yworks.com/xml/graphml}NodeLabel")]
    assert labels == ['Nordwerk "Süd" & Co', "=Petra", "Quirin, der 2."]


# --- what is in the way ---------------------------------------------------------------------------


@pytest.mark.parametrize("hand_kept", ["notes.txt", "people.csv"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, hand_kept: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / hand_kept).write_text("id,name,carer\np1,Petra,Quirin\n", encoding="utf-8")
    with pytest.raises(StakeholderGraphError) as fault:
        export(small(), folder)
    assert (
        str(fault.value)
        == f"{folder}: the folder holds other files ({hand_kept}); name a new or an empty folder"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert [path.name for path in folder.iterdir()] == [hand_kept]


@pytest.mark.parametrize("name", ["graph.csv", "graph.ods", "graph.HTML"])
def test_an_unknown_ending(tmp_path: Path, name: str) -> None:
    with pytest.raises(StakeholderGraphError, match="there is no export to"):
        export(small(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", READERS)
def test_a_place_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(StakeholderGraphError, match=r"it cannot be written \(No such file or directory\)"):
        export(small(), tmp_path / "nowhere" / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["graph.xlsx", "graph.graphml"])
def test_a_control_character_is_refused_where_the_format_has_none(tmp_path: Path, name: str) -> None:
    found = small()
    found.nodes["Person"] = found.nodes["Person"].with_columns(topics=pl.lit("Golf\x07"))
    with pytest.raises(StakeholderGraphError, match="topics holds a control character"):
        export(found, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    export(found, tmp_path / "graph.json")
    assert_same_graph(read_json(tmp_path / "graph.json"), found)


def test_a_text_that_no_cell_holds_is_refused_not_cut(tmp_path: Path) -> None:
    found = small()
    found.nodes["Person"] = found.nodes["Person"].with_columns(topics=pl.lit("x" * 40_000))
    with pytest.raises(
        StakeholderGraphError, match="people p1: topics is longer than the 32767 characters of a cell"
    ):
        export(found, tmp_path / "graph.xlsx")
    assert list(tmp_path.iterdir()) == []


# --- files that are no export ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no JSON that can be read"),
        ("[" * 100_000, "this is no JSON that can be read"),
        ('{"nodes": {"Person": [{"id": "p1", "capacity_hours": NaN}]}}', "NaN is no number"),
        ("[]", "this is no graph"),
        ('{"nodes": {}, "edges": {}}', "this is no graph"),
        ('{"nodes": []}', "nodes: is no list of records"),
        ('{"nodes": {"Person": {"id": "p1"}}}', "nodes Person: is no list of records"),
        ('{"nodes": {"Person": ["p1"]}}', "Person 1: is no record"),
        ('{"nodes": {"Dog": [{"id": "d1"}]}}', "Dog 1: there is no kind 'Dog' among nodes"),
        ('{"nodes": {"Person": [{"id": "p1"}, {"name": "A"}]}}', "Person 2: id is missing"),
        ('{"nodes": {"Person": [{"id": 7}]}}', "Person 1, id: is no text"),
        ('{"nodes": {"Person": [{"id": "p1", "shoe_size": 44}]}}', "there is no property 'shoe_size'"),
        ('{"nodes": {"Person": [{"id": "p1", "objected_on": "31.1.2026"}]}}', "is no day like 2026-01-31"),
        ('{"nodes": {"Person": [{"id": "p1", "contact_allowed": 1}]}}', "is neither true nor false"),
        ('{"nodes": {"Person": [{"id": "p1", "standing": ["king"]}]}}', "'king' is not one of opinion"),
        ('{"nodes": {"Company": [{"id": "c1", "tier": "D"}]}}', "Company 1, tier: 'D' is not one of A, B, C"),
        ('{"nodes": {"Company": [{"id": "c1", "earnings_value": true}]}}', "is no number"),
        ('{"nodes": {"Report": [{"id": "r1", "trust": 6}]}}', "Report 1, trust: 6 is more than 5"),
        ('{"nodes": {"Report": [{"id": "r1", "trust": 4.5}]}}', "Report 1, trust: is no whole number"),
        ('{"nodes": {"Interaction": [{"id": "i1", "channel": "mail"}]}}', "Interaction 1: date is missing"),
        ('{"relationships": {"KNOWS": [{"from": "p1"}]}}', "KNOWS 1: to is missing"),
    ],
)  # fmt: skip
def test_json_that_is_no_export_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "graph.json").write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused) as fault:
        read_json(tmp_path / "graph.json")
    assert said in fault.value.what
    assert fault.value.next_step


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no GraphML that can be read"),
        ("<graphml><graph></graphml>", "this is no GraphML that can be read"),
        ('<!DOCTYPE g [<!ENTITY a "aaaa">]><graphml>&a;</graphml>', "it has a document type"),
        (
            '<graphml><graph><node id="a"/></graph></graphml>',
            "node 1: it has no node_kind, so this is no export",
        ),
        ("<svg/>", "there is no graph in it"),
    ],
)
def test_graphml_that_is_no_export_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "graph.graphml").write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused) as fault:
        read_graphml(tmp_path / "graph.graphml")
    assert said in fault.value.what


# --- any graph ------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(NASTY) | st.text("'=+-@\t\rax", max_size=5)))
def test_a_column_is_neutralised_as_its_cells_are(cells: list[str]) -> None:
    table = pl.DataFrame({"text": cells}, schema={"text": pl.String})
    assert neutralised(table)["text"].to_list() == [neutralise(cell) for cell in cells]


@settings(max_examples=60)
@given(records())
def test_any_graph_comes_back_from_json(found: Records) -> None:
    with TemporaryDirectory() as folder:
        export(found, Path(folder) / "graph.json")
        assert_same_graph(read_json(Path(folder) / "graph.json"), found)


@settings(max_examples=60)
@given(records())
def test_any_graph_that_xml_can_hold_comes_back_from_graphml(found: Records) -> None:
    tables = [*found.nodes.values(), *found.relationships.values()]
    holds = not any(
        table.select(pl.col(pl.String).str.contains(NOT_IN_XML).any()).row(0).count(True) for table in tables
    )
    with TemporaryDirectory() as folder:
        target = Path(folder) / "graph.graphml"
        if not holds:
            with pytest.raises(StakeholderGraphError, match="control character"):
                export(found, target)
            return
        export(found, target)
        assert_same_graph(read_graphml(target), found)


@pytest.mark.parametrize("name", ["folder", "graph.xlsx"])
@settings(max_examples=25)
@given(found=records(words=plain_texts, days=past_days))
def test_any_graph_comes_back_from_tables(name: str, found: Records) -> None:
    found = importable(found, TODAY)
    with TemporaryDirectory() as folder:
        export(found, Path(folder) / name)
        assert_same_graph(imported(Path(folder) / name, Path(folder)), found)
