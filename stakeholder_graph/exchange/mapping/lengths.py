"""How long something took, as calendars write it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")
UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), 1),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), 60),
    **dict.fromkeys(("d", "day", "days", "tag", "tage"), 24 * 60),
}
CLOCK = re.compile(r"(?:.*\s|.*T)?(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
NOON = 12


def in_minutes(text: str | None) -> str | None:
    """A length with its unit in minutes: "1.5 hours" and "1,5 Stunden" are 90; any other text as it is."""
    found = LENGTH.fullmatch(text) if text else None
    unit = UNITS.get(found[2].casefold()) if found else None
    if found is None or unit is None:
        return text
    return str(round(float(found[1].replace(",", ".")) * unit))


def clock(text: str | None) -> time | None:
    """The time of day in a text: "9:30:00 AM", "14:05", "1899-12-30T14:05:00"; None where there is none."""
    found = CLOCK.fullmatch(text) if text else None
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0)
    try:
        return time(hour, int(found[2]))
    except ValueError:
        return None


def minutes_between(day: date, start: str | None, end_day: date | None, end: str | None) -> int | None:
    """The minutes from a day and time to another; None where one is missing, or the end is not later."""
    first, last = clock(start), clock(end)
    if first is None or last is None:
        return None
    length = datetime.combine(end_day or day, last) - datetime.combine(day, first)
    return int(length / timedelta(minutes=1)) if length > timedelta() else None
