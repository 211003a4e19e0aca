"""How the tests of narrowing speak: a Tuesday in November, its offers, what is wanted after some words."""

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from direct_booking.hearing.spoken import Spoken
from direct_booking.hearing.times import hear
from direct_booking.scheduling.availability import Rules, Window
from direct_booking.scheduling.narrowing import Which, narrow
from direct_booking.scheduling.offer import Kind, Offer, Option, Part
from direct_booking.scheduling.wish import Stretch, Wish

ZONE = ZoneInfo("America/New_York")
# Tuesday, November 17th 2026, 10:00 in New York.
NOW = datetime(2026, 11, 17, 15, tzinfo=timezone.utc)
NINE_TO_FIVE = Rules(zone=ZONE, windows={day: (Window(540, 1020),) for day in range(5)})
ALL_HOURS = Rules(zone=ZONE, windows={day: (Window(0, 1440),) for day in range(7)})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local time of November 2026, in UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(timezone.utc)


def starts(*ats: datetime, kind: Kind = Kind.TIMES) -> Offer:
    return Offer(kind, tuple(Option(start) for start in ats))


def part(day: int, name: Part) -> Option:
    first, last = {Part.MORNING: (0, 12), Part.AFTERNOON: (12, 17)}[name]
    return Option(at(day, first), at(day, last), name)


PARTS = Offer(Kind.PARTS, (part(19, Part.AFTERNOON), part(20, Part.MORNING)))
TIME = starts(at(19, 14), kind=Kind.TIME)
TIMES = starts(at(19, 14), at(19, 15), at(20, 9))


def say(
    words: str,
    offer: Offer | None = None,
    wish: Wish | None = None,
    *,
    rules: Rules = NINE_TO_FIVE,
    now=NOW,
    zone=ZONE,
) -> Wish | Which:
    heard = hear(words)
    spoken = heard.spoken if heard else Spoken()
    return narrow(wish or Wish(), spoken, offer, now=now, zone=zone, rules=rules)


def stretch(first, last=None, start: int = 0, end: int | None = None) -> Stretch:
    days = [date(2026, 11, day) if day else None for day in (first, last or first)]
    return Stretch(*days, start, end if end is not None else (start or 1440))
