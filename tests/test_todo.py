"""What is missing for which check, as a workbook: filled in and imported it closes what it lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stakeholder_graph.errors import ImportRefused, StakeholderGraphError
from stakeholder_graph.exchange.importing import FaultsFound, Options
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.graph import StakeholderGraph, open_graph
from stakeholder_graph.todo.workbook import write_todo
from tests.small_files import TODAY, write_files

FILES = {
    "companies": "id,name,party,tier\nc0,Pumpen AG,own,\nc1,Wolke AG,customer,A\nc2,Wiese KG,customer,\n",
    "people": "id,name,organisation,job_title,level,email,contact_allowed,preferred_channel\n"
    "p0,Bodo Grün,c0,,,,,\n"
    "p1,Ada Tau,c1,,,ada@wolke.example,,\n"
    "p2,Cora Reif,c1,,,,,mail\n"
    "p3,Till Hagel,c2,,1,,,\n"
    "p4,Ida Frost,,,,ida@frost.example,,\n"
    "p5,Olaf Sturm,c2,,4,,no,\n"
    "p6,Mira Nebel,c2,,4,,,mail\n",
    "relationships": "from,relationship,to,duty,role\np0,CARES_FOR,p1,carer,\np3,PLAYS_ROLE,c2,,decider\n",
    "opportunities": "id,name,account,is_open\no1,Neubau,c1,yes\n",
}
# c1: nobody is known to decide; c2: Till decides, needs care, has no profile
COUNTS = {
    "levels": 2, "employers": 1, "own_levels": 1, "roles": 1, "values": 1, "carers": 1,
    "profiles": 1, "objections": 1,
}  # fmt: skip
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "levels": {"level": 2},
    "employers": {"organisation": "Wolke AG", "job_title": "Geschäftsführerin"},
    "own_levels": {"level": 3},
    "roles": {"person": "Cora Reif"},
    "values": {"earnings_value": 5000, "tier": "B"},
    "carers": {"email": "bodo@pumpen.example", "capacity_hours": 120},
    "profiles": {"topics": "Rosen", "profile_updated": date(2026, 11, 1)},
    "objections": {"objected_on": date(2026, 10, 1)},
}


def opened(folder: Path) -> StakeholderGraph:
    return open_graph(folder / "s.db", as_of=TODAY, create=True)


def imported(folder: Path, source: Path, **options: Any) -> ImportReport:
    with opened(folder) as graph:
        return graph.import_files([source], Options(as_of=TODAY, **options))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    imported(tmp_path, write_files(tmp_path / "files", **FILES))
    with opened(tmp_path) as graph:
        graph.write_todo(tmp_path / "todo.xlsx")
    return tmp_path


def counts(folder: Path) -> dict[str, int]:
    with opened(folder) as graph:
        return {one.key: one.count for one in graph.todo().missing}


def fill(file: Path, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Write these answers into every row of their sheets."""
    book = openpyxl.load_workbook(file)
    for name, values in answers.items():
        sheet = book[name]
        header = [cell.value for cell in sheet[1]]
        for column, value in values.items():
            for row in range(2, sheet.max_row + 1):
                sheet.cell(row, header.index(column) + 1).value = value
    book.save(file)


def test_the_biggest_first_with_the_checks_that_need_it(folder: Path) -> None:
    with opened(folder) as graph:
        found = graph.todo()
    assert {one.key: one.count for one in found.missing} == COUNTS
    assert found.missing[0].as_dict("en") == {
        "what": "levels", "count": 2, "accounts": 1,
        "checks": ["level-mismatch", "missing-rung", "uncovered-decider", "wrong-measure"],
        "text": "people without a known level (accounts: 1)",
    }  # fmt: skip
    assert found.missing[0].text("de") == "Personen ohne bekannte Ebene (Kunden: 1)"
    assert ("stale-care", "contacts") in {(one.kind, one.missing) for one in found.not_run}


def test_the_workbook_shows_who_is_meant_and_hides_what_only_the_import_needs(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "todo.xlsx")
    assert book.sheetnames[0] == "levels"
    assert set(book.sheetnames) == set(COUNTS)
    rows = [[cell.value for cell in row] for row in book["levels"].iter_rows()]
    assert rows[0] == [
        "todo",
        "Account",
        "Person",
        "Job title",
        "level",
        "id",
        "from",
        "to",
        "valid_from",
        "source",
    ]
    assert [row[1:4] for row in rows[1:]] == [["Wolke AG", "Ada Tau", None], ["Wolke AG", "Cora Reif", None]]
    hidden = {name for name, column in book["levels"].column_dimensions.items() if column.hidden}
    assert hidden >= {"A", "F"}
    assert [[cell.value for cell in row] for row in book["roles"].iter_rows()][1][:5] == [
        "roles", "Wolke AG", "Neubau", "decider", "Ada Tau, Cora Reif",
    ]  # fmt: skip
    assert book["levels"].data_validations.dataValidation


