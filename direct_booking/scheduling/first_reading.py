"""What a spoken time means when nothing else is known: the likeliest reading, without opening hours.

For measuring against corpora. A call uses ``narrowing.py``, which asks when there are two readings.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from direct_booking.hearing.spoken import MinutesAhead, Spoken, When
from direct_booking.scheduling.day_parts import DAY_MINUTES
from direct_booking.scheduling.days import Today, resolve
from direct_booking.scheduling.hours import Minutes, readings
from direct_booking.scheduling.spans import Span


@dataclass(frozen=True)
class First:
    """Local dates and minutes of the day; None where nothing was said."""

    days: Span | None
    minutes: Minutes | None


def first_reading(when: When, local_now: datetime) -> First | None:
    """The likeliest reading of one alternative, or None when there is no such time.

    Pure. The name of today's weekday is the one in a week; a clock time without its half is as it was said.

    Args:
        when: what was said.
        local_now: wall-clock time at the caller's.
    """
    if isinstance(when.hours, MinutesAhead):
        return _from_now(when.hours, local_now)
    minutes = readings(when.hours)[0] if when.hours is not None else None
    if when.day is None:
        return First(None, minutes)
    spans = resolve(when.day, Today(local_now.date(), counts=False))
    if not spans:
        return None
    return First(spans[0], minutes)


def first_of(spoken: Spoken) -> When | None:
    """The alternative that was said first, where nothing was offered before; None when there is none. Pure.

    "The second" is a day of the month then, and "half an hour later" counts from now.
    """
    said = spoken.alternatives or tuple(w for other in spoken.other_readings for w in other.alternatives)
    return said[0] if said else None


def _from_now(ahead: MinutesAhead, local_now: datetime) -> First:
    first = _minute(local_now) if ahead.within else None
    at = local_now + timedelta(minutes=ahead.minutes)
    if first is None:
        return First(Span(at.date(), at.date()), Minutes(_minute(at), _minute(at)))
    same_day = at.date() == local_now.date()
    return First(
        Span(local_now.date(), local_now.date()), Minutes(first, _minute(at) if same_day else DAY_MINUTES)
    )


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
