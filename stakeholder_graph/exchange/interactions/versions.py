"""Which version of an event counts, where a calendar has several; what belongs to one series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from stakeholder_graph.exchange.interactions.event import CANCELLED, OPEN_ANSWERS, Asked, Event
from stakeholder_graph.exchange.interactions.repeating import stamp

OLDER = "an older version of an event"
AGAIN = "the same event again"
TWO_STARTS = "two events with the same UID and another start; both are kept"


@dataclass
class Series:
    """All that counts of one UID: the event itself, twice where it has two starts, and changed occurrences.

    These stand under the moment at which they should have been.
    """

    masters: list[Event] = field(default_factory=list)
    changed: dict[str, list[Event]] = field(default_factory=dict)

    def events(self) -> list[Event]:
        """All events of the series."""
        return [*self.masters, *(event for events in self.changed.values() for event in events)]

    def needs_start(self, event: Event) -> bool:
        """Whether another event has the same identity, so that only its start tells this one apart."""
        alike = [events for events in (self.masters, *self.changed.values()) if len(events) > 1]
        return any(one is event for events in alike for one in events)

    def following(self) -> list[Event]:
        """Changes that hold for all later occurrences too, the earliest first."""
        found = [event for events in self.changed.values() for event in events[:1] if event.and_following]
        return sorted(found, key=lambda event: stamp(event.recurrence) if event.recurrence else "")


@dataclass
class Sorted:
    """The series of all files, the versions that do not count with their reason, and the doubtful ones."""

    series: list[Series] = field(default_factory=list)
    out: list[tuple[Event, str]] = field(default_factory=list)
    two_starts: list[Event] = field(default_factory=list)


def sort_versions(events: Iterable[Event]) -> Sorted:
    """Put events of the same UID together. The greatest SEQUENCE wins, at equal ones a cancellation.

    Equal versions, as of two who were at the same meeting, are one: a yes or no in one of them wins over
    no answer in another. Where they differ in the start, all are kept. O(events).
    """
    found = Sorted()
    groups: defaultdict[str, defaultdict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for number, event in enumerate(events):
        uid = event.uid or f"\0{number}"
        groups[uid]["" if event.recurrence is None else stamp(event.recurrence)].append(event)
    for versions in groups.values():
        series = Series()
        for key, alike in versions.items():
            kept = _newest(alike, found)
            if key:
                series.changed[key] = kept
            else:
                series.masters = kept
        found.series.append(series)
    return found


def _newest(alike: list[Event], found: Sorted) -> list[Event]:
    greatest = max(event.sequence for event in alike)
    newest = [event for event in alike if event.sequence == greatest]
    found.out += [(event, OLDER) for event in alike if event.sequence < greatest]
    cancelled = [event for event in newest if event.reason == CANCELLED]
    if cancelled:
        found.out += [(event, OLDER) for event in newest if event.reason != CANCELLED]
        found.out += [(event, AGAIN) for event in cancelled[1:]]
        return cancelled[:1]
    by_start: dict[str, Event] = {}
    for event in newest:
        start = "" if event.start is None else stamp(event.start)
        if start in by_start:
            by_start[start].people = _together(by_start[start].people, event.people)
            found.out.append((event, AGAIN))
        else:
            by_start[start] = event
    kept = list(by_start.values())
    if len(kept) > 1:
        found.two_starts += kept
    return kept


def _together(one: dict[str, Asked], other: dict[str, Asked]) -> dict[str, Asked]:
    """Everybody of both versions; an answer that was given wins over none."""
    people = dict(one)
    for address, asked in other.items():
        known = people.get(address)
        if known is None:
            people[address] = asked
        elif known.answer in ("", *OPEN_ANSWERS) and asked.answer not in ("", *OPEN_ANSWERS):
            people[address] = replace(known, answer=asked.answer)
    return people
