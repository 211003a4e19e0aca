"""The caller's zone from the number (SPEC 5.1)."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest

from direct_booking.errors import Misconfigured
from direct_booking.zones import CallerZone, load_zone, zone_of_number

NEW_YORK, DENVER, PHOENIX = (
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Denver"),
    ZoneInfo("America/Phoenix"),
)
WINTER, SUMMER = (
    datetime(2026, 1, 15, 12, tzinfo=timezone.utc),
    datetime(2026, 7, 15, 12, tzinfo=timezone.utc),
)


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+12125550123", "America/New_York"),
        ("+13035550123", "America/Denver"),
        ("+16025550123", "America/Phoenix"),
        ("+442071838750", "Europe/London"),
        ("+33612345678", "Europe/Paris"),
    ],
)
def test_a_number_of_one_zone_settles_it(number: str, zone: str) -> None:
    """An area or country code of one zone needs no naming of the zone."""
    assert zone_of_number(number, NEW_YORK, WINTER) == CallerZone(ZoneInfo(zone), sure=True)


@pytest.mark.parametrize(
    "number", [None, "", "anonymous", "+266696687", "+18005550123", "+1800", "12125550123", "+999", "sip:a@b"]
)
def test_a_number_that_says_nothing_leaves_the_calendars_zone(number: str | None) -> None:
    """Withheld, unreadable and toll-free numbers use the calendar's zone, which is then named."""
    assert zone_of_number(number, DENVER, WINTER) == CallerZone(DENVER, sure=False)


def test_zones_that_now_show_the_same_time_are_as_good_as_one() -> None:
    """A British mobile may be in Jersey: the clocks agree, so nothing needs to be said."""
    found = zone_of_number("+447700900123", NEW_YORK, WINTER)
    assert found.sure
    assert found.zone.utcoffset(WINTER.replace(tzinfo=None)) == ZoneInfo("Europe/London").utcoffset(
        WINTER.replace(tzinfo=None)
    )


def test_of_zones_that_agree_the_calendars_own_is_taken() -> None:
    """The calendar's name for the same time wins."""
    london = ZoneInfo("Europe/London")
    assert zone_of_number("+447700900123", london, SUMMER) == CallerZone(london, sure=True)


@pytest.mark.parametrize(("calendar"), [NEW_YORK, ZoneInfo("America/Los_Angeles")])
def test_zones_that_differ_leave_the_calendars_zone_and_are_named(calendar: ZoneInfo) -> None:
    """Idaho has two zones: the calendar's is used, among them or not, and named."""
    assert zone_of_number("+12085550123", calendar, WINTER) == CallerZone(calendar, sure=False)


def test_zones_are_compared_at_the_instant_given() -> None:
    """An Australian mobile: Brisbane and Sydney differ in summer; all of Australia differs always."""
    assert not zone_of_number("+61412345678", NEW_YORK, WINTER).sure


def test_a_zone_is_loaded_by_its_name() -> None:
    """An IANA name gives the zone."""
    assert load_zone("America/Denver").key == "America/Denver"


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "", "../etc/passwd", "/etc/localtime", "Denver", "America", "a\0b"]
)
def test_an_unknown_zone_is_a_misconfiguration(name: str) -> None:
    """One clear sentence names what is wrong."""
    with pytest.raises(Misconfigured, match="time zone"):
        load_zone(name)
