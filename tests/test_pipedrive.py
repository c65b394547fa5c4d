"""Pipedrive: what stands before " - " says of whom a column speaks; one row may hold three records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.foreign_files import OURS, imported_twice, read_texts, said
from tests.salesforce_files import accounts, faults, rows
from tests.small_files import write_files

ENGLISH = (
    "Person - ID,Person - Name,Person - Organization,Person - Job title,Person - Email - Work,"
    "Person - Email - Home,"
    "Person - Owner,Person - Label,Person - Birthday,Organization - ID,Organization - Name,"
    "Organization - Label,"
    "Deal - ID,Deal - Title,Deal - Organization,Deal - Contact person,Deal - Value,Deal - Status,"
    "Deal - Expected close date,Deal - Owner\n"
    '1,Ada Mohnrot,Tau GmbH,CFO,ada@tau.example,,Anke Birnbaum,"Decision Maker, Hot lead",1970-01-01,'
    '7,Tau GmbH,Customer,9,Presse,Tau GmbH,Ada Mohnrot,"1,200.00",Won,2026-03-31,Anke Birnbaum\n'
    "1,Ada Mohnrot,Tau GmbH,CFO,ada@tau.example,,Anke Birnbaum,\"Decision Maker, Hot lead\",1970-01-01,"
    "7,Tau GmbH,Customer,10,Ofen,Tau GmbH,Bodo Kiesel,,Open,,Anke Birnbaum\n"
    "2,Bodo Kiesel,Rabe KG,,,bodo@home.example,Egon Ulme,Champion,,,,,,,,,,,,\n"
    ",,,,,,,,,8,Tal AG,,,,,,,,,\n"
    ",,,,,,,,,8,Tal AG,,,,,,,,,\n"
    ",,,,,,,,,,,,11,Mixer,Tal AG,Wer Auch,,Lost,2026-02-01,Anke Birnbaum\n"
    ",,,,,,Anke Birnbaum,,,,,,,,,,,,,\n"
)  # fmt: skip
GERMAN_HEADER = (
    "Person - ID,Person - Name,Person - Organisation,Person - Jobtitel,Person - E-Mail - Arbeit,"
    "Person - E-Mail - Privat,"
    "Person - Besitzer,Person - Label,Person - Geburtstag,Organisation - ID,Organisation - Name,"
    "Organisation - Label,"
    "Deal - ID,Deal - Titel,Deal - Organisation,Deal - Kontaktperson,Deal - Wert,Deal - Status,"
    "Deal - Erwartetes Abschlussdatum,Deal - Besitzer\n"
)
WORDS = {
    ",Won,": ",Gewonnen,", ",Open,": ",Offen,", ",Lost,": ",Verloren,", "Decision Maker": "Entscheider",
    ",Customer,": ",Kunde,", ",Champion,": ",Fürsprecher,",
}  # fmt: skip


def german() -> str:
    body = ENGLISH.partition("\n")[2]
    for english, word in WORDS.items():
        body = body.replace(english, word)
    return GERMAN_HEADER + body


@pytest.mark.parametrize("text", [ENGLISH, german()], ids=["english", "german"])
def test_a_row_holds_person_organisation_and_deal(tmp_path: Path, text: str) -> None:
    reading = read_texts(tmp_path, "pipedrive", {"deals": text})
    tau, tal = "pipedrive:company:7", "pipedrive:company:8"
    assert rows(reading, "Company", "id", "name", "party") == [
        (OURS, "Pusteblume Pumpen AG", "own"),
        ("company:rabe kg", "Rabe KG", "other"),
        (tau, "Tau GmbH", "customer"),
        (tal, "Tal AG", "other"),
    ]
    ada, bodo = "pipedrive:contact:1", "pipedrive:contact:2"
    external = [
        row for row in rows(reading, "Person", "id", "name", "email") if row[0].startswith("pipedrive")
    ]
    assert external == [(ada, "Ada Mohnrot", "ada@tau.example"), (bodo, "Bodo Kiesel", "bodo@home.example")]
    assert [row for row in rows(reading, "WORKS_FOR", "start", "end", "job_title") if row[1] != OURS] == [
        (ada, tau, "CFO"),
        (bodo, "company:rabe kg", None),
    ]
    assert rows(reading, "PLAYS_ROLE", "start", "end", "role") == [
        (ada, tau, "decider"),
        (bodo, "company:rabe kg", "champion"),
    ]
    deal = "pipedrive:opportunity:{}".format
    assert rows(reading, "Opportunity", "id", "name", "amount", "is_open", "close_date") == [
        (deal(10), "Ofen", None, True, None),
        (deal(11), "Mixer", None, False, date(2026, 2, 1)),
        (deal(9), "Presse", 1200.0, False, date(2026, 3, 31)),
    ]
    assert rows(reading, "HAS_OPPORTUNITY", "start", "end") == [
        (tau, deal(10)),
        (tau, deal(9)),
        (tal, deal(11)),
    ]
    assert accounts(reading) == {
        "deals.csv": (7, 5, {"the same records again": 1, "holds no record that is known": 1}, 0)
    }


def test_what_is_said_of_links_names_the_file_and_its_columns(tmp_path: Path) -> None:
    reading = read_texts(tmp_path, "pipedrive", {"deals": ENGLISH})
    assert {Path(problem.file).name for problem in reading.problems} == {"deals.csv"}
    assert [entry[1:5] for entry in said(reading) if entry[2] and "Owner" not in entry[2]] == [
        (2, "Deal - Contact person", None, "contacts of an opportunity without a role: no role is taken"),
        (2, "Person - Label", "Hot lead", "no known role; taken without a role"),
        (3, "Deal - Contact person", "Bodo Kiesel",
         "a contact of an opportunity of another account; both are kept, without a role"),
        (4, "Person - Organization", "Rabe KG", "no account of this name; the company was made"),
        (7, "Deal - Contact person", "Wer Auch",
         "in no file and not in the database; taken without this link"),
    ]  # fmt: skip
    assert not any("unknown columns" in problem.problem for problem in reading.problems)
    private = [problem.problem for problem in reading.problems if "Person - Birthday" in problem.problem]
    assert len(private) == 1


def test_a_row_of_which_nothing_is_new_is_left_out(tmp_path: Path) -> None:
    text = (
        "Person - ID,Person - Name,Person - Organization,Person - Email - Work,Organization - ID,"
        "Organization - Name\n"
        "1,Ada Mohnrot,Tau GmbH,ada@tau.example,7,Tau GmbH\n2,Ada Mohnrot,Tau GmbH,ADA@tau.example,7,"
        "Tau GmbH\n"
    )
    reading = read_texts(tmp_path, "pipedrive", {"people": text})
    assert accounts(reading) == {"people.csv": (2, 1, {"the same person as another record": 1}, 0)}
    assert [entry[3] for entry in said(reading) if "twice" in entry[4]] == [
        "Ada Mohnrot is Ada Mohnrot (people.csv row 2)"
    ]


def test_three_files_find_each_other_without_ids(tmp_path: Path) -> None:
    texts = {
        "people": "Person - Vorname,Person - Nachname,Person - Organisation,Person - E-Mail - Arbeit\nAda,"
        "Mohnrot,tau gmbh,a@tau.example\n",
        "organisations": "Organization - Name,Organization - Owner\nTau GmbH,Anke Birnbaum\n",
        "french": "Personne - Nom,Personne - Organisation\nBodo Kiesel,Tau GmbH\n",
    }
    reading = read_texts(tmp_path, "pipedrive", texts)
    jobs = [row for row in rows(reading, "WORKS_FOR", "start", "end") if row[1] != OURS]
    assert jobs == [
        ("person:a@tau.example", "company:tau gmbh"),
        ("person:bodo kiesel, tau gmbh", "company:tau gmbh"),
    ]


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    imported_twice(tmp_path, write_files(tmp_path / "export", deals=ENGLISH))


def test_bad_input_is_reported(tmp_path: Path) -> None:
    text = (
        "Person - ID,Person - Name,Organization - ID,Organization - Name\n"
        "Ada,Ada Mohnrot,1,Tau GmbH\n2,Bodo Kiesel,2,\n3,Cora Reiher,4,Tal AG\n3,Cora Ulme,4,Tal AG\n"
    )
    reading = read_texts(tmp_path, "pipedrive", {"people": text})
    assert faults(reading) == [
        ("people.csv", 2, "Person - ID", "Ada", "no id of Pipedrive"),
        ("people.csv", 3, "Organization - Name", "pipedrive:company:2", "no name"),
        ("people.csv", 4, "Person - ID", "pipedrive:contact:3",
         "the same id with another Person - Name in people.csv row 5"),
        ("people.csv", 5, "Person - ID", "pipedrive:contact:3",
         "the same id with another Person - Name in people.csv row 4"),
    ]  # fmt: skip
    assert accounts(reading)["people.csv"][3] == 4
