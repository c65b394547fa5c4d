"""Each command writes exactly its records, once, on a file as on a server; a workbook brings the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.graph import StakeholderGraph
from stakeholder_graph.model.records import Records
from tests.comparing import assert_same_graph
from tests.recording.network import DAY, made, opened

REPORT = "report:2026-11-20, gesa mondschein, ada mohnrot"
ACTION = "action:werksbesuch planen, 2026-12-10"
MEASURE = "measure:neujahrskonzert, 2027-01-09"
ABOUT_HOFFEST = "report:2026-07-20, bodo wiesengrün, hoffest"


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.neo4j)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """The network in a file, then on a server."""
    where: str | Path = tmp_path / "a.db"
    if request.param == "server":
        where = request.getfixturevalue("server_without_nodes")
    made(where, tmp_path / "in")
    return where


@pytest.fixture
def graph(tmp_path: Path) -> Any:
    made(tmp_path / "a.db", tmp_path / "in")
    with opened(tmp_path / "a.db") as found:
        yield found


def everything(graph: StakeholderGraph) -> list[dict[str, int]]:
    """A whole round of the loop; what each step has written."""
    steps = [
        graph.care_set("Gesa", "Ada", duty="deputy", contacts=6, current=2, desired=4, note="nach der Messe"),
        graph.care_set("Bodo", "Cora", duty="carer", since=date(2026, 12, 1)),
        graph.care_end("Bodo", "Ada", on=date(2026, 12, 31)),
        graph.report_add(
            ["Ada"], "Gesa", on=date(2026, 11, 20), ratings={"trust": 4, "sympathy": "5"},
            result="Besuch im Werk", finding="Sie will den Prüfstand sehen",
        ),
        graph.report_add(["Hoffest"], "Bodo", on=date(2026, 7, 20), ratings={"loyalty": 4}),
        graph.action_add("Werksbesuch planen", ["Gesa"], due=date(2026, 12, 10), about=["Ada"], report="Ada"),
        graph.action_done("Preis rechnen", effect="Sie fragt nicht mehr", on=date(2026, 11, 2)),
        graph.action_drop("Werksbesuch planen", "Ada kommt zu uns"),
        graph.measure_add(
            "Neujahrskonzert", kind="social_invitation", on=date(2027, 1, 9), purpose="Dank", hosts=["Gesa"],
            guests=["Ada"], value=60, hours="4", about=["Ada"],
        ),
        graph.measure_add("Hoffest", attended=["Cora"]),
    ]  # fmt: skip
    return [dict(step.written) for step in steps]


def test_an_action_about_somebody_who_objects_is_taken_with_a_warning(graph: StakeholderGraph) -> None:
    entered = graph.action_add("Widerspruch klären", ["Gesa"], about=["Ida", "Ada"])
    assert [(one.key, one.values.get("names")) for one in entered.said] == [
        ("action_added", ("Gesa Mondschein",)),
        ("action_objectors", ("Ida Sanddorn",)),
    ]


def test_a_round_of_the_loop_is_the_same_on_a_file_and_on_a_server_and_from_a_workbook(
    place: str | Path, tmp_path: Path
) -> None:
    with opened(place) as graph:
        assert everything(graph) == [
            {"CARES_FOR": 1},
            {"CARES_FOR": 2},
            {"CARES_FOR": 1},
            {"Report": 1, "WROTE": 1, "ABOUT": 1},
            {"Report": 1, "WROTE": 1, "ABOUT": 1},
            {"Action": 1, "LEADS_TO": 1, "RESPONSIBLE_FOR": 1, "CONCERNS": 1},
            {"Action": 1},
            {"Action": 1},
            {"Measure": 1, "HOSTS": 1, "INVITED_TO": 1, "CONCERNS": 1},
            {"INVITED_TO": 1},
        ]
        revision = graph.store.revision
        found = graph.store.read()
    with opened(place) as graph:  # the same again writes nothing, but for what is over by then
        again = [
            graph.care_set("Gesa", "Ada", duty="deputy", contacts=6),
            graph.care_set("Bodo", "Cora", duty="carer", since=date(2026, 12, 1)),
            graph.care_end("Bodo", "Ada", on=date(2026, 12, 31)),
            graph.report_add(["Ada"], "Gesa", on=date(2026, 11, 20), ratings={"trust": 4}),
            graph.action_drop("Werksbesuch planen", "Ada kommt zu uns"),
            graph.measure_add("Neujahrskonzert", on=date(2027, 1, 9), hosts=["Gesa"], guests=["Ada"]),
            graph.measure_add("Hoffest", guests=["Cora"]),
        ]
        assert [(step.written, step.records) for step in again] == [({}, ())] * 7
        assert graph.store.revision == revision
    assert_same_graph(without_origin(found), without_origin(by_workbook(tmp_path)))


def by_workbook(folder: Path) -> Records:
    """The same round, written into a workbook of our own form and imported."""
    sheets = {
        "measures": [
            ["id", "name", "kind", "date", "status", "value_per_head", "hours_per_head", "purpose", "hosts",
             "guests", "attended", "about"],
            [MEASURE, "Neujahrskonzert", "social_invitation", date(2027, 1, 9), "planned", 60, 4, "Dank",
             "Gesa Mondschein", "Ada Mohnrot", None, "Ada Mohnrot"],
            ["m1", "Hoffest", "customer_event", date(2026, 7, 9), "done", None, None, None, None, None,
             "Cora Himmelblau", None],
        ],
        "reports": [
            ["id", "date", "author", "about", "sympathy", "trust", "loyalty", "result", "finding"],
            [REPORT, date(2026, 11, 20), "Gesa Mondschein", "Ada Mohnrot", 5, 4, None, "Besuch im Werk",
             "Sie will den Prüfstand sehen"],
            [ABOUT_HOFFEST, date(2026, 7, 20), "Bodo Wiesengrün", "Hoffest", None, None, 4, None, None],
        ],
        "actions": [
            ["id", "text", "due", "status", "done_on", "effect", "report", "responsible", "about"],
            ["a1", "Preis rechnen", date(2026, 10, 1), "done", date(2026, 11, 2), "Sie fragt nicht mehr",
             "b1", "Bodo Wiesengrün", "Ada Mohnrot"],
            [ACTION, "Werksbesuch planen", date(2026, 12, 10), "dropped", None, "Ada kommt zu uns", REPORT,
             "Gesa Mondschein", "Ada Mohnrot"],
        ],
        "relationships": [
            ["from", "relationship", "to", "duty", "current", "desired", "contacts_per_year", "valid_from",
             "valid_to", "note"],
            ["p1", "CARES_FOR", "p4", "deputy", 2, 4, 6, DAY, None, "nach der Messe"],
            ["p0", "CARES_FOR", "p5", "carer", None, None, None, date(2026, 12, 1), None, None],
            ["p0", "CARES_FOR", "p5", "deputy", None, None, None, None, date(2026, 11, 30), None],
            ["p0", "CARES_FOR", "p4", "carer", None, None, None, date(2025, 1, 1), date(2026, 12, 31), None],
        ],
    }  # fmt: skip
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "round.xlsx")
    made(folder / "other.db", folder / "in")
    with opened(folder / "other.db") as graph:
        report = graph.import_files([folder / "round.xlsx"], Options(as_of=DAY))
        assert report.faults == ()
        return graph.store.read()


def without_origin(records: Records) -> Records:
    """The records without where they come from, which differs by intent."""
    return Records(*(
        {name: table.drop("source") for name, table in tables.items()}
        for tables in (records.nodes, records.relationships)
    ))  # fmt: skip


def told(graph: StakeholderGraph, label: str, identity: str) -> dict[str, Any]:
    row = graph.records.node_table(label).row(by_predicate=pl.col("id") == identity, named=True)
    return {name: value for name, value in row.items() if value is not None}


def test_a_report_says_where_it_comes_from_and_is_corrected_in_what_is_given(graph: StakeholderGraph) -> None:
    graph.report_add(
        ["Ada"], "Gesa", on=date(2026, 11, 20), ratings={"trust": 4}, result="Besuch", finding="Mehr"
    )
    entered = graph.report_add(["Ada"], "Gesa", on=date(2026, 11, 20), ratings={"trust": 2})
    assert (entered.said[0].key, dict(entered.written)) == ("report_corrected", {"Report": 1})
    assert told(graph, "Report", REPORT) == {
        "id": REPORT, "name": "Besuch", "date": date(2026, 11, 20), "trust": 2, "result": "Besuch",
        "finding": "Mehr", "source": "report add", "recorded_at": DAY,
    }  # fmt: skip


def test_a_report_on_several_people_is_another_one_than_that_on_one_of_them(graph: StakeholderGraph) -> None:
    graph.report_add(["Ada"], "Gesa", result="Besuch")
    graph.report_add(["Cora", "Ada", "Cora"], "Gesa", result="Besuch")
    about = graph.records.relationship_table("ABOUT").filter(pl.col("start") != "b1").sort("start", "end")
    assert about.select("start", "end").rows() == [
        ("report:2026-11-23, gesa mondschein, ada mohnrot", "p4"),
        ("report:2026-11-23, gesa mondschein, cora himmelblau, ada mohnrot", "p4"),
        ("report:2026-11-23, gesa mondschein, cora himmelblau, ada mohnrot", "p5"),
    ]


def test_a_new_deadline_changes_the_open_action_and_a_done_one_may_come_again(
    graph: StakeholderGraph,
) -> None:
    graph.action_add("preis  rechnen", ["Bodo"], due=date(2027, 1, 15))
    assert told(graph, "Action", "a1")["due"] == date(2027, 1, 15)
    entered = graph.action_add("Muster zeigen", ["Bodo"], due=date(2027, 2, 1))
    assert entered.records[0]["id"] == "action:muster zeigen, 2027-02-01"
    assert told(graph, "Action", "a2")["status"] == "done"
    again = graph.action_add("Muster zeigen", ["Bodo"], due=date(2026, 10, 1))
    assert (again.written, again.records) == ({}, ())


def test_an_effect_may_be_told_later(graph: StakeholderGraph) -> None:
    entered = graph.action_done("a2", effect="Sie hat bestellt")
    assert (entered.said[0].key, dict(entered.written)) == ("action_effect", {"Action": 1})
    assert told(graph, "Action", "a2") | {"source": ""} == {
        "id": "a2", "name": "Muster zeigen", "text": "Muster zeigen", "due": date(2026, 10, 1),
        "status": "done", "done_on": date(2026, 9, 20), "effect": "Sie hat bestellt",
        "source": "", "recorded_at": DAY,
    }  # fmt: skip


def test_a_dry_run_tells_the_records_and_writes_none(graph: StakeholderGraph) -> None:
    before = graph.store.read()
    entered = graph.care_set("Gesa", "Cora", dry_run=True)
    identity = "CARES_FOR|p1|p5|carer|2026-11-23"
    assert entered.as_dict() == {
        "written": {},
        "records": [
            {"record": "CARES_FOR", "id": identity, "start": "p1", "end": "p5", "duty": "carer",
             "valid_from": "2026-11-23", "source": "care set", "recorded_at": "2026-11-23"}
        ],
    }  # fmt: skip
    ended = graph.care_end("Bodo", "Ada", dry_run=True)
    assert [row["valid_to"] for row in ended.records] == ["2026-11-23"]
    assert_same_graph(graph.store.read(), before)
    assert graph.care_set("Gesa", "Cora").as_dict()["written"] == {"CARES_FOR": 1}


def test_what_was_written_counts_at_once(graph: StakeholderGraph) -> None:
    assert graph.care_end("Bodo", "Ada", on=date(2026, 11, 22)).written == {"CARES_FOR": 1}
    assert [gap.kind for gap in graph.gaps(person="Ada").findings] == ["lost-carer", "open-finding"]
    graph.care_set("Gesa", "Ada")
    assert "lost-carer" not in [gap.kind for gap in graph.gaps(person="Ada").findings]
    again = graph.care_end("Bodo", "Ada")
    assert (again.written, again.said[0].values["on"]) == ({}, date(2026, 11, 22))


def test_a_duty_set_wrongly_is_put_right_on_the_same_day(graph: StakeholderGraph) -> None:
    graph.care_set("Gesa", "Ada", contacts=4)
    graph.care_set("Gesa", "Ada", duty="deputy")
    rows = graph.records.relationship_table("CARES_FOR").filter(pl.col("start") == "p1")
    assert rows.select("end", "duty", "contacts_per_year", "valid_from", "valid_to").rows() == [
        ("p4", "deputy", 4, DAY, None)
    ]


def test_namesakes_of_an_id_are_numbered(graph: StakeholderGraph) -> None:
    first = graph.measure_add("Fest; im Hof").records[0]["id"]
    second = graph.action_add("x", ["Bodo"]).records[0]["id"]
    assert (first, second) == ("measure:fest, im hof", "action:x")
    graph.action_drop("action:x", "nein")
    assert graph.action_add("x", ["Bodo"], due=DAY, report="b1").records[0]["id"] == "action:x, 2026-11-23"


def test_what_is_recorded_by_a_command_outlives_the_next_import(tmp_path: Path) -> None:
    made(tmp_path / "a.db", tmp_path / "in")
    with opened(tmp_path / "a.db") as graph:
        everything(graph)
        before = graph.store.read()
        report = graph.import_files([tmp_path / "in" / "people.csv"], Options(as_of=DAY, end_missing=True))
        assert report.faults == ()
        assert_same_graph(without_origin(graph.store.read()), without_origin(before))
