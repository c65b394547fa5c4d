"""Calendars and mailboxes that are broken: a clear fault, nothing written, little memory."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.errors import ImportRefused, StakeholderGraphError, UnknownName
from stakeholder_graph.exchange.importing import FaultsFound, check, foresee, import_files
from stakeholder_graph.exchange.interactions.mailbox import read_mails
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage import open_store
from tests.contact_files import (
    ADA,
    BODO,
    DORA,
    OPTIONS,
    account,
    asked,
    calendar,
    contacts,
    event,
    faults,
    folder_of,
    mail,
    mailbox,
    notes,
    report,
)


def refused(folder: Path, name: str, data: bytes) -> ImportRefused:
    """Why this file alone cannot be read."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    with pytest.raises(ImportRefused) as caught:
        check([folder / name], OPTIONS)
    assert caught.value.next_step
    return caught.value


# --- calendars --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (calendar(event(*asked(ADA)))[:-15], "ends in the middle: END:VCALENDAR is missing"),
        (calendar(event(*asked(ADA)))[:60], "ends in the middle: END:VEVENT is missing"),
        (calendar("END:VEVENT\r\n"), "END:VEVENT where VCALENDAR is open: damaged"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:X\n", "END:X where nothing is open: damaged"),
        (calendar(event("SUMMARY:\0")), "holds NUL characters: damaged"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 100, "has more than 16 parts within each other"),
        ("", "holds no calendar"),
        ("Datum;Betreff\n1.2.2026;x\n", "holds no calendar"),
    ],
)
def test_a_calendar_that_cannot_be_read(tmp_path: Path, text: str, what: str) -> None:
    error = refused(tmp_path, "termine.ics", text.encode())
    assert (Path(error.where).name, error.what, error.next_step) == (
        "termine.ics", what, "export the calendar again",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column", "value", "problem"),
    [
        (event(*asked(ADA), start=""), "DTSTART", None, "no DTSTART: nobody knows when it was"),
        (event(*asked(ADA), start="DTSTART:bald"), "DTSTART", "bald", "cannot be read"),
        (event(*asked(ADA), start="DTSTART:20261399T100000"), "DTSTART", "20261399T100000", "cannot be read"),
        (event(*asked(ADA), start="DTSTART;VALUE=TIME:100000"), "DTSTART", "10:00:00",
         "is no day and no time of a day"),
        (event(*asked(ADA), "DTEND:spät"), "DTEND", "spät", "cannot be read"),
        (event(*asked(ADA), "RRULE:FREQ=OFT"), "RRULE", "FREQ=OFT", "cannot be read"),
        (event(*asked(ADA), "RRULE:FREQ=SECONDLY"), "RRULE", "FREQ=SECONDLY",
         "repeats more often than daily: no meeting"),
        (event(*asked(ADA), "RRULE:FREQ=DAILY;INTERVAL=0"), "RRULE", "FREQ=DAILY;INTERVAL=0",
         "never moves on"),
        (event(*asked(ADA), "RRULE:FREQ=DAILY", start="DTSTART:19900102T100000Z"), "RRULE", "FREQ=DAILY",
         "repeats more than 5,000 times: no meeting"),
        (event(*asked(ADA), "RDATE:nie"), "RDATE", "nie", "cannot be read"),
        (event(*asked(ADA), start="DTSTART:16010101T000000Z"), "DTSTART", "1601-01-01",
         "before 1990: that cannot be its day"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_taken(
    tmp_path: Path, text: str, column: str, value: str | None, problem: str
) -> None:
    good = event(*asked(ADA), uid="UID:gut")
    told = report(folder_of(tmp_path, termine_ics=calendar(good, text, good)))
    assert faults(told) == [("termine.ics", 2, column, value, problem)]
    assert account(told, "termine.ics") == (3, 1, {"the same event again": 1}, 1)


def test_an_attendee_who_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    broken = 'ATTENDEE;CN="Ada:mailto:ada@x.example'
    told = report(folder_of(tmp_path, termine_ics=calendar(event(*asked(ADA), broken, "ATTENDEE"))))
    assert notes(told) == [("termine.ics", 1, None, "an attendee who cannot be read", 1)]
    assert account(told, "termine.ics") == (1, 1, {}, 0)


def test_a_zone_that_changes_every_second_takes_no_time(tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE", "TZID:Bombe", "BEGIN:STANDARD", "DTSTART:19700101T000000",
        "RRULE:FREQ=SECONDLY", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    at = event(*asked(ADA), start="DTSTART;TZID=Bombe:20261110T100000")
    assert len(contacts(folder_of(tmp_path, a_ics=calendar(at, head=zone)))) == 1


def test_an_event_larger_than_any_is_a_fault_and_takes_little_memory(tmp_path: Path) -> None:
    guests = [f"ATTENDEE:mailto:gast{number}@heidekraut.example" for number in range(60_000)]
    line = "ATTENDEE;CN=" + 40_000_000 * "x" + ":mailto:a@b.example"
    text = calendar(event(*guests), event(line, uid="UID:b"), event(*asked(ADA), uid="UID:c"))
    folder = folder_of(tmp_path, termine_ics=text)
    del text, line, guests
    tracemalloc.start()
    told = report(folder)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    what = "larger than any event: damaged, or made to do harm"
    assert [(fault[1], fault[4]) for fault in faults(told)] == [(1, what), (2, what)]
    assert account(told, "termine.ics") == (3, 1, {}, 2)
    assert most < 20_000_000


# --- mails ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value", "problem"),
    [
        (None, None, "no date"),
        ("gestern", "gestern", "no readable date: a contact needs one"),
        ("Tue, 99 Nov 2026 11:00:00 +0100", "Tue, 99 Nov 2026 11:00:00 +0100",
         "no readable date: a contact needs one"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "Thu, 01 Jan 1970 00:00:00 +0000",
         "1970-01-01 cannot be its date: before 1990, or still to come"),
        ("Wed, 25 Nov 2026 12:00:00 +0000", "Wed, 25 Nov 2026 12:00:00 +0000",
         "2026-11-25 cannot be its date: before 1990, or still to come"),
    ],
)  # fmt: skip
def test_a_mail_without_a_date_that_can_be(
    tmp_path: Path, written: str | None, value: str | None, problem: str
) -> None:
    told = report(folder_of(tmp_path, a_mbox=mailbox(mail(key="<2@a>"), mail(date=written))))
    assert faults(told) == [("a.mbox", 2, "Date", value, problem)]
    assert account(told, "a.mbox") == (2, 1, {}, 1)


def test_a_mail_of_strangers_without_a_date_is_reported_too(tmp_path: Path) -> None:
    strangers = mail(date=None, sender="x@heidekraut.example", key="<2@a>")
    ours = mail(date=None, sender=DORA, key="<3@a>")
    told = report(folder_of(tmp_path, a_mbox=mailbox(mail(), strangers, ours)))
    assert faults(told) == [("a.mbox", row, "Date", None, "no date") for row in (2, 3)]
    assert account(told, "a.mbox") == (3, 1, {}, 2)


def test_what_nobody_wrote_to_anybody_needs_no_date(tmp_path: Path) -> None:
    mass = mail("List-Id: <rosen.example>", date=None, key="<2@a>")
    draft = mail("X-Mozilla-Draft-Info: x", date=None, key="<3@a>")
    told = report(folder_of(tmp_path, a_mbox=mailbox(mass, draft)))
    assert faults(told) == []
    left_out = {"mailing list or mass mail: no contact": 1, "a draft, never sent": 1}
    assert account(told, "a.mbox") == (2, 0, left_out, 0)


def test_one_fault_stops_the_import_unless_the_others_are_wanted(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a_mbox=mailbox(mail(date=None), mail(key="<2@a>")))
    with open_store(tmp_path / "a.db", create=True) as store:
        with pytest.raises(FaultsFound, match="Date: no date; correct them, or take the other rows"):
            import_files(store, [folder], OPTIONS)
        assert store.read().counts() == {}
        import_files(store, [folder], OPTIONS.__class__(**{**vars(OPTIONS), "skip_faulty": True}))
        assert store.read().counts()["Interaction"] == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (mailbox(mail(key="<2@a>")) + mailbox(mail())[:110], "the file ends within the headers of this mail"),
        (mailbox(mail(key="<2@a>"), mail("Cc: \0")), "NUL characters in its headers: damaged"),
        (mailbox(mail(key="<2@a>"), mail(f"Cc: {'x@y.example, ' * 100_000}")),
         "its headers are larger than any mail's: damaged, or made to do harm"),
    ],
)  # fmt: skip
def test_a_mail_with_damaged_headers(tmp_path: Path, text: str, problem: str) -> None:
    told = report(folder_of(tmp_path, a_mbox=text))
    assert faults(told) == [("a.mbox", 2, None, None, problem)]
    assert account(told, "a.mbox") == (2, 1, {}, 1)


def test_a_single_mail_that_is_cut(tmp_path: Path) -> None:
    whole = f"From: {ADA}\nDate: Tue, 10 Nov 2026 11:00:00 +0100\nTo: {BODO}"
    told = report(folder_of(tmp_path, a_eml=whole[:-20], b_eml=whole + "\n"))
    assert faults(told) == [("a.eml", 1, None, None, "the file ends within the headers of this mail")]
    assert account(told, "b.eml") == (1, 1, {}, 0)


def test_a_mailbox_of_two_byte_letters(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.mbox", mailbox(mail()).encode("utf-16")).what == (
        "is written in UTF-16, as no mail program does"
    )


def test_a_mail_that_is_no_mail(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.mbox", bytes(range(256)) * 100).what == "holds no mail"
    told = report(folder_of(tmp_path / "in", brief_eml=bytes(range(256)) * 100))
    assert faults(told) == [("brief.eml", 1, None, None, "this is no mail: it has no headers")]


def test_a_large_mailbox_takes_the_memory_of_one_mail(tmp_path: Path) -> None:
    text = mailbox(mail(f"X-Long: {'y' * 300_000}", body="z" * 4_000_000 + "\n" + "Zeile\n" * 200_000))
    path = tmp_path / "a.mbox"
    with path.open("w", encoding="utf-8") as file:
        for _ in range(10):
            file.write(text)
    del text
    tracemalloc.start()
    found = sum(1 for _ in read_mails(path))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found, path.stat().st_size > 50_000_000, most < 3_000_000) == (10, True, True)


# --- whose ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whose", "what", "next_step"),
    [
        ("Bodo Wiesengruen", "nobody of ours is called 'Bodo Wiesengruen' or has that address",
         "did you mean Bodo Wiesengrün?"),
        ("Wiesengrün", "nobody of ours is called 'Wiesengrün' or has that address",
         "did you mean Bodo Wiesengrün?"),
        ("Ada Mohnrot", "nobody of ours is called 'Ada Mohnrot' or has that address",  # a customer's
         "import the people first, or with it"),
        ("wer@heidekraut.example", "nobody of ours is called 'wer@heidekraut.example' or has that address",
         "import the people first, or with it"),
    ],
)  # fmt: skip
def test_whose_calendar_must_be_somebody(tmp_path: Path, whose: str, what: str, next_step: str) -> None:
    folder = folder_of(tmp_path, a_ics=calendar(event(f"ATTENDEE:mailto:{ADA}")))
    with pytest.raises(UnknownName) as caught:
        report(folder, whose=whose)
    assert (caught.value.where, caught.value.what, caught.value.next_step) == ("--whose", what, next_step)


