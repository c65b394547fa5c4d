"""Any table: encodings, separators, headers, what stands before and after the data, workbooks."""

from __future__ import annotations

import codecs
import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange import bounded
from stakeholder_graph.exchange.cells import trim
from stakeholder_graph.exchange.dates import read_dates
from stakeholder_graph.exchange.dialect import SNIFFED_BYTES, find_layout, header_key, sniff
from stakeholder_graph.exchange.furniture import find_foot
from stakeholder_graph.exchange.graphs import read_graph
from stakeholder_graph.exchange.loading import load
from stakeholder_graph.exchange.tables import Table, read_tables
from stakeholder_graph.model.records import Records

KNOWN = ("id", "name", "town", "note", "First Name", "Last Name")
ADA = "id,name,town\n1,Ada Ähre,Öhringen\n2,Bo Übel,Ulm\n"
ADA_COLUMNS = (["1", "2"], ["Ada Ähre", "Bo Übel"], ["Öhringen", "Ulm"])

MARKED = {
    "utf-8": b"",
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def encoded(text: str, encoding: str) -> bytes:
    return MARKED.get(encoding, b"") + text.encode(encoding.removesuffix("-sig"))


def read(folder: Path, content: str | bytes, name: str = "people.csv") -> Table:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (table,) = read_tables(path, KNOWN)
    return table


def said(table: Table) -> list[tuple[str, int | None, str, int]]:
    return [(problem.kind, problem.row, problem.problem, problem.count) for problem in table.problems]


# Encodings


@pytest.mark.parametrize("encoding", MARKED)
def test_every_byte_order_mark_is_understood(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, encoded(ADA, encoding))
    assert (table.encoding, table.header, table.columns) == (encoding, ("id", "name", "town"), ADA_COLUMNS)
    assert table.problems == ()


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_a_two_byte_mark_before_utf_32_is_seen(tmp_path: Path, mark: bytes, encoding: str) -> None:
    table = read(tmp_path, mark + ADA.encode(encoding))
    assert (table.encoding, table.columns, table.problems) == (encoding, ADA_COLUMNS, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_known_by_its_zero_bytes(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, ADA.encode(encoding))
    assert (table.encoding, table.columns) == (encoding, ADA_COLUMNS)
    assert said(table) == [("note", None, f"no byte order mark; read as {encoding}", 1)]


def test_what_is_not_utf_8_is_read_as_windows_1252_with_a_note(tmp_path: Path) -> None:
    table = read(tmp_path, ADA.replace("Bo", "€o").encode("cp1252"))
    assert table.encoding == "cp1252"
    assert table.column("name") == ["Ada Ähre", "€o Übel"]
    assert said(table) == [("note", None, "not UTF-8; read as Windows-1252", 1)]


def test_bytes_that_windows_1252_does_not_have_are_counted(tmp_path: Path) -> None:
    table = read(tmp_path, b"id,name\n1,M\xfcller\x81\n")
    assert table.column("name") == ["Müller\ufffd"]
    assert [problem.problem for problem in table.problems] == [
        "not UTF-8; read as Windows-1252",
        "1 characters cannot be read and are shown as \ufffd",
    ]


def test_windows_1252_pasted_into_marked_utf_8_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, codecs.BOM_UTF8 + "id,name\n1,Ähre\n".encode() + b"2,M\xfcller\n")
    assert table.column("name") == ["Ähre", "Müller"]
    assert said(table) == [("note", None, "partly not UTF-8", 1)]


def test_a_cut_off_utf_16_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    table = read(tmp_path, encoded("id,name\n1,Ada", "utf-16-le") + b"\x41")
    assert table.column("name") == ["Ada\ufffd"]
    assert table.problems[0].problem == "1 characters cannot be read and are shown as \ufffd"


def test_nul_characters_do_not_stop_the_reading(tmp_path: Path) -> None:
    table = read(tmp_path, b"id,name\n1,A\x00da\n")
    assert table.column("name") == ["Ada"]
    assert said(table) == [("note", None, "1 NUL characters were left out", 1)]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x7fELF\x02\x01\x01\x00\xff\xfe"]
)
def test_a_picture_or_a_program_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ImportRefused, match="not a table of text"):
        read(tmp_path, content)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"missing\.csv: cannot be read"):
        read_tables(tmp_path / "missing.csv")
    with pytest.raises(ImportRefused):
        read_tables(tmp_path)
    with pytest.raises(ImportRefused):
        sniff(tmp_path / "missing.csv")


