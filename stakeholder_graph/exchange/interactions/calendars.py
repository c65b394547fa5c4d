"""Calendars become contacts: which version of an event counts, when it took place, who was there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from stakeholder_graph.exchange.interactions.addresses import AddressBook
from stakeholder_graph.exchange.interactions.calendar_file import EXPORT_AGAIN, read_calendar
from stakeholder_graph.exchange.interactions.collecting import (
    EARLIEST,
    FEW,
    ONLY_OURS,
    Contact,
    FileAccount,
    kept_id,
)
from stakeholder_graph.exchange.interactions.event import (
    NOT_THERE,
    OPEN_ANSWERS,
    Event,
    Unreadable,
    prepare_zones,
    read_event,
)
from stakeholder_graph.exchange.interactions.repeating import Occurrence, stamp
from stakeholder_graph.exchange.interactions.series import happened
from stakeholder_graph.exchange.interactions.versions import AGAIN, TWO_STARTS, Series, sort_versions
from stakeholder_graph.exchange.mapping.activities import TO_COME

NOBODY = "nobody else was asked: no contact"
WHOSE = "nobody says whose calendar it is (--whose), so only one who was there is known"
NO_MEETING = "a task or a note, no meeting"
NONE_LEFT = "every occurrence was left out, moved or cancelled"
TOO_LARGE = "larger than any event: damaged, or made to do harm"


@dataclass
class CalendarReader:
    """Reads calendar after calendar; what is one event in several of them is known when all are read.

    `whose` is the id of the one whose calendars these are: they were at every event without organiser.
    """

    book: AddressBook
    as_of: date
    whose: str | None = None
    with_subject: bool = False
    contacts: dict[str, Contact] = field(default_factory=dict)
    _accounts: dict[str, FileAccount] = field(default_factory=dict)
    _events: list[Event] = field(default_factory=list)

    def read(self, path: Path) -> FileAccount:
        """The account of one file, complete after `finish`. ImportRefused where it cannot be read."""
        file = read_calendar(path, with_subject=self.with_subject)
        account = FileAccount(str(path), "icalendar", file.encoding, rows=len(file.events))
        prepare_zones(file.zones)
        events: list[Event] = []
        for raw in file.events:
            if not raw.is_meeting:
                account.left_out[NO_MEETING] += 1
            elif raw.too_large:
                account.fault(raw.number, None, None, TOO_LARGE, EXPORT_AGAIN)
            else:
                events.append(read_event(raw, account.file))
        self._accounts[account.file] = account
        self._events += events
        return account

    def finish(self) -> None:
        """Make contacts of all events that were read. O(events and occurrences)."""
        found = sort_versions(self._events)
        for event, reason in found.out:
            self._accounts[event.file].left_out[reason] += 1
        for event in found.two_starts:
            self._accounts[event.file].note(event.row, TWO_STARTS, "delete the one that is wrong, if it is")
        for series in found.series:
            for event in series.events():
                self._take(event, series)

    def _take(self, event: Event, series: Series) -> None:
        account = self._accounts[event.file]
        if event.reason:
            account.left_out[event.reason] += 1
            return
        try:
            times = happened(event, series, self.as_of)
        except Unreadable as fault:
            hint = "correct it in the calendar and export again, or leave it out with --skip-faulty"
            account.fault(event.row, fault.column, fault.value, fault.problem, hint)
            return
        past = [once for once in times if once.day <= self.as_of]
        people = self._people(event) if past else {}
        reason = self._why_not(event, times, past, people)
        if past and event.people:
            self._note_series(event, series, account)
        if reason:
            account.left_out[reason] += 1
            return
        early = next((once for once in past if once.day < EARLIEST), None)
        if early:
            value = f"{early.day}"
            account.fault(event.row, "DTSTART", value, "before 1990: that cannot be its day", "correct it")
            return
        self._note(event, account)
        taken = [self._add(event, series, once, people) for once in past]
        if any(taken):
            account.taken += 1
        else:
            account.left_out[AGAIN] += 1

    def _why_not(
        self, event: Event, times: list[Occurrence], past: list[Occurrence], people: dict[str, str]
    ) -> str | None:
        if not past:
            return TO_COME if times else NONE_LEFT
        nobody_asked = not event.has_organiser and self.whose is None
        if event.people and nobody_asked:
            problem = "no organiser, so the one whose calendar it is does not count as present"
            self._accounts[event.file].note(event.row, problem, "say whose it is: --whose NAME")
        if len(event.people) + (not event.has_organiser and self.whose is not None) < 2:
            return WHOSE if event.people and nobody_asked else NOBODY
        if len(people) < 2:
            return FEW
        return ONLY_OURS if self.book.only_ours(people, past[0].day) else None

    def _people(self, event: Event) -> dict[str, str]:
        """Whom we know of those who were there, with their part."""
        found: dict[str, str] = {}
        for address, asked in event.people.items():
            if asked.answer in NOT_THERE:
                continue
            person = self.book.person(address)
            if person is None:
                self.book.miss(address, asked.name, event.file)
            elif asked.organiser:
                found[person] = "organiser"
            else:
                found.setdefault(person, "participant")
        if self.whose is not None and not event.has_organiser:
            found[self.whose] = "organiser"
        return found

    def _note_series(self, event: Event, series: Series, account: FileAccount) -> None:
        """What is to be known of an event also where nobody whom we know took part."""
        if any(asked.answer in OPEN_ANSWERS for asked in event.people.values()):
            problem = "people who have not answered, or said perhaps, count as present"
            account.note(event.row, problem, "nothing to do")
        if event.recurrence is not None and not series.masters:
            problem = "one occurrence of a series that is in no file"
            account.note(event.row, problem, "export the whole calendar, if more of it is missing")

    def _note(self, event: Event, account: FileAccount) -> None:
        """What is to be known of an event that is taken."""
        if event.unread:
            account.note(event.row, "an attendee who cannot be read", "correct it in the calendar")
        if event.unknown_zone:
            problem = f"the time zone {event.unknown_zone} is described nowhere; the time is taken as written"
            account.note(event.row, problem, "nothing to do, unless the day is wrong")
        if event.length is not None and event.length < timedelta(0):
            account.note(
                event.row, "ends before it starts; taken without minutes", "correct it in the calendar"
            )
        if not event.uid:
            account.note(event.row, "no UID; told apart by its start and people", "nothing to do")

    def _add(self, event: Event, series: Series, once: Occurrence, people: dict[str, str]) -> bool:
        """Put one occurrence in; whether it was new."""
        key = once.key
        if series.needs_start(event):
            key = f"{key}/{stamp(once.start)}".lstrip("/") if key != stamp(once.start) else key
        uid = event.uid or repr((event.start, sorted(event.people), event.length))
        node = f"calendar:{kept_id(uid, made=not event.uid)}" + (f"/{key}" if key else "")
        known = self.contacts.get(node)
        if known is not None:
            known.people = {**people, **known.people}
            return False
        self.contacts[node] = Contact(
            event.file, event.row, once.day, "meeting", people, event.subject, once.minutes
        )
        return True