def test_two_of_one_name_are_told_apart_by_id(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_ics=calendar(event(f"ATTENDEE:mailto:{ADA}")))
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write("bodo2,Bodo Wiesengrün,c2,,\n")
    with pytest.raises(
        UnknownName, match="several people are meant by 'Bodo Wiesengrün'; give an id: bodo, bodo2"
    ):
        report(folder, whose="Bodo Wiesengrün")


def test_connections_and_calendars_find_the_same_owner(tmp_path: Path) -> None:
    list_of = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    list_of += "Ada,Mohnrot,,ada.mohnrot@sonnentau.example,Sonnentau Kliniken AG,,12 Mar 2024\n"
    folder = folder_of(tmp_path, a_ics=calendar(event(f"ATTENDEE:mailto:{ADA}")), Connections_csv=list_of)
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write("bodo2,Bodo Wiesengrün,c1,,\n")  # a customer's of the same name
    for text in ("Bodo Wiesengrün", BODO, "bodo"):
        _, everything = foresee(Records(), [folder], replace(OPTIONS, whose=text))
        assert everything.relationship_table("KNOWS")["start"].to_list() == ["bodo"]
        took_part = everything.relationship_table("TOOK_PART").select("start", "part").rows()
        assert sorted(took_part) == [("ada", "participant"), ("bodo", "organiser")]
    with pytest.raises(UnknownName) as caught:
        foresee(Records(), [folder], replace(OPTIONS, whose="Bodo Wiesengruen"))
    assert caught.value.what == "nobody of ours is called 'Bodo Wiesengruen' or has that address"
    for path in folder.glob("*.ics"):
        path.unlink()
    (fault,) = check([folder], replace(OPTIONS, whose="Bodo Wiesengruen")).faults
    assert (fault.problem, fault.hint) == (caught.value.what, caught.value.next_step)


