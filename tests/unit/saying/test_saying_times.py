"""Times as they are said, and the law that what is said is heard again as the same instant."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from direct_booking.hearing.times import hear
from direct_booking.saying.times import say_clock, say_day, say_offer, say_start, say_zone
from direct_booking.scheduling.availability import Rules, Window
from direct_booking.scheduling.narrowing import narrow
from direct_booking.scheduling.offer import Kind, Offer, Option, Part
from direct_booking.scheduling.wish import Wish

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 22, 15, tzinfo=timezone.utc)  # a Sunday, 10:00 in New York
ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/St_Johns",
    "America/Argentina/Buenos_Aires",
    "America/Port_of_Spain",
    "Europe/London",
    "Europe/Dublin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "UTC",
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK).astimezone(timezone.utc)


def times(*starts: datetime, kind: Kind = Kind.TIMES) -> Offer:
    return Offer(kind, tuple(Option(start) for start in starts))


def said(offer: Offer, **more) -> str:
    return say_offer(offer, now=NOW, zone=NEW_YORK, **more)


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (times(at(24, 14), at(24, 15), at(24, 16)), "Tuesday at 2, 3 or 4 PM"),
        (times(at(24, 11), at(24, 14)), "Tuesday at 11 AM or 2 PM"),
        (times(at(24, 11), at(24, 12)), "Tuesday at 11 AM or noon"),
        (times(at(24, 14, 30), at(25, 9)), "Tuesday at 2:30 PM or Wednesday at 9 AM"),
        (times(at(22, 14), at(23, 9, 5)), "today at 2 PM or tomorrow at 9:05 AM"),
        (times(at(22, 13, 30), at(23, 13, 30), at(24, 13, 30)), "today, tomorrow or Tuesday at 1:30 PM"),
        (times(at(22, 12), at(24, 12)), "today or Tuesday at noon"),
        (times(at(27, 14), at(30, 14)), "Friday or Monday the 30th at 2 PM"),
        (times(at(24, 14), kind=Kind.TIME), "Tuesday at 2 PM"),
        (times(at(1, 14, month=12), kind=Kind.TIME), "Tuesday, December 1st at 2 PM"),
        (times(at(27, 0), at(27 + 3, 0), kind=Kind.WHICH), "Friday the 27th or Monday the 30th"),
        (times(at(24, 2), at(24, 14), kind=Kind.WHICH), "2 AM or 2 PM"),
        (Offer(Kind.NONE), ""),
    ],
)
def test_an_offer_is_grouped_by_day(offer, expected):
    """A day once, and AM or PM once where it is the same for all."""
    assert said(offer) == expected


def test_parts_of_days_are_joined_with_and():
    """SPEC 4.1: two open parts are put as "Tuesday afternoon and Wednesday morning"."""
    offer = Offer(
        Kind.PARTS,
        (
            Option(at(24, 12), at(24, 17), Part.AFTERNOON),
            Option(at(25, 0), at(25, 12), Part.MORNING),
            Option(at(22, 17), at(23, 0), Part.EVENING),
        ),
    )
    assert said(offer) == "Tuesday afternoon, Wednesday morning and tonight"


def test_the_zone_is_named_once_after_the_last_clock_time():
    """5.1: parts of a day have no clock time, so no zone."""
    assert said(times(at(24, 14), at(24, 15)), name_zone=True) == "Tuesday at 2 or 3 PM Eastern time"
    part = Offer(Kind.PARTS, (Option(at(24, 12), at(24, 17), Part.AFTERNOON),))
    assert said(part, name_zone=True) == "Tuesday afternoon"


def test_a_repeated_time_is_said_so_that_it_is_clear():
    """5.3: a clock change makes two of 1:30."""
    first = datetime(2026, 11, 1, 5, 30, tzinfo=timezone.utc)
    assert say_clock(first, NEW_YORK) == "1:30 AM Eastern daylight time"
    assert say_clock(first + timedelta(hours=1), NEW_YORK) == "1:30 AM Eastern standard time"
    now = first - timedelta(days=2)
    offer = times(first, first + timedelta(hours=1))
    expected = "Sunday at 1:30 AM Eastern daylight time or 1:30 AM Eastern standard time"
    assert say_offer(offer, now=now, zone=NEW_YORK, name_zone=True) == expected


def test_a_year_is_said_only_when_it_is_far():
    """The next year's January is clear in November."""
    assert say_day(date(2027, 1, 4), now=NOW, zone=NEW_YORK) == "Monday, January 4th"
    assert say_day(date(2027, 9, 6), now=NOW, zone=NEW_YORK) == "Monday, September 6th, 2027"


def test_a_zone_goes_by_the_name_that_callers_use():
    """The customary names in the United States, the city elsewhere."""
    assert [
        say_zone(ZoneInfo(key), NOW) for key in ("America/Denver", "Europe/Berlin", "America/Phoenix")
    ] == [
        "Mountain time",
        "Berlin time",
        "Arizona time",
    ]


@given(
    hours=st.integers(0, 6 * 365 * 24),
    minutes=st.integers(0, 330 * 24 * 60),
    key=st.sampled_from(ZONES),
)
@example(hours=24804, minutes=41 * 60 + 30, key="America/New_York")  # 2026-11-01 1:30, once
@example(hours=24804, minutes=42 * 60 + 30, key="America/New_York")  # and again
def test_what_is_said_is_heard_as_the_same_instant(hours, minutes, key):
    """The law: hearing what was said gives exactly the instant back, in every zone, across clock changes."""
    zone = ZoneInfo(key)
    now = datetime(2024, 1, 1, tzinfo=timezone.utc) + timedelta(hours=hours)
    start = now + timedelta(minutes=minutes)
    rules = Rules(zone=zone, windows={day: (Window(0, 1440),) for day in range(7)}, look_ahead_days=365)
    wish = narrow(
        Wish(), hear(say_start(start, now=now, zone=zone)).spoken, None, now=now, zone=zone, rules=rules
    )
    assert isinstance(wish, Wish)
    assert wish.exact is not None
    assert wish.wants(start, zone)
    assert not wish.wants(start + timedelta(minutes=1), zone)
    assert not wish.wants(start + timedelta(hours=1), zone)
    assert not wish.wants(start - timedelta(hours=1), zone)


@given(
    days=st.lists(st.integers(1, 60), min_size=2, max_size=3, unique=True),
    hours=st.lists(st.integers(0, 23), min_size=3, max_size=3),
    index=st.integers(0, 2),
)
def test_an_offer_that_is_repeated_by_the_caller_is_picked(days, hours, index):
    """Saying one of the options of an offer picks it."""
    starts = [at(22, hour) + timedelta(days=day) for day, hour in zip(sorted(days), hours, strict=False)]
    assume(index < len(starts))
    words = say_start(starts[index], now=NOW, zone=NEW_YORK)
    rules = Rules(zone=NEW_YORK, windows={day: (Window(540, 1020),) for day in range(5)})
    wish = narrow(Wish(), hear(words).spoken, times(*starts), now=NOW, zone=NEW_YORK, rules=rules)
    assert wish.wants(starts[index], NEW_YORK)
    assert wish.exact is not None
