"""Google and Outlook: contacts in English and German, the calendar, and what is private."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stakeholder_graph.storage import open_store
from tests.foreign_files import imported_twice, read_texts, said
from tests.salesforce_files import accounts, faults, rows
from tests.small_files import write_files

GOOGLE = (
    "\ufeffFirst Name,Middle Name,Last Name,Organization Name,Organization Title,Organization Department,"
    "Birthday,Notes,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n"
    'Ada,Maria,Mohnrot,Tau GmbH,CFO,Finance,1970-01-01,"likes\nplants",* myContacts ::: Kunden,* Work,'
    "ada@tau.example ::: ada@home.example,Work,1 ::: 2\n"
    "Bodo,,Kiesel,Tau GmbH,,,,,,,,,\n"
    ",,,,,,,,,,cora@tal.example,,\n"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Birthday,Notes,Group Membership,E-mail 1 - Type,"
    "E-mail 1 - Value,"
    "Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,Organization 1 - Department\n"
    'Ada Maria Mohnrot,Ada,Maria,Mohnrot,1970-01-01,"likes\nplants",* My Contacts,* Work,'
    "ada@tau.example ::: ada@home.example,1 ::: 2,Tau GmbH,CFO,Finance\n"
    "Bodo Kiesel,Bodo,,Kiesel,,,,,,,Tau GmbH,,\n"
    ",,,,,,,,cora@tal.example,,,,\n"
)
GOOGLE_GERMAN = (
    "Vorname,Weitere Vornamen,Nachname,Name der Organisation,Titel in der Organisation,"
    "Abteilung der Organisation,"
    "Geburtstag,Notizen,Labels,E-Mail 1 - Label,E-Mail 1 - Wert,Telefon 1 - Label,Telefon 1 - Wert\n"
) + GOOGLE.partition("\n")[2]


@pytest.mark.parametrize("text", [GOOGLE, GOOGLE_OLD, GOOGLE_GERMAN], ids=["today", "older", "german"])
def test_google_contacts(tmp_path: Path, text: str) -> None:
    reading = read_texts(tmp_path, "google", {"contacts": text})
    assert rows(reading, "Person", "id", "name", "email", "phone") == [
        ("person:ada@tau.example", "Ada Mohnrot", "ada@tau.example", "1"),
        ("person:bodo kiesel, tau gmbh", "Bodo Kiesel", None, None),
        ("person:cora@tal.example", "cora@tal.example", "cora@tal.example", None),
    ]
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title", "department") == [
        ("person:ada@tau.example", "company:tau gmbh", "CFO", "Finance"),
        ("person:bodo kiesel, tau gmbh", "company:tau gmbh", None, None),
    ]
    assert accounts(reading) == {"contacts.csv": (3, 3, {}, 0)}
    assert [entry[4] for entry in said(reading)] == [
        "no account of this name; the company was made",
        "no name; called by the mail address",
        "without account: belongs to no account in any analysis",
    ]
    assert any("private" in problem.problem for problem in reading.problems)
    assert not any("unknown columns" in problem.problem for problem in reading.problems)


def test_google_again_changes_nothing(tmp_path: Path) -> None:
    imported_twice(tmp_path, write_files(tmp_path / "export", contacts=GOOGLE))


def test_two_people_behind_one_address_are_both_taken(tmp_path: Path) -> None:
    text = (
        "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value\n"
        "Ada,Mohnrot,Tau GmbH,CFO,info@tau.example\nBodo,Kiesel,Tau GmbH,Clerk,info@tau.example\n"
    )
    reading = read_texts(tmp_path, "google", {"contacts": text})
    assert rows(reading, "Person", "id") == [
        ("person:info@tau.example, ada mohnrot",),
        ("person:info@tau.example, bodo kiesel",),
    ]
    assert any("the same mail address, another name; both are taken" in entry[4] for entry in said(reading))
    imported_twice(tmp_path, tmp_path / "export")


def quoted(*lines: str) -> str:
    """Every cell quoted, as Outlook writes it."""
    return "".join(",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in lines)


OUTLOOK = quoted(
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Phone,Home Phone,"
    "Assistant's Name,Birthday,E-mail Address,Manager's Name,Sensitivity",
    "Dr.,Ada,Maria,Mohnrot,,Tau GmbH,Finance,CFO,1,2,Ines Wolke,1/2/1970,ada@tau.example,Bodo Kiesel,Normal",
    "Mr.,Bodo,,Kiesel,,Tau GmbH,,CEO,,,,,,,Normal",
    ",Oma,,Reiher,,Tau GmbH,,,,,,,oma@home.example,,Private",
    ",Uwe,,Reiher,,Tau GmbH,,,,,,,uwe@home.example,,Confidential",
    ",Dora,,Ulme,,,,,,,,,,Wer Auch,Normal",
)
OUTLOOK_GERMAN = quoted(
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Telefon geschäftlich,"
    "Telefon privat,"
    "Name Assistent,Geburtstag,E-Mail-Adresse,Name des/der Vorgesetzten,Vertraulichkeit",
    "Dr.,Ada,Maria,Mohnrot,,Tau GmbH,Finance,CFO,1,2,Ines Wolke,2.1.1970,ada@tau.example,Bodo Kiesel,Normal",
    "Herr,Bodo,,Kiesel,,Tau GmbH,,CEO,,,,,,,Normal",
    ",Oma,,Reiher,,Tau GmbH,,,,,,,oma@home.example,,Privat",
    ",Uwe,,Reiher,,Tau GmbH,,,,,,,uwe@home.example,,Vertraulich",
    ",Dora,,Ulme,,,,,,,,,,Wer Auch,Normal",
)


@pytest.mark.parametrize("text", [OUTLOOK, OUTLOOK_GERMAN], ids=["english", "german"])
def test_outlook_contacts(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "contacts.csv").write_text(text, encoding="cp1252")
    reading = read_texts(tmp_path, "outlook", {})
    assert rows(reading, "WORKS_FOR", "start", "job_title", "department") == [
        ("person:ada@tau.example", "CFO", "Finance"),
        ("person:bodo kiesel, tau gmbh", "CEO", None),
    ]
    assert rows(reading, "Person", "name", "phone") == [
        ("Ada Mohnrot", "1"),
        ("Bodo Kiesel", None),
        ("Dora Ulme", None),
    ]
    assert rows(reading, "REPORTS_TO", "start", "end") == [
        ("person:ada@tau.example", "person:bodo kiesel, tau gmbh")
    ]
    assert accounts(reading) == {"contacts.csv": (5, 3, {"private entry": 2}, 0)}
    assert "nobody at the account is called so; no link" in [entry[4] for entry in said(reading)]
    assert not any("unknown columns" in problem.problem for problem in reading.problems)
    (kept_out,) = [
        note.problem for note in reading.problems if "columns not taken on purpose" in note.problem
    ]
    assert "a salutation, no job" in kept_out


PEOPLE = {
    "contacts": quoted(
        "First Name,Last Name,Company,Job Title,E-mail Address,Manager's Name",
        "Ada,Mohnrot,Tau GmbH,CFO,ada@tau.example,",
        "Anke,Birnbaum,Pusteblume Pumpen AG,Key Account Manager,anke@us.example,",
    )
}
CALENDAR = quoted(
    "Subject,Start Date,Start Time,End Date,End Time,All day event,Meeting Organizer,Required Attendees,"
    "Optional Attendees,Description,Private,Sensitivity,Show time as",
    "Talk,3/31/2026,9:30:00 AM,3/31/2026,11:00:00 AM,False,Anke Birnbaum,Ada Mohnrot;Wer Auch,,secret,"
    "False,Normal,2",
    "Fair,3/4/2026,12:00:00 AM,3/5/2026,12:00:00 AM,True,Anke Birnbaum,ada@tau.example,,,False,Normal,2",
    "Party,3/5/2026,9:30:00 AM,3/5/2026,11:00:00 AM,False,Anke Birnbaum,Ada Mohnrot,,,True,Normal,2",
    "Doctor,3/6/2026,9:30:00 AM,3/6/2026,11:00:00 AM,False,Anke Birnbaum,Ada Mohnrot,,,False,Private,2",
    "Plan,3/6/2028,9:30:00 AM,3/6/2028,11:00:00 AM,False,Anke Birnbaum,Ada Mohnrot,,,False,Normal,2",
    "Alone,3/7/2026,9:30:00 AM,3/7/2026,11:00:00 AM,False,Anke Birnbaum,,,,False,Normal,2",
)
CALENDAR_GERMAN = quoted(
    "Betreff,Beginnt am,Beginnt um,Endet am,Endet um,Ganztägiges Ereignis,Besprechungsplanung,"
    "Erforderliche Teilnehmer,"
    "Optionale Teilnehmer,Beschreibung,Privat,Vertraulichkeit,Zeitspanne zeigen als",
    "Talk,31.3.2026,09:30:00,31.3.2026,11:00:00,Aus,Anke Birnbaum,Ada Mohnrot;Wer Auch,,secret,Aus,Normal,2",
    "Fair,4.3.2026,00:00:00,5.3.2026,00:00:00,Ein,Anke Birnbaum,ada@tau.example,,,Aus,Normal,2",
    "Party,5.3.2026,09:30:00,5.3.2026,11:00:00,Aus,Anke Birnbaum,Ada Mohnrot,,,Ein,Normal,2",
    "Doctor,6.3.2026,09:30:00,6.3.2026,11:00:00,Aus,Anke Birnbaum,Ada Mohnrot,,,Aus,Privat,2",
    "Plan,6.3.2028,09:30:00,6.3.2028,11:00:00,Aus,Anke Birnbaum,Ada Mohnrot,,,Aus,Normal,2",
    "Alone,7.3.2026,09:30:00,7.3.2026,11:00:00,Aus,Anke Birnbaum,,,,Aus,Normal,2",
)


@pytest.mark.parametrize("text", [CALENDAR, CALENDAR_GERMAN], ids=["english", "german"])
def test_the_calendar_of_outlook(tmp_path: Path, text: str) -> None:
    reading = read_texts(tmp_path, "outlook", {**PEOPLE, "calendar": text})
    what = ("name", "subject", "date", "channel", "minutes")
    assert sorted(rows(reading, "Interaction", *what), key=repr) == [
        (None, None, date(2026, 3, 31), "meeting", 90), (None, None, date(2026, 3, 4), "meeting", None),
    ]  # fmt: skip
    assert not any("Talk" in str(row) or "Fair" in str(row) for row in rows(reading, "Interaction", "id"))
    wanted = read_texts(tmp_path / "b", "outlook", {**PEOPLE, "calendar": text}, with_subject=True)
    assert sorted(rows(wanted, "Interaction", *what)) == [
        ("Fair", "Fair", date(2026, 3, 4), "meeting", None),
        ("Talk", "Talk", date(2026, 3, 31), "meeting", 90),
    ]  # fmt: skip
    assert rows(wanted, "Interaction", "id") == rows(reading, "Interaction", "id")
    assert sorted(rows(reading, "TOOK_PART", "start", "part")) == [
        ("person:ada@tau.example", "participant"), ("person:ada@tau.example", "participant"),
        ("person:anke@us.example", "organiser"), ("person:anke@us.example", "organiser"),
    ]  # fmt: skip
    assert accounts(reading)["calendar.csv"] == (
        6,
        2,
        {
            "private entry": 2,
            "still to come: a plan, no contact": 1,
            "fewer than two known people: no contact": 1,
        },
        0,
    )
    assert faults(reading) == []


def test_colleagues_in_an_address_book_are_ours(tmp_path: Path) -> None:
    reading = read_texts(tmp_path, "outlook", PEOPLE)
    assert rows(reading, "Company", "name", "party") == [
        ("Pusteblume Pumpen AG", "own"),
        ("Tau GmbH", "other"),
    ]
    alone = CALENDAR.replace("Ada Mohnrot", "Anke Birnbaum").replace("ada@tau", "anke@us")
    inner = read_texts(tmp_path / "b", "outlook", {**PEOPLE, "calendar": alone})
    assert rows(inner, "Interaction", "id") == []


def test_an_address_book_beside_a_system_finds_its_accounts(tmp_path: Path) -> None:
    deals = "Organization - ID,Organization - Name\n7,Tau GmbH\n"
    folder = write_files(tmp_path / "export", contacts=GOOGLE, organisations=deals)
    imported_twice(tmp_path, folder)
    with open_store(tmp_path / "twice.db") as store:
        assert store.read().nodes["Company"]["id"].to_list() == ["pipedrive:company:7"]


def test_outlook_again_changes_nothing(tmp_path: Path) -> None:
    files = {**PEOPLE, "more": OUTLOOK, "calendar": CALENDAR}
    imported_twice(tmp_path, write_files(tmp_path / "export", **files))


def test_bad_input_is_reported(tmp_path: Path) -> None:
    calendar = quoted(
        "Subject,Start Date,Start Time,Meeting Organizer,Required Attendees",
        "A,bald,9:30:00 AM,Anke Birnbaum,Ada Mohnrot",
        "B,3/4/2026,9:30:00 AM,Anke Birnbaum,Ada Mohnrot",
    )
    contacts = quoted(
        "First Name,Last Name,Company,Job Title,E-mail Address,Manager's Name",
        ",,Tau GmbH,,,",
        "Ada,Mohnrot,Tau GmbH,CFO,,Bodo Kiesel",
        "Bodo,Kiesel,Tau GmbH,CFO,b1@tau.example,Bodo Kiesel",
        "Bodo,Kiesel,Tau GmbH,Clerk,b2@tau.example,",
    )
    reading = read_texts(tmp_path, "outlook", {"calendar": calendar, "contacts": contacts})
    assert faults(reading) == [
        ("contacts.csv", 2, "Last Name", None, "no name"),
        ("calendar.csv", 2, "Start Date", "bald", "no readable day: a contact needs one"),
        ("calendar.csv", 3, "Start Date", "3/4/2026", "no readable day: a contact needs one"),
    ]
    counts = {entry[4]: entry[5] for entry in said(reading)}
    assert counts["several at the account are called so; no link"] == 2
    assert any("possibly the same person: the same name at the same company" in problem for problem in counts)
