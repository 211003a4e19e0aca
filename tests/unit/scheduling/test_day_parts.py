"""The parts of a day are where the owner says: in what is heard, and in what is offered."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest

from direct_booking.hearing.times import hear
from direct_booking.scheduling.availability import Rules, Window, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.day_parts import USUAL, DayParts
from direct_booking.scheduling.narrowing import narrow
from direct_booking.scheduling.offer import Part
from direct_booking.scheduling.wish import Wish

ZONE = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 16, 15, tzinfo=timezone.utc)
LATE = DayParts(afternoon_minute=13 * 60, evening_minute=18 * 60, night_minute=20 * 60, lunch=(780, 900))


def rules(day_parts: DayParts) -> Rules:
    return Rules(ZONE, {day: (Window(8 * 60, 22 * 60),) for day in range(7)}, day_parts=day_parts)


@pytest.mark.parametrize(
    ("words", "usual", "late"),
    [
        ("tuesday morning", (0, 720), (0, 780)),
        ("tuesday afternoon", (720, 1020), (780, 1080)),
        ("late tuesday afternoon", (930, 1050), (990, 1110)),
        ("tuesday evening", (1020, 1440), (1080, 1440)),
        ("tuesday at lunchtime", (720, 840), (780, 900)),
        ("tuesday after lunch", (780, 1020), (840, 1080)),
        ("tuesday night", (1080, 1440), (1200, 1440)),
    ],
)
def test_a_part_that_is_named_has_the_owners_hours(words, usual, late):
    """The same words mean other hours with an owner who set other hours."""
    for day_parts, hours in ((USUAL, usual), (LATE, late)):
        wish = narrow(Wish(), hear(words).spoken, None, now=MONDAY, zone=ZONE, rules=rules(day_parts))
        assert [(one.start_minute, one.end_minute) for one in wish.any_of] == [hours]


def test_a_part_that_is_offered_has_the_owners_hours():
    """The morning that is offered ends where this owner's afternoon begins."""
    for day_parts, noon in ((USUAL, 12), (LATE, 13)):
        availability = open_slots(rules(day_parts), (), now=MONDAY)
        wish = narrow(
            Wish(), hear("tuesday or wednesday").spoken, None, now=MONDAY, zone=ZONE, rules=rules(day_parts)
        )
        offer = choose(rules(day_parts), availability, (), wish, now=MONDAY, zone=ZONE)
        morning = next(option for option in offer.options if option.part is Part.MORNING)
        assert morning.end.astimezone(ZONE).hour == noon


@pytest.mark.parametrize("minute", range(0, 1440, 30))
@pytest.mark.parametrize("day_parts", [USUAL, LATE, DayParts(60, 61, 61, (0, 30))])
def test_every_minute_lies_in_one_part(day_parts, minute):
    """The parts are the whole day, and no finer word reaches out of it or is empty."""
    assert sum(start <= minute < end for start, end in day_parts.of_parts.values()) == 1
    for word in ("morning", "afternoon", "evening", "night", "after_lunch"):
        for shade in (None, "early", "mid", "late"):
            start, end = day_parts.hours_of(word, shade)
            assert 0 <= start < end <= 1440
