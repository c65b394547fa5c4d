"""One event of a calendar: when it was, who was asked, who came; read with the icalendar library."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from stakeholder_graph.exchange.interactions.addresses import plain_address
from stakeholder_graph.exchange.interactions.calendar_file import RawEvent

CANCELLED = "cancelled: no contact"
PROPOSAL = "a proposal or a question, no meeting"
PRIVATE = "private or confidential: not taken"
NO_PEOPLE = ("ROOM", "RESOURCE", "GROUP")
NOT_THERE = ("DECLINED", "DELEGATED")
OPEN_ANSWERS = ("NEEDS-ACTION", "TENTATIVE")

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
"""What the library raises for text that is no calendar."""


class Unreadable(Exception):
    """A value of an event that cannot be read: which, and what is wrong with it."""

    def __init__(self, column: str, value: str | None, problem: str) -> None:
        super().__init__(column, value, problem)
        self.column, self.value, self.problem = column, value, problem


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked to come: the answer, "" where there is none; `organiser` is who asked."""

    name: str
    answer: str
    organiser: bool = False


@dataclass
class Event:
    """What an event says. `people` are all by address; `reason` says why it is no contact whoever came."""

    row: int
    file: str
    uid: str
    sequence: int
    reason: str | None
    recurrence: date | datetime | None = None
    and_following: bool = False
    start: date | datetime | None = None
    length: timedelta | None = None
    people: dict[str, Asked] = field(default_factory=dict)
    rules: tuple[Any, ...] = ()
    more: tuple[tuple[date | datetime, timedelta | None], ...] = ()
    without: tuple[date | datetime, ...] = ()
    subject: str | None = None
    unread: int = 0
    unknown_zone: str | None = None
    fault: Unreadable | None = None

    @property
    def has_organiser(self) -> bool:
        """Whether it says who asked for it."""
        return any(asked.organiser for asked in self.people.values())

    @property
    def repeats(self) -> bool:
        """Whether it may have happened more than once."""
        return bool(self.rules or self.more)


def prepare_zones(lines: Sequence[str]) -> None:
    """Make the time zones that a file describes known, and forget those of the file before."""
    from icalendar import Calendar
    from icalendar.timezone import tzp

    tzp.use_default()
    if lines:
        text = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a zone's name was guessed
            with suppress(*UNREADABLE):  # an event in that zone is then read as it is written
                Calendar.from_ical(text)


def read_event(raw: RawEvent, file: str) -> Event:
    """The event that these lines describe; what cannot be read is its `fault`."""
    from icalendar import Event as Component

    text = "\r\n".join(["BEGIN:VEVENT", *raw.lines, "END:VEVENT", ""])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            component = Component.from_ical(text)
        except UNREADABLE as error:
            fault = Unreadable("VEVENT", None, f"cannot be read ({error})")
            return Event(raw.number, file, "", 0, None, fault=fault)
        return _event(component, raw, file)


def _event(component: Any, raw: RawEvent, file: str) -> Event:
    event = Event(
        raw.number, file, _word(component, "UID"), _sequence(component), _reason(component, raw.method),
        people=_people(component), subject=_word(component, "SUMMARY") or None,
        unread=sum(1 for name, _ in component.errors if name in (None, "ATTENDEE", "ORGANIZER")),
    )  # fmt: skip
    try:
        event.recurrence = _moment(component, "RECURRENCE-ID")
        given = _first(component, "RECURRENCE-ID")
        event.and_following = given is not None and given.params.get("RANGE", "").upper() == "THISANDFUTURE"
        event.start = _moment(component, "DTSTART")
        event.unknown_zone = _unknown_zone(component, event.start)
        event.length = _length(component, event.start)
        event.rules = tuple(_whole(component, "RRULE"))
        event.more = tuple(_more(component))
        event.without = tuple(moment for moment, _ in _listed(component, "EXDATE"))
    except Unreadable as fault:
        event.fault = fault
    return event


def _first(component: Any, name: str) -> Any:
    found = component.get(name)
    return found[0] if isinstance(found, list) and found else found


def _word(component: Any, name: str) -> str:
    return str(_first(component, name) or "").strip()


def _sequence(component: Any) -> int:
    text = _word(component, "SEQUENCE")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _reason(component: Any, method: str) -> str | None:
    if method == "CANCEL" or _word(component, "STATUS").upper() == "CANCELLED":
        return CANCELLED
    if method in ("COUNTER", "DECLINECOUNTER", "REFRESH"):
        return PROPOSAL
    return PRIVATE if _word(component, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL") else None


def _people(component: Any) -> dict[str, Asked]:
    """Everybody by address: no rooms, and each once, also where the organiser is among those asked."""
    found: dict[str, Asked] = {}
    for name in ("ATTENDEE", "ORGANIZER"):
        given = component.get(name)
        for one in given if isinstance(given, list) else [given]:
            params = getattr(one, "params", {})
            address = plain_address(str(params.get("EMAIL", "")) or str(one or ""))
            if not address or _param(params, "CUTYPE") in NO_PEOPLE:
                continue
            known = found.get(address)
            called = str(params.get("CN", "")).strip().strip('"') or (known.name if known else "")
            answer = known.answer if known else _param(params, "PARTSTAT")
            found[address] = Asked(called, answer, organiser=name == "ORGANIZER")
    return found


def _param(params: Any, name: str) -> str:
    value = params.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value).strip().upper()


def _whole(component: Any, name: str) -> Iterator[Any]:
    """All values of a property; Unreadable where one of them is broken."""
    given = component.get(name)
    for value in given if isinstance(given, list) else [given]:
        if value is None:
            continue
        if hasattr(value, "expected_type"):
            raise Unreadable(name, str(value), "cannot be read")
        yield value


def _moment(component: Any, name: str) -> date | datetime | None:
    for value in _whole(component, name):
        moment = value.dt
        if not isinstance(moment, date):
            raise Unreadable(name, str(moment), "is no day and no time of a day")
        return moment
    return None


def _unknown_zone(component: Any, start: date | datetime | None) -> str | None:
    """The name of the zone of the start, where neither the file nor the library knows what it is."""
    if not isinstance(start, datetime) or start.tzinfo is not None:
        return None
    return str(_first(component, "DTSTART").params.get("TZID", "")) or None


def _length(component: Any, start: date | datetime | None) -> timedelta | None:
    """How long it took; None for whole days, and where it does not say."""
    if not isinstance(start, datetime):
        return None
    for value in _whole(component, "DURATION"):
        return value.dt if isinstance(value.dt, timedelta) else None
    end = _moment(component, "DTEND")
    return between(start, end) if isinstance(end, datetime) else None


def between(start: datetime, end: datetime) -> timedelta | None:
    """The time from start to end; None where only one of them has a zone."""
    return end - start if (start.tzinfo is None) == (end.tzinfo is None) else None


def _listed(component: Any, name: str) -> Iterator[tuple[Any, timedelta | None]]:
    for value in _whole(component, name):
        for one in getattr(value, "dts", [value]):
            given = one.dt
            if isinstance(given, tuple):
                start, end = given
                yield start, end if isinstance(end, timedelta) else between(start, end)
            else:
                yield given, None


def _more(component: Any) -> Iterator[tuple[date | datetime, timedelta | None]]:
    for moment, length in _listed(component, "RDATE"):
        if isinstance(moment, date):
            yield moment, length
