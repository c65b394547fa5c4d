"""Calendars: which events become contacts, on which days, with whom; each rule with an exact answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stakeholder_graph.exchange.importing import import_files
from stakeholder_graph.storage import open_store
from tests.contact_files import (
    ADA,
    BODO,
    CORA,
    DORA,
    OPTIONS,
    account,
    asked,
    calendar,
    contacts,
    contacts_in,
    days,
    event,
    faults,
    folder_of,
    notes,
    report,
)
from tests.small_files import TODAY

BOTH = ("ada participant", "bodo organiser")
FEW = "fewer than two people whom we know"
WHOSE = "nobody says whose calendar it is (--whose), so only one who was there is known"
PLAIN = event(*asked(ADA))


def test_a_meeting_is_a_contact_of_those_who_were_there_and_never_what_it_was_about(tmp_path: Path) -> None:
    secret = (
        "SUMMARY:Geheim",
        "DESCRIPTION:Noch geheimer",
        "LOCATION:Hinterzimmer",
        "DTEND:20261110T113000Z",
    )
    folder = folder_of(tmp_path, termine_ics=calendar(event(*asked(ADA, CORA, BODO), *secret)))
    people = ("ada participant", "bodo organiser", "cora participant")
    assert contacts(folder) == [("2026-11-10", "meeting", 90, None, people)]
    assert contacts(folder, with_subject=True) == [("2026-11-10", "meeting", 90, "Geheim", people)]
    assert account(report(folder), "termine.ics") == (1, 1, {}, 0)
    assert notes(report(folder)) == []


@pytest.mark.parametrize(
    ("start", "more", "day", "minutes"),
    [
        ("DTSTART:20261110T100000Z", "DURATION:PT45M", "2026-11-10", 45),
        ("DTSTART:20261110T100000", "DTEND:20261110T110000", "2026-11-10", 60),
        ("DTSTART;TZID=Europe/Berlin:20261110T100000", "DTEND;TZID=Europe/London:20261110T100000",
         "2026-11-10", 60),
        ("DTSTART;TZID=W. Europe Standard Time:20261110T100000", "", "2026-11-10", None),
        ("DTSTART;VALUE=DATE:20261110", "DTEND;VALUE=DATE:20261112", "2026-11-10", None),
        ("DTSTART:20261110T100000Z", "DTEND:20261110T090000Z", "2026-11-10", None),
        ("DTSTART:20261110T100000Z", "DTEND:20261110T090000", "2026-11-10", None),
        ("DTSTART:20261110T100000Z", "DTEND:20261111T100000Z", "2026-11-10", 1440),
    ],
)  # fmt: skip
def test_day_and_minutes(tmp_path: Path, start: str, more: str, day: str, minutes: int | None) -> None:
    folder = folder_of(tmp_path, termine_ics=calendar(event(*asked(ADA), more, start=start)))
    assert contacts(folder) == [(day, "meeting", minutes, None, BOTH)]


@pytest.mark.usefixtures("at_home")
def test_an_instant_is_shown_on_the_day_where_the_user_is(tmp_path: Path) -> None:
    late = event(*asked(ADA), start="DTSTART:20261109T233000Z", uid="UID:a")
    as_written = event(*asked(ADA), start="DTSTART:20261109T233000", uid="UID:b")
    whole_day = event(*asked(ADA), start="DTSTART;VALUE=DATE:20261109", uid="UID:c")
    far = event(*asked(ADA), start="DTSTART;TZID=America/New_York:20261109T190000", uid="UID:d")
    folder = folder_of(tmp_path, termine_ics=calendar(late, as_written, whole_day, far))
    assert days(folder) == ["2026-11-09", "2026-11-09", "2026-11-10", "2026-11-10"]


ZONE = """BEGIN:VTIMEZONE
TZID:Pusteblume
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:{0}
TZOFFSETTO:{0}
END:STANDARD
END:VTIMEZONE"""


@pytest.mark.usefixtures("at_home")
def test_a_zone_that_nobody_knows_is_that_which_its_file_describes(tmp_path: Path) -> None:
    at = "DTSTART;TZID=Pusteblume:20261110T010000"
    east = calendar(event(*asked(ADA), start=at, uid="UID:a"), head=(ZONE.format("+0900"),))
    west = calendar(event(*asked(ADA), start=at, uid="UID:b"), head=(ZONE.format("-0900"),))
    nowhere = calendar(event(*asked(ADA), start=at.replace("Pusteblume", "Nirgends"), uid="UID:c"))
    assert days(folder_of(tmp_path / "1", a_ics=east, b_ics=west)) == ["2026-11-09", "2026-11-10"]
    assert days(folder_of(tmp_path / "2", a_ics=west, b_ics=east)) == ["2026-11-09", "2026-11-10"]
    folder = folder_of(tmp_path / "3", c_ics=nowhere)
    assert days(folder) == ["2026-11-10"]
    said = "the time zone Nirgends is described nowhere; the time is taken as written"
    assert notes(report(folder)) == [("c.ics", 1, None, said, 1)]


def test_an_end_before_the_start_is_a_note(tmp_path: Path) -> None:
    lines = (*asked(ADA), "DTEND:20261110T090000Z")
    said = "ends before it starts; taken without minutes"
    told = report(folder_of(tmp_path, a_ics=calendar(event(*lines), event(*lines, uid="UID:b"))))
    assert notes(told) == [("a.ics", 1, None, said, 2)]


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ((f"ORGANIZER:MAILTO:{BODO.upper()}", f'ATTENDEE;CN="Mohnrot, Ada":MAILTO:{ADA}'), BOTH),
        ((f"ATTENDEE:mailto:{ADA}", f"ATTENDEE:mailto:{CORA}"), ("ada participant", "cora participant")),
        ((*asked(ADA), f"ATTENDEE;CUTYPE=ROOM:mailto:{CORA}"), BOTH),
        ((*asked(ADA), f"ATTENDEE;CUTYPE=RESOURCE:mailto:{CORA}"), BOTH),
        ((*asked(ADA), f"ATTENDEE;CUTYPE=GROUP:mailto:{CORA}"), BOTH),
        ((*asked(ADA), f"ATTENDEE;PARTSTAT=DECLINED:mailto:{CORA}"), BOTH),
        ((*asked(ADA), f"ATTENDEE;PARTSTAT=DELEGATED:mailto:{CORA}"), BOTH),
        (
            (*asked(ADA, CORA), f"ATTENDEE;PARTSTAT=DECLINED:mailto:{BODO}"),
            ("ada participant", "cora participant"),
        ),
        ((*asked(ADA), f"ATTENDEE;CN=Cora;EMAIL={CORA}:urn:uuid:12"), (*BOTH, "cora participant")),
        ((*asked(ADA), "ATTENDEE:invalid:nomail", "ATTENDEE:mailto:"), BOTH),
        ((*asked(ADA), f"ATTENDEE:mailto:{ADA}", f"ATTENDEE:mailto:{BODO}"), BOTH),
    ],
)
def test_who_was_there(tmp_path: Path, lines: tuple[str, ...], people: tuple[str, ...]) -> None:
    folder = folder_of(tmp_path, termine_ics=calendar(event(*lines)))
    assert [contact[4] for contact in contacts(folder)] == [people]


def test_folded_lines_are_one(tmp_path: Path) -> None:
    for end in ("\n", "\r\n"):
        folded = calendar(PLAIN).replace("\r\n", end).replace("mohnrot@", f"moh{end} nrot{end}\t@")
        folder = folder_of(tmp_path / repr(len(end)), termine_ics=folded)
        assert [contact[4] for contact in contacts(folder)] == [BOTH]


@pytest.mark.parametrize("answer", ["NEEDS-ACTION", "TENTATIVE"])
def test_who_has_not_said_yes_counts_as_present_with_a_note(tmp_path: Path, answer: str) -> None:
    several = [event(*asked(ADA, PARTSTAT=answer), uid=f"UID:{number}") for number in range(3)]
    folder = folder_of(tmp_path, termine_ics=calendar(*several, event(*asked(ADA, PARTSTAT="ACCEPTED"))))
    said = "people who have not answered, or said perhaps, count as present"
    assert [contact[4] for contact in contacts(folder)] == [BOTH] * 4
    assert notes(report(folder)) == [("termine.ics", 1, None, said, 3)]


def test_what_is_to_be_known_of_an_event_is_said_also_where_we_know_nobody(tmp_path: Path) -> None:
    strangers = asked("fremd@heidekraut.example", PARTSTAT="NEEDS-ACTION", by="fern@heidekraut.example")
    ours = asked(DORA, PARTSTAT="TENTATIVE")
    alone = event(*asked("fremd@heidekraut.example"), "RECURRENCE-ID:20261110T100000Z", uid="UID:c")
    plans = event(*strangers, start="DTSTART:20261124T100000Z", uid="UID:d")
    cancelled = event(*strangers, "STATUS:CANCELLED", uid="UID:e")
    text = calendar(event(*strangers, uid="UID:a"), event(*ours, uid="UID:b"), alone, plans, cancelled)
    told = report(folder_of(tmp_path, termine_ics=text))
    assert [note for note in notes(told) if "heidekraut" not in (note[2] or "")] == [
        ("termine.ics", 1, None, "people who have not answered, or said perhaps, count as present", 2),
        ("termine.ics", 3, None, "one occurrence of a series that is in no file", 1),
    ]
    assert account(told, "termine.ics")[:2] == (5, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (calendar(event(*asked(ADA), "STATUS:CANCELLED")), "cancelled: no contact"),
        (calendar(PLAIN, head=("METHOD:CANCEL",)), "cancelled: no contact"),
        (calendar(PLAIN, head=("METHOD:COUNTER",)), "a proposal or a question, no meeting"),
        (calendar(event(*asked(ADA), "CLASS:PRIVATE")), "private or confidential: not taken"),
        (calendar(event(*asked(ADA), "CLASS:CONFIDENTIAL")), "private or confidential: not taken"),
        (calendar(event(*asked(ADA), start="DTSTART:20261124T100000Z")), "still to come: a plan, no contact"),
        (calendar(event(*asked(ADA, PARTSTAT="DECLINED"))), FEW),
        (calendar(event(*asked("fremd@heidekraut.example"))), FEW),
        (calendar(event(*asked(DORA))), "only people of ours: no contact"),
        (calendar(event(*asked(BODO))), "nobody else was asked: no contact"),
        (calendar(event()), "nobody else was asked: no contact"),
        (calendar("BEGIN:VTODO\r\nSUMMARY:Anrufen\r\nEND:VTODO\r\n"), "a task or a note, no meeting"),
    ],
)
def test_what_is_no_contact_is_counted(tmp_path: Path, text: str, why: str) -> None:
    folder = folder_of(tmp_path, termine_ics=text)
    assert contacts(folder) == []
    assert account(report(folder), "termine.ics") == (1, 0, {why: 1}, 0)


def test_public_class_and_confirmed_status_are_contacts(tmp_path: Path) -> None:
    lines = ("CLASS:PUBLIC", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT")
    folder = folder_of(tmp_path, termine_ics=calendar(event(*asked(ADA), *lines), head=("METHOD:REQUEST",)))
    assert len(contacts(folder)) == 1


@pytest.mark.parametrize("whose", ["bodo", "Bodo Wiesengrün", "BODO WIESENGRÜN", BODO, f"mailto:{BODO}"])
def test_the_one_whose_calendar_it_is_was_there_where_nobody_invited(tmp_path: Path, whose: str) -> None:
    folder = folder_of(tmp_path, termine_ics=calendar(event(f"ATTENDEE:mailto:{ADA}")))
    said = "no organiser, so the one whose calendar it is does not count as present"
    assert notes(report(folder)) == [("termine.ics", 1, None, said, 1)]
    assert account(report(folder), "termine.ics") == (1, 0, {WHOSE: 1}, 0)
    assert [contact[4] for contact in contacts(folder, whose=whose)] == [BOTH]
    assert notes(report(folder, whose=whose)) == []


def test_whose_calendar_it_is_does_not_matter_where_somebody_invited(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, termine_ics=calendar(event(*asked(ADA, by=CORA), uid="UID:a"), PLAIN))
    assert account(report(folder, whose=DORA), "termine.ics") == (2, 2, {}, 0)
    people = [contact[4] for contact in contacts(folder, whose=DORA)]
    assert people == [("ada participant", "bodo organiser"), ("ada participant", "cora organiser")]


# --- versions ---------------------------------------------------------------------------------------------


def test_the_greatest_sequence_wins_in_whatever_file_it_stands(tmp_path: Path) -> None:
    first = calendar(event(*asked(ADA), "SEQUENCE:0"))
    second = calendar(event(*asked(ADA, CORA), "SEQUENCE:12", start="DTSTART:20261111T100000Z"))
    third = calendar(event(*asked(ADA), "SEQUENCE:3", start="DTSTART:20261112T100000Z"))
    folder = folder_of(tmp_path, a_ics=first, b_ics=second, c_ics=third)
    assert days(folder) == ["2026-11-11"]
    told = report(folder)
    older = {"an older version of an event": 1}
    assert [account(told, name)[1:3] for name in ("a.ics", "b.ics", "c.ics")] == [
        (0, older), (1, {}), (0, older),
    ]  # fmt: skip
    assert notes(told) == []


def test_equal_sequence_and_another_start_are_two_with_a_note(tmp_path: Path) -> None:
    other = event(*asked(CORA), start="DTSTART:20261112T100000Z")
    folder = folder_of(tmp_path, termine_ics=calendar(PLAIN, other))
    assert days(folder) == ["2026-11-10", "2026-11-12"]
    said = "two events with the same UID and another start; both are kept"
    assert notes(report(folder)) == [("termine.ics", 1, None, said, 2)]


def test_the_same_event_in_two_calendars_is_one_and_an_answer_wins_over_none(tmp_path: Path) -> None:
    bodos = calendar(event(*asked(ADA), f"ATTENDEE;PARTSTAT=DECLINED:mailto:{CORA}"))
    doras = calendar(event(*asked(ADA), f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{CORA}"))
    for first, second in ((bodos, doras), (doras, bodos)):
        folder = folder_of(tmp_path, a_ics=first, b_ics=second)
        assert [contact[4] for contact in contacts(folder)] == [BOTH]
        assert account(report(folder), "b.ics") == (1, 0, {"the same event again": 1}, 0)
        assert notes(report(folder)) == []


def test_a_cancellation_wins_over_what_it_cancels(tmp_path: Path) -> None:
    cancelled = calendar(PLAIN, head=("METHOD:CANCEL",))
    folder = folder_of(tmp_path, a_ics=calendar(PLAIN), b_ics=cancelled)
    assert contacts(folder) == []
    assert account(report(folder), "a.ics")[2] == {"an older version of an event": 1}
    assert account(report(folder), "b.ics")[2] == {"cancelled: no contact": 1}


def test_events_without_uid_are_told_apart_by_start_and_people(tmp_path: Path) -> None:
    same, other = event(*asked(ADA), uid=""), event(*asked(CORA), uid="")
    folder = folder_of(tmp_path, termine_ics=calendar(same, other, same, head=("UID:calendar",)))
    assert len(contacts(folder)) == 2
    told = report(folder)
    assert account(told, "termine.ics") == (3, 2, {"the same event again": 1}, 0)
    assert notes(told) == [("termine.ics", 1, None, "no UID; told apart by its start and people", 3)]


# --- repeating --------------------------------------------------------------------------------------------

WEEKLY = ("RRULE:FREQ=WEEKLY", *asked(ADA))


def weekly(*lines: str, rule: str = "RRULE:FREQ=WEEKLY", start: str = "DTSTART:20261102T100000Z") -> str:
    return event(rule, *asked(ADA), *lines, start=start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (weekly(), ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]),
        (weekly(rule="RRULE:FREQ=WEEKLY;COUNT=2"), ["2026-11-02", "2026-11-09"]),
        (weekly(rule="RRULE:FREQ=WEEKLY;UNTIL=20261116T100000Z"), ["2026-11-02", "2026-11-09", "2026-11-16"]),
        (weekly(rule="RRULE:FREQ=WEEKLY;UNTIL=20261116T095959Z"), ["2026-11-02", "2026-11-09"]),
        (weekly(rule="RRULE:FREQ=WEEKLY;UNTIL=20261116"), ["2026-11-02", "2026-11-09", "2026-11-16"]),
        (weekly("EXDATE:20261109T100000Z,20261116T100000Z"), ["2026-11-02", "2026-11-23"]),
        (weekly("EXDATE;TZID=Europe/Berlin:20261109T110000"), ["2026-11-02", "2026-11-16", "2026-11-23"]),
        (weekly("EXDATE;VALUE=DATE:20261109"), ["2026-11-02", "2026-11-16", "2026-11-23"]),
        (weekly("EXDATE:20261110T100000Z", rule=""), ["2026-11-02"]),
        (weekly("RDATE:20261103T100000Z,20270103T100000Z", rule=""), ["2026-11-02", "2026-11-03"]),
        (weekly(rule="RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3", start="DTSTART;VALUE=DATE:20260907"),
         ["2026-09-07", "2026-10-05", "2026-11-02"]),
        (weekly(rule="RRULE:FREQ=WEEKLY;BYDAY=TU"), ["2026-11-02", "2026-11-03", "2026-11-10", "2026-11-17"]),
        (weekly(rule="RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), ["2026-11-02"]),
    ],
)  # fmt: skip
def test_every_past_occurrence_is_a_contact(tmp_path: Path, text: str, expected: list[str]) -> None:
    folder = folder_of(tmp_path, termine_ics=calendar(text))
    assert days(folder) == expected
    assert account(report(folder), "termine.ics") == (1, 1, {}, 0)


def test_periods_bring_their_own_length(tmp_path: Path) -> None:
    periods = "RDATE;VALUE=PERIOD:20261103T100000Z/20261103T120000Z,20261104T100000Z/PT20M"
    folder = folder_of(tmp_path, termine_ics=calendar(weekly(periods, "DURATION:PT1H", rule="")))
    assert [contact[2] for contact in contacts(folder)] == [60, 120, 20]


@pytest.mark.usefixtures("at_home")
def test_a_series_keeps_its_hour_when_the_clocks_change(tmp_path: Path) -> None:
    late = weekly(start="DTSTART;TZID=Europe/Berlin:20261019T000500")
    early = weekly(start="DTSTART:20261018T220500Z").replace("mohn-1", "mohn-2")
    assert days(folder_of(tmp_path / "1", a_ics=calendar(late))) == [
        "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23",
    ]  # fmt: skip
    assert days(folder_of(tmp_path / "2", a_ics=calendar(early))) == [
        "2026-10-19", "2026-10-25", "2026-11-01", "2026-11-08", "2026-11-15", "2026-11-22",
    ]  # fmt: skip


def changed(moment: str, *lines: str, start: str = "", param: str = "") -> str:
    people = () if any(line.startswith("ORGANIZER") for line in lines) else asked(ADA)
    start = start or f"DTSTART:{moment}"
    return event(f"RECURRENCE-ID{param}:{moment}", *people, *lines, start=start)


def test_a_changed_occurrence_stands_for_itself(tmp_path: Path) -> None:
    moved = changed("20261109T100000Z", start="DTSTART:20261111T100000Z")
    others = changed("20261116T100000Z", *asked(CORA))
    folder = folder_of(tmp_path, termine_ics=calendar(weekly(), moved, others))
    found = [(contact[0], contact[4][0]) for contact in contacts(folder)]
    ada, cora = "ada participant", "bodo organiser"
    assert found == [("2026-11-02", ada), ("2026-11-11", ada), ("2026-11-16", cora), ("2026-11-23", ada)]
    assert notes(report(folder)) == []
    assert account(report(folder), "termine.ics") == (3, 3, {}, 0)


@pytest.mark.parametrize(
    "moment", [":20261109T100000Z", ";TZID=Europe/Berlin:20261109T110000", ";VALUE=DATE:20261109"]
)
def test_a_cancelled_occurrence_goes(tmp_path: Path, moment: str) -> None:
    gone = event(f"RECURRENCE-ID{moment}", "STATUS:CANCELLED", *asked(ADA), start="DTSTART:20261109T100000Z")
    folder = folder_of(tmp_path, termine_ics=calendar(weekly(), gone))
    assert days(folder) == ["2026-11-02", "2026-11-16", "2026-11-23"]


def test_a_change_of_all_that_follow_moves_them_too(tmp_path: Path) -> None:
    later = changed(
        "20261109T100000Z", *asked(CORA), start="DTSTART:20261110T120000Z", param=";RANGE=THISANDFUTURE"
    )
    folder = folder_of(tmp_path, termine_ics=calendar(weekly(), later))
    found = [(contact[0], contact[4]) for contact in contacts(folder)]
    new = ("bodo organiser", "cora participant")
    assert found == [("2026-11-02", BOTH), ("2026-11-10", new), ("2026-11-17", new)]


def test_an_occurrence_without_its_series_is_noted(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, termine_ics=calendar(changed("20261109T100000Z")))
    assert days(folder) == ["2026-11-09"]
    said = "one occurrence of a series that is in no file"
    assert notes(report(folder)) == [("termine.ics", 1, None, said, 1)]


def test_a_series_that_was_wholly_left_out_says_so(tmp_path: Path) -> None:
    gone = "EXDATE:20261102T100000Z,20261109T100000Z"
    folder = folder_of(tmp_path, a_ics=calendar(weekly(gone, rule="RRULE:FREQ=WEEKLY;COUNT=2")))
    why = {"every occurrence was left out, moved or cancelled": 1}
    assert account(report(folder), "a.ics") == (1, 0, why, 0)


# --- files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, coding: str) -> None:
    text = calendar(event(*asked(ADA), "SUMMARY:Größe prüfen"))
    data = text.encode(coding) if coding != "utf-16-le" else b"\xff\xfe" + text.encode(coding)
    folder = folder_of(tmp_path, termine_ics=data)
    assert [contact[3] for contact in contacts(folder, with_subject=True)] == ["Größe prüfen"]


def test_a_bare_event_and_several_calendars_in_one_file(tmp_path: Path) -> None:
    two = calendar(event(*asked(ADA), uid="UID:a")) + calendar(event(*asked(ADA), uid="UID:b"))
    folder = folder_of(tmp_path, nur_ics=PLAIN, zwei_ics=two)
    assert len(contacts(folder)) == 3
    assert account(report(folder), "zwei.ics") == (2, 2, {}, 0)


def test_a_calendar_is_known_by_how_it_begins(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, termine_txt=calendar(PLAIN))
    assert account(report(folder), "termine.txt") == (1, 1, {}, 0)


def test_repeating_an_import_changes_nothing_and_the_days_in_between_are_added(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", termine_ics=calendar(weekly(), event(*asked(CORA), uid="UID:b")))
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [folder], OPTIONS)
        first, revision = contacts_in(store.read()), store.revision
        again = import_files(store, [folder], OPTIONS)
        assert (store.revision, contacts_in(store.read())) == (revision, first)
        assert {(file.taken, file.unchanged) for file in again.files} == {(0, 2), (0, 4)}
        later = import_files(store, [folder], replace(OPTIONS, as_of=date(2026, 12, 1)))
        (file,) = [file for file in later.files if file.file.endswith("ics")]
        assert (file.rows, file.taken, file.unchanged) == (2, 1, 1)
        assert len(contacts_in(store.read())) == len(first) + 1


def test_the_calendar_alone_finds_the_people_of_the_database(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in")
    (tmp_path / "termine.ics").write_text(calendar(PLAIN), encoding="utf-8", newline="")
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [folder], OPTIONS)
        import_files(store, [tmp_path / "termine.ics"], OPTIONS)
        assert contacts_in(store.read()) == [("2026-11-10", "meeting", None, None, BOTH)]
        (node,) = store.read().node_table("Interaction").select("id", "source", "recorded_at").rows()
    assert node == ("calendar:mohn-1", "calendar: termine.ics", TODAY)


def test_no_fault_where_all_is_well(tmp_path: Path) -> None:
    assert faults(report(folder_of(tmp_path, termine_ics=calendar(PLAIN)))) == []
