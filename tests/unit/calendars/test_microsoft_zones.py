"""Exchange's names for time zones, Windows' and IANA's, are the zones that they mean."""

import zoneinfo
from datetime import datetime, timedelta

import pytest
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from direct_booking.calendars.errors import Refused
from direct_booking.calendars.microsoft_zones import zone_of_mailbox


@pytest.mark.parametrize(
    ("name", "iana"),
    [
        ("Eastern Standard Time", "America/New_York"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("US Mountain Standard Time", "America/Phoenix"),
        ("GMT Standard Time", "Europe/London"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("UTC", "Etc/UTC"),
        ("tzone://Microsoft/Utc", "Etc/UTC"),
        ("India Standard Time", "Asia/Calcutta"),
        ("Alberta Standard Time", "America/Edmonton"),
        ("America/Chicago", "America/Chicago"),
        ("eastern standard time", "America/New_York"),
    ],
)
def test_a_zone_is_known_by_either_name(name, iana):
    """Administrators choose which kind a mailbox has ("Get mailboxSettings"); Windows' is usual."""
    assert zone_of_mailbox(name) == zoneinfo.ZoneInfo(iana)


@pytest.mark.parametrize("name", sorted(WINDOWS_TO_OLSON))
def test_every_name_of_windows_is_a_zone_of_this_machine(name):
    """None of the table's zones is missing from the time zone data that comes with the product."""
    zone_of_mailbox(name)


def test_a_standard_time_has_its_summer():
    """Windows says "Standard Time" in July too: the zone is meant, not its winter."""
    july = datetime(2026, 7, 1, 12, tzinfo=zone_of_mailbox("Eastern Standard Time"))
    assert july.utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize(
    "name", ["Customized Time Zone", "tzone://Microsoft/Custom", "", None, 5, "../etc", "\0"]
)
def test_a_zone_of_the_owners_own_making_is_refused(name):
    """Times that are hours off would be offered by a guess; the owner is told what to do."""
    with pytest.raises(Refused, match="Outlook"):
        zone_of_mailbox(name)
