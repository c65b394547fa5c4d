"""The report of an import has the shape that scripts rely on."""

from __future__ import annotations

import json

import pytest

from stakeholder_graph.exchange.importing import FaultsFound
from stakeholder_graph.exchange.rendering import render_report
from stakeholder_graph.exchange.report import FileReport, ImportReport, Problem

FAULT = Problem("fault", "people.csv", 3, "name", "", "nobody's name in it", "fill in the name")
NOTE = Problem("note", "people.csv", 2, "job_title", "Guru", "title without level", "add it", 4)
FILE = FileReport("people.csv", "canonical", "utf-8", 9, 4, 2, 2, 1, {"open task": 2})


def test_the_report_is_what_import_prints_as_json() -> None:
    report = ImportReport((FILE,), (NOTE, FAULT), {"Person": 4}, written=False)
    assert (report.faults, report.notes) == ((FAULT,), (NOTE,))
    assert json.loads(json.dumps(report.as_dict())) == {
        "files": [
            {
                "file": "people.csv",
                "format": "canonical",
                "encoding": "utf-8",
                "rows": 9,
                "taken": 4,
                "unchanged": 2,
                "left_out": 2,
                "reported": 1,
                "why_left_out": {"open task": 2},
            }
        ],
        "faults": [
            {
                "file": "people.csv",
                "row": 3,
                "column": "name",
                "value": "",
                "problem": "nobody's name in it",
                "hint": "fill in the name",
            }
        ],
        "notes": [
            {
                "file": "people.csv",
                "row": 2,
                "column": "job_title",
                "value": "Guru",
                "problem": "title without level",
                "hint": "add it",
                "count": 4,
            }
        ],
        "moves": [],
        "counts": {"Person": 4},
        "written": False,
    }


@pytest.mark.parametrize(("rows", "complete"), [(8, False), (9, True), (10, False)])
def test_every_row_of_a_file_is_accounted_for(rows: int, complete: bool) -> None:
    assert FileReport("a", "b", "c", rows, 4, 2, 2, 1).complete is complete


@pytest.mark.parametrize(("length", "shown"), [(200, "x" * 200), (201, "x" * 199 + "…")])
def test_a_very_long_value_is_cut_in_the_report(length: int, shown: str) -> None:
    assert Problem("note", "a", 1, "b", "x" * length, "c", "d").as_dict()["value"] == shown


def test_every_problem_is_told_in_one_line_whatever_breaks_its_cells_and_titles_have() -> None:
    said = Problem("fault", "a.xlsx/Liste", 2, "Firma\n(Kunde)", "Mohn\nrot", "needs a\nFirma", "fill\nFirma")
    report = ImportReport(
        (FileReport("a.xlsx/Liste", "canonical", "workbook", 1, 0, 0, 0, 1),), (said,), {}, False
    )
    assert '  a.xlsx/Liste row 2, Firma (Kunde): "Mohn rot": needs a Firma; fill Firma' in (
        render_report(report).splitlines()
    )
    assert "row 2: 1 fault, nothing was written; the first: Firma (Kunde): needs a Firma" in str(
        FaultsFound(report)
    )