# Separators and headers


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_found_by_the_known_names(tmp_path: Path, separator: str) -> None:
    table = read(tmp_path, ADA.replace(",", separator))
    assert (table.separator, table.columns) == (separator, ADA_COLUMNS)


def test_the_separator_is_that_with_which_most_names_are_known(tmp_path: Path) -> None:
    # with commas only two cells are known names, with semicolons three
    table = read(tmp_path, "id;name;town;a,id,name,b\n1;Ada;Ulm;x,y,z,w\n")
    assert (table.separator, table.header) == (";", ("id", "name", "town", "a,id,name,b"))


def test_the_separator_line_of_excel_wins_and_is_no_row(tmp_path: Path) -> None:
    for line in ("sep=;\n", '"sep=;"\r\n', "SEP=;\n"):
        table = read(tmp_path, line + "id;name,town\n1;Ada, Ulm\n")
        assert (table.separator, table.header, table.columns) == (
            ";",
            ("id", "name,town"),
            (["1"], ["Ada, Ulm"]),
        )
        assert (table.header_row, table.row_numbers) == (1, [2])
    assert read(tmp_path, "sep=!\nid!name\n1!Ada\n").columns == (["1"], ["Ada"])


def test_case_blanks_and_quotes_of_a_header_do_not_matter(tmp_path: Path) -> None:
    table = read(tmp_path, '\ufeff"ID" , NAME\u00a0,"FIRST  name",LAST NAME\n1,a,b,c\n')
    assert table.header == ("ID", "NAME", "FIRST  name", "LAST NAME")
    assert table.column("first name") == table.column("First Name") == ["b"]
    assert table.column("Id") == ["1"]
    assert table.column("town") is None


def test_headers_of_links_by_another_key_are_names_like_any() -> None:
    assert header_key(" OWNER:User-username") == "owner:user-username"


PREAMBLE = 'Notes:\n"When exporting your connections, ""some"" addresses are missing."\n\n'


def test_lines_before_the_header_are_counted(tmp_path: Path) -> None:
    table = read(tmp_path, PREAMBLE + "First Name,Last Name,URL\nAda,Ähre,x\n,,\n,,\nBo,Übel,y\n")
    assert (table.skipped_before, table.header_row, table.row_numbers) == (3, 4, [5, 8])
    assert (table.blank_rows, table.rows_read, table.problems) == (2, 2, ())


@pytest.mark.parametrize(("lines", "found"), [(19, True), (20, False)])
def test_the_header_stands_within_the_first_twenty_lines(tmp_path: Path, lines: int, found: bool) -> None:
    table = read(tmp_path, "Filter\n" * lines + "id;name\n1;Ada\n")
    assert (table.header == ("id", "name")) is found


def test_a_single_known_name_is_no_header(tmp_path: Path) -> None:
    table = read(tmp_path, "name,of this report\n\nid,name\n1,Ada\n")
    assert (table.header_row, table.header) == (3, ("id", "name"))


@pytest.mark.parametrize(
    ("text", "separator", "header_row"),
    [
        ("a,b!c,d\n1,2!3,4\n", ",", 1),
        ("My report\n\na;b\n1,5;2\n", ";", 3),
        ("a, b\nx;y;z\n1;2;3\n", ";", 2),
        ("only\n1\n", ",", 1),
        ("\n\nonly\n1\n", ",", 3),
        ("", ",", 0),
    ],
)
def test_without_known_names_the_first_line_as_wide_as_the_next_is_the_header(
    text: str, separator: str, header_row: int
) -> None:
    assert find_layout(text, KNOWN) == (separator, header_row)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", ",,\n,,\n"])
