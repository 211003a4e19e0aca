"""Exports: a table that no spreadsheet runs, and a calendar that says what stands and what does not."""

import csv
from dataclasses import replace
from datetime import timezone

import pytest
from icalendar import Calendar
from offices import NEW_YORK, NOW, TUESDAY_AT_TWO, at

from direct_booking.bookings.booking import Booking, Placement, Status
from direct_booking.bookings.exporting import COLUMNS, csv_lines, ical, safe_cell
from direct_booking.settings import MeetingType

BOOKED = Booking(
    id="B1",
    account_id=1,
    call_id="CA1",
    sequence=1,
    status=Status.BOOKED,
    placement=Placement(TUESDAY_AT_TWO, at(3, 14, 30), TUESDAY_AT_TWO, at(3, 14, 30)),
    to=None,
    meeting_type=MeetingType.PHONE,
    caller_name="Ann, Lee",
    caller_number="+12125550101",
    email=None,
    title="Visit",
    description="two\nlines",
    location="",
    provider="local",
    calendar_id="c",
    event_key="db1",
    event_id="e1",
    event_version="1",
    needs_attention=None,
    claimed_until=None,
    created_at=NOW,
    updated_at=NOW,
)


def test_a_row_has_every_column_in_local_time():
    """6.2; what reads CSV reads it back."""
    headings, row = csv.reader(csv_lines([BOOKED], NEW_YORK))
    assert tuple(headings) == COLUMNS
    read = dict(zip(headings, row, strict=True))
    assert (read["starts"], read["ends"]) == ("2026-03-03 14:00", "2026-03-03 14:30")
    assert (read["name"], read["number"], read["e-mail"]) == ("Ann, Lee", "'+12125550101", "")


def test_an_extension_stands_behind_its_number():
    """As it is written everywhere, so that an owner can dial it."""
    (_, row) = csv.reader(csv_lines([replace(BOOKED, extension="12")], NEW_YORK))
    assert row[COLUMNS.index("number")] == "'+12125550101 ext. 12"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"])
def test_no_cell_is_a_formula(text):
    """A name that a caller said must not run on the owner's machine."""
    (_, row) = csv.reader(csv_lines([replace(BOOKED, caller_name=text)], NEW_YORK))
    assert row[COLUMNS.index("name")] == f"'{text}"
    assert safe_cell("a=1") == "a=1"


@pytest.mark.parametrize(
    ("status", "said"),
    [(Status.BOOKED, "CONFIRMED"), (Status.MOVING, "TENTATIVE"), (Status.CANCELLED, "CANCELLED")],
)
def test_an_event_says_whether_it_stands(status, said):
    """Only what the calendar has confirmed is confirmed."""
    (event,) = Calendar.from_ical(ical([replace(BOOKED, status=status)])).walk("VEVENT")
    assert event["status"] == said
    assert event.decoded("dtstart") == TUESDAY_AT_TWO.astimezone(timezone.utc)
    assert str(event["description"]) == "two\nlines"
