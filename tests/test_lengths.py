"""Lengths and times of day as calendars write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from stakeholder_graph.exchange.mapping.lengths import clock, in_minutes, minutes_between

DAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30", "30"), ("30 minutes", "30"), ("1 hour", "60"), ("1.5 hours", "90"), ("1,5 Stunden",
         "90"), ("2 Std.", "120"),
        ("1 Tag", "1440"), ("2 moons", "2 moons"), ("long", "long"), (None, None),
    ],
)  # fmt: skip
def test_a_length_in_minutes(text: str | None, minutes: str | None) -> None:
    assert in_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9:30:00 AM", time(9, 30)), ("12:05 AM", time(0, 5)), ("12:05 p.m.", time(12, 5)), ("1:00 PM",
         time(13)),
        ("14:05", time(14, 5)), ("1899-12-30T14:05:00", time(14, 5)), ("25:00", None), ("noon", None),
         (None, None),
    ],
)  # fmt: skip
def test_a_time_of_day(text: str | None, told: time | None) -> None:
    assert clock(text) == told


@pytest.mark.parametrize(
    ("start", "end_day", "end", "minutes"),
    [
        ("9:30 AM", DAY, "11:00 AM", 90),
        ("23:30", date(2026, 4, 1), "00:15", 45),
        ("9:30", None, "10:00", 30),
        ("9:30", DAY, "9:30", None),
        ("9:30", DAY, "9:00", None),
        (None, DAY, "9:00", None),
    ],
)
def test_minutes_between(start: str | None, end_day: date | None, end: str, minutes: int | None) -> None:
    assert minutes_between(DAY, start, end_day, end) == minutes
