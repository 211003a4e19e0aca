"""Arithmetic of clock times as they are said: halves, minutes to and past, ranges.

How they are said is in ``rules_hours.py``. Opening hours are not known here: an hour said without its half
stays without it.
"""

from dataclasses import dataclass, replace

from direct_booking.hearing.spoken import Clock, ClockRange, Half, Hours
from direct_booking.vocabulary.dates import NIGHT_AFTER_MIDNIGHT_HOURS, PART_HALVES


@dataclass(frozen=True)
class Readings:
    """Values that the same words can have, likeliest first."""

    values: tuple


def each(make):
    """Let a constructor of one clock work on every reading of it."""

    def made(value, *more):
        if isinstance(value, Readings):
            values = tuple(made for one in value.values if (made := make(one, *more)) is not None)
            return Readings(values) if values else None
        return make(value, *more)

    return made


def clock(hour: int, minute: int = 0) -> Clock | None:
    """A clock time as said; 24 is midnight, an hour after 12 leaves nothing open."""
    if hour == 24:
        return Clock(0, minute, Half.AM)
    if hour > 24 or minute > 59:
        return None
    return Clock(hour, minute, Half.PM if hour > 12 else Half.AM if hour == 0 else None)


def with_half(time: Hours, half: Half) -> Hours | None:
    """A clock time or a range of them in this half of the day; None when it is in the other."""
    if isinstance(time, ClockRange):
        return clock_range(time.first, with_half(time.last, half)) if time.last else None
    if time.hour == 0 or time.hour > 12:  # "18:45 PM" says it twice; "13 am" is no time
        return time if time.half is half else None
    return replace(time, half=half)


def in_part(time: Hours | None, part: str) -> Hours | None:
    """A clock time in a part of the day: "four in the evening" is 16:00, "twelve at night" 0:00.

    None when there is no such hour in it, or no time to begin with: a range that ends before it begins.
    """
    if time is None:
        return None
    if isinstance(time, ClockRange):
        return _range_in_part(time, part)
    if time.half is not None:
        return time
    if part == "lunchtime" and time.hour == 11:  # an early lunch
        return replace(time, half=Half.AM)
    if part == "night" and time.hour in NIGHT_AFTER_MIDNIGHT_HOURS:
        return replace(time, half=Half.AM)
    if part == "evening" and time.hour == 12:
        return replace(time, half=Half.AM)
    return replace(time, half=Half(PART_HALVES[part]))


def _range_in_part(time: ClockRange, part: str) -> ClockRange | None:
    """ "Ten to twelve in the morning" ends at noon; "eleven to one in the afternoon" begins before it."""
    if time.last is None:
        return ClockRange(in_part(time.first, part))
    at_noon = part == "morning" and time.last.hour == 12 and time.last.half is None
    last = replace(time.last, half=Half.PM) if at_noon else in_part(time.last, part)
    if time.first is None or last is None:
        return last and ClockRange(None, last)
    if at_noon and time.first.half is None:
        return ClockRange(in_part(time.first, part), last)
    return clock_range(time.first, last)


def before_hour(minutes: int, hour: Clock) -> Clock | None:
    """So many minutes before a full hour."""
    if not 0 < minutes < 60 or hour.minute:
        return None
    if hour.half is None:
        return clock((hour.hour - 2) % 12 + 1, 60 - minutes)
    total = (_minute(hour) - minutes) % 1440
    return _from_minute(total)


def after_hour(minutes: int, hour: Clock) -> Clock | None:
    """So many minutes after a full hour."""
    return replace(hour, minute=minutes) if 0 < minutes < 60 and not hour.minute else None


def clock_range(first: Clock | None, last: Clock | None) -> ClockRange | None:
    """A range; a half said only with its end is its beginning's too when that comes before."""
    if first and last and first.half is None and last.half is not None and 1 <= first.hour <= 12:
        shared = replace(first, half=last.half)
        if _minute(shared) < _minute(last):
            first = shared
        elif last.half is Half.PM:
            first = replace(first, half=Half.AM)
    if first and last and first.half and last.half and _minute(first) >= _minute(last):
        return None
    return ClockRange(first, last)


def to_or_range(minutes: int, hour: Clock):
    """ "ten to eleven": ten minutes before it, or from ten to eleven; "two to four" only the latter."""
    span = clock_range(clock(minutes), hour) if minutes <= 12 or hour.hour > minutes else None
    before = before_hour(minutes, hour) if minutes in (5, 10, 15, 20, 25, 30) else None
    values = tuple(value for value in (before, span) if value is not None)
    if hour.half is not None and hour.hour == minutes + 1:
        values = values[::-1]  # "five to six pm" is rather that hour, "ten to two pm" ten minutes before two
    return Readings(values) if len(values) > 1 else values[0] if values else None


def around(time: Hours) -> Hours | None:
    """The same clock time, but not to the minute."""
    return replace(time, around=True) if isinstance(time, Clock) else None


def _minute(time: Clock) -> int:
    """Minute of the day of a clock time whose half is known."""
    hour = time.hour if time.hour == 0 or time.hour > 12 else time.hour % 12 + 12 * (time.half is Half.PM)
    return hour * 60 + time.minute


def _from_minute(minute: int) -> Clock:
    hour, rest = divmod(minute, 60)
    return Clock(hour % 12 or 12, rest, Half.PM if hour >= 12 else Half.AM)


def in_part_or_half(time: Hours, half: Half | None, part: str) -> Hours | None:
    """ "in the morning at 11 AM" says the half twice."""
    return in_part(time, part) if half is None else with_half(time, half)


def heard_as(hour: int, minute: int | None, half: Half | None) -> Clock | None:
    """ "for pm" is four, "to thirty pm" two thirty; but "to ten pm" is about ten."""
    if minute is not None and minute <= 12:
        return None
    time = clock(hour, minute or 0)
    return with_half(time, half) if half is not None else time


def bare_range(first: Clock, half: Half | None, part: str | None, last: Hours) -> Hours | Readings | None:
    """A range without "from": "nine thirty to eleven", "3 in the morning until 5 pm"."""
    if not isinstance(first, Clock) or not isinstance(last, Clock):
        return None
    if half is None and part is None and not first.minute:
        return to_or_range(first.hour, last)
    if half is not None:
        first = with_half(first, half)
    elif part is not None:
        first = in_part(first, part)
    return first and clock_range(first, last)


def of_season(time: Hours, half: Half | None, daylight: bool) -> Clock | None:
    """ "1:30 AM Eastern standard time": which of two, when a clock change repeats it."""
    if isinstance(time, Clock) and half is not None:
        time = with_half(time, half)
    return replace(time, daylight=daylight) if isinstance(time, Clock) else None


def plain(time: Hours, half: Half | None) -> Clock | None:
    """A single clock time, in its half; None for what has two readings."""
    if not isinstance(time, Clock):
        return None
    return time if half is None else with_half(time, half)