def test_an_empty_file_is_a_table_without_columns_and_a_note(tmp_path: Path, content: str) -> None:
    table = read(tmp_path, content)
    assert (table.header, table.columns, table.rows_read) == ((), (), 0)
    assert said(table) == [("note", None, "there is no table in it", 1)]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name")
    assert (table.header, table.columns, table.row_numbers, table.problems) == (
        ("id", "name"),
        ([], []),
        [],
        (),
    )


# Rows


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", [True, False])
def test_line_ends_of_all_kinds_and_within_quotes(tmp_path: Path, newline: str, end: bool) -> None:
    text = newline.join(["id,note", f'1,"two{newline}lines, ""quoted"""', "", "2,x"]) + (
        newline if end else ""
    )
    table = read(tmp_path, text)
    assert table.columns == (["1", "2"], [f'two{newline}lines, "quoted"', "x"])
    assert (table.row_numbers, table.blank_rows) == ([2, 4], 1)


def test_a_row_with_more_cells_is_a_fault_and_one_with_fewer_is_filled(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name,town\n1,Ada,Ulm\n2,Bo, Inc,Ulm\n3,Cy\n4\n")
    assert table.columns == (["1", "3", "4"], ["Ada", "Cy", None], ["Ulm", None, None])
    assert (table.row_numbers, table.faulty_rows, table.rows_read) == ([2, 4, 5], 1, 4)
    assert said(table) == [
        ("fault", 3, "the row has 4 cells, the header has 3", 1),
        ("note", 4, "fewer cells than the 3 of the header; the missing ones are read as empty", 2),
    ]
    assert table.problems[0].value == "2,Bo,Inc,Ulm"


def test_a_last_row_without_end_that_is_too_short_is_cut_off(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name,town\n1,Ada,Ulm\n2,Bo")
    assert (table.columns, table.row_numbers) == ((["1"], ["Ada"], ["Ulm"]), [2])
    assert (table.faulty_rows, table.rows_read) == (1, 2)
    assert said(table) == [
        ("fault", 3, "the file ends in the middle of this row: 2 of 3 cells, no line end", 1)
    ]
    assert (table.problems[0].value, table.problems[0].hint) == (
        "2,Bo", "export it again; if the rest of the row is empty, end it with a line break",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("id,name,town\n1,Ada,Ulm\n2,Bo\n", 1),  # it has its end
        ("id,name,town\n1,Ada,Ulm\n2,Bo\r", 1),
        ("id,name,town\n1,Ada\n2,Bo,Ulm", 1),  # not the last one
        ("id,name,town\n1,Ada,Ulm\n2,Bo,", 0),  # all cells, the last one empty
        ("id,name,town\n1,Ada,Ulm\nGrand Totals (1 records)", 0),  # the foot of a report
    ],
)
def test_other_last_rows_are_not(tmp_path: Path, text: str, short: int) -> None:
    table = read(tmp_path, text)
    assert (table.faulty_rows, [problem.count for problem in table.problems]) == (0, [short] * bool(short))


def test_a_large_file_that_is_cut_off(tmp_path: Path) -> None:
    rows = "".join(f"{number},Ada Mohnrot,Ulm\n" for number in range(60_000))
    (tmp_path / "people.csv").write_text(f"id,name,town\n{rows}60000,Bo", encoding="utf-8")
    (table,) = load([tmp_path / "people.csv"], KNOWN)
    assert (table.cells.height, table.reported, [it.row for it in table.problems]) == (60_000, 1, [60_002])


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_a_line_longer_than_any_tables_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    monkeypatch.setattr(bounded, "LONGEST_LINE", 2**20)
    monkeypatch.setattr(bounded, "_BLOCK", 2**16)
    path = tmp_path / "people.csv"
    path.write_bytes(b"id,name" + end + b"1," + b"x" * (2**20 + 2**17) + end)
    tracemalloc.start()
    with pytest.raises(ImportRefused) as refused:
        read_tables(path, KNOWN)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    line = 1 if end == b"\r" else 2  # lines are counted by line feeds
    assert refused.value.what == f"line {line} is longer than 1 MiB, as no table has it"
    assert most < 2**19
    path.write_bytes(b"id,name" + end + (b"1," + b"x" * 1000 + end) * 2000)
    assert read_tables(path, KNOWN)[0].rows_read == 2000


def test_a_file_that_is_too_large_to_be_read_at_once_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "LONGEST_LINE", 2**10)
    path = tmp_path / "people.csv"
    path.write_text("id,name,town\n" + "1,Ada,Ulm\n" * 150_000, encoding="utf-8")
    assert read_tables(path, KNOWN)[0].rows_read == 150_000
    monkeypatch.setattr(bounded, "LARGEST_FILE", 2**20)
    for reader in (read_tables, lambda file, known: load([file], known)):
        with pytest.raises(ImportRefused) as refused:
            reader(path, KNOWN)
        assert refused.value.what == "larger than 1 MiB, more than is read at once"


