"""The same export again, parts of it alone, and who is whom."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stakeholder_graph.exchange.importing import Options, import_files
from stakeholder_graph.exchange.mapping.same_person import contradicts, similar
from stakeholder_graph.storage import Store, open_store
from tests.salesforce_files import ADA, FILES, TODAY, read, read_texts, record, rows
from tests.small_files import problems, write_files

MORGENROT = record("001", 1)
SHAPES = ["salesforce_export", "salesforce_edited", "salesforce_report"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "test.db", create=True) as opened:
        yield opened


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("owner_cares", [False, True])
def test_the_same_export_again_changes_nothing(store: Store, shape: str, owner_cares: bool) -> None:
    options = Options(TODAY, owner_cares=owner_cares)
    first = import_files(store, [FILES / shape], options)
    before = store.read()
    again = import_files(store, [FILES / shape], replace(options, as_of=date(2026, 12, 1)))
    after = store.read()
    assert before.counts() == after.counts() == first.counts
    for name, table in {**before.nodes, **before.relationships}.items():
        now = after.nodes.get(name, after.relationships.get(name))
        assert now is not None
        assert now.sort("id").equals(table.sort("id")), name
    assert [file.taken for file in again.files] == [0] * len(again.files)
    assert [file.unchanged for file in again.files] == [file.taken for file in first.files]
    # nothing new to say: nobody is taken for a double of themselves, nothing is gone
    assert set(problems(again)) <= set(problems(first))


def test_accounts_alone_do_not_undo_what_opportunities_told(store: Store, tmp_path: Path) -> None:
    account = f"Id,Name,ParentId,Industry\n{MORGENROT},Morgenrot AG,,\n"
    won = f"Id,AccountId,Name,StageName,IsWon\n{record('006', 1)},{MORGENROT},Mischer,Closed Won,1\n"
    import_files(store, [write_files(tmp_path / "a", Account=account, Opportunity=won)], Options(TODAY))
    import_files(store, [write_files(tmp_path / "b", Account=account)], Options(TODAY))
    assert store.read().nodes["Company"]["party"].to_list() == ["customer"]


def test_our_company_is_named_later(store: Store) -> None:
    for options in (Options(TODAY), Options(TODAY, own="Pusteblume AG"), Options(TODAY)):
        import_files(store, [FILES / "salesforce_edited"], options)
    companies = store.read().nodes["Company"]
    own = companies.filter(companies["party"] == "own")
    assert own.select("id", "name").rows() == [("company:our company", "Pusteblume AG")]


def test_users_that_come_later_give_owners_their_names(store: Store, tmp_path: Path) -> None:
    seller = record("005", 1)
    contacts = f"Id,AccountId,LastName,OwnerId\n{ADA},,Mohnrot,{seller}\n"
    users = f"Id,Username,LastName,FirstName,ManagerId\n{seller},w@us.example,Wacholder,Bruno,\n"
    alone = write_files(tmp_path / "a", Contact=contacts)
    both = write_files(tmp_path / "b", Contact=contacts, User=users)
    names = []
    for folder in (alone, both, alone):
        import_files(store, [folder], Options(TODAY))
        people = dict(store.read().nodes["Person"].select("id", "name").rows())
        names.append(people[seller])
    assert names == [f"Unnamed user …{seller[-8:]}", "Bruno Wacholder", "Bruno Wacholder"]


def test_a_user_who_is_also_a_contact_is_one_of_ours(tmp_path: Path) -> None:
    seller = record("005", 1)
    account = f"Id,Name,ParentId,Industry\n{MORGENROT},Morgenrot AG,,\n"
    contacts = f"Id,AccountId,LastName,Email,OwnerId\n{ADA},{MORGENROT},Wacholder,W@us.example,{seller}\n"
    users = f"Id,Username,LastName,Email,ManagerId\n{seller},w,Wacholder,w@us.example,\n"
    reading = read_texts(tmp_path, Account=account, Contact=contacts, User=users)
    assert rows(reading, "Person", "id") == [(seller,)]
    assert (seller, MORGENROT) in rows(reading, "WORKS_FOR", "start", "end")
    assert not [note for note in reading.problems if "candidate" in note.problem]


def test_our_company_may_be_an_account(tmp_path: Path) -> None:
    account = f"Id,Name,ParentId,Industry,OwnerId\n{MORGENROT},Pusteblume AG,,,{record('005', 1)}\n"
    reading = read(write_files(tmp_path, Account=account), own="pusteblume ag")
    assert rows(reading, "Company", "id", "name", "party") == [(MORGENROT, "Pusteblume AG", "own")]
    assert rows(reading, "WORKS_FOR", "start", "end") == [(record("005", 1), MORGENROT)]


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Europe/Berlin", "Pacific/Auckland"])
def test_a_whole_day_is_the_day_as_written_and_an_hour_is_the_users(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        contacts = f"Id,AccountId,LastName\n{ADA},,Mohnrot\n"
        header = "Id,WhoId,ActivityDateTime,IsAllDayEvent\n"
        whole, hour = record("00U", 1), record("00U", 2)
        events = f"{header}{whole},{ADA},2026-04-01T00:00:00.000Z,1\n{hour},{ADA},2026-04-01T12:00:00.000Z,\n"
        reading = read_texts(tmp_path, Contact=contacts, Event=events)
    finally:
        monkeypatch.undo()
        if hasattr(time, "tzset"):
            time.tzset()
    # at noon in Greenwich it is one in the morning of the next day in Auckland, in summer time
    next_day = date(2026, 4, 2 if zone == "Pacific/Auckland" and hasattr(time, "tzset") else 1)
    assert rows(reading, "Interaction", "id", "date") == [(whole, date(2026, 4, 1)), (hour, next_day)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Rose Tann", "Rose Tann", True),
        ("Tann, Rose", "Rose Tann", True),
        ("R. Tann", "Rosemarie Tann", True),
        ("Rose von Tann", "Rose Tann", True),
        ("Jon Schmitt", "John Schmitt", True),
        ("Rose Tann", "Karl Tann", False),
        ("Rose Tann", "Rose Efeu", False),
        ("Office", "Rose Tann", False),
    ],
)
def test_similar_names(one: str, other: str, expected: bool) -> None:
    assert similar(one, other) is similar(other, one) is expected


def test_contradictions() -> None:
    assert not contradicts("+49 (1) 100", "+49 1100")
    assert not contradicts(None, "+49 1100")
    assert contradicts("+49 1 101", "+49 1 100")
