"""The shapes in which a day is written, taken apart into year, month, day, time and offset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, NamedTuple

Order = Literal["day", "month"]  # which of the two stands first

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner jän jaenner",
            "february feb februar feber",
            "march mar märz mär mrz maerz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*\.?,\s*", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
BASIC = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
DOTS = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)(?!\d)")
DAY_NAME = re.compile(
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?[\s/-]*(?P<name>[^\W\d_]{3,9})\.?,?[\s/-]*(?P<year>\d{4}|\d\d)(?!\d)",
    re.IGNORECASE,
)
NAME_DAY = re.compile(
    r"(?P<name>[^\W\d_]{3,9})\.?\s+(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?(?:,\s*|\s+)(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
BY_COLUMN = re.compile(r"(?P<day>\d{1,2})(?P<mark>[/-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?!\d)")
CLOCK = re.compile(
    r"(?:(?:T|,?\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?:(?P<half>[ap])\.?m\.?|Uhr)?\s*(?P<utc>Z|UTC|GMT)?\s*(?P<offset>[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
BASIC_CLOCK = re.compile(r"(?:T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<utc>Z)?)?", re.IGNORECASE)


class Written(NamedTuple):
    """A day as written; `either` when what is taken as day and month here may be month and day."""

    year: int
    month: int
    day: int
    clock: Mapping[str, str | None]  # hour, minute, second, half (a, p), utc, offset; None where not written
    either: bool

    @property
    def proves(self) -> Order | None:
        """What these numbers say of the order in their column."""
        if not self.either or (self.day <= 12 and self.month <= 12):
            return None
        return "day" if self.day > 12 else "month"

    def in_order(self, order: Order) -> Written:
        """Return the day as it is to be read when `order` stands first."""
        return self._replace(month=self.day, day=self.month) if order == "month" else self


LONGEST = 100  # characters of any day; in a pasted text the patterns would look for ever


def written_day(text: str) -> Written | None:
    """Take a text apart by its shape; None when it has none of the shapes of a day."""
    if len(text) > LONGEST:
        return None
    weekday = WEEKDAY.match(text)
    start = weekday.end() if weekday else 0
    for shape in (YEAR_FIRST, DOTS, BY_COLUMN, DAY_NAME, NAME_DAY, BASIC):
        found = shape.match(text, start)
        if found:
            clock = (BASIC_CLOCK if shape is BASIC else CLOCK).fullmatch(text, found.end())
            return _from_parts(found.groupdict(), clock.groupdict()) if clock else None
    return None


def _from_parts(parts: Mapping[str, str], clock: Mapping[str, str | None]) -> Written | None:
    month = MONTHS.get(parts["name"].casefold()) if "name" in parts else int(parts["month"])
    day = int(parts["day"])
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        if parts.get("mark") == "-":
            return None  # 24-03-01 may begin with the year
        year += 2000 if year <= 68 else 1900
    if not month or not day or (month > 12 and day > 12):
        return None
    return Written(year, month, day, clock, either="mark" in parts)


def moment_of(written: Written) -> datetime:
    """Return the point in time, without zone where none is written. Raises ValueError for 31 April, 25:00."""
    clock = written.clock
    hour = int(clock["hour"] or 0)
    half = clock.get("half")
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    zone = _offset(clock.get("offset"), clock["utc"])
    minute, second = int(clock["minute"] or 0), int(clock["second"] or 0)
    return datetime(written.year, written.month, written.day, hour, minute, second, tzinfo=zone)


def _offset(offset: str | None, utc: str | None) -> timezone | None:
    if offset is None:
        return UTC if utc else None
    digits = offset[1:].replace(":", "").ljust(4, "0")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    # Behind "Z-0300" the Z is only a letter: the offset holds.
    return timezone(-distance if offset[0] == "-" else distance)