def test_a_cell_larger_than_any_tables_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LARGEST_CELL", 100)
    text = 'id,name,town\n1,Ada,"' + "x\n" * 60 + '"\n'
    with pytest.raises(ImportRefused) as refused:
        read(tmp_path, text)
    assert refused.value.what == "a cell has more than 100 characters, as no table has it"
    assert read(tmp_path, text.replace("x\n" * 60, "x\n" * 40)).rows_read == 1


@pytest.mark.parametrize(
    ("text", "endless"),
    [
        ('a,b\n1,"' + "x\n" * 60, True),
        ('a,b\n1,"' + "x\n" * 60 + '"\n', True),
        ('a,b\n1,"y"\n' + "1,2\n" * 60, False),
        ('a,b\n1,"y"\n' + "1,2\n" * 60 + '1,"' + "x\n" * 60, True),
        ('a,b\n' + '1,"y"\n' * 60, False),
        ("a,b\n" + "1,2\n" * 60, False),
    ],
)  # fmt: skip
def test_an_endless_cell_is_nothing_for_the_fast_way(
    monkeypatch: pytest.MonkeyPatch, text: str, endless: bool
) -> None:
    monkeypatch.setattr(bounded, "LARGEST_CELL", 100)
    assert bounded.may_hold_endless_cell(text.encode()) == endless


@pytest.mark.parametrize("name", ["graph.json", "graph.graphml"])
def test_a_graph_with_such_a_line_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(bounded, "LONGEST_LINE", 2**20)
    (tmp_path / name).write_text('{"nodes": "' + "x" * 3 * 2**20 + '"}', encoding="utf-8")
    with pytest.raises(ImportRefused, match="line 1 is longer than 1 MiB"):
        read_graph(tmp_path / name, Records())


