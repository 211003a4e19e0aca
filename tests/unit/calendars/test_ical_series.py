"""Bringing a series near changes nothing of what it says from there on."""

from datetime import datetime, timedelta, timezone

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars.ical_series import brought_near

NOW = datetime(2026, 3, 2, tzinfo=timezone.utc)


def series(*lines: str, more: str = "") -> str:
    """A calendar with one series."""
    event = "\r\n".join(["BEGIN:VEVENT", "UID:u", *lines, "END:VEVENT", ""])
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}{more}END:VCALENDAR\r\n"


def expanded(text: str, *, near: bool) -> list[tuple[str, str]]:
    """The occurrences of the four weeks after NOW, with the series brought near or as it is."""
    calendar = icalendar.Calendar.from_ical(text)
    if near:
        calendar = brought_near(calendar, NOW)
    found = recurring_ical_events.of(calendar).between(NOW, NOW + timedelta(days=28))
    return sorted((str(one["DTSTART"].dt), str(one["DTEND"].dt)) for one in found)


BEGINNINGS = st.integers(0, 354_000_000).map(
    lambda second: (NOW - timedelta(seconds=second) + timedelta(days=18)).replace(tzinfo=None)
)
ZONES = st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
DAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), unique=True, max_size=4)
LENGTHS = st.sampled_from(["PT30M", "PT26H", "P3D", "P20D"])


@st.composite
def rules(draw) -> str:
    """A rule as owners' programs write them."""
    rule = f"FREQ={draw(st.sampled_from(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']))}"
    if interval := draw(st.integers(0, 5)):
        rule += f";INTERVAL={interval}"
    if days := draw(DAYS):
        rule += f";BYDAY={','.join(days)}"
    if draw(st.booleans()):
        rule += f";WKST={draw(st.sampled_from(['MO', 'SU']))}"
    return rule + draw(
        st.sampled_from(["", "", ";COUNT=300", ";UNTIL=20260315T120000Z", ";BYMONTH=3,4", ";BYSETPOS=1"])
    )


@given(BEGINNINGS, ZONES, rules(), LENGTHS)
def test_a_series_says_the_same_from_near(began, zone, rule, length):
    """Whatever its rule, its zone, its clock time and its length: the same occurrences."""
    if "BYSETPOS" in rule and "BYDAY" not in rule:
        rule = rule.replace(";BYSETPOS=1", "")
    text = series(f"DTSTART;TZID={zone}:{began:%Y%m%dT%H%M%S}", f"DURATION:{length}", f"RRULE:{rule}")
    assert expanded(text, near=True) == expanded(text, near=False)


@given(BEGINNINGS, rules(), st.integers(1, 30))
def test_a_series_of_whole_days_says_the_same_from_near(began, rule, days):
    """Days have no zone and no clock."""
    rule = rule.replace(";BYSETPOS=1", "").replace("20260315T120000Z", "20260315")
    ends = began + timedelta(days=days)
    text = series(f"DTSTART;VALUE=DATE:{began:%Y%m%d}", f"DTEND;VALUE=DATE:{ends:%Y%m%d}", f"RRULE:{rule}")
    assert expanded(text, near=True) == expanded(text, near=False)


def test_exceptions_of_an_old_series_still_count():
    """Left out, moved into the span from outside, and moved out of it."""
    moved = "".join(
        "\r\n".join(
            [
                "BEGIN:VEVENT",
                "UID:u",
                f"RECURRENCE-ID:{was}",
                f"DTSTART:{now}",
                "DURATION:PT2H",
                "END:VEVENT",
                "",
            ]
        )
        for was, now in (("20250106T150000Z", "20260305T100000Z"), ("20260309T150000Z", "20270101T100000Z"))
    )
    text = series(
        "DTSTART:20160104T150000Z",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY",
        "EXDATE:20260316T150000Z",
        more=moved,
    )
    found = expanded(text, near=True)
    assert found == expanded(text, near=False)
    assert [start[5:16] for start, _ in found] == ["03-02 15:00", "03-05 10:00", "03-23 15:00"]


@pytest.mark.parametrize("clock", ["T023000", "T013000"])
def test_a_clock_time_that_a_change_skips_or_repeats_stays(clock):
    """The new beginning is a day on which that time is there once."""
    text = series(
        f"DTSTART;TZID=America/New_York:20160103{clock}", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=1"
    )
    assert expanded(text, near=True) == expanded(text, near=False)


def test_a_series_changed_from_here_on_is_left_alone():
    """RANGE=THISANDFUTURE refers to what lies before it."""
    change = "\r\n".join(
        [
            "BEGIN:VEVENT",
            "UID:u",
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20250106T150000Z",
            "DTSTART:20250106T170000Z",
            "DURATION:PT1H",
            "END:VEVENT",
            "",
        ]
    )
    text = series("DTSTART:20160104T150000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", more=change)
    assert expanded(text, near=True) == expanded(text, near=False)
