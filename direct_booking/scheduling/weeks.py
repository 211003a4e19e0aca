"""Arithmetic of weeks, weekends and months around a date, and of parts of longer stretches.

What was said about days is resolved in ``days.py``.
"""

from calendar import monthrange
from datetime import date, timedelta

from direct_booking.hearing.spoken import Shade, Side
from direct_booking.scheduling.spans import Span

SATURDAY, SUNDAY = 5, 6


def monday(day: date) -> date:
    """The Monday of the week that holds a day. Pure."""
    return day - timedelta(day.weekday())


def days_from(first: date, count: int) -> Span:
    """So many days from one on. Pure."""
    return Span(first, first + timedelta(count - 1))


def month_span(first: date, today: date) -> Span:
    """The month that begins on a date, without what of it is past. Pure."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Span(max(first, today) if first <= today <= last else first, last)


def cut(span: Span, shade: Shade) -> Span:
    """Thirds: a week by weekdays, a month by tens, anything else by length; and halves. Pure."""
    length = (span.last - span.first).days + 1
    if length == 7:
        early, late = 3, 4
    elif length <= 31:
        early, late = 10, 20
    else:
        early, late = length // 3, length * 2 // 3
    half = (length + 1) // 2
    begin, end = {
        Shade.EARLY: (0, early),
        Shade.MID: (early if length != 7 else 2, late),
        Shade.LATE: (late, length),
        Shade.FIRST_HALF: (0, half),
        Shade.SECOND_HALF: (length // 2, length),
    }[shade]
    return Span(span.first + timedelta(begin), span.first + timedelta(end - 1))


def weekend_beside(first: date, last: date, side: Side | None) -> Span:
    """The weekend of a day itself takes in a Thursday, a Friday or a Monday that is off. Pure."""
    if side is Side.AFTER:
        return days_from(last + timedelta((SATURDAY - last.weekday() - 1) % 7 + 1), 2)
    if side is Side.BEFORE:
        return days_from(first - timedelta((first.weekday() - SATURDAY - 1) % 7 + 1), 2)
    saturday = min((first + timedelta(n) for n in range(-3, 4)), key=lambda d: d.weekday() != SATURDAY)
    if abs((first - saturday).days) == 3:  # a Tuesday or a Wednesday is by no weekend
        return days_from(saturday, 2)
    return Span(min(first, saturday), max(first, saturday + timedelta(1)))
