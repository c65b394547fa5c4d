"""What a list ends, brings back and changes, as somebody does who keeps it in Excel over the months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from stakeholder_graph.exchange.importing import Options, check, import_files
from stakeholder_graph.exchange.rendering import render_report
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.storage import Store, open_store
from tests.small_files import TODAY_ONLY, problems, write_files

FIRMS = (
    "id,name,party\nc1,Sonnentau Kliniken AG,customer\nc2,Pusteblume Pumpen AG,own\nc3,Karmesin AG,customer\n"
)
OURS = "p8,Jürgen Größlich,c2,,\np9,Petra Lila,c2,,\n"
NEXT_DAY = replace(TODAY_ONLY, as_of=date(2026, 11, 24))
END = replace(NEXT_DAY, end_missing=True)
THIRD_DAY = replace(TODAY_ONLY, as_of=date(2026, 11, 25))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "test.db", create=True) as opened:
        yield opened


def people(carer: str = "Jürgen Größlich", firm: str = "c1", role: str = "decider") -> str:
    return f"id,name,organisation,role,carer\np1,Sabine Rotkraut,{firm},{role},{carer}\n{OURS}"


def imported(store: Store, folder: Path, options: Options, text: str, file: str = "people") -> ImportReport:
    (folder / "in").mkdir(exist_ok=True)
    for old in (folder / "in").iterdir():
        old.unlink()
    return import_files(store, [write_files(folder / "in", **{"companies": FIRMS, file: text})], options)


def links(store: Store, kind: str, *columns: str) -> list[tuple[object, ...]]:
    """The links that Sabine Rotkraut is in: the columns and the last day."""
    table = store.read().relationship_table(kind)
    table = table.filter((pl.col("start") == "p1") | (pl.col("end") == "p1"))
    return sorted(table.select(*columns, "valid_to").rows(), key=str)


@pytest.mark.parametrize(
    ("changed", "kind", "column", "values", "sentence"),
    [
        ({"carer": "Petra Lila"}, "CARES_FOR", "start", ("p8", "p9"),
         "Jürgen Größlich cares for Sabine Rotkraut (carer)"),
        ({"role": "user"}, "PLAYS_ROLE", "role", ("decider", "user"),
         "Sabine Rotkraut plays a role at Sonnentau Kliniken AG (decider)"),
    ],
)  # fmt: skip
def test_a_link_that_was_ended_is_valid_again_when_its_list_states_it_again(
    store: Store, tmp_path: Path, changed: dict[str, str], kind: str, column: str, values: tuple[str, str],
    sentence: str,
) -> None:  # fmt: skip
    imported(store, tmp_path, TODAY_ONLY, people())
    imported(store, tmp_path, END, people(**changed))
    yesterday, today = date(2026, 11, 23), date(2026, 11, 24)
    before, after = values
    assert links(store, kind, column) == [(before, yesterday), (after, None)]
    back = imported(store, tmp_path, replace(THIRD_DAY, end_missing=True), people())
    assert links(store, kind, column) == [(before, None), (after, today)]
    assert ("note", "people.csv", 2, f"is there again; it had ended on {yesterday}") in [
        (sort, file, row, problem)
        for sort, file, row, _, value, problem in problems(back)
        if value == sentence
    ]


def test_a_person_that_was_ended_is_there_again_when_the_list_has_the_row_again(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path, TODAY_ONLY, people())
    imported(store, tmp_path, END, f"id,name,organisation,role,carer\n{OURS}")
    assert links(store, "CARES_FOR", "start") == [("p8", date(2026, 11, 23))]
    back = imported(store, tmp_path, THIRD_DAY, people())
    persons = store.read().node_table("Person").select("id", "valid_to").sort("id").rows()
    assert persons == [("p1", None), ("p8", None), ("p9", None)]
    again = "is there again; it had ended on 2026-11-23"
    assert [(value, problem) for *_, value, problem in problems(back)] == [
        ("Sabine Rotkraut", again),
        ("Sabine Rotkraut works for Sonnentau Kliniken AG", again),
        ("Sabine Rotkraut plays a role at Sonnentau Kliniken AG (decider)", again),
        ("Jürgen Größlich cares for Sabine Rotkraut (carer)", again),
    ]


def test_an_end_from_elsewhere_or_one_that_the_file_gives_stays(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, TODAY_ONLY, people())
    (tmp_path / "by_hand").mkdir()
    tie = "from,relationship,to,duty,valid_to\np8,CARES_FOR,p1,carer,2026-10-31\n"
    import_files(store, [write_files(tmp_path / "by_hand", relationships=tie)], NEXT_DAY)
    assert links(store, "CARES_FOR", "start") == [("p8", date(2026, 10, 31))]
    imported(store, tmp_path, THIRD_DAY, people())
    import_files(store, [tmp_path / "by_hand"], THIRD_DAY)
    assert links(store, "CARES_FOR", "start") == [("p8", date(2026, 10, 31))]


CHANGES = [
    ({"carer": "Petra Lila"}, "carer", "the carer was Jürgen Größlich, the list says Petra Lila"),
    (
        {"firm": "c3", "role": ""},
        "organisation",
        "the organisation was Sonnentau Kliniken AG, the list says Karmesin AG",
    ),
    ({"role": "user; buyer"}, "role", "the role was decider, the list says buyer and user"),
]


# another employer in the very same list is a move, see test_moves.py
@pytest.mark.parametrize(
    ("changed", "column", "said", "file"),
    [
        (*change, file)
        for change in CHANGES
        for file in ("people", "people_december")
        if (change[1], file) != ("organisation", "people")
    ],
)
def test_a_changed_cell_is_said_in_words_and_its_old_link_ends_only_when_asked(
    store: Store, tmp_path: Path, changed: dict[str, str], column: str, said: str, file: str
) -> None:
    kind = {"carer": "CARES_FOR", "organisation": "WORKS_FOR", "role": "PLAYS_ROLE"}[column]
    imported(store, tmp_path, TODAY_ONLY, people())
    report = imported(store, tmp_path, NEXT_DAY, people(**changed), file)
    found = [problem for problem in report.problems if problem.column == column]
    assert [(problem.row, problem.value, problem.problem, problem.count) for problem in found] == [
        (2, "Sabine Rotkraut", said, 1)
    ]
    assert found[0].hint == "the old one stays until it is ended: --end-missing"
    assert {day for (day,) in links(store, kind)} == {None}
    report = imported(store, tmp_path, END, people(**changed), file)
    assert f"{said}; ended yesterday" in [problem.problem for problem in report.problems]
    assert [day for (day,) in links(store, kind) if day] == [date(2026, 11, 23)]


def test_a_changed_cell_is_named_by_the_title_that_the_list_has(store: Store, tmp_path: Path) -> None:
    german = "id;Name;Firma;Rolle;Betreuer\n" + people().partition("\n")[2].replace(",", ";")
    imported(store, tmp_path, TODAY_ONLY, german)
    report = imported(store, tmp_path, NEXT_DAY, german.replace("Jürgen Größlich\n", "Petra Lila\n"))
    assert problems(report)[0][2:] == (
        2, "Betreuer", "Sabine Rotkraut", "the carer was Jürgen Größlich, the list says Petra Lila",
    )  # fmt: skip


def test_the_last_line_does_not_say_that_rows_with_a_fault_are_there(store: Store, tmp_path: Path) -> None:
    lost = "id,name,organisation\np7,Ada Mohnrot,c99\n"
    skipping = replace(TODAY_ONLY, skip_faulty=True)
    assert imported(store, tmp_path, skipping, lost, "lost").written  # the companies
    report = imported(store, tmp_path, skipping, lost, "lost")
    assert render_report(report).splitlines()[-1] == "nothing new: what has a fault was not taken"


def test_a_deputy_a_second_job_and_a_role_in_a_project_are_not_changed_by_a_list(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path, TODAY_ONLY, people())
    ties = (
        "from,relationship,to,duty,role\np9,CARES_FOR,p1,carer,\np1,WORKS_FOR,c3,,\np1,PLAYS_ROLE,c3,,user\n"
    )
    imported(store, tmp_path, TODAY_ONLY, ties, "relationships")
    deputy = "id,name,deputy\np1,Sabine Rotkraut,Petra Lila\n"
    assert problems(imported(store, tmp_path, END, deputy, "deputies")) == []
    assert problems(imported(store, tmp_path, END, people(), "people_december")) == []


def test_what_left_the_list_is_named_and_counted_once(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, TODAY_ONLY, people(carer="Jürgen Größlich;Petra Lila"))
    report = imported(store, tmp_path, NEXT_DAY, people(carer=""))
    assert [(problem.value, problem.problem, problem.count) for problem in report.problems] == [
        ("Jürgen Größlich cares for Sabine Rotkraut (carer)", "no longer in the export", 1),
        ("Petra Lila cares for Sabine Rotkraut (carer)", "no longer in the export", 1),
    ]


def test_a_list_of_another_name_brings_back_what_a_list_ended(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, TODAY_ONLY, people())
    imported(store, tmp_path, END, people(carer="Petra Lila"), "people_december")
    imported(store, tmp_path, replace(THIRD_DAY, end_missing=True), people(), "people_january")
    assert links(store, "CARES_FOR", "start") == [("p8", None), ("p9", date(2026, 11, 24))]


def test_the_last_line_says_how_much_was_ended(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, TODAY_ONLY, people())
    report = imported(store, tmp_path, END, people(carer=""))
    assert render_report(report).splitlines()[-1] == "written to the database; ended: 1"
    again = imported(store, tmp_path, END, people(carer=""))
    assert render_report(again).splitlines()[-1] == "nothing new: all rows are there already"


def test_our_company_is_known_to_the_list_that_names_it_as_employer(tmp_path: Path) -> None:
    people = "id,name,organisation\np1,Petra Lila,Pusteblume\n"
    folder = write_files(tmp_path / "in", people=people)
    report = check([folder], replace(TODAY_ONLY, own="Pusteblume"))
    assert [(problem.kind, problem.problem) for problem in report.problems] == [
        ("note", "no company is our own; Pusteblume was made")
    ]
    assert report.counts == {"Company": 1, "Person": 1, "WORKS_FOR": 1}


def test_a_sheet_of_notes_beside_known_sheets_is_left_aside(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    del workbook["Sheet"]
    sheets: dict[str, list[tuple[str, ...]]] = {
        "companies": [("id", "name", "party"), ("c1", "Sonnentau Kliniken AG", "customer")],
        "Meine Notizen": [("Was", "Wann"), ("Anrufen", "morgen")],
    }
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(tmp_path / "list.xlsx")
    workbook.close()
    report = check([tmp_path / "list.xlsx"], TODAY_ONLY)
    assert report.counts == {"Company": 1}
    assert [(Path(problem.file).name, problem.problem) for problem in report.problems] == [
        ("Meine Notizen", "a sheet, no known table; left aside")
    ]
