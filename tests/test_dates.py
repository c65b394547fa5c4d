"""Days: every shape, day or month first decided by the column, instants and plain dates."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_graph.exchange.date_shapes import MONTHS
from stakeholder_graph.exchange.dates import read_date_columns, read_dates, read_instant

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-12-25", date(2023, 12, 25)),
        ("2024-01-19T09:42:24.000+0000", date(2024, 1, 19)),
        ("2010-10-14T12:00:00.000Z", date(2010, 10, 14)),
        ("2010-10-14T12:00:00.000", date(2010, 10, 14)),
        ("2010-10-14T12:00:00.000Z-0300", date(2010, 10, 14)),
        ("2024-03-01 14:05", date(2024, 3, 1)),
        ("2024-3-1", date(2024, 3, 1)),
        ("2002/1/16", date(2002, 1, 16)),
        ("2002.01.16", date(2002, 1, 16)),
        ("31.08.2018", date(2018, 8, 31)),
        ("1.9.24", date(2024, 9, 1)),
        ("1. 9. 2024", date(2024, 9, 1)),
        ("03.04.2026 14:05", date(2026, 4, 3)),
        ("03.04.2026, 14:05 Uhr", date(2026, 4, 3)),
        ("1.9.68", date(2068, 9, 1)),
        ("1.9.69", date(1969, 9, 1)),
        ("12 Mar 2024", date(2024, 3, 12)),
        ("3. März 2024", date(2024, 3, 3)),
        ("3. Maerz 2024", date(2024, 3, 3)),
        ("Mar 12, 2024", date(2024, 3, 12)),
        ("December 1st, 2024 1:05 PM", date(2024, 12, 1)),
        ("12-Okt-2024", date(2024, 10, 12)),
        ("12-Dez.-24", date(2024, 12, 12)),
        ("Tue, 12 Mar 2024 10:00:00 +0100", date(2024, 3, 12)),
        ("Dienstag, 12. März 2024", date(2024, 3, 12)),
        ("Di., 12.03.2024", date(2024, 3, 12)),
        ("20120814", date(2012, 8, 14)),
        ("20260321T063000Z", date(2026, 3, 21)),
        ("20260321T063000", date(2026, 3, 21)),
        ("\u00a02023-12-25\u3000", date(2023, 12, 25)),
        ("02/23/26", date(2026, 2, 23)),
        ("02/24/26 02:18 AM", date(2026, 2, 24)),
        ("23/02/2026 2:18\u202fPM", date(2026, 2, 23)),
        ("23-02-2026", date(2026, 2, 23)),
        ("05/05/2026", date(2026, 5, 5)),
    ],
)
@pytest.mark.parametrize("instant", [False, True])
def test_every_shape_is_read(text: str, day: date, instant: bool) -> None:
    column = read_dates([text, None, text, ""], zone=UTC, instant=instant)
    assert column.values == [day, None, day, None]
    assert (column.undecided, column.unreadable, column.conflict) == ((), (), False)


@pytest.mark.parametrize(
    "text",
    [
        "Q3 2025", "Mai 2019", "seit 01.04.2019", "12./13.03.2021", "laufend", "-", "12.03.", "31.04.2024",
        "31/04/2024", "13/13/2024", "13/14/24", "0/5/2024", "24-03-01", "2024-13-01", "2024-02-30",
        "20241301", "2024-W05-1", "45321", "12 Foo 2024", "2024", "1.1.123", "2024-01-01 25:00",
        "01/02/2024 until 5", "1999-1", "12.03.2021-14.03.2021", "12.03.2021 14:65", "9" * 5000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("instant", [False, True])
def test_what_is_no_day_is_reported(text: str, instant: bool) -> None:
    column = read_dates(["2024-01-01", text, None, text], zone=UTC, instant=instant)
    assert column.values == [date(2024, 1, 1), None, None, None]
    assert (column.unreadable, column.undecided) == ((1, 3), ())


def test_a_first_number_above_twelve_puts_the_day_first_in_the_whole_column() -> None:
    column = read_dates(["03/04/2026", None, "25/12/2025", "5/5/26"])
    assert column.values == [date(2026, 4, 3), None, date(2025, 12, 25), date(2026, 5, 5)]
    assert (column.order, column.undecided) == ("day", ())


def test_a_second_number_above_twelve_puts_the_month_first() -> None:
    column = read_dates(["03/04/26", "12/25/25", "3/11/2025 13:00"])
    assert column.values == [date(2026, 3, 4), date(2025, 12, 25), date(2025, 3, 11)]
    assert column.order == "month"


def test_both_is_a_conflict_and_no_cell_is_guessed() -> None:
    column = read_dates(["13/01/2026", "01/13/2026", "02/03/2026", "2026-01-05", "04/04/2026"], hint="day")
    assert column.values == [None, None, None, date(2026, 1, 5), date(2026, 4, 4)]
    assert column == (column.values, None, (0, 1, 2), (), True)


def test_an_open_column_waits_for_a_hint_and_says_which_rows_are_open() -> None:
    column = ["03/04/2026", "31.08.2018", "07/07/2026", "03/04/2026"]
    open_column = read_dates(column)
    assert open_column.values == [None, date(2018, 8, 31), date(2026, 7, 7), None]
    assert (open_column.order, open_column.undecided, open_column.unreadable) == (None, (0, 3), ())
    assert read_dates(column, hint="day").values[0] == date(2026, 4, 3)
    assert read_dates(column, hint="month").values[0] == date(2026, 3, 4)


def test_a_hint_does_not_overrule_the_column() -> None:
    assert read_dates(["03/04/2026", "25/12/2025"], hint="month").values[0] == date(2026, 4, 3)


def test_the_columns_of_one_export_help_each_other() -> None:
    columns = {"CloseDate": ["03/04/26"], "CreatedDate": ["02/23/26 01:00 AM"], "Since": ["2026-01-01"]}
    read = read_date_columns(columns, zone=UTC)
    assert read["CloseDate"].values == [date(2026, 3, 4)]
    assert read["CloseDate"].order == "month"
    contradicting = read_date_columns(columns | {"Other": ["23/02/2026"]}, zone=UTC)
    assert contradicting["CloseDate"].undecided == (0,)
    said = read_date_columns(columns | {"Other": ["23/02/2026"]}, zone=UTC, order="day")
    assert said["CloseDate"].values == [date(2026, 4, 3)]
    assert read_date_columns({"CloseDate": ["03/04/26"]}, order="day")["CloseDate"].values == [
        date(2026, 4, 3)
    ]


def test_only_the_columns_named_as_instants_are_shifted() -> None:
    columns = {"CloseDate": ["2024-01-19T23:30:00Z", "45321"], "Seen": ["2024-01-19T23:30:00Z", "45321"]}
    read = read_date_columns(columns, instants=["Seen"], zone=BERLIN)
    assert read["CloseDate"].values == [date(2024, 1, 19), None]
    assert read["Seen"].values == [date(2024, 1, 20), None]
    sheet = read_date_columns(columns, instants=["Seen"], zone=BERLIN, serials=True)
    assert [column.values[1] for column in sheet.values()] == [date(2024, 1, 30)] * 2


def test_an_instant_is_shown_as_the_day_in_the_users_zone() -> None:
    column = ["2024-01-19T23:30:00.000+0000", "2010-10-14T12:00:00.000Z-0300", "20260321T233000Z"]
    assert read_dates(column, zone=BERLIN, instant=True).values == [
        date(2024, 1, 20),
        date(2010, 10, 14),
        date(2026, 3, 22),
    ]
    assert read_dates(column, zone=TOKYO, instant=True).values == [
        date(2024, 1, 20),
        date(2010, 10, 15),
        date(2026, 3, 22),
    ]
    assert read_dates(["2024-01-19T23:30:00"], zone=TOKYO, instant=True).values == [date(2024, 1, 19)]


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, TOKYO, timezone(timedelta(hours=-12)), None])
def test_a_plain_date_is_never_shifted(zone: ZoneInfo | None) -> None:
    column = [
        "2010-10-14T00:00:00.000Z",
        "2010-10-14T00:00:00.000",
        "2010-10-14T23:59:59Z",
        "20101014T000000Z",
    ]
    assert read_dates(column, zone=zone).values == [date(2010, 10, 14)] * 4


def test_an_instant_at_the_end_of_the_calendar_is_taken_as_written() -> None:
    assert read_dates(["0001-01-01T00:00:00Z"], zone=NEW_YORK, instant=True).values == [date(1, 1, 1)]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2010-10-14T12:00:00.000Z", datetime(2010, 10, 14, 12, tzinfo=UTC)),
        ("2010-10-14T12:00:00.000Z-0300", datetime(2010, 10, 14, 15, tzinfo=UTC)),
        ("2010-10-14T12:00:00.000+0530", datetime(2010, 10, 14, 6, 30, tzinfo=UTC)),
        ("2010-10-14T12:00:00.000", datetime(2010, 10, 14, 12, tzinfo=BERLIN)),
        ("14.10.2010 12:00", datetime(2010, 10, 14, 12, tzinfo=BERLIN)),
        ("14. Oktober 2010 12:05 AM", datetime(2010, 10, 14, 0, 5, tzinfo=BERLIN)),
        ("14 Oct 2010 12:05 PM", datetime(2010, 10, 14, 12, 5, tzinfo=BERLIN)),
    ],
)
def test_a_point_in_time_has_its_offset_or_that_of_the_user(text: str, moment: datetime) -> None:
    assert read_instant(text, BERLIN) == moment


@pytest.mark.parametrize("text", ["2010-10-14", "03/04/2026 12:00", "soon", "2010-10-14 25:00"])
def test_without_a_time_there_is_no_point_in_time(text: str) -> None:
    assert read_instant(text, BERLIN) is None


def test_the_time_of_this_computer_is_used_without_a_zone() -> None:
    naive = datetime(2010, 10, 14, 12)  # noqa: DTZ001 - the computer's own zone is meant
    assert read_instant("2010-10-14T12:00:00.000") == naive.astimezone()


def test_a_bare_number_is_a_day_only_in_a_workbook() -> None:
    assert read_dates(["45321", "45321.75", "10000", "99999"], serials=True).values == [
        date(2024, 1, 30),
        date(2024, 1, 30),
        date(1927, 5, 18),
        date(2173, 10, 13),
    ]
    assert read_dates(["45321"]).unreadable == (0,)


DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
SHAPES = [
    "{d:%Y-%m-%d}", "{d:%Y-%m-%d}T12:00:00.000Z", "{d:%Y-%m-%d} 14:05", "{d:%Y}/{d.month}/{d.day}",
    "{d:%d.%m.%Y}", "{d.day}.{d.month}.{d:%y}", "{d:%Y%m%d}", "{d:%Y%m%d}T063000Z",
    "{d.day}. {german} {d:%Y}",
    "{d.day} {english} {d:%Y}", "{english} {d.day}, {d:%Y}", "{d.day}-{english}-{d:%y}",
]  # fmt: skip
ENGLISH = [
    "Jan",
    "February",
    "Mar",
    "April",
    "May",
    "June",
    "Jul",
    "Aug",
    "Sept",
    "October",
    "Nov",
    "December",
]
GERMAN = [
    "Januar",
    "Feb.",
    "März",
    "Apr.",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "Sep.",
    "Okt.",
    "November",
    "Dez.",
]


@given(st.lists(st.tuples(DAYS, st.sampled_from(SHAPES)), min_size=1), st.booleans())
def test_days_survive_every_shape(days: list[tuple[date, str]], instant: bool) -> None:
    column = [
        shape.format(d=day, english=ENGLISH[day.month - 1], german=GERMAN[day.month - 1])
        for day, shape in days
    ]
    assert read_dates(column, zone=UTC, instant=instant).values == [day for day, _ in days]


@given(
    st.lists(DAYS, min_size=1),
    st.sampled_from(["day", "month"]),
    st.sampled_from(["", " 01:05 PM", " 13:05"]),
)
def test_a_column_by_day_or_month_is_right_or_open_but_never_wrong(
    days: list[date], order: str, clock: str
) -> None:
    shape = "%d/%m/%Y" if order == "day" else "%m/%d/%y"
    column = read_dates([day.strftime(shape) + clock for day in days])
    decided = any(day.day > 12 for day in days)
    assert column.order == (order if decided else None)
    assert column.values == [day if decided or day.day == day.month else None for day in days]
    assert column.unreadable == ()


@given(st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for instant in (False, True):
        column = read_dates([text], zone=UTC, instant=instant)
        assert (column.values[0] is None) or not (column.undecided or column.unreadable)


def test_all_month_names_are_there() -> None:
    assert {MONTHS[name.strip(".").casefold()] for name in ENGLISH + GERMAN} == set(range(1, 13))


def test_a_pasted_text_is_no_day_and_takes_no_time() -> None:
    start = time.monotonic()
    assert read_dates(["2024-01-31" + " " * 50_000 + "x", "31" + " " * 999 + "Januar"]).unreadable == (0, 1)
    assert time.monotonic() - start < 5
