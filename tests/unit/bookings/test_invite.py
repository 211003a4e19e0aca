"""What an appointment says on the owner's calendar (SPEC 2.3)."""

from dataclasses import replace
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from direct_booking.bookings.invite import TITLE_LENGTH, words
from direct_booking.settings import MeetingType, Settings

GIVEN = {
    "meeting_type": MeetingType.ONLINE,
    "caller_name": "Ann Lee",
    "caller_number": "+12125550101",
    "email": "ann@example.com",
    "starts_at": datetime(2026, 3, 3, 19, tzinfo=timezone.utc),
    "zone": ZoneInfo("America/New_York"),
    "booking_id": "B1",
}
NOTHING = {**GIVEN, "caller_name": None, "caller_number": None, "email": None}


def test_every_field_is_filled():
    """All of SPEC 2.3, the time in the calendar's zone."""
    template = "{caller_name}|{caller_number}|{email}|{meeting_type}|{business}|{local_time}|{booking_id}"
    settings = replace(Settings(), description=template, business_name="Lee & Sons")

    assert words(settings, **GIVEN).description == (
        "Ann Lee|+12125550101|ann@example.com|online|Lee & Sons|2026-03-03 14:00 America/New_York|B1"
    )


def test_what_was_not_given_reads_well():
    """No empty hole in any of the owner's lines."""
    said = words(replace(Settings(), title="Visit of {caller_name}"), **NOTHING)

    assert said.title == "Visit of a caller"
    assert said.description == "Booked by phone. Number: withheld. E-mail: not given. Booking B1."
    assert words(Settings(), **NOTHING).title == "A caller (online)"


def test_a_custom_meeting_is_named_and_placed_as_the_owner_says():
    """2.4: what it is and where it takes place."""
    settings = replace(
        Settings(), meeting_type=MeetingType.CUSTOM, format="a visit at your home", where="At the door"
    )
    said = words(settings, **{**GIVEN, "meeting_type": MeetingType.CUSTOM})

    assert (said.title, said.location) == ("Ann Lee (a visit at your home)", "At the door")


def test_a_title_is_one_line_and_never_empty():
    """What a caller or an owner writes does not break the calendar."""
    assert words(Settings(), **{**GIVEN, "caller_name": "Ann\nLee"}).title == "Ann Lee (online)"
    assert words(replace(Settings(), title=" "), **GIVEN).title == "Online"
    assert len(words(Settings(), **{**GIVEN, "caller_name": "x" * 999}).title) == TITLE_LENGTH


def test_a_callers_words_are_never_a_template():
    """2.3: templates can run no code, and a value is not one."""
    said = words(Settings(), **{**GIVEN, "caller_name": "{email}{0.__class__}"})

    assert said.title == "{email}{0.__class__} (online)"
