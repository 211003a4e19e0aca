"""Days as they were said, resolved around a today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.hearing.spoken import (
    DayRange,
    DaysAhead,
    Holiday,
    Month,
    MonthDay,
    NthDay,
    Portion,
    Relative,
    Shade,
    Shifted,
    Week,
    Weekday,
    WeekdayAfter,
    Weekend,
)
from direct_booking.scheduling.days import Today, resolve
from direct_booking.scheduling.spans import Span

TUESDAY = date(2026, 11, 17)


DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def spans(day, today=TUESDAY, **more) -> list[tuple[str, str]]:
    return [(str(s.first)[5:], str(s.last)[5:]) for s in resolve(day, Today(today, **more))]


def one(text: str) -> list[tuple[str, str]]:
    return [(text, text)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DaysAhead(0), one("11-17")),
        (DaysAhead(-1), one("11-16")),
        (DaysAhead(0, months=3), one("02-17")),
        (Weekday(4), one("11-20")),
        (Weekday(1), one("11-17")),
        (Weekday(4, Relative.LAST), one("11-13")),
        (Weekday(4, Relative.NEXT), [("11-27", "11-27"), ("11-20", "11-20")]),
        (Weekday(0, Relative.NEXT), one("11-23")),
        (MonthDay(17), one("11-17")),
        (MonthDay(16), one("12-16")),
        (MonthDay(31), one("12-31")),
        (MonthDay(16, months_ahead=0), one("11-16")),
        (MonthDay(29, 2), one("02-29")),
        (MonthDay(20, weekday=4), one("11-20")),
        (MonthDay(2, 12, weekday=1), [("12-02", "12-02"), ("12-01", "12-01")]),
        (MonthDay(31, months_ahead=0), []),
        (MonthDay(31, 11), []),
        (MonthDay(30, 2, weekday=1), []),
        (MonthDay(32), []),
        (MonthDay(29, 2, 2027), []),
        (NthDay(-1, 0, 3), one("03-29")),
        (NthDay(1, None, 12), one("12-01")),
        (Holiday("thanksgiving"), one("11-26")),
        (Holiday("veterans_day"), one("11-11")),
        (Week(0), [("11-17", "11-22")]),
        (Week(1), [("11-23", "11-29")]),
        (Week(1, 2), one("11-25")),
        (Weekend(), [("11-21", "11-22")]),
        (Weekend(Relative.NEXT), [("11-28", "11-29"), ("11-21", "11-22")]),
        (Month(11), [("11-17", "11-30")]),
        (Month(months_ahead=1), [("12-01", "12-31")]),
        (Portion(Week(1), Shade.EARLY), [("11-23", "11-25")]),
        (Portion(Month(12), Shade.LATE), [("12-21", "12-31")]),
        (Shifted(Weekday(3), 7), one("11-26")),
        (WeekdayAfter(0, Holiday("thanksgiving")), one("11-30")),
        (DayRange(Weekday(4), Weekday(0)), [("11-20", "11-23")]),
        (DayRange(after=MonthDay(20)), [("11-21", "")]),
        (DayRange(before=Weekday(4)), [("", "11-19")]),
    ],
)
def test_a_day_is_resolved(day, expected):
    """Likeliest reading first; a second one only where two conventions differ."""
    assert spans(day) == expected


def test_the_name_of_todays_weekday_is_in_a_week_once_today_is_over():
    """ "Tuesday", said on a Tuesday evening."""
    assert spans(Weekday(1), counts=False) == one("11-24")


def test_next_friday_said_at_the_weekend_is_no_question():
    """Both conventions agree on a Saturday."""
    assert spans(Weekday(4, Relative.NEXT), date(2026, 11, 21)) == one("11-27")


@given(DATES, st.integers(0, 6))
def test_a_weekday_is_that_weekday_within_a_week(today, weekday):
    """The coming one is today or one of the next six days."""
    (span,) = resolve(Weekday(weekday), Today(today))
    assert span.first.weekday() == weekday
    assert timedelta(0) <= span.first - today < timedelta(7)


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 31), st.one_of(st.none(), st.integers(1, 12))
)
def test_a_day_of_the_month_is_never_in_the_past(today, day, month):
    """4.3: without a year a date is the next such date, when there is one."""
    for span in resolve(MonthDay(day, month), Today(today)):
        assert span.first >= today
        assert span.first.day == day


@given(DATES, st.integers(0, 6))
def test_next_weekday_has_two_readings_only_when_the_coming_one_is_this_week(today, weekday):
    """The rule of the two conventions, for every today."""
    readings = resolve(Weekday(weekday, Relative.NEXT), Today(today))
    assert (len(readings) == 2) == (weekday > today.weekday())
    assert Span(*(readings[0].first,) * 2) == readings[0]
