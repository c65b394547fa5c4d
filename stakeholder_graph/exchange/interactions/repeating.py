"""The days on which an event took place: rules are unfolded by dateutil, up to the day that counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import Any

from stakeholder_graph.exchange.dates import shown_day
from stakeholder_graph.exchange.interactions.event import Event, Unreadable

MOST = 5_000
"""Occurrences of one event: thirteen years of every day. More is no meeting."""
OFTEN_ENOUGH = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
CYCLE = 400
"""Years after which the calendar repeats, days of the week included. Rules are unfolded that much later, as
often as can be: dateutil seeks a match up to the year 9999, which takes half a minute where there is none.
"""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Once that it took place: `key` tells it apart within the event and stays when it is moved."""

    key: str
    start: date | datetime
    length: timedelta | None

    @property
    def day(self) -> date:
        """The day, seen where the user is."""
        return day_of(self.start)

    @property
    def minutes(self) -> int | None:
        """How long it took; None for whole days, where nothing is said, and where the end is no end."""
        if self.length is None or not isinstance(self.start, datetime):
            return None
        minutes = round(self.length / _MINUTE)
        return minutes if minutes >= 0 else None


def day_of(moment: date | datetime) -> date:
    """The day of a moment: whole days and times without zone as written, an instant where the user is."""
    if not isinstance(moment, datetime):
        return moment
    return shown_day(moment) if moment.tzinfo else moment.date()


def stamp(moment: date | datetime) -> str:
    """A moment in the short form of calendars, an instant in UTC: the same however it was written."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    if moment.tzinfo is None:
        return f"{moment:%Y%m%dT%H%M%S}"
    try:
        return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    except OverflowError:
        return f"{moment:%Y%m%dT%H%M%S}"


def occurrences(event: Event, until: date) -> list[Occurrence]:
    """Every time that an event took place up to and including a day, the first of the series always.

    Raises Unreadable where a rule cannot be read, or has it happen more often than any meeting.
    """
    assert event.start is not None
    if not event.repeats:
        key = "" if event.recurrence is None else stamp(event.recurrence)
        return [Occurrence(key, event.start, event.length)]
    first = wall(event.start, event.start)
    found: dict[datetime, timedelta | None] = {first: event.length}
    for rule in event.rules:
        for moment in _unfolded(rule, event.start, first, until):
            found.setdefault(moment, event.length)
            if len(found) > MOST:
                problem = f"repeats more than {MOST:,} times: no meeting"
                raise Unreadable("RRULE", rule.to_ical().decode(), problem)
    for more, length in event.more[:MOST]:
        found.setdefault(wall(more, event.start), length if length is not None else event.length)
    left_out = {wall(moment, event.start) for moment in event.without}
    days_out = {moment for moment in event.without if not isinstance(moment, datetime)}
    starts = sorted(moment for moment in found if moment not in left_out and moment.date() not in days_out)
    return [_occurrence(moment, found[moment], event.start) for moment in starts]


def _occurrence(wall: datetime, length: timedelta | None, start: date | datetime) -> Occurrence:
    """The occurrence at this time of the clock where the event is."""
    at: date | datetime = wall.replace(tzinfo=start.tzinfo) if isinstance(start, datetime) else wall.date()
    return Occurrence(stamp(at), at, length)


def wall(moment: date | datetime, start: date | datetime) -> datetime:
    """What the clock shows at a moment where the event is, without zone; a day is its midnight."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if isinstance(start, datetime) and start.tzinfo and moment.tzinfo:
        with suppress(OverflowError):
            moment = moment.astimezone(start.tzinfo)
    return moment.replace(tzinfo=None)


def _unfolded(rule: Any, start: date | datetime, first: datetime, until: date) -> Iterator[datetime]:
    """Every time of a rule by the clock, not later than the day after `until`."""
    from dateutil.rrule import rrulestr

    text = rule.to_ical().decode()
    if str(rule.get("FREQ", [""])[0]).upper() not in OFTEN_ENOUGH:
        raise Unreadable("RRULE", text, "repeats more often than daily: no meeting")
    if any(interval < 1 for interval in rule.get("INTERVAL", [])):
        raise Unreadable("RRULE", text, "never moves on")
    last = datetime.combine(until + timedelta(days=2), time())
    for given in rule.get("UNTIL", []):
        end = wall(given, start)
        last = min(last, end if isinstance(given, datetime) else end + timedelta(days=1, seconds=-1))
    bare = type(rule)({name: value for name, value in rule.items() if name.upper() != "UNTIL"})
    if first > last:
        return
    later = CYCLE * ((MAXYEAR - last.year) // CYCLE)
    try:
        far = rrulestr(bare.to_ical().decode(), dtstart=first.replace(year=first.year + later))
        for moment in far:
            near = moment.replace(year=moment.year - later)
            if near > last:
                return
            yield near
    except (ValueError, TypeError, IndexError, KeyError, OverflowError, ZeroDivisionError) as error:
        raise Unreadable("RRULE", text, f"cannot be read ({error})") from error
