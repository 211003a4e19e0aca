"""Times of the day as they were said, resolved to minutes of the day.

Days are in ``days.py``; which of two halves of the day is meant is for ``halves.py`` to say.
"""

from dataclasses import dataclass

from direct_booking.hearing.spoken import Clock, ClockRange, Half, PartOfDay
from direct_booking.scheduling.day_parts import DAY_MINUTES, USUAL, DayParts

HALF_DAY_MINUTES = DAY_MINUTES // 2


@dataclass(frozen=True)
class Minutes:
    """Minutes of the day in which to start: half-open; ``start == end`` is that very minute."""

    start: int
    end: int

    @property
    def exact(self) -> bool:
        """Whether it is one minute."""
        return self.start == self.end


WHOLE_DAY = Minutes(0, DAY_MINUTES)


def clock_minutes(clock: Clock) -> tuple[int, ...]:
    """The minutes of the day that a clock time can be: two when its half was not said, as said first. Pure.

    >>> clock_minutes(Clock(2, 30)), clock_minutes(Clock(12, 0)), clock_minutes(Clock(15, 0))
    ((150, 870), (720, 0), (900,))
    """
    if clock.hour == 0 or clock.hour > 12:
        return (clock.hour * 60 + clock.minute,)
    morning = clock.hour % 12 * 60 + clock.minute
    evening = morning + HALF_DAY_MINUTES
    if clock.half is not None:
        return (morning if clock.half is Half.AM else evening,)
    return (evening, morning) if clock.hour == 12 else (morning, evening)


def readings(hours: Clock | ClockRange | PartOfDay, parts: DayParts = USUAL) -> tuple[Minutes, ...]:
    """Everything that a time of the day can be, as said first. Pure; knows no opening hours.

    Args:
        parts: where the parts of the day begin.

    >>> readings(PartOfDay("morning"))
    (Minutes(start=0, end=720),)
    """
    if isinstance(hours, PartOfDay):
        shade = hours.shade.value if hours.shade else None
        return (Minutes(*parts.hours_of(hours.name, shade)),)
    if isinstance(hours, Clock):
        return tuple(Minutes(minute, minute) for minute in clock_minutes(hours))
    starts = clock_minutes(hours.first) if hours.first else (0,)
    ends = clock_minutes(hours.last) if hours.last else (DAY_MINUTES,)
    spans = [Minutes(start, end) for start in starts for end in ends if start < end]
    if hours.first and hours.last:
        spans.sort(key=lambda span: span.end - span.start)
        # "nine to five" never lasts longer than half a day when another reading does not
        spans = [span for span in spans if span.end - span.start <= HALF_DAY_MINUTES] or spans
        spans.sort(key=lambda span: span.start)
    if not spans:  # "ten in the evening to two in the morning": up to midnight
        spans = [Minutes(start, DAY_MINUTES) for start in starts]
    return tuple(spans)