def test_filled_in_and_imported_it_closes_what_it_lists(folder: Path) -> None:
    fill(folder / "todo.xlsx", ANSWERS)
    report = imported(folder, folder / "todo.xlsx")
    assert report.faults == ()
    assert {file.format for file in report.files} == {"todo"}
    assert sum(file.taken for file in report.files) == sum(COUNTS.values())
    assert counts(folder) == {}
    with opened(folder) as graph:
        jobs = graph.records.relationships["WORKS_FOR"]
        assert dict(jobs.select("start", "level").iter_rows()) == {
            "p0": 3, "p1": 2, "p2": 2, "p3": 1, "p4": None, "p5": 4, "p6": 4,
        }  # fmt: skip
        assert jobs.height == 7
    again = imported(folder, folder / "todo.xlsx")
    assert sum(file.taken for file in again.files) == 0
    assert all(file.complete for file in (*report.files, *again.files))


def test_the_list_imported_again_leaves_what_was_filled_in(folder: Path) -> None:
    fill(folder / "todo.xlsx", ANSWERS)
    imported(folder, folder / "todo.xlsx")
    with opened(folder) as graph:
        before = graph.records.relationships["WORKS_FOR"]
    again = imported(folder, folder / "files")
    assert sum(file.taken for file in again.files) == 0
    assert counts(folder) == {}
    # whoever moves afterwards is still seen to, though the level was filled in by hand
    later = FILES["people"].replace("p1,Ada Tau,c1", "p1,Ada Tau,c2")
    moved = imported(folder, write_files(folder / "later", people=later))
    assert [(move.person[0], move.before[0], move.after[0]) for move in moved.moves] == [("p1", "c1", "c2")]
    with opened(folder) as graph:
        after = graph.records.relationships["WORKS_FOR"]
    assert after.height == before.height + 1


def test_rows_that_stay_empty_are_left_out_and_asked_for_again(folder: Path) -> None:
    fill(folder / "todo.xlsx", {"carers": {"capacity_hours": 90}})
    report = imported(folder, folder / "todo.xlsx")
    files = {Path(file.file).name: file for file in report.files}
    assert (files["levels"].left_out, files["levels"].why_left_out) == (2, {"not filled in": 2})
    assert (files["carers"].taken, files["carers"].left_out) == (1, 0)
    assert all(file.complete for file in report.files)
    assert counts(folder) == COUNTS  # the mail address is missing still
    fill(folder / "todo.xlsx", {"carers": {"capacity_hours": None, "email": "bodo@pumpen.example"}})
    imported(folder, folder / "todo.xlsx")
    assert counts(folder) == {key: count for key, count in COUNTS.items() if key != "carers"}


@pytest.mark.parametrize(
    ("sheet", "column", "value", "told"),
    [
        ("levels", "level", 9, ("level", "9")),
        ("roles", "person", "Niemand Nirgends", ("from", "Niemand Nirgends")),
        ("employers", "organisation", "Wolkke AG", ("to", "Wolkke AG")),
        ("values", "tier", "Z", ("tier", "Z")),
    ],
)
def test_a_wrong_answer_is_a_fault_in_its_row(
    folder: Path, sheet: str, column: str, value: object, told: tuple[str, str]
) -> None:
    fill(folder / "todo.xlsx", {sheet: {column: value}})
    with pytest.raises(FaultsFound) as refused:
        imported(folder, folder / "todo.xlsx")
    fault = refused.value.report.faults[0]
    assert (Path(fault.file).name, fault.row, fault.column, fault.value) == (sheet, 2, *told)
    assert counts(folder) == COUNTS


def test_a_sheet_without_its_hidden_columns_is_not_guessed(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "todo.xlsx")
    for name in book.sheetnames[1:]:
        del book[name]
    book["levels"].delete_cols(6, 5)
    book.save(folder / "todo.xlsx")
    with pytest.raises(ImportRefused, match="the column id, from, to, valid_from, source is gone"):
        imported(folder, folder / "todo.xlsx")


def test_where_it_cannot_be_written(folder: Path) -> None:
    with opened(folder) as graph:
        with pytest.raises(StakeholderGraphError, match="there is such a file already"):
            graph.write_todo(folder / "todo.xlsx")
        with pytest.raises(StakeholderGraphError, match=r"name a file \.xlsx"):
            graph.write_todo(folder / "todo.csv")
    fill(folder / "todo.xlsx", ANSWERS)
    imported(folder, folder / "todo.xlsx")
    with opened(folder) as graph, pytest.raises(StakeholderGraphError, match="nothing is missing"):
        write_todo(graph.todo(), folder / "new.xlsx", "de")
    assert not (folder / "new.xlsx").exists()
