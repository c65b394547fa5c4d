"""A large export is read in whole columns: it says the same as its rows looked at one by one."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from benchmarks.salesforce_files import record, write_salesforce
from stakeholder_graph.exchange import loading
from stakeholder_graph.exchange.loading import fast_table, text_table
from stakeholder_graph.exchange.mapping import accounts, ids, opportunities, people, plain_activities, roles
from stakeholder_graph.exchange.mapping.ids import are_whole, check_letters, full_id
from stakeholder_graph.exchange.reading import Reading
from stakeholder_graph.exchange.recognise import all_sources, known_headers
from stakeholder_graph.exchange.tables import read_tables

from .salesforce_files import FILES, read, read_texts
from .salesforce_files import rows as rows_of

HEADER = "Id,WhoId,WhatId,Subject,ActivityDate,Status\n"


def told(reading: Reading) -> tuple[Any, ...]:
    """Everything that a reading says, in an order of its own."""
    tables = {**reading.records.nodes, **reading.records.relationships}
    rows = {name: table.sort("id").rows(named=True) for name, table in tables.items()}
    return rows, sorted(map(repr, reading.problems)), reading.files


def people_again(folder: Path) -> None:
    """Beside the contacts some of them under other ids, in another table of contacts and as leads."""
    with (folder / "Contact.csv").open(encoding="utf-8-sig", newline="") as file:
        contacts = list(csv.DictReader(file))[:60]
    more = [{**row, "Id": record("003", 9_000 + n), "Phone": f"+49 2 {n}"} for n, row in enumerate(contacts)]
    for row in more[::3]:
        row["AccountId"] = ""
    for row in more[1::3]:
        row["Name"] = row["LastName"] = "Anders"
    leads = [
        {name: row[name] for name in ("FirstName", "LastName", "Email", "Title", "OwnerId")}
        | {"Id": record("00Q", n), "IsConverted": "", "Company": "Ginster Werke 3"}
        for n, row in enumerate(contacts[30:])
    ]
    for name, rows in (("Contact_more", more), ("Lead", leads)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def shuffle_cells(folder: Path, chance: random.Random) -> None:
    """Leave every tenth row out; in every third of the others empty one cell, or fill it from another row."""
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        kept = [row for row in rows if chance.random() > 0.1]
        for row in kept:
            if chance.random() < 0.3:
                place = chance.randrange(1, len(row))
                row[place] = chance.choice(rows)[place] if chance.random() < 0.6 else ""
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *kept])


EXPORTS = [
    "salesforce_export",
    "generated",
    "generated, people again",
    *(f"generated, {n}" for n in range(5)),
]


@pytest.mark.parametrize("export", EXPORTS)
def test_columns_say_the_same_as_rows_one_by_one(
    export: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = FILES / export
    if export.startswith("generated"):
        folder = tmp_path / "export"
        write_salesforce(folder, 40)
    if export.endswith("again"):
        people_again(folder)
    if export[-1].isdecimal():
        shuffle_cells(folder, random.Random(export))
    in_columns = told(read(folder))
    if not export[-1].isdecimal():
        again = [one for one in in_columns[1] if "the same person twice" in one]
        assert bool(again) == (export != "generated")
    monkeypatch.setattr(plain_activities, "_add_plain", lambda register, own, fields: fields.values)
    monkeypatch.setattr(people, "add_plain_contacts", lambda register, fields, same: fields.rows)
    monkeypatch.setattr(accounts, "_add_plain", lambda register, fields: fields.rows)
    monkeypatch.setattr(opportunities, "add_plain_opportunities", lambda register, fields, won: fields.values)
    monkeypatch.setattr(roles, "add_plain_roles", lambda register, fields: fields.values)
    monkeypatch.setattr(ids, "are_whole", lambda texts: pl.repeat(False, len(texts), eager=True))
    assert in_columns == told(read(folder))
    assert len(in_columns[0]["TOOK_PART"]) > 3


def test_a_column_in_which_nobody_said_yes_means_no(tmp_path: Path) -> None:
    rows = "003Aq0000000001IAA,,Mohnrot,,\n003Aq0000000002IAA,,Kiesel,,\n"
    reading = read_texts(tmp_path, Contact=f"Id,AccountId,LastName,DoNotCall,HasOptedOutOfEmail\n{rows}")
    assert reading.records.nodes["Person"]["avoid"].to_list() == [None, None]


def test_opportunities_of_which_nothing_tells_whether_they_are_closed(tmp_path: Path) -> None:
    mapping = """name = "our-crm"
