"""What cannot be taken from a Salesforce export, and how ids of 15 and 18 characters find each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_graph.exchange.mapping.ids import check_letters, full_id
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from tests.salesforce_files import ADA, BODO, accounts, faults, notes, read_texts, record, rows

MORGENROT, TAU = record("001", 1), record("001", 2)
SELLER, CUSTOM = record("005", 1), "a00Aq0000000001"
NO_ID = "no id of Salesforce, or its capitals are spoilt"
CONTACT = "Id,AccountId,LastName,Email,OwnerId\n"
ACCOUNT = f"Id,Name,ParentId,Industry\n{MORGENROT},Morgenrot AG,,\n"


# 001Ab 00000 XyZ12: the capitals are A (place 3: 8 = I), none (A), X and Z (places 0 and 2: 1 + 4 = F)
def test_check_letters_by_hand() -> None:
    assert check_letters("001Ab00000XyZ12") == "IAF"
    assert full_id("001Ab00000XyZ12") == "001Ab00000XyZ12IAF"
    assert full_id("001Ab00000XyZ12IAF") == "001Ab00000XyZ12IAF"
    assert check_letters("ABCDEFGHIJKLMNO") == "555"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("001ab00000xyz12iaf", "001Ab00000XyZ12IAF"),  # lower case: the check letters know better
        ("001AB00000XYZ12IAF", "001Ab00000XyZ12IAF"),
        ("001aB00000XyZ12IAF", None),  # only some capitals are lost: nobody knows which
        ("001ab00000xyz12iab", "001Ab00000Xyz12IAB"),
        ("1,23E+11", None),
        ("001Ab00000XyZ1", None),
        ("001Ab00000XyZ12I", None),
        ("001Ab00000XyZ1-", None),
        ("001ab00000xyz12ga1", None),  # says that figures are capitals
        ("", None),
    ],
)
def test_ids_that_have_lost_their_capitals(text: str, found: str | None) -> None:
    assert full_id(text) == found


@given(st.text("0123456789abcdefgXYZABC", min_size=15, max_size=15))
def test_an_id_comes_back_from_any_case(short: str) -> None:
    whole = full_id(short)
    assert whole is not None
    assert whole[:15] == short
    assert full_id(whole) == full_id(whole.lower()) == full_id(whole.upper()) == whole


def test_short_and_long_ids_join_and_capitals_keep_strangers_apart(tmp_path: Path) -> None:
    contacts = f"{CONTACT}{ADA[:15]},{MORGENROT[:15]},Mohnrot,,\n{BODO},{MORGENROT},Kiesel,,\n"
    reading = read_texts(tmp_path, Account=ACCOUNT, Contact=contacts)
    assert rows(reading, "WORKS_FOR", "start", "end") == [(BODO, MORGENROT), (ADA, MORGENROT)]
    assert faults(reading) == []


@pytest.mark.parametrize(
    ("line", "column", "value", "problem"),
    [
        (f"{ADA},{SELLER},Mohnrot,,", "AccountId", SELLER, "the id of a user, not of a company"),
        (f"{MORGENROT},,Mohnrot,,", "Id", MORGENROT, "the id of a company, not of a contact"),
        (f"{ADA},,Mohnrot,,{ADA}", "OwnerId", ADA, "the id of a contact, not of a user or queue"),
        (f"{ADA},{CUSTOM},Mohnrot,,", "AccountId", CUSTOM, "the id of another kind, not of a company"),
        ('"1,23E+11",,Mohnrot,,', "Id", "1,23E+11", "spoilt by Excel"),
        ("#NAME?,,Mohnrot,,", "Id", "#NAME?", "spoilt by Excel"),
        (f"{ADA},Morgenrot,Mohnrot,,", "AccountId", "Morgenrot", NO_ID),
        (f"{ADA},,,,", "LastName", ADA, "no name"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken(tmp_path: Path, line: str, column: str, value: str, problem: str) -> None:
    contacts = f"{CONTACT}{line}\n{BODO},{MORGENROT},Kiesel,,\n"
    reading = read_texts(tmp_path, Account=ACCOUNT, Contact=contacts)
    assert faults(reading) == [("Contact.csv", 2, column, value, problem)]
    assert accounts(reading)["Contact.csv"] == (2, 1, {}, 1)
    assert rows(reading, "Person", "id") == [(BODO,)]
    assert rows(reading, "WORKS_FOR", "start", "end") == [(BODO, MORGENROT)]


def test_a_faulty_id_is_no_fault_in_a_row_that_is_left_out(tmp_path: Path) -> None:
    text = f"Id,AccountId,LastName,IsDeleted\n#NAME?,,Mohnrot,1\n{BODO},,Kiesel,0\n"
    reading = read_texts(tmp_path, Contact=text)
    assert faults(reading) == []
    assert accounts(reading) == {"Contact.csv": (2, 1, {"deleted in Salesforce": 1}, 0)}


def test_the_same_id_twice(tmp_path: Path) -> None:
    ada, bodo = f"{ADA},,Mohnrot,,\n{ADA[:15]},,Mohnrot,,\n", f"{BODO},,Kiesel,{{}}@x.example,\n"
    contacts = CONTACT + ada + bodo.format("a") + bodo.format("b")
    reading = read_texts(tmp_path, Contact=contacts)
    assert accounts(reading) == {"Contact.csv": (4, 1, {"the same record again": 1}, 2)}
    assert (3, "Id", ADA, "the same record again; taken once", 1) in notes(reading, "Contact.csv")
    assert faults(reading) == [
        ("Contact.csv", 4, "Id", BODO, "the same id with another Email in Contact.csv row 5"),
        ("Contact.csv", 5, "Id", BODO, "the same id with another Email in Contact.csv row 4"),
    ]
    assert rows(reading, "Person", "id") == [(ADA,)]


TASK = "Id,WhoId,ActivityDate,Status,CompletedDateTime\n"


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2026-11-24", "has happened, but on a day that is still to come"),
        ("03/04/26", "no readable day: a contact needs one"),
        ("Q3 2025", "no readable day: a contact needs one"),
        ("", "no readable day: a contact needs one"),
    ],
)
def test_a_contact_without_a_day_is_a_fault(tmp_path: Path, day: str, problem: str) -> None:
    tasks = (
        f"{TASK}{record('00T', 1)},{ADA},{day},Completed,\n{record('00T', 2)},{ADA},2026-11-23,Completed,\n"
    )
    contacts = f"{CONTACT}{ADA},,Mohnrot,,\n"
    reading = read_texts(tmp_path, Task=tasks, Contact=contacts)
    assert faults(reading) == [("Task.csv", 2, "ActivityDate", day or None, problem)]
    assert rows(reading, "Interaction", "id", "date") == [(record("00T", 2), date(2026, 11, 23))]


def test_what_the_database_knows_is_no_dangling_link(tmp_path: Path) -> None:
    existing = Records(
        {
            "Company": nodes_of("Company", [{"id": TAU, "name": "Tau GmbH", "party": "supplier"}]),
            "Person": nodes_of("Person", [{"id": BODO, "name": "Bodo Kiesel"}]),
        }
    )
    header = "Id,AccountId,LastName,ReportsToId\n"
    contacts = f"{header}{ADA},{TAU},Mohnrot,{BODO}\n{record('003', 5)},{MORGENROT},Farn,\n"
    reading = read_texts(tmp_path, existing=existing, Contact=contacts)
    assert rows(reading, "WORKS_FOR", "start", "end") == [(ADA, TAU)]
    assert rows(reading, "REPORTS_TO", "start", "end") == [(ADA, BODO)]
    missing = "in no file and not in the database; taken without this link"
    assert [note for note in notes(reading, "Contact.csv") if note[3] == missing] == [
        (3, "AccountId", MORGENROT, missing, 1)
    ]


def test_somebody_made_by_hand_is_met_again(tmp_path: Path) -> None:
    existing = Records(
        {
            "Company": nodes_of("Company", [{"id": "c1", "name": "Morgenrot AG", "party": "customer"}]),
            "Person": nodes_of("Person", [{"id": "p1", "name": "Ada Mohnrot", "email": "ada@x.example"}]),
        },
        {"WORKS_FOR": relationships_of("WORKS_FOR", [{"start": "p1", "end": "c1"}])},
    )
    contacts = f"Id,AccountId,LastName,FirstName,Email\n{ADA},{MORGENROT},Mohnrot,Ada,ADA@x.example\n"
    reading = read_texts(tmp_path, existing=existing, Account=ACCOUNT, Contact=contacts)
    assert rows(reading, "Person", "id") == [("p1",)]
    assert rows(reading, "WORKS_FOR", "start", "end") == [("p1", MORGENROT)]
    value = "Ada Mohnrot is Ada Mohnrot (in the database)"
    problem = "the same person twice: the same mail address and name; taken once"
    assert (2, None, value, problem, 1) in notes(reading, "Contact.csv")


def test_one_missing_account_is_one_note_with_a_count(tmp_path: Path) -> None:
    contacts = CONTACT + "".join(f"{record('003', n)},{TAU},Name{n},,\n" for n in range(1, 6))
    reading = read_texts(tmp_path, Contact=contacts)
    missing = "in no file and not in the database; taken without this link"
    assert (2, "AccountId", TAU, missing, 5) in notes(reading, "Contact.csv")


def test_the_owner_of_a_single_record_does_not_own_everything(tmp_path: Path) -> None:
    contacts = f"Id,AccountId,LastName,OwnerId,CreatedById\n{ADA},,Mohnrot,{SELLER},{SELLER}\n"
    reading = read_texts(tmp_path, Contact=contacts)
    said = [note[3] for note in notes(reading, "Contact.csv")]
    assert not [problem for problem in said if "everything" in problem or "loading" in problem]


def test_a_loading_user_is_named(tmp_path: Path) -> None:
    seller = record("005", 1)
    contacts = "Id,AccountId,LastName,OwnerId,CreatedById\n" + "".join(
        f"{record('003', n)},,Name{n},{seller},{seller}\n" for n in range(1, 4)
    )
    reading = read_texts(tmp_path, Contact=contacts)
    problem = "looks like a loading user: owns and created every record of Contact.csv"
    assert (2, "OwnerId", seller, problem, 3) in notes(reading, "Contact.csv")
    assert not any("one owner for everything" in note[3] for note in notes(reading, "Contact.csv"))
