"""When an event took place, given what was changed in its series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from stakeholder_graph.exchange.interactions.event import Event, Unreadable
from stakeholder_graph.exchange.interactions.repeating import Occurrence, occurrences, wall
from stakeholder_graph.exchange.interactions.versions import Series


def happened(event: Event, series: Series, until: date) -> list[Occurrence]:
    """Every time that this event took place up to a day: a changed occurrence stands for itself.

    A change that holds for all later occurrences too (THISANDFUTURE) takes them over, moved as much as its
    own. Raises Unreadable where the event has no start, or its values cannot be read.
    """
    if event.fault is not None:
        raise event.fault
    if event.start is None:
        raise Unreadable("DTSTART", None, "no DTSTART: nobody knows when it was")
    times = occurrences(event, until)
    if event.recurrence is None:
        return [once for once in times if not _is_changed(once, series) and _in_force(once, series) is None]
    if event.and_following and not event.repeats:
        return [*times, *_taken_over(event, series, until)]
    return times


def _is_changed(once: Occurrence, series: Series) -> bool:
    """Whether an event of its own stands for this occurrence; some calendars name only its day."""
    return once.key in series.changed or f"{once.start:%Y%m%d}" in series.changed


def _in_force(once: Occurrence, series: Series) -> Event | None:
    """The last change that holds for this and all later occurrences; None where there is none."""
    found = None
    for change in series.following():
        if change.recurrence is not None and wall(change.recurrence, once.start) <= wall(
            once.start, once.start
        ):
            found = change
    return found


def _taken_over(change: Event, series: Series, until: date) -> Iterator[Occurrence]:
    """The later occurrences of the masters, moved as the change moves its own."""
    assert change.start is not None and change.recurrence is not None
    for master in series.masters:
        if master.fault is not None or master.start is None or not master.repeats:
            continue
        moved = wall(change.start, master.start) - wall(change.recurrence, master.start)
        for once in occurrences(master, until):
            if not _is_changed(once, series) and _in_force(once, series) is change:
                yield replace(once, start=once.start + moved, length=change.length)
