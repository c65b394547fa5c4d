"""Days as people and programs write them, read column by column."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from stakeholder_graph.exchange.cells import trim
from stakeholder_graph.exchange.date_shapes import Order, Written, moment_of, written_day

SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
# Excel counts a 29 February 1900 that never was, so the days after it are counted from a day earlier.
SERIAL_START = date(1899, 12, 30)


class DateColumn(NamedTuple):
    """The days of a column. `undecided` and `unreadable` are places (from 0) of cells without a day.

    `order` is what stands first where the column or the hint tells it. Undecided cells could be read
    either way; `conflict` says that the column proves both.
    """

    values: list[date | None]
    order: Order | None
    undecided: tuple[int, ...]
    unreadable: tuple[int, ...]
    conflict: bool


def read_dates(
    column: Sequence[str | None],
    *,
    zone: tzinfo | None = None,
    instant: bool = False,
    hint: Order | None = None,
    serials: bool = False,
) -> DateColumn:
    """Read a column of days; whether day or month stands first is decided once for the whole column.

    Parameters
    ----------
    column: the cells as text, None where empty.
    zone: the user's time zone, in which an instant becomes a day; None: that of this computer.
    instant: True where the column says when something happened, so that an offset shifts the day;
        False for plain dates (a birthday, a close date), which are taken as written.
    hint: the order to use where the column itself does not tell, as other columns of the export have it.
    serials: True for a sheet of a workbook, where 45321 is a day.

    O(distinct values) for the reading, O(cells) for the rest.
    """
    meaning: dict[str | None, date | None] = {None: None}
    open_values: dict[str, Written] = {}
    unreadable: set[str | None] = set()
    for text in set(column):
        if text is None or not trim(text):
            continue
        found = _read(trim(text), zone, instant, serials)
        if isinstance(found, Written):
            open_values[text] = found
        elif found is None:
            unreadable.add(text)
        else:
            meaning[text] = found
    own = {order for written in open_values.values() if (order := written.proves)}
    conflict = len(own) > 1
    order = None if conflict else next(iter(own), hint)
    undecided: set[str | None] = set()
    for text, written in open_values.items():
        if order is None and written.month != written.day:
            undecided.add(text)
            continue
        day = _day(written.in_order(order or "day"), zone, instant)
        if day is None:
            unreadable.add(text)
        meaning[text] = day
    values = [meaning.get(text) for text in column]
    return DateColumn(values, order, _places(column, undecided), _places(column, unreadable), conflict)


def read_date_columns(
    columns: Mapping[str, Sequence[str | None]],
    *,
    instants: Collection[str] = (),
    zone: tzinfo | None = None,
    order: Order | None = None,
    serials: bool = False,
) -> dict[str, DateColumn]:
    """Read all date columns of one export; a column that does not tell its order takes that of the others.

    `instants` are the names of columns that say when something happened; `order` is what the user's
    mapping says, which holds where no column tells. See `read_dates`.
    """

    def read(name: str, hint: Order | None) -> DateColumn:
        return read_dates(columns[name], zone=zone, instant=name in instants, hint=hint, serials=serials)

    results = {name: read(name, None) for name in columns}
    told = {result.order for result in results.values() if result.order}
    hint = told.pop() if len(told) == 1 else order
    if hint:
        for name, result in results.items():
            if result.undecided and not result.conflict:
                results[name] = read(name, hint)
    return results


def read_instant(text: str, zone: tzinfo | None = None) -> datetime | None:
    """Read one point in time: with its offset where it has one, else as time in `zone` (None: here).

    None when the text is no date with a time, or day and month cannot be told apart.
    """
    written = written_day(trim(text))
    if written is None or written.either or written.clock["hour"] is None:
        return None
    try:
        moment = moment_of(written)
    except ValueError:
        return None
    if moment.tzinfo:
        return moment
    return moment.replace(tzinfo=zone) if zone else moment.astimezone()


def _places(column: Sequence[str | None], texts: set[str | None]) -> tuple[int, ...]:
    return tuple(place for place, text in enumerate(column) if text in texts) if texts else ()


def _read(text: str, zone: tzinfo | None, instant: bool, serials: bool) -> date | Written | None:
    serial = SERIAL.fullmatch(text) if serials else None
    if serial:
        return SERIAL_START + timedelta(days=int(serial[1]))
    if len(text) >= 10 and text[4] == "-" == text[7]:
        try:
            # A fast way for what most systems write; all other shapes are taken apart below.
            moment = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return shown_day(moment, zone) if instant and moment.tzinfo else moment.date()
    written = written_day(text)
    if written is None or written.either:
        return written
    return _day(written, zone, instant)


def _day(written: Written, zone: tzinfo | None, instant: bool) -> date | None:
    try:
        if written.clock["hour"] is None:
            return date(written.year, written.month, written.day)
        moment = moment_of(written)
    except ValueError:
        return None
    return shown_day(moment, zone) if instant and moment.tzinfo else moment.date()


def shown_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """The day on which an instant is, seen in the user's zone (None: that of this computer)."""
    try:
        return moment.astimezone(zone).date()
    except (OverflowError, OSError, ValueError):
        return moment.date()  # at the ends of the calendar, and on Windows before 1970
