"""The zone that a calendar means, by whatever name its program gives it."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from direct_booking.calendars.errors import InvalidRequest
from direct_booking.calendars.ical import read_busy
from direct_booking.calendars.ical_zones import with_own_zones, zone_called, zone_named_in
from direct_booking.scheduling.availability import Interval

START = datetime(2026, 3, 1, tzinfo=timezone.utc)


def timezone_of(*lines: str) -> str:
    """A calendar with one VTIMEZONE."""
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE", "END:VCALENDAR", ""])


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Eastern Standard Time", "America/New_York"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("/citadel.org/20250801_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ('"Europe/Paris"', "Europe/Paris"),
        ("UTC", "UTC"),
    ],
)
def test_names_of_zones_are_known(name, zone):
    """IANA's, those of Windows, and both with prefixes."""
    assert zone_called(name).key == zone


@pytest.mark.parametrize("name", ["", "Office", "../../etc/passwd", "Europe/Nowhere", "\0"])
def test_other_names_are_none(name):
    """Not guessed."""
    assert zone_called(name) is None


def test_the_first_known_name_counts():
    """Programs add the IANA name beside one of their own."""
    assert zone_named_in(timezone_of("TZID:Office", "X-LIC-LOCATION:Europe/Rome")).key == "Europe/Rome"
    assert zone_named_in(timezone_of("TZID:Europe/\r\n Rome")).key == "Europe/Rome"
    assert zone_named_in(timezone_of("TZID:Office")) is None
    assert zone_named_in("") is None


def busy_hour(offset: str | None, name: str = "Customized Time Zone", how: str = "{}") -> str:
    """Ten o'clock in a zone of one's own; None does not define it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    if offset is not None:
        times = ["DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}"]
        lines += [
            "BEGIN:VTIMEZONE",
            f"TZID:{name}",
            "BEGIN:STANDARD",
            *times,
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    event = ["UID:u", f"DTSTART;TZID={how.format(name)}:20260302T100000", "DURATION:PT1H"]
    return "\r\n".join([*lines, "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR", ""])


def hours(text: str) -> list[int]:
    """At which hours of UTC something begins."""
    found = read_busy(text.encode(), ZoneInfo("UTC"), Interval(START, START + timedelta(days=7)))
    return [one.span.start.hour for one in found]


@pytest.mark.parametrize("how", ["{}", '"{}"'])
def test_each_text_means_its_own_zone(how):
    """One name, three definitions in three files; a file without one is not given another's."""
    assert [hours(busy_hour(offset, how=how)) for offset in ("+0300", "-0500", "+0100")] == [[7], [15], [9]]
    with pytest.raises(InvalidRequest, match="unknown time zone"):
        hours(busy_hour(None, how=how))


def test_each_calendar_of_a_file_means_its_own_zone():
    """Also where two in one file have one name for two zones."""
    assert hours(busy_hour("+0300") + busy_hour("-0500").replace("UID:u", "UID:v")) == [7, 15]


def test_a_zone_that_everybody_knows_stays_so():
    """IANA's names mean IANA's zones; a text without zones of its own is not touched."""
    assert hours(busy_hour("+0300", "Europe/Berlin")) == [9]
    assert with_own_zones(busy_hour("+0300", "Europe/Berlin")) == busy_hour("+0300", "Europe/Berlin")
    assert with_own_zones("BEGIN:VCALENDAR\r\n X") == "BEGIN:VCALENDAR\r\n X"


def test_a_folded_definition_is_found():
    """A line may be broken anywhere."""
    folded = busy_hour("+0300").replace("TZID:Customized", "TZID:Custom\r\n ized", 1)
    assert hours(folded) == [7]
