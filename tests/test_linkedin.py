"""LinkedIn: the connections of one of ours, in English and German, at companies that we know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stakeholder_graph.exchange.importing import FaultsFound, Options, import_files
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.storage import open_store
from tests.foreign_files import OURS, TODAY, imported_twice, read_texts, said
from tests.salesforce_files import accounts, faults, rows
from tests.small_files import write_files

ENGLISH = (
    "\ufeffNotes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing."\r\n'
    "\r\n"
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    "Ada,Mohnrot,https://www.linkedin.example/in/ada,,tau  gmbh,CFO,12 Mar 2024\r\n"
    "Bodo,Kiesel,https://www.linkedin.example/in/bodo,bodo@tau.example,Tau GmbH,Clerk,03 May 2020\r\n"
    ",,,,,,\r\n"
    "Cora,Reiher,https://www.linkedin.example/in/cora,,Rabe KG,Baker,01 Jan 2019\r\n"
    "Dora,Ulme,https://www.linkedin.example/in/dora,,,,02 Jan 2019\r\n"
)
GERMAN = (
    "Vorname;Nachname;URL;E-Mail-Adresse;Unternehmen;Position;Verbunden am\n"
    "Ada;Mohnrot;https://www.linkedin.example/in/ada;;tau  gmbh;CFO;12. März 2024\n"
    "Bodo;Kiesel;https://www.linkedin.example/in/bodo;bodo@tau.example;Tau GmbH;Clerk;3. Mai 2020\n"
    ";;;;;;\n"
    "Cora;Reiher;https://www.linkedin.example/in/cora;;Rabe KG;Baker;1. Jan. 2019\n"
    "Dora;Ulme;https://www.linkedin.example/in/dora;;;;2. Jan. 2019\n"
)
ADA, BODO, CORA, DORA = (
    f"linkedin:contact:https://www.linkedin.example/in/{name}" for name in ("ada", "bodo", "cora", "dora")
)
ANKE = "p1"


def database() -> Records:
    """Our company, one customer, and two colleagues of one name beside Anke."""
    companies = [
        {"id": OURS, "name": "Pusteblume Pumpen AG", "party": "own"},
        {"id": "c1", "name": "Tau GmbH", "party": "customer"},
    ]
    people = [
        {"id": ANKE, "name": "Anke Birnbaum", "email": "anke@us.example"},
        {"id": "p2", "name": "Egon Ulme"},
        {"id": "p3", "name": "Egon Ulme"},
    ]
    jobs = [{"start": person["id"], "end": OURS} for person in people]
    return Records(
        {"Company": nodes_of("Company", companies), "Person": nodes_of("Person", people)},
        {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)},
    )


@pytest.mark.parametrize("text", [ENGLISH, GERMAN], ids=["english", "german"])
@pytest.mark.parametrize("whose", ["anke  birnbaum", "Anke@us.example", ANKE])
def test_connections_at_companies_that_we_know(tmp_path: Path, text: str, whose: str) -> None:
    reading = read_texts(tmp_path, "linkedin", {"Connections": text}, existing=database(), whose=whose)
    assert rows(reading, "KNOWS", "start", "end", "weight", "valid_from") == [
        (ANKE, ADA, 1, date(2024, 3, 12)),
        (ANKE, BODO, 1, date(2020, 5, 3)),
    ]
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title") == [
        (ADA, "c1", "CFO"),
        (BODO, "c1", "Clerk"),
    ]
    assert rows(reading, "CARES_FOR", "start") == []
    assert rows(reading, "Person", "name", "email") == [
        ("Ada Mohnrot", None),
        ("Bodo Kiesel", "bodo@tau.example"),
    ]
    # the blank row is counted by the reader of the file
    assert accounts(reading) == {"Connections.csv": (4, 2, {"at a company that we do not know": 2}, 0)}


def test_people_of_any_company_where_the_user_asks_for_them(tmp_path: Path) -> None:
    reading = read_texts(
        tmp_path, "linkedin", {"Connections": ENGLISH}, existing=database(), whose=ANKE, any_company=True
    )
    assert [end for _, end in rows(reading, "KNOWS", "start", "end")] == [ADA, BODO, CORA, DORA]
    assert rows(reading, "Company", "name", "party") == [
        ("Pusteblume Pumpen AG", "own"),
        ("Rabe KG", "other"),
    ]
    assert accounts(reading) == {"Connections.csv": (4, 4, {}, 0)}
    assert [entry[1:5] for entry in said(reading)] == [
        (8, "Company", "Rabe KG", "no account of this name; the company was made"),
        (9, "Company", None, "without account: belongs to no account in any analysis"),
    ]


def test_whose_they_are_must_be_said(tmp_path: Path) -> None:
    reading = read_texts(tmp_path, "linkedin", {"Connections": ENGLISH}, existing=database())
    problem = "these are the connections of one person in LinkedIn, and nobody says whose"
    assert faults(reading) == [("Connections.csv", None, None, None, problem)]
    assert [entry.hint for entry in reading.problems if entry.kind == "fault"] == ["say whose: --whose NAME"]
    assert accounts(reading) == {"Connections.csv": (4, 0, {}, 4)}
    assert reading.records.counts() == {}
    folder = write_files(tmp_path / "in", Connections=ENGLISH)
    with (
        open_store(tmp_path / "a.db", create=True) as store,
        pytest.raises(FaultsFound, match="say") as found,
    ):
        import_files(store, [folder], Options(TODAY))
    assert "nobody says whose" in str(found.value)


def test_an_owner_of_whom_there_are_two_is_a_fault_and_an_unknown_one_is_made(tmp_path: Path) -> None:
    texts = {"Connections": ENGLISH}
    two = read_texts(tmp_path, "linkedin", texts, existing=database(), whose="Egon Ulme")
    assert faults(two)[0][-1] == "several people are meant by 'Egon Ulme'"
    assert next(entry.hint for entry in two.problems if entry.kind == "fault") == "give an id: p2, p3"
    new = read_texts(tmp_path / "b", "linkedin", texts, existing=database(), whose="Ida Wolke")
    assert faults(new) == []
    assert {start for (start,) in rows(new, "KNOWS", "start")} == {"person:ida wolke, pusteblume pumpen ag"}
    assert ("person:ida wolke, pusteblume pumpen ag", OURS) in rows(new, "WORKS_FOR", "start", "end")
    assert any("nobody is called Ida Wolke" in note.problem for note in new.problems)


def test_a_customer_of_the_same_name_is_not_the_owner(tmp_path: Path) -> None:
    known = database()
    people = nodes_of("Person", [{"id": "p9", "name": "Ida Wolke"}])
    jobs = relationships_of("WORKS_FOR", [{"start": "p9", "end": "c1"}])
    known.nodes["Person"] = pl.concat([known.nodes["Person"], people])
    known.relationships["WORKS_FOR"] = pl.concat([known.relationships["WORKS_FOR"], jobs])
    reading = read_texts(tmp_path, "linkedin", {"Connections": ENGLISH}, existing=known, whose="Ida Wolke")
    assert {start for (start,) in rows(reading, "KNOWS", "start")} == {
        "person:ida wolke, pusteblume pumpen ag"
    }


def test_a_slip_in_the_name_makes_nobody(tmp_path: Path) -> None:
    texts = {"Connections": ENGLISH}
    slip = read_texts(tmp_path, "linkedin", texts, existing=database(), whose="Anke Birbaum")
    assert faults(slip)[0][-1] == "nobody of ours is called 'Anke Birbaum' or has that address"
    assert [entry.hint for entry in slip.problems if entry.kind == "fault"] == ["did you mean Anke Birnbaum?"]


def test_a_part_of_a_name_makes_nobody(tmp_path: Path) -> None:
    part = read_texts(tmp_path, "linkedin", {"Connections": ENGLISH}, existing=database(), whose="Birnbaum")
    assert faults(part)[0][-1] == "nobody of ours is called 'Birnbaum' or has that address"
    assert [entry.hint for entry in part.problems if entry.kind == "fault"] == ["did you mean Anke Birnbaum?"]


def test_the_lists_of_two_colleagues_do_not_end_each_other(tmp_path: Path) -> None:
    other = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Uwe,Wolke,https://www.linkedin.example/in/uwe,,Tau GmbH,Clerk,12 Mar 2024\n"
    )
    with open_store(tmp_path / "a.db", create=True) as store:
        for name, text in (("Anke Birnbaum", ENGLISH), ("Jo Weide", other)):
            folder = write_files(tmp_path / name, Connections=text)
            options = Options(
                TODAY, own="Pusteblume Pumpen AG", whose=name, any_company=True, end_missing=True
            )
            report = import_files(store, [folder], options)
            assert not [note for note in report.notes if "no longer" in note.problem]
            assert report.ended == 0
        text = other.replace("Uwe", "Udo").replace("uwe", "udo")
        left = import_files(
            store,
            [write_files(tmp_path / "Jo Weide", Connections=text)],
            Options(TODAY, own="Pusteblume Pumpen AG", whose="Jo Weide", any_company=True),
        )  # fmt: skip
    assert {note.value for note in left.notes if "no longer in the export" in note.problem} == {
        "Jo Weide knows Uwe Wolke", "Uwe Wolke", "Uwe Wolke works for Tau GmbH",
    }  # fmt: skip


def test_an_older_file_without_addresses_of_pages(tmp_path: Path) -> None:
    text = (
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        "Ada,Mohnrot,,Tau GmbH,CFO,12 Mar 2024\nBodo,Kiesel,b@tau.example,Tau GmbH,,irgendwann\n"
        "Anke,Birnbaum,anke@us.example,Pusteblume Pumpen AG,,12 Mar 2024\n"
    )
    reading = read_texts(tmp_path, "linkedin", {"Connections": text}, existing=database(), whose=ANKE)
    assert rows(reading, "KNOWS", "end", "valid_from") == [
        ("person:ada mohnrot, tau gmbh", date(2024, 3, 12)),
        ("person:b@tau.example", None),
    ]
    assert [entry[1:5] for entry in said(reading) if entry[2]] == [
        (3, "Connected On", "irgendwann", "no day; left empty")
    ]
    assert accounts(reading) == {
        "Connections.csv": (3, 2, {"works for us or is the owner of the list": 1}, 0)
    }


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "export", Connections=ENGLISH)
    first, _ = imported_twice(tmp_path, folder, whose="Anke Birnbaum", any_company=True)
    assert first.files[0].left_out == 1  # the blank row
