"""The short way of reading an event says what the long one says, or nothing."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars.errors import InvalidRequest
from direct_booking.calendars.ical import read_busy
from direct_booking.calendars.ical_reduction import reduced
from direct_booking.calendars.ical_simple import simple_busy
from direct_booking.clock import monotonic_s
from direct_booking.scheduling.availability import Interval

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
YEAR = Interval(START, START + timedelta(days=365))

OFFICE = (
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def text(*lines: str, zone: str = "") -> str:
    """One event with these lines, as it is left of what a server sends."""
    event = "\r\n".join(["BEGIN:VEVENT", "UID:u1", *lines, "SUMMARY:Surgery", "END:VEVENT", ""])
    return reduced(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{zone}{event}END:VCALENDAR\r\n")


MOMENTS = st.integers(-10, 360 * 24 * 60).map(
    lambda minute: (START + timedelta(minutes=minute)).strftime("%Y%m%dT%H%M%S")
)
FORMS = st.sampled_from(
    [
        ":{}Z",
        ":{}",
        ";TZID=Europe/Berlin:{}",
        ";TZID=America/New_York:{}",
        ";VALUE=DATE:{:.8}",
        ";TZID=Office:{}",
    ]
)
MARKS = st.lists(
    st.sampled_from(
        [
            *(
                "TRANSP:OPAQUE",
                "TRANSP:TRANSPARENT",
                "STATUS:CONFIRMED",
                "STATUS:CANCELLED",
                "status:cancelled",
            ),
            *("X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "DURATION:PT1H"),
            *("RRULE:FREQ=DAILY;COUNT=3", "RDATE:20260320T150000Z", "EXDATE:20260320T150000Z", "UID:u2"),
            *("ATTENDEE;PARTSTAT=DECLINED:mailto:bo@example.com", "DTSTART:20260101T000000Z", "no colon"),
        ]
    ),
    max_size=2,
)


@given(MOMENTS, MOMENTS, FORMS, FORMS, MARKS, st.sampled_from(["", OFFICE]))
def test_the_short_way_says_what_the_long_one_says(start, end, start_form, end_form, marks, zone):
    """Every form of a time, every mark; where the long way refuses, the short one says nothing."""
    one = text(f"DTSTART{start_form.format(start)}", f"DTEND{end_form.format(end)}", *marks, zone=zone)
    simple = simple_busy(one, NEW_YORK, YEAR)
    if simple is not None:
        assert simple == read_busy(one.encode(), NEW_YORK, YEAR)


@given(
    st.lists(st.tuples(st.integers(0, 150), st.integers(0, 9), st.text(max_size=4)), min_size=1, max_size=3)
)
def test_noise_is_never_read_the_short_way_only(changes):
    """A damaged event is what the long way says of it."""
    one = text("DTSTART:20260302T150000Z", "DTEND:20260302T160000Z", "TRANSP:OPAQUE")
    for place, length, noise in changes:
        one = one[:place] + noise + one[place + length :]
    simple = simple_busy(one, NEW_YORK, YEAR)
    try:
        known = read_busy(one.encode("utf-8", errors="replace"), NEW_YORK, YEAR)
    except InvalidRequest:
        known = None
    assert simple is None or simple == known


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20260302T150000Z", "DTEND:20260302T160000Z"],
        ["DTSTART;TZID=Europe/Berlin:20260302T150000", "DTEND;TZID=Europe/Berlin:20260302T160000"],
        ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260303", "TRANSP:OPAQUE"],
        ["DTSTART:20260302T150000", "DTEND:20260302T160000", "STATUS:TENTATIVE"],
    ],
    ids=["utc", "zone", "day", "floating"],
)
def test_ordinary_events_go_the_short_way(lines):
    """Else it would be of no use."""
    assert len(simple_busy(text(*lines), NEW_YORK, YEAR)) == 1


def test_a_busy_year_is_read_while_somebody_waits():
    """Five thousand events in less than a second, where the long way takes several."""
    one = text(
        "DTSTART;TZID=Europe/Berlin:20260302T150000", "DTEND;TZID=Europe/Berlin:20260302T160000", zone=OFFICE
    )
    began = monotonic_s()
    for _ in range(5000):
        simple_busy(one, NEW_YORK, YEAR)
    assert monotonic_s() - began < 5.0  # a busy machine is given five times as long