def test_cells_are_trimmed_of_every_blank_and_empty_ones_are_none(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,name\n\u00a01 ," a@b.example\u3000 \u3000"\n2," \u00a0"\n')
    assert table.columns == (["1", "2"], ["a@b.example", None])


def test_wrong_quoting_is_read_as_it_stands(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,name\n1,Bo "the boss" Übel\n2,"The Best" Account\n3,5" pipe\n')
    assert table.column("name") == ['Bo "the boss" Übel', "The Best Account", '5" pipe']
    assert table.problems == ()


def test_a_quote_that_is_never_closed_is_a_fault_and_swallows_no_earlier_row(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,name\n1,Ada\n2,"Bo\n3,Cy\n4,Di\n')
    assert (table.columns, table.row_numbers, table.blank_rows) == ((["1"], ["Ada"]), [2], 0)
    assert (table.faulty_rows, table.problems[0].kind, table.problems[0].row) == (1, "fault", 3)
    assert "never closed" in table.problems[0].problem
    assert read(tmp_path, 'id,name\n1,"Ada').faulty_rows == 1
    assert read(tmp_path, 'id,name\n1,"Ada\n"').faulty_rows == 0


def test_a_very_long_cell_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, f"id,name\n1,{'x' * 200_000}\n").column("name") == ["x" * 200_000]


def test_columns_without_name_or_with_the_name_of_another_are_noted(tmp_path: Path) -> None:
    table = read(tmp_path, "id,,name,Name,\n1,x,Ada,Bo,\n2,,Cy,Di,\n")
    assert table.header == ("id", "", "name", "Name")
    assert table.column("NAME") == ["Ada", "Cy"]
    assert table.column("") is None
    assert said(table) == [
        ("note", None, "column 2 has values but no name", 1),
        ("note", None, "column 4 has the name of an earlier one", 1),
    ]


# Below the data

FOOT = (
    '\n"Grand Totals (2 records)"\n\n"Confidential Information - Do Not Distribute"\n'
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"People of our accounts"\n'
    '"Generated By:  Ada Ähre  3/4/2026 3:04 PM"\n"Beispiel Maschinen GmbH"\n'
)


def test_the_foot_of_a_report_is_no_data(tmp_path: Path) -> None:
    table = read(tmp_path, ADA + FOOT)
    assert (table.columns, table.footer_rows, table.blank_rows, table.problems) == (ADA_COLUMNS, 6, 2, ())


def test_a_foot_that_states_another_number_of_records_is_noted(tmp_path: Path) -> None:
    table = read(tmp_path, ADA + FOOT.replace("(2 records)", "(1,003 records)"))
    assert said(table) == [("note", None, "the foot of the report says 1003 records, but there are 2", 1)]


def test_faulty_rows_are_records_too(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name,town\n1,Ada,Ulm\n2,Bo,Ulm,x\n" + FOOT)
    assert [problem.kind for problem in table.problems] == ["fault"]


@pytest.mark.parametrize(
    "foot",
    [
        "Total,\n",
        "Total,x,y\n",
        "Copyright (c) 2000-2026 salesforce.com,x,y\n",
        "\nBeispiel Maschinen GmbH,,\n",
        "\n,Total,\n",
        "Generated By,,\n",
    ],
)
def test_a_row_that_only_resembles_a_foot_is_data(tmp_path: Path, foot: str) -> None:
    table = read(tmp_path, ADA + foot)
    assert (table.rows_read, table.footer_rows) == (3, 0)


@pytest.mark.parametrize(
    ("foot", "lines"),
    [
        ("\nTotal,\n", 1),
        ("\nGesamtsumme,1.200\n", 1),
        ("\nGesamtsummen (2 Datensätze),,\n", 1),
        ("Grand Totals,(2 records)\n", 1),
        ("\nTotal\n\n© Copyright 2000-2026 salesforce.com; inc.\n", 2),
        ("\nPeople of our accounts\nCopyright (c) 2000-2026 salesforce.com; inc.\n", 2),
        ("Vertrauliche Informationen - Nicht weitergeben\nErstellt von: Ada\n", 2),
    ],
)
def test_feet_of_several_kinds(tmp_path: Path, foot: str, lines: int) -> None:
    table = read(tmp_path, ADA + foot)
    assert (table.columns, table.footer_rows) == (ADA_COLUMNS, lines)


def test_half_empty_rows_above_a_foot_stay_data() -> None:
    #  2 Total | 3 Bo (alone) | 4 (blank) | 5 Generated By: -> only the last is the foot
    rows = [(2, ["Total", ""]), (3, ["Bo", ""]), (5, ["Generated By: Ada", ""])]
    assert find_foot(rows) == (2, 1, None)


def test_a_short_row_above_a_foot_is_not_the_name_of_the_report(tmp_path: Path) -> None:
    table = read(tmp_path, ADA + "\n3,Cy\nGenerated By: Ada\n")
    assert (table.column("name"), table.footer_rows) == (["Ada Ähre", "Bo Übel", "Cy"], 1)


# Workbooks


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    book.close()
    return path


def test_each_sheet_is_a_table_and_cells_become_plain_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        {
            "people": [
                ["People of our accounts"],
                [],
                ["id", "name", "since", "seen", "value", "open", "serial"],
                [1, " Ada\u00a0", date(2024, 3, 1), datetime(2024, 3, 1, 14, 5), 1.5, True, 45321],  # noqa: DTZ001
                [],
                [2.0, None, None, None, 0.1 + 0.2, False, 45321.25],
                [123456789012345678, "#NAME?"],
            ],
            "empty": [],
            "accounts": [["id", "name"], ["a1", "Beispiel"], [None, None, "beyond"]],
        },
    )
    people, accounts = read_tables(path, KNOWN)
    assert (people.file, people.name) == (f"{path}/people", "people")
    assert (people.encoding, people.separator, people.is_sheet) == ("workbook", "", True)
    assert (people.header_row, people.skipped_before, people.blank_rows) == (3, 2, 1)
    assert people.row_numbers == [4, 6, 7]
    assert people.columns == (
        ["1", "2", "1.23456789012346E+17"],
        ["Ada", None, "#NAME?"],
        ["2024-03-01", None, None],
        ["2024-03-01T14:05:00", None, None],
        ["1.5", "0.3", None],
        ["TRUE", "FALSE", None],
        ["45321", "45321.25", None],
    )
    assert people.problems == ()
    assert read_dates(people.columns[-1], serials=True).values == [date(2024, 1, 30), date(2024, 1, 30), None]
    assert accounts.columns == (["a1"], ["Beispiel"])
    assert said(accounts) == [("fault", 3, "the row has 3 cells, the header has 2", 1)]


@pytest.mark.parametrize(
    ("rows", "header_row"),
    [
        ([["Filter", "all"], ["id", "name"], ["1", "Ada"]], 2),
        ([["Report"], ["key", "label"], ["1"]], 2),
        ([[], ["only"], ["1"]], 2),
        ([["Filter"]] * 19 + [["id", "name"], ["1", "Ada"]], 20),
        ([["Filter"]] * 20 + [["id", "name"], ["1", "Ada"]], 1),
        ([["a", "b"]] * 20 + [["id", "name"]], 1),
    ],
)
def test_the_header_of_a_sheet_is_found_as_in_a_file(
    tmp_path: Path, rows: list[list[object]], header_row: int
) -> None:
    (table,) = read_tables(workbook(tmp_path / "list.xlsx", {"people": rows}), KNOWN)
    assert table.header_row == header_row
    assert table.header == tuple(rows[header_row - 1])


def test_a_workbook_is_known_by_its_content_not_its_ending(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"people": [["id", "name"], ["1", "Ada"]]})
    (table,) = read_tables(path.rename(tmp_path / "list.csv"), KNOWN)
    assert table.columns == (["1"], ["Ada"])


def test_formulas_that_excel_never_worked_out_are_noted(tmp_path: Path) -> None:
    rows: list[list[object]] = [["id", "name"], ["1", "=1+1"], ["2", "=A2"], ["3", "Cy"]]
    table, other = read_tables(workbook(tmp_path / "list.xlsx", {"people": rows, "more": [["id", "name"]]}))
    assert table.columns == (["1", "2", "3"], [None, None, "Cy"])
    problem = "2 formulas of the workbook have no value stored and are read as empty"
    assert said(table) == [("note", None, problem, 1)]
    assert other.problems == ()


def test_a_workbook_that_unpacks_to_more_than_any_table_needs_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"people": [["id", "name"], ["1", "Ada"]]})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("x", "")
        for member in archive.filelist[:2]:
            member.file_size = 2**31 + 1
    with pytest.raises(ImportRefused, match="more than 4 GiB"):
        read_tables(path)


