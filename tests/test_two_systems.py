"""Two systems that know the same people: each completes the other, and repeating both changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.exchange.rendering import render_report
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.graph import open_graph
from tests.foreign_files import read_texts
from tests.salesforce_files import rows
from tests.small_files import write_files

DAY = Options(date(2026, 11, 23), own="Unsere Firma")
PIPEDRIVE = (
    "Person - ID,Person - Name,Person - Email - Work,Person - Phone - Work,Organization - ID,"
    "Organization - Name,Person - Organization ID,Deal - ID,Deal - Title,Deal - Status\n"
    "1,Ada Mohnrot,ada@tau.example,,5,Tau GmbH,5,9,Neue Pumpen,Open\n"
)
GOOGLE = (
    "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value,Phone 1 - Value\n"
    "Ada,Mohnrot,Tau GmbH,CFO,ada@tau.example,+49 30 1\n"
)


def test_what_one_completes_the_other_does_not_empty(tmp_path: Path) -> None:
    deals = write_files(tmp_path / "deals", people=PIPEDRIVE)
    addresses = write_files(tmp_path / "addresses", contacts=GOOGLE)
    with open_graph(tmp_path / "graph.db", as_of=date(2026, 11, 23), create=True) as graph:

        def take(folder: Path) -> ImportReport:
            return graph.import_files([folder], DAY)

        take(deals)
        take(addresses)
        again = [take(folder) for folder in (deals, addresses, deals)]
        person = graph.records.node_table("Person").filter(id="pipedrive:contact:1").row(0, named=True)
        deal = graph.records.relationship_table("HAS_OPPORTUNITY").select("start", "end").rows()
    assert [report.moves for report in again] == [(), (), ()]
    assert [sum(file.taken for file in report.files) for report in again] == [0, 0, 0]
    assert (person["phone"], person["source"]) == (
        "+49 30 1", "pipedrive: people.csv + google: contacts.csv",
    )  # fmt: skip
    assert deal == [("pipedrive:company:5", "pipedrive:opportunity:9")]


def test_a_company_that_stands_twice_is_no_move(tmp_path: Path) -> None:
    """A list made the company of its name, a CRM brought it again; the list may mean either."""
    people = "id,name,organisation\np1,Ada Mohnrot,{firm}\n"
    companies = "id,name,party\nc1,Tau GmbH,customer\nc2,TAU  GmbH,customer\nc3,Rho AG,customer\n"
    with open_graph(tmp_path / "graph.db", as_of=date(2026, 11, 23), create=True) as graph:

        def at(firm: str) -> ImportReport:
            return graph.import_files(
                [write_files(tmp_path / "list", companies=companies, people=people.format(firm=firm))], DAY
            )

        at("c1")
        assert at("c2").moves == ()
        jobs = graph.store.read().relationship_table("WORKS_FOR").filter(pl.col("valid_to").is_not_null())
        assert jobs.is_empty()
    with open_graph(tmp_path / "other.db", as_of=date(2026, 11, 23), create=True) as graph:
        at("c1")
        assert [(move.before[1], move.after[1]) for move in at("c3").moves] == [("Tau GmbH", "Rho AG")]


def test_accounts_of_which_little_was_exported_are_companies(tmp_path: Path) -> None:
    text = "ID,NAME,WEBSITE,ANNUALREVENUE,PHONE\n0013000000abcde,Regenwerk AG,regen.example,139000000,030 1\n"
    reading = read_texts(tmp_path, "salesforce", {"accounts": text})
    assert rows(reading, "Company", "name", "party") == [("Regenwerk AG", "other")]
    assert rows(reading, "Person", "name") == []


def test_where_no_row_was_taken_nothing_is_there_already(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "empty", companies="id,name,party\n")
    with open_graph(tmp_path / "graph.db", as_of=date(2026, 11, 23), create=True) as graph:
        report = graph.import_files([folder], DAY)
    assert render_report(report).splitlines()[-1] == "nothing new: no row was taken"
    assert (
        render_report(report, language="de").splitlines()[-1] == "nichts Neues: Keine Zeile wurde übernommen"
    )
