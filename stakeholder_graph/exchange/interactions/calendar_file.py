"""The events of a calendar file, line by line: only what is needed of each, nothing of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange import encoding as encodings

PROPERTIES = frozenset(
    {
        "UID",
        "SEQUENCE",
        "RECURRENCE-ID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "ORGANIZER",
        "ATTENDEE",
        "STATUS",
        "CLASS",
    }
)
"""What is read of an event; SUMMARY only where subjects are wanted, texts and attachments never."""
NO_MEETINGS = ("VTODO", "VJOURNAL", "VFREEBUSY")
LARGEST = 1_000_000  # characters of one event's properties; a thousand guests take a tenth of that
MOST_ZONES = 1_000_000  # characters of all descriptions of time zones
DEEPEST = 16  # parts within parts
_PIECE = 65_536
_NAME = re.compile(r"([A-Za-z0-9-]+)\s*[;:]")
# A zone changes its hour by the year; a description that says more often is there to do harm
_OFTEN = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY)", re.IGNORECASE)
EXPORT_AGAIN = "export the calendar again"


@dataclass
class RawEvent:
    """One event as it stands there: its properties as lines; `method` is what the file is sent for."""

    number: int
    method: str
    lines: list[str] = field(default_factory=list)
    size: int = 0
    is_meeting: bool = True

    @property
    def too_large(self) -> bool:
        """Whether no calendar has an event like that."""
        return self.size > LARGEST

    def add(self, line: str) -> None:
        """Take one unfolded line."""
        self.size += len(line)
        if not self.too_large:
            self.lines.append(line)


@dataclass
class CalendarFile:
    """All events of a file, and the lines that describe its time zones."""

    encoding: str
    events: list[RawEvent] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)


def read_calendar(path: Path, *, with_subject: bool) -> CalendarFile:
    """Read the events of one file, which may hold several calendars or a bare event.

    Raises ImportRefused where it cannot be read, ends in the middle, or is no calendar. O(characters); only
    the properties that are needed are kept.
    """
    try:
        with path.open("rb") as file:
            encoding = _encoding(file.read(4))
        with path.open(encoding=encoding, errors="stakeholder_graph.cp1252") as text:
            return _Reader(path, encoding, with_subject).read(
                _unfolded(iter(lambda: text.readline(_PIECE), ""))
            )
    except OSError as error:
        raise ImportRefused(str(path), f"cannot be read ({error.strerror})", "check the file") from error


def _encoding(start: bytes) -> str:
    found = next((name for mark, name in encodings.MARKS if start.startswith(mark)), "utf-8")
    return found.removesuffix("-le").removesuffix("-be") if found != "utf-8-sig" else found


def _unfolded(pieces: Iterator[str]) -> Iterator[str]:
    """Yield whole lines; one that begins with a blank goes on from the line before.

    A line is cut where it is longer than any event may be: whoever gets it sees that it is too large.
    """
    held: list[str] = []
    size, whole = 0, True
    for piece in pieces:
        goes_on = not whole or piece[:1] in (" ", "\t")
        if not goes_on:
            if held:
                yield "".join(held)
            held, size = [], 0
        text = piece.rstrip("\r\n")
        if size <= LARGEST:
            held.append(text[1:] if whole and goes_on else text)
            size += len(text)
        whole = piece.endswith("\n")
    if held:
        yield "".join(held)


class _Reader:
    """Goes through the lines of a file and keeps count of what is open."""

    def __init__(self, path: Path, encoding: str, with_subject: bool) -> None:
        self._path = path
        self._wanted = PROPERTIES | {"SUMMARY"} if with_subject else PROPERTIES
        self._found = CalendarFile(encoding)
        self._open: list[str] = []
        self._method = ""
        self._event: RawEvent | None = None
        self._zone_size = 0

    def read(self, lines: Iterator[str]) -> CalendarFile:
        for line in lines:
            if "\0" in line:
                raise self._refused("holds NUL characters: damaged")
            named = _NAME.match(line)
            if named is None:
                continue
            name, value = named[1].upper(), line[named.end() :].strip()
            if name == "BEGIN":
                self._begin(value.upper())
            elif name == "END":
                self._end(value.upper())
            elif "VTIMEZONE" in self._open:
                self._add_zone(line)
            elif self._event is not None and self._open[-1] == "VEVENT" and name in self._wanted:
                self._event.add(line)
            elif name == "METHOD" and self._open == ["VCALENDAR"]:
                self._method = value.upper()
        if self._open:
            raise self._refused(f"ends in the middle: END:{self._open[-1]} is missing")
        if not self._found.events and not self._seen_any:
            raise self._refused("holds no calendar")
        return self._found

    _seen_any = False

    def _begin(self, part: str) -> None:
        self._seen_any = True
        self._open.append(part)
        if len(self._open) > DEEPEST:
            raise self._refused(f"has more than {DEEPEST} parts within each other")
        outside = self._open[:-1] in ([], ["VCALENDAR"])
        if part == "VCALENDAR":
            self._method = ""
        elif part == "VTIMEZONE" or "VTIMEZONE" in self._open:
            self._add_zone(f"BEGIN:{part}")
        elif outside and (part == "VEVENT" or part in NO_MEETINGS):
            number = len(self._found.events) + 1
            event = RawEvent(number, self._method, is_meeting=part == "VEVENT")
            self._found.events.append(event)
            self._event = event if event.is_meeting else None

    def _end(self, part: str) -> None:
        if not self._open or self._open[-1] != part:
            raise self._refused(
                f"END:{part} where {self._open[-1] if self._open else 'nothing'} is open: damaged"
            )
        if "VTIMEZONE" in self._open:
            self._add_zone(f"END:{part}")
        if part == "VEVENT" and self._open[:-1] in ([], ["VCALENDAR"]):
            self._event = None
        self._open.pop()

    def _add_zone(self, line: str) -> None:
        if _OFTEN.search(line):
            return
        self._zone_size += len(line)
        if self._zone_size > MOST_ZONES:
            raise self._refused("describes more time zones than there are")
        self._found.zones.append(line)

    def _refused(self, what: str) -> ImportRefused:
        return ImportRefused(str(self._path), what, EXPORT_AGAIN)