# --- whatever comes ---------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE", "END:VTIMEZONE",
        "UID:a", "DTSTART:20261110T100000Z", "DTSTART;TZID=Nirgends:20261110T100000", "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=WEEKLY;UNTIL=20261101", "EXDATE:20261110T100000Z", "RECURRENCE-ID:20261110T100000Z",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261110", "RDATE;VALUE=PERIOD:20261110T100000Z/PT1H",
        "SEQUENCE:x", f"ATTENDEE:mailto:{ADA}", f"ORGANIZER:mailto:{BODO}", "DTEND:20261110",
        "DURATION:-PT1H", "\t folded",
        "STATUS:CANCELLED", "METHOD:REQUEST", "garbage", "DTSTART;VALUE=DATE:20261110", "TZID:Nirgends",
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(tmp_path_factory.mktemp("whatever"))


@given(lines=st.lists(WORDS, max_size=30))
@settings(max_examples=150)
def test_any_lines_of_calendars_are_accounted_for(place: Path, lines: list[str]) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])
    (place / "a.ics").write_text(text, encoding="utf-8", newline="")
    try:
        report(place)
    except StakeholderGraphError as error:
        assert error.what


@given(cut=st.integers(0, 700), junk=st.binary(max_size=40))
@settings(max_examples=150)
def test_any_damage_to_a_mailbox_is_accounted_for(place: Path, cut: int, junk: bytes) -> None:
    (place / "a.ics").unlink(missing_ok=True)
    whole = mailbox(mail(f"Cc: Cora <{BODO}>", "Subject: x"), mail(key="<2@a>")).encode()
    (place / "a.mbox").write_bytes(whole[:cut] + junk + whole[cut + len(junk) // 2 :])
    try:
        report(place)
    except StakeholderGraphError as error:
        assert error.what
    finally:
        (place / "a.mbox").unlink()
