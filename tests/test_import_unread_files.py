"""A file that cannot be read, or is no table of ours, is one fault beside those of the other files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.gathering import fault_of, gather
from stakeholder_graph.exchange.importing import FaultsFound, check, import_files
from stakeholder_graph.exchange.ledger import WAITS
from stakeholder_graph.exchange.recognise import all_sources
from stakeholder_graph.exchange.rendering import render_report
from stakeholder_graph.storage import open_store
from tests.small_files import COMPANIES, PEOPLE, TODAY_ONLY, account, brief, problems, write_files

SKIPPING = replace(TODAY_ONLY, skip_faulty=True)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 secret"
BINARY = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\x00\xfe"
DAMAGED = "this is no .xlsx workbook, or it is damaged"
PROTECTED = "the workbook is protected by a password or in the old .xls format"
STOCK = "article,price,currency\n1,2,3\n4,5,6\n"
TIES = "from,relationship,to,weight\n"
WRONG_PEOPLE = f"{PEOPLE}p4,,c1,\n"


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("list.xlsx", b"PK\x03\x04 cut off", DAMAGED),
        ("list.xlsx", OLD_OFFICE, PROTECTED),
        ("list.xls", OLD_OFFICE, PROTECTED),
        ("list.xlsb", b"PK\x03\x04 xl", DAMAGED),
        ("list.ods", b"PK\x03\x04 mimetype", DAMAGED),
        ("list.NUMBERS", b"PK\x03\x04 Index", DAMAGED),
        ("list.csv", BINARY, "this is not a table of text"),
        ("list.csv", b"", "no table in it"),
        ("list.csv", STOCK.encode(), "no known table; its header is article, price, currency"),
    ],
)
def test_it_is_one_fault_beside_those_of_the_others(
    name: str, data: bytes, problem: str, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "in", companies=COMPANIES, people=WRONG_PEOPLE)
    (folder / name).write_bytes(data)
    with open_store(tmp_path / "a.db", create=True) as store:
        with pytest.raises(FaultsFound) as refused:
            import_files(store, [folder], TODAY_ONLY)
        assert store.read().counts() == {}
        report = refused.value.report
        assert sorted(problems(report), key=str) == sorted(
            [
                ("fault", name, None, None, None, problem),
                ("fault", "people.csv", 5, "name", "p4", "no name"),
            ],
            key=str,
        )
        assert all(fault.hint for fault in report.faults)
        taken = import_files(store, [folder], SKIPPING)
        assert store.read().counts() == {"Company": 3, "Person": 3, "WORKS_FOR": 3}
    assert taken.written
    rows = 2 if data == STOCK.encode() else 0
    assert account(taken) == {
        name: (rows, 0, 0, 0, rows), "companies.csv": (3, 3, 0, 0, 0), "people.csv": (4, 3, 0, 0, 1),
    }  # fmt: skip
    assert (name, None) in [brief(fault)[1:3] for fault in taken.faults]
    assert [file.format for file in taken.files if Path(file.file).name == name] == ["not read"]
    assert f"{folder / name}: {problem}; " in render_report(taken)


@pytest.mark.parametrize("name", ["graph.json", "graph.graphml"])
def test_a_graph_that_cannot_be_read_is_one_too(name: str, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", companies=COMPANIES)
    (folder / name).write_text("no graph", encoding="utf-8")
    report = check([folder / name, folder / "companies.csv"], TODAY_ONLY)
    ((kind, file, row, column, value, _),) = problems(report)
    assert (kind, file, row, column, value) == ("fault", name, None, None, None)
    assert account(report) == {name: (0, 0, 0, 0, 0), "companies.csv": (3, 3, 0, 0, 0)}


def test_a_sheet_called_as_ours_without_our_columns_is_one(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in (("companies", COMPANIES), ("people", STOCK)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "list.xlsx")
    report = check([tmp_path / "list.xlsx"], TODAY_ONLY)
    assert [fault[1:5] for fault in problems(report)] == [("people", None, None, None)]
    assert account(report) == {"companies": (3, 3, 0, 0, 0), "people": (2, 0, 0, 0, 2)}


def test_all_that_cannot_be_read_are_told_at_once_and_nothing_is_left_to_take(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "people.xlsx").write_bytes(OLD_OFFICE)
    (tmp_path / "in" / "companies.csv").write_bytes(BINARY)
    (tmp_path / "in" / "readme.txt").write_text("Dear reader\n", encoding="utf-8")
    with open_store(tmp_path / "a.db", create=True) as store:
        for options in (TODAY_ONLY, SKIPPING):
            with pytest.raises(FaultsFound) as refused:
                import_files(store, [tmp_path / "in"], options)
            assert [fault.problem for fault in refused.value.report.faults] == [
                "this is not a table of text",
                PROTECTED,
            ]
            assert refused.value.next_step == "correct them"
        assert store.read().counts() == {}


def test_a_single_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(OLD_OFFICE)
    for options in (TODAY_ONLY, SKIPPING):
        with pytest.raises(ImportRefused) as refused:
            check([tmp_path / "list.xlsx"], options)
        assert (refused.value.where, refused.value.what) == (str(tmp_path / "list.xlsx"), PROTECTED)
        assert not isinstance(refused.value, FaultsFound)


def test_a_path_that_is_not_there_stops_at_once(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", people=WRONG_PEOPLE)
    with pytest.raises(ImportRefused, match="there is no such file or folder"):
        check([folder, tmp_path / "nowhere.csv"], SKIPPING)


def test_a_file_that_goes_away_while_others_are_read_is_a_fault(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", companies=COMPANIES)
    gathered = gather([folder / "people.csv", folder / "companies.csv"], all_sources(), ())
    (unread,) = gathered.unread
    assert fault_of(unread).problem == "cannot be read (No such file or directory)"
    assert [table.stem for table in gathered.tables] == ["companies"]


# p1 KNOWS p9: p9 may stand in the file of people; but no company does, and no known name errs
def test_who_may_stand_in_an_unread_file_is_no_fault(tmp_path: Path) -> None:
    ties = f"{TIES}p1,KNOWS,Dora Nebel,9\np1,KNOWS,p2,\nc1,SUPPLIES,c9,\n"
    folder = write_files(tmp_path / "in", companies=COMPANIES, relationships=ties)
    (folder / "people.csv").write_bytes(BINARY)
    report = check([folder], SKIPPING)
    waits = "waits for people.csv, which cannot be read"
    assert problems(report) == [
        ("fault", "people.csv", None, None, None, "this is not a table of text"),
        ("fault", "relationships.csv", 2, "weight", "9", "must be between 1 and 5"),
        ("note", "relationships.csv", 3, "from", "p1", waits),
        ("note", "relationships.csv", 3, "to", "p2", waits),
        ("fault", "relationships.csv", 4, "to", "c9", "nobody has this id or name"),
    ]
    assert {note.hint for note in report.notes} == {"correct that file; nothing to do here"}
    assert account(report)["relationships.csv"] == (3, 0, 0, 1, 2)
    assert report.files[-1].why_left_out == {WAITS: 1}


def test_a_workbook_that_cannot_be_read_may_hold_anybody(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", people=PEOPLE, relationships=f"{TIES}p1,KNOWS,p9,\n")
    (folder / "list.xlsx").write_bytes(OLD_OFFICE)
    report = check([folder], TODAY_ONLY)
    assert [fault.problem for fault in report.faults] == [PROTECTED]
    waiting = [(note.row, note.column, note.value) for note in report.notes if note.column != "id"]
    assert waiting == [
        (2, "organisation", "c1"), (3, "organisation", "Pusteblume Pumpen AG"), (4, "organisation", "c1"),
        (2, "to", "p9"),
    ]  # fmt: skip
    assert account(report)["people.csv"] == (3, 3, 0, 0, 0)


def test_a_table_that_is_not_recognised_holds_only_whom_it_names(tmp_path: Path) -> None:
    unknown = "Kennung,Wer,Was,Wo\np9,Dora Nebel,x,y\n"
    ties = f"{TIES}p1,KNOWS,p9,\np1,KNOWS,dora nebel,\np1,KNOWS,p8,\n"
    texts = {"companies": COMPANIES, "people": PEOPLE, "relationships": ties, "unknown": unknown}
    report = check([write_files(tmp_path / "in", **texts)], TODAY_ONLY)
    said = [(problem.kind, problem.row, problem.value) for problem in report.problems]
    assert said == [
        ("note", 2, "p9"), ("note", 3, "dora nebel"), ("fault", 4, "p8"), ("fault", None, None),
    ]  # fmt: skip


def test_what_an_unread_file_brought_before_does_not_end(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", companies=COMPANIES, people=PEOPLE)
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [folder], TODAY_ONLY)
        (folder / "people.csv").write_bytes(BINARY)
        report = import_files(store, [folder], replace(SKIPPING, end_missing=True))
        assert report.ended == 0
        assert store.read().node_table("Person")["valid_to"].to_list() == [None] * 3
        assert store.read().relationship_table("WORKS_FOR")["valid_to"].to_list() == [None] * 3


def test_how_to_describe_a_table_is_said_once(tmp_path: Path) -> None:
    texts = {
        "stock": STOCK,
        "weather": "wind,rain\n1,2\n",
        "others": "Sunshine,Compny\n1,2\n",
        "companies": COMPANIES,
    }
    faults = {
        Path(fault.file).stem: fault.hint
        for fault in check([write_files(tmp_path, **texts)], TODAY_ONLY).faults
    }
    describe = (
        "or describe it with --mapping: "
        "mapping suggest writes a first one, mapping known lists what needs none"
    )
    others = faults.pop("others")  # read first, as it comes first by its name
    assert others == f"did you mean Company (canonical companies) for compny? Correct the titles, {describe}"
    stock = faults.pop("stock")
    assert stock.startswith("nearest are canonical companies (shares currency")
    assert stock.count("(shares") == 3
    assert faults == {"weather": "as for others.csv"}
    assert sum(map(len, (others, stock, faults["weather"]))) < 600


def test_where_nothing_is_near_no_list_of_all_is_read_out(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        check([write_files(tmp_path, weather="wind,rain\n1,2\n")], TODAY_ONLY)
    assert refused.value.next_step == (
        "give it the columns of a known table, or describe it with --mapping: "
        "mapping suggest writes a first one, mapping known lists what needs none"
    )