def _cut(path: Path) -> bytes:
    return path.read_bytes()[:700]


def _no_workbook(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return path.read_bytes()


def _bad_sheet(path: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<worksheet><sheetData><row>" if "sheet1" in name else old.read(name))
    return content.getvalue()


@pytest.mark.parametrize("damage", [_cut, _no_workbook, _bad_sheet])
def test_a_broken_workbook_is_refused_in_one_line(tmp_path: Path, damage: Callable[[Path], bytes]) -> None:
    path = workbook(tmp_path / "list.xlsx", {"people": [["id", "name"], ["1", "Ada"]]})
    path.write_bytes(damage(path))
    with pytest.raises(
        ImportRefused, match=r"list\.xlsx: this is no \.xlsx workbook, or it is damaged; open it"
    ):
        read_tables(path, KNOWN)


def test_a_protected_or_old_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    with pytest.raises(ImportRefused, match=r"protected by a password or in the old \.xls format"):
        read_tables(path)


# A look at the beginning


@pytest.mark.parametrize(
    ("content", "sniffed", "plain"),
    [
        (ADA.encode(), ("utf-8", ",", 1), True),
        (encoded(ADA, "utf-8-sig"), ("utf-8-sig", ",", 1), True),
        (ADA.encode("cp1252"), ("cp1252", ",", 1), False),
        (ADA.replace(",", ";").encode(), ("utf-8", ";", 1), False),
        (encoded(ADA, "utf-16-le"), ("utf-16-le", ",", 1), False),
        (PREAMBLE.encode() + ADA.encode(), ("utf-8", ",", 4), False),
        (b"sep=,\n" + ADA.encode(), ("utf-8", ",", 2), False),
    ],
)
def test_the_beginning_tells_how_to_read_a_file(
    tmp_path: Path, content: bytes, sniffed: tuple[str, str, int], plain: bool
) -> None:
    (tmp_path / "people.csv").write_bytes(content)
    found = sniff(tmp_path / "people.csv", KNOWN)
    assert (found, found.plain) == (sniffed, plain)


@pytest.mark.parametrize("cut", range(4))
def test_a_character_cut_at_the_end_of_the_beginning_does_no_harm(tmp_path: Path, cut: int) -> None:
    start = b"id,name\n1," + b"x" * cut
    filling = "\U0001f600" * (SNIFFED_BYTES // 4 + 9)
    (tmp_path / "people.csv").write_bytes(start + filling.encode())
    assert sniff(tmp_path / "people.csv", KNOWN) == ("utf-8", ",", 1)


# Everything at once

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=8).map(
    trim
)
ROWS = st.lists(st.tuples(CELL, CELL, CELL).filter(any), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
@given(
    ROWS,
    st.sampled_from([*MARKED, "cp1252"]),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
@example([("Ä,;\t|", '"', "a\r\nb")], "cp1252", ";", "\r\n", csv.QUOTE_MINIMAL)
def test_any_table_is_read_back_the_same(
    tmp_path: Path,
    rows: list[tuple[str, str, str]],
    encoding: str,
    separator: str,
    newline: str,
    quoting: Literal[0, 1],
) -> None:
    text = io.StringIO(newline="")
    if any("\r" in cell for row in rows for cell in row):
        quoting = csv.QUOTE_ALL  # the csv module leaves a lone return unquoted, which then ends the line
    writer = csv.writer(text, delimiter=separator, lineterminator=newline, quoting=quoting)
    writer.writerow(["id", "name", "town"])
    writer.writerows(rows)
    try:
        content = encoded(text.getvalue(), encoding)
    except UnicodeEncodeError:
        assume(False)
        raise
    if encoding == "cp1252":
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            assume(content.isascii())  # else the same bytes are other text in UTF-8
            encoding = "utf-8"
    table = read(tmp_path, content)
    assert (table.encoding, table.separator) == (encoding, separator)
    columns = tuple([row[place] or None for row in rows] for place in range(3))
    assert table.columns == columns
    assert [problem for problem in table.problems if problem.problem[:3] != "not"] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(alphabet='"\n\r,;ab\x00', max_size=60).map(str.encode))
def test_no_bytes_make_the_reader_fail(tmp_path: Path, content: bytes) -> None:
    try:
        table = read(tmp_path, content)
    except ImportRefused:
        return
    assert len(table.header) == len(table.columns)
    assert all(len(column) == len(table.row_numbers) for column in table.columns)
    assert min(table.blank_rows, table.skipped_before, table.footer_rows) >= 0
