"""What a spoken time means when nothing else is known: the likeliest reading, without opening hours.

For measuring against corpora. A call uses ``narrowing.py``, which asks when there are two readings.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from direct_booking.hearing.spoken import MinutesAhead, When
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
        at = local_now + timedelta(minutes=when.hours.minutes)
        minute = at.hour * 60 + at.minute
        return First(Span(at.date(), at.date()), Minutes(minute, minute))
    minutes = readings(when.hours)[0] if when.hours is not None else None
    if when.day is None:
        return First(None, minutes)
    spans = resolve(when.day, Today(local_now.date(), counts=False))
    if not spans:
        return None
    return First(spans[0], minutes)