[tables.Deals]
row = "opportunity"
recognise = ["Deal no", "Client"]
[tables.Deals.columns]
id = "Deal no"
name = "Deal"
account_name = "Client"
"""
    deals = "Deal no,Deal,Client\nd1,Mixer,Ginster Werke\nd2,Press,Ginster Werke\nd3,Oven,Moos Werke\n"
    reading = read_texts(tmp_path, mapping=mapping, deals=deals)
    found = rows_of(reading, "Opportunity", "name", "is_open")
    assert found == [("Mixer", None), ("Oven", None), ("Press", None)]
    assert reading.records.counts() == {"Company": 2, "Opportunity": 3, "HAS_OPPORTUNITY": 3}


@pytest.mark.parametrize("rows", ["", "003Aq0000000001IAA,1,001Aq0000000001IAA,Mohnrot,005Aq0000000001IAA\n"])
def test_a_table_of_which_no_row_is_taken_says_nothing(rows: str, tmp_path: Path) -> None:
    header = "Id,IsDeleted,AccountId,LastName,OwnerId\n"
    task = "Id,IsDeleted,WhoId,ActivityDate,Status,OwnerId\n"
    reading = read_texts(tmp_path, Contact=header + rows, Task=task)
    assert reading.records.counts() == {}
    assert [(file.rows, file.left_out) for file in reading.files] == [(bool(rows), bool(rows)), (0, 0)]


def test_ids_are_told_apart_in_whole_columns_as_one_by_one() -> None:
    chance = random.Random(3)
    signs = "0123456789ABCXYZabcxyz"
    texts: list[str | None] = [None, "", "003", "ü" * 18, "0" * 18, "0" * 15 + "AAA", "0" * 15 + "AAA\n"]
    for _ in range(2_000):
        short = "".join(chance.choices(signs, k=15))
        texts += [short, short + check_letters(short), short + "".join(chance.choices("AB5", k=3))]
    found = are_whole(pl.Series(texts, dtype=pl.String())).to_list()
    assert found == [text is not None and len(text) == 18 and full_id(text) == text for text in texts]


def both(path: Path) -> tuple[Any, Any]:
    known = known_headers(all_sources())
    return fast_table(path, known), text_table(read_tables(path, known)[0])


@pytest.mark.parametrize(
    "rows",
    [
        '00T1,,,"eins\nzwei",2026-01-01,Completed\n00T2,,,drei,2026-01-02,Completed\n',
        '00T1,,,"eins\r\n""zwei"",",2026-01-01,"Completed"\r\n00T2,,,"",2026-01-02,Completed',
        '00T1,,,"\n\n",2026-01-01,Completed\n00T2,,," drei ",2026-01-02,Completed\n',
    ],
)
def test_line_breaks_within_cells_are_read_in_columns_as_in_lines(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "Task.csv"
    path.write_bytes((HEADER + rows).encode())
    fast, general = both(path)
    assert fast is not None
    assert fast.cells.equals(general.cells)
    assert (fast.header, fast.rows, fast.left_out) == (general.header, general.rows, general.left_out)


@pytest.mark.parametrize(
    "rows",
    [
        '00T1,,,ein 5" Rohr,2026-01-01,Completed\n00T2,"\n",,ein 6" Rohr,2026-01-02,Completed\n',
        '00T1,,,"eins\nzwei" drei,2026-01-01,Completed\n00T2,,,"vier\nfünf",2026-01-02,Completed\n',
        '00T1,,,"eins\nzwei",2026-01-01,Completed\n00T2,,,"drei,2026-01-02,Completed\n',
        '00T1,,,"eins\nzwei",2026-01-01,Completed\n\n00T2,,,drei,2026-01-02,Completed\n',
        '00T1,,,"eins\nzwei",2026-01-01\n00T2,,,drei,2026-01-02,Completed,mehr\n',
    ],
)
def test_odd_quotation_marks_and_rows_are_left_to_the_reader_of_lines(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "Task.csv"
    path.write_bytes((HEADER + rows).encode())
    assert loading.fast_table(path, known_headers(all_sources())) is None
