"""Few starts out of many: early, in the middle, late, and round."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.scheduling.spread import MOST, spread

LONDON = ZoneInfo("Europe/London")
MIDNIGHT = datetime(2026, 1, 20, tzinfo=timezone.utc)


def clocks(*texts: str) -> list[datetime]:
    return [
        MIDNIGHT + timedelta(hours=int(hour), minutes=int(minute))
        for hour, minute in (text.split(":") for text in texts)
    ]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("9:00 9:20 9:40 10:00 10:20", "9:00 9:40 10:00"),
        ("9:05 9:10 9:15 9:20 9:25", "9:15 9:20 9:25"),
        ("9:15 9:30 9:45 10:00 10:15 10:30 10:45 11:00 11:15", "10:00 10:30 11:00"),
        ("8:30 9:00 9:30 15:30 16:00 16:30", "9:00 15:30 16:00"),
        ("9:50 9:55 10:00 10:05", "9:50 9:55 10:00"),
        ("9:10 17:50", "9:10 17:50"),
        ("", ""),
    ],
)
def test_times_are_spread_and_round(starts, expected):
    """Full hours are preferred to half ones, and those to others, unless they are far from the place."""
    found = spread(clocks(*starts.split()), LONDON)
    assert " ".join(start.strftime("%-H:%M") for start in found) == expected


def test_round_is_what_the_caller_hears():
    """In Kolkata, half an hour off, the half hours of UTC are the full ones."""
    starts = clocks("9:00", "9:30", "10:00", "10:30", "11:00", "11:30", "12:00", "12:30")
    assert spread(starts, ZoneInfo("Asia/Kolkata")) == tuple(clocks("9:30", "11:30", "12:30"))


@given(st.sets(st.integers(0, 1439)))
def test_a_spread_is_a_part_of_what_is_open_in_order(minutes):
    """As many of the starts as there are, three at most, earliest first."""
    starts = [MIDNIGHT + timedelta(minutes=minute) for minute in sorted(minutes)]
    found = spread(starts, LONDON)
    assert len(found) == min(MOST, len(starts))
    assert list(found) == sorted(set(found))
    assert set(found) <= set(starts)
